//! Which option of a list that drops down is chosen (HTML, section 4.10.7).

use std::collections::HashMap;

use super::Context;
use crate::dom::NodeId;

/// How far up the list of an option stands: the option may be in a group, and that in other elements.
const NEAR: usize = 4;

impl Context<'_> {
    /// Whether an element is a `select` that drops down.
    pub(in crate::accessibility) fn drops_down(&self, id: NodeId) -> bool {
        self.document()
            .element(id)
            .is_some_and(|element| element.name == "select" && !super::is_list_box(element))
    }

    /// The option that a `select` that drops down shows: the last one that says that it is selected, else the first that is
    /// not disabled.
    pub(in crate::accessibility) fn chosen_option(&self, select: NodeId) -> Option<NodeId> {
        self.chosen
            .get_or_init(|| self.choose())
            .get(&select)
            .copied()
    }

    /// The list that an option drops down from.
    pub(super) fn list_of_option(&self, option: NodeId) -> Option<NodeId> {
        self.document()
            .ancestors(option)
            .take(NEAR)
            .find(|id| self.document().html_name(*id) == Some("select"))
    }

    /// What every list shows, in one pass over all options.
    fn choose(&self) -> HashMap<NodeId, NodeId> {
        let document = self.document();
        let mut chosen: HashMap<NodeId, NodeId> = HashMap::new();
        let options = self.telling().iter().copied();
        for option in options.filter(|id| document.html_name(*id) == Some("option")) {
            let Some(select) = self.list_of_option(option) else {
                continue;
            };
            if document.attribute(option, "selected").is_some() {
                chosen.insert(select, option);
            } else if !self.is_disabled(option) {
                chosen.entry(select).or_insert(option);
            }
        }
        chosen
    }
}
