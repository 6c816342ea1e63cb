//! What several rules ask of HTML.

use crate::accessibility::{Context, Role};
use crate::dom::{Content, Document, Namespace, NodeId};

/// Whether there is more than white space, as Unicode defines it.
pub(super) fn has_text(text: &str) -> bool {
    !text.trim().is_empty()
}

/// A text as messages quote it: on one line, and cut where it is long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut line = String::from("\"");
    let mut characters = text.trim().chars().peekable();
    for _ in 0..LONGEST {
        let Some(character) = characters.next() else {
            break;
        };
        if !character.is_whitespace() {
            line.push(character);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    if characters.peek().is_some() {
        line.push('…');
    }
    line.push('"');
    line
}

/// The value of an attribute, where it has text.
pub(super) fn text_attribute<'d>(
    document: &'d Document,
    id: NodeId,
    name: &str,
) -> Option<&'d str> {
    document.attribute(id, name).filter(|value| has_text(value))
}

/// Whether an attribute is `true`.
pub(super) fn is_true(document: &Document, id: NodeId, name: &str) -> bool {
    document
        .attribute(id, name)
        .is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}

/// The type of an `input`, in lower case; none of anything else.
pub(super) fn input_type(document: &Document, id: NodeId) -> Option<String> {
    let is_input = document.html_name(id) == Some("input");
    is_input.then(|| {
        let written = document.attribute(id, "type").unwrap_or("text");
        written.to_ascii_lowercase()
    })
}

/// Whether the element is an `input` of one of these types.
pub(super) fn is_input_of(document: &Document, id: NodeId, types: &[&str]) -> bool {
    input_type(document, id).is_some_and(|own| types.contains(&own.as_str()))
}

/// Whether the element is one of HTML's controls that people fill in.
pub(super) fn is_field(document: &Document, id: NodeId) -> bool {
    match document.html_name(id) {
        Some("select" | "textarea") => true,
        Some("input") => !is_input_of(
            document,
            id,
            &["hidden", "button", "submit", "reset", "image"],
        ),
        _ => false,
    }
}

/// The `html` element of a page. A drawing or a formula that is a document of its own is no page of HTML, though a parser
/// of HTML reads it as one.
pub(super) fn page(context: &Context<'_>) -> Option<NodeId> {
    let document = context.document();
    let of = |id: NodeId, name: &str| {
        let mut children = document.children(id).iter().copied();
        children.find(|id| document.html_name(*id) == Some(name))
    };
    let html = of(Document::ROOT, "html").filter(|_| document.is_page())?;
    let is_foreign = || {
        let has_doctype = document
            .children(Document::ROOT)
            .iter()
            .any(|id| matches!(document.node(*id).content, Content::Doctype(_)));
        let has_head = of(html, "head").is_some_and(|head| !document.children(head).is_empty());
        let body = of(html, "body").map_or(&[][..], |body| document.children(body));
        let mut shown = body.iter().filter(|id| {
            document.element(**id).is_some() || document.text(**id).is_some_and(has_text)
        });
        let only = shown.next().filter(|_| shown.next().is_none());
        let root = only.and_then(|id| document.element(*id));
        let has_attributes = document
            .element(html)
            .is_some_and(|html| html.attributes().next().is_some());
        !has_doctype
            && !has_head
            && !has_attributes
            && root.is_some_and(|root| root.namespace != Namespace::Html)
    };
    (!is_foreign()).then_some(html)
}

/// The role that an author gives to an element: the first that there is.
pub(super) fn explicit_role(document: &Document, id: NodeId) -> Option<Role> {
    document
        .attribute(id, "role")?
        .split_ascii_whitespace()
        .find_map(Role::concrete)
}
