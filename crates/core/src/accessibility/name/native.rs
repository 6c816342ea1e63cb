//! What HTML and SVG give an element for a name (HTML-AAM section 4.1, SVG-AAM section 5.1).

use super::{Computation, Out, Way, flat, is_hidden, tooltip};
use crate::accessibility::role::Role;
use crate::dom::{Element, Namespace, NodeId};

/// Types of `input` that have no placeholder (HTML, section 4.10.5); all others are for text, those that HTML does not know
/// too.
const WITHOUT_PLACEHOLDER: &[&str] = &[
    "button",
    "checkbox",
    "color",
    "date",
    "datetime-local",
    "file",
    "hidden",
    "image",
    "month",
    "radio",
    "range",
    "reset",
    "submit",
    "time",
    "week",
];

impl Computation<'_, '_> {
    /// What the language of the document has for the element's name.
    pub(super) fn native(&mut self, id: NodeId, way: Way) -> Option<String> {
        let element = self.context.document().element(id)?;
        match element.namespace {
            Namespace::Html => self.html(id, element, way),
            Namespace::Svg => self.svg(id, element),
            Namespace::MathMl => None,
        }
    }

    fn html(&mut self, id: NodeId, element: &Element, way: Way) -> Option<String> {
        let attribute = |name: &str| flat(element.attribute(name)?);
        match element.name.as_str() {
            "input" => self.input(id, element),
            "select" => self.labels(id).or_else(|| attribute("title")),
            "textarea" => self
                .labels(id)
                .or_else(|| attribute("title"))
                .or_else(|| attribute("placeholder"))
                .or_else(|| attribute("aria-placeholder")),
            "button" | "meter" | "output" | "progress" => self.labels(id),
            "img" | "area" => attribute("alt"),
            "fieldset" => self.part(id, "legend"),
            "table" => self.part(id, "caption").or_else(|| attribute("summary")),
            "optgroup" | "option" => attribute("label"),
            "abbr" if way == Way::Asked => tooltip(self.context, id),
            _ if self.context.role(id) == Role::TextBox
                || self.context.role(id) == Role::SearchBox =>
            {
                attribute("title").or_else(|| attribute("aria-placeholder"))
            }
            _ => None,
        }
    }

    fn input(&mut self, id: NodeId, element: &Element) -> Option<String> {
        let attribute = |name: &str| flat(element.attribute(name)?);
        let kind = element
            .attribute("type")
            .map(str::to_ascii_lowercase)
            .unwrap_or_default();
        if kind == "hidden" {
            return None;
        }
        let labels = self.labels(id);
        if labels.is_some() {
            return labels;
        }
        match kind.as_str() {
            "button" => attribute("value"),
            "submit" => attribute("value").or_else(|| or_default(element, "Submit")),
            "reset" => attribute("value").or_else(|| or_default(element, "Reset")),
            "image" => attribute("alt")
                .or_else(|| attribute("value"))
                .or_else(|| attribute("title"))
                .or_else(|| Some("Submit".to_owned())),
            _ => {
                let has_placeholder = !WITHOUT_PLACEHOLDER.contains(&kind.as_str());
                attribute("title")
                    .or_else(|| attribute("placeholder").filter(|_| has_placeholder))
                    .or_else(|| attribute("aria-placeholder").filter(|_| has_placeholder))
            }
        }
    }

    /// The texts of the labels of a field, as they stand in the document.
    fn labels(&mut self, id: NodeId) -> Option<String> {
        let context = self.context;
        let mut out = Out::default();
        for label in context.labels(id) {
            if self.visited.contains(label) || is_hidden(context, *label) {
                continue;
            }
            // The field is no part of its own label.
            self.visited.push(*label);
            let is_new = !self.visited.contains(&id);
            if is_new {
                self.visited.push(id);
            }
            let was = std::mem::replace(&mut self.counts_hidden, false);
            out.apart(&self.of(*label, Way::Referenced));
            self.counts_hidden = was;
        }
        out.text()
    }

    /// The text of the part of an element that names it, such as the legend of a fieldset.
    fn part(&mut self, id: NodeId, name: &str) -> Option<String> {
        let document = self.context.document();
        let part = document
            .children(id)
            .iter()
            .find(|child| document.html_name(**child) == Some(name))?;
        if self.visited.contains(part) || is_hidden(self.context, *part) {
            return None;
        }
        self.visited.push(*part);
        flat(&self.of(*part, Way::Referenced))
    }

    fn svg(&mut self, id: NodeId, element: &Element) -> Option<String> {
        let document = self.context.document();
        let title = document.children(id).iter().find_map(|child| {
            let is_title = document
                .element(*child)
                .is_some_and(|child| child.namespace == Namespace::Svg && child.name == "title");
            is_title.then(|| flat(&document.text_content(*child)))?
        });
        title.or_else(|| flat(element.attribute("xlink:title")?).filter(|_| element.name == "a"))
    }
}

/// What browsers write on buttons that have no text of their own.
fn or_default(element: &Element, text: &str) -> Option<String> {
    element
        .attribute("value")
        .is_none()
        .then(|| text.to_owned())
}
