//! What styles make of a document, as far as that can be told without laying it out.
//!
//! What cannot be told is said to be unknown, never guessed.

use super::{Document, NodeId};

/// The styles of every element of a document.
#[derive(Debug)]
pub struct Styles {
    rendered: Vec<bool>,
    visible: Vec<bool>,
}

impl Styles {
    /// Works out the styles of a document.
    pub fn of(document: &Document) -> Self {
        let mut styles = Self {
            rendered: vec![true; document.len()],
            visible: vec![true; document.len()],
        };
        for id in document.descendants(Document::ROOT) {
            let around = document
                .parent(id)
                .is_none_or(|parent| styles.rendered[parent.index()]);
            let hidden = document.attribute(id, "hidden").is_some();
            styles.rendered[id.index()] = around && !hidden;
            styles.visible[id.index()] = styles.rendered[id.index()];
        }
        styles
    }

    /// Whether a node takes part in the page at all: neither it nor what is around it has `display: none`, or is not drawn
    /// for another reason, such as what stands in a closed `details`.
    pub fn is_rendered(&self, id: NodeId) -> bool {
        self.rendered[id.index()]
    }

    /// Whether a node is rendered and its `visibility` is `visible`.
    pub fn is_visible(&self, id: NodeId) -> bool {
        self.visible[id.index()]
    }
}
