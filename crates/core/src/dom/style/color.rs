//! Colours as CSS writes them.

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{Parser, Token};

use super::value::{Computed, Parsed, Property, Relative, Value, invalid, skip};
use crate::accessibility::color::Color;

/// A colour and how opaque it is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rgba {
    /// The colour.
    pub color: Color,
    /// How opaque it is.
    pub alpha: f32,
}

impl Rgba {
    /// Nothing.
    pub const TRANSPARENT: Self = Self {
        color: Color::BLACK,
        alpha: 0.0,
    };
    /// Black.
    pub const BLACK: Self = Self::opaque(Color::BLACK);
    /// White.
    pub const WHITE: Self = Self::opaque(Color::WHITE);

    /// Reads a colour as CSS writes it.
    ///
    /// ```
    /// use preflight_core::dom::style::color::{ColorError, Rgba};
    ///
    /// assert_eq!(Rgba::from_css(" WHITE "), Ok(Rgba::WHITE));
    /// assert_eq!(Rgba::from_css("rgb(0 0 0 / 0)"), Ok(Rgba::TRANSPARENT));
    /// assert_eq!(Rgba::from_css("whiteish"), Err(ColorError::Invalid));
    /// assert_eq!(Rgba::from_css("var(--brand)"), Err(ColorError::Undecided));
    /// ```
    pub fn from_css(text: &str) -> Result<Self, ColorError> {
        /// No colour is longer; what is has to be read by nobody.
        const LONGEST: usize = 256;
        if text.len() > LONGEST {
            return Err(ColorError::Invalid);
        }
        let mut input = Parser::new(text);
        let paint = parse(&mut input).map_err(|_| ColorError::Invalid)?;
        input.expect_exhausted().map_err(|_| ColorError::Invalid)?;
        match paint {
            Paint::Color(color) => Ok(color),
            Paint::Current | Paint::System(_) | Paint::Unknown => Err(ColorError::Undecided),
        }
    }

    /// A colour through which nothing is seen.
    pub const fn opaque(color: Color) -> Self {
        Self { color, alpha: 1.0 }
    }

    /// An opaque colour by its channels.
    pub(super) const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self::opaque(Color::new(red, green, blue))
    }
}

/// Why a text gives no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorError {
    /// It is no colour.
    Invalid,
    /// It is one that depends on where it stands, or is not told here.
    Undecided,
}

/// A declared colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Paint {
    Color(Rgba),
    /// `currentcolor`
    Current,
    /// A colour of the system, as it is where colours are dark on light.
    System(Rgba),
    /// A colour that is not told here.
    Unknown,
}

/// Colours that the system decides (CSS Color 4), with what Chromium makes of those that pages use most.
const SYSTEM: [(&str, Option<Rgba>); 8] = [
    ("canvas", Some(Rgba::WHITE)),
    ("canvastext", Some(Rgba::BLACK)),
    ("field", Some(Rgba::WHITE)),
    ("fieldtext", Some(Rgba::BLACK)),
    ("buttontext", Some(Rgba::BLACK)),
    ("buttonface", Some(Rgba::rgb(0xef, 0xef, 0xef))),
    ("linktext", Some(Rgba::rgb(0, 0, 0xee))),
    ("-webkit-link", Some(Rgba::rgb(0, 0, 0xee))),
];

/// The others, whose colours differ from one system to the next.
const SYSTEM_UNKNOWN: [&str; 22] = [
    "accentcolor",
    "accentcolortext",
    "activetext",
    "buttonborder",
    "graytext",
    "highlight",
    "highlighttext",
    "mark",
    "marktext",
    "selecteditem",
    "selecteditemtext",
    "visitedtext",
    "activeborder",
    "activecaption",
    "window",
    "windowtext",
    "menu",
    "menutext",
    "infobackground",
    "infotext",
    "-webkit-activelink",
    "-webkit-focus-ring-color",
];

/// Reads a colour.
pub(super) fn parse(input: &mut Parser<'_>) -> Parsed<Paint> {
    let token = input.next()?.clone();
    match token {
        Token::Hash(digits) | Token::IDHash(digits) => match parse_hash_color(digits.as_bytes()) {
            Ok((red, green, blue, alpha)) => Ok(Paint::Color(Rgba {
                color: Color::new(red, green, blue),
                alpha,
            })),
            Err(()) => invalid(),
        },
        Token::Ident(name) => named(&name),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            input.parse_nested_block(|input| function(&name, input))
        }
        _ => invalid(),
    }
}

fn named(name: &str) -> Parsed<Paint> {
    let is = |other: &&str| name.eq_ignore_ascii_case(other);
    if is(&"currentcolor") {
        return Ok(Paint::Current);
    }
    if is(&"transparent") {
        return Ok(Paint::Color(Rgba::TRANSPARENT));
    }
    if let Ok((red, green, blue)) = parse_named_color(name) {
        return Ok(Paint::Color(Rgba::rgb(red, green, blue)));
    }
    if let Some((_, color)) = SYSTEM.iter().find(|(other, _)| is(other)) {
        return Ok(color.map_or(Paint::Unknown, Paint::System));
    }
    if SYSTEM_UNKNOWN.iter().any(is) {
        Ok(Paint::Unknown)
    } else {
        invalid()
    }
}

