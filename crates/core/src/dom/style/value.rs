//! The values that styles take, and how they are read from CSS.

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use super::color::{Paint, Rgba};
use super::content::{Counted, Piece};

/// A computed value, where it can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Computed<T> {
    /// It is this.
    Known(T),
    /// It depends on something that is not looked at: the window, a font, a condition, a function nobody evaluates here.
    Unknown,
}

impl<T: Copy> Computed<T> {
    /// The value, where it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

impl<T: Copy + PartialEq> Computed<T> {
    /// Whether it is this for sure.
    pub fn is(self, value: T) -> bool {
        self.known() == Some(value)
    }

    /// Whether it can be this.
    pub fn may_be(self, value: T) -> bool {
        self.known().is_none_or(|known| known == value)
    }
}

/// A length that is computed as far as that goes without laying out the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// `auto`, `none` or `normal`: whatever is meant by saying nothing.
    Auto,
    /// CSS pixels.
    Px(f32),
    /// A part of something around it; 1 is all of it.
    Percent(f32),
    /// It cannot be told.
    Unknown,
}

impl Length {
    /// CSS pixels, where it is that.
    pub fn px(self) -> Option<f32> {
        match self {
            Self::Px(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is nothing for sure.
    pub fn is_zero(self) -> bool {
        matches!(self, Self::Px(value) | Self::Percent(value) if value == 0.0)
    }
}

/// The height of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineHeight {
    /// As the font has it.
    Normal,
    /// So many times the size of the font, of each element anew.
    Number(f32),
    /// CSS pixels.
    Px(f32),
    /// It cannot be told.
    Unknown,
}

/// Images behind an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Image {
    /// There are none.
    None,
    /// One gradient, through these colours in this order.
    Gradient(Arc<[Rgba]>),
    /// Something that cannot be told from here.
    Other,
}

/// A shadow of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shadow {
    /// How far it is moved, to the right and down, in CSS pixels.
    pub offset: (f32, f32),
    /// How far it is blurred, in CSS pixels.
    pub blur: f32,
    /// Its colour.
    pub color: Rgba,
}

/// The shadows of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Shadows {
    /// These; often none.
    Known(Arc<[Shadow]>),
    /// They cannot be told.
    Unknown,
}

impl Shadows {
    /// Whether there are none for sure.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::Known(shadows) if shadows.is_empty())
    }
}

/// The text of `::before` or `::after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Generated {
    /// There is no such box.
    None,
    /// The box holds this text.
    Text(Arc<str>),
    /// It holds a picture or something else that cannot be told.
    Unknown,
}

/// A unit of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Px,
    Percent,
    Em,
    Rem,
    /// No unit: a factor.
    Number,
}

/// The shadow of text as it is declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DeclaredShadow {
    /// To the right, down, and the blur.
    pub(super) lengths: [(f32, Unit); 3],
    pub(super) color: Paint,
}

/// A declared value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// `inherit`
    Inherit,
    /// `initial`
    Initial,
    /// `unset`
    Unset,
    /// `revert`
    Revert,
    /// Valid for all that is known, but not understood here.
    Unknown,
    /// `auto`, `none`, `normal`.
    Auto,
    /// The place of a keyword in the names of its property.
    Keyword(u8),
    /// A length, a part or a number.
    Length(f32, Unit),
    /// A colour.
    Color(Paint),
    /// A gradient through these colours.
    Gradient(Arc<[Paint]>),
    /// Shadows.
    Shadows(Arc<[DeclaredShadow]>),
    /// Generated text.
    Content(Arc<[Piece]>),
    /// Counters, and a number for each.
    Counters(Arc<[Counted]>),
}

/// What relative values are relative to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relative {
    pub(super) font_size: Computed<f32>,
    pub(super) root_font_size: Computed<f32>,
    pub(super) color: Computed<Rgba>,
    /// Whether the colours of the system are dark on light for sure.
    pub(super) light: bool,
}

