//! Spec to payload.

use std::borrow::Cow;

use super::super::builder::Builder;
use super::super::definition::BuildInput;
use crate::json::{NodeId, Origin, Tree, Value};
use crate::limits::Limit;

/// Elements a form draws besides its fields (guide 000: a heading and a button).
const EXTRA_ELEMENTS: u64 = 2;

pub(super) fn build(tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
    let mut builder = Builder {
        tree,
        spec: input.spec,
    };
    let widget_id = builder.required("widgetId");
    let theme = builder.required("theme");
    let fields = builder.required("fields");
    let name = name(&mut builder, widget_id);
    let max_elements = max_elements(
        &mut builder,
        fields,
        input.policy.limit(Limit::WidgetMaxElements),
    );
    let span = builder.tree.span(fields);
    let form = builder.object(
        span,
        "the spec's fields with their element budget",
        vec![("fields", fields), ("maxElements", max_elements)],
    );
    builder.payload(vec![
        ("name", name),
        ("widgetId", widget_id),
        ("uiTheme", theme),
        ("preChatForm", form),
    ])
}

fn name(builder: &mut Builder<'_, '_>, widget_id: NodeId) -> NodeId {
    let value = match builder.tree.text(widget_id) {
        Some(id) => Value::String(Cow::Owned(format!("CustomWidget_{id}"))),
        None => Value::Invalid,
    };
    let origin = Origin::derived(
        builder.tree.span(widget_id),
        "CustomWidget_ and the widgetId",
    );
    builder.tree.add(value, origin)
}

fn max_elements(builder: &mut Builder<'_, '_>, fields: NodeId, most: u64) -> NodeId {
    let value = match builder.tree.value(fields) {
        Value::Array(items) => {
            let elements = (items.len() as u64 + EXTRA_ELEMENTS).min(most);
            Value::Number(Cow::Owned(elements.to_string()))
        }
        _ => Value::Invalid,
    };
    let origin = Origin::derived(
        builder.tree.span(fields),
        "the number of fields and 2 more, up to the limit",
    );
    builder.tree.add(value, origin)
}
