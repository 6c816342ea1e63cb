//! Writes XML 1.0, as much of it as a report needs.

use std::fmt::{self, Display, Formatter, Write as _};

use crate::report::visible::shown;

/// Text between tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t>(pub(super) &'t str);

/// Text of an attribute, without its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute<'t>(pub(super) &'t str);

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '\n' | '\t' => formatter.write_char(character),
            other => escaped(formatter, other),
        })
    }
}

impl Display for Attribute<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '"' => formatter.write_str("&quot;"),
            // A reader would take these for spaces.
            '\n' | '\t' => write!(formatter, "&#{};", u32::from(character)),
            other => escaped(formatter, other),
        })
    }
}

/// A character that is neither markup nor one that XML 1.0 has no way to write.
fn escaped(formatter: &mut Formatter<'_>, character: char) -> fmt::Result {
    match character {
        '&' => formatter.write_str("&amp;"),
        '<' => formatter.write_str("&lt;"),
        // Or "]]>" would end a section that was never begun.
        '>' => formatter.write_str("&gt;"),
        '\u{fffe}' | '\u{ffff}' => formatter.write_char('\u{fffd}'),
        // Among these are all controls, most of which are no characters of XML 1.0.
        other => formatter.write_char(shown(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_back_or_is_shown_by_another() {
        let text: String = ('\0'..=char::MAX).collect();
        let document = format!("<a b=\"{}\">{}</a>", Attribute(&text), Text(&text));
        let read = roxmltree::Document::parse(&document).expect("XML");
        let root = read.root_element();
        for back in [root.attribute("b"), root.text()] {
            let back = back.expect("text");
            assert_eq!(back.chars().count(), text.chars().count());
            for (back, character) in back.chars().zip(text.chars()) {
                let expected = match character {
                    '\n' | '\t' => character,
                    '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
                    other => shown(other),
                };
                assert_eq!(back, expected, "{character:?}");
            }
        }
    }
}
