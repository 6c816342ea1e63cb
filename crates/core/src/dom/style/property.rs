//! The properties that are looked at: one table from which their names, their inheritance, and the style of an element come.

use std::sync::Arc;

use cssparser::Parser;

use super::color::Rgba;
use super::content::{Content, Counters};
use super::font::{Family, FontSize, FontWeight};
use super::keyword::{
    BorderStyle, BoxSizing, Display, Effect, FlexDirection, Float, Overflow, PointerEvents,
    Position, TextLine, TextTransform, Visibility, WhiteSpace,
};
use super::value::{
    Computed, Image, Length, LineHeight, Parsed, Property, Relative, Shadows, Value,
};

macro_rules! properties {
    ($($(#[doc = $line:literal])+ $variant:ident $name:literal $inheritance:ident $field:ident: $type:ty = $initial:expr;)+) => {
        /// A property.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Name {
            $($variant),+
        }

        impl Name {
            /// Every property.
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The property of a name in lower case.
            pub(super) fn of(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Self::$variant,)+
                    _ => return None,
                })
            }

            /// Whether an element has it from the one around it.
            pub(super) fn is_inherited(self) -> bool {
                match self {
                    $(Self::$variant => properties!(@ $inheritance),)+
                }
            }

            /// Reads a value of it.
            pub(super) fn parse(self, input: &mut Parser<'_>) -> Parsed<Value> {
                match self {
                    $(Self::$variant => <$type as Property>::parse(input),)+
                }
            }

            /// Takes it from another style.
            pub(super) fn copy(self, from: &Style, to: &mut Style) {
                match self {
                    $(Self::$variant => to.$field.clone_from(&from.$field),)+
                }
            }

            /// Sets it.
            pub(super) fn set(self, style: &mut Style, value: &Value, relative: &Relative) {
                match self {
                    $(Self::$variant => style.$field = <$type as Property>::compute(value, relative),)+
                }
            }
        }

        /// The computed style of an element.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Style {
            $($(#[doc = $line])+ pub(crate) $field: $type,)+
        }

        impl Style {
            /// What holds where nothing is said.
            pub(super) fn initial() -> Self {
                Self { $($field: $initial,)+ }
            }

            /// What holds where nothing is said of an element in another.
            pub(super) fn inside(&self) -> Self {
                Self { $($field: properties!(@ $inheritance self.$field, $initial),)+ }
            }

            /// Of which nothing can be told.
            pub(super) fn unknown() -> Self {
                let relative = Relative::UNKNOWN;
                Self { $($field: <$type as Property>::compute(&Value::Unknown, &relative),)+ }
            }
        }
    };
    (@ inherited) => { true };
    (@ reset) => { false };
    (@ inherited $parent:expr, $initial:expr) => { $parent.clone() };
    (@ reset $parent:expr, $initial:expr) => { $initial };
}

