//! Which values of two documents are equal, told in one pass over each: every distinct value gets a number.

use std::collections::HashMap;

use crate::json::{NodeId, Tree, Value};

/// A value, with the numbers of those that it holds.
#[derive(PartialEq, Eq, Hash)]
enum Known<'t> {
    /// What could not be read is told by its text.
    Invalid(&'t str),
    Null,
    Bool(bool),
    /// Digits as they are written, since that is how they are sent.
    Number(&'t str),
    Text(&'t str),
    Array(Vec<u32>),
    /// By key, of a key that stands twice the last.
    Object(Vec<(&'t str, u32)>),
}

/// The numbers of the values of two trees.
#[derive(Debug)]
pub(super) struct Values {
    before: Vec<u32>,
    after: Vec<u32>,
}

impl Values {
    pub(super) fn of(before: &Tree<'_>, after: &Tree<'_>) -> Self {
        let mut known = HashMap::new();
        Self {
            before: numbers(before, &mut known),
            after: numbers(after, &mut known),
        }
    }

    /// The number of a value of the older tree.
    pub(super) fn before(&self, node: NodeId) -> u32 {
        self.before[node.index()]
    }

    /// The number of a value of the newer tree.
    pub(super) fn after(&self, node: NodeId) -> u32 {
        self.after[node.index()]
    }
}

fn numbers<'t>(tree: &'t Tree<'_>, known: &mut HashMap<Known<'t>, u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::with_capacity(tree.nodes().len());
    // A node is made after those that it holds.
    for node in tree.nodes() {
        let number = |id: &NodeId| numbers.get(id.index()).copied().unwrap_or_default();
        let key = match &node.value {
            Value::Invalid => {
                let span = node.origin.span().range();
                Known::Invalid(tree.source().get(span).unwrap_or_default())
            }
            Value::Null => Known::Null,
            Value::Bool(value) => Known::Bool(*value),
            Value::Number(digits) => Known::Number(digits),
            Value::String(text) => Known::Text(text),
            Value::Array(items) => Known::Array(items.iter().map(number).collect()),
            Value::Object(members) => {
                let mut by_key: Vec<(&str, u32)> = members
                    .iter()
                    .rev()
                    .map(|member| (&*member.key, number(&member.value)))
                    .collect();
                by_key.sort_by_key(|(key, _)| *key);
                by_key.dedup_by_key(|(key, _)| *key);
                Known::Object(by_key)
            }
        };
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        numbers.push(*known.entry(key).or_insert(next));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn values_are_equal_whatever_their_text_looks_like() {
        for (before, after, equal) in [
            ("{\"a\": 1, \"b\": [2]}", "{\"b\":[2],\"a\":1}", true),
            ("\"\\u00e9\"", "\"é\"", true),
            ("{\"a\": 1, \"a\": 2}", "{\"a\": 2}", true),
            ("{\"a\": 2, \"a\": 1}", "{\"a\": 2}", false),
            ("1", "1.0", false),
            ("[1, 2]", "[2, 1]", false),
            ("null", "\"null\"", false),
            ("tru", "tru", true),
            ("tru", "fals", false),
        ] {
            let (one, other) = (parse(before), parse(after));
            let values = Values::of(&one.tree, &other.tree);
            let is = values.before(one.root) == values.after(other.root);
            assert_eq!(is, equal, "{before} {after}");
        }
    }
}
