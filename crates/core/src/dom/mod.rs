//! One model of a document, whatever it comes from: drawn from a payload by the view of its kind, or read from HTML.
//!
//! Nodes live in one arena and are named by [`NodeId`]; a node of a view knows the place in the payload that it shows.
//! Nothing here recurses, since documents that others write may be nested as deeply as they like.

mod effort;
mod node;
mod parse;
mod selector;
mod serialize;
mod sink;
pub mod style;

pub use node::{Content, Element, Namespace, Node, NodeId};
pub use selector::Selectors;

use std::sync::Arc;

use self::style::ReadSheet;
use crate::json::{Pointer, Span};

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    nodes: Vec<Node>,
    /// Whether it is a page of its own.
    page: bool,
    /// Whether elements were left out because they nest too deep, or because what is before them took too long to read.
    cut: bool,
    /// Where reading stopped, since the document had as many nodes as were wanted.
    full_at: Option<Span>,
    /// The `style` element whose text was read before, and what it says.
    read_sheet: Option<(NodeId, Arc<ReadSheet>)>,
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

impl Document {
    /// The root, which every document has.
    pub const ROOT: NodeId = NodeId::first();

    /// A document with nothing in it.
    pub fn new() -> Self {
        Self {
            nodes: vec![Node::new(Content::Document)],
            page: false,
            cut: false,
            full_at: None,
            read_sheet: None,
        }
    }

    /// Reads a page, as a browser would build it before a script has run.
    ///
    /// Elements nest up to 512 levels, as in Chromium; [`is_cut`](Self::is_cut) says whether any were left out.
    pub fn from_html(text: &str) -> Self {
        Self::from_html_up_to(usize::MAX, text)
    }

    /// Reads a page as far as it has about so many nodes.
    pub(crate) fn from_html_up_to(most: usize, text: &str) -> Self {
        Self {
            page: true,
            ..parse::document(text, most)
        }
    }

    /// Reads a fragment, as a browser would build it inside a `div`: the root then holds what it consists of.
    pub fn from_html_fragment(text: &str) -> Self {
        Self::from_html_fragment_up_to(usize::MAX, text)
    }

    /// Reads a fragment as far as it has about so many nodes.
    pub(crate) fn from_html_fragment_up_to(most: usize, text: &str) -> Self {
        parse::fragment(text, most)
    }

    /// Whether it is a page of its own, not a part of one.
    pub fn is_page(&self) -> bool {
        self.page
    }

    /// Whether elements were left out because they nest too deep, or because what is before them took too long to read.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The tag or text at which reading stopped, since the document had as many nodes as were wanted; none where it was
    /// read to its end.
    pub(crate) fn full_at(&self) -> Option<Span> {
        self.full_at
    }

    /// Writes the document as HTML, which reads as the same document.
    pub fn to_html(&self) -> String {
        serialize::children(self, Self::ROOT)
    }

    /// Writes a node and all it holds as HTML, every element with its number as `data-node-id`.
    pub fn node_to_numbered_html(&self, id: NodeId) -> String {
        serialize::numbered_node(self, id)
    }

    /// Writes a node and all it holds as HTML.
    pub fn node_to_html(&self, id: NodeId) -> String {
        serialize::node(self, id)
    }

