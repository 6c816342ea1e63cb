//! The tree: an arena of nodes, each knowing the source text it came from.

use std::borrow::Cow;

use super::pointer::Pointer;

/// A half-open range of byte offsets in the source text.
///
/// Offsets are 32 bits wide: documents over 1 MiB are refused before they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte of the range.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    ///
    /// # Panics
    /// When an offset does not fit 32 bits; texts that long are refused before they are parsed.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).expect("texts over 4 GiB are refused");
        Self {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// The range as indices into the source text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its start and its end, by which spans are put in order.
    pub(crate) fn bounds(self) -> (usize, usize) {
        (self.start as usize, self.end as usize)
    }

    /// Whether `other` lies within this range.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Where a node came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Written by the author at this span.
    Source(Span),
    /// Computed by a builder from these spans.
    Derived(Box<Derivation>),
    /// Not written at all: a default, filled in for the object at this span.
    Default(Span),
}

/// How a builder came to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    /// The source spans the value was computed from, most telling first; never empty.
    pub spans: Vec<Span>,
    /// Why the value is what it is, as a phrase a person can read.
    pub reason: &'static str,
}

impl Origin {
    /// A value computed from one source span.
    pub fn derived(from: Span, reason: &'static str) -> Self {
        Self::Derived(Box::new(Derivation {
            spans: vec![from],
            reason,
        }))
    }

    /// The place in the source to show a person.
    pub fn span(&self) -> Span {
        match self {
            Self::Source(span) | Self::Default(span) => *span,
            Self::Derived(derivation) => derivation.spans[0],
        }
    }

    /// The span, when the author wrote this very value: only such places can be edited.
    pub fn source_span(&self) -> Option<Span> {
        match self {
            Self::Source(span) => Some(*span),
            Self::Derived(_) | Self::Default(_) => None,
        }
    }
}

