//! Where a script ends, which is not always at the first `</script>`: `<!--` begins an escape, and a `<script` in it a
//! second one, in which `</script` ends only that one.

use super::token::is_space;

/// How deep the script is escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    Single,
    Double,
}

/// The place of the end tag that ends a script's text; none where the text ends before. `name` is that of the element.
pub(super) fn end(text: &str, start: usize, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut escape = Escape::None;
    // Where a `-->` that ends an escape may begin: its dashes may be those of the `<!--`.
    let mut dashes = 0;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'-' if escape != Escape::None => {
                dashes += 1;
                at += 1;
                continue;
            }
            b'>' if dashes >= 2 => escape = Escape::None,
            b'<' => {
                let after = &bytes[at + 1..];
                match escape {
                    Escape::None if after.starts_with(b"!--") => {
                        escape = Escape::Single;
                        dashes = 2;
                        at += 4;
                        continue;
                    }
                    Escape::None | Escape::Single
                        if after.first() == Some(&b'/')
                            && is_word(&after[1..], name.as_bytes()) =>
                    {
                        return Some(at);
                    }
                    Escape::Single if is_word(after, b"script") => {
                        escape = Escape::Double;
                        // The character after the word belongs to it.
                        at += b"<script ".len();
                        dashes = 0;
                        continue;
                    }
                    Escape::Double if is_word(after, b"/script") => {
                        escape = Escape::Single;
                        at += b"</script ".len();
                        dashes = 0;
                        continue;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        dashes = 0;
        at += 1;
    }
    None
}

/// Whether bytes begin with a word, in upper or lower case, and something that ends the name of a tag.
pub(super) fn is_word(bytes: &[u8], word: &[u8]) -> bool {
    let same = bytes
        .get(..word.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    same && bytes
        .get(word.len())
        .is_some_and(|after| is_space(*after) || matches!(after, b'/' | b'>'))
}
