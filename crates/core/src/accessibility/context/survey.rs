//! One pass over a document, in its order, so that what is around a node is known before the node.

use std::collections::HashMap;

use crate::accessibility::Role;
use crate::dom::style::Styles;
use crate::dom::{Document, Namespace, NodeId};

/// How far up is looked for what stands near by, such as the table of a cell.
pub(super) const NEAR: usize = 32;

/// How far up is looked for an element that would own what is around it.
const DEEP: usize = 512;

/// Elements that a `label` can be of (HTML, section 4.10.4).
const LABELABLE: &[&str] = &[
    "button", "input", "meter", "output", "progress", "select", "textarea",
];

/// Elements that give a text its form, and without further attributes nothing else: they have no name, take no focus and
/// are no part of a form.
const FORMS_OF_TEXT: &[&str] = &[
    "b", "big", "br", "center", "code", "div", "em", "font", "i", "p", "pre", "s", "small", "span",
    "strong", "sub", "sup", "tbody", "td", "tr", "u", "wbr",
];

/// Attributes of which an element gets nothing but looks, a name to be found by, or a language.
const SILENT: &[&str] = &["class", "dir", "id", "lang", "style"];

/// What the nodes around a node make of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags(u8);

impl Flags {
    /// It or one around it has `aria-hidden="true"`.
    pub(super) const ARIA_HIDDEN: Self = Self(1);
    /// It or one around it has `inert`.
    pub(super) const INERT: Self = Self(2);
    /// A disabled fieldset around it disables it.
    pub(super) const IN_DISABLED_FIELDSET: Self = Self(4);
    /// It stands in an article, an aside, a nav or a section.
    pub(super) const IN_SECTION: Self = Self(8);
    /// It stands in the main part.
    pub(super) const IN_MAIN: Self = Self(16);
    /// One around it has `aria-disabled="true"`.
    pub(super) const IN_ARIA_DISABLED: Self = Self(32);
    /// An element with `aria-busy="true"` stands around it.
    pub(super) const IN_ARIA_BUSY: Self = Self(64);

    pub(super) fn contains(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn set(&mut self, other: Self, is_set: bool) {
        if is_set {
            self.0 |= other.0;
        }
    }

    fn clear(&mut self, other: Self) {
        self.0 &= !other.0;
    }
}

/// What the pass finds.
#[derive(Debug)]
pub(super) struct Survey<'d> {
    /// The elements, in the order of the document.
    pub(super) elements: Vec<NodeId>,
    /// Those of them that are more than the form of a text.
    pub(super) telling: Vec<NodeId>,
    /// Whether any of them has a `lang`.
    pub(super) tells_languages: bool,
    /// Those of them that have a `role`.
    pub(super) with_role: Vec<NodeId>,
    /// Those of them that have attributes of ARIA other than `role`.
    pub(super) with_aria: Vec<NodeId>,
    /// Which elements have an id.
    pub(super) ids: HashMap<&'d str, Vec<NodeId>>,
    /// Which element takes another in by `aria-owns`.
    pub(super) owners: HashMap<NodeId, NodeId>,
    /// The first visible image of each image map.
    pub(super) maps: HashMap<&'d str, NodeId>,
    /// The first `legend` of each fieldset, and the first `summary` of each `details`.
    pub(super) heads: HashMap<NodeId, NodeId>,
    /// Of each node which one it is among what its parent holds, from 0.
    pub(super) places: Vec<u32>,
    /// The flags of each node.
    pub(super) flags: Vec<Flags>,
}

