//! Colours of a card's text that cannot be read.
//!
//! No colour of text can be read on the light surface of a card and on the dark one, so what sets one colour of a pair is
//! given the other as well.

use cssparser::color::{parse_hash_color, parse_named_color};

use super::super::definition::{Fault, PayloadInput};
use crate::accessibility::color::Color;
use crate::accessibility::repair::{nearest, text_on};
use crate::finding::{DraftEdit, FixDraft, Safety};
use crate::json::OffsetMap;
use crate::sanitize;
use crate::view::{Scheme, surface};

/// Writes the nearest readable colour in place of one that is not, or the colour that is missing beside it.
pub(super) fn repair(input: PayloadInput<'_, '_>, fault: &Fault<'_>) -> Option<FixDraft> {
    let contrast = fault.contrast.filter(|_| fault.rule == "contrast/text")?;
    let tree = input.tree;
    let node = tree.at(input.payload, fault.place)?;
    let text = tree.text(node)?;
    let literal = tree.origin(node).source_span()?;
    let declared = |property, color| {
        let mut values = sanitize::declared_values(text, property);
        values.retain(|range| read(&text[range.clone()]) == Some(color));
        values
    };
    let (foreground, background) = (contrast.foreground, contrast.background);
    let words = declared("color", foreground);
    let grounds = declared("background-color", background);
    let is_on_card = grounds.is_empty() && background == surface(Scheme::Light);
    let (places, color, behind) = if words.is_empty() {
        (grounds, None, Pair::Word(text_on(&[background])))
    } else {
        let color = nearest(foreground, &[background], contrast.threshold)?.color;
        let pair = if is_on_card {
            Pair::Ground(background)
        } else {
            Pair::Whole
        };
        (words, Some(color), pair)
    };
    let map = OffsetMap::new(tree.source(), literal);
    let edits: Vec<DraftEdit> = places
        .into_iter()
        .map(|range| {
            let written = &text[range.clone()];
            let color = color.map_or_else(|| written.to_owned(), |color| color.to_string());
            DraftEdit {
                span: map.source_span(range),
                text: match behind {
                    Pair::Whole => color,
                    Pair::Ground(ground) => format!("{color}; background-color: {ground}"),
                    Pair::Word(word) => format!("{color}; color: {word}"),
                },
            }
        })
        .collect();
    let color = color.unwrap_or(foreground);
    let description = match behind {
        Pair::Whole => format!("Write the text in {color}, which can be read on {background}."),
        Pair::Ground(ground) => format!("Write the text in {color} on {ground}."),
        Pair::Word(word) => format!("Write the text in {word}, which can be read on {background}."),
    };
    (!edits.is_empty()).then_some(FixDraft {
        safety: Safety::Unsafe,
        description,
        edits,
    })
}

/// What the card's author does.
pub(super) fn advice(fault: &Fault<'_>) -> Option<&'static str> {
    let is_button = fault.place.as_str().contains("/buttons/");
    match fault.rule {
        "name/button" | "name/link" if is_button => Some("Give the button a \"label\"."),
        "name/heading" => Some("Give the header a text, or remove it."),
        _ => None,
    }
}

/// What a declared colour lacks beside it.
#[derive(Debug, Clone, Copy)]
enum Pair {
    Whole,
    /// The background of text.
    Ground(Color),
    /// The text on a background.
    Word(Color),
}

/// A colour by its digits or its name.
fn read(text: &str) -> Option<Color> {
    let (red, green, blue) = match text.strip_prefix('#') {
        Some(digits) => {
            let (red, green, blue, alpha) = parse_hash_color(digits.as_bytes()).ok()?;
            if alpha < 1.0 {
                return None;
            }
            (red, green, blue)
        }
        None => parse_named_color(text).ok()?,
    };
    Some(Color::new(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::super::super::definition::Contrast;
    use super::*;
    use crate::accessibility::contrast::Threshold;
    use crate::finding::edited;
    use crate::json::Pointer;
    use crate::kinds::Kind;
    use crate::{Options, Policy};

    #[test]
    fn only_the_color_that_cannot_be_read_is_written_anew() {
        let policy = Policy::default();
        let options = Options {
            kind: Some(Kind::RichCard),
            ..Options::new(&policy)
        };
        for (color, mends) in [
            ("#999", true),
            ("#999999", true),
            ("pink", false),
            ("#777777", false),
        ] {
            let text = format!(
                r#"{{"components": [{{"type": "body", "text": "\u00e9 <span style=\"font-weight: bold; color: {color}\">a</span>"}}]}}"#
            );
            let (tree, kind, payload) =
                crate::check::read_payload(&text, options).expect("a payload");
            let input = PayloadInput {
                tree: &tree,
                payload,
                spec: None,
                policy: &policy,
            };
            let fault = Fault {
                rule: "contrast/text",
                place: &Pointer::from("/components/0/text"),
                contrast: Some(Contrast {
                    foreground: Color::new(0x99, 0x99, 0x99),
                    background: Color::WHITE,
                    threshold: Threshold::TEXT,
                }),
            };
            let fix = kind.definition().repair(input, &fault);
            assert_eq!(fix.is_some(), mends, "{color}");
            if let Some(fix) = fix {
                let mended = edited(&text, &fix.edits).expect("edits of the text");
                assert_eq!(
                    mended,
                    text.replace(color, "#767676; background-color: #ffffff")
                );
            }
        }
    }
}
