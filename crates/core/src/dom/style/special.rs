//! Values of a few properties that are like no others.

use cssparser::{Parser, Token};

use super::color::{self, Rgba};
use super::keyword::Keyword;
use super::value::{Computed, Parsed, Property, Relative, Value, length, skip};

/// A colour that is the text's where none is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CurrentColor(pub(super) Option<Computed<Rgba>>);

impl CurrentColor {
    /// The colour, beside text of another.
    pub(crate) fn beside(self, text: Computed<Rgba>) -> Computed<Rgba> {
        self.0.unwrap_or(text)
    }
}

impl Property for CurrentColor {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        <Computed<Rgba> as Property>::parse(input)
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        match value {
            Value::Color(color::Paint::Current) => Self(None),
            value => Self(Some(Computed::compute(value, relative))),
        }
    }
}

/// The colour of letters, where it is not the colour of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextFill(pub(super) Option<Computed<Rgba>>);

impl Property for TextFill {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        <Computed<Rgba> as Property>::parse(input)
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        Self(CurrentColor::compute(value, relative).0)
    }
}

macro_rules! sets {
    ($($(#[doc = $line:literal])+ $name:ident $open:literal { $($(#[doc = $keyword_line:literal])+ $keyword:ident $($text:literal)|*),+ $(,)? })+) => {
        $(
            $(#[doc = $line])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub(crate) enum $name {
                $($(#[doc = $keyword_line])+ $keyword),+
            }

            impl Keyword for $name {
                const NAMES: &'static [(&'static str, Self)] = &[$($(($text, Self::$keyword),)*)+];
                const OPEN: bool = $open;
            }
        )+
    };
}

sets! {
    /// What a background fills.
    Clip true {
        /// A box.
        Box "border-box" | "padding-box" | "content-box",
        /// The letters.
        Text "text",
    }
    /// The scheme of colours.
    Scheme true {
        /// The light one.
        Light "light" | "normal" | "only light",
    }
    /// Whether what an element holds is left out.
    Skip true {
        /// It is not.
        None "visible" | "auto",
        /// It is.
        Hidden "hidden",
    }
    /// How a control looks.
    Appearance true {
        /// As its style says.
        None "none",
        /// As the browser has it.
        Auto "auto",
    }
}

/// What is cut off of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nothing.
    None,
    /// All of it, or all but a point.
    All,
}

/// The places of [`Cut`] in values.
const CUT_NONE: u8 = 0;
const CUT_ALL: u8 = 1;

impl Property for Computed<Cut> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let token = input.next()?.clone();
        match token {
            Token::Ident(name)
                if name.eq_ignore_ascii_case("auto") || name.eq_ignore_ascii_case("none") =>
            {
                Ok(Value::Keyword(CUT_NONE))
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let all = input.parse_nested_block(|input| Parsed::Ok(cuts_all(&name, input)))?;
                skip_until_important(input);
                Ok(if all {
                    Value::Keyword(CUT_ALL)
                } else {
                    Value::Unknown
                })
            }
            _ => {
                skip_until_important(input);
                Ok(Value::Unknown)
            }
        }
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Keyword(CUT_NONE) | Value::Auto => Self::Known(Cut::None),
            Value::Keyword(CUT_ALL) => Self::Known(Cut::All),
            _ => Self::Unknown,
        }
    }
}

/// Whether a shape leaves nothing to be seen: `rect(1px, 1px, 1px, 1px)`, `inset(50%)`, `circle(0)`.
fn cuts_all(name: &str, input: &mut Parser<'_>) -> bool {
    let mut numbers = Vec::new();
    while let Ok(token) = input.next() {
        match token {
            Token::Number { value, .. } => numbers.push((*value, false)),
            Token::Dimension { value, .. } => numbers.push((*value, false)),
            Token::Percentage { unit_value, .. } => numbers.push((*unit_value, true)),
            Token::Comma => {}
            _ => {
                skip(input);
                return false;
            }
        }
    }
    match (name, numbers.as_slice()) {
        // From the top left: a rectangle of at most a pixel.
        ("rect", [(top, _), (right, _), (bottom, _), (left, _)]) => {
            bottom - top <= 1.0 || right - left <= 1.0
        }
        ("inset", [(all, true)]) => *all >= 0.5,
        ("inset", [(top, true), (right, true), (bottom, true), (left, true)]) => {
            top + bottom >= 1.0 || left + right >= 1.0
        }
        ("circle" | "ellipse", [(radius, _), ..]) => *radius == 0.0,
        ("polygon", points) => points.iter().all(|(number, _)| *number == 0.0),
        _ => false,
    }
}

