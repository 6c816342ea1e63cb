//! What people call a place, in the words of the shape tables.

use super::{ChangeKind, ChangeScope};
use crate::editor::{Place, Words};
use crate::excerpt::excerpt;
use crate::json::{NodeId, Segment, Tree, Value, shown_bare};

/// A step on the way to a place: how it goes on, what stands there, and what the tables say of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'t> {
    pub(super) segment: Segment<'t>,
    pub(super) node: NodeId,
    pub(super) place: Option<Place>,
}

/// What the tables say of what stands in a container.
pub(super) fn below(
    tree: &Tree<'_>,
    container: NodeId,
    place: Place,
    segment: Segment<'_>,
) -> Option<Place> {
    match segment {
        Segment::Index(_) => place.item(),
        Segment::Key(key) => {
            let words = Words::of(tree.members(container), tree);
            place.member(key, &|name| words.get(name))
        }
    }
}

/// Keys that stand for an object before others do.
const TITLES: &[&str] = &["label", "name", "key", "id", "title"];

/// Things that a place is said to be in.
const MOST_THINGS: usize = 3;
/// Keys below them.
const MOST_KEYS: usize = 6;

/// What people call the place that the spots lead to: the thing it belongs to, what that is in, and the keys below it.
pub(super) fn of(
    tree: &Tree<'_>,
    spots: &[Spot<'_>],
    kind: ChangeKind,
    scope: ChangeScope,
) -> String {
    let mut things: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for (depth, spot) in spots.iter().enumerate() {
        let is_last = depth + 1 == spots.len();
        let noun = spot.place.and_then(|place| place.noun);
        let thing = match (spot.segment, noun) {
            (Segment::Key(key), None) => {
                keys.push(name_of(key));
                continue;
            }
            (Segment::Key(key), Some(noun)) => format!("{noun} “{}”", title_of(key)),
            (Segment::Index(index), noun) => {
                let noun = noun.unwrap_or("item");
                let is_named = !is_last || kind != ChangeKind::Changed;
                let number = || format!("{noun} {}", index + 1);
                if let Some(title) = title(tree, spot.node).filter(|_| is_named) {
                    format!("{noun} “{title}”")
                } else if let Some(sort) = sort(tree, spot).filter(|_| is_innermost(spots, depth)) {
                    format!("{} ({sort})", number())
                } else {
                    number()
                }
            }
        };
        // The noun of a table says where it is; else the keys do.
        let thing = match noun {
            None if !keys.is_empty() => format!("{thing} of {}", joined(&keys)),
            _ => thing,
        };
        keys.clear();
        things.push(thing);
    }
    let keys = joined(&keys);
    let Some(first) = things.pop() else {
        return match (keys.is_empty(), scope) {
            (false, _) => keys,
            (true, ChangeScope::Payload) => "The payload".to_owned(),
            (true, ChangeScope::Document) => "The document".to_owned(),
        };
    };
    let mut label = String::new();
    let mut letters = first.chars();
    label.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    label.push_str(letters.as_str());
    for around in things.iter().rev().take(MOST_THINGS - 1) {
        label.push_str(" in ");
        label.push_str(around);
    }
    if !keys.is_empty() {
        label.push_str(": ");
        label.push_str(&keys);
    }
    label
}

/// A key as a path has it: one that is empty would not be seen there.
fn name_of(key: &str) -> String {
    match key {
        "" => "\"\"".to_owned(),
        key => shown_bare(key),
    }
}

/// Whether no other thing follows.
fn is_innermost(spots: &[Spot<'_>], depth: usize) -> bool {
    let follows = |spot: &Spot<'_>| matches!(spot.segment, Segment::Index(_));
    !spots[depth + 1..].iter().any(follows)
}

/// Keys as a path.
fn joined(keys: &[String]) -> String {
    let from = keys.len().saturating_sub(MOST_KEYS);
    let rest = keys[from..].join(".");
    if from == 0 {
        rest
    } else {
        format!("….{rest}")
    }
}

/// What an item says of itself.
fn title(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let text = match tree.value(node) {
        Value::String(text) => text,
        Value::Object(members) => {
            let words = Words::of(members, tree);
            TITLES.iter().find_map(|key| words.get(key))?
        }
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| title_of(text))
}

/// What tells an item from those of other sorts.
fn sort(tree: &Tree<'_>, spot: &Spot<'_>) -> Option<String> {
    use crate::shape::Shape;
    let shapes = spot.place.as_ref()?.shapes();
    let tag = shapes.iter().find_map(|shape| match shape {
        Shape::Tagged(tagged) => Some(tagged.tag),
        _ => None,
    })?;
    tree.text_at(spot.node, tag).map(title_of)
}

/// The beginning of a text, on one line and with nothing in it that cannot be seen.
fn title_of(text: &str) -> String {
    const MOST: usize = 40;
    excerpt(&shown_bare(text), MOST).into_owned()
}
