//! Strings and numbers: the tokens with an inside.

use std::borrow::Cow;

use super::Span;
use super::rules;
use super::syntax_error::{Replacement, SyntaxError};
use crate::finding::Rule;

/// The length in the source and the length once decoded of the first character or escape of a string's inside.
///
/// Escapes that mean nothing are read the way [`string`] recovers from them.
pub(super) fn character(inside: &str) -> (usize, usize) {
    let Some(first) = inside.chars().next() else {
        return (0, 0);
    };
    if first != '\\' {
        return (first.len_utf8(), first.len_utf8());
    }
    let escape = escape(inside);
    (escape.length, escape.character.len_utf8())
}

/// What a backslash and what follows it stand for.
struct Escape {
    length: usize,
    character: char,
    fault: Option<&'static Rule>,
}

fn escape(text: &str) -> Escape {
    let simple = |character| Escape {
        length: 2,
        character,
        fault: None,
    };
    match text.as_bytes().get(1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => unicode_escape(text),
        _ => {
            // The backslash is dropped and the character kept, as JavaScript reads it.
            let next = text[1..].chars().next();
            Escape {
                length: 1 + next.map_or(0, char::len_utf8),
                character: next.unwrap_or('\\'),
                fault: Some(&rules::BAD_ESCAPE),
            }
        }
    }
}

fn unicode_escape(text: &str) -> Escape {
    let replaced = |length, fault| Escape {
        length,
        character: char::REPLACEMENT_CHARACTER,
        fault: Some(fault),
    };
    let Some(unit) = hex_unit(text) else {
        let digits = text[2..]
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        return replaced(2 + digits, &rules::BAD_ESCAPE);
    };
    if let Some(character) = char::from_u32(unit) {
        return Escape {
            length: 6,
            character,
            fault: None,
        };
    }
    let low = text.get(6..).and_then(hex_unit);
    match low {
        Some(low @ 0xdc00..=0xdfff) if unit < 0xdc00 => {
            let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            Escape {
                length: 12,
                character: char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                fault: None,
            }
        }
        _ => replaced(6, &rules::LONE_SURROGATE),
    }
}

/// The number in a `\uXXXX` at the beginning of `text`.
fn hex_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.as_bytes().get(..4)?;
    digits.iter().try_fold(0, |unit, digit| {
        Some(unit * 16 + char::from(*digit).to_digit(16)?)
    })
}

/// A string literal read from the source.
pub(super) struct StringToken<'s> {
    pub(super) text: Cow<'s, str>,
    /// The offset after the closing quote, or where the string was given up.
    pub(super) end: usize,
}

/// Reads the string that begins with the `quote` at `start`; faults go to `report`.
pub(super) fn string<'s>(
    source: &'s str,
    start: usize,
    quote: u8,
    report: &mut impl FnMut(SyntaxError),
) -> StringToken<'s> {
    let bytes = source.as_bytes();
    let mut decoded = String::new();
    let mut plain = start + 1;
    let mut offset = plain;
    loop {
        match bytes.get(offset) {
            Some(byte) if *byte == quote => {
                return StringToken {
                    text: joined(decoded, &source[plain..offset]),
                    end: offset + 1,
                };
            }
            None | Some(b'\n') => {
                // A line feed cannot stand in a string, and a missing quote is far likelier than a raw line feed.
                let end = if bytes.get(offset).is_some() && bytes[offset - 1] == b'\r' {
                    offset - 1
                } else {
                    offset
                };
                report(rules::UNCLOSED_STRING.at(Span::new(start, end)));
                return StringToken {
                    text: joined(decoded, &source[plain..end.max(plain)]),
                    end,
                };
            }
            Some(b'\\') => {
                decoded.push_str(&source[plain..offset]);
                let escape = escape(&source[offset..]);
                let next = offset + escape.length;
                if let Some(fault) = escape.fault {
                    report(fault.at(Span::new(offset, next)));
                }
                decoded.push(escape.character);
                offset = next;
                plain = next;
            }
            // Of a line end, which the next turn finds.
            Some(b'\r') if bytes.get(offset + 1) == Some(&b'\n') => offset += 1,
            Some(byte) if *byte < 0x20 => {
                let span = Span::new(offset, offset + 1);
                let text = CONTROL_ESCAPES[usize::from(*byte)].into();
                report(
                    rules::CONTROL_CHARACTER
                        .at(span)
                        .mended_by(Replacement { span, text }),
                );
                offset += 1;
            }
            Some(_) => offset += 1,
        }
    }
}

/// What the string at a range says; a quote that would close it may be missing.
pub(crate) fn string_content(source: &str, range: std::ops::Range<usize>) -> Cow<'_, str> {
    let quote = source.as_bytes()[range.start];
    string(&source[..range.end], range.start, quote, &mut |_| {}).text
}

/// The escapes that say the same as unescaped control characters.
const CONTROL_ESCAPES: [&str; 32] = [
    "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b",
    "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012",
    "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a",
    "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
];

fn joined(mut decoded: String, rest: &str) -> Cow<'_, str> {
    if decoded.is_empty() {
        Cow::Borrowed(rest)
    } else {
        decoded.push_str(rest);
        Cow::Owned(decoded)
    }
}

/// The end of the run of characters at `start` that people write in numbers.
pub(super) fn number_end(bytes: &[u8], start: usize) -> usize {
    let run = bytes[start..]
        .iter()
        .take_while(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')
        })
        .count();
    start + run
}

/// What is wrong with `lexeme` as a JSON number, if anything.
pub(super) fn number_fault(lexeme: &str) -> Option<&'static Rule> {
    if !is_number(lexeme.as_bytes()) {
        return Some(&rules::NUMBER_FORMAT);
    }
    match lexeme.parse::<f64>() {
        Ok(value) if value.is_finite() => None,
        _ => Some(&rules::NUMBER_RANGE),
    }
}

/// The number grammar of RFC 8259, section 6.
fn is_number(lexeme: &[u8]) -> bool {
    let unsigned = lexeme.strip_prefix(b"-").unwrap_or(lexeme);
    let (integer, rest) = digits(unsigned);
    if integer == 0 || (integer > 1 && unsigned[0] == b'0') {
        return false;
    }
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => match digits(fraction) {
            (0, _) => return false,
            (_, rest) => rest,
        },
        None => rest,
    };
    match rest {
        [] => true,
        [b'e' | b'E', exponent @ ..] => {
            let unsigned = exponent
                .strip_prefix(b"+")
                .or_else(|| exponent.strip_prefix(b"-"))
                .unwrap_or(exponent);
            matches!(digits(unsigned), (1.., []))
        }
        _ => false,
    }
}

fn digits(text: &[u8]) -> (usize, &[u8]) {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count, &text[count..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_character_has_its_escape() {
        for (byte, escape) in (0_u8..).zip(CONTROL_ESCAPES) {
            let quoted = super::super::quote(&char::from(byte).to_string());
            assert_eq!(quoted, format!("\"{escape}\""));
        }
    }
}
