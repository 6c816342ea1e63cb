//! HTML into a document: html5ever reads, by the HTML standard's own algorithm, and what it says is built here.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, LocalName, ParseOpts, QualName, local_name, ns};

use super::node::{Content, Element, Namespace};
use super::{Document, NodeId};

/// Reads a whole document.
pub(super) fn document(text: &str) -> Document {
    html5ever::parse_document(Sink::default(), options()).one(text)
}

/// Reads a fragment inside a `div`.
pub(super) fn fragment(text: &str) -> Document {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let read =
        html5ever::parse_fragment(Sink::default(), options(), context, Vec::new(), false).one(text);
    // The parser puts a fragment into an html element, which is no part of it.
    let mut document = read;
    if let Some(html) = document.children(Document::ROOT).last().copied() {
        let inside = std::mem::take(&mut document.node_mut(html).children);
        for child in &inside {
            document.node_mut(*child).parent = Some(Document::ROOT);
        }
        document.node_mut(Document::ROOT).children = inside;
    }
    document
}

fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts {
            // As in browsers, where scripts may run: what stands in `noscript` is text that nobody sees.
            scripting_enabled: true,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    }
}

/// A document while it is being read. The parser holds several handles at once and says what to do with shared ones.
#[derive(Debug, Default)]
struct Sink {
    state: RefCell<State>,
}

#[derive(Debug, Default)]
struct State {
    document: Document,
    /// The parser asks for names as it knows them.
    names: BTreeMap<NodeId, QualName>,
    /// What templates hold, which is no part of the document.
    templates: BTreeMap<NodeId, NodeId>,
    integration_points: Vec<NodeId>,
}

impl State {
    /// A node in the document, which is no part of it yet; text goes to the text before it.
    fn append(&mut self, parent: NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendText(text) => self.document.add_text(parent, &text),
            NodeOrText::AppendNode(id) => {
                self.document.detach(id);
                self.document.append(parent, id);
            }
        }
    }

    fn insert_before(&mut self, sibling: NodeId, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.document.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let before = self.document.parent(sibling).and_then(|parent| {
                    let siblings = self.document.children(parent);
                    let place = siblings.iter().position(|id| *id == sibling)?;
                    siblings.get(place.checked_sub(1)?).copied()
                });
                let last = before.map(|before| &mut self.document.node_mut(before).content);
                if let Some(Content::Text(before)) = last {
                    before.push_str(&text);
                    return;
                }
                self.document.create(Content::Text(text.to_string()))
            }
        };
        self.document.insert_before(sibling, id);
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Document;
    type ElemName<'a> = Name;

    fn finish(self) -> Document {
        self.state.into_inner().document
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Document::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let state = self.state.borrow();
        let unknown = || QualName::new(None, ns!(html), local_name!(""));
        Name(state.names.get(target).cloned().unwrap_or_else(unknown))
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        let mut state = self.state.borrow_mut();
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let attributes = attributes.iter().map(pair).collect();
        let element = Element::new(namespace, name.local.to_string(), attributes);
        let id = state.document.create(Content::Element(element));
        state.names.insert(id, name);
        if flags.template {
            let inside = state.document.create(Content::Document);
            state.templates.insert(id, inside);
        }
        if flags.mathml_annotation_xml_integration_point {
            state.integration_points.push(id);
        }
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let comment = Content::Comment(text.to_string());
        self.state.borrow_mut().document.create(comment)
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeId {
        // HTML has no processing instructions: its parser reads them as comments.
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.state.borrow_mut().append(*parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let mut state = self.state.borrow_mut();
        if state.document.parent(*element).is_some() {
            state.insert_before(*element, child);
        } else {
            state.append(*previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        let mut state = self.state.borrow_mut();
        let doctype = state.document.create(Content::Doctype(name.to_string()));
        state.document.append(Document::ROOT, doctype);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let state = self.state.borrow();
        state.templates.get(target).copied().unwrap_or(*target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.state.borrow_mut().insert_before(*sibling, new);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut state = self.state.borrow_mut();
        for (name, value) in attributes.iter().map(pair) {
            if state.document.attribute(*target, &name).is_none() {
                state.document.set_attribute(*target, &name, &value);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.state.borrow_mut().document.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut state = self.state.borrow_mut();
        let children = std::mem::take(&mut state.document.node_mut(*node).children);
        for child in children {
            state.document.node_mut(child).parent = None;
            state.append(*new_parent, NodeOrText::AppendNode(child));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.state.borrow().integration_points.contains(handle)
    }
}

/// A name as the parser knows it; what is shared cannot be lent, so it gets one of its own.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

/// The name as it is written, with the prefix that foreign attributes have.
fn pair(attribute: &Attribute) -> (String, String) {
    let name = &attribute.name;
    let written = match &name.prefix {
        Some(prefix) if !prefix.is_empty() => format!("{prefix}:{}", name.local),
        _ => name.local.to_string(),
    };
    (written, attribute.value.to_string())
}
