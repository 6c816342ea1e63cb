//! Places in UTF-16 code units, as SARIF's `columnKind` says they are.

use preflight_core::json::{Position, TextSpan};

use super::model::Region;
use crate::input::Document;

/// Turns the spans of a document into regions.
#[derive(Debug)]
pub(super) struct Regions {
    /// The number of its first line.
    first: usize,
    /// UTF-16 code units before each of its lines.
    lines: Vec<usize>,
    /// Code units of the byte order mark, which is no part of the text that viewers count in.
    mark: usize,
}

impl Regions {
    pub(super) fn of(document: &Document) -> Self {
        let mark = document.is_marked().into();
        Self::new(document.source(), document.base, mark)
    }

    fn new(source: &[u8], base: Position, mark: usize) -> Self {
        let mut lines = vec![base.utf16.max(mark)];
        let mut units = base.utf16;
        for line in source.split_inclusive(|byte| *byte == b'\n') {
            units += utf16_units(line);
            if line.ends_with(b"\n") {
                lines.push(units);
            }
        }
        Self {
            first: base.line,
            lines,
            mark,
        }
    }

    /// The region of a span: of bytes where all it covers is the byte order mark.
    pub(super) fn region(&self, span: TextSpan) -> Region {
        let (start, end) = (span.start, span.end);
        let offset = |position: Position| position.utf16.saturating_sub(self.mark);
        if offset(start) == offset(end) && start.offset < end.offset {
            return Region::Bytes {
                byte_offset: start.offset,
                byte_length: end.offset - start.offset,
            };
        }
        self.text(span)
    }

    /// The region of a span in the text; empty at its beginning where all it covers is the byte order mark.
    pub(super) fn text(&self, span: TextSpan) -> Region {
        let (start, end) = (span.start, span.end);
        let offset = |position: Position| position.utf16.saturating_sub(self.mark);
        Region::Text {
            start_line: start.line,
            start_column: self.column(start),
            end_line: end.line,
            end_column: self.column(end),
            char_offset: offset(start),
            char_length: offset(end) - offset(start),
        }
    }

    fn column(&self, position: Position) -> usize {
        let line = position.line.saturating_sub(self.first);
        let before = self.lines.get(line).copied().unwrap_or_default();
        position.utf16.saturating_sub(before) + 1
    }
}

/// As core counts them: a sequence that is not UTF-8 is one.
fn utf16_units(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .map(|chunk| {
            let valid: usize = chunk.valid().chars().map(char::len_utf16).sum();
            valid + usize::from(!chunk.invalid().is_empty())
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, base: Position, part: &str) -> TextSpan {
        let start = text.find(part).expect("there");
        TextSpan {
            start: Position::START.advance(&text[..start]).after(base),
            end: Position::START
                .advance(&text[..start + part.len()])
                .after(base),
        }
    }

    fn text(line: usize, columns: (usize, usize), offset: usize, length: usize) -> Region {
        Region::Text {
            start_line: line,
            start_column: columns.0,
            end_line: line,
            end_column: columns.1,
            char_offset: offset,
            char_length: length,
        }
    }

    #[test]
    fn columns_count_utf16_code_units() {
        let source = "{\r\n  \"é😀\": BAD,\n\"😀\": 1}";
        let regions = Regions::new(source.as_bytes(), Position::START, 0);
        let region = |part| regions.region(span(source, Position::START, part));
        assert_eq!(region("BAD"), text(2, (10, 13), 12, 3));
        assert_eq!(region("😀\": 1"), text(3, (2, 8), 18, 6));
    }

    #[test]
    fn lines_of_a_longer_file_count_from_its_beginning() {
        let base = Position::START.advance("\u{feff}{}\n😀\n");
        let source = "😀 BAD";
        let regions = Regions::new(source.as_bytes(), base, 1);
        let region = regions.region(span(source, base, "BAD"));
        assert_eq!(region, text(3, (4, 7), 9, 3));
    }

    #[test]
    fn a_byte_order_mark_is_bytes_and_no_text() {
        let source = "\u{feff}{ BAD }";
        let regions = Regions::new(source.as_bytes(), Position::START, 1);
        let region = regions.region(span(source, Position::START, "BAD"));
        assert_eq!(region, text(1, (3, 6), 2, 3));
        let mark = span(source, Position::START, "\u{feff}");
        assert_eq!(
            regions.region(mark),
            Region::Bytes {
                byte_offset: 0,
                byte_length: 3
            }
        );
        assert_eq!(regions.text(mark), text(1, (1, 1), 0, 0));
    }

    #[test]
    fn bytes_that_are_no_text_count_as_one_each() {
        let source = b"\"\xff\xfe\" BAD";
        let regions = Regions::new(source, Position::START, 0);
        let at = |offset, utf16| Position {
            offset,
            utf16,
            line: 1,
            column: utf16 + 1,
        };
        let region = regions.region(TextSpan {
            start: at(5, 5),
            end: at(8, 8),
        });
        assert_eq!(region, text(1, (6, 9), 5, 3));
    }
}
