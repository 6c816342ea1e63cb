//! Walks a shape table over a tree.

use std::collections::BTreeSet;

use super::nearest;
use super::rules;
use super::table::{Bound, List, Map, Number, Object, Shape, Tagged, Text, Unknown};
use super::words::{counted, expected, quoted_list, shortened, type_name};
use crate::finding::{Draft, DraftEdit, FixDraft, Safety, Sink};
use crate::json::{self, Member, NodeId, Path, Segment, Tree, Value, decimal::Decimal, shown_key};
use crate::policy::Policy;

/// The nodes that a walk has judged.
///
/// A payload may share nodes with the spec it was built from. Walking the payload first and the spec second, with one
/// of these, judges each node once, where it stands in the payload if it stands there.
#[derive(Debug, Default)]
pub(crate) struct Visited(BTreeSet<NodeId>);

/// Reports every way in which `node` differs from `shape`, passing by what was visited already.
pub(crate) fn check<'t>(
    tree: &'t Tree<'_>,
    node: NodeId,
    shape: Shape,
    policy: &Policy,
    path: &mut Path<'t>,
    sink: &mut Sink,
    visited: &mut Visited,
) {
    Walk {
        tree,
        policy,
        sink,
        visited,
    }
    .value(node, shape, path);
}

struct Walk<'w, 't, 's> {
    tree: &'t Tree<'s>,
    policy: &'w Policy,
    sink: &'w mut Sink,
    visited: &'w mut Visited,
}

impl<'t> Walk<'_, 't, '_> {
    fn value(&mut self, node: NodeId, shape: Shape, path: &mut Path<'t>) {
        let value = self.tree.value(node);
        if judges_nothing(shape, value) || !self.visited.0.insert(node) {
            return;
        }
        match (shape, value) {
            // What could not be read or built has its finding already.
            (_, Value::Invalid) | (Shape::Boolean, Value::Bool(_)) => {}
            (Shape::Text(text), Value::String(content)) => self.text(node, text, content, path),
            (Shape::Choice(choices), Value::String(content)) => {
                if !choices.contains(&content.as_ref()) {
                    self.choice(node, content, choices.iter().copied(), path);
                }
            }
            (Shape::Number(number), Value::Number(digits)) => {
                self.number(node, number, digits, path);
            }
            (Shape::List(list), Value::Array(items)) => self.list(node, list, items, path),
            (Shape::Object(object), Value::Object(members)) => {
                self.object(node, object, None, members, path);
            }
            (Shape::Map(map), Value::Object(members)) => self.map(node, map, members, path),
            (Shape::Tagged(tagged), Value::Object(members)) => {
                self.tagged(node, tagged, members, path);
            }
            (Shape::Either(shapes), _) => {
                match shapes.iter().find(|shape| accepts_type(**shape, value)) {
                    Some(shape) => {
                        self.visited.0.remove(&node);
                        self.value(node, *shape, path);
                    }
                    None => self.wrong_type(node, shape, path),
                }
            }
            _ => self.wrong_type(node, shape, path),
        }
    }

    fn text(&mut self, node: NodeId, text: &Text, content: &str, path: &Path<'t>) {
        if let Some(pattern) = text.pattern
            && !(pattern.matches)(content)
        {
            self.report(&rules::PATTERN, node, path, || {
                (
                    format!(
                        "{path} is {}; it must be {}.",
                        shown_key(content),
                        pattern.meaning
                    ),
                    format!("Write it like {}.", json::quote(pattern.example)),
                )
            });
        }
        if (content.len() as u64) < text.min_characters {
            self.report(&rules::EMPTY_TEXT, node, path, || {
                (
                    format!("{path} is empty; it must hold at least 1 character."),
                    "Write a text.".to_owned(),
                )
            });
        } else if text.says_something && content.trim().is_empty() {
            self.report(&rules::EMPTY_TEXT, node, path, || {
                (
                    format!("{path} holds nothing but white space; it must say something."),
                    "Write a text.".to_owned(),
                )
            });
        }
        let Some(limit) = text.max_characters else {
            return;
        };
        let most = self.policy.limit(limit);
        // Bytes bound characters from above, so short texts are not counted.
        if content.len() as u64 <= most {
            return;
        }
        let characters = content.chars().count() as u64;
        if characters > most {
            self.report(&rules::TOO_LONG, node, path, || {
                (
                    format!("{path} has {characters} characters; at most {most} are accepted."),
                    format!("Shorten it by {}.", counted(characters - most, "character")),
                )
            });
        }
    }

