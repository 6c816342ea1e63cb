//! Colours of a card's text that cannot be read.

use cssparser::color::{parse_hash_color, parse_named_color};

use super::super::definition::{Fault, PayloadInput};
use crate::accessibility::color::Color;
use crate::accessibility::repair::nearest;
use crate::finding::{DraftEdit, FixDraft, Safety};
use crate::json::OffsetMap;
use crate::sanitize;

/// Writes the nearest readable colour in place of one that is not.
pub(super) fn repair(input: PayloadInput<'_, '_>, fault: &Fault<'_>) -> Option<FixDraft> {
    let contrast = fault.contrast.filter(|_| fault.rule == "contrast/text")?;
    let tree = input.tree;
    let node = tree.at(input.payload, fault.place)?;
    let text = tree.text(node)?;
    let literal = tree.origin(node).source_span()?;
    let color = nearest(
        contrast.foreground,
        &[contrast.background],
        contrast.threshold,
    )?
    .color;
    let map = OffsetMap::new(tree.source(), literal);
    let edits: Vec<DraftEdit> = sanitize::declared_values(text, "color")
        .into_iter()
        .filter(|range| read(&text[range.clone()]) == Some(contrast.foreground))
        .map(|range| DraftEdit {
            span: map.source_span(range),
            text: color.to_string(),
        })
        .collect();
    (!edits.is_empty()).then(|| FixDraft {
        safety: Safety::Unsafe,
        description: format!(
            "Write the text in {color}, which can be read on {}.",
            contrast.background
        ),
        edits,
    })
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
                assert_eq!(mended, text.replace(color, "#767676"));
            }
        }
    }
}