    /// How many nodes there are, those that were taken out included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 1
    }

    /// A node.
    ///
    /// # Panics
    /// When the id is another document's.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    /// The element, where the node is one.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of an HTML element; none of anything else.
    pub fn html_name(&self, id: NodeId) -> Option<&str> {
        self.element(id)
            .filter(|element| element.namespace == Namespace::Html)
            .map(|element| element.name.as_str())
    }

    /// The value of an attribute, where the node is an element that has it.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.element(id)?.attribute(name)
    }

    /// The text, where the node is one.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// All text below a node, in the order of the document.
    pub fn text_content(&self, id: NodeId) -> String {
        self.descendants(id)
            .filter_map(|id| self.text(id))
            .collect()
    }

    /// The nodes that a node holds directly.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    /// The node that holds a node.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// The nodes that hold a node, the nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The nodes below a node, in the order of the document.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut rest: Vec<NodeId> = self.children(id).iter().rev().copied().collect();
        std::iter::from_fn(move || {
            let next = rest.pop()?;
            rest.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// The elements of a document, in its order.
    pub fn elements(&self) -> impl Iterator<Item = NodeId> {
        self.descendants(Self::ROOT)
            .filter(|id| self.element(*id).is_some())
    }

    /// The first element in the document that has this id.
    pub fn by_id(&self, value: &str) -> Option<NodeId> {
        if value.is_empty() {
            return None;
        }
        self.elements()
            .find(|id| self.attribute(*id, "id") == Some(value))
    }

    /// Adds an HTML element at the end of what `parent` holds.
    pub fn add_element(&mut self, parent: NodeId, name: &str) -> NodeId {
        let content = Content::Element(Element::html(name));
        let id = self.create(content);
        self.append(parent, id);
        id
    }

    /// Adds an SVG element at the end of what `parent` holds.
    pub fn add_svg_element(&mut self, parent: NodeId, name: &str) -> NodeId {
        let element = Element::new(Namespace::Svg, name.to_owned(), Vec::new());
        let id = self.create(Content::Element(element));
        self.append(parent, id);
        id
    }

    /// Adds a `style` element at the end of what `parent` holds, with a text that was read before.
    pub(crate) fn add_read_style(&mut self, parent: NodeId, text: &str, sheet: &Arc<ReadSheet>) {
        let style = self.add_element(parent, "style");
        self.add_text(style, text);
        self.read_sheet = Some((style, Arc::clone(sheet)));
    }

    /// The `style` element whose text was read before, and what it says.
    fn read_sheet(&self) -> Option<(NodeId, &ReadSheet)> {
        self.read_sheet
            .as_ref()
            .map(|(style, sheet)| (*style, &**sheet))
    }

    /// Adds text at the end of what `parent` holds; text after text is one text.
    pub fn add_text(&mut self, parent: NodeId, text: &str) {
        self.read_sheet.take_if(|(style, _)| *style == parent);
        if text.is_empty() {
            return;
        }
        let last = self.children(parent).last().copied();
        if let Some(Content::Text(before)) = last.map(|last| &mut self.node_mut(last).content) {
            before.push_str(text);
            return;
        }
        let id = self.create(Content::Text(text.to_owned()));
        self.append(parent, id);
    }

    /// Sets an attribute of an element; of anything else nothing.
    pub fn set_attribute(&mut self, id: NodeId, name: &str, value: &str) {
        self.read_sheet.take_if(|(style, _)| *style == id);
        if let Content::Element(element) = &mut self.node_mut(id).content {
            element.set_attribute(name, value);
        }
    }

    /// Takes an attribute from an element.
    pub fn remove_attribute(&mut self, id: NodeId, name: &str) {
        if let Content::Element(element) = &mut self.node_mut(id).content {
            element.remove_attribute(name);
        }
    }

    /// Takes a node, and what it holds, out of the document.
    pub fn remove(&mut self, id: NodeId) {
        self.detach(id);
    }

    /// Says which place in the payload a node shows.
    pub fn set_origin(&mut self, id: NodeId, origin: Pointer) {
        self.node_mut(id).origin = Some(origin);
    }

    /// The place in the payload that a node shows: its own, or that of the nearest node around it that has one.
    pub fn origin(&self, id: NodeId) -> Option<&Pointer> {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find_map(|id| self.node(id).origin.as_ref())
    }

    /// Where the node stands in the text it was read from; of an element its start tag. None for what was drawn, and for
    /// elements that the text leaves out.
    pub fn span(&self, id: NodeId) -> Option<Span> {
        self.node(id).span
    }

    fn create(&mut self, content: Content) -> NodeId {
        let id = NodeId::nth(self.nodes.len());
        self.nodes.push(Node::new(content));
        id
    }

    fn append(&mut self, parent: NodeId, child: NodeId) {
        self.node_mut(child).parent = Some(parent);
        self.node_mut(parent).children.push(child);
    }

    /// Takes a node out of where it is.
    fn detach(&mut self, id: NodeId) {
        self.read_sheet = self
            .read_sheet
            .take()
            .filter(|(style, _)| *style != id && self.parent(id) != Some(*style));
        if let Some(parent) = self.node_mut(id).parent.take() {
            let children = &mut self.node_mut(parent).children;
            // Who moves nodes moves the last ones.
            if let Some(place) = children.iter().rposition(|child| *child == id) {
                children.remove(place);
            }
        }
    }

    /// Puts a node before another.
    fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        let Some(parent) = self.parent(sibling) else {
            return;
        };
        self.node_mut(id).parent = Some(parent);
        let children = &mut self.node_mut(parent).children;
        // What is misplaced in a table goes before it, and the table is the last there is.
        let place = children
            .iter()
            .rposition(|child| *child == sibling)
            .unwrap_or(children.len());
        children.insert(place, id);
    }
}

#[cfg(test)]
mod differential;
#[cfg(test)]
mod tests;