properties! {
    /// The colour of text.
    Color "color" inherited color: Computed<Rgba> = Computed::Known(Rgba::BLACK);
    /// The colour letters are filled with, where it is not that of text.
    TextFill "-webkit-text-fill-color" inherited text_fill: TextFill = TextFill(None);
    /// The size of the font, in CSS pixels.
    FontSize "font-size" inherited font_size: FontSize = FontSize::MEDIUM;
    /// The weight of the font, 1 to 1000.
    FontWeight "font-weight" inherited font_weight: FontWeight = FontWeight(Computed::Known(400.0));
    /// The sort of font.
    FontFamily "font-family" inherited font_family: Family = Family::Other;
    /// The height of a line.
    LineHeight "line-height" inherited line_height: LineHeight = LineHeight::Normal;
    /// The space between letters; `Auto` is none.
    LetterSpacing "letter-spacing" inherited letter_spacing: Length = Length::Auto;
    /// The space between words; `Auto` is none.
    WordSpacing "word-spacing" inherited word_spacing: Length = Length::Auto;
    /// How far the first line is moved.
    TextIndent "text-indent" inherited text_indent: Length = Length::Px(0.0);
    /// What is done to letters.
    TextTransform "text-transform" inherited text_transform: Computed<TextTransform> = Computed::Known(TextTransform::None);
    /// The shadows of text.
    TextShadow "text-shadow" inherited text_shadow: Shadows = Shadows::Known(Arc::new([]));
    /// The line around letters.
    TextStroke "-webkit-text-stroke-width" inherited text_stroke: Length = Length::Px(0.0);
    /// Whether the element is seen.
    Visibility "visibility" inherited visibility: Computed<Visibility> = Computed::Known(Visibility::Visible);
    /// Whether the mouse reaches it.
    PointerEvents "pointer-events" inherited pointer_events: Computed<PointerEvents> = Computed::Known(PointerEvents::Auto);
    /// Whether lines break.
    WhiteSpace "white-space" inherited white_space: Computed<WhiteSpace> = Computed::Known(WhiteSpace::Normal);
    /// The schemes of colours it can be shown in.
    ColorScheme "color-scheme" inherited color_scheme: Computed<Scheme> = Computed::Known(Scheme::Light);

    /// The sort of box.
    Display "display" reset display: Computed<Display> = Computed::Known(Display::Inline);
    /// How opaque it is with all it holds, 0 to 1.
    Opacity "opacity" reset opacity: Computed<f32> = Computed::Known(1.0);
    /// The colour behind it.
    BackgroundColor "background-color" reset background_color: Computed<Rgba> = Computed::Known(Rgba::TRANSPARENT);
    /// The images behind it.
    BackgroundImage "background-image" reset background_image: Image = Image::None;
    /// Which of its boxes the background fills.
    BackgroundClip "background-clip" reset background_clip: Computed<Clip> = Computed::Known(Clip::Box);
    /// The lines drawn to its text.
    TextDecorationLine "text-decoration-line" reset text_decoration_line: Computed<TextLine> = Computed::Known(TextLine::None);
    /// The colour of those.
    TextDecorationColor "text-decoration-color" reset text_decoration_color: CurrentColor = CurrentColor(None);
    /// The style of its outline.
    OutlineStyle "outline-style" reset outline_style: Computed<BorderStyle> = Computed::Known(BorderStyle::None);
    /// The width of its outline.
    OutlineWidth "outline-width" reset outline_width: Length = Length::Px(3.0);
    /// The colour of its outline.
    OutlineColor "outline-color" reset outline_color: CurrentColor = CurrentColor(None);
    /// Whether it throws a shadow.
    BoxShadow "box-shadow" reset box_shadow: Computed<Effect> = Computed::Known(Effect::None);
    /// The style of the border above.
    BorderTopStyle "border-top-style" reset border_top_style: Computed<BorderStyle> = Computed::Known(BorderStyle::None);
    /// The style of the border on the right.
    BorderRightStyle "border-right-style" reset border_right_style: Computed<BorderStyle> = Computed::Known(BorderStyle::None);
    /// The style of the border below.
    BorderBottomStyle "border-bottom-style" reset border_bottom_style: Computed<BorderStyle> = Computed::Known(BorderStyle::None);
    /// The style of the border on the left.
    BorderLeftStyle "border-left-style" reset border_left_style: Computed<BorderStyle> = Computed::Known(BorderStyle::None);
    /// The width of the border above.
    BorderTopWidth "border-top-width" reset border_top_width: Length = Length::Px(3.0);
    /// The width of the border on the right.
    BorderRightWidth "border-right-width" reset border_right_width: Length = Length::Px(3.0);
    /// The width of the border below.
    BorderBottomWidth "border-bottom-width" reset border_bottom_width: Length = Length::Px(3.0);
    /// The width of the border on the left.
    BorderLeftWidth "border-left-width" reset border_left_width: Length = Length::Px(3.0);
    /// The colour of the border above.
    BorderTopColor "border-top-color" reset border_top_color: CurrentColor = CurrentColor(None);
    /// The colour of the border on the right.
    BorderRightColor "border-right-color" reset border_right_color: CurrentColor = CurrentColor(None);
    /// The colour of the border below.
    BorderBottomColor "border-bottom-color" reset border_bottom_color: CurrentColor = CurrentColor(None);
    /// The colour of the border on the left.
    BorderLeftColor "border-left-color" reset border_left_color: CurrentColor = CurrentColor(None);
    /// Its width.
    Width "width" reset width: Length = Length::Auto;
    /// Its height.
    Height "height" reset height: Length = Length::Auto;
    /// The least width.
    MinWidth "min-width" reset min_width: Length = Length::Auto;
    /// The least height.
    MinHeight "min-height" reset min_height: Length = Length::Auto;
    /// The greatest width.
    MaxWidth "max-width" reset max_width: Length = Length::Auto;
    /// The greatest height.
    MaxHeight "max-height" reset max_height: Length = Length::Auto;
    /// What sizes measure.
    BoxSizing "box-sizing" reset box_sizing: Computed<BoxSizing> = Computed::Known(BoxSizing::ContentBox);
    /// The padding above.
    PaddingTop "padding-top" reset padding_top: Length = Length::Px(0.0);
    /// The padding on the right.
    PaddingRight "padding-right" reset padding_right: Length = Length::Px(0.0);
    /// The padding below.
    PaddingBottom "padding-bottom" reset padding_bottom: Length = Length::Px(0.0);
    /// The padding on the left.
    PaddingLeft "padding-left" reset padding_left: Length = Length::Px(0.0);
    /// The margin above.
    MarginTop "margin-top" reset margin_top: Length = Length::Px(0.0);
    /// The margin on the right.
    MarginRight "margin-right" reset margin_right: Length = Length::Px(0.0);
    /// The margin below.
    MarginBottom "margin-bottom" reset margin_bottom: Length = Length::Px(0.0);
    /// The margin on the left.
    MarginLeft "margin-left" reset margin_left: Length = Length::Px(0.0);
    /// How it is placed.
    Position "position" reset position: Computed<Position> = Computed::Known(Position::Static);
    /// How far it is from above.
    Top "top" reset top: Length = Length::Auto;
    /// How far it is from the right.
    Right "right" reset right: Length = Length::Auto;
    /// How far it is from below.
    Bottom "bottom" reset bottom: Length = Length::Auto;
    /// How far it is from the left.
    Left "left" reset left: Length = Length::Auto;
    /// Whether it is cut, in the old way.
    Clip "clip" reset clip: Computed<Cut> = Computed::Known(Cut::None);
    /// Whether it is cut to a shape.
    ClipPath "clip-path" reset clip_path: Computed<Cut> = Computed::Known(Cut::None);
    /// What becomes of what is too wide.
    OverflowX "overflow-x" reset overflow_x: Computed<Overflow> = Computed::Known(Overflow::Visible);
    /// What becomes of what is too high.
    OverflowY "overflow-y" reset overflow_y: Computed<Overflow> = Computed::Known(Overflow::Visible);
    /// Its place among what lies on each other; unknown is `auto` too.
    ZIndex "z-index" reset z_index: Computed<f32> = Computed::Unknown;
    /// The side it floats to.
    Float "float" reset float: Computed<Float> = Computed::Known(Float::None);
    /// How it mixes with what is below.
    BlendMode "mix-blend-mode" reset blend_mode: Computed<Effect> = Computed::Known(Effect::None);
    /// What is done to its picture.
    Filter "filter" reset filter: Computed<Effect> = Computed::Known(Effect::None);
    /// What is done to the picture behind it.
    BackdropFilter "backdrop-filter" reset backdrop_filter: Computed<Effect> = Computed::Known(Effect::None);
    /// What is left out of its picture.
    Mask "mask-image" reset mask: Computed<Effect> = Computed::Known(Effect::None);
    /// How it is moved, turned or stretched.
    Transform "transform" reset transform: Computed<Move> = Computed::Known(Move::None);
    /// How it is moved.
    Translate "translate" reset translate: Computed<Effect> = Computed::Known(Effect::None);
    /// How it is stretched.
    Scale "scale" reset scale: Computed<Effect> = Computed::Known(Effect::None);
    /// How it is turned.
    Rotate "rotate" reset rotate: Computed<Effect> = Computed::Known(Effect::None);
    /// Whether something changes by itself.
    Animation "animation-name" reset animation: Computed<Effect> = Computed::Known(Effect::None);
    /// Whether what it holds is left out while nobody needs it.
    ContentVisibility "content-visibility" reset content_visibility: Computed<Skip> = Computed::Known(Skip::None);
    /// What `::before` and `::after` hold.
    Content "content" reset content: Content = Content(None);
    /// The counters that it sets anew.
    CounterReset "counter-reset" reset counter_reset: Counters<0> = Counters(None);
    /// The counters that it counts on.
    CounterIncrement "counter-increment" reset counter_increment: Counters<1> = Counters(None);
    /// The counters that it sets.
    CounterSet "counter-set" reset counter_set: Counters<0> = Counters(None);
    /// Its place among flexible boxes.
    Order "order" reset order: Computed<f32> = Computed::Known(0.0);
    /// The way that flexible boxes follow each other.
    FlexDirection "flex-direction" reset flex_direction: Computed<FlexDirection> = Computed::Known(FlexDirection::Row);
    /// Whether it grows with the room there is.
    FlexGrow "flex-grow" reset flex_grow: Computed<f32> = Computed::Known(0.0);
    /// The room between boxes in a row.
    ColumnGap "column-gap" reset column_gap: Length = Length::Auto;
    /// The room between rows.
    RowGap "row-gap" reset row_gap: Length = Length::Auto;
    /// Whether room that is left over is given to boxes in another way than at the end.
    JustifyContent "justify-content" reset justify_content: Computed<Effect> = Computed::Known(Effect::None);
    /// Whether it looks as the browser has it.
    Appearance "appearance" reset appearance: Computed<Appearance> = Computed::Known(Appearance::None);
}

pub(crate) use super::special::{
    Appearance, Clip, CurrentColor, Cut, Move, Scheme, Skip, TextFill,
};
