//! What can get the focus with the Tab key. Shared by the rules about focus.

use crate::accessibility::Context;
use crate::dom::{Document, NodeId};

/// Whether each node stands in the order of the Tab key.
pub(super) fn tab_order(context: &Context<'_>) -> Vec<bool> {
    let document = context.document();
    let mut order = vec![false; document.len()];
    // What is around switches off all it holds, or all controls in it.
    let mut inert = vec![false; document.len()];
    let mut disabled = vec![false; document.len()];
    for id in document.descendants(Document::ROOT) {
        let around = document.parent(id).map_or(0, NodeId::index);
        inert[id.index()] = inert[around] || document.attribute(id, "inert").is_some();
        let fieldset = document.html_name(id) == Some("fieldset");
        let own = document.attribute(id, "disabled").is_some();
        disabled[id.index()] = disabled[around] || fieldset && own;
        let control = matches!(
            document.html_name(id),
            Some("button" | "input" | "select" | "textarea")
        );
        let off = inert[id.index()] || control && (own || disabled[id.index()]);
        order[id.index()] = !off && context.styles().is_visible(id) && takes_focus(document, id);
    }
    order
}

/// Whether an element that is seen and not switched off can get the focus with the Tab key.
fn takes_focus(document: &Document, id: NodeId) -> bool {
    let attribute = |name: &str| document.attribute(id, name);
    let index: Option<i64> = attribute("tabindex").and_then(|value| value.trim().parse().ok());
    if let Some(index) = index {
        return index >= 0;
    }
    match document.html_name(id) {
        Some("a" | "area") => attribute("href").is_some(),
        Some("button" | "select" | "textarea" | "iframe") => true,
        Some("input") => !attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")),
        Some("summary") => {
            let parent = document.parent(id);
            parent.is_some_and(|parent| document.html_name(parent) == Some("details"))
        }
        Some("audio" | "video") => attribute("controls").is_some(),
        _ => attribute("contenteditable").is_some_and(|value| {
            !value.eq_ignore_ascii_case("false") && !value.eq_ignore_ascii_case("inherit")
        }),
    }
}
