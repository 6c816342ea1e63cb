//! Markup in plain text: where it is, and the text without it.
//!
//! Decided as an HTML tokenizer decides ([WHATWG HTML, section 13.2.5](https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state)):
//! a `<` begins markup only before a letter, `/`, `!` or `?`, so "a < b" and "1 <2" are text.

use std::ops::Range;

/// Elements whose content is code, not text: it goes with its tags.
const CODE_ELEMENTS: &[&str] = &["script", "style"];

/// The ranges of `text` that are markup, in order and not overlapping.
///
/// A tag that is never closed reaches to the end, as a parser would read it.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut offset = 0;
    while let Some(start) = text[offset..].find('<').map(|at| offset + at) {
        let after = &text[start + 1..];
        let end = match after.bytes().next() {
            Some(byte) if byte.is_ascii_alphabetic() => {
                let end = tag_end(text, start);
                code_end(text, start, end).unwrap_or(end)
            }
            Some(b'/') if after[1..].starts_with(|next: char| next.is_ascii_alphabetic()) => {
                tag_end(text, start)
            }
            Some(b'!') if after.starts_with("!--") => after
                .find("-->")
                .map_or(text.len(), |at| start + 1 + at + "-->".len()),
            Some(b'!' | b'?' | b'/') => after.find('>').map_or(text.len(), |at| start + 1 + at + 1),
            _ => {
                offset = start + 1;
                continue;
            }
        };
        found.push(start..end);
        offset = end;
    }
    found
}

/// The end of the tag at `start`: the first `>` outside a quoted attribute value.
fn tag_end(text: &str, start: usize) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate().skip(start + 1) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    text.len()
}

/// For an element whose content is code, the end of its closing tag.
fn code_end(text: &str, start: usize, tag_end: usize) -> Option<usize> {
    let name = element_name(&text[start + 1..]);
    let name = CODE_ELEMENTS
        .iter()
        .find(|code| name.eq_ignore_ascii_case(code))?;
    let mut offset = tag_end;
    while let Some(at) = text[offset..].find("</").map(|at| offset + at) {
        if element_name(&text[at + 2..]).eq_ignore_ascii_case(name) {
            return Some(self::tag_end(text, at));
        }
        offset = at + 2;
    }
    Some(text.len())
}

/// Elements that change how text looks, not what it says or where its lines break.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u",
];

/// Whether a piece of markup shows nothing of its own, so that text reads the same without it.
///
/// Only what is plainly markup counts: a whole comment, a whole script or style, or a tag of an inline element whose
/// attributes, if any, have values. "5<b and c>4" was likely meant to be read.
pub(super) fn is_unseen(markup: &str) -> bool {
    if markup.starts_with("<!--") {
        return markup.ends_with("-->");
    }
    let Some(inside) = markup
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = element_name(inside);
    let is_one_of = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    let attributes = inside[name.len()..]
        .trim_matches(|character: char| character.is_ascii_whitespace() || character == '/');
    is_one_of(CODE_ELEMENTS)
        || (is_one_of(INLINE_ELEMENTS) && (attributes.is_empty() || attributes.contains('=')))
}

fn element_name(text: &str) -> &str {
    let end = text
        .find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'))
        .unwrap_or(text.len());
    &text[..end]
}

/// `text` without its markup, repeated until none is left: removing one tag may join the pieces of another.
pub(super) fn without(text: &str) -> String {
    // Text nested on purpose would take a pass a level; after a few, every `<` goes, and markup with it.
    const PASSES: usize = 8;
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        let found = find(&text);
        if found.is_empty() {
            return text;
        }
        text = outside(&text, &found);
    }
    text.retain(|character| character != '<');
    text
}

/// What is left of `text` outside of `ranges`.
fn outside(text: &str, ranges: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut offset = 0;
    for range in ranges {
        kept.push_str(&text[offset..range.start]);
        offset = range.end;
    }
    kept.push_str(&text[offset..]);
    kept
}

/// The scheme of a text that a browser would run or open as a document of its own, if it is one.
///
/// Read as the URL parser reads it: leading controls and spaces, and tabs and line breaks anywhere, do not count.
/// Prose that merely begins with such a word ("javascript: the good parts", "data: 5 GB") has a space after the colon.
pub(super) fn script_scheme(text: &str) -> Option<&'static str> {
    let read: String = text
        .trim_start_matches(|character: char| character <= ' ')
        .chars()
        .filter(|character| !matches!(character, '\t' | '\n' | '\r'))
        .collect();
    let (scheme, rest) = read.split_once(':')?;
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return None;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "javascript" => Some("javascript:"),
        "vbscript" => Some("vbscript:"),
        "data" if rest.contains(',') => Some("data:"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_markup_as_a_browser_does() {
        for (text, cleaned) in [
            ("<script>alert('xss')</script>REF-2024", "REF-2024"),
            ("<SCRIPT\n>x</script >REF", "REF"),
            ("<scr<script>x</script>ipt>REF", "xipt>REF"),
            ("<b>bold</b> text", "bold text"),
            ("<a title=\">\">x</a>", "x"),
            ("<img src=x onerror=alert(1)", ""),
            ("<!-- note -->x", "x"),
            ("<?php x ?>y", "y"),
            ("a < b and c > d", "a < b and c > d"),
            ("1 <2, 3<4", "1 <2, 3<4"),
            ("I <3 you", "I <3 you"),
            ("5 << 2", "5 << 2"),
            ("<", "<"),
            // Nested deeper than it is worth following.
            (
                &format!("{}{}", "<".repeat(50), "b>".repeat(50)),
                &"b>".repeat(42),
            ),
        ] {
            assert_eq!(without(text), cleaned, "{text}");
        }
    }

    #[test]
    fn only_what_shows_nothing_goes_unseen() {
        for text in [
            "<b>",
            "</b>",
            "<span style=\"x\">",
            "<script>x</script>",
            "<!-- x -->",
        ] {
            assert!(is_unseen(text), "{text}");
        }
        for text in [
            "<b and c>",
            "<br>",
            "<p>",
            "<String>",
            "<joe@example.org>",
            "<b",
            "<!-- x",
            "<?php ?>",
        ] {
            assert!(!is_unseen(text), "{text}");
        }
    }

    #[test]
    fn prose_is_not_a_script() {
        for text in [
            "javascript: the good parts",
            "Your data: 5 GB",
            "data: 5 GB",
            "data:",
            "on time = yes",
            "https://example.com",
        ] {
            assert_eq!(script_scheme(text), None, "{text}");
        }
        for text in [
            "javascript:alert(1)",
            " JaVaScript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<b>x",
        ] {
            assert!(script_scheme(text).is_some(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_leaves_no_markup_and_is_stable(text in "[<>/!?a-z\"'= é-]{0,40}") {
            let cleaned = without(&text);
            prop_assert!(find(&cleaned).is_empty());
            prop_assert_eq!(without(&cleaned), cleaned);
        }
    }
}