impl<'d> Survey<'d> {
    pub(super) fn of(document: &'d Document, styles: &Styles) -> Self {
        let mut survey = Self {
            elements: Vec::new(),
            telling: Vec::new(),
            tells_languages: false,
            with_role: Vec::new(),
            with_aria: Vec::new(),
            ids: HashMap::new(),
            owners: HashMap::new(),
            maps: HashMap::new(),
            heads: HashMap::new(),
            places: vec![0; document.len()],
            flags: vec![Flags::default(); document.len()],
        };
        let mut owning = Vec::new();
        for id in styles.order().iter().copied() {
            let around = document.parent(id);
            if let Some(parent) = around.filter(|parent| is_head(document, *parent, id)) {
                survey.heads.entry(parent).or_insert(id);
            }
            let mut flags =
                around.map_or_else(Flags::default, |parent| survey.inside(document, parent, id));
            for (place, child) in (0..).zip(document.children(id)) {
                survey.places[child.index()] = place;
            }
            if let Some(element) = document.element(id) {
                survey.elements.push(id);
                let mut is_telling = element.namespace != Namespace::Html
                    || !FORMS_OF_TEXT.contains(&element.name.as_str());
                for (name, value) in element.attributes() {
                    if name.starts_with("aria-") && survey.with_aria.last() != Some(&id) {
                        survey.with_aria.push(id);
                    }
                    is_telling |= !SILENT.contains(&name);
                    survey.tells_languages |= name == "lang";
                    match name {
                        "id" if !value.is_empty() => survey.ids.entry(value).or_default().push(id),
                        "role" => survey.with_role.push(id),
                        "aria-owns" => owning.push(id),
                        "aria-hidden" => {
                            flags.set(Flags::ARIA_HIDDEN, value.eq_ignore_ascii_case("true"));
                        }
                        "inert" => flags.set(Flags::INERT, true),
                        "usemap" if styles.is_visible(id) => {
                            let name = value.trim_start_matches('#');
                            survey.maps.entry(name).or_insert(id);
                        }
                        _ => {}
                    }
                }
                if is_telling {
                    survey.telling.push(id);
                }
            }
            survey.flags[id.index()] = flags;
        }
        survey.find_owners(document, styles, &owning);
        survey.show_owned(document);
        survey
    }

    /// What a node makes of a node that it holds.
    fn inside(&self, document: &Document, parent: NodeId, child: NodeId) -> Flags {
        let mut flags = self.flags[parent.index()];
        let Some(element) = document.element(parent) else {
            return flags;
        };
        match element.name.as_str() {
            "fieldset" if element.attribute("disabled").is_some() => {
                let first_legend = self.heads.get(&parent);
                flags.set(Flags::IN_DISABLED_FIELDSET, first_legend != Some(&child));
            }
            "article" | "aside" | "nav" | "section" => flags.set(Flags::IN_SECTION, true),
            "main" => flags.set(Flags::IN_MAIN, true),
            _ => {}
        }
        if element
            .attribute("aria-disabled")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        {
            flags.set(Flags::IN_ARIA_DISABLED, true);
        }
        if element.attribute("aria-busy") == Some("true") {
            flags.set(Flags::IN_ARIA_BUSY, true);
        }
        if let Some(role) = element.attribute("role") {
            let named = ["aria-label", "aria-labelledby", "title"]
                .iter()
                .any(|name| element.attribute(name).is_some());
            match role.split_ascii_whitespace().find_map(Role::concrete) {
                Some(Role::Article | Role::Complementary | Role::Navigation) => {
                    flags.set(Flags::IN_SECTION, true);
                }
                Some(Role::Region) => flags.set(Flags::IN_SECTION, named),
                Some(Role::Main) => flags.set(Flags::IN_MAIN, true),
                _ => {}
            }
        }
        flags
    }

    /// Who takes whom in. An element is taken in once, by the first that asks, and not by what it holds, nor by what nobody
    /// is told of.
    fn find_owners(&mut self, document: &Document, styles: &Styles, owning: &[NodeId]) {
        let is_told = |owner: &&NodeId| {
            !self.flags[owner.index()].contains(Flags::ARIA_HIDDEN) && styles.is_visible(**owner)
        };
        let told: Vec<NodeId> = owning.iter().filter(is_told).copied().collect();
        for owner in &told {
            let value = document.attribute(*owner, "aria-owns").unwrap_or_default();
            for id in value.split_ascii_whitespace() {
                let Some(owned) = self.ids.get(id).and_then(|ids| ids.first()) else {
                    continue;
                };
                // What stands around the owner cannot stand in it.
                let holds = |id: &NodeId| {
                    document
                        .ancestors(*id)
                        .take(DEEP)
                        .any(|around| around == *owned)
                };
                if owned != owner && !holds(owner) {
                    self.owners.entry(*owned).or_insert(*owner);
                }
            }
        }
    }

