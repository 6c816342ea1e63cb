//! Elements of a document as the engine of the `selectors` crate sees them.

use std::cell::Cell;
use std::fmt;

use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode,
    SelectorCaches,
};
use selectors::matching::{ElementSelectorFlags, matches_selector};
use selectors::parser::Selector;
use selectors::{Element, OpaqueElement};

use super::direction::Direction;
use super::selector::{Name, Names, Pseudo, PseudoClass, Text};
use crate::dom::{Content, Document, Namespace, NodeId};

/// How many steps from element to element all selectors of a document may take together; a page of thousands of elements
/// and rules takes some hundred thousand.
const MOST_STEPS: u32 = 1_000_000;

/// How many steps one selector may take for one element.
const LONGEST: u32 = 500_000;

/// A document with its elements joined, so that every step is one look.
pub(super) struct Tree<'d> {
    pub(super) document: &'d Document,
    joints: Vec<Joint>,
    steps: Cell<u32>,
    /// How far the selector at hand has gone, and how far it may go.
    walked: Cell<u32>,
    longest: Cell<u32>,
    /// Whether what is not looked at is taken to be so.
    unknown: Cell<bool>,
    /// The element that has the focus.
    focused: Cell<Option<NodeId>>,
    /// How deep the document is nested.
    pub(super) depth: u32,
}

/// What is beside an element.
#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    depth: u32,
    disabled: bool,
    direction: Direction,
}

impl<'d> Tree<'d> {
    pub(super) fn of(document: &'d Document, order: &[NodeId]) -> Self {
        let mut joints = vec![Joint::default(); document.len()];
        let mut depth = 0;
        for id in order {
            let parent = document.parent(*id);
            let Some(around) = parent.map(|parent| joints[parent.index()]) else {
                continue;
            };
            let joint = &mut joints[id.index()];
            joint.depth = around.depth + 1;
            depth = depth.max(joint.depth);
            joint.parent = parent.filter(|parent| *parent != Document::ROOT);
            joint.previous = around.last;
            joint.disabled = is_disabled(document, *id, around.disabled);
            joint.direction = Direction::of(document, *id, around.direction);
            if let Some(previous) = around.last {
                joints[previous.index()].next = Some(*id);
            }
            if let Some(parent) = parent {
                let around = &mut joints[parent.index()];
                around.last = Some(*id);
                around.first.get_or_insert(*id);
            }
        }
        let steps = Cell::new(MOST_STEPS);
        Self {
            document,
            joints,
            steps,
            walked: Cell::new(0),
            longest: Cell::new(0),
            unknown: Cell::new(false),
            focused: Cell::new(None),
            depth,
        }
    }

    /// Whether all steps are taken.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() == 0
    }

    /// Takes a number of steps.
    pub(super) fn step(&self, steps: u32) {
        self.steps.set(self.steps.get().saturating_sub(steps));
    }

    /// Whether a control is disabled, by itself or by a `fieldset`.
    pub(super) fn is_disabled(&self, id: NodeId) -> bool {
        self.joints[id.index()].disabled
    }

    /// Whether a selector is about an element, or a part of it.
    pub(super) fn matches(
        &self,
        selector: &Selector<Names>,
        id: NodeId,
        state: State,
        caches: &mut SelectorCaches,
    ) -> bool {
        self.walked.set(0);
        // Places among siblings have to be right whatever they cost, which is no more than there are siblings.
        self.longest
            .set(if state.counts { u32::MAX } else { LONGEST });
        self.unknown.set(state.unknown);
        self.focused.set(state.focused.then_some(id));
        let mode = if selector.has_pseudo_element() {
            MatchingMode::ForStatelessPseudoElement
        } else {
            MatchingMode::Normal
        };
        let mut context = MatchingContext::new(
            mode,
            None,
            caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector(selector, 0, None, &At { tree: self, id }, &mut context)
    }
}

/// What is taken to be so while selectors are matched.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    pub(super) unknown: bool,
    pub(super) focused: bool,
    /// The selector counts siblings.
    pub(super) counts: bool,
}

/// Whether an element is disabled (HTML, section 4.10.19.2), where `around` says whether what it stands in is.
fn is_disabled(document: &Document, id: NodeId, around: bool) -> bool {
    let Some(name) = document.html_name(id) else {
        return around;
    };
    let own = document.attribute(id, "disabled").is_some();
    match name {
        "button" | "input" | "select" | "textarea" | "fieldset" | "optgroup" | "option" => {
            own || around
        }
        // What stands in the first legend of a disabled fieldset can be used.
        "legend" => {
            let fieldset = document.parent(id);
            let first = fieldset.is_some_and(|fieldset| {
                document.html_name(fieldset) == Some("fieldset")
                    && document
                        .children(fieldset)
                        .iter()
                        .find(|child| document.html_name(**child) == Some("legend"))
                        == Some(&id)
            });
            around && !first
        }
        _ => around,
    }
}

