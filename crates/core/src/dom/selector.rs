//! Selectors that find one element.

use super::{Document, NodeId};

/// The selector of an element; of anything else that of the element around it.
pub(super) fn of(document: &Document, id: NodeId) -> String {
    let element = |id: &NodeId| document.element(*id).is_some();
    let mut parts = Vec::new();
    for id in std::iter::once(id)
        .chain(document.ancestors(id))
        .filter(element)
    {
        if let Some(name) = document.attribute(id, "id")
            && is_plain(name)
            && is_only(document, name)
        {
            parts.push(format!("#{name}"));
            break;
        }
        parts.push(step(document, id));
    }
    parts.reverse();
    parts.join(" > ")
}

/// Whether an id can be written without escapes.
fn is_plain(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && id
            .chars()
            .all(|other| other.is_ascii_alphanumeric() || matches!(other, '-' | '_'))
}

fn is_only(document: &Document, name: &str) -> bool {
    document
        .elements()
        .filter(|id| document.attribute(*id, "id") == Some(name))
        .nth(1)
        .is_none()
}

/// An element among its siblings.
fn step(document: &Document, id: NodeId) -> String {
    let Some(element) = document.element(id) else {
        return String::new();
    };
    let siblings = document
        .parent(id)
        .map_or(&[][..], |parent| document.children(parent));
    let alike = |other: &&NodeId| {
        document
            .element(**other)
            .is_some_and(|other| other.name == element.name)
    };
    let place = siblings
        .iter()
        .filter(alike)
        .position(|other| *other == id)
        .unwrap_or_default();
    let many = siblings.iter().filter(alike).nth(1).is_some();
    if many {
        format!("{}:nth-of-type({})", element.name, place + 1)
    } else {
        element.name.clone()
    }
}
