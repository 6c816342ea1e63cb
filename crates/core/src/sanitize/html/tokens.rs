//! An HTML text cut into tokens, each with its place, as the sanitizer reads it: alone, without the document that it
//! will stand in.

use std::ops::Range;

use crate::html::{self, Content, Kind, Tokenizer};

/// A token.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) range: Range<usize>,
    pub(crate) kind: TokenKind,
}

/// What a token is.
#[derive(Debug)]
pub(crate) enum TokenKind {
    Start {
        /// In lower case.
        name: String,
        attributes: Vec<Attribute>,
    },
    End {
        /// In lower case; empty of `</>`.
        name: String,
    },
    /// Text with its character references resolved.
    Text(String),
    /// A comment, a document type, a processing instruction: markup that shows nothing.
    Unseen,
    /// A tag that the end of the text cuts off; a browser drops it.
    Unfinished,
}

/// An attribute as written.
#[derive(Debug)]
pub(crate) struct Attribute {
    /// In lower case.
    pub(crate) name: String,
    /// With character references resolved; empty where there is none.
    pub(crate) value: String,
    /// From the name to the end of the value, quotes included.
    pub(crate) range: Range<usize>,
    /// The value without its quotes.
    pub(crate) value_range: Range<usize>,
}

/// Cuts a text into tokens; nothing lies between them.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tokens = Vec::new();
    while let Some(token) = tokenizer.next(|| false) {
        if let Kind::Start { name, .. } = &token.kind {
            tokenizer.read_as(Content::of(name));
        }
        tokens.push(Token::of(token));
    }
    tokens
}

impl Token {
    fn of(token: html::Token<'_>) -> Self {
        let kind = match token.kind {
            Kind::Start {
                name, attributes, ..
            } => TokenKind::Start {
                name: name.into_owned(),
                attributes: attributes.into_iter().map(Attribute::of).collect(),
            },
            Kind::End { name } => TokenKind::End {
                name: name.into_owned(),
            },
            Kind::NamelessEnd => TokenKind::End {
                name: String::new(),
            },
            Kind::Text(text) => TokenKind::Text(text.decoded().into_owned()),
            Kind::Comment(_) | Kind::Doctype(_) => TokenKind::Unseen,
            Kind::Unfinished => TokenKind::Unfinished,
        };
        Self {
            range: token.range,
            kind,
        }
    }
}

impl Attribute {
    fn of(attribute: html::Attribute<'_>) -> Self {
        Self {
            name: attribute.name.into_owned(),
            value: attribute.value.into_owned(),
            range: attribute.range,
            value_range: attribute.value_range,
        }
    }
}
