//! Text of the closed list of HTML elements: read as a browser reads it, then drawn element by element. What is not on the
//! list is not drawn, so nothing has to be cleaned away first.

use super::Pen;
use crate::dom::{Document, NodeId};
use crate::sanitize::{self, ALLOWED_ELEMENTS};

/// What may stand where a text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Paragraphs and words.
    Blocks,
    /// Words only, as in a heading.
    Words,
}

/// Elements that keep a style.
const STYLED: &[&str] = &["span", "div"];

/// Draws a text inside `parent`.
pub(crate) fn draw(pen: &mut Pen, parent: NodeId, text: &str, content: Content) {
    if !text.contains(['<', '&']) {
        pen.text(parent, text);
        return;
    }
    let read = Document::from_html_fragment(text);
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
        let name = read.html_name(id);
        // Scripts, styles and what is no HTML go with all they hold, as the cleaner has it.
        if read.element(id).is_some() && name.is_none_or(sanitize::goes_with_content) {
            continue;
        }
        let into = match name.filter(|name| ALLOWED_ELEMENTS.contains(name)) {
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
    let keeps_style = STYLED.contains(&name);
    let (name, class) = match (name, content) {
        ("p", Content::Blocks) => ("p", "text"),
        ("p" | "div", Content::Words) => ("span", ""),
        (name, _) => (name, ""),
    };
    let drawn = pen.add(parent, name, class);
    if let Some(style) = read.attribute(id, "style").filter(|_| keeps_style) {
        let style = sanitize::allowed_declarations(style);
        if !style.is_empty() {
            pen.set(drawn, "style", &style);
        }
    }
    drawn
}
