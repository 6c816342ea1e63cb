//! Character references: `&amp;`, `&#38;`, `&#x26;`.
//!
//! The names are those of html5ever's table, which the program holds already.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name that needs no semicolon, as `&plusmn`.
pub(super) const LONGEST_BARE_NAME: usize = 6;
/// The shortest one, as `&lt`.
const SHORTEST_BARE_NAME: usize = 2;
/// The longest name, `&CounterClockwiseContourIntegral;`, has fewer letters.
pub(super) const LONGEST_NAME: usize = 32;

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) first: char,
    pub(super) second: Option<char>,
    /// The bytes after the `&` that it consists of.
    pub(super) length: usize,
}

/// The reference that a text begins with, after its `&`; none where the `&` is text.
pub(super) fn resolve(after: &str, in_value: bool) -> Option<Reference> {
    match after.as_bytes().first()? {
        b'#' => numeric(after.as_bytes()),
        byte if byte.is_ascii_alphanumeric() => named(after, in_value),
        _ => None,
    }
}

/// The longest name of the table that the text begins with. One with a semicolon can only be the whole word; of those
/// without, none is long.
fn named(after: &str, in_value: bool) -> Option<Reference> {
    let bytes = after.as_bytes();
    let word = bytes
        .iter()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    if bytes.get(word) == Some(&b';')
        && let Some(reference) = entry(&after[..=word])
    {
        return Some(reference);
    }
    let reference = (SHORTEST_BARE_NAME..=word.min(LONGEST_BARE_NAME))
        .rev()
        .find_map(|length| entry(&after[..length]))?;
    // A URL in an attribute may well have a parameter of that name: `?a=b&copy=1`.
    let goes_on = |next: &u8| *next == b'=' || next.is_ascii_alphanumeric();
    let is_parameter = in_value && bytes.get(reference.length).is_some_and(goes_on);
    (!is_parameter).then_some(reference)
}

fn entry(name: &str) -> Option<Reference> {
    // The table holds the beginnings of names too, which stand for nothing.
    let (first, second) = *NAMED_ENTITIES.get(name).filter(|entry| entry.0 != 0)?;
    Some(Reference {
        first: char::from_u32(first)?,
        second: char::from_u32(second).filter(|second| *second != '\0'),
        length: name.len(),
    })
}

fn numeric(bytes: &[u8]) -> Option<Reference> {
    let (base, digits_at) = match bytes.get(1) {
        Some(b'x' | b'X') => (16, 2),
        _ => (10, 1),
    };
    let mut length = digits_at;
    let mut code: u32 = 0;
    while let Some(digit) = bytes
        .get(length)
        .and_then(|byte| char::from(*byte).to_digit(base))
    {
        // What no character has any more stays so.
        code = code.saturating_mul(base).saturating_add(digit);
        length += 1;
    }
    if length == digits_at {
        return None;
    }
    length += usize::from(bytes.get(length) == Some(&b';'));
    Some(Reference {
        first: character(code),
        second: None,
        length,
    })
}

/// The character of a number; those of the C1 range are read as Windows-1252.
fn character(code: u32) -> char {
    let windows = code
        .checked_sub(0x80)
        .and_then(|place| *C1_REPLACEMENTS.get(place as usize)?);
    windows
        .or_else(|| char::from_u32(code).filter(|character| *character != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}
