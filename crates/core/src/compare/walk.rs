//! Goes through both versions at once, and tells every difference.
//!
//! What is equal is never entered, and what is entered is left again before anything else is: no more of either version is
//! held than the way to where the walk is.

use std::collections::HashMap;

use super::identity::{Item, Side, is_alike};
use super::label::{self, Spot};
use super::lists::{Budget, Step, align};
use super::values::Values;
use super::{Change, ChangeKind, ChangeScope, MAX_CHANGES};
use crate::check::Options;
use crate::editor::{Place, Range, Units};
use crate::excerpt::excerpt;
use crate::json::{self, NodeId, Origin, Pointer, Segment, Tree, Value};
use crate::kinds::Kind;

/// Characters that are told of what stands at a place.
const LONGEST_SHOWN: usize = 200;

/// Bytes of changes that are kept: a hostile key may be a megabyte long, and stand above every change.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What is compared of one version, and what the tables say of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    node: NodeId,
    place: Place,
}

impl Part {
    /// The payload.
    pub(super) fn payload((kind, node): (Kind, NodeId), options: Options<'_>) -> Self {
        let options = Options {
            kind: Some(kind),
            ..options
        };
        Self {
            node,
            place: Place::of_root(options, None),
        }
    }

    /// The document as it is written.
    pub(super) fn document(node: NodeId, kind: Option<Kind>, options: Options<'_>) -> Self {
        Self {
            node,
            place: Place::of_root(options, kind),
        }
    }
}

/// Two containers, and what of them is still to be told.
struct Frame {
    before: NodeId,
    after: NodeId,
    steps: std::vec::IntoIter<Step>,
}

/// The way from the root to where the walk is, in one version.
struct Way<'t, 's> {
    side: Side<'t, 's>,
    units: Units<'t>,
    root: Option<Place>,
    spots: Vec<Spot<'t>>,
}

impl<'t, 's> Way<'t, 's> {
    fn new(side: Side<'t, 's>) -> Self {
        Self {
            units: Units::new(side.tree.source()),
            side,
            root: None,
            spots: Vec::new(),
        }
    }

    /// What stands in a container at a place.
    fn child(&self, container: NodeId, place: usize) -> (Segment<'t>, NodeId) {
        let tree: &'t Tree<'s> = self.side.tree;
        match tree.value(container) {
            Value::Object(members) => {
                let member = &members[place];
                (Segment::Key(&member.key), member.value)
            }
            _ => (Segment::Index(place), tree.items(container)[place]),
        }
    }

    /// Goes down to it.
    fn enter(&mut self, container: NodeId, place: usize, is_told: bool) -> NodeId {
        let (segment, node) = self.child(container, place);
        let around = self.spots.last().map_or(self.root, |spot| spot.place);
        let place = around.filter(|_| is_told);
        let place = place.and_then(|place| label::below(self.side.tree, container, place, segment));
        self.spots.push(Spot {
            segment,
            node,
            place,
        });
        node
    }

    fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for spot in &self.spots {
            match spot.segment {
                Segment::Key(key) => pointer.push_key(key),
                Segment::Index(index) => pointer.push_index(index),
            }
        }
        pointer
    }

    fn span(&self, node: NodeId) -> Range {
        self.units.range(self.side.tree.span(node).range())
    }

    /// What stands at a node, in a few words.
    fn shown(&self, node: NodeId) -> String {
        let tree = self.side.tree;
        let span = tree.span(node).range();
        let raw = || tree.source().get(span).unwrap_or_default().to_owned();
        excerpt(
            &json::compact(tree, node).unwrap_or_else(raw),
            LONGEST_SHOWN,
        )
        .into_owned()
    }

    fn is_written(&self, node: NodeId) -> bool {
        matches!(self.side.tree.origin(node), Origin::Source(_))
    }
}

/// A walk, and what it has found.
pub(super) struct Walk<'t, 's> {
    before: Way<'t, 's>,
    after: Way<'t, 's>,
    scope: ChangeScope,
    budget: Budget,
    bytes: usize,
    changes: Vec<Change>,
    omitted: usize,
}

