//! Lengths and numbers.

use cssparser::{Parser, Token};

use super::{Computed, Parsed, Property, Relative, Unit, Value, invalid, skip};

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

/// A length with a unit, zero without one, a part, or (where `numbers` says so) a number; a function is not understood.
pub(in crate::dom::style) fn length(input: &mut Parser<'_>, numbers: bool) -> Parsed<Value> {
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
fn dimension(value: f32, unit: &str) -> Option<(f32, Unit)> {
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
