//! A payload's own colours in dark surroundings.
//!
//! The colours of a view can be read in both schemes, whatever its brand. Those that a payload sets itself may be readable in
//! light surroundings only: dark words without a background of their own, or a light background under words that turn light.
//! So what sets a colour is judged once more, without the rest; a payload without such colours costs nothing.
//!
//! Whether a guest's messenger is ever dark, nobody here knows. What fails in dark surroundings alone is therefore for a
//! person to look at. What fails in both is one finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::accessibility::Context;
use crate::accessibility::check::{Checked, Data, Verdict};
use crate::accessibility::color::Color;
use crate::dom::{Document, NodeId};
use crate::finding::Outcome;
use crate::view::{Scheme, View};

/// The rule that is judged again: nothing but words has a payload's own colours.
pub(super) const RULE: &str = "contrast/text";

const HELP: &str =
    "Set color and background-color together, so that neither is left to the messenger.";

/// Adds what the check says of a view in dark surroundings and did not say in light ones.
pub(super) fn judge(view: &View, checked: &mut Checked) {
    let document = view.document();
    let own = own_colours(document);
    if !own.contains(&Part::Whole) {
        return;
    }
    let (part, nodes) = part(view, &own);
    let light: BTreeMap<NodeId, usize> = checked
        .told
        .iter()
        .enumerate()
        .map(|(index, verdict)| (verdict.node, index))
        .collect();
    // The same two colours at one place are one mistake, however often they are met there.
    let mut met = BTreeSet::new();
    for mut verdict in checked.check.run(&Context::of(&part).without_advice()).told {
        verdict.node = nodes[verdict.node.index()];
        if let Some(known) = light.get(&verdict.node) {
            add_ratio(&mut checked.told[*known], &verdict);
            continue;
        }
        let seen = (document.origin(verdict.node).cloned(), colors(&verdict));
        if met.insert(seen) {
            checked.told.push(in_dark(verdict));
        }
    }
}

/// What has to be drawn of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    /// Itself, for what it holds.
    Frame,
    /// Itself and all it holds.
    Whole,
}

/// The nodes that set a colour, with what is around and inside them.
fn own_colours(document: &Document) -> Vec<Part> {
    let mut parts = vec![Part::Nothing; document.len()];
    for id in document.descendants(Document::ROOT) {
        let inside = document
            .parent(id)
            .is_some_and(|parent| parts[parent.index()] == Part::Whole);
        let sets = || {
            document
                .attribute(id, "style")
                .is_some_and(|style| style.contains("color"))
        };
        if inside {
            parts[id.index()] = Part::Whole;
        } else if sets() {
            parts[id.index()] = Part::Whole;
            for around in document.ancestors(id) {
                if parts[around.index()] != Part::Nothing {
                    break;
                }
                parts[around.index()] = Part::Frame;
            }
        }
    }
    parts
}

/// A document of these parts in dark colours; and of each of its nodes, the node it stands for.
fn part(view: &View, parts: &[Part]) -> (Document, Vec<NodeId>) {
    let document = view.document();
    let mut made = Document::new();
    view.add_sheet_to(&mut made, Scheme::Dark);
    let mut nodes = vec![Document::ROOT; made.len()];
    let mut drawn = vec![Document::ROOT; document.len()];
    for id in document.descendants(Document::ROOT) {
        let parent = document.parent(id).unwrap_or(Document::ROOT);
        let into = drawn[parent.index()];
        match (parts[id.index()], document.element(id)) {
            (Part::Nothing, _) => continue,
            (_, Some(element)) => {
                let copy = made.add_element(into, &element.name);
                for (name, value) in element.attributes() {
                    made.set_attribute(copy, name, value);
                }
                drawn[id.index()] = copy;
            }
            (_, None) => made.add_text(into, document.text(id).unwrap_or_default()),
        }
        nodes.resize(made.len(), id);
    }
    (made, nodes)
}

fn colors(verdict: &Verdict) -> Option<(Color, Color)> {
    match verdict.data {
        Some(Data::Contrast {
            foreground,
            background,
            ..
        }) => Some((foreground, background)),
        _ => None,
    }
}

/// Says of a finding in light surroundings what it is in dark ones, where that differs.
fn add_ratio(light: &mut Verdict, dark: &Verdict) {
    if let Some(Data::Contrast { ratio, .. }) = dark.data
        && colors(light) != colors(dark)
    {
        let ratio = (ratio * 100.0).floor() / 100.0;
        // Writing to a String cannot fail.
        let _ = write!(light.message, " In dark surroundings it is {ratio:.2}:1.");
    }
}