/// How an element is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Move {
    /// It is not.
    None,
    /// Out of sight, or to nothing.
    Away,
    /// Within a hair of where it is: less than a pixel or not at all.
    Little,
}

const MOVE_NONE: u8 = 0;
const MOVE_AWAY: u8 = 1;
const MOVE_LITTLE: u8 = 2;

impl Property for Computed<Move> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("none"))
            .is_ok()
        {
            return Ok(Value::Keyword(MOVE_NONE));
        }
        let mut value = None;
        while let Ok(name) = input.try_parse(|input| input.expect_function().cloned()) {
            let name = name.to_ascii_lowercase();
            let one = input.parse_nested_block(|input| Parsed::Ok(movement(&name, input)))?;
            value = Some(match (value, one) {
                (_, MOVE_AWAY) | (Some(MOVE_AWAY), _) => MOVE_AWAY,
                (None | Some(MOVE_LITTLE), MOVE_LITTLE) => MOVE_LITTLE,
                _ => u8::MAX,
            });
        }
        match value {
            Some(u8::MAX) => Ok(Value::Unknown),
            Some(value) => Ok(Value::Keyword(value)),
            None => {
                skip_until_important(input);
                Ok(Value::Unknown)
            }
        }
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Keyword(MOVE_NONE) | Value::Auto => Self::Known(Move::None),
            Value::Keyword(MOVE_AWAY) => Self::Known(Move::Away),
            Value::Keyword(MOVE_LITTLE) => Self::Known(Move::Little),
            _ => Self::Unknown,
        }
    }
}

/// What one function of a transform does.
fn movement(name: &str, input: &mut Parser<'_>) -> u8 {
    let mut lengths = Vec::new();
    let mut numbers = Vec::new();
    while !input.is_exhausted() {
        match input.try_parse(|input| length(input, true)) {
            Ok(Value::Length(number, super::value::Unit::Number)) => numbers.push(number),
            Ok(Value::Length(number, super::value::Unit::Px)) => lengths.push(number),
            Ok(Value::Length(number, _)) => lengths.push(number * 16.0),
            _ if input.try_parse(cssparser::Parser::expect_comma).is_ok() => {}
            _ => {
                skip(input);
                return u8::MAX;
            }
        }
    }
    match name {
        "translate" | "translatex" | "translatey" | "translate3d" | "translatez" => {
            if lengths.iter().any(|length| *length <= super::FAR_AWAY) {
                MOVE_AWAY
            } else if lengths.iter().all(|length| length.abs() < 1.0) {
                MOVE_LITTLE
            } else {
                u8::MAX
            }
        }
        "scale" | "scalex" | "scaley" | "scale3d" => {
            if numbers.contains(&0.0) {
                MOVE_AWAY
            } else if numbers
                .iter()
                .all(|number| (*number - 1.0).abs() < f32::EPSILON)
            {
                MOVE_LITTLE
            } else {
                u8::MAX
            }
        }
        _ => u8::MAX,
    }
}

/// Passes over the rest of a value, and leaves what says that it is important.
pub(super) fn skip_until_important(input: &mut Parser<'_>) {
    loop {
        let state = input.state();
        match input.next() {
            Ok(Token::Delim('!')) => {
                input.reset(&state);
                return;
            }
            Ok(_) => {}
            Err(_) => return,
        }
    }
}
