//! Spec to payload: the spec, with its defaults filled in.

use super::super::builder::Builder;
use super::super::definition::BuildInput;
use crate::json::{NodeId, Tree, Value};

pub(super) fn build(tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
    let mut builder = Builder {
        tree,
        spec: input.spec,
    };
    let widget = part(&mut builder, "webMessagingWidgetConfiguration", |part| {
        vec![
            ("widgetId", part.required("widgetId")),
            ("theme", part.text_or("theme", "default")),
            (
                "customAttributes",
                value_or(part, "customAttributes", Value::Object(Vec::new())),
            ),
        ]
    });
    let security = part(&mut builder, "securityPolicy", |part| {
        vec![
            ("enabled", value_or(part, "enabled", Value::Bool(true))),
            ("allowedOrigins", part.required("allowedOrigins")),
            ("requireConsent", part.required("requireConsent")),
        ]
    });
    let members = vec![
        ("name", builder.required("name")),
        ("description", builder.text_or("description", "")),
        ("webMessagingWidgetConfiguration", widget),
        ("securityPolicy", security),
        (
            "routingConfiguration",
            builder.required("routingConfiguration"),
        ),
    ];
    builder.payload(members)
}

/// A nested object, rebuilt with its defaults; anything but an object is left for the spec's table to report.
fn part(
    builder: &mut Builder<'_, '_>,
    key: &str,
    members: impl FnOnce(&mut Builder<'_, '_>) -> Vec<(&'static str, NodeId)>,
) -> NodeId {
    let node = builder.required(key);
    if !matches!(builder.tree.value(node), Value::Object(_)) {
        return builder.default(Value::Invalid);
    }
    let mut part = Builder {
        tree: &mut *builder.tree,
        spec: node,
    };
    let members = members(&mut part);
    let span = part.span();
    part.object(span, "the spec's own members and their defaults", members)
}

fn value_or<'s>(part: &mut Builder<'_, 's>, key: &str, value: Value<'s>) -> NodeId {
    match part.get(key) {
        Some(node) => node,
        None => part.default(value),
    }
}