/// Names one node of one [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// Its number, in the order in which nodes were made: one is made after those that it holds.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A JSON value. Text that needed no decoding borrows the source.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'s> {
    /// Something that could not be read or built; a finding about it exists already, so checks pass it by.
    Invalid,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written: no digit is lost by reading it.
    Number(Cow<'s, str>),
    /// A string, decoded.
    String(Cow<'s, str>),
    /// An array.
    Array(Vec<NodeId>),
    /// An object; members in source order, duplicate keys included.
    Object(Vec<Member<'s>>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'s> {
    /// The key, decoded.
    pub key: Cow<'s, str>,
    /// Where the key came from.
    pub key_origin: Origin,
    /// The value.
    pub value: NodeId,
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'s> {
    /// The value.
    pub value: Value<'s>,
    /// Where it came from.
    pub origin: Origin,
}

/// An arena of JSON nodes over one source text.
///
/// A builder appends its payload to the tree it reads from and may point at nodes the author wrote, so a payload
/// costs little more than its new nodes and every part of it can still be located.
#[derive(Debug, Clone)]
pub struct Tree<'s> {
    source: &'s str,
    nodes: Vec<Node<'s>>,
}

impl<'s> Tree<'s> {
    /// An empty tree over `source`.
    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            nodes: Vec::new(),
        }
    }

    /// The text the tree was read from.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Adds a node.
    ///
    /// # Panics
    /// When the tree holds 2^32 nodes; a text that could make so many is refused before it is parsed.
    pub fn add(&mut self, value: Value<'s>, origin: Origin) -> NodeId {
        let id =
            NodeId(u32::try_from(self.nodes.len()).expect("a text under 1 MiB has fewer nodes"));
        self.nodes.push(Node { value, origin });
        id
    }

    /// Every node, in the order in which they were made.
    pub(crate) fn nodes(&self) -> &[Node<'s>] {
        &self.nodes
    }

    /// The node behind an id.
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.0 as usize]
    }

    /// The value behind an id.
    pub fn value(&self, id: NodeId) -> &Value<'s> {
        &self.node(id).value
    }

    /// Where a node came from.
    pub fn origin(&self, id: NodeId) -> &Origin {
        &self.node(id).origin
    }

    /// The place in the source to show for a node.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).origin.span()
    }

    /// The members of an object; none for anything else.
    pub fn members(&self, id: NodeId) -> &[Member<'s>] {
        match self.value(id) {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array; none for anything else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.value(id) {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The member of an object under `key`; the last one where a key stands twice, as most readers do.
    pub fn member(&self, id: NodeId, key: &str) -> Option<&Member<'s>> {
        self.members(id)
            .iter()
            .rev()
            .find(|member| member.key == key)
    }

    /// The value of an object under `key`.
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.member(id, key).map(|member| member.value)
    }

    /// The value reached by following `keys` from object to object.
    pub fn get_path(&self, id: NodeId, keys: &[&str]) -> Option<NodeId> {
        keys.iter().try_fold(id, |node, key| self.get(node, key))
    }

    /// Follows names from a node as far as they lead; an index is one of an array.
    pub fn follow<N: AsRef<str>>(
        &self,
        from: NodeId,
        names: impl IntoIterator<Item = N>,
    ) -> (NodeId, Pointer) {
        let mut node = from;
        let mut pointer = Pointer::root();
        for name in names {
            let name = name.as_ref();
            let next = match self.value(node) {
                Value::Object(_) => self.get(node, name).inspect(|_| pointer.push_key(name)),
                Value::Array(items) => name.parse().ok().and_then(|index: usize| {
                    let item = items.get(index).copied();
                    item.inspect(|_| pointer.push_index(index))
                }),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        (node, pointer)
    }

    /// The value at a pointer, looking down from `root`; none where the pointer leads nowhere.
    pub fn at(&self, root: NodeId, pointer: &Pointer) -> Option<NodeId> {
        let (node, reached) = self.follow(root, pointer.names());
        (reached == *pointer).then_some(node)
    }

    /// The text of a string node.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text under `key` of an object, where it is a string, or `true` or `false` as a word.
    pub fn word_at(&self, id: NodeId, key: &str) -> Option<&str> {
        match self.value(self.get(id, key)?) {
            Value::String(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The text under `key` of an object, where it is a string.
    pub fn text_at(&self, id: NodeId, key: &str) -> Option<&str> {
        self.get(id, key).and_then(|node| self.text(node))
    }

    /// The value of a boolean node.
    pub fn boolean(&self, id: NodeId) -> Option<bool> {
        match self.value(id) {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The pointer of the innermost authored value that encloses `span`, looking down from `root`.
    ///
    /// A span on a key counts as its member's place.
    pub fn pointer_at(&self, root: NodeId, span: Span) -> Pointer {
        let mut pointer = Pointer::root();
        let mut node = root;
        loop {
            let next = match self.value(node) {
                Value::Object(members) => {
                    let after = members
                        .partition_point(|member| member.key_origin.span().start <= span.start);
                    members[..after]
                        .last()
                        .filter(|member| {
                            member.key_origin.span().contains(span)
                                || self.span(member.value).contains(span)
                        })
                        .map(|member| {
                            pointer.push_key(&member.key);
                            member.value
                        })
                }
                Value::Array(items) => {
                    let after = items.partition_point(|item| self.span(*item).start <= span.start);
                    after
                        .checked_sub(1)
                        .filter(|index| self.span(items[*index]).contains(span))
                        .map(|index| {
                            pointer.push_index(index);
                            items[index]
                        })
                }
                _ => None,
            };
            match next {
                Some(child) => node = child,
                None => return pointer,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_pointer_leads_to_its_value() {
        let text = r#"{"a": [1, {"b/c": "two"}], "~": 3}"#;
        let read = parse(text);
        for (pointer, shown) in [
            ("", Some(text)),
            ("/a/0", Some("1")),
            ("/a/1/b~1c", Some("\"two\"")),
            ("/~0", Some("3")),
            ("/a/2", None),
            ("/a/x", None),
            ("/b", None),
            ("/~0/0", None),
        ] {
            let node = read.tree.at(read.root, &Pointer::from(pointer));
            let found = node.map(|node| &text[read.tree.span(node).range()]);
            assert_eq!(found, shown, "{pointer}");
        }
    }
}
