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

/// Cuts a text into tokens; nothing but white space inside tags lies between them.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
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
            CallbackEvent::String { value } => TokenKind::Text(lossy(value)),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => TokenKind::Unseen,
            CallbackEvent::Error(_) => return,
        };
        self.push(span, kind);
    }

    fn push(&mut self, range: Range<usize>, kind: TokenKind) {
        self.tokens.push(Token { range, kind });
    }

    fn finish(mut self) -> Vec<Token> {
        let end = self.tokens.last().map_or(0, |token| token.range.end);
        if end < self.text.len() {
            self.push(end..self.text.len(), TokenKind::Unfinished);
        }
        self.tokens
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
