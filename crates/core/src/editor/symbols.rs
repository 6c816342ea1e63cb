//! The outline of a document.

use serde::Serialize;

use super::place::Place;
use super::{Range, Units};
use crate::check::{MAX_DOCUMENT_BYTES, Options};
use crate::json::{self, Member, NodeId, Span, Tree, Value, shown_bare};
use crate::kinds::Kind;
use crate::shape::counted;

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SymbolKind {
    /// An object.
    Object,
    /// An array.
    Array,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// Something that could not be read.
    Invalid,
}

/// One value of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Symbol {
    /// Its key; of an item what the item is called and its number.
    pub name: String,
    /// What stands there, in a few words.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// The key, where there is one, and the value.
    pub range: Range,
    /// The part to select: the key, or the value where there is none.
    pub selection_range: Range,
    /// What it holds, in the order of the text.
    pub children: Vec<Symbol>,
}

/// The outline of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// What the document holds at its top.
    pub symbols: Vec<Symbol>,
    /// Values that were left out, because there are too many or they lie too deep.
    pub omitted: usize,
}

/// Values that are told at most: what an outline can show, and little enough for every key that is pressed.
const MOST: usize = 5_000;

/// Outlines a document, however broken it is: at most 5,000 values of it, and nothing of one over 1 MiB.
///
/// ```
/// use preflight_core::editor::symbols;
/// use preflight_core::{Options, Policy};
///
/// let text = r#"{"kind": "rich-card", "payload": {"components": [{"type": "header", "text": "Hi"}]"#;
/// let outline = symbols(text, Options::new(&Policy::default()));
/// let components = &outline.symbols[1].children[0];
/// assert_eq!(components.detail, "1 component");
/// assert_eq!((components.children[0].name.as_str(), components.children[0].detail.as_str()), ("component 1", "header"));
/// ```
pub fn symbols(text: &str, options: Options<'_>) -> Outline {
    let mut outline = Outline {
        symbols: Vec::new(),
        omitted: 0,
    };
    if text.len() > MAX_DOCUMENT_BYTES {
        return outline;
    }
    let parsed = json::parse(text);
    let tree = &parsed.tree;
    let kind = match options.kind {
        Some(_) => None,
        None => tree.text_at(parsed.root, "kind").and_then(Kind::from_name),
    };
    let place = Place::of_root(options, kind);
    let mut walk = Walk {
        tree,
        units: Units::new(text),
        left: MOST + 1,
        omitted: 0,
    };
    let root = walk.symbol(DOCUMENT.to_owned(), None, parsed.root, Some(place));
    if let Some(root) = root {
        outline.symbols = match root.kind {
            SymbolKind::Object | SymbolKind::Array => root.children,
            _ => vec![root],
        };
    }
    outline.omitted = walk.omitted;
    outline
}

/// What a document is called that is no more than one value.
const DOCUMENT: &str = "document";

struct Walk<'t, 's> {
    tree: &'t Tree<'s>,
    units: Units<'s>,
    /// Values that may still be told.
    left: usize,
    omitted: usize,
}

impl Walk<'_, '_> {
    /// Tells a value and what it holds. The reader nests no deeper than [`json::MAX_DEPTH`].
    fn symbol(
        &mut self,
        name: String,
        key: Option<Span>,
        node: NodeId,
        place: Option<Place>,
    ) -> Option<Symbol> {
        if self.left == 0 {
            self.omitted += self.count(node);
            return None;
        }
        self.left -= 1;
        let tree = self.tree;
        let value = tree.span(node);
        let own = key.unwrap_or(value);
        let (start, end) = (own.start.min(value.start), own.end.max(value.end));
        let (kind, detail) = self.describe(node, place.as_ref());
        let mut children = Vec::new();
        match tree.value(node) {
            Value::Object(members) => {
                let words = Words::of(members, tree);
                for member in members {
                    let inner =
                        place.and_then(|place| place.member(&member.key, &|key| words.get(key)));
                    let key = member.key_origin.span();
                    let name = shown_bare(&member.key);
                    children.extend(self.symbol(name, Some(key), member.value, inner));
                }
            }
            Value::Array(items) => {
                let inner = place.and_then(Place::item);
                let noun = inner.and_then(|place| place.noun).unwrap_or("item");
                for (index, item) in items.iter().enumerate() {
                    let name = format!("{noun} {}", index + 1);
                    children.extend(self.symbol(name, None, *item, inner));
                }
            }
            _ => {}
        }
        Some(Symbol {
            name,
            detail,
            kind,
            range: self.units.range(start as usize..end as usize),
            selection_range: self.units.range(own.range()),
            children,
        })
    }

    /// What a value is, and what it says in a few words.
    fn describe(&self, node: NodeId, place: Option<&Place>) -> (SymbolKind, String) {
        let tree = self.tree;
        match tree.value(node) {
            Value::Invalid => (SymbolKind::Invalid, "unreadable".to_owned()),
            Value::Null => (SymbolKind::Null, "null".to_owned()),
            Value::Bool(value) => (SymbolKind::Boolean, value.to_string()),
            Value::Number(digits) => (SymbolKind::Number, shown_bare(digits)),
            Value::String(text) => (SymbolKind::String, shown_bare(text)),
            Value::Array(items) => {
                let noun = place.and_then(|place| place.item()?.noun);
                let count = items.len() as u64;
                (SymbolKind::Array, counted(count, noun.unwrap_or("item")))
            }
            Value::Object(members) => {
                let words = Words::of(members, tree);
                let fields = place.map(|place| place.fields(&|key| words.get(key)));
                let mut fields = fields.into_iter().flatten();
                let saying = fields.find_map(|field| words.get(field.name));
                (
                    SymbolKind::Object,
                    saying.map(shown_bare).unwrap_or_default(),
                )
            }
        }
    }

    /// How many values a value is, with all it holds.
    fn count(&self, node: NodeId) -> usize {
        let mut open = vec![node];
        let mut count = 0;
        while let Some(node) = open.pop() {
            count += 1;
            match self.tree.value(node) {
                Value::Object(members) => open.extend(members.iter().map(|member| member.value)),
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        count
    }
}

/// The strings among the first members of an object; a table has fewer fields than that.
pub(crate) struct Words<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Words<'t> {
    pub(crate) fn of(members: &'t [Member<'_>], tree: &'t Tree<'_>) -> Self {
        const MOST: usize = 32;
        let word = |member: &'t Member<'_>| Some((&*member.key, tree.text(member.value)?));
        Self(members.iter().take(MOST).filter_map(word).collect())
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'t str> {
        let found = self.0.iter().rev().find(|(known, _)| *known == key);
        found.map(|(_, word)| *word)
    }
}

#[cfg(test)]
mod tests;
