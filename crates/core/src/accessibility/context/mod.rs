//! What assistive technology gets to know of a document, worked out once and asked for by every rule.
//!
//! - `choice`: which option of a list is chosen.
//! - `survey`: one pass over the document that finds what the nodes around a node make of it.
//! - `focus`: what can have the focus, and what is disabled.
//! - `role`: the role of an element, from what it is and from what its author says.
//! - `state`: its states and properties.
//! - `seen_text`: the text that people see, and what of it is exempt because a control cannot be used.

mod choice;
mod focus;
mod role;
pub(super) mod seen_text;
mod state;
mod survey;

pub use state::{State, StateValue};

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;

use self::seen_text::SeenText;
use self::survey::{Flags, Survey};
use super::contrast::text::TextContrast;
use super::role::implicit::is_list_box;
use super::{contrast, name};
use crate::dom::style::Styles;
use crate::dom::{Document, NodeId};

/// A document as assistive technology sees it.
#[derive(Debug)]
pub struct Context<'d> {
    document: &'d Document,
    styles: Styles,
    survey: Survey<'d>,
    roles: Vec<Cell<role::Known>>,
    names: Vec<OnceCell<String>>,
    labels: OnceCell<HashMap<NodeId, Vec<NodeId>>>,
    chosen: OnceCell<HashMap<NodeId, NodeId>>,
    seen_text: OnceCell<Vec<SeenText<'d>>>,
    unusable: OnceCell<Vec<bool>>,
    in_tab_order: OnceCell<Vec<bool>>,
    text_contrasts: OnceCell<Vec<TextContrast>>,
    /// Whether anybody asks what to do about what is found.
    is_advised: bool,
    /// How many steps names took, which bounds what a hostile document can cost.
    name_steps: Cell<usize>,
    /// Whether a name was cut off.
    has_cut_names: Cell<bool>,
    /// How many roles wait for a name, and names for a role.
    pub(super) waiting: Cell<u8>,
}

impl<'d> Context<'d> {
    /// Looks at a document.
    pub fn of(document: &'d Document) -> Self {
        let styles = Styles::of(document);
        let survey = Survey::of(document, &styles);
        Self {
            document,
            styles,
            survey,
            roles: vec![Cell::new(role::Known::No); document.len()],
            names: vec![OnceCell::new(); document.len()],
            labels: OnceCell::new(),
            chosen: OnceCell::new(),
            seen_text: OnceCell::new(),
            unusable: OnceCell::new(),
            in_tab_order: OnceCell::new(),
            text_contrasts: OnceCell::new(),
            is_advised: true,
            name_steps: Cell::new(0),
            has_cut_names: Cell::new(false),
            waiting: Cell::new(0),
        }
    }

    /// The same document, of which nobody asks what to do about what is found: that can cost more than finding it.
    pub(crate) fn without_advice(self) -> Self {
        Self {
            is_advised: false,
            ..self
        }
    }

    /// Whether anybody asks what to do about what is found.
    pub(crate) fn is_advised(&self) -> bool {
        self.is_advised
    }

    /// The document.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// Its styles.
    pub fn styles(&self) -> &Styles {
        &self.styles
    }

    /// Its elements, in its order.
    pub fn elements(&self) -> &[NodeId] {
        &self.survey.elements
    }

    /// Every node but the root, in the order of the document.
    pub(crate) fn order(&self) -> &[NodeId] {
        self.styles.order()
    }

    /// The elements that are more than the form of a text, in the order of the document. Rules about names, roles, fields,
    /// links and the focus are about none of the others, which are most.
    pub(crate) fn telling(&self) -> &[NodeId] {
        &self.survey.telling
    }

    /// Whether an element says which language its text is in.
    pub(crate) fn tells_languages(&self) -> bool {
        self.survey.tells_languages
    }

    /// The elements that have a `role`, in the order of the document.
    pub(crate) fn with_role(&self) -> &[NodeId] {
        &self.survey.with_role
    }

    /// The elements that have states or properties of ARIA, in the order of the document.
    pub(crate) fn with_aria(&self) -> &[NodeId] {
        &self.survey.with_aria
    }

    /// The first element that has this id.
    pub fn by_id(&self, id: &str) -> Option<NodeId> {
        self.all_by_id(id).first().copied()
    }

    /// The elements that have this id; more than one is the author's mistake.
    pub fn all_by_id(&self, id: &str) -> &[NodeId] {
        self.survey.ids.get(id).map_or(&[], Vec::as_slice)
    }

