//! The values of fields that stand within the label of another: "Flash the screen [3] times".

use super::{Computation, Out, Way, flat};
use crate::accessibility::range::Range;
use crate::accessibility::{Context, Role};
use crate::dom::{Document, NodeId};

/// What stands for each character of a password.
const DOT: &str = "•";

impl Computation<'_, '_> {
    /// The value of a field; none where it is no field, or has none that could be told.
    pub(super) fn value(&mut self, id: NodeId, role: Role) -> Option<String> {
        let document = self.context.document();
        match role {
            Role::TextBox | Role::SearchBox | Role::Date | Role::DateTime | Role::InputTime => {
                Some(self.text_value(id))
            }
            Role::ComboBox => Some(self.chosen(id).unwrap_or_else(|| self.text_value(id))),
            Role::ListBox => Some(self.chosen(id).unwrap_or_default()),
            Role::Slider | Role::SpinButton | Role::ScrollBar | Role::Meter | Role::ProgressBar => {
                let written = ["aria-valuetext", "aria-valuenow"];
                written
                    .iter()
                    .find_map(|name| self.attribute(id, name))
                    .or_else(|| Some(Range::of(document.element(id)?)?.now?.to_string()))
                    .or_else(|| self.attribute(id, "value"))
            }
            _ => None,
        }
    }

    /// The text in a field of text.
    fn text_value(&mut self, id: NodeId) -> String {
        let document = self.context.document();
        match document.html_name(id) {
            Some("input") if is_secret(document, id) => {
                let value = document.attribute(id, "value").unwrap_or_default();
                DOT.repeat(self.budget.take(value).chars().count())
            }
            Some("input") => self.attribute(id, "value").unwrap_or_default(),
            Some("textarea") => self.written(id).unwrap_or_default(),
            Some("select") => self.chosen(id).unwrap_or_default(),
            _ => flat(&self.content(id)).unwrap_or_default(),
        }
    }

    /// The chosen options of a list, or of the list in a combobox.
    fn chosen(&mut self, id: NodeId) -> Option<String> {
        if self.context.document().html_name(id) == Some("select") {
            return selected_text(self.context, id);
        }
        let mut out = Out::default();
        let mut nodes: Vec<NodeId> = self.context.document().children(id).to_vec();
        nodes.extend(self.context.references(id, "aria-owns"));
        nodes.reverse();
        let mut has_options = false;
        while let Some(node) = nodes.pop() {
            if !self.budget.step() {
                break;
            }
            if self.context.written_role(node) == Some(Role::Option) {
                has_options = true;
                if self.context.document().attribute(node, "aria-selected") == Some("true") {
                    out.apart(&self.of(node, Way::Within));
                }
                continue;
            }
            nodes.extend(self.context.document().children(node).iter().rev());
        }
        let text = out.text();
        if has_options {
            Some(text.unwrap_or_default())
        } else {
            text
        }
    }
}

/// Whether what people write in a field is for nobody to read.
fn is_secret(document: &Document, id: NodeId) -> bool {
    document
        .attribute(id, "type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
}

/// The texts of the chosen options of a `select`: of one that drops down, the first where none is chosen.
pub(in crate::accessibility) fn selected_text(context: &Context<'_>, id: NodeId) -> Option<String> {
    let document = context.document();
    let drops_down = context.drops_down(id);
    let mut out = Out::default();
    let mut add = |option: NodeId| match document.attribute(option, "label") {
        Some(label) if !label.is_empty() => out.apart(label),
        _ => out.apart(&document.text_content(option)),
    };
    if drops_down {
        if let Some(option) = context.chosen_option(id) {
            add(option);
        }
    } else {
        document
            .descendants(id)
            .filter(|id| document.html_name(*id) == Some("option"))
            .filter(|id| document.attribute(*id, "selected").is_some())
            .for_each(add);
    }
    out.text()
}