impl<'t, 's> Walk<'t, 's> {
    pub(super) fn new(before: &'t Tree<'s>, after: &'t Tree<'s>, values: &'t Values) -> Self {
        Self {
            before: Way::new(Side::before(before, values)),
            after: Way::new(Side::after(after, values)),
            scope: ChangeScope::Document,
            budget: Budget::default(),
            bytes: 0,
            changes: Vec::new(),
            omitted: 0,
        }
    }

    /// The changes, and how many were left out.
    pub(super) fn finish(self) -> (Vec<Change>, usize) {
        (self.changes, self.omitted)
    }

    /// Tells what changed in some members of documents.
    pub(super) fn members(&mut self, before: Part, after: Part, keys: &[&str]) {
        self.begin(before, after, ChangeScope::Document);
        let mut steps = self.of_objects(before.node, after.node);
        steps.retain(|step| {
            let key = match *step {
                Step::Both { after: place, .. } | Step::Added(place) => {
                    self.after.child(after.node, place).0
                }
                Step::Removed(place) => self.before.child(before.node, place).0,
            };
            matches!(key, Segment::Key(key) if keys.contains(&key))
        });
        self.run(Frame {
            before: before.node,
            after: after.node,
            steps: steps.into_iter(),
        });
    }

    /// Tells what changed.
    pub(super) fn all(&mut self, before: Part, after: Part, scope: ChangeScope) {
        self.begin(before, after, scope);
        if self.is_equal(before.node, after.node) {
            return;
        }
        match self.inside(before.node, after.node) {
            Some(frame) => self.run(frame),
            None => self.tell(ChangeKind::Changed, Some(before.node), Some(after.node)),
        }
    }

    fn begin(&mut self, before: Part, after: Part, scope: ChangeScope) {
        self.scope = scope;
        self.before.root = Some(before.place);
        self.after.root = Some(after.place);
    }

    fn run(&mut self, outermost: Frame) {
        let mut open = vec![outermost];
        while let Some(frame) = open.last_mut() {
            let (before, after) = (frame.before, frame.after);
            let Some(step) = frame.steps.next() else {
                open.pop();
                self.before.spots.pop();
                self.after.spots.pop();
                continue;
            };
            let is_told = !self.is_full();
            match step {
                Step::Added(place) => {
                    let node = self.after.enter(after, place, is_told);
                    self.tell(ChangeKind::Added, None, Some(node));
                    self.after.spots.pop();
                }
                Step::Removed(place) => {
                    let node = self.before.enter(before, place, is_told);
                    self.tell(ChangeKind::Removed, Some(node), None);
                    self.before.spots.pop();
                }
                Step::Both {
                    before: old,
                    after: new,
                    moved,
                } => {
                    let old = self.before.enter(before, old, is_told);
                    let new = self.after.enter(after, new, is_told);
                    if moved {
                        self.tell(ChangeKind::Moved, Some(old), Some(new));
                    }
                    if !self.is_equal(old, new) {
                        if let Some(inner) = self.inside(old, new) {
                            open.push(inner);
                            continue;
                        }
                        self.tell(ChangeKind::Changed, Some(old), Some(new));
                    }
                    self.before.spots.pop();
                    self.after.spots.pop();
                }
            }
        }
    }

    fn is_equal(&self, before: NodeId, after: NodeId) -> bool {
        self.before.side.value(before) == self.after.side.value(after)
    }

    /// What to tell of two values that are containers of one sort.
    fn inside(&mut self, before: NodeId, after: NodeId) -> Option<Frame> {
        let (old, new) = (self.before.side.tree, self.after.side.tree);
        let steps = match (old.value(before), new.value(after)) {
            (Value::Object(_), Value::Object(_)) => self.of_objects(before, after),
            (Value::Array(_), Value::Array(_)) => self.of_lists(before, after),
            _ => return None,
        };
        Some(Frame {
            before,
            after,
            steps: steps.into_iter(),
        })
    }

