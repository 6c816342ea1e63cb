//! Positions in a text, in every unit a reader may count in.

use serde::Serialize;

use super::Span;

/// One place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Bytes of UTF-8 before it.
    pub offset: usize,
    /// UTF-16 code units before it, as browsers and editors count.
    pub utf16: usize,
    /// Line, from 1. Lines end with LF.
    pub line: usize,
    /// Column in Unicode characters (code points), from 1.
    pub column: usize,
}

impl Position {
    /// The beginning of a text.
    pub const START: Self = Self {
        offset: 0,
        utf16: 0,
        line: 1,
        column: 1,
    };

    /// This position, read in a text that stands at the beginning of a line of a longer one.
    #[must_use]
    pub fn after(self, base: Position) -> Self {
        Self {
            offset: base.offset + self.offset,
            utf16: base.utf16 + self.utf16,
            line: base.line + self.line - 1,
            column: self.column,
        }
    }

    /// The position one step of `text` further on.
    #[must_use]
    pub fn advance(self, text: &str) -> Self {
        let mut position = self;
        position.offset += text.len();
        for character in text.chars() {
            position.utf16 += character.len_utf16();
            if character == '\n' {
                position.line += 1;
                position.column = 1;
            } else {
                position.column += 1;
            }
        }
        position
    }
}

/// A range of a text; `end` is the first place after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TextSpan {
    /// Where it begins.
    pub start: Position,
    /// The first place after it.
    pub end: Position,
}

impl TextSpan {
    /// This span, read in a text that stands at the beginning of a line of a longer one.
    #[must_use]
    pub fn after(self, base: Position) -> Self {
        Self {
            start: self.start.after(base),
            end: self.end.after(base),
        }
    }
}

/// Bytes between two remembered positions: a look-up scans at most this much, however long the line.
const STRIDE: usize = 1024;

/// Turns byte offsets of one text into positions.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    marks: Vec<Position>,
}

impl<'t> LineIndex<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = vec![Position::START];
        let mut position = Position::START;
        while position.offset < text.len() {
            let next = floor_boundary(text, (position.offset + STRIDE).min(text.len()));
            position = position.advance(&text[position.offset..next]);
            marks.push(position);
        }
        Self { text, marks }
    }

    /// The position of a byte offset; one past the end is the end, one inside a character is its beginning.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_boundary(self.text, offset.min(self.text.len()));
        let mark = self.marks.partition_point(|mark| mark.offset <= offset) - 1;
        let mark = self.marks[mark];
        mark.advance(&self.text[mark.offset..offset])
    }

    /// The positions of both ends of a span.
    pub fn text_span(&self, span: Span) -> TextSpan {
        TextSpan {
            start: self.position(span.start as usize),
            end: self.position(span.end as usize),
        }
    }
}

fn floor_boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_every_unit() {
        let text = "a\n\u{e9}\u{1f600}x";
        let index = LineIndex::new(text);
        assert_eq!(
            index.position(8),
            Position {
                offset: 8,
                utf16: 5,
                line: 2,
                column: 3
            }
        );
    }

    #[test]
    fn long_lines_agree_with_counting_from_the_start() {
        let text = "\u{1f600}ab\n".repeat(2_000);
        let index = LineIndex::new(&text);
        for offset in (0..text.len()).step_by(977) {
            let offset = floor_boundary(&text, offset);
            assert_eq!(
                index.position(offset),
                Position::START.advance(&text[..offset])
            );
        }
    }
}
