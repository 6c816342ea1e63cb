//! Text of the closed list of HTML elements: cleaned first, then drawn element by element.

use super::Pen;
use crate::dom::{Document, NodeId};
use crate::policy::Policy;
use crate::sanitize::{self, ALLOWED_ELEMENTS};
use crate::shape::TextMode;

/// What may stand where a text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Paragraphs and words.
    Blocks,
    /// Words only, as in a heading.
    Words,
}

/// Draws a text inside `parent`.
pub(crate) fn draw(pen: &mut Pen, parent: NodeId, text: &str, content: Content, policy: &Policy) {
    if !text.contains(['<', '&']) {
        pen.text(parent, text);
        return;
    }
    let cleaned = sanitize::clean(text, TextMode::Html, policy);
    let read = Document::from_html_fragment(&cleaned.text);
    // What is still to be drawn, with the element to draw it in.
    let mut open: Vec<(NodeId, NodeId)> = Vec::new();
    let inside = |id: NodeId, into: NodeId, open: &mut Vec<(NodeId, NodeId)>| {
        open.extend(read.children(id).iter().rev().map(|child| (*child, into)));
    };
    inside(Document::ROOT, parent, &mut open);
    while let Some((id, into)) = open.pop() {
        if let Some(text) = read.text(id) {
            pen.text(into, text);
            continue;
        }
        let into = match read
            .html_name(id)
            .filter(|name| ALLOWED_ELEMENTS.contains(name))
        {
            Some(_) if pen.is_full() => into,
            Some(name) => element(pen, &read, id, name, into, content),
            None => into,
        };
        inside(id, into, &mut open);
    }
}

fn element(
    pen: &mut Pen,
    read: &Document,
    id: NodeId,
    name: &str,
    parent: NodeId,
    content: Content,
) -> NodeId {
    let (name, class) = match (name, content) {
        ("p", Content::Blocks) => ("p", "text"),
        ("p" | "div", Content::Words) => ("span", ""),
        (name, _) => (name, ""),
    };
    let drawn = pen.add(parent, name, class);
    if let Some(style) = read.attribute(id, "style") {
        pen.set(drawn, "style", style);
    }
    drawn
}
