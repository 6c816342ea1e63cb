//! What `::before` and `::after` hold, and the counters that they tell (CSS Generated Content 3, CSS Lists 3).

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::value::{Parsed, Property, Relative, Value, invalid, skip};

/// A piece of generated text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(Box<str>),
    /// The text of an attribute, or this where there is none.
    Attribute(Box<str>, Box<str>),
    Counter(Counter),
    Unknown,
}

/// What is told of a counter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counter {
    pub(super) name: Box<str>,
    /// What stands between the numbers of all counters of the name, where all are told.
    pub(super) between: Option<Box<str>>,
    pub(super) numbers: Numbers,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    Decimal,
    LeadingZero,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
    None,
}

/// The names of the ways to write numbers.
const NUMBERS: &[(&str, Numbers)] = &[
    ("decimal", Numbers::Decimal),
    ("decimal-leading-zero", Numbers::LeadingZero),
    ("lower-alpha", Numbers::LowerAlpha),
    ("lower-latin", Numbers::LowerAlpha),
    ("upper-alpha", Numbers::UpperAlpha),
    ("upper-latin", Numbers::UpperAlpha),
    ("lower-roman", Numbers::LowerRoman),
    ("upper-roman", Numbers::UpperRoman),
    ("none", Numbers::None),
];

/// The content of a pseudo-element, where it has some.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content(pub(super) Option<Arc<[Piece]>>);

impl Property for Content {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let mut pieces = Vec::new();
        let mut is_alternative = false;
        while let Ok(token) = input.next().cloned() {
            match token {
                Token::QuotedString(text) => pieces.push(Piece::Text(text.as_ref().into())),
                Token::Ident(name)
                    if name.eq_ignore_ascii_case("none") || name.eq_ignore_ascii_case("normal") =>
                {
                    return Ok(Value::Auto);
                }
                // The alternative text: what stands before the slash is not read out.
                Token::Delim('/') => {
                    pieces.clear();
                    is_alternative = true;
                }
                Token::Function(name) => {
                    let name = name.to_ascii_lowercase();
                    pieces.push(input.parse_nested_block(|input| function(&name, input))?);
                }
                Token::Ident(_) | Token::UnquotedUrl(_) => pieces.push(Piece::Unknown),
                _ => return invalid(),
            }
        }
        if pieces.is_empty() {
            return invalid();
        }
        let is_silent = |piece: &Piece| matches!(piece, Piece::Text(text) if text.is_empty());
        if is_alternative && !pieces.iter().all(is_silent) {
            // It stands for a thing of its own.
            pieces.insert(0, Piece::Text(" ".into()));
            pieces.push(Piece::Text(" ".into()));
        }
        Ok(Value::Content(pieces.into()))
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Content(pieces) => Self(Some(Arc::clone(pieces))),
            Value::Auto => Self(None),
            _ => Self(Some(Arc::new([Piece::Unknown]))),
        }
    }
}

/// What a function of `content` stands for.
fn function(name: &str, input: &mut Parser<'_>) -> Parsed<Piece> {
    let piece = match name {
        "attr" => {
            let name = input.expect_ident_cloned()?;
            let otherwise = input.try_parse(|input| {
                input.expect_comma()?;
                input.expect_string_cloned()
            });
            let otherwise = otherwise.map(|text| text.as_ref().into());
            Piece::Attribute(
                name.to_ascii_lowercase().into(),
                otherwise.unwrap_or_default(),
            )
        }
        "counter" | "counters" => counter(name == "counters", input)?,
        _ => Piece::Unknown,
    };
    skip(input);
    Ok(piece)
}

fn counter(all: bool, input: &mut Parser<'_>) -> Parsed<Piece> {
    let name = input.expect_ident_cloned()?.as_ref().into();
    let between = if all {
        input.expect_comma()?;
        Some(input.expect_string_cloned()?.as_ref().into())
    } else {
        None
    };
    let numbers = if input.try_parse(Parser::expect_comma).is_ok() {
        let written = input.expect_ident_cloned()?;
        let known = NUMBERS
            .iter()
            .find(|(name, _)| written.eq_ignore_ascii_case(name));
        match known {
            Some((_, numbers)) => *numbers,
            None => return Ok(Piece::Unknown),
        }
    } else {
        Numbers::Decimal
    };
    Ok(Piece::Counter(Counter {
        name,
        between,
        numbers,
    }))
}

/// Counters by their names, each with a number; `NUMBER` is meant where none is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counters<const NUMBER: i32>(pub(super) Option<Arc<[Counted]>>);

/// The name of a counter, and a number.
pub(super) type Counted = (Box<str>, i32);

impl<const NUMBER: i32> Property for Counters<NUMBER> {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("none"))
            .is_ok()
        {
            return Ok(Value::Auto);
        }
        let mut counters = Vec::new();
        while let Ok(name) = input.try_parse(Parser::expect_ident_cloned) {
            let number = input.try_parse(Parser::expect_integer).unwrap_or(NUMBER);
            counters.push((name.as_ref().into(), number));
        }
        if counters.is_empty() {
            return invalid();
        }
        Ok(Value::Counters(counters.into()))
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Counters(counters) => Self(Some(Arc::clone(counters))),
            _ => Self(None),
        }
    }
}
