//! The values that styles take, and how they are read from CSS.

mod length;
mod shadow;

use std::sync::Arc;

use cssparser::{ParseError, Parser};

pub(in crate::dom::style) use self::length::length;
pub use self::length::{Length, LineHeight};
use self::shadow::DeclaredShadow;
pub use self::shadow::{Shadow, Shadows};
use crate::dom::style::color::{Paint, Rgba};
use crate::dom::style::content::{Counted, Piece};

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
pub(in crate::dom::style) enum Unit {
    Px,
    Percent,
    Em,
    Rem,
    /// No unit: a factor.
    Number,
}

/// A declared value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::dom::style) enum Value {
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
pub(in crate::dom::style) struct Relative {
    pub(in crate::dom::style) font_size: Computed<f32>,
    pub(in crate::dom::style) root_font_size: Computed<f32>,
    pub(in crate::dom::style) color: Computed<Rgba>,
    /// Whether the colours of the system are dark on light for sure.
    pub(in crate::dom::style) light: bool,
}

impl Relative {
    /// Nothing is known.
    pub(in crate::dom::style) const UNKNOWN: Self = Self {
        font_size: Computed::Unknown,
        root_font_size: Computed::Unknown,
        color: Computed::Unknown,
        light: false,
    };

    /// A length in CSS pixels; a part stays what it is.
    pub(in crate::dom::style) fn length(&self, number: f32, unit: Unit) -> Length {
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
    pub(in crate::dom::style) fn paint(&self, paint: Paint) -> Computed<Rgba> {
        match paint {
            Paint::Color(color) => Computed::Known(color),
            Paint::System(color) if self.light => Computed::Known(color),
            Paint::Current => self.color,
            Paint::System(_) | Paint::Unknown => Computed::Unknown,
        }
    }
}

/// The type of a property's values: how they are read, and what becomes of them.
pub(in crate::dom::style) trait Property: Sized {
    /// Reads a value; an error is a value that browsers pass over too.
    fn parse(input: &mut Parser<'_>) -> Parsed<Value>;
    /// Computes a value that is no keyword of the cascade.
    fn compute(value: &Value, relative: &Relative) -> Self;
}

/// What reading gives.
pub(in crate::dom::style) type Parsed<T> = Result<T, ParseError<()>>;

/// The value is none.
pub(in crate::dom::style) fn invalid<T>() -> Parsed<T> {
    Err(ParseError::unexpected_token())
}

/// Passes over all that is left.
pub(in crate::dom::style) fn skip(input: &mut Parser<'_>) {
    while input.next().is_ok() {}
}

impl Property for Image {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let layers = input.parse_comma_separated(crate::dom::style::background::image)?;
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