fn in_dark(verdict: Verdict) -> Verdict {
    let message = match &verdict.data {
        Some(Data::Contrast { ratio, needed, .. }) => format!(
            "In dark surroundings the text has a contrast of {:.2}:1 with what is behind it, and needs {needed}:1.",
            (ratio * 100.0).floor() / 100.0
        ),
        _ => "In dark surroundings the text has the colour of what is behind it, so nobody can see it."
            .to_owned(),
    };
    Verdict {
        outcome: Outcome::Review,
        message,
        help: HELP.into(),
        ..verdict
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::finding::{Outcome, Safety};
    use crate::{Options, Policy, check, fix};

    fn card(body: &str) -> String {
        json!({"kind": "rich-card", "id": "a", "target": {"conversationId": "c"}, "payload": {
            "messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
            "templateMatrix": {"templateId": "t", "layoutEngine": "flexbox", "version": "2.1",
                "fallbackBehavior": "textOnly"},
            "components": [{"type": "body", "text": body, "markdown": false}]}})
        .to_string()
    }

    /// What is said of the colours of a text, a line for each finding.
    fn told(body: &str) -> Vec<String> {
        let policy = Policy::default();
        let checked = check(&card(body), Options::new(&policy));
        let findings = &checked.report().findings;
        findings
            .iter()
            .map(|finding| {
                assert_eq!(finding.rule, super::RULE, "{finding:?}");
                let sure = if finding.outcome == Outcome::Fail {
                    "fails"
                } else {
                    "review"
                };
                format!("{sure}: {}", finding.message)
            })
            .collect()
    }

    #[test]
    fn own_colors_are_judged_in_both_schemes() {
        const DARK: &str = "In dark surroundings the text has a contrast of";
        for (what, body, expected) in [
            (
                "no colour of its own",
                "<span style='font-weight: bold'>a</span>",
                &[][..],
            ),
            (
                "text that is dark in both",
                "<span style='color: #0056B3'>words</span>",
                &[
                    "review: In dark surroundings the text has a contrast of 2.35:1 with what is behind it, and needs 4.5:1.",
                ],
            ),
            (
                "text that is light in both",
                "<span style='color: #ffd600'>words</span>",
                &[
                    "fails: The text has a contrast of 1.41:1 with what is behind it, and needs 4.5:1.",
                ],
            ),
            (
                "text in between",
                "<span style='color: #7a7a7a'>words</span>",
                &[
                    "fails: The text has a contrast of 4.29:1 with what is behind it, and needs 4.5:1. In dark surroundings it is 3.85:1.",
                ],
            ),
            (
                "a light background under text that turns light",
                "<div style='background-color: #fff3cd'>words</div>",
                &[
                    "review: In dark surroundings the text has a contrast of 1.03:1 with what is behind it, and needs 4.5:1.",
                ],
            ),
            (
                "a colour and its background",
                "<div style='background-color: #fff3cd; color: #664d03'>words <span>and more</span></div>",
                &[],
            ),
            (
                "a wrong pair is one finding",
                "<div style='background-color: #fff3cd; color: #ffd600'>words</div>",
                &[
                    "fails: The text has a contrast of 1.27:1 with what is behind it, and needs 4.5:1.",
                ],
            ),
            (
                "words that vanish in the dark",
                "<span style='color: #1a1f26'>words</span>",
                &[
                    "review: In dark surroundings the text has the colour of what is behind it, so nobody can see it.",
                ],
            ),
        ] {
            assert_eq!(told(body), expected, "{what}");
        }
        let many = "<span style='color: #0056B3'>words</span> ".repeat(40);
        let told = told(&many);
        assert_eq!(told.len(), 1, "the same two colours in one text: {told:?}");
        assert!(told[0].contains(DARK));
    }

    #[test]
    fn a_repair_holds_in_both_schemes() {
        let policy = Policy::default();
        for (style, after) in [
            (
                "color: #7a7a7a",
                "color: #767676; background-color: #ffffff",
            ),
            (
                "background-color: #332211",
                "background-color: #332211; color: #ffffff",
            ),
            (
                "color: #999; background-color: #ffffff",
                "color: #767676; background-color: #ffffff",
            ),
        ] {
            let text = card(&format!("<div style='{style}'>words <u>and more</u></div>"));
            let fixed = fix(&text, Options::new(&policy), Safety::Unsafe);
            assert_eq!(fixed.text(), text.replace(style, after));
            assert_eq!(fixed.checked().report().findings, []);
        }
    }
}
