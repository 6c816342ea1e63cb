//! What describes an element: `aria-describedby`, `aria-description`, or what HTML and SVG have that does not name it.

use super::{Computation, flat};
use crate::accessibility::Context;
use crate::dom::{Namespace, NodeId};

/// The accessible description of an element; empty where there is none.
pub(in crate::accessibility) fn description(context: &Context<'_>, id: NodeId) -> String {
    let document = context.document();
    let references = context.references(id, "aria-describedby");
    if !references.is_empty() {
        let mut computation = Computation::new(context);
        let text = computation.referenced(&references).unwrap_or_default();
        return computation.finish(&text);
    }
    let attribute = |name: &str| flat(document.attribute(id, name)?);
    if let Some(text) = attribute("aria-description") {
        return text;
    }
    let is_new = |text: &String| text != context.name(id);
    native(context, id)
        .filter(is_new)
        .or_else(|| attribute("title").filter(is_new))
        .unwrap_or_default()
}

/// What HTML and SVG have for a description: what would be the name, where another name wins, such as the value on a button
/// that a label names or the caption of a table that an attribute names; the summary of a table; the `desc` of a graphic.
fn native(context: &Context<'_>, id: NodeId) -> Option<String> {
    let document = context.document();
    let element = document.element(id)?;
    let is_named = ["aria-label", "aria-labelledby"]
        .iter()
        .any(|name| element.attribute(name).is_some());
    match (element.namespace, element.name.as_str()) {
        (Namespace::Html, "input") => {
            let kind = element.attribute("type")?;
            ["button", "reset", "submit"]
                .iter()
                .any(|other| kind.eq_ignore_ascii_case(other))
                .then(|| flat(element.attribute("value")?))?
        }
        (Namespace::Html, "table") => {
            let caption = is_named.then(|| {
                let mut computation = Computation::new(context);
                let caption = computation.part(id, "caption").unwrap_or_default();
                computation.finish(&caption)
            });
            let caption = caption.filter(|text| !text.is_empty() && text != context.name(id));
            caption.or_else(|| flat(element.attribute("summary")?))
        }
        (Namespace::Html, "summary") if is_named && context.is_summary(id) => {
            let mut computation = Computation::new(context);
            computation.visited.push(id);
            let text = computation.content(id);
            Some(computation.finish(&text)).filter(|text| !text.is_empty())
        }
        (Namespace::Svg, _) => {
            let part = |name: &str| {
                let mut parts = document.children(id).iter().filter(|child| {
                    document.element(**child).is_some_and(|child| {
                        child.namespace == Namespace::Svg && child.name == name
                    })
                });
                flat(&document.text_content(*parts.next()?))
            };
            part("desc").or_else(|| part("title"))
        }
        _ => None,
    }
}
