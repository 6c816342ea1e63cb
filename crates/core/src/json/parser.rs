//! The reader: recursive descent with recovery, so that one text yields all its errors and all it still says.

use std::borrow::Cow;

use super::lexer;
use super::rules;
use super::syntax_error::{Errors, Replacement, SyntaxError};
use super::tree::{Member, NodeId, Origin, Span, Tree, Value};
use crate::finding::Rule;
use crate::order::sort_by_place;

/// Levels of nesting that are read; one more is an error. `serde_json` stops at the same level.
pub const MAX_DEPTH: usize = 127;

/// Levels that are reported as never closed where a text ends too early.
const MOST_UNCLOSED: usize = 8;

/// Syntax errors that are kept; the rest is counted.
pub const MAX_SYNTAX_ERRORS: usize = 1_000;

/// What reading a text gave.
#[derive(Debug)]
pub struct Parsed<'s> {
    /// The tree; parts that could not be read are [`Value::Invalid`].
    pub tree: Tree<'s>,
    /// Its root.
    pub root: NodeId,
    /// The errors, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// Errors beyond [`MAX_SYNTAX_ERRORS`].
    pub uncounted: usize,
    /// The same errors by rule.
    pub(crate) dropped: Vec<(&'static Rule, usize)>,
}

/// Reads `source`, whatever it holds.
///
/// ```
/// use preflight_core::json::{compact, parse};
///
/// let parsed = parse("{\"a\": [1, 2,], \"b\": tru}");
/// let rules: Vec<&str> = parsed.errors.iter().map(|error| error.rule.id).collect();
/// assert_eq!(rules, ["json/trailing-comma", "json/unknown-word"]);
/// let a = parsed.tree.get(parsed.root, "a").unwrap();
/// assert_eq!(compact(&parsed.tree, a).unwrap(), "[1,2]");
/// ```
pub fn parse(source: &str) -> Parsed<'_> {
    parse_up_to(MAX_SYNTAX_ERRORS, source)
}

/// [`parse`], with another number of errors that are kept.
pub(crate) fn parse_up_to(most_errors: usize, source: &str) -> Parsed<'_> {
    let mut parser = Parser {
        source,
        bytes: source.as_bytes(),
        offset: 0,
        tree: Tree::new(source),
        errors: Errors::up_to(most_errors),
        open: Vec::new(),
    };
    let root = parser.document();
    let Parser { tree, errors, .. } = parser;
    let uncounted = errors.found() - errors.kept.len();
    let Errors {
        kept: mut errors,
        dropped,
        ..
    } = errors;
    sort_by_place(&mut errors, |error| error.span.bounds());
    Parsed {
        tree,
        root,
        errors,
        uncounted,
        dropped,
    }
}

pub(super) struct Parser<'s> {
    pub(super) source: &'s str,
    bytes: &'s [u8],
    pub(super) offset: usize,
    tree: Tree<'s>,
    errors: Errors,
    /// The closing brackets that are waited for, outermost first.
    open: Vec<u8>,
}

/// What a container's loop does next.
enum Next {
    Item,
    End,
}

impl<'s> Parser<'s> {
    fn document(&mut self) -> NodeId {
        if self.source.starts_with('\u{feff}') {
            self.offset = '\u{feff}'.len_utf8();
            self.report_fixable(&rules::BYTE_ORDER_MARK, Span::new(0, self.offset), "");
        }
        self.white_space();
        if self.peek().is_none() {
            self.report(rules::EMPTY.at(Span::new(0, self.offset)));
            // Taking the comments out of a text that holds nothing else mends nothing.
            self.errors.forget_replacements();
            return self.add(Value::Invalid, 0);
        }
        let root = self.value();
        self.white_space();
        if self.peek().is_some() {
            let end = self.source.trim_end_matches([' ', '\t', '\r', '\n']).len();
            self.report(rules::TRAILING_CONTENT.at(Span::new(self.offset, end)));
        }
        root
    }

