//! What html5ever's tree builder says is in a document, built.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::effort::{self, Effort};
use super::node::{Content, Element, Namespace};
use super::{Document, NodeId};
use crate::json::Span;

/// How deep elements may nest. Chromium's parser builds no deeper tree either, and html5ever takes quadratic time for one.
pub(super) const MAX_DEPTH: u32 = 512;

/// A document while it is being read. The parser holds several handles at once and says what to do with shared ones.
#[derive(Debug)]
pub(super) struct Sink {
    state: RefCell<State>,
    /// What it has taken so far.
    pub(super) effort: Effort,
}

#[derive(Debug, Default)]
struct State {
    document: Document,
    /// The parser asks for names as it knows them; the place of each is the number of its node.
    names: Vec<Option<QualName>>,
    /// What templates hold, which is no part of the document.
    templates: BTreeMap<NodeId, NodeId>,
    /// In ascending order, as they are made.
    integration_points: Vec<NodeId>,
    /// The names of the attributes of elements that further tags gave some to: `html` and `body`.
    merged: BTreeMap<NodeId, BTreeSet<String>>,
    /// The tag that is being read, and where it stands.
    tag: Option<(LocalName, Span)>,
    /// How deep each node is that was put in.
    depths: Vec<u32>,
    /// How deep what comes next will be, or a little more.
    depth: u32,
}

impl State {
    /// A node in the document, which is no part of it yet; text goes to the text before it.
    fn append(&mut self, parent: NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendText(text) => self.document.add_text(parent, &text),
            NodeOrText::AppendNode(id) => {
                self.document.detach(id);
                self.document.append(parent, id);
                self.put(id, parent);
            }
        }
    }

    /// Notes how deep a node is.
    fn put(&mut self, id: NodeId, parent: NodeId) {
        let depth = self.depth_of(parent) + 1;
        if self.depths.len() <= id.index() {
            self.depths.resize(id.index() + 1, 0);
        }
        self.depths[id.index()] = depth;
        self.depth = depth;
    }

    fn depth_of(&self, id: NodeId) -> u32 {
        self.depths.get(id.index()).copied().unwrap_or_default()
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
                    let place = siblings.iter().rposition(|id| *id == sibling)?;
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
        if let Some(parent) = self.document.parent(id) {
            self.put(id, parent);
        }
    }
}

impl Sink {
    /// A sink for what a text holds.
    pub(super) fn of(text: &str) -> Self {
        Self {
            state: RefCell::default(),
            effort: Effort::on(text),
        }
    }

    /// Whether the text has cost all that it may; what is left of it is left out then.
    pub(super) fn is_spent(&self) -> bool {
        let is_spent = self.effort.is_spent();
        self.state.borrow_mut().document.cut |= is_spent;
        is_spent
    }

    /// Whether there are as many nodes as are wanted, where something stands that would be read next.
    pub(super) fn is_full(&self, most: usize, next: Span) -> bool {
        let document = &mut self.state.borrow_mut().document;
        let is_full = document.len() > most;
        if is_full {
            document.full_at = Some(next);
        }
        is_full
    }

    /// Says which tag is being read, and where it stands: an element of that name stands there.
    pub(super) fn begin_tag(&self, name: LocalName, span: Span) {
        self.state.borrow_mut().tag = Some((name, span));
    }

    /// Says that what is being read is no tag.
    pub(super) fn forget_tag(&self) {
        self.state.borrow_mut().tag = None;
    }

    /// Whether elements are as deep here as they may be; what comes is left out then, but for its text.
    pub(super) fn is_too_deep(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let too_deep = state.depth >= MAX_DEPTH;
        state.document.cut |= too_deep;
        too_deep
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
        self.effort.spend(1);
        let state = self.state.borrow();
        let name = state.names.get(target.index()).cloned().flatten();
        let unknown = || QualName::new(None, ns!(html), local_name!(""));
        Name(name.unwrap_or_else(unknown))
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
        // Where the text leaves a tag out, another one's is being read. SVG has capitals in names, and an image is an img.
        let is_its = |tag: &LocalName| {
            tag.eq_ignore_ascii_case(&name.local)
                || (*tag == local_name!("image") && name.local == local_name!("img"))
        };
        if let Some((_, span)) = state.tag.as_ref().filter(|(tag, _)| is_its(tag)) {
            state.document.node_mut(id).span = Some(*span);
        }
        self.effort.spend(effort::ELEMENT);
        if name.ns == ns!(html) {
            self.effort.made(&name.local, id);
        }
        state.names.resize(id.index(), None);
        state.names.push(Some(name));
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
        self.effort.spend(1);
        one == other
    }

    fn pop(&self, node: &NodeId) {
        self.effort.closed(*node);
        let mut state = self.state.borrow_mut();
        state.depth = state.depth_of(*node).saturating_sub(1);
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new: NodeOrText<NodeId>) {
        self.state.borrow_mut().insert_before(*sibling, new);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let State {
            document, merged, ..
        } = &mut *self.state.borrow_mut();
        let Content::Element(element) = &mut document.node_mut(*target).content else {
            return;
        };
        // A hostile text may bring one more with each of a hundred thousand tags.
        let names = merged.entry(*target).or_insert_with(|| {
            element
                .attributes()
                .map(|(name, _)| name.to_owned())
                .collect()
        });
        for (name, value) in attributes.iter().map(pair) {
            if names.insert(name.clone()) {
                element.push_attribute(name, value);
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
        let state = self.state.borrow();
        state.integration_points.binary_search(handle).is_ok()
    }
}

/// A name as the parser knows it; what is shared cannot be lent, so it gets one of its own, which is three words.
#[derive(Debug)]
pub(super) struct Name(QualName);

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
