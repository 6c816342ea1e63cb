//! The beginning of a text, where the whole of it may be a megabyte long.

use std::borrow::Cow;

/// The first `most` characters of a text; where there are more, with an ellipsis after them.
pub(crate) fn excerpt(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_not_before_it_is_too_long() {
        for (text, shown) in [
            ("", ""),
            ("né€", "né€"),
            ("né€😀", "né€…"),
            ("abcd", "abc…"),
        ] {
            assert_eq!(excerpt(text, 3), shown);
        }
    }
}
