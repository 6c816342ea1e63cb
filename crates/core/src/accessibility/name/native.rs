//! What HTML and SVG give an element for a name (HTML-AAM section 4.1, SVG-AAM section 5.1).

use super::{Computation, Out, Way, flat, is_hidden};
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
        match element.name.as_str() {
            "input" => self.input(id, element),
            "select" => self.labels(id).or_else(|| self.first_of(id, &["title"])),
            "textarea" => self
                .labels(id)
                .or_else(|| self.first_of(id, &["title", "placeholder", "aria-placeholder"])),
            "button" | "meter" | "output" | "progress" => self.labels(id),
            // An image that says that it has nothing to say has no other name; its title describes it.
            "img" if element.attribute("alt").is_some() => {
                Some(self.attribute(id, "alt").unwrap_or_default())
            }
            "area" => self.attribute(id, "alt"),
            "fieldset" => self.part(id, "legend"),
            "table" => self
                .part(id, "caption")
                .or_else(|| self.attribute(id, "summary")),
            "optgroup" | "option" => self.attribute(id, "label"),
            "abbr" if way == Way::Asked && self.context.role(id) == Role::Abbreviation => {
                self.attribute(id, "title")
            }
            _ if matches!(self.context.role(id), Role::TextBox | Role::SearchBox) => {
                self.first_of(id, &["title", "aria-placeholder"])
            }
            _ => None,
        }
    }

    fn input(&mut self, id: NodeId, element: &Element) -> Option<String> {
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
            "button" => self.attribute(id, "value"),
            "submit" => self
                .attribute(id, "value")
                .or_else(|| or_default(element, "Submit")),
            "reset" => self
                .attribute(id, "value")
                .or_else(|| or_default(element, "Reset")),
            "image" => self
                .first_of(id, &["alt", "value", "title"])
                .or_else(|| Some("Submit".to_owned())),
            kind if WITHOUT_PLACEHOLDER.contains(&kind) => self.attribute(id, "title"),
            _ => self.first_of(id, &["title", "placeholder", "aria-placeholder"]),
        }
    }

    /// The text of the first of some attributes that has some.
    fn first_of(&mut self, id: NodeId, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.attribute(id, name))
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
            self.labelled.push(id);
            out.apart(&self.of(*label, Way::Referenced));
            self.labelled.pop();
            self.counts_hidden = was;
        }
        out.text()
    }

    /// The text of the part of an element that names it, such as the legend of a fieldset.
    pub(super) fn part(&mut self, id: NodeId, name: &str) -> Option<String> {
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
        let mut titles = document.children(id).iter().filter(|child| {
            document
                .element(**child)
                .is_some_and(|child| child.namespace == Namespace::Svg && child.name == "title")
        });
        let title = titles.find_map(|title| self.written(*title));
        if title.is_some() || element.name != "a" {
            return title;
        }
        self.attribute(id, "xlink:title")
    }
}

/// What browsers write on buttons that have no text of their own.
fn or_default(element: &Element, text: &str) -> Option<String> {
    element
        .attribute("value")
        .is_none()
        .then(|| text.to_owned())
}
