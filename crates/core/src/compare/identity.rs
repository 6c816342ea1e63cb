//! By what an item of a list is known, so that it is found again where it moved or changed.

use super::values::Values;
use crate::json::{NodeId, Tree, Value};

/// The keys that name things, the most telling first; and whether a thing with another name is another thing. A label is
/// words for people, which may be put in better ones.
const KEYS: &[(&str, bool)] = &[
    ("id", true),
    ("key", true),
    ("name", true),
    ("messageId", true),
    ("widgetId", true),
    ("label", false),
];

/// An item of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// The number of its value.
    pub(super) value: u32,
    /// What it is: its JSON type, and for an object the number of its `type`.
    pub(super) sort: (u8, u32),
    /// Its name: which key it stands under, and the number of what stands there.
    pub(super) name: Option<(usize, u32)>,
}

impl Item {
    /// Whether one that has another name is another thing.
    pub(super) fn is_named_for_good(&self) -> bool {
        self.name.is_some_and(|(key, _)| KEYS[key].1)
    }
}

/// Which of the two trees an item stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'t, 's> {
    pub(super) tree: &'t Tree<'s>,
    values: &'t Values,
    is_before: bool,
}

impl<'t, 's> Side<'t, 's> {
    pub(super) fn before(tree: &'t Tree<'s>, values: &'t Values) -> Self {
        Self {
            tree,
            values,
            is_before: true,
        }
    }

    pub(super) fn after(tree: &'t Tree<'s>, values: &'t Values) -> Self {
        Self {
            tree,
            values,
            is_before: false,
        }
    }

    /// The number of a value.
    pub(super) fn value(&self, node: NodeId) -> u32 {
        if self.is_before {
            self.values.before(node)
        } else {
            self.values.after(node)
        }
    }

    /// What an item is known by.
    pub(super) fn item(&self, node: NodeId) -> Item {
        let (tree, value) = (self.tree, self.value(node));
        let of_type = |number| Item {
            value,
            sort: (number, 0),
            name: None,
        };
        match tree.value(node) {
            Value::Invalid => of_type(0),
            Value::Null => of_type(1),
            Value::Bool(_) => of_type(2),
            Value::Number(_) => of_type(3),
            Value::String(_) => of_type(4),
            Value::Array(_) => of_type(5),
            Value::Object(members) => {
                /// Names stand among the first members; an object with more is none that a table knows.
                const MOST: usize = 32;
                let mut kind = 0;
                let mut name: Option<(usize, u32)> = None;
                for member in members.iter().take(MOST) {
                    if tree.text(member.value).is_none_or(str::is_empty) {
                        continue;
                    }
                    if member.key == "type" {
                        kind = self.value(member.value);
                    }
                    let key = KEYS.iter().position(|(key, _)| *key == member.key);
                    if let Some(key) = key.filter(|key| name.is_none_or(|(best, _)| *key <= best)) {
                        name = Some((key, self.value(member.value)));
                    }
                }
                Item {
                    value,
                    sort: (6, kind),
                    name,
                }
            }
        }
    }
}

/// Whether two objects have at least half of their members in common.
pub(super) fn is_alike(
    before: Side<'_, '_>,
    one: NodeId,
    after: Side<'_, '_>,
    other: NodeId,
) -> bool {
    /// Enough to tell.
    const MOST: usize = 32;
    let (members, others) = (before.tree.members(one), after.tree.members(other));
    let shared = members.iter().take(MOST).filter(|member| {
        let found = others
            .iter()
            .take(MOST)
            .find(|other| other.key == member.key);
        found.is_some_and(|found| before.value(member.value) == after.value(found.value))
    });
    shared.count() * 2 >= members.len().max(others.len())
}
