//! The characters HTML shows, each with the bytes that write it.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::{Token, TokenKind, tokens};
use crate::sanitize::text::{Character, characters};

/// The characters of the text tokens; those of elements that go with their content are left out.
pub(crate) fn visible_characters(text: &str, tokens: &[Token]) -> Vec<Character> {
    let mut visible = Vec::new();
    let mut references = References::default();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        match &token.kind {
            TokenKind::Start { name, .. } if super::goes_with_content(name) => {
                index = super::content_end(tokens, index, name);
            }
            TokenKind::Text(value) => {
                run(
                    text,
                    token.range.clone(),
                    value,
                    &mut references,
                    &mut visible,
                );
            }
            _ => {}
        }
    }
    visible
}

/// The characters of everything else: tags, comments and what they hold. A hidden one among them may keep this reader
/// from seeing a tag that the next one sees.
pub(crate) fn other_characters(text: &str, tokens: &[Token]) -> Vec<Character> {
    tokens
        .iter()
        .filter(|token| !matches!(token.kind, TokenKind::Text(_)))
        .flat_map(|token| characters(&text[token.range.clone()], token.range.start))
        .collect()
}

/// Adds one run of text: piece by piece between its character references, as far as they can be told apart.
fn run<'t>(
    text: &'t str,
    range: Range<usize>,
    value: &str,
    references: &mut References<'t>,
    visible: &mut Vec<Character>,
) {
    let mut at = range.start;
    let mut rest = value;
    while at < range.end {
        let source = &text[at..range.end];
        let plain = source.find('&').unwrap_or(source.len());
        let (literal, reference) = source.split_at(plain);
        let Some(after) = literal_run(literal, at, rest, visible) else {
            break;
        };
        (at, rest) = (at + plain, after);
        if reference.is_empty() {
            return;
        }
        let length = reference_length(reference);
        let decoded = references.resolve(&reference[..length]);
        let Some(after) = rest.strip_prefix(decoded) else {
            break;
        };
        visible.extend(decoded.chars().map(|value| Character {
            value,
            start: at,
            end: at + length,
        }));
        (at, rest) = (at + length, after);
    }
    // The parser changed more than references and line ends: every character stands for the whole of the rest.
    visible.extend(rest.chars().map(|value| Character {
        value,
        start: at,
        end: range.end,
    }));
}

/// Adds text that holds no references, and tells what is left of `value`, in which every line end is a line feed.
fn literal_run<'v>(
    literal: &str,
    at: usize,
    value: &'v str,
    visible: &mut Vec<Character>,
) -> Option<&'v str> {
    let mut rest = value.strip_prefix(literal);
    if rest.is_none() {
        let as_read = literal.replace("\r\n", "\n").replace('\r', "\n");
        rest = value.strip_prefix(as_read.as_str());
    }
    if rest.is_some() {
        visible.extend(characters(literal, at));
    }
    rest
}

/// The bytes of the reference a text begins with; one byte where a lone `&` stands.
fn reference_length(text: &str) -> usize {
    // The longest name of a reference has 31 letters.
    const LONGEST: usize = 40;
    let bytes = text.as_bytes();
    let hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (prefix, is_part): (usize, fn(&u8) -> bool) = match bytes.get(1) {
        Some(b'#') if hexadecimal => (2, u8::is_ascii_hexdigit),
        Some(b'#') => (1, u8::is_ascii_digit),
        _ => (0, u8::is_ascii_alphanumeric),
    };
    // A number may have any number of zeros before it.
    let longest = if prefix == 0 { LONGEST } else { bytes.len() };
    let name = prefix
        + bytes[1 + prefix..]
            .iter()
            .take(longest)
            .take_while(|byte| is_part(byte))
            .count();
    let closed = text.as_bytes().get(1 + name) == Some(&b';');
    if name == 0 {
        1
    } else {
        1 + name + usize::from(closed)
    }
}

/// What references stand for, each read once: a tokenizer costs more to set up than a short text to read.
#[derive(Default)]
struct References<'t>(HashMap<&'t str, String>);

impl<'t> References<'t> {
    fn resolve(&mut self, reference: &'t str) -> &str {
        self.0.entry(reference).or_insert_with(|| {
            // A lone & or &# is text; a hostile one consists of nothing else.
            if reference.len() <= 2 {
                return reference.to_owned();
            }
            tokens(reference)
                .into_iter()
                .filter_map(|token| match token.kind {
                    TokenKind::Text(value) => Some(value),
                    _ => None,
                })
                .collect()
        })
    }
}
