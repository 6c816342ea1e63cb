//! The tokens of a text that may be broken anywhere.

use std::borrow::Cow;
use std::ops::Range;

use crate::json::string_content;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum TokenKind {
    /// A string, in double or single quotes, closed or not.
    String,
    /// Anything else that is no bracket, comma or colon: a number, a word, a key without quotes.
    Word,
    /// One of `{ } [ ] , :`.
    Sign(u8),
}

/// A token and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::editor) struct Token {
    pub(in crate::editor) kind: TokenKind,
    pub(in crate::editor) range: Range<usize>,
}

impl Token {
    /// Whether it can be a key or a value by itself.
    pub(in crate::editor) fn is_scalar(&self) -> bool {
        matches!(self.kind, TokenKind::String | TokenKind::Word)
    }

    /// Whether a value begins with it.
    pub(in crate::editor) fn begins_value(&self) -> bool {
        self.is_scalar() || matches!(self.kind, TokenKind::Sign(b'{' | b'['))
    }

    /// What a string says, or a word.
    pub(in crate::editor) fn content<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.kind {
            TokenKind::String => string_content(text, self.range.clone()),
            _ => Cow::Borrowed(&text[self.range.clone()]),
        }
    }
}

/// What comes next in a text.
pub(super) enum Next {
    Token(Token),
    /// A comment, which an editor offers nothing in.
    Comment(Range<usize>),
    End,
}

/// Reads what comes at `from`, over white space. A string in which `cursor` stands ends there where it is not closed.
pub(super) fn next(text: &str, from: usize, cursor: usize) -> Next {
    let bytes = text.as_bytes();
    let start = from + white_space(&bytes[from..]);
    let Some(byte) = bytes.get(start) else {
        return Next::End;
    };
    let token = |kind, end| {
        Next::Token(Token {
            kind,
            range: start..end,
        })
    };
    match byte {
        b'{' | b'}' | b'[' | b']' | b',' | b':' => token(TokenKind::Sign(*byte), start + 1),
        b'"' | b'\'' => token(TokenKind::String, string_end(text, start, cursor)),
        b'/' if bytes.get(start + 1) == Some(&b'/') => {
            let rest = &bytes[start..];
            let length = rest.iter().position(|byte| *byte == b'\n');
            Next::Comment(start..start + length.unwrap_or(rest.len()))
        }
        b'/' if bytes.get(start + 1) == Some(&b'*') => {
            let length = text[start + 2..].find("*/").map(|inside| inside + 4);
            Next::Comment(start..length.map_or(text.len(), |length| start + length))
        }
        _ => token(TokenKind::Word, word_end(text, start)),
    }
}

/// The byte that comes at `from`, over white space.
pub(super) fn peek(text: &str, from: usize) -> Option<u8> {
    let rest = &text.as_bytes()[from..];
    rest.get(white_space(rest)).copied()
}

fn white_space(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count()
}

fn word_end(text: &str, start: usize) -> usize {
    let ends = |character: char| {
        character.is_ascii_whitespace()
            || matches!(
                character,
                '{' | '}' | '[' | ']' | ',' | ':' | '"' | '\'' | '/'
            )
    };
    let mut characters = text[start..].char_indices();
    // At least one character, or the reader would not get on.
    characters.next();
    characters
        .find(|(_, character)| ends(*character))
        .map_or(text.len(), |(length, _)| start + length)
}

/// The end of the string at `start`.
///
/// A string that is being written has no end yet: what closes it on the same line may be the beginning of the next one.
/// Then a word comes after it, which never comes after a string that is closed.
fn string_end(text: &str, start: usize, cursor: usize) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let mut end = start + 1;
    let closed = loop {
        match bytes.get(end) {
            None | Some(b'\n') => break false,
            Some(byte) if *byte == quote => {
                end += 1;
                break true;
            }
            Some(b'\\') if !matches!(bytes.get(end + 1), None | Some(b'\n')) => end += 2,
            Some(_) => end += 1,
        }
    };
    let inside = start < cursor && cursor < end + usize::from(!closed);
    if inside && (!closed || peek(text, end).is_some_and(|byte| byte.is_ascii_alphanumeric())) {
        let word = bytes[cursor..end]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            .count();
        return cursor + word;
    }
    if !closed && bytes[end - 1] == b'\r' && end - 1 > start {
        return end - 1;
    }
    end
}
