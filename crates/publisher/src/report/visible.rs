//! Text from documents and paths, made fit for a terminal.
//!
//! A terminal obeys control characters: a document that holds an escape sequence could retitle the window, move the
//! cursor over a finding or put text on the clipboard, and bidirectional controls can make one line read as another.

use std::borrow::Cow;

/// The text with a visible character in place of each that a terminal would obey or hide.
///
/// One character stands for one, so columns stay what they are. Line ends and tabs count as controls.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| shown(character) == character) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(shown).collect())
    }
}

/// The first `most` characters of a text, made visible; where there are more, with an ellipsis after them.
pub(crate) fn visible_start(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", visible(&text[..end])),
        None => visible(text).into_owned(),
    }
}

/// What is printed for a character.
pub(super) fn shown(character: char) -> char {
    const CONTROL_PICTURES: u32 = 0x2400;
    match character {
        '\0'..='\u{1f}' => {
            char::from_u32(CONTROL_PICTURES + u32::from(character)).unwrap_or('\u{fffd}')
        }
        '\u{7f}' => '\u{2421}',
        // C1 controls, which include a one-character "escape [".
        '\u{80}'..='\u{9f}'
        // Bidirectional controls.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Line ends of Unicode.
        | '\u{2028}' | '\u{2029}'
        // Nothing to see: soft hyphen, zero-width space, word joiner and its kin, byte order mark, annotations, tags.
        | '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        assert_eq!(
            visible("\u{1b}[2Jred\u{9b}31m\u{7}\u{7f}\r\n\u{202e}evil"),
            "\u{241b}[2Jred\u{fffd}31m\u{2407}\u{2421}\u{240d}\u{240a}\u{fffd}evil"
        );
        for code in (0..0x20).chain(0x7f..0xa0) {
            let character = char::from_u32(code).expect("a character");
            assert!(!shown(character).is_control(), "{code:#x}");
        }
    }

    #[test]
    fn text_stays_as_it_is() {
        // Joiners belong to emoji and to several scripts.
        for text in ["Grüße", "日本語", "👩\u{200d}💻", "नमस्\u{200d}ते", "a b"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }
}