/// An element of a document.
#[derive(Clone, Copy)]
struct At<'t, 'd> {
    tree: &'t Tree<'d>,
    id: NodeId,
}

impl fmt::Debug for At<'_, '_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.id)
    }
}

impl At<'_, '_> {
    fn joint(self) -> Joint {
        self.tree.joints[self.id.index()]
    }

    /// The element a step away. Within one selector the document stays as it is even where all steps are taken, since the
    /// engine remembers places among siblings; only what no selector needs ends it.
    fn step(self, to: Option<NodeId>) -> Option<Self> {
        self.tree.step(1);
        let walked = self.tree.walked.get() + 1;
        self.tree.walked.set(walked);
        to.filter(|_| walked < self.tree.longest.get())
            .map(|id| Self { id, ..self })
    }

    fn name(&self) -> &str {
        self.tree
            .document
            .element(self.id)
            .map_or("", |element| element.name.as_str())
    }

    fn has(&self, attribute: &str) -> bool {
        self.tree.document.attribute(self.id, attribute).is_some()
    }

    fn is_control(&self) -> bool {
        matches!(
            self.tree.document.html_name(self.id),
            Some("button" | "input" | "select" | "textarea" | "fieldset" | "optgroup" | "option")
        )
    }

    fn can_be_required(&self) -> bool {
        matches!(
            self.tree.document.html_name(self.id),
            Some("input" | "select" | "textarea")
        )
    }
}

impl Element for At<'_, '_> {
    type Impl = Names;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.tree.document.node(self.id))
    }

    fn parent_element(&self) -> Option<Self> {
        self.step(self.joint().parent)
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    /// A part of an element is matched at the element itself.
    fn pseudo_element_originating_element(&self) -> Option<Self> {
        Some(*self)
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.step(self.joint().previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.step(self.joint().next)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.step(self.joint().first)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.tree.document.html_name(self.id).is_some()
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.name() == &*name.0
    }

    fn has_namespace(&self, namespace: &Name) -> bool {
        let own = self
            .tree
            .document
            .element(self.id)
            .map(|element| element.namespace);
        let url = match own {
            Some(Namespace::Svg) => "http://www.w3.org/2000/svg",
            Some(Namespace::MathMl) => "http://www.w3.org/1998/Math/MathML",
            _ => "http://www.w3.org/1999/xhtml",
        };
        *namespace.0 == *url
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Name>,
        name: &Name,
        operation: &AttrSelectorOperation<&Text>,
    ) -> bool {
        self.tree
            .document
            .attribute(self.id, &name.0)
            .is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(
        &self,
        class: &PseudoClass,
        _: &mut MatchingContext<'_, Names>,
    ) -> bool {
        let document = self.tree.document;
        match class {
            PseudoClass::Focus => self.tree.focused.get() == Some(self.id),
            PseudoClass::FocusWithin => self.tree.focused.get().is_some_and(|focused| {
                focused == self.id
                    || document.ancestors(focused).any(|id| {
                        self.tree.step(1);
                        id == self.id
                    })
            }),
            // No text runs in a direction that there is not.
            PseudoClass::Dynamic | PseudoClass::Dir(Direction::Unknown) => false,
            PseudoClass::Link => matches!(self.name(), "a" | "area") && self.has("href"),
            PseudoClass::Checked => {
                self.has("checked") || (self.name() == "option" && self.has("selected"))
            }
            PseudoClass::Enabled => self.is_control() && !self.tree.is_disabled(self.id),
            PseudoClass::Disabled => self.is_control() && self.tree.is_disabled(self.id),
            PseudoClass::Required => self.can_be_required() && self.has("required"),
            PseudoClass::Optional => self.can_be_required() && !self.has("required"),
            PseudoClass::Dir(direction) => match self.joint().direction {
                Direction::Unknown => self.tree.unknown.get(),
                own => own == *direction,
            },
            PseudoClass::Unknown => self.tree.unknown.get(),
        }
    }

    fn match_pseudo_element(&self, _: &Pseudo, _: &mut MatchingContext<'_, Names>) -> bool {
        true
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        matches!(self.name(), "a" | "area") && self.has("href")
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        let own = self.tree.document.attribute(self.id, "id");
        own.is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        let classes = self
            .tree
            .document
            .attribute(self.id, "class")
            .unwrap_or_default();
        classes
            .split_ascii_whitespace()
            .any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.tree.document.children(self.id).iter().all(|child| {
            match &self.tree.document.node(*child).content {
                Content::Element(_) => false,
                Content::Text(text) => text.is_empty(),
                _ => true,
            }
        })
    }

    fn is_root(&self) -> bool {
        self.joint().parent.is_none() && self.name() == "html"
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
