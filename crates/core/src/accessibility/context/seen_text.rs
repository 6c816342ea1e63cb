//! The text that people see, and what of it is exempt because a control cannot be used. Shared by the rules about text.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::accessibility::Context;
use crate::dom::{Document, Namespace, NodeId};

/// An element with text of its own.
#[derive(Debug, Clone)]
pub(crate) struct SeenText<'d> {
    /// The element.
    pub(crate) element: NodeId,
    /// Its own text, without what its children hold.
    pub(crate) text: Cow<'d, str>,
    /// Whether it is seen for sure.
    pub(crate) certain: bool,
    /// Whether assistive technology is not told of it.
    pub(crate) hidden_from_tools: bool,
}

/// Elements of which the text is not drawn as text of the page.
const NOT_TEXT: [&str; 8] = [
    "script", "style", "template", "textarea", "option", "select", "title", "noscript",
];

/// The elements with text of their own that somebody may see, in the order of the document.
pub(super) fn seen_text<'d>(context: &Context<'d>) -> Vec<SeenText<'d>> {
    let document = context.document();
    let mut hidden = vec![false; document.len()];
    let mut found = Vec::new();
    for id in context.order().iter().copied() {
        let around = document
            .parent(id)
            .is_some_and(|parent| hidden[parent.index()]);
        hidden[id.index()] = around || document.attribute(id, "aria-hidden") == Some("true");
        let Some(element) = document.element(id) else {
            continue;
        };
        if element.namespace != Namespace::Html || NOT_TEXT.contains(&element.name.as_str()) {
            continue;
        }
        let mut text = Cow::Borrowed("");
        let mut certain = true;
        for child in document.children(id) {
            let Some(part) = document.text(*child) else {
                continue;
            };
            match context.styles().is_seen(*child) {
                Some(false) => continue,
                Some(true) => {}
                None => certain = false,
            }
            if text.is_empty() {
                text = Cow::Borrowed(part);
            } else {
                text.to_mut().push_str(part);
            }
        }
        if !text.trim().is_empty() {
            let hidden_from_tools = hidden[id.index()];
            found.push(SeenText {
                element: id,
                text,
                certain,
                hidden_from_tools,
            });
        }
    }
    found
}

/// Whether a text says something in a language, as far as characters tell: it has a letter or a digit.
pub(crate) fn is_language(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether a text is a single letter, which may be a sign ("X" on a button that closes) and no word. One character of a
/// script that writes words or syllables with one is not.
pub(crate) fn may_be_sign(text: &str) -> bool {
    const FIRST_OF_EAST_ASIA: char = '\u{2e80}';
    let mut seen = text.chars().filter(|other| !other.is_whitespace());
    match (seen.next(), seen.next()) {
        (Some(only), None) => only < FIRST_OF_EAST_ASIA,
        _ => false,
    }
}

/// What is exempt, by node: controls and groups that are disabled, with all they hold, and what names them.
pub(super) fn disabled(context: &Context<'_>) -> Vec<bool> {
    let document = context.document();
    let order = context.order();
    let mut disabled = vec![false; document.len()];
    let spread = |disabled: &mut Vec<bool>| {
        for id in order {
            if document
                .parent(*id)
                .is_some_and(|parent| disabled[parent.index()])
            {
                disabled[id.index()] = true;
            }
        }
    };
    for id in context.telling() {
        disabled[id.index()] = is_disabled_itself(document, *id);
    }
    if !disabled.contains(&true) {
        return disabled;
    }
    spread(&mut disabled);
    let names = names_of_disabled(context, order, &disabled);
    for id in names {
        disabled[id.index()] = true;
    }
    spread(&mut disabled);
    disabled
}

fn is_disabled_itself(document: &Document, id: NodeId) -> bool {
    let native = matches!(
        document.html_name(id),
        Some("button" | "input" | "select" | "textarea" | "fieldset" | "optgroup" | "option")
    );
    native && document.attribute(id, "disabled").is_some()
        || document
            .attribute(id, "aria-disabled")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// What labels controls that are disabled.
fn names_of_disabled(
    context: &Context<'_>,
    order: &[NodeId],
    disabled: &[bool],
) -> HashSet<NodeId> {
    let document = context.document();
    let mut names = HashSet::new();
    // The label around each control that comes first in it.
    let mut label_around: Vec<Option<NodeId>> = vec![None; document.len()];
    for id in order {
        let around = document
            .parent(*id)
            .and_then(|parent| label_around[parent.index()]);
        let is_label = document.html_name(*id) == Some("label");
        label_around[id.index()] = if is_label { Some(*id) } else { around };
        if is_label {
            if let Some(control) = document
                .attribute(*id, "for")
                .and_then(|target| context.by_id(target))
                && disabled[control.index()]
            {
                names.insert(*id);
            }
        } else if disabled[id.index()] && is_labelable(document, *id) {
            names.extend(around.filter(|label| document.attribute(*label, "for").is_none()));
        }
        if disabled[id.index()] && document.attribute(*id, "aria-labelledby").is_some() {
            names.extend(context.references(*id, "aria-labelledby"));
        }
    }
    names
}

fn is_labelable(document: &Document, id: NodeId) -> bool {
    match document.html_name(id) {
        Some("input") => document.attribute(id, "type") != Some("hidden"),
        Some("button" | "meter" | "output" | "progress" | "select" | "textarea") => true,
        _ => false,
    }
}
