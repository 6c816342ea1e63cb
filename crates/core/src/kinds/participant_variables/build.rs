//! Spec to payload: every value becomes a string.

use std::borrow::Cow;

use super::super::builder::Builder;
use super::super::definition::BuildInput;
use crate::json::{Member, NodeId, Origin, Tree, Value, decimal};
use crate::policy::VariableType;

pub(super) fn build(tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
    let mut builder = Builder {
        tree,
        spec: input.spec,
    };
    let directives = builder.required("directives");
    let span = builder.tree.span(directives);
    let value = match builder.tree.value(directives) {
        Value::Array(items) => {
            let members = items
                .clone()
                .into_iter()
                .map(|directive| attribute(builder.tree, directive))
                .collect();
            Value::Object(members)
        }
        _ => Value::Invalid,
    };
    let attributes = builder
        .tree
        .add(value, Origin::derived(span, "the spec's directives"));
    builder.payload(vec![("attributes", attributes)])
}

/// Directives that are no objects, or have no key, yield a member no check reports a second time.
fn attribute<'s>(tree: &mut Tree<'s>, directive: NodeId) -> Member<'s> {
    let span = tree.span(directive);
    let key = tree
        .get(directive, "key")
        .map(|node| tree.node(node).clone());
    let (key, key_origin) = match key {
        Some(node) => match node.value {
            Value::String(text) => (Some(text), node.origin),
            _ => (None, node.origin),
        },
        None => (None, Origin::Default(span)),
    };
    let value = match (&key, tree.get(directive, "value")) {
        (Some(_), Some(value)) => {
            let declared = tree
                .text_at(directive, "type")
                .and_then(VariableType::from_name);
            text_of(tree, value, declared)
        }
        _ => tree.add(Value::Invalid, Origin::Default(span)),
    };
    Member {
        key: key.unwrap_or_default(),
        key_origin,
        value,
    }
}

/// The value as the string that is sent; [`Value::Invalid`] where it does not agree with its declared type.
fn text_of(tree: &mut Tree<'_>, value: NodeId, declared: Option<VariableType>) -> NodeId {
    let (text, reason) = match (tree.value(value), declared) {
        // The author's own text, kept in place so that it can be mended there.
        (Value::String(_), Some(VariableType::String)) => return value,
        (Value::Number(digits), Some(VariableType::Number)) => {
            (decimal::plain(digits).map(Cow::Owned), "a number")
        }
        (Value::Bool(value), Some(VariableType::Boolean)) => {
            let word = if *value { "true" } else { "false" };
            (Some(Cow::Borrowed(word)), "a boolean")
        }
        _ => (None, "a value that does not agree with its type"),
    };
    let origin = Origin::derived(tree.span(value), reason);
    tree.add(text.map_or(Value::Invalid, Value::String), origin)
}
