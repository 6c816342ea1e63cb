//! States and properties: what HTML says of an element, else what ARIA says.

use super::Context;
use crate::accessibility::Role;
use crate::accessibility::attribute::Attribute;
use crate::accessibility::range::Range;
use crate::dom::{Element, NodeId};

/// The value of a state.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum StateValue {
    /// It is so, or not.
    Is(bool),
    /// A whole number.
    Number(i64),
    /// A word or a text.
    Text(String),
}

/// A state or property of an element.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its name: that of the ARIA attribute, without `aria-`.
    pub name: &'static str,
    /// Its value.
    pub value: StateValue,
}

/// Properties that are told as they are written, where the role supports them.
const WRITTEN: &[(Attribute, &str)] = &[
    (Attribute::AutoComplete, "autocomplete"),
    (Attribute::Current, "current"),
    (Attribute::HasPopup, "haspopup"),
    (Attribute::Invalid, "invalid"),
    (Attribute::Live, "live"),
    (Attribute::Orientation, "orientation"),
    (Attribute::Placeholder, "placeholder"),
    (Attribute::RoleDescription, "roledescription"),
    (Attribute::Sort, "sort"),
    (Attribute::ValueMax, "valuemax"),
    (Attribute::ValueMin, "valuemin"),
    (Attribute::ValueNow, "valuenow"),
    (Attribute::ValueText, "valuetext"),
];

/// Types of `input` that nobody can be required to fill in (HTML, section 4.10.5, the table of attributes).
const WITHOUT_REQUIRED: &[&str] = &[
    "button", "color", "hidden", "image", "range", "reset", "submit",
];

/// Types of `input` whose value can always be changed (HTML, section 4.10.5, the table of attributes).
const WITHOUT_READONLY: &[&str] = &[
    "button", "checkbox", "color", "file", "hidden", "image", "radio", "range", "reset", "submit",
];

