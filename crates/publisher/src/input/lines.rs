//! NDJSON: one document a line.

use std::ops::Range;

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
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let visible = if position.offset == 0 {
            content
                .strip_prefix("\u{feff}".as_bytes())
                .unwrap_or(content)
        } else {
            content
        };
        if !visible.trim_ascii().is_empty() {
            lines.push((position.offset..position.offset + content.len(), position));
        }
        position = after(position, line);
    }
    lines
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
        }
    }
}