fn function(name: &str, input: &mut Parser<'_>) -> Parsed<Paint> {
    const NOT_TOLD: [&str; 11] = [
        "oklch",
        "oklab",
        "lab",
        "lch",
        "color",
        "color-mix",
        "light-dark",
        "device-cmyk",
        "contrast-color",
        "var",
        "env",
    ];
    let state = input.state();
    let read = match name {
        "rgb" | "rgba" => rgb(input),
        "hsl" | "hsla" => hsl(input),
        "hwb" => hwb(input),
        name if NOT_TOLD.contains(&name) => {
            skip(input);
            return Ok(Paint::Unknown);
        }
        _ => return invalid(),
    };
    if let Ok(color) = read {
        Ok(Paint::Color(color))
    } else {
        // With `from`, `none` or `calc()` it is a colour all the same; otherwise it is a mistake.
        input.reset(&state);
        let mut relative = false;
        while let Ok(token) = input.next() {
            relative |= matches!(token, Token::Function(_))
                || matches!(token, Token::Ident(name) if name.eq_ignore_ascii_case("from") || name.eq_ignore_ascii_case("none"));
        }
        if relative {
            Ok(Paint::Unknown)
        } else {
            invalid()
        }
    }
}

/// A number, or a part of `whole`.
fn component(input: &mut Parser<'_>, whole: f32) -> Parsed<f32> {
    match input.next()? {
        Token::Number { value, .. } => Ok(*value),
        Token::Percentage { unit_value, .. } => Ok(unit_value * whole),
        _ => invalid(),
    }
}

/// An angle in degrees.
fn hue(input: &mut Parser<'_>) -> Parsed<f32> {
    match input.next()? {
        Token::Number { value, .. } => Ok(*value),
        Token::Dimension { value, unit, .. } => match unit.to_ascii_lowercase().as_str() {
            "deg" => Ok(*value),
            "grad" => Ok(value * 0.9),
            "rad" => Ok(value.to_degrees()),
            "turn" => Ok(value * 360.0),
            _ => invalid(),
        },
        _ => invalid(),
    }
}

/// Three components and an alpha, with commas or without.
fn components(
    input: &mut Parser<'_>,
    mut one: impl FnMut(&mut Parser<'_>, usize) -> Parsed<f32>,
) -> Parsed<([f32; 3], f32)> {
    let first = one(input, 0)?;
    let commas = input.try_parse(cssparser::Parser::expect_comma).is_ok();
    let second = one(input, 1)?;
    if commas {
        input.expect_comma()?;
    }
    let third = one(input, 2)?;
    let alpha = if input.is_exhausted() {
        1.0
    } else {
        if commas {
            input.expect_comma()?;
        } else {
            input.expect_delim('/')?;
        }
        component(input, 1.0)?.clamp(0.0, 1.0)
    };
    input.expect_exhausted()?;
    Ok(([first, second, third], alpha))
}

fn rgb(input: &mut Parser<'_>) -> Parsed<Rgba> {
    let (channels, alpha) = components(input, |input, _| component(input, 255.0))?;
    let [red, green, blue] = channels.map(byte);
    Ok(Rgba {
        color: Color::new(red, green, blue),
        alpha,
    })
}

fn hsl(input: &mut Parser<'_>) -> Parsed<Rgba> {
    let ([hue, saturation, lightness], alpha) = components(input, |input, place| {
        if place == 0 {
            hue(input)
        } else {
            component(input, 100.0)
        }
    })?;
    let color = from_hsl(
        hue,
        (saturation / 100.0).clamp(0.0, 1.0),
        (lightness / 100.0).clamp(0.0, 1.0),
    );
    let [red, green, blue] = color.map(|part| byte(part * 255.0));
    Ok(Rgba {
        color: Color::new(red, green, blue),
        alpha,
    })
}

fn hwb(input: &mut Parser<'_>) -> Parsed<Rgba> {
    let ([hue, white, black], alpha) = components(input, |input, place| {
        if place == 0 {
            hue(input)
        } else {
            component(input, 100.0)
        }
    })?;
    let (white, black) = (
        (white / 100.0).clamp(0.0, 1.0),
        (black / 100.0).clamp(0.0, 1.0),
    );
    let sum = white + black;
    let color = if sum >= 1.0 {
        [white / sum; 3]
    } else {
        from_hsl(hue, 1.0, 0.5).map(|part| part * (1.0 - sum) + white)
    };
    let [red, green, blue] = color.map(|part| byte(part * 255.0));
    Ok(Rgba {
        color: Color::new(red, green, blue),
        alpha,
    })
}

/// The conversion of CSS Color 4, section 7.1.
fn from_hsl(hue: f32, saturation: f32, lightness: f32) -> [f32; 3] {
    let amplitude = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|n: f32| {
        let k = (n + hue.rem_euclid(360.0) / 30.0) % 12.0;
        lightness - amplitude * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

fn byte(value: f32) -> u8 {
    cssparser::color::clamp_floor_256_f32(value)
}

impl Property for Computed<Rgba> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("auto"))
            .is_ok()
        {
            return Ok(Value::Unknown);
        }
        Ok(Value::Color(parse(input)?))
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        match value {
            Value::Color(paint) => relative.paint(*paint),
            _ => Self::Unknown,
        }
    }
}
