//! The size, weight and sort of fonts.

use cssparser::{Parser, Token};

use super::value::{Computed, Parsed, Property, Relative, Unit, Value, invalid, length};

/// Sizes by name at a default of 16 px (CSS Fonts 4, section 2.5), and at the 13 px that browsers have for `monospace`
/// (HTML's rendering section and Chromium's table).
const SIZES: [(&str, f32, f32); 8] = [
    ("xx-small", 9.0, 9.0),
    ("x-small", 10.0, 9.0),
    ("small", 13.0, 10.0),
    ("medium", 16.0, 13.0),
    ("large", 18.0, 16.0),
    ("x-large", 24.0, 20.0),
    ("xx-large", 32.0, 26.0),
    ("xxx-large", 48.0, 39.0),
];

const MEDIUM: u8 = 3;
const SMALLER: u8 = 100;
const LARGER: u8 = 101;

/// The size of a font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FontSize {
    pub(super) px: Computed<f32>,
    /// The name it comes from, which gives another size in a `monospace` font.
    pub(super) name: Option<u8>,
    /// Whether it was said in units that no font changes.
    pub(super) absolute: bool,
}

impl FontSize {
    pub(super) const MEDIUM: Self = Self {
        px: Computed::Known(16.0),
        name: Some(MEDIUM),
        absolute: false,
    };

    /// CSS pixels.
    pub fn px(self) -> Option<f32> {
        self.px.known()
    }

    /// The size that a value gives inside another; `fixed` where the font is `monospace`.
    pub(super) fn inside(value: &Value, around: Self, root: Computed<f32>, fixed: bool) -> Self {
        let times = |size: Computed<f32>, factor: f32| match size {
            Computed::Known(size) => Computed::Known(size * factor),
            Computed::Unknown => Computed::Unknown,
        };
        let of_around = |factor| Self {
            px: times(around.px, factor),
            name: None,
            absolute: around.absolute,
        };
        match *value {
            Value::Keyword(SMALLER) => of_around(1.0 / 1.2),
            Value::Keyword(LARGER) => of_around(1.2),
            Value::Keyword(name) => Self::named(name, fixed),
            Value::Length(number, Unit::Em | Unit::Percent) => of_around(number),
            Value::Length(number, Unit::Rem) => Self {
                px: times(root, number),
                name: None,
                absolute: true,
            },
            Value::Length(number, _) => Self {
                px: Computed::Known(number),
                name: None,
                absolute: true,
            },
            _ => Self {
                px: Computed::Unknown,
                name: None,
                absolute: false,
            },
        }
    }

    fn named(name: u8, fixed: bool) -> Self {
        let size = SIZES.get(usize::from(name)).map_or(
            16.0,
            |(_, size, in_fixed)| if fixed { *in_fixed } else { *size },
        );
        Self {
            px: Computed::Known(size),
            name: Some(name),
            absolute: false,
        }
    }

    /// The size that is inherited where the font becomes `monospace`, or is it no more.
    pub(super) fn in_other_family(self, fixed: bool) -> Self {
        if let Some(name) = self.name {
            return Self::named(name, fixed);
        }
        if self.absolute {
            return self;
        }
        let factor = if fixed { 13.0 / 16.0 } else { 16.0 / 13.0 };
        match self.px {
            Computed::Known(size) => Self {
                px: Computed::Known(size * factor),
                ..self
            },
            Computed::Unknown => self,
        }
    }
}

impl Property for FontSize {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if let Ok(name) = input.try_parse(cssparser::Parser::expect_ident_cloned) {
            let is = |other: &str| name.eq_ignore_ascii_case(other);
            if is("smaller") {
                return Ok(Value::Keyword(SMALLER));
            }
            if is("larger") {
                return Ok(Value::Keyword(LARGER));
            }
            let place = SIZES
                .iter()
                .position(|(other, ..)| is(other))
                .and_then(|place| u8::try_from(place).ok());
            return match place {
                Some(place) => Ok(Value::Keyword(place)),
                None if is("math") || is("-webkit-xxx-large") => Ok(Value::Unknown),
                None => invalid(),
            };
        }
        let value = length(input, false)?;
        if matches!(value, Value::Length(number, _) if number < 0.0) {
            invalid()
        } else {
            Ok(value)
        }
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        let around = Self {
            px: relative.font_size,
            name: None,
            absolute: false,
        };
        Self::inside(value, around, relative.root_font_size, false)
    }
}

/// The weight of a font, 1 to 1000.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FontWeight(pub(super) Computed<f32>);

const BOLDER: u8 = 0;
const LIGHTER: u8 = 1;

impl FontWeight {
    /// The weight.
    pub fn known(self) -> Option<f32> {
        self.0.known()
    }

    /// The weight that a value gives inside another (CSS Fonts 4, section 2.2.1).
    pub(super) fn inside(value: &Value, around: Self) -> Self {
        let relative = |table: [(f32, f32); 3], heaviest: f32| match around.0 {
            Computed::Known(weight) => {
                let found = table.iter().find(|(below, _)| weight < *below);
                Self(Computed::Known(
                    found.map_or(
                        heaviest.max(0.0),
                        |(_, to)| if *to == 0.0 { weight } else { *to },
                    ),
                ))
            }
            Computed::Unknown => Self(Computed::Unknown),
        };
        match value {
            Value::Keyword(BOLDER) => match around.0.known() {
                Some(weight) if weight >= 900.0 => around,
                _ => relative([(350.0, 400.0), (550.0, 700.0), (900.0, 900.0)], 900.0),
            },
            Value::Keyword(LIGHTER) => {
                relative([(100.0, 0.0), (550.0, 100.0), (750.0, 400.0)], 700.0)
            }
            Value::Length(number, _) => Self(Computed::Known(*number)),
            _ => Self(Computed::Unknown),
        }
    }
}

impl Property for FontWeight {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let token = input.next()?.clone();
        match token {
            Token::Ident(name) => match name.to_ascii_lowercase().as_str() {
                "normal" => Ok(Value::Length(400.0, Unit::Number)),
                "bold" => Ok(Value::Length(700.0, Unit::Number)),
                "bolder" => Ok(Value::Keyword(BOLDER)),
                "lighter" => Ok(Value::Keyword(LIGHTER)),
                _ => invalid(),
            },
            Token::Number { value, .. } if (1.0..=1000.0).contains(&value) => {
                Ok(Value::Length(value, Unit::Number))
            }
            Token::Function(_) => {
                super::special::skip_until_important(input);
                Ok(Value::Unknown)
            }
            _ => invalid(),
        }
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        Self::inside(value, Self(Computed::Unknown))
    }
}

/// The sort of font, as far as sizes depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `monospace` and nothing else, of which browsers make the letters smaller.
    Fixed,
    /// Another.
    Other,
}

const FIXED: u8 = 0;
const OTHER: u8 = 1;

impl Property for Family {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let first = input.next()?.clone();
        let fixed = matches!(&first, Token::Ident(name) if name.eq_ignore_ascii_case("monospace"));
        let state = input.state();
        let only = match input.next() {
            Err(_) => true,
            Ok(token) => *token == Token::Delim('!'),
        };
        input.reset(&state);
        super::special::skip_until_important(input);
        Ok(Value::Keyword(if fixed && only { FIXED } else { OTHER }))
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        if *value == Value::Keyword(FIXED) {
            Self::Fixed
        } else {
            Self::Other
        }
    }
}
