//! What `::before` and `::after` hold.

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::{Parsed, Property, Relative, Value, invalid, skip};

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

/// A piece of generated text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(Box<str>),
    Attribute(Box<str>),
    Unknown,
}

/// `content`, of which the attributes are still to be looked up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content(pub(in crate::dom::style) Option<Arc<[Piece]>>);

impl Property for Content {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        let mut pieces = Vec::new();
        while let Ok(token) = input.next().cloned() {
            match token {
                Token::QuotedString(text) => pieces.push(Piece::Text(text.as_ref().into())),
                Token::Ident(name)
                    if name.eq_ignore_ascii_case("none") || name.eq_ignore_ascii_case("normal") =>
                {
                    return Ok(Value::Auto);
                }
                // The alternative text: what stands before the slash is not read out.
                Token::Delim('/') => pieces.clear(),
                Token::Function(name) if name.eq_ignore_ascii_case("attr") => {
                    let name = input.parse_nested_block(|input| {
                        let name = input.expect_ident_cloned()?;
                        skip(input);
                        Parsed::Ok(name)
                    })?;
                    pieces.push(Piece::Attribute(name.to_ascii_lowercase().into()));
                }
                Token::Ident(_) | Token::Function(_) | Token::UnquotedUrl(_) => {
                    pieces.push(Piece::Unknown);
                }
                _ => return invalid(),
            }
        }
        if pieces.is_empty() {
            invalid()
        } else {
            Ok(Value::Content(pieces.into()))
        }
    }

    fn compute(value: &Value, _: &Relative) -> Self {
        match value {
            Value::Content(pieces) => Self(Some(Arc::clone(pieces))),
            Value::Auto => Self(None),
            _ => Self(Some(Arc::new([Piece::Unknown]))),
        }
    }
}
