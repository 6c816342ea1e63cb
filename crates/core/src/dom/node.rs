//! A node.

use crate::json::{Pointer, Span};

/// The name of a node in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    pub(super) const fn first() -> Self {
        Self(0)
    }

    /// # Panics
    /// When a document has more than four billion nodes, which no text that is read can have.
    pub(super) fn nth(index: usize) -> Self {
        Self(u32::try_from(index).expect("a document of less than four billion nodes"))
    }

    /// Its number, in the order in which nodes were made.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) children: Vec<NodeId>,
    pub(super) origin: Option<Pointer>,
    pub(super) span: Option<Span>,
    /// What it is.
    pub content: Content,
}

impl Node {
    pub(super) fn new(content: Content) -> Self {
        Self {
            parent: None,
            children: Vec::new(),
            origin: None,
            span: None,
            content,
        }
    }

    /// The place in the payload that the node itself is said to show.
    pub(crate) fn own_origin(&self) -> Option<&Pointer> {
        self.origin.as_ref()
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The root of a document.
    Document,
    /// `<!DOCTYPE name>`.
    Doctype(String),
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
    /// A comment.
    Comment(String),
}

/// The language an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namespace {
    /// HTML.
    Html,
    /// SVG.
    Svg,
    /// `MathML`.
    MathMl,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its language.
    pub namespace: Namespace,
    /// Its name; that of an HTML element in lower case.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An HTML element without attributes.
    pub fn html(name: &str) -> Self {
        Self::new(Namespace::Html, name.to_ascii_lowercase(), Vec::new())
    }

    pub(super) fn new(
        namespace: Namespace,
        name: String,
        attributes: Vec<(String, String)>,
    ) -> Self {
        Self {
            namespace,
            name,
            attributes,
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// Adds an attribute that the element does not have yet.
    pub(super) fn push_attribute(&mut self, name: String, value: String) {
        self.attributes.push((name, value));
    }

    /// The attributes, in the order in which they were written.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Takes an attribute away.
    pub fn remove_attribute(&mut self, name: &str) {
        self.attributes.retain(|(other, _)| other != name);
    }

    /// Its start tag, as HTML.
    pub fn start_tag(&self) -> String {
        let mut tag = String::new();
        super::serialize::start_tag(self, None, &mut tag);
        tag
    }

    /// Sets an attribute, in place of one of the same name.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
}