    fn value(&mut self) -> NodeId {
        let start = self.offset;
        match self.peek() {
            Some(b'{') => self.container(b'}', Self::object),
            Some(b'[') => self.container(b']', Self::array),
            Some(b'"') => {
                let text = self.string(b'"');
                self.add(Value::String(text), start)
            }
            Some(b'\'') => {
                let text = self.single_quoted();
                self.add(Value::String(text), start)
            }
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(byte) if is_word_start(byte) => self.word(),
            None | Some(b',' | b':' | b'}' | b']') => {
                self.report_here(&rules::MISSING_VALUE);
                self.add(Value::Invalid, start)
            }
            Some(_) => {
                self.skip_unexpected();
                self.add(Value::Invalid, start)
            }
        }
    }

    fn container(&mut self, close: u8, read: fn(&mut Self, usize) -> NodeId) -> NodeId {
        let start = self.offset;
        if self.open.len() == MAX_DEPTH {
            self.report(rules::DEPTH.at(Span::new(start, start + 1)));
            self.skip_nested();
            return self.add(Value::Invalid, start);
        }
        self.open.push(close);
        self.offset += 1;
        let node = read(self, start);
        self.open.pop();
        node
    }

    fn array(&mut self, start: usize) -> NodeId {
        let mut items = Vec::new();
        let mut comma = None;
        while let Next::Item = self.next(
            start,
            b']',
            &rules::UNCLOSED_ARRAY,
            &mut comma,
            !items.is_empty(),
        ) {
            items.push(self.value());
        }
        self.add(Value::Array(items), start)
    }

    fn object(&mut self, start: usize) -> NodeId {
        let mut members = Vec::new();
        let mut comma = None;
        let mut any = false;
        while let Next::Item = self.next(start, b'}', &rules::UNCLOSED_OBJECT, &mut comma, any) {
            any = true;
            if let Some(member) = self.object_member() {
                members.push(member);
            }
        }
        self.report_duplicates(&members);
        self.add(Value::Object(members), start)
    }

