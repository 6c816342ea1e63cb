//! Shortening a text without cutting a character in half.

use unicode_segmentation::GraphemeCursor;

/// The longest beginning of `text` with at most `most` bytes that ends between two characters as people see them.
///
/// An emoji of several code points, a letter with its accents, a syllable of Hindi stays whole or goes
/// ([UAX #29](https://www.unicode.org/reports/tr29/)).
pub(crate) fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    // The whole text is at hand, so the cursor never asks for more of it.
    let whole = cursor.is_boundary(text, 0).unwrap_or(false);
    if !whole {
        end = cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0);
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn characters_stay_whole() {
        for (text, most, expected) in [
            ("abc", 5, "abc"),
            ("abc", 2, "ab"),
            ("aé", 2, "a"),
            ("ae\u{301}", 2, "a"),
            ("a👩\u{200d}💻", 8, "a"),
            ("🇩🇪🇫🇷", 12, "🇩🇪"),
            ("नमस्ते", 10, "नम"),
            ("a\r\n", 2, "a"),
            ("é", 0, ""),
        ] {
            assert_eq!(cut(text, most), expected, "{text} {most}");
        }
    }
}
