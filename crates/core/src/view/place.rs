//! A place in the payload: what stands there, and where that is.

use std::borrow::Cow;

use crate::json::{self, NodeId, Pointer, Tree, Value};

/// A place in a payload.
#[derive(Debug, Clone)]
pub(crate) struct Place<'t, 's> {
    tree: &'t Tree<'s>,
    node: NodeId,
    pointer: Pointer,
}

impl<'t, 's> Place<'t, 's> {
    /// The whole payload.
    pub(crate) fn root(tree: &'t Tree<'s>, node: NodeId) -> Self {
        Self {
            tree,
            node,
            pointer: Pointer::root(),
        }
    }

    /// Its pointer.
    pub(crate) fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The pointer of the member under `key`.
    pub(crate) fn pointer_to(&self, key: &str) -> Pointer {
        let mut pointer = self.pointer.clone();
        pointer.push_key(key);
        pointer
    }

    /// The place under `key`, where the object has it.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let node = self.tree.get(self.node, key)?;
        Some(Self {
            tree: self.tree,
            node,
            pointer: self.pointer_to(key),
        })
    }

    /// The items of an array; none of anything else.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> + use<'t, 's> {
        let (tree, pointer) = (self.tree, self.pointer.clone());
        let items = tree.items(self.node).iter().enumerate();
        items.map(move |(index, node)| {
            let mut pointer = pointer.clone();
            pointer.push_index(index);
            Self {
                tree,
                node: *node,
                pointer,
            }
        })
    }

    /// The members of an object with their keys; none of anything else. Of a key that stands twice only the last, as most
    /// readers do.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'t str, Self)> + use<'t, 's> {
        let (tree, place) = (self.tree, self.clone());
        let members = tree.members(self.node);
        let mut last = std::collections::BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            last.insert(&*member.key, index);
        }
        members
            .iter()
            .enumerate()
            .filter(move |(index, member)| last.get(&*member.key) == Some(index))
            .map(move |(_, member)| {
                let inner = Self {
                    tree,
                    node: member.value,
                    pointer: place.pointer_to(&member.key),
                };
                (&*member.key, inner)
            })
    }

    /// Whether there is an object with members.
    pub(crate) fn has_members(&self) -> bool {
        !self.tree.members(self.node).is_empty()
    }

    /// Whether there is an array with items.
    pub(crate) fn has_items(&self) -> bool {
        !self.tree.items(self.node).is_empty()
    }

    /// The text, where it is a string.
    pub(crate) fn text(&self) -> Option<&'t str> {
        self.tree.text(self.node)
    }

    /// The text under `key`, where it is a string.
    pub(crate) fn text_at(&self, key: &str) -> Option<&'t str> {
        self.tree.text_at(self.node, key)
    }

    /// The text under `key`, where it is a string that says something.
    pub(crate) fn words_at(&self, key: &str) -> Option<&'t str> {
        self.text_at(key).filter(|text| !text.trim().is_empty())
    }

    /// The truth value, where it is one.
    pub(crate) fn boolean(&self) -> Option<bool> {
        self.tree.boolean(self.node)
    }

    /// Whether `true` stands under `key`.
    pub(crate) fn is_true_at(&self, key: &str) -> bool {
        let node = self.tree.get(self.node, key);
        node.and_then(|node| self.tree.boolean(node)) == Some(true)
    }

    /// The number under `key`, where it is one that a screen can show.
    pub(crate) fn number_at(&self, key: &str) -> Option<f64> {
        let Value::Number(digits) = self.tree.value(self.tree.get(self.node, key)?) else {
            return None;
        };
        digits
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    /// Whatever stands here as one text: a string as it is, anything else as JSON.
    pub(crate) fn shown(&self) -> Cow<'t, str> {
        match self.text() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(json::compact(self.tree, self.node).unwrap_or_default()),
        }
    }
}