impl Relative {
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        font_size: Computed::Unknown,
        root_font_size: Computed::Unknown,
        color: Computed::Unknown,
        light: false,
    };

    /// A length in CSS pixels; a part stays what it is.
    pub(super) fn length(&self, number: f32, unit: Unit) -> Length {
        let times = |size: Computed<f32>| {
            size.known()
                .map_or(Length::Unknown, |size| Length::Px(number * size))
        };
        match unit {
            Unit::Px | Unit::Number => Length::Px(number),
            Unit::Percent => Length::Percent(number),
            Unit::Em => times(self.font_size),
            Unit::Rem => times(self.root_font_size),
        }
    }

    /// A colour, where it can be told.
    pub(super) fn paint(&self, paint: Paint) -> Computed<Rgba> {
        match paint {
            Paint::Color(color) => Computed::Known(color),
            Paint::System(color) if self.light => Computed::Known(color),
            Paint::Current => self.color,
            Paint::System(_) | Paint::Unknown => Computed::Unknown,
        }
    }
}

/// The type of a property's values: how they are read, and what becomes of them.
pub(super) trait Property: Sized {
    /// Reads a value; an error is a value that browsers pass over too.
    fn parse(input: &mut Parser<'_>) -> Parsed<Value>;
    /// Computes a value that is no keyword of the cascade.
    fn compute(value: &Value, relative: &Relative) -> Self;
}

/// What reading gives.
pub(super) type Parsed<T> = Result<T, ParseError<()>>;

/// The value is none.
pub(super) fn invalid<T>() -> Parsed<T> {
    Err(ParseError::unexpected_token())
}

/// Passes over all that is left.
pub(super) fn skip(input: &mut Parser<'_>) {
    while input.next().is_ok() {}
}

/// A length with a unit, zero without one, a part, or (where `numbers` says so) a number; a function is not understood.
pub(super) fn length(input: &mut Parser<'_>, numbers: bool) -> Parsed<Value> {
    let token = input.next()?.clone();
    Ok(match token {
        Token::Dimension {
            value, ref unit, ..
        } => match dimension(value, unit) {
            Some((value, unit)) => Value::Length(value, unit),
            None if is_unit(unit) => Value::Unknown,
            None => return invalid(),
        },
        Token::Percentage { unit_value, .. } => Value::Length(unit_value, Unit::Percent),
        Token::Number { value, .. } if numbers => Value::Length(value, Unit::Number),
        Token::Number { value: 0.0, .. } => Value::Length(0.0, Unit::Px),
        Token::Function(_) => Value::Unknown,
        _ => return invalid(),
    })
}

/// Lengths that do not depend on the window or the glyphs of a font. The factors are those of CSS Values and Units 4.
pub(super) fn dimension(value: f32, unit: &str) -> Option<(f32, Unit)> {
    const ABSOLUTE: [(&str, f32); 7] = [
        ("px", 1.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("in", 96.0),
        ("cm", 96.0 / 2.54),
        ("mm", 96.0 / 25.4),
        ("q", 96.0 / 101.6),
    ];
    if unit.eq_ignore_ascii_case("em") {
        return Some((value, Unit::Em));
    }
    if unit.eq_ignore_ascii_case("rem") {
        return Some((value, Unit::Rem));
    }
    ABSOLUTE
        .iter()
        .find(|(name, _)| unit.eq_ignore_ascii_case(name))
        .map(|(_, factor)| (value * factor, Unit::Px))
}

/// The units whose lengths are not told here; what is not among them either is a mistake, which browsers pass over.
fn is_unit(unit: &str) -> bool {
    const UNITS: [&str; 31] = [
        "ex", "ch", "cap", "ic", "lh", "rex", "rch", "rcap", "ric", "rlh", "vw", "vh", "vi", "vb",
        "vmin", "vmax", "svw", "svh", "lvw", "lvh", "dvw", "dvh", "svmin", "svmax", "lvmin",
        "lvmax", "dvmin", "dvmax", "cqw", "cqh", "cqi",
    ];
    UNITS.iter().any(|other| unit.eq_ignore_ascii_case(other))
}

impl Property for Length {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        const NOTHING: [&str; 3] = ["auto", "none", "normal"];
        const CONTENT: [&str; 6] = [
            "min-content",
            "max-content",
            "fit-content",
            "stretch",
            "-webkit-fill-available",
            "content",
        ];
        const WIDTHS: [(&str, f32); 3] = [("thin", 1.0), ("medium", 3.0), ("thick", 5.0)];
        if let Ok(name) = input.try_parse(cssparser::Parser::expect_ident_cloned) {
            let is = |other: &str| name.eq_ignore_ascii_case(other);
            if NOTHING.iter().any(|other| is(other)) {
                return Ok(Value::Auto);
            }
            if let Some((_, width)) = WIDTHS.iter().find(|(other, _)| is(other)) {
                return Ok(Value::Length(*width, Unit::Px));
            }
            return if CONTENT.iter().any(|other| is(other)) {
                Ok(Value::Unknown)
            } else {
                invalid()
            };
        }
        let value = length(input, false)?;
        if value == Value::Unknown {
            skip(input);
        }
        Ok(value)
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        match value {
            Value::Auto => Self::Auto,
            Value::Length(number, unit) => relative.length(*number, *unit),
            _ => Self::Unknown,
        }
    }
}

impl Property for LineHeight {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("normal"))
            .is_ok()
        {
            return Ok(Value::Auto);
        }
        let value = length(input, true)?;
        if matches!(value, Value::Length(number, _) if number < 0.0) {
            return invalid();
        }
        Ok(value)
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        match value {
            Value::Auto => Self::Normal,
            Value::Length(number, Unit::Number) => Self::Number(*number),
            Value::Length(number, Unit::Percent) => Relative::length(relative, *number, Unit::Em)
                .px()
                .map_or(Self::Unknown, Self::Px),
            Value::Length(number, unit) => relative
                .length(*number, *unit)
                .px()
                .map_or(Self::Unknown, Self::Px),
            _ => Self::Unknown,
        }
    }
}

