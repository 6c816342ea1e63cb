//! An HTML text cut into tokens, each with its place, as the tokenizer of the standard cuts it
//! ([WHATWG HTML, section 13.2.5](https://html.spec.whatwg.org/multipage/parsing.html#tokenization)).

use std::convert::Infallible;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

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
        /// In lower case.
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
    if let Some(kind) = bare_tag(text) {
        let range = 0..text.len();
        return vec![Token { range, kind }];
    }
    let mut reader = Reader {
        text,
        tokens: Vec::new(),
        open: None,
    };
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            reader.event(&event, span.start..span.end);
            None
        },
    );
    emitter.naively_switch_states(true);
    let tokenizer = Tokenizer::new_with_emitter(text, emitter);
    // Reading from memory cannot fail.
    let Ok(()) = tokenizer.finish().map(drop);
    reader.finish()
}

/// A text that is one tag without attributes. Markdown gives its tags one by one, and a tokenizer costs more to set up than
/// such a tag to read.
fn bare_tag(text: &str) -> Option<TokenKind> {
    let inside = text.strip_prefix('<')?.strip_suffix('>')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let kind = |name: String| {
        if name.len() == inside.len() {
            let attributes = Vec::new();
            TokenKind::Start { name, attributes }
        } else {
            TokenKind::End { name }
        }
    };
    is_name.then(|| kind(name.to_ascii_lowercase()))
}

/// An end tag without a name.
const NAMELESS: &str = "</>";

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// The start tag that is being read: its beginning, name and attributes.
    open: Option<(usize, String, Vec<Attribute>)>,
}

impl Reader<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        let kind = match event {
            CallbackEvent::OpenStartTag { name } => {
                self.open = Some((span.start, lossy(name), Vec::new()));
                return;
            }
            CallbackEvent::AttributeName { name } => {
                if let Some((_, _, attributes)) = &mut self.open {
                    attributes.push(Attribute {
                        name: lossy(name),
                        value: String::new(),
                        range: span.clone(),
                        value_range: span.end..span.end,
                    });
                }
                return;
            }
            CallbackEvent::AttributeValue { value } => {
                let attribute = self
                    .open
                    .as_mut()
                    .and_then(|(_, _, attributes)| attributes.last_mut());
                if let Some(attribute) = attribute {
                    attribute.value = lossy(value);
                    attribute.range.end = after_quote(self.text, &span);
                    attribute.value_range = span;
                }
                return;
            }
            CallbackEvent::CloseStartTag { .. } => {
                let Some((start, name, attributes)) = self.open.take() else {
                    return;
                };
                self.push(start..span.end, TokenKind::Start { name, attributes });
                return;
            }
            CallbackEvent::EndTag { name } => TokenKind::End { name: lossy(name) },
            CallbackEvent::String { value } => {
                self.run(&lossy(value), span);
                return;
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => TokenKind::Unseen,
            CallbackEvent::Error(_) => return,
        };
        self.push(span, kind);
    }

    /// Text, with the end tags without a name in and before it, of which the tokenizer leaves nothing.
    fn run(&mut self, value: &str, span: Range<usize>) {
        let source = &self.text[span.clone()];
        if !source.contains(NAMELESS) || value.contains(NAMELESS) {
            self.push(span, TokenKind::Text(value.to_owned()));
            return;
        }
        // A hostile text holds thousands; between those that follow each other there is nothing to read.
        let pieces_of = |piece: &str| match piece {
            "" => Vec::new(),
            piece => tokens(piece),
        };
        let mut start = span.start;
        for piece in source.split(NAMELESS) {
            if start > span.start {
                self.nameless(start - NAMELESS.len()..start);
            }
            for token in pieces_of(piece) {
                self.push(
                    start + token.range.start..start + token.range.end,
                    token.kind,
                );
            }
            start += piece.len() + NAMELESS.len();
        }
    }

    fn nameless(&mut self, range: Range<usize>) {
        let name = String::new();
        self.tokens.push(Token {
            range,
            kind: TokenKind::End { name },
        });
    }

    fn push(&mut self, range: Range<usize>, kind: TokenKind) {
        let end = self.end();
        let skipped = self.text.get(end..range.start).unwrap_or_default();
        if skipped.starts_with(NAMELESS) {
            self.nameless(end..range.start);
        }
        self.tokens.push(Token { range, kind });
    }

    fn finish(mut self) -> Vec<Token> {
        let end = self.end();
        let rest = &self.text[end..];
        if rest.starts_with(NAMELESS) {
            self.nameless(end..self.text.len());
        } else if !rest.is_empty() {
            self.push(end..self.text.len(), TokenKind::Unfinished);
        }
        self.tokens
    }

    fn end(&self) -> usize {
        self.tokens.last().map_or(0, |token| token.range.end)
    }
}

/// The place after a value's closing quote, where it has one.
fn after_quote(text: &str, value: &Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let quoted = value
        .start
        .checked_sub(1)
        .is_some_and(|before| matches!(bytes[before], b'"' | b'\''));
    let closed = bytes.get(value.end).is_some_and(|after| {
        Some(after) == value.start.checked_sub(1).map(|before| &bytes[before])
    });
    value.end + usize::from(quoted && closed)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
