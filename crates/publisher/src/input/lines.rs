//! NDJSON: one document a line.

use std::io::{self, BufRead};
use std::ops::Range;

use preflight_core::MAX_DOCUMENT_BYTES;
use preflight_core::json::Position;

/// Whether a file of that name holds one document a line.
pub(super) fn is_one_a_line(path: &str) -> bool {
    path.ends_with(".ndjson")
}

/// The lines that hold something: the bytes of each without its line end, and where it begins.
///
/// A byte order mark stays in the first line, where the check reports it; without anything behind it the line is
/// blank.
pub(super) fn split(bytes: &[u8]) -> Vec<(Range<usize>, Position)> {
    let mut lines = Vec::new();
    let mut position = Position::START;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let content = without_end(line);
        if holds_something(content, position) {
            lines.push((position.offset..position.offset + content.len(), position));
        }
        position = after(position, line);
    }
    lines
}

/// A line without its end.
fn without_end(line: &[u8]) -> &[u8] {
    let content = line.strip_suffix(b"\n").unwrap_or(line);
    content.strip_suffix(b"\r").unwrap_or(content)
}

fn holds_something(content: &[u8], position: Position) -> bool {
    let visible = if position.offset == 0 {
        content.strip_prefix(BYTE_ORDER_MARK).unwrap_or(content)
    } else {
        content
    };
    !visible.trim_ascii().is_empty()
}

/// What some editors begin a file with.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The same lines, read one after the other, so that the file need not fit into memory. Of a line that is too long for a
/// document comes as much as shows that it is.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    position: Position,
    /// Whether the file begins with a byte order mark.
    pub(super) is_marked: bool,
}

/// The most bytes of a line that are kept: a document that is too large, and what is around it.
const KEPT: usize = MAX_DOCUMENT_BYTES + BYTE_ORDER_MARK.len() + 3;

impl<R: BufRead> Lines<R> {
    pub(super) fn of(reader: R) -> Self {
        Self {
            reader,
            position: Position::START,
            is_marked: false,
        }
    }

    /// What is kept of a line with its end, and nothing at the end of the file; counts all of its bytes and code units.
    fn line(&mut self, (length, units): (&mut usize, &mut usize)) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let part = self.reader.fill_buf()?;
            let (end, is_whole) = match part.iter().position(|byte| *byte == b'\n') {
                Some(newline) => (newline + 1, true),
                None => (part.len(), part.is_empty()),
            };
            let kept = end.min(KEPT.saturating_sub(line.len()));
            line.extend_from_slice(&part[..kept]);
            *length += end;
            *units += utf16_units(&part[..end]);
            self.reader.consume(end);
            if is_whole {
                return Ok(line);
            }
        }
    }
}

/// The UTF-16 code units of a text, told by the first bytes of its characters, however it is cut into pieces.
fn utf16_units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0xbf => 0,
            0xf0.. => 2,
            _ => 1,
        })
        .sum()
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<(Vec<u8>, Position)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.position;
            let (mut length, mut units) = (0, 0);
            let mut line = match self.line((&mut length, &mut units)) {
                Ok(line) if line.is_empty() => return None,
                Ok(line) => line,
                Err(error) => return Some(Err(error)),
            };
            self.position = if length == line.len() {
                after(start, &line)
            } else {
                Position {
                    offset: start.offset + length,
                    utf16: start.utf16 + units,
                    line: start.line + 1,
                    column: 1,
                }
            };
            self.is_marked |= start.offset == 0 && line.starts_with(BYTE_ORDER_MARK);
            line.truncate(without_end(&line).len());
            if holds_something(&line, start) {
                return Some(Ok((line, start)));
            }
        }
    }
}

/// The position behind `bytes`; as in core, a sequence that is not UTF-8 counts as one character.
pub(super) fn after(mut position: Position, bytes: &[u8]) -> Position {
    for chunk in bytes.utf8_chunks() {
        position = position.advance(chunk.valid());
        if !chunk.invalid().is_empty() {
            position.offset += chunk.invalid().len();
            position.utf16 += 1;
            position.column += 1;
        }
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_lines_that_hold_something() {
        let bytes = b"\xef\xbb\xbf{}\r\n\n \t\r\n\xff[]\n\"\xf0\x9f\x98\x80\"\n3";
        let lines = split(bytes);
        let found: Vec<(&[u8], usize, usize, usize)> = lines
            .iter()
            .map(|(range, base)| (&bytes[range.clone()], base.offset, base.utf16, base.line))
            .collect();
        assert_eq!(
            found,
            [
                (b"\xef\xbb\xbf{}".as_slice(), 0, 0, 1),
                (b"\xff[]", 12, 10, 4),
                ("\"\u{1f600}\"".as_bytes(), 16, 14, 5),
                (b"3", 23, 19, 6),
            ]
        );
        assert!(lines.iter().all(|(_, base)| base.column == 1));
    }

    #[test]
    fn blank_files_hold_nothing() {
        for bytes in [b"".as_slice(), b"\n\r\n  \n", b"\xef\xbb\xbf\n"] {
            assert!(split(bytes).is_empty(), "{bytes:?}");
            assert_eq!(Lines::of(bytes).count(), 0, "{bytes:?}");
        }
    }

    #[test]
    fn lines_one_after_the_other_are_the_same_lines() {
        let text = b"\xef\xbb\xbf{}\r\n\n \t\r\n\xff[]\n\"\xf0\x9f\x98\x80\"\n3";
        for capacity in 1..text.len() {
            let reader = io::BufReader::with_capacity(capacity, text.as_slice());
            let read: Vec<(Vec<u8>, Position)> = Lines::of(reader)
                .collect::<Result<_, _>>()
                .expect("no device fails here");
            let whole: Vec<(Vec<u8>, Position)> = split(text)
                .into_iter()
                .map(|(range, base)| (text[range].to_vec(), base))
                .collect();
            assert_eq!(read, whole, "{capacity}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_not_kept() {
        let mut text = "é😀".repeat(MAX_DOCUMENT_BYTES).into_bytes();
        text.extend_from_slice(b"\n{}");
        let lines: Vec<(Vec<u8>, Position)> = Lines::of(text.as_slice())
            .collect::<Result<_, _>>()
            .expect("no device fails here");
        assert_eq!(lines[0].0.len(), KEPT);
        assert_eq!(lines[1].0, b"{}");
        let place = lines[1].1;
        assert_eq!((place.line, place.column), (2, 1));
        assert_eq!(place.offset, text.len() - 2);
        assert_eq!(place.utf16, 3 * MAX_DOCUMENT_BYTES + 1);
    }
}
