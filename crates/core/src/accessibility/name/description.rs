//! What describes an element: `aria-describedby`, `aria-description`, or what HTML and SVG have that does not name it.

use super::{Computation, flat, tooltip};
use crate::accessibility::Context;
use crate::dom::{Namespace, NodeId};

/// The accessible description of an element; empty where there is none.
pub(in crate::accessibility) fn description(context: &Context<'_>, id: NodeId) -> String {
    let document = context.document();
    let references = context.references(id, "aria-describedby");
    if !references.is_empty() {
        let mut computation = Computation::new(context);
        let text = computation.referenced(&references);
        computation.finish();
        return text.unwrap_or_default();
    }
    let attribute = |name: &str| flat(document.attribute(id, name)?);
    if let Some(text) = attribute("aria-description") {
        return text;
    }
    let is_new = |text: &String| text != context.name(id);
    native(context, id)
        .filter(is_new)
        .or_else(|| tooltip(context, id).filter(is_new))
        .unwrap_or_default()
}

/// What HTML and SVG have for a description: the value on a button that a label names, the summary of a table that a
/// caption names, the `desc` of a graphic.
fn native(context: &Context<'_>, id: NodeId) -> Option<String> {
    let document = context.document();
    let element = document.element(id)?;
    match (element.namespace, element.name.as_str()) {
        (Namespace::Html, "input") => {
            let kind = element.attribute("type")?;
            ["button", "reset", "submit"]
                .iter()
                .any(|other| kind.eq_ignore_ascii_case(other))
                .then(|| flat(element.attribute("value")?))?
        }
        (Namespace::Html, "table") => flat(element.attribute("summary")?),
        (Namespace::Svg, _) => {
            let desc = document.children(id).iter().find(|child| {
                document
                    .element(**child)
                    .is_some_and(|child| child.namespace == Namespace::Svg && child.name == "desc")
            })?;
            flat(&document.text_content(*desc))
        }
        _ => None,
    }
}