    /// The elements that an attribute names by their ids, such as `aria-labelledby`.
    pub fn references(&self, id: NodeId, attribute: &str) -> Vec<NodeId> {
        let value = self.document.attribute(id, attribute).unwrap_or_default();
        value
            .split_ascii_whitespace()
            .filter_map(|id| self.by_id(id))
            .collect()
    }

    /// The element that takes this one in by `aria-owns`.
    pub fn owner(&self, id: NodeId) -> Option<NodeId> {
        self.survey.owners.get(&id).copied()
    }

    /// Whether assistive technology is told of a node: it is rendered, visible and not inert, and neither it nor what is
    /// around it has `aria-hidden="true"`. An `area` is told of where its image is.
    pub fn is_exposed(&self, id: NodeId) -> bool {
        let flags = self.flags(id);
        if flags.contains(Flags::ARIA_HIDDEN) || flags.contains(Flags::INERT) {
            return false;
        }
        self.is_shown(id)
    }

    /// Whether a node is rendered and visible, whatever assistive technology is told of it.
    pub fn is_shown(&self, id: NodeId) -> bool {
        if self.document.html_name(id) == Some("area") {
            return self
                .image_of_area(id)
                .is_some_and(|image| self.styles.is_visible(image));
        }
        self.styles.is_visible(id)
    }

    /// Whether the node or one around it has `aria-hidden="true"`.
    pub fn is_aria_hidden(&self, id: NodeId) -> bool {
        self.flags(id).contains(Flags::ARIA_HIDDEN)
    }

    /// Whether the node or one around it has `inert`.
    pub fn is_inert(&self, id: NodeId) -> bool {
        self.flags(id).contains(Flags::INERT)
    }

    /// Whether the node or one around it is told to be loading, by `aria-busy="true"`.
    pub fn is_busy(&self, id: NodeId) -> bool {
        self.flags(id).contains(Flags::IN_ARIA_BUSY)
            || self.document.attribute(id, "aria-busy") == Some("true")
    }

    /// The accessible name; empty where there is none. One that would cost too much to work out is cut off and ends with an
    /// ellipsis.
    pub fn name(&self, id: NodeId) -> &str {
        self.names[id.index()].get_or_init(|| name::name(self, id))
    }

    /// The accessible description; empty where there is none.
    pub fn description(&self, id: NodeId) -> String {
        name::description(self, id)
    }

    /// The `label` elements of a field, in the order of the document: those around it and those that name it by its id.
    pub fn labels(&self, id: NodeId) -> &[NodeId] {
        self.labels
            .get_or_init(|| self.survey.labels(self.document, self.order()))
            .get(&id)
            .map_or(&[], Vec::as_slice)
    }

    /// The elements with text of their own that somebody may see, in the order of the document.
    pub(crate) fn seen_text(&self) -> &[SeenText<'d>] {
        self.seen_text.get_or_init(|| seen_text::seen_text(self))
    }

    /// Whether a node is exempt from what is asked of looks: a control that is disabled, a part of one, or what names one.
    pub(crate) fn is_unusable(&self, id: NodeId) -> bool {
        self.unusable.get_or_init(|| seen_text::disabled(self))[id.index()]
    }

    /// The contrast of every text that somebody may see, in the order of the document: first what stands on the page,
    /// then what stands in fields.
    pub(crate) fn text_contrasts(&self) -> &[TextContrast] {
        self.text_contrasts
            .get_or_init(|| contrast::text::measure(self))
    }

    /// The image that shows an `area`.
    fn image_of_area(&self, area: NodeId) -> Option<NodeId> {
        let map = self
            .document
            .ancestors(area)
            .take(survey::NEAR)
            .find(|id| self.document.html_name(*id) == Some("map"))?;
        let name = self.document.attribute(map, "name")?;
        self.survey.maps.get(name).copied()
    }

    fn flags(&self, id: NodeId) -> Flags {
        self.survey.flags[id.index()]
    }

    /// A name was cut off.
    pub(super) fn cut_names(&self) {
        self.has_cut_names.set(true);
    }

    /// Whether a name may be cut off, so that nobody knows what else it says.
    pub(crate) fn may_be_cut(&self, name: &str) -> bool {
        self.has_cut_names.get() && name.ends_with(name::CUT)
    }

    /// Takes this many steps of what all names together may cost; how many steps one more name may take.
    pub(super) fn spend(&self, steps: usize) -> usize {
        /// What all names of a document may cost before each is kept short.
        const ALL: usize = 1_000_000;
        /// What one name may cost.
        const ONE: usize = 20_000;
        /// What one name may cost after that.
        const SHORT: usize = 64;
        let spent = self.name_steps.get() + steps;
        self.name_steps.set(spent);
        if spent > ALL { SHORT } else { ONE }
    }
}
