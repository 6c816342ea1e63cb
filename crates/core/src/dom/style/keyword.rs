//! Keywords of properties, each set a type.

use cssparser::{Parser, Token};

use super::value::{Computed, Parsed, Property, Relative, Value, invalid, skip};

/// A set of keywords.
pub(super) trait Keyword: Copy + 'static {
    /// Every keyword by its name in CSS; a name that is not here is not understood.
    const NAMES: &'static [(&'static str, Self)];
    /// Whether there may be more values than these, which are then unknown; otherwise a name that is not here is a mistake.
    const OPEN: bool;
}

impl<T: Keyword> Property for Computed<T> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let token = input.next()?.clone();
        let place = match &token {
            Token::Ident(name) => T::NAMES
                .iter()
                .position(|(other, _)| name.eq_ignore_ascii_case(other)),
            _ => None,
        };
        if let Some(place) = place.and_then(|place| u8::try_from(place).ok())
            && (!T::OPEN || input.is_exhausted_or_important())
        {
            return Ok(Value::Keyword(place));
        }
        if T::OPEN {
            skip_value(input);
            return Ok(Value::Unknown);
        }
        invalid()
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Keyword(place) => T::NAMES
                .get(usize::from(*place))
                .map_or(Self::Unknown, |(_, keyword)| Self::Known(*keyword)),
            Value::Auto => T::NAMES
                .first()
                .map_or(Self::Unknown, |(_, keyword)| Self::Known(*keyword)),
            _ => Self::Unknown,
        }
    }
}

/// Whether a value ends here.
trait Ends {
    fn is_exhausted_or_important(&mut self) -> bool;
}

impl Ends for Parser<'_> {
    fn is_exhausted_or_important(&mut self) -> bool {
        let state = self.state();
        let ends = self.is_exhausted() || self.try_parse(cssparser::parse_important).is_ok();
        self.reset(&state);
        ends
    }
}

/// Passes over the rest of a value, and leaves what says that it is important.
fn skip_value(input: &mut Parser<'_>) {
    while !input.is_exhausted_or_important() {
        if input.next().is_err() {
            skip(input);
        }
    }
}

macro_rules! keywords {
    ($(
        $(#[doc = $line:literal])+
        $name:ident $open:literal { $($(#[doc = $keyword_line:literal])+ $keyword:ident $($text:literal)|+),+ $(,)? }
    )+) => {
        $(
            $(#[doc = $line])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {
                $($(#[doc = $keyword_line])+ $keyword),+
            }

            impl Keyword for $name {
                const NAMES: &'static [(&'static str, Self)] = &[$($(($text, Self::$keyword)),+),+];
                const OPEN: bool = $open;
            }
        )+
    };
}

keywords! {
    /// What sort of box an element makes.
    Display false {
        /// In the line.
        Inline "inline" | "ruby" | "ruby-base" | "math",
        /// None, and none of what it holds.
        None "none",
        /// None, but of what it holds.
        Contents "contents",
        /// A block.
        Block "block" | "-webkit-box" | "ruby-text",
        /// A block in the line.
        InlineBlock "inline-block" | "-webkit-inline-box",
        /// A flexible box.
        Flex "flex" | "-webkit-flex",
        /// A flexible box in the line.
        InlineFlex "inline-flex" | "-webkit-inline-flex",
        /// A grid.
        Grid "grid",
        /// A grid in the line.
        InlineGrid "inline-grid",
        /// A block that keeps floats to itself.
        FlowRoot "flow-root",
        /// A block with a marker.
        ListItem "list-item",
        /// A table.
        Table "table",
        /// A table in the line.
        InlineTable "inline-table",
        /// A cell of a table.
        TableCell "table-cell",
        /// A row of a table.
        TableRow "table-row",
        /// Rows of a table.
        TableRowGroup "table-row-group",
        /// The head of a table.
        TableHeaderGroup "table-header-group",
        /// The foot of a table.
        TableFooterGroup "table-footer-group",
        /// A column of a table.
        TableColumn "table-column",
        /// Columns of a table.
        TableColumnGroup "table-column-group",
        /// The caption of a table.
        TableCaption "table-caption",
    }
    /// Whether an element is seen.
    Visibility false {
        /// It is.
        Visible "visible",
        /// It is not.
        Hidden "hidden",
        /// It is not; of a row of a table, as if it were not there.
        Collapse "collapse",
    }
    /// How an element is placed.
    Position false {
        /// Where it stands.
        Static "static",
        /// Moved from where it stands.
        Relative "relative",
        /// At a place in what is around it.
        Absolute "absolute",
        /// At a place in the window.
        Fixed "fixed" | "-webkit-fixed",
        /// Where it stands, but kept in sight.
        Sticky "sticky" | "-webkit-sticky",
    }
    /// The side an element floats to.
    Float false {
        /// It does not.
        None "none",
        /// Left.
        Left "left" | "inline-start",
        /// Right.
        Right "right" | "inline-end",
    }
    /// What becomes of what is too large.
    Overflow false {
        /// It is seen all the same.
        Visible "visible",
        /// It is cut off, but a script can scroll.
        Hidden "hidden",
        /// It is cut off.
        Clip "clip",
        /// It is scrolled.
        Scroll "scroll",
        /// It is scrolled, where there is something to scroll.
        Auto "auto" | "overlay",
    }
    /// The style of a border.
    BorderStyle false {
        /// There is none.
        None "none",
        /// There is none.
        Hidden "hidden",
        /// A line.
        Solid "solid",
        /// Dashes.
        Dashed "dashed",
        /// Dots.
        Dotted "dotted",
        /// Two lines.
        Double "double",
        /// Carved in.
        Groove "groove",
        /// Coming out.
        Ridge "ridge",
        /// Pressed in.
        Inset "inset",
        /// Pressed out.
        Outset "outset",
        /// As the browser has it, which only outlines know.
        Auto "auto",
    }
    /// What is done to the letters of a text.
    TextTransform true {
        /// Nothing.
        None "none",
        /// They are made large.
        Uppercase "uppercase",
        /// They are made small.
        Lowercase "lowercase",
        /// The first of each word is made large.
        Capitalize "capitalize",
    }
    /// Whether lines break.
    WhiteSpace true {
        /// They do.
        Normal "normal",
        /// They do not.
        NoWrap "nowrap",
        /// Where the text says so.
        Pre "pre",
        /// Where the text says so, and where they are too long.
        PreWrap "pre-wrap" | "break-spaces",
        /// As `PreWrap`, with spaces as one.
        PreLine "pre-line",
    }
    /// What sizes measure.
    BoxSizing false {
        /// What the element holds.
        ContentBox "content-box",
        /// The element, with padding and border.
        BorderBox "border-box",
    }
    /// The way that flexible boxes follow each other.
    FlexDirection false {
        /// Along the line.
        Row "row",
        /// Against the line.
        RowReverse "row-reverse",
        /// Down.
        Column "column",
        /// Up.
        ColumnReverse "column-reverse",
    }
    /// Whether there is an effect; which one does not matter.
    Effect true {
        /// There is none.
        None "none" | "normal" | "auto",
    }
    /// Whether the mouse reaches an element.
    PointerEvents true {
        /// It does.
        Auto "auto",
        /// It does not.
        None "none",
    }
    /// Whether text has lines drawn to it.
    TextLine true {
        /// It has not.
        None "none",
        /// Below it.
        Underline "underline",
        /// Above it, or through it.
        Other "overline" | "line-through",
    }
}