    /// Reads a member; `None` where there is no key to call it by.
    fn object_member(&mut self) -> Option<Member<'s>> {
        let start = self.offset;
        let key = match self.peek() {
            Some(b'"') => Some(self.string(b'"')),
            Some(b'\'') => Some(self.single_quoted()),
            Some(b'{' | b'[') => {
                self.value();
                self.report(rules::BAD_KEY.at(Span::new(start, self.offset)));
                None
            }
            Some(b':') => {
                self.report_here(&rules::BAD_KEY);
                None
            }
            _ => Some(Cow::Borrowed(self.bare_key())),
        };
        let key_span = Span::new(start, self.offset);
        self.white_space();
        let value = match self.peek() {
            Some(b':') => {
                self.offset += 1;
                self.white_space();
                self.value()
            }
            // Without a key there is nothing whose colon could be missing.
            _ if key.is_none() => return None,
            Some(b'=') => {
                self.report_here(&rules::MISSING_COLON);
                self.offset += 1;
                self.white_space();
                self.value()
            }
            None | Some(b',' | b'}' | b']') => {
                self.report(rules::MISSING_COLON.at(key_span));
                self.add(Value::Invalid, key_span.start as usize)
            }
            Some(_) => {
                self.report(rules::MISSING_COLON.at(key_span));
                self.value()
            }
        };
        Some(Member {
            key: key?,
            key_origin: Origin::Source(key_span),
            value,
        })
    }

    /// Moves to the next item of the container begun at `start`, over commas and faults between items.
    fn next(
        &mut self,
        start: usize,
        close: u8,
        unclosed: &'static Rule,
        comma: &mut Option<usize>,
        any: bool,
    ) -> Next {
        let mut separated = !any;
        loop {
            self.white_space();
            match self.peek() {
                Some(b',') => {
                    if separated {
                        self.report_here(&rules::EXTRA_COMMA);
                    } else {
                        *comma = Some(self.offset);
                    }
                    separated = true;
                    self.offset += 1;
                }
                Some(byte) if byte == close => {
                    if let Some(comma) = comma.filter(|_| any && separated) {
                        self.report_fixable(
                            &rules::TRAILING_COMMA,
                            Span::new(comma, comma + 1),
                            "",
                        );
                    }
                    self.offset += 1;
                    return Next::End;
                }
                None => {
                    // A text cut off deep inside leaves many open; the outermost few tell the story.
                    if self.open.len() <= MOST_UNCLOSED {
                        self.report(unclosed.at(Span::new(start, start + 1)));
                    }
                    return Next::End;
                }
                Some(byte @ (b'}' | b']')) => {
                    if self.open[..self.open.len() - 1].contains(&byte) {
                        // It closes something further out: this container was forgotten.
                        self.report(unclosed.at(Span::new(start, start + 1)));
                        return Next::End;
                    }
                    self.report_here(&rules::UNEXPECTED_CHARACTER);
                    self.offset += 1;
                }
                Some(b':') if close == b']' => {
                    self.report_here(&rules::UNEXPECTED_CHARACTER);
                    self.offset += 1;
                }
                Some(_) => {
                    if !separated {
                        self.report_here(&rules::MISSING_COMMA);
                    }
                    return Next::Item;
                }
            }
        }
    }

    fn string(&mut self, quote: u8) -> Cow<'s, str> {
        let errors = &mut self.errors;
        let token = lexer::string(self.source, self.offset, quote, &mut |error| {
            errors.add(error);
        });
        self.offset = token.end;
        token.text
    }

    fn single_quoted(&mut self) -> Cow<'s, str> {
        let start = self.offset;
        let errors = self.errors.found();
        let text = self.string(b'\'');
        let span = Span::new(start, self.offset);
        if self.errors.found() == errors {
            self.report_fixable(&rules::SINGLE_QUOTES, span, super::quote(&text));
        } else {
            // What the string says is a guess then, and a guess is no replacement.
            self.report(rules::SINGLE_QUOTES.at(span));
        }
        text
    }

    fn number(&mut self) -> NodeId {
        let start = self.offset;
        let end = lexer::number_end(self.bytes, start);
        let lexeme = &self.source[start..end];
        self.offset = end;
        let unsigned = lexeme.trim_start_matches(['-', '+']);
        if unsigned == "Infinity" || unsigned == "NaN" {
            self.report(rules::NOT_A_NUMBER.at(Span::new(start, end)));
            return self.add(Value::Invalid, start);
        }
        if let Some(fault) = lexer::number_fault(lexeme) {
            self.report(fault.at(Span::new(start, end)));
            return self.add(Value::Invalid, start);
        }
        self.add(Value::Number(Cow::Borrowed(lexeme)), start)
    }

    fn word(&mut self) -> NodeId {
        let start = self.offset;
        self.offset = self.word_end();
        let word = &self.source[start..self.offset];
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                let fault = if matches!(word, "NaN" | "Infinity" | "nan" | "Inf" | "inf") {
                    &rules::NOT_A_NUMBER
                } else {
                    &rules::UNKNOWN_WORD
                };
                self.report(fault.at(Span::new(start, self.offset)));
                Value::Invalid
            }
        };
        self.add(value, start)
    }

    fn word_end(&self) -> usize {
        self.source[self.offset..]
            .find(|character: char| {
                !(character.is_alphanumeric() || matches!(character, '_' | '$'))
            })
            .map_or(self.source.len(), |length| self.offset + length)
    }

    fn white_space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.offset += 1,
                Some(b'/') if matches!(self.bytes.get(self.offset + 1), Some(b'/' | b'*')) => {
                    self.comment();
                }
                _ => return,
            }
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    fn add(&mut self, value: Value<'s>, start: usize) -> NodeId {
        let end = self.offset.max(start);
        self.tree.add(value, Origin::Source(Span::new(start, end)))
    }

    pub(super) fn report(&mut self, error: SyntaxError) {
        self.errors.add(error);
    }

    /// A fault at the character that comes next, or at the end of the text.
    pub(super) fn report_here(&mut self, fault: &'static Rule) {
        let length = self.source[self.offset..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.report(fault.at(Span::new(self.offset, self.offset + length)));
    }

    pub(super) fn report_fixable(
        &mut self,
        fault: &'static Rule,
        span: Span,
        text: impl Into<Cow<'static, str>>,
    ) {
        let text = text.into();
        self.report(fault.at(span).mended_by(Replacement { span, text }));
    }
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$')
}