    fn choice(
        &mut self,
        node: NodeId,
        content: &str,
        choices: impl Iterator<Item = &'static str> + Clone,
        path: &Path<'t>,
    ) {
        let suggests = self.sink.suggests();
        self.report(&rules::CHOICE, node, path, || {
            let help = match suggests
                .then(|| nearest(content, choices.clone()))
                .flatten()
            {
                Some(name) => format!("Did you mean \"{name}\"?"),
                None => "Use one of the values named.".to_owned(),
            };
            (
                format!(
                    "{path} is {}; it must be {}.",
                    shown_key(content),
                    quoted_list(choices)
                ),
                help,
            )
        });
    }

    fn number(&mut self, node: NodeId, number: &Number, digits: &str, path: &Path<'t>) {
        let value = Decimal::of(digits);
        if number.integer && !value.is_integer() {
            self.report(&rules::INTEGER, node, path, || {
                (
                    format!("{path} is {}; it must be an integer.", shortened(digits)),
                    "Write a number without a fraction.".to_owned(),
                )
            });
        } else if number.integer && digits.contains(['.', 'e', 'E']) {
            self.integer_notation(node, digits, &value, path);
        }
        let bound = |bound: Option<Bound>| bound.map(|bound| bound.value(self.policy));
        let (minimum, maximum) = (bound(number.minimum), bound(number.maximum));
        if let Some(least) = minimum.filter(|least| value.compare(*least).is_lt()) {
            self.report(&rules::TOO_SMALL, node, path, || {
                (
                    format!(
                        "{path} is {}; it must be at least {least}.",
                        shortened(digits)
                    ),
                    format!("Write {least} or more."),
                )
            });
        }
        if let Some(most) = maximum.filter(|most| value.compare(*most).is_gt()) {
            self.report(&rules::TOO_LARGE, node, path, || {
                (
                    format!(
                        "{path} is {}; it must be at most {most}.",
                        shortened(digits)
                    ),
                    format!("Write {most} or less."),
                )
            });
        }
    }

    fn integer_notation(&mut self, node: NodeId, digits: &str, value: &Decimal, path: &Path<'t>) {
        let plain = value.plain();
        let place = self.sink.place(self.tree, node, path);
        let literal = self.tree.origin(node).source_span();
        self.sink.add(|| {
            let help = match &plain {
                Some(plain) if plain.len() < 20 => format!("Write {plain}."),
                _ => "Write it with digits only.".to_owned(),
            };
            let message = format!(
                "{path} is {}; some servers accept integers only without fraction and exponent.",
                shortened(digits)
            );
            let fix = literal.zip(plain).map(|(span, text)| FixDraft {
                safety: Safety::Safe,
                description: "Write the integer with digits only.".to_owned(),
                edits: vec![DraftEdit { span, text }],
            });
            Draft::new(&rules::INTEGER_NOTATION, place, message, help).with_fix(fix)
        });
    }

    fn list(&mut self, node: NodeId, list: &List, items: &'t [NodeId], path: &mut Path<'t>) {
        let count = items.len() as u64;
        if count < list.min_items {
            self.report(&rules::EMPTY_LIST, node, path, || {
                (
                    format!(
                        "{path} is empty; it must hold at least {}.",
                        counted(list.min_items, list.noun)
                    ),
                    format!("Add at least 1 {}.", list.noun),
                )
            });
        }
        if let Some(limit) = list.max_items {
            self.entries(node, count, self.policy.limit(limit), list.noun, path);
        }
        for (index, item) in items.iter().enumerate() {
            path.within(Segment::Index(index), |path| {
                self.value(*item, list.item, path);
            });
        }
    }