/// A number, such as an opacity or an order.
impl Property for Computed<f32> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("auto"))
            .is_ok()
        {
            return Ok(Value::Auto);
        }
        let value = length(input, true)?;
        if value == Value::Unknown {
            skip(input);
        }
        match value {
            Value::Length(number, Unit::Number | Unit::Percent) => {
                Ok(Value::Length(number, Unit::Number))
            }
            Value::Length(0.0, Unit::Px) => Ok(Value::Length(0.0, Unit::Number)),
            Value::Unknown => Ok(Value::Unknown),
            _ => invalid(),
        }
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Length(number, _) => Self::Known(*number),
            _ => Self::Unknown,
        }
    }
}

impl Property for Shadows {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("none"))
            .is_ok()
        {
            return Ok(Value::Auto);
        }
        let shadows = input.parse_comma_separated(shadow)?;
        let known: Option<Vec<DeclaredShadow>> = shadows.into_iter().collect();
        Ok(known.map_or(Value::Unknown, |shadows| Value::Shadows(shadows.into())))
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        let Value::Shadows(declared) = value else {
            return if *value == Value::Auto {
                Self::Known(Arc::new([]))
            } else {
                Self::Unknown
            };
        };
        let computed = declared.iter().map(|shadow| {
            let [right, down, blur] = shadow
                .lengths
                .map(|(number, unit)| relative.length(number, unit).px());
            Some(Shadow {
                offset: (right?, down?),
                blur: blur?,
                color: relative.paint(shadow.color).known()?,
            })
        });
        computed
            .collect::<Option<Vec<Shadow>>>()
            .map_or(Self::Unknown, |shadows| Self::Known(shadows.into()))
    }
}

/// One shadow; none where it is not understood.
fn shadow(input: &mut Parser<'_>) -> Parsed<Option<DeclaredShadow>> {
    let mut lengths = Vec::new();
    let mut color = Paint::Current;
    let mut understood = true;
    while !input.is_exhausted() {
        match input.try_parse(|input| length(input, false)) {
            Ok(Value::Length(number, unit)) => lengths.push((number, unit)),
            Ok(_) => understood = false,
            Err(_) => color = super::color::parse(input)?,
        }
    }
    if !understood {
        return Ok(None);
    }
    let [right, down, rest @ ..] = lengths.as_slice() else {
        return invalid();
    };
    let blur = rest.first().copied().unwrap_or((0.0, Unit::Px));
    Ok(Some(DeclaredShadow {
        lengths: [*right, *down, blur],
        color,
    }))
}

impl Property for Image {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let layers = input.parse_comma_separated(super::background::image)?;
        let mut drawn = layers.into_iter().filter(|layer| *layer != Value::Auto);
        Ok(match (drawn.next(), drawn.next()) {
            (None, _) => Value::Auto,
            (Some(only), None) => only,
            _ => Value::Unknown,
        })
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        match value {
            Value::Auto => Self::None,
            Value::Gradient(paints) => {
                let colors = paints.iter().map(|paint| relative.paint(*paint).known());
                colors
                    .collect::<Option<Vec<Rgba>>>()
                    .map_or(Self::Other, |colors| Self::Gradient(colors.into()))
            }
            _ => Self::Other,
        }
    }
}
