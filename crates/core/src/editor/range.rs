//! Ranges as editors in a browser count: in UTF-16 code units.

use serde::Serialize;

/// A half-open range of a text in UTF-16 code units, as JavaScript's strings and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Range {
    /// The first unit.
    pub start: usize,
    /// The first unit after it.
    pub end: usize,
}

/// A text in place of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextEdit {
    /// The range, in the text as it is before any edit.
    pub range: Range,
    /// The text that takes its place.
    pub text: String,
}

/// Bytes between two remembered places: a look-up counts at most this much.
const STRIDE: usize = 512;

/// Turns offsets of one text from bytes of UTF-8 into UTF-16 code units, and back.
#[derive(Debug)]
pub(crate) struct Units<'t> {
    text: &'t str,
    /// The units before every 512th byte.
    marks: Vec<usize>,
}

impl<'t> Units<'t> {
    /// Reads a text once.
    pub(crate) fn new(text: &'t str) -> Self {
        let mut total = 0;
        let chunks = text.as_bytes().chunks(STRIDE);
        let marks = chunks
            .map(|chunk| {
                let before = total;
                total += count(chunk);
                before
            })
            .collect();
        Self { text, marks }
    }

    /// The units before a byte; before the character that holds it, where it is inside one.
    pub(crate) fn of_byte(&self, byte: usize) -> usize {
        let byte = floor_boundary(self.text, byte.min(self.text.len()));
        let place = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        let Some(before) = self.marks.get(place) else {
            return 0;
        };
        before + count(&self.text.as_bytes()[place * STRIDE..byte])
    }

    /// A range of bytes in units.
    pub(crate) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range {
            start: self.of_byte(bytes.start),
            end: self.of_byte(bytes.end),
        }
    }

    /// The byte that a unit begins at. Between the two halves of a character it is the beginning of that; beyond the end it
    /// is the end.
    pub(crate) fn byte(&self, units: usize) -> usize {
        let place = self.marks.partition_point(|before| *before <= units);
        let Some(place) = place.checked_sub(1) else {
            return 0;
        };
        // The character that a mark cuts begins before it.
        let start = floor_boundary(self.text, place * STRIDE);
        let mut at = self.of_byte(start);
        for (index, character) in self.text[start..].char_indices() {
            at += character.len_utf16();
            if at > units {
                return start + index;
            }
        }
        self.text.len()
    }
}

/// The UTF-16 code units of the characters that begin in some bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    let begins = bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
    let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count();
    begins + pairs
}

fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_offset_inside_a_character_is_its_beginning() {
        let units = Units::new("a\u{1f600}b");
        for (unit, byte) in [(0, 0), (1, 1), (2, 1), (3, 5), (4, 6), (99, 6)] {
            assert_eq!(units.byte(unit), byte, "{unit}");
        }
        for (byte, unit) in [(0, 0), (1, 1), (3, 1), (5, 3), (6, 4), (99, 4)] {
            assert_eq!(units.of_byte(byte), unit, "{byte}");
        }
        assert_eq!(Units::new("").byte(7), 0);
    }

    proptest! {
        #[test]
        fn every_place_is_that_of_counting_from_the_beginning(text in "[a\u{e9}\u{20ac}\u{1f600}]{0,900}") {
            let units = Units::new(&text);
            let mut unit = 0;
            for (byte, character) in text.char_indices() {
                prop_assert_eq!(units.of_byte(byte), unit);
                prop_assert_eq!(units.byte(unit), byte);
                unit += character.len_utf16();
            }
            prop_assert_eq!(units.byte(unit), text.len());
            prop_assert_eq!(units.of_byte(text.len()), unit);
        }
    }
}