    fn map(&mut self, node: NodeId, map: &Map, members: &'t [Member<'_>], path: &mut Path<'t>) {
        if let Some(limit) = map.max_entries {
            self.entries(
                node,
                members.len() as u64,
                self.policy.limit(limit),
                map.noun,
                path,
            );
        }
        for member in members {
            path.within(Segment::Key(&member.key), |path| {
                self.value(member.value, map.value, path);
            });
        }
    }

    fn entries(&mut self, node: NodeId, count: u64, most: u64, noun: &str, path: &Path<'t>) {
        if count > most {
            self.report(&rules::TOO_MANY, node, path, || {
                (
                    format!(
                        "{path} has {}; at most {most} are accepted.",
                        counted(count, noun)
                    ),
                    format!("Remove {}.", counted(count - most, noun)),
                )
            });
        }
    }

    /// `tag` is the field that chose this table; it is known although the table does not name it.
    fn object(
        &mut self,
        node: NodeId,
        object: &'static Object,
        tag: Option<&'static str>,
        members: &'t [Member<'_>],
        path: &mut Path<'t>,
    ) {
        for field in object.fields.iter().filter(|field| field.required) {
            if !members.iter().any(|member| member.key == field.name) {
                self.missing(node, field.name, field.doc, None, path);
            }
        }
        for when in object.when {
            let decides = self.tree.text_at(node, when.field);
            if when.condition.holds(decides)
                && !members.iter().any(|member| member.key == when.requires)
            {
                let needed = object
                    .fields
                    .iter()
                    .find(|field| field.name == when.requires);
                let doc = needed.map_or("", |field| field.doc);
                let because =
                    decides.map(|value| format!(" when {} is {}", when.field, shown_key(value)));
                self.missing(node, when.requires, doc, because.as_deref(), path);
            }
        }
        for member in members {
            let key = member.key.as_ref();
            if let Some(field) = object.fields.iter().find(|field| field.name == key) {
                path.within(Segment::Key(field.name), |path| {
                    self.value(member.value, field.shape, path);
                });
            } else if object.unknown == Unknown::Refused && tag != Some(key) {
                self.unknown_key(object, tag, member, path);
            }
        }
    }

    fn tagged(
        &mut self,
        node: NodeId,
        tagged: &'static Tagged,
        members: &'t [Member<'_>],
        path: &mut Path<'t>,
    ) {
        let Some(tag) = self.tree.get(node, tagged.tag) else {
            let doc = "It says what the object is.";
            self.missing(node, tagged.tag, doc, None, path);
            return;
        };
        match self.tree.value(tag) {
            Value::Invalid => {}
            Value::String(name) => {
                match tagged.variants.iter().find(|(variant, _)| variant == name) {
                    Some((_, object)) => self.object(node, object, Some(tagged.tag), members, path),
                    None => path.within(Segment::Key(tagged.tag), |path| {
                        let names: Vec<_> = tagged.names().collect();
                        self.choice(tag, name, names.iter().copied(), path);
                    }),
                }
            }
            _ => path.within(Segment::Key(tagged.tag), |path| {
                self.wrong_type(tag, Shape::Choice(&[]), path);
            }),
        }
    }

    fn missing(
        &mut self,
        node: NodeId,
        name: &str,
        doc: &str,
        because: Option<&str>,
        path: &Path<'t>,
    ) {
        self.report(&rules::REQUIRED, node, path, || {
            (
                format!(
                    "{path} has no \"{name}\", which is required{}.",
                    because.unwrap_or("")
                ),
                format!("Add \"{name}\". {doc}").trim_end().to_owned(),
            )
        });
    }

    fn unknown_key(
        &mut self,
        object: &Object,
        tag: Option<&'static str>,
        member: &'t Member<'_>,
        path: &mut Path<'t>,
    ) {
        let key = member.key.as_ref();
        let known = || object.fields.iter().map(|field| field.name).chain(tag);
        path.push(Segment::Key(key));
        let place = self.sink.at(member.key_origin.span(), path);
        path.pop();
        let suggests = self.sink.suggests();
        self.sink.add(|| {
            let help = match suggests.then(|| nearest(key, known())).flatten() {
                Some(name) => format!("Did you mean \"{name}\"?"),
                None => format!(
                    "Remove it; known here: {}.",
                    known().collect::<Vec<_>>().join(", ")
                ),
            };
            let message = format!(
                "{path} has a key {}, which is not known there.",
                shown_key(key)
            );
            Draft::new(&rules::UNKNOWN_KEY, place, message, help)
        });
    }

    fn wrong_type(&mut self, node: NodeId, shape: Shape, path: &Path<'t>) {
        let found = type_name(self.tree.value(node));
        self.report(&rules::TYPE, node, path, || {
            let expected = expected(shape);
            (
                format!("{path} is {found}; it must be {expected}."),
                format!("Write {expected}."),
            )
        });
    }

    fn report(
        &mut self,
        rule: &'static crate::finding::Rule,
        node: NodeId,
        path: &Path<'t>,
        words: impl FnOnce() -> (String, String),
    ) {
        let (tree, place) = (self.tree, &*self.sink);
        let place = place.place(tree, node, path);
        self.sink.add(|| {
            let (message, help) = words();
            Draft::new(rule, place, message, help)
        });
    }
}

/// Where anything may stand nothing is judged, and another walk may know better.
fn judges_nothing(shape: Shape, value: &Value<'_>) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Object(object) => {
            matches!(value, Value::Object(_))
                && object.fields.is_empty()
                && object.unknown == Unknown::Allowed
        }
        _ => false,
    }
}

fn accepts_type(shape: Shape, value: &Value<'_>) -> bool {
    match shape {
        Shape::Text(_) | Shape::Choice(_) => matches!(value, Value::String(_)),
        Shape::Number(_) => matches!(value, Value::Number(_)),
        Shape::Boolean => matches!(value, Value::Bool(_)),
        Shape::List(_) => matches!(value, Value::Array(_)),
        Shape::Object(_) | Shape::Map(_) | Shape::Tagged(_) => matches!(value, Value::Object(_)),
        Shape::Either(shapes) => shapes.iter().any(|shape| accepts_type(*shape, value)),
        Shape::Any => true,
    }
}
