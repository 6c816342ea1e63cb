//! A document as HTML, by the HTML standard's algorithm for serialising fragments.

use super::node::{Content, Element, Namespace};
use super::{Document, NodeId};

/// Elements that hold nothing and have no end tag.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr",
];
/// Elements whose text is no HTML.
const RAW_TEXT: &[&str] = &[
    "style",
    "script",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
];

/// Whether elements are written with their numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    None,
    OfElements,
}

enum Step {
    Open(NodeId),
    Close(NodeId),
}

/// What a node holds.
pub(super) fn children(document: &Document, id: NodeId) -> String {
    let inside = document.children(id).iter().rev();
    let steps = inside.map(|child| Step::Open(*child)).collect();
    write(document, steps, Numbers::None)
}

/// A node and what it holds.
pub(super) fn node(document: &Document, id: NodeId) -> String {
    write(document, vec![Step::Open(id)], Numbers::None)
}

/// A node and what it holds, every element with its number.
pub(super) fn numbered_node(document: &Document, id: NodeId) -> String {
    write(document, vec![Step::Open(id)], Numbers::OfElements)
}

fn write(document: &Document, mut steps: Vec<Step>, numbers: Numbers) -> String {
    let mut out = String::new();
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(id) => {
                if let Some(element) = document.element(id) {
                    out.extend(["</", &element.name, ">"]);
                }
            }
            Step::Open(id) => open(document, id, numbers, &mut out, &mut steps),
        }
    }
    out
}

fn open(
    document: &Document,
    id: NodeId,
    numbers: Numbers,
    out: &mut String,
    steps: &mut Vec<Step>,
) {
    match &document.node(id).content {
        Content::Document => {}
        Content::Doctype(name) => out.extend(["<!DOCTYPE ", name, ">"]),
        Content::Comment(text) => out.extend(["<!--", text, "-->"]),
        Content::Text(text) => {
            let parent = document.parent(id).and_then(|id| document.html_name(id));
            if parent.is_some_and(|name| RAW_TEXT.contains(&name)) {
                out.push_str(text);
            } else {
                escape(text, false, out);
            }
        }
        Content::Element(element) => {
            let number = (numbers == Numbers::OfElements).then(|| id.index());
            start_tag(element, number, out);
            if element.namespace == Namespace::Html && VOID.contains(&element.name.as_str()) {
                return;
            }
            steps.push(Step::Close(id));
        }
    }
    steps.extend(
        document
            .children(id)
            .iter()
            .rev()
            .map(|child| Step::Open(*child)),
    );
}

/// The start tag of an element, with its number where there is one.
pub(super) fn start_tag(element: &Element, number: Option<usize>, out: &mut String) {
    out.extend(["<", &element.name]);
    if let Some(number) = number {
        out.extend([" data-node-id=\"", &number.to_string(), "\""]);
    }
    for (name, value) in element.attributes() {
        out.extend([" ", name, "=\""]);
        escape(value, true, out);
        out.push('"');
    }
    out.push('>');
}

/// Escapes a text. Browsers escape angle brackets in attributes too since 2025, so that what is read twice in different
/// ways means the same both times.
fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}