impl Context<'_> {
    /// Whether a value is required of people.
    pub fn is_required(&self, id: NodeId) -> bool {
        self.takes(id, WITHOUT_REQUIRED) && self.has(id, "required")
            || self.role(id).supports(Attribute::Required) && self.is_true(id, "aria-required")
    }

    /// Whether the value can be read and not changed.
    pub fn is_read_only(&self, id: NodeId) -> bool {
        self.takes(id, WITHOUT_READONLY)
            && !self.is_html(id, &["select"])
            && self.has(id, "readonly")
            || self.role(id).supports(Attribute::ReadOnly) && self.is_true(id, "aria-readonly")
    }

    /// Whether an element is a field, and not an `input` of one of these types.
    fn takes(&self, id: NodeId, without: &[&str]) -> bool {
        self.is_html(id, &["input", "select", "textarea"])
            && self
                .document()
                .element(id)
                .is_some_and(|element| !is_input(element, without))
    }

    /// The value of a state, whatever the case of its letters.
    fn token(&self, id: NodeId, name: &str) -> Option<&'static str> {
        let value = self.document().attribute(id, name)?;
        ["true", "false", "mixed"]
            .into_iter()
            .find(|other| value.eq_ignore_ascii_case(other))
    }

    /// Whether it is checked: `true`, `false` or `mixed`; none where it cannot be.
    pub fn checked(&self, id: NodeId) -> Option<&'static str> {
        let element = self.document().element(id)?;
        let role = self.role(id);
        if !role.supports(Attribute::Checked) {
            return None;
        }
        if is_input(element, &["checkbox", "radio"]) {
            return Some(word(element.attribute("checked").is_some()));
        }
        match self.token(id, "aria-checked") {
            Some(value) => Some(value),
            None if role.definition().required.contains(Attribute::Checked) => Some("false"),
            None => None,
        }
    }

    /// Whether it is open: of what opens something, and of a `details`.
    pub fn is_expanded(&self, id: NodeId) -> Option<bool> {
        let document = self.document();
        if self.is_summary(id) {
            let details = document.parent(id)?;
            return Some(document.attribute(details, "open").is_some());
        }
        // A list is closed until somebody opens it.
        if self.drops_down(id) && self.role(id) == Role::ComboBox {
            return Some(false);
        }
        let written = self.token(id, "aria-expanded");
        match written.filter(|_| self.role(id).supports(Attribute::Expanded)) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        }
    }

    /// Whether it is selected, where it can be.
    pub fn is_selected(&self, id: NodeId) -> Option<bool> {
        let role = self.role(id);
        if self.document().html_name(id) == Some("option") {
            let list = self
                .list_of_option(id)
                .filter(|list| self.drops_down(*list));
            return Some(match list {
                Some(list) => self.chosen_option(list) == Some(id),
                None => self.has(id, "selected"),
            });
        }
        let written = self.token(id, "aria-selected");
        match written.filter(|_| role.supports(Attribute::Selected)) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ if matches!(role, Role::Option | Role::Tab) => Some(false),
            _ => None,
        }
    }

    /// Whether it is pressed: `true`, `false` or `mixed`; none where it cannot be.
    pub fn pressed(&self, id: NodeId) -> Option<&'static str> {
        self.token(id, "aria-pressed")
            .filter(|_| self.role(id) == Role::Button)
    }

    /// The level of a heading, of an item of a tree or of a row.
    pub fn level(&self, id: NodeId) -> Option<i64> {
        let role = self.role(id);
        let written = self
            .document()
            .attribute(id, "aria-level")
            .and_then(|level| level.trim().parse::<i64>().ok())
            .filter(|level| *level >= 1 && role.supports(Attribute::Level));
        let native = match self.document().html_name(id) {
            Some("h1") => Some(1),
            Some("h2") => Some(2),
            Some("h3") => Some(3),
            Some("h4") => Some(4),
            Some("h5") => Some(5),
            Some("h6") => Some(6),
            _ => None,
        };
        let native = native.or((role == Role::Heading).then_some(2));
        written.or(native.filter(|_| role == Role::Heading))
    }

    /// The text in a field of text, as the document has it.
    pub fn value(&self, id: NodeId) -> Option<String> {
        let document = self.document();
        match document.html_name(id)? {
            "input" => {
                let value = document.attribute(id, "value")?;
                let element = document.element(id)?;
                let hides = is_input(
                    element,
                    &[
                        "password", "hidden", "checkbox", "radio", "submit", "reset", "button",
                        "image", "file",
                    ],
                );
                (!hides && !value.is_empty()).then(|| value.to_owned())
            }
            "textarea" => Some(document.text_content(id)).filter(|value| !value.is_empty()),
            "select" => crate::accessibility::name::selected_text(self, id),
            _ => None,
        }
    }

    /// Every state and property that assistive technology is told of an element, in a fixed order.
    pub fn states(&self, id: NodeId) -> Vec<State> {
        let mut states = Vec::new();
        let mut tell = |name, value| states.push(State { name, value });
        if self.is_told_disabled(id) {
            tell("disabled", StateValue::Is(true));
        }
        if self.is_required(id) {
            tell("required", StateValue::Is(true));
        }
        if self.is_read_only(id) {
            tell("readonly", StateValue::Is(true));
        }
        let tristates = [("checked", self.checked(id)), ("pressed", self.pressed(id))];
        for (name, value) in tristates {
            match value {
                Some("mixed") => tell(name, StateValue::Text("mixed".to_owned())),
                Some(value) => tell(name, StateValue::Is(value == "true")),
                None => {}
            }
        }
        if let Some(is) = self.is_expanded(id) {
            tell("expanded", StateValue::Is(is));
        }
        if let Some(is) = self.is_selected(id) {
            tell("selected", StateValue::Is(is));
        }
        if let Some(level) = self.level(id) {
            tell("level", StateValue::Number(level));
        }
        for name in ["modal", "multiline", "multiselectable", "busy"] {
            if self.is_so(id, name) {
                tell(name, StateValue::Is(true));
            }
        }
        for (attribute, name) in WRITTEN {
            if let Some(value) = self.property(id, *attribute) {
                tell(name, StateValue::Text(value));
            }
        }
        if let Some(value) = self.value(id) {
            tell("value", StateValue::Text(value));
        }
        if self.is_focusable(id) {
            tell("focusable", StateValue::Is(true));
        }
        states
    }

    /// A property as it is written, in HTML or in ARIA, else as the role implies it.
    fn property(&self, id: NodeId, attribute: Attribute) -> Option<String> {
        let document = self.document();
        let role = self.role(id);
        let native = match attribute {
            Attribute::Placeholder if self.is_html(id, &["input", "textarea"]) => {
                Some("placeholder")
            }
            Attribute::ValueMax if self.is_html(id, &["input"]) => Some("max"),
            Attribute::ValueMin if self.is_html(id, &["input"]) => Some("min"),
            Attribute::ValueNow if matches!(role, Role::Slider | Role::SpinButton) => Some("value"),
            _ => None,
        };
        let range = document.element(id).and_then(Range::of);
        if let Some(range) = range.filter(|_| role.supports(attribute)) {
            match attribute {
                Attribute::ValueMin => return Some(range.least.to_string()),
                Attribute::ValueMax => return Some(range.most.to_string()),
                Attribute::ValueNow => return range.now.map(|now| now.to_string()),
                _ => {}
            }
        }
        // A separator that nobody can move is no range.
        let ends = [Attribute::ValueMin, Attribute::ValueMax];
        if role == Role::Separator && ends.contains(&attribute) && !self.can_focus(id) {
            return None;
        }
        let native = native
            .filter(|_| role.supports(attribute))
            .and_then(|name| document.attribute(id, name));
        let written = document
            .attribute(id, attribute.name())
            .filter(|_| role.supports(attribute))
            .filter(|value| !value.trim().is_empty() && *value != "undefined")
            .filter(|value| {
                let off = [Attribute::Invalid, Attribute::Current, Attribute::HasPopup];
                *value != "false" || !off.contains(&attribute)
            });
        let implicit = || {
            let definition = role.definition();
            let value = definition
                .implicit
                .iter()
                .find(|(other, _)| *other == attribute);
            value.map(|(_, value)| (*value).to_owned())
        };
        native.or(written).map(str::to_owned).or_else(implicit)
    }

    fn is_so(&self, id: NodeId, name: &str) -> bool {
        let supports = |attribute| self.role(id).supports(attribute);
        match name {
            "modal" => supports(Attribute::Modal) && self.is_true(id, "aria-modal"),
            "multiline" => {
                let written = self.is_true(id, "aria-multiline");
                supports(Attribute::MultiLine) && (self.is_html(id, &["textarea"]) || written)
            }
            "multiselectable" => {
                self.is_html(id, &["select"]) && self.has(id, "multiple")
                    || supports(Attribute::MultiSelectable)
                        && self.is_true(id, "aria-multiselectable")
            }
            _ => self.is_true(id, "aria-busy"),
        }
    }

    pub(super) fn is_true(&self, id: NodeId, name: &str) -> bool {
        self.document()
            .attribute(id, name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    fn has(&self, id: NodeId, name: &str) -> bool {
        self.document().attribute(id, name).is_some()
    }

    fn is_html(&self, id: NodeId, names: &[&str]) -> bool {
        self.document()
            .html_name(id)
            .is_some_and(|name| names.contains(&name))
    }
}

fn word(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

/// Whether it is an `input` of one of these types.
fn is_input(element: &Element, kinds: &[&str]) -> bool {
    element.name == "input"
        && element
            .attribute("type")
            .is_some_and(|kind| kinds.iter().any(|other| kind.eq_ignore_ascii_case(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Document;

    /// The states of the element with the id `x`, as text.
    fn told(html: &str) -> String {
        let document = Document::from_html_fragment(html);
        let context = Context::of(&document);
        let id = context.by_id("x").expect("an element with the id");
        let states = context.states(id);
        let told = states.iter().filter(|state| state.name != "focusable");
        let words: Vec<String> = told
            .map(|state| match &state.value {
                StateValue::Is(true) => state.name.to_owned(),
                StateValue::Is(false) => format!("{}=false", state.name),
                StateValue::Number(number) => format!("{}={number}", state.name),
                StateValue::Text(text) => format!("{}={text}", state.name),
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn states_are_told_where_they_can_be() {
        for (html, states) in [
            ("<input id=x required readonly>", "required readonly"),
            ("<input id=x type=submit required readonly>", ""),
            (
                "<input id=x type=range required readonly>",
                "orientation=horizontal valuemax=100 valuemin=0 valuenow=50",
            ),
            (
                "<input id=x type=checkbox required readonly>",
                "required checked=false",
            ),
            ("<div id=x role=textbox aria-required=TRUE>", "required"),
            ("<div id=x role=button aria-required=true>", ""),
            // WAI-ARIA 1.2, section 8.4: a value that is none of its own means that it is not set.
            ("<input id=x aria-required=' true '>", ""),
            (
                "<p id=x aria-selected=true aria-expanded=true aria-modal=true aria-multiselectable=true>",
                "",
            ),
            (
                "<button id=x aria-pressed=Mixed aria-expanded=FALSE>",
                "pressed=mixed expanded=false",
            ),
            ("<button id=x aria-disabled=TRUE>", "disabled"),
            ("<select><option id=x>a<option>b</select>", "selected"),
            (
                "<select><option id=x>a<option selected>b</select>",
                "selected=false",
            ),
            (
                "<select><optgroup disabled><option>a</optgroup><option id=x>b</select>",
                "selected",
            ),
            ("<select multiple><option id=x>a</select>", "selected=false"),
            (
                "<select disabled><option id=x selected>a</select>",
                "disabled selected",
            ),
            (
                "<meter id=x value=.5></meter>",
                "valuemax=1 valuemin=0 valuenow=0.5",
            ),
            ("<progress id=x></progress>", "valuemax=1 valuemin=0"),
            ("<hr id=x>", "orientation=horizontal"),
            ("<p id=x aria-roledescription=' '>", ""),
        ] {
            assert_eq!(told(html), states, "{html}");
        }
    }
}