    /// What becomes of the members of an object, in the order of the newer version; of a key that stands twice the last.
    fn of_objects(&self, before: NodeId, after: NodeId) -> Vec<Step> {
        let (old, new) = (
            self.before.side.tree.members(before),
            self.after.side.tree.members(after),
        );
        let last = |members: &'t [json::Member<'s>]| -> HashMap<&'t str, usize> {
            let keys = members.iter().enumerate();
            keys.map(|(place, member)| (&*member.key, place)).collect()
        };
        let (in_old, in_new) = (last(old), last(new));
        let mut steps = Vec::new();
        for (place, member) in new.iter().enumerate() {
            if in_new.get(&*member.key) != Some(&place) {
                continue;
            }
            match in_old.get(&*member.key) {
                None => steps.push(Step::Added(place)),
                Some(before) if !self.is_equal(old[*before].value, member.value) => {
                    steps.push(Step::Both {
                        before: *before,
                        after: place,
                        moved: false,
                    });
                }
                Some(_) => {}
            }
        }
        let gone = old.iter().enumerate().filter(|(place, member)| {
            in_old.get(&*member.key) == Some(place) && !in_new.contains_key(&*member.key)
        });
        steps.extend(gone.map(|(place, _)| Step::Removed(place)));
        steps
    }

    /// What becomes of the items of a list, without those that are as they were.
    fn of_lists(&mut self, before: NodeId, after: NodeId) -> Vec<Step> {
        let (one, other) = (self.before.side, self.after.side);
        let (old, new) = (one.tree.items(before), other.tree.items(after));
        let items = |side: Side<'t, 's>, nodes: &[NodeId]| -> Vec<Item> {
            nodes.iter().map(|node| side.item(*node)).collect()
        };
        let (before, after) = (items(one, old), items(other, new));
        let may_be = |place: usize, candidate: usize| {
            let is_another = before[place].is_named_for_good()
                && after[candidate].is_named_for_good()
                && before[place].name != after[candidate].name;
            !is_another || is_alike(one, old[place], other, new[candidate])
        };
        let mut steps = align(&before, &after, &mut self.budget, may_be);
        steps.retain(|step| match *step {
            Step::Both {
                before: old,
                after: new,
                moved: false,
            } => before[old].value != after[new].value,
            _ => true,
        });
        steps
    }

    fn is_full(&self) -> bool {
        self.changes.len() >= MAX_CHANGES || self.bytes >= MOST_BYTES
    }

    /// Tells a change of what the ways lead to.
    fn tell(&mut self, kind: ChangeKind, before: Option<NodeId>, after: Option<NodeId>) {
        if self.is_full() {
            self.omitted += 1;
            return;
        }
        let (old, new) = (&self.before, &self.after);
        let before_pointer = before.map(|_| old.pointer());
        let after_pointer = after.map(|_| new.pointer());
        let pointer = after_pointer.clone().or_else(|| before_pointer.clone());
        let (spots, tree) = match after {
            Some(_) => (&new.spots, new.side.tree),
            None => (&old.spots, old.side.tree),
        };
        let is_shown = kind != ChangeKind::Moved;
        let shown = |way: &Way<'_, '_>, node: Option<NodeId>| {
            node.filter(|_| is_shown).map(|node| way.shown(node))
        };
        let is_written =
            |way: &Way<'_, '_>, node: Option<NodeId>| node.is_some_and(|node| way.is_written(node));
        let change = Change {
            kind,
            scope: self.scope,
            pointer: pointer.unwrap_or_else(Pointer::root),
            before_pointer,
            after_pointer,
            label: label::of(tree, spots, kind, self.scope),
            before: shown(old, before),
            after: shown(new, after),
            before_span: before.map(|node| old.span(node)),
            after_span: after.map(|node| new.span(node)),
            derived: !is_written(old, before) && !is_written(new, after),
        };
        let pointers = [&change.before_pointer, &change.after_pointer];
        let pointers = pointers.into_iter().flatten();
        self.bytes += change.label.len()
            + change.pointer.as_str().len()
            + pointers
                .map(|pointer| pointer.as_str().len())
                .sum::<usize>();
        self.changes.push(change);
    }
}
