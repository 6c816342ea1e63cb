//! What assistive technology gets to know of a document, worked out once and asked for by every rule.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::{Role, name};
use crate::dom::style::Styles;
use crate::dom::{Document, NodeId};

/// A document as assistive technology sees it.
#[derive(Debug)]
pub struct Context<'d> {
    document: &'d Document,
    styles: Styles,
    ids: HashMap<&'d str, Vec<NodeId>>,
    names: Vec<OnceCell<String>>,
}

impl<'d> Context<'d> {
    /// Looks at a document.
    pub fn of(document: &'d Document) -> Self {
        let mut ids: HashMap<&str, Vec<NodeId>> = HashMap::new();
        for id in document.elements() {
            if let Some(value) = document.attribute(id, "id").filter(|id| !id.is_empty()) {
                ids.entry(value).or_default().push(id);
            }
        }
        Self {
            document,
            styles: Styles::of(document),
            ids,
            names: vec![OnceCell::new(); document.len()],
        }
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Its styles.
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// The first element that has this id.
    pub fn by_id(&self, id: &str) -> Option<NodeId> {
        self.all_by_id(id).first().copied()
    }

    /// The elements that have this id; more than one is the author's mistake.
    pub fn all_by_id(&self, id: &str) -> &[NodeId] {
        self.ids.get(id).map_or(&[], Vec::as_slice)
    }

    /// The elements that an attribute names by their ids, such as `aria-labelledby`.
    pub fn references(&self, id: NodeId, attribute: &str) -> Vec<NodeId> {
        let value = self.document.attribute(id, attribute).unwrap_or_default();
        value
            .split_ascii_whitespace()
            .filter_map(|id| self.by_id(id))
            .collect()
    }

    /// Whether assistive technology is told of a node: it is rendered and visible, and neither it nor what is around it
    /// has `aria-hidden="true"`.
    pub fn is_exposed(&self, id: NodeId) -> bool {
        let hidden = |id: NodeId| self.document.attribute(id, "aria-hidden") == Some("true");
        self.styles.is_visible(id) && !hidden(id) && !self.document.ancestors(id).any(hidden)
    }

    /// The role that assistive technology is told.
    pub fn role(&self, id: NodeId) -> Role {
        match self.document.html_name(id) {
            Some("button") => Role::Button,
            _ => Role::Generic,
        }
    }

    /// The accessible name; empty where there is none.
    pub fn name(&self, id: NodeId) -> &str {
        self.names[id.index()].get_or_init(|| name::name(self, id))
    }
}
