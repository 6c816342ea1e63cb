//! What builders share: a payload is written member by member, every node with its origin.

use std::borrow::Cow;

use crate::json::{Member, NodeId, Origin, Span, Tree, Value};

/// Writes payload nodes into the tree its spec was read into.
pub(super) struct Builder<'t, 's> {
    pub(super) tree: &'t mut Tree<'s>,
    pub(super) spec: NodeId,
}

impl<'s> Builder<'_, 's> {
    /// The place defaults are filled in for.
    pub(super) fn span(&self) -> Span {
        self.tree.span(self.spec)
    }

    /// The spec's own node under `key`.
    pub(super) fn get(&self, key: &str) -> Option<NodeId> {
        self.tree.get(self.spec, key)
    }

    /// The spec's own node under `key`; where it is missing, a node that no check reports a second time, since the
    /// spec's table does.
    pub(super) fn required(&mut self, key: &str) -> NodeId {
        match self.get(key) {
            Some(node) => node,
            None => self.default(Value::Invalid),
        }
    }

    /// The spec's own node under `key`, or a default text.
    pub(super) fn text_or(&mut self, key: &str, text: &'static str) -> NodeId {
        match self.get(key) {
            Some(node) => node,
            None => self.default_text(text),
        }
    }

    /// A value nobody wrote.
    pub(super) fn default(&mut self, value: Value<'s>) -> NodeId {
        let span = self.span();
        self.tree.add(value, Origin::Default(span))
    }

    /// A text nobody wrote.
    pub(super) fn default_text(&mut self, text: &'static str) -> NodeId {
        self.default(Value::String(Cow::Borrowed(text)))
    }

    /// An object made of `members`, computed from `from`.
    pub(super) fn object(
        &mut self,
        from: Span,
        reason: &'static str,
        members: Vec<(&'static str, NodeId)>,
    ) -> NodeId {
        let members = members
            .into_iter()
            .map(|(key, value)| Member {
                key: Cow::Borrowed(key),
                key_origin: Origin::derived(self.tree.span(value), reason),
                value,
            })
            .collect();
        self.tree
            .add(Value::Object(members), Origin::derived(from, reason))
    }

    /// The payload's root, built from the whole spec.
    pub(super) fn payload(&mut self, members: Vec<(&'static str, NodeId)>) -> NodeId {
        let span = self.span();
        self.object(span, "the spec", members)
    }
}
