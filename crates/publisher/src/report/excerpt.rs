//! The part of a document that a finding is about, small enough and safe enough for a terminal.

use std::ops::Range;

use super::visible::shown;

/// Most characters of the source in one excerpt; a whole document may stand on one line.
const WIDTH: usize = 100;
/// Characters kept before the place where a line has to be cut.
const LEAD: usize = 40;
/// Bytes of the longest UTF-8 character.
const LONGEST: usize = 4;

/// One line of a document, or a window of it, with the place in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text, without anything a terminal would obey.
    pub(super) text: String,
    /// Bytes of `text` the finding is about; empty for a place between characters.
    pub(super) span: Range<usize>,
}

/// The line that holds `span`, cut to a window around its beginning.
///
/// A span of several lines is shown by its first one. Bytes that are not UTF-8 show as U+FFFD, one for each sequence.
/// The work is bounded by the window, not by the line: a document may hold a thousand findings on one long line.
pub(super) fn excerpt(source: &[u8], span: Range<usize>) -> Excerpt {
    let start = span.start.min(source.len());
    let (before, cut_before) = before(&source[..start]);
    let (after, cut_after) = after(&source[start..]);

    let room = WIDTH.saturating_sub(after.len()).max(LEAD);
    let lead = before.len().min(room);
    let tail = after.len().min(WIDTH - lead);

    let mut text = String::new();
    if cut_before || lead < before.len() {
        text.push('…');
    }
    let push = |text: &mut String, character: char| {
        // A tab stays: the renderer widens it and counts its columns.
        text.push(if character == '\t' {
            character
        } else {
            shown(character)
        });
    };
    for (character, _) in &before[before.len() - lead..] {
        push(&mut text, *character);
    }
    let begin = text.len();
    let mut end = begin;
    let mut offset = start;
    for (character, length) in &after[..tail] {
        push(&mut text, *character);
        offset += length;
        if offset <= span.end {
            end = text.len();
        }
    }
    if cut_after || tail < after.len() {
        text.push('…');
        if span.end > offset {
            end = text.len();
        }
    }
    Excerpt {
        text,
        span: begin..end,
    }
}

/// The last characters of the line that `bytes` breaks off in, and whether there are more.
fn before(bytes: &[u8]) -> (Vec<(char, usize)>, bool) {
    let reach = bytes.len().saturating_sub((WIDTH + 1) * LONGEST);
    let near = &bytes[reach..];
    let (line, cut) = match near.iter().rposition(|byte| *byte == b'\n') {
        Some(end_of_line) => (&near[end_of_line + 1..], false),
        None => (near, reach > 0),
    };
    let mut line = characters(line);
    // Where the reach begins inside a character, its remainder is at the front and drops out here.
    let extra = line.len().saturating_sub(WIDTH);
    line.drain(..extra);
    (line, cut || extra > 0)
}

/// The first characters of the line that `bytes` begins in, and whether there are more.
fn after(bytes: &[u8]) -> (Vec<(char, usize)>, bool) {
    let near = &bytes[..bytes.len().min((WIDTH + 1) * LONGEST)];
    let (line, cut) = match near.iter().position(|byte| *byte == b'\n') {
        Some(end_of_line) => {
            let line = &near[..end_of_line];
            (line.strip_suffix(b"\r").unwrap_or(line), false)
        }
        None => (near, near.len() < bytes.len()),
    };
    let mut line = characters(line);
    let cut = cut || line.len() > WIDTH;
    line.truncate(WIDTH);
    (line, cut)
}

/// The characters, each with its length in bytes.
fn characters(bytes: &[u8]) -> Vec<(char, usize)> {
    let mut characters = Vec::new();
    for chunk in bytes.utf8_chunks() {
        characters.extend(
            chunk
                .valid()
                .chars()
                .map(|character| (character, character.len_utf8())),
        );
        if !chunk.invalid().is_empty() {
            characters.push(('\u{fffd}', chunk.invalid().len()));
        }
    }
    characters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &[u8], span: Range<usize>) -> (String, String) {
        let excerpt = excerpt(source, span);
        let marked = excerpt.text[excerpt.span.clone()].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn shows_the_line_of_the_place() {
        let source = b"{\r\n\t\"a\": nope,\r\n}";
        assert_eq!(
            marked(source, 9..13),
            ("\t\"a\": nope,".to_owned(), "nope".to_owned())
        );
        // The whole object: its first line stands for it.
        assert_eq!(marked(source, 0..18), ("{".to_owned(), "{".to_owned()));
    }

    #[test]
    fn ends_and_emptiness_are_places_too() {
        assert_eq!(marked(b"", 0..0), (String::new(), String::new()));
        assert_eq!(marked(b"{}\n", 3..3), (String::new(), String::new()));
        assert_eq!(marked(b"{}", 2..9), ("{}".to_owned(), String::new()));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let long = format!("{}BAD{}", "é".repeat(10_000), "x".repeat(10_000));
        let (text, bad) = marked(long.as_bytes(), 20_000..20_003);
        assert_eq!(bad, "BAD");
        assert_eq!(text.chars().count(), WIDTH + 2, "{text}");
        assert!(text.starts_with('…') && text.ends_with('…'));

        let (text, all) = marked(long.as_bytes(), 0..long.len());
        assert_eq!(text, all);
        assert_eq!(text.chars().count(), WIDTH + 1);

        // Near the end of the line the window fills with what stands before.
        let (text, end) = marked(long.as_bytes(), long.len() - 1..long.len());
        assert_eq!((text.chars().count(), end.as_str()), (WIDTH + 1, "x"));
    }

    #[test]
    fn hostile_bytes_do_not_get_through() {
        let (text, bad) = marked(b"\"\x1b[2J\xff\xfe\"", 5..6);
        assert_eq!(text, "\"\u{241b}[2J\u{fffd}\u{fffd}\"");
        assert_eq!(bad, "\u{fffd}");
    }

    #[test]
    fn every_place_of_a_mixed_text_can_be_shown() {
        let source = "a\u{1f600}\t\n\u{1b}é\r\n".repeat(60).into_bytes();
        let one_line: Vec<u8> = source
            .iter()
            .copied()
            .filter(|byte| *byte != b'\n')
            .collect();
        for source in [source, one_line] {
            for start in 0..=source.len() {
                for length in [0, 1, 7, 500] {
                    let excerpt = excerpt(&source, start..start + length);
                    assert!(excerpt.text.get(excerpt.span.clone()).is_some());
                    assert!(excerpt.text.chars().count() <= WIDTH + 2);
                }
            }
        }
    }
}
