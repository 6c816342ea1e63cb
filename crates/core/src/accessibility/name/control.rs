//! The values of fields that stand within the label of another: "Flash the screen [3] times".

use super::{Computation, Out, Way, flat};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;

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
                let written = ["aria-valuetext", "aria-valuenow", "value"];
                written
                    .iter()
                    .find_map(|name| flat(document.attribute(id, name)?))
            }
            _ => None,
        }
    }

    /// The text in a field of text.
    fn text_value(&mut self, id: NodeId) -> String {
        let document = self.context.document();
        match document.html_name(id) {
            Some("input") => document
                .attribute(id, "value")
                .and_then(flat)
                .unwrap_or_default(),
            Some("textarea") => flat(&document.text_content(id)).unwrap_or_default(),
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
            self.steps += 1;
            if self.steps > self.budget {
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

/// The texts of the chosen options of a `select`: of one that drops down, the first where none is chosen.
pub(in crate::accessibility) fn selected_text(context: &Context<'_>, id: NodeId) -> Option<String> {
    let document = context.document();
    let options = || {
        document
            .descendants(id)
            .filter(|id| document.html_name(*id) == Some("option"))
    };
    let chosen: Vec<NodeId> = options()
        .filter(|id| document.attribute(*id, "selected").is_some())
        .collect();
    let drops_down = context.implicit_role(id) == Role::ComboBox;
    let mut out = Out::default();
    let mut add = |option: NodeId| match document.attribute(option, "label") {
        Some(label) if !label.is_empty() => out.apart(label),
        _ => out.apart(&document.text_content(option)),
    };
    if drops_down {
        // The last chosen one wins; without one, the first that is not disabled.
        let first = || options().find(|id| document.attribute(*id, "disabled").is_none());
        if let Some(option) = chosen.last().copied().or_else(first) {
            add(option);
        }
    } else {
        chosen.into_iter().for_each(add);
    }
    out.text()
}