    /// What is taken in is told where it was taken in, though `aria-hidden` hides what it stands in.
    fn show_owned(&mut self, document: &Document) {
        let hides = |id: NodeId| {
            document
                .attribute(id, "aria-hidden")
                .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        };
        let mut rest: Vec<NodeId> = self.owners.keys().copied().collect();
        while let Some(id) = rest.pop() {
            let flags = &mut self.flags[id.index()];
            // What is shown already was come by before.
            if flags.contains(Flags::ARIA_HIDDEN) && !hides(id) {
                flags.clear(Flags::ARIA_HIDDEN);
                rest.extend(document.children(id));
            }
        }
    }

    /// The labels of every field that has some.
    pub(super) fn labels(
        &self,
        document: &Document,
        order: &[NodeId],
    ) -> HashMap<NodeId, Vec<NodeId>> {
        let mut labels: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        let is_field = |id: NodeId| {
            document
                .html_name(id)
                .is_some_and(|name| LABELABLE.contains(&name))
                && !is_hidden_input(document, id)
        };
        // A field has at most one label around it, the nearest; a label holds at most one, the first.
        let mut open: Vec<NodeId> = Vec::new();
        let mut taken: HashMap<NodeId, NodeId> = HashMap::new();
        for id in self
            .telling
            .iter()
            .filter(|id| document.html_name(**id) == Some("label"))
        {
            let Some(named) = document.attribute(*id, "for") else {
                open.push(*id);
                continue;
            };
            let first = self.ids.get(named).and_then(|ids| ids.first().copied());
            let field = first.filter(|id| is_field(*id));
            if let Some(field) = field {
                labels.entry(field).or_default().push(*id);
            }
        }
        if !open.is_empty() {
            for (label, field) in first_fields(document, order, &open, is_field) {
                taken.insert(label, field);
            }
        }
        for (label, field) in taken {
            labels.entry(field).or_default().push(label);
        }
        let place: HashMap<NodeId, usize> = if labels.values().any(|labels| labels.len() > 1) {
            self.elements.iter().copied().zip(0..).collect()
        } else {
            HashMap::new()
        };
        for labels in labels.values_mut().filter(|labels| labels.len() > 1) {
            labels.sort_by_key(|id| place.get(id).copied());
        }
        labels
    }
}

/// Whether a node can be the legend or the summary of what holds it.
fn is_head(document: &Document, parent: NodeId, id: NodeId) -> bool {
    matches!(
        (document.html_name(parent), document.html_name(id)),
        (Some("fieldset"), Some("legend")) | (Some("details"), Some("summary"))
    )
}

/// The first field in each label.
fn first_fields(
    document: &Document,
    order: &[NodeId],
    labels: &[NodeId],
    is_field: impl Fn(NodeId) -> bool,
) -> Vec<(NodeId, NodeId)> {
    let mut found: HashMap<NodeId, NodeId> = HashMap::new();
    // The nearest label around each node, by the order of the document.
    let mut around: Vec<Option<NodeId>> = vec![None; document.len()];
    let is_open: std::collections::HashSet<NodeId> = labels.iter().copied().collect();
    for id in order.iter().copied() {
        let label = document
            .parent(id)
            .and_then(|parent| around[parent.index()]);
        around[id.index()] = if is_open.contains(&id) {
            Some(id)
        } else {
            label
        };
        if let Some(label) = label.filter(|_| is_field(id)) {
            found.entry(label).or_insert(id);
        }
    }
    found.into_iter().collect()
}

/// Whether this is `<input type="hidden">`.
fn is_hidden_input(document: &Document, id: NodeId) -> bool {
    document
        .attribute(id, "type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
        && document.html_name(id) == Some("input")
}
