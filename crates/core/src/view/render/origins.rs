//! Where places of a payload come from in the source text.

use std::collections::HashMap;

use crate::json::{NodeId, Pointer, Tree, Value};

/// Members up to which an object is searched as it is.
const SMALL: usize = 16;

/// Follows many pointers into one payload.
pub(crate) struct Origins<'t, 's> {
    tree: &'t Tree<'s>,
    payload: NodeId,
    /// The members of large objects by key, so that no payload is slow to look through.
    large: HashMap<NodeId, HashMap<&'t str, NodeId>>,
}

impl<'t, 's> Origins<'t, 's> {
    pub(crate) fn new(tree: &'t Tree<'s>, payload: NodeId) -> Self {
        Self {
            tree,
            payload,
            large: HashMap::new(),
        }
    }

    /// The bytes of the source that a place comes from; none where the pointer leads nowhere.
    pub(crate) fn bytes(&mut self, pointer: &Pointer) -> Option<std::ops::Range<usize>> {
        let mut node = self.payload;
        for name in pointer.names() {
            node = match self.tree.value(node) {
                Value::Object(members) if members.len() > SMALL => {
                    let tree = self.tree;
                    let by_key = self.large.entry(node).or_insert_with(|| {
                        // The last of a key that stands twice, as everywhere.
                        let members = tree.members(node).iter();
                        members.map(|member| (&*member.key, member.value)).collect()
                    });
                    *by_key.get(&*name)?
                }
                Value::Object(_) => self.tree.get(node, &name)?,
                Value::Array(items) => *items.get(name.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(self.tree.span(node).range())
    }
}
