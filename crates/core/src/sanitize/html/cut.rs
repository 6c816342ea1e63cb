//! Taking a range out of a text so that what stands around it does not join into a tag.

use std::ops::Range;

use crate::sanitize::problem::TextEdit;

/// Where `<` stands right before a range of plain text, it goes with the range: what remained after it could become a
/// tag.
pub(crate) fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    text[..range.start].trim_end_matches('<').len()..range.end
}

/// Cuts a range out of HTML or Markdown. A `<` before it that could make a tag with what stands after it is escaped,
/// so that it goes on being text.
pub(crate) fn cut(text: &str, range: Range<usize>) -> TextEdit {
    // No name of an element is longer.
    const LONGEST: usize = 40;
    let before = &text[..range.start];
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, character)| !matches!(character, '>' | '`'))
        .filter(|(at, character)| *character == '<' && !is_loose(&before[at + 1..]))
        .last()
        .map_or(range.start, |(at, _)| at);
    TextEdit {
        replacement: before[start..].replace('<', "&lt;"),
        range: start..range.end,
    }
}

/// Whether what follows a `<` keeps it from beginning a tag.
fn is_loose(after: &str) -> bool {
    let begins =
        |first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?' | '<');
    after.chars().next().is_some_and(|first| !begins(first))
}
