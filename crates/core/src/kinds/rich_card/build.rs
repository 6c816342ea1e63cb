//! Spec to payload.

use std::borrow::Cow;

use uuid::Uuid;

use super::super::builder::Builder;
use super::super::definition::BuildInput;
use crate::json::{self, NodeId, Origin, Tree, Value};

/// The namespace of computed message ids: a version 5 UUID of the URL namespace and the name of this kind.
const NAMESPACE_NAME: &[u8] = b"preflight:rich-card";

pub(super) fn build(tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
    let mut builder = Builder {
        tree,
        spec: input.spec,
    };
    let message_id = message_id(&mut builder, input);
    let template_matrix = template_matrix(&mut builder);
    let fields = builder.get("fields");
    let dynamic_fields = match fields {
        Some(fields) => fields,
        None => builder.default(Value::Object(Vec::new())),
    };
    let components = components(&mut builder, fields);
    builder.payload(vec![
        ("messageId", message_id),
        ("templateMatrix", template_matrix),
        ("dynamicFields", dynamic_fields),
        ("components", components),
    ])
}

/// The same manifest always gets the same id, so that sending it twice can be told from sending two cards.
fn message_id(builder: &mut Builder<'_, '_>, input: BuildInput<'_>) -> NodeId {
    if let Some(given) = builder.get("messageId") {
        return given;
    }
    let text = |node: Option<NodeId>| {
        node.and_then(|node| json::compact(builder.tree, node))
            .unwrap_or_else(|| "null".to_owned())
    };
    let name = format!(
        r#"{{"id":{},"target":{},"spec":{}}}"#,
        text(input.id),
        text(input.target),
        text(Some(input.spec))
    );
    let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, NAMESPACE_NAME);
    let id = Uuid::new_v5(&namespace, name.as_bytes()).to_string();
    let origin = Origin::derived(builder.span(), "a UUID computed from id, target and spec");
    builder.tree.add(Value::String(Cow::Owned(id)), origin)
}

fn template_matrix(builder: &mut Builder<'_, '_>) -> NodeId {
    let template_id = builder.required("templateId");
    let members = vec![
        ("templateId", template_id),
        ("layoutEngine", builder.default_text("flexbox")),
        ("version", builder.default_text("2.1")),
        ("fallbackBehavior", builder.default_text("textOnly")),
    ];
    let span = builder.tree.span(template_id);
    builder.object(span, "the template with its layout", members)
}

fn components(builder: &mut Builder<'_, '_>, fields: Option<NodeId>) -> NodeId {
    let span = fields.map_or_else(|| builder.span(), |fields| builder.tree.span(fields));
    let mut fields = Builder {
        tree: &mut *builder.tree,
        spec: fields.unwrap_or(builder.spec),
    };
    // Without fields everything is a default: the spec's own keys are not the card's.
    let written = |fields: &Builder<'_, '_>, key| {
        (fields.spec != builder.spec)
            .then(|| fields.get(key))
            .flatten()
    };
    let title = match written(&fields, "title") {
        Some(title) => title,
        None => fields.default_text("System Notification"),
    };
    let description = match written(&fields, "description") {
        Some(description) => description,
        None => fields.default_text("Card content placeholder"),
    };
    let actions = written(&fields, "actions");

    let header = vec![
        ("type", fields.default_text("header")),
        ("text", title),
        ("style", fields.default_text("bold")),
    ];
    let body = vec![
        ("type", fields.default_text("body")),
        ("text", description),
        ("markdown", fields.default(Value::Bool(true))),
    ];
    let title_span = fields.tree.span(title);
    let description_span = fields.tree.span(description);
    let mut items = vec![
        fields.object(title_span, "the card's title", header),
        fields.object(description_span, "the card's description", body),
    ];
    if let Some(actions) = actions.filter(|actions| !fields.tree.items(*actions).is_empty()) {
        items.push(button_group(&mut fields, actions));
    }
    fields.tree.add(
        Value::Array(items),
        Origin::derived(span, "the card's fields"),
    )
}

/// Every action becomes a button: too many are reported, never cut.
fn button_group(fields: &mut Builder<'_, '_>, actions: NodeId) -> NodeId {
    let buttons = fields
        .tree
        .items(actions)
        .to_vec()
        .into_iter()
        .map(|action| button(fields, action))
        .collect();
    let span = fields.tree.span(actions);
    let buttons = fields.tree.add(
        Value::Array(buttons),
        Origin::derived(span, "the card's actions"),
    );
    let members = vec![
        ("type", fields.default_text("buttonGroup")),
        ("buttons", buttons),
    ];
    fields.object(span, "the card's actions", members)
}

fn button(fields: &mut Builder<'_, '_>, action: NodeId) -> NodeId {
    let mut action_builder = Builder {
        tree: &mut *fields.tree,
        spec: action,
    };
    if !matches!(action_builder.tree.value(action), Value::Object(_)) {
        // The spec's table reports it.
        return action_builder.default(Value::Invalid);
    }
    let members = vec![
        ("label", action_builder.text_or("label", "Action")),
        ("action", action_builder.text_or("type", "postback")),
        ("payload", action_builder.text_or("value", "")),
        ("style", action_builder.default_text("primary")),
    ];
    let span = action_builder.span();
    action_builder.object(span, "an action of the card", members)
}
