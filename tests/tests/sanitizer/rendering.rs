//! Drawings as data: whatever a payload says, they hold no more than the vocabulary.

use std::collections::BTreeSet;

use preflight_core::view::{
    FormState, Language, RenderNode, RenderTree, Scheme, Settings, VOCABULARY, Vocabulary, render,
    stylesheet,
};
use preflight_core::{Kind, Options, Policy};
use serde_json::{Value as Json, json};

use super::corpus;

/// Payloads that say a text wherever they may say one.
fn payloads(text: &str) -> Vec<(Kind, Json)> {
    vec![
        (
            Kind::RichCard,
            json!({
                "messageId": text,
                "components": [
                    {"type": "header", "text": text},
                    {"type": "body", "text": text},
                    {"type": "body", "text": text, "markdown": true},
                    {"type": "buttonGroup", "buttons": [
                        {"label": text, "action": "link", "payload": text, "style": text},
                        {"label": text, "action": text, "payload": format!("https://example.com/{text}")}
                    ]},
                    {"type": "container", "components": [{"type": text, "text": text}]}
                ]
            }),
        ),
        (
            Kind::WidgetConfiguration,
            json!({
                "name": text,
                "uiTheme": {"primaryColor": text, "fontFamily": text, "borderRadius": text},
                "preChatForm": {"fields": [
                    {"label": text, "type": text, "name": text, "hint": text, "placeholder": text,
                     "autocomplete": text, "ariaLabel": text, "required": true},
                    {"label": text, "type": "select", "name": text, "options": [text, {"label": text, "value": text}]},
                    {"label": text, "type": "radio", "name": text, "options": [text], "autocomplete": text},
                    {"type": "hidden", "name": text}
                ]}
            }),
        ),
        (
            Kind::AgentWidget,
            json!({
                "name": text, "description": text, "type": text, "manifestUrl": text,
                "settings": {"dimensions": {"width": text, "height": 1}, text: text}
            }),
        ),
        (
            Kind::ParticipantVariables,
            json!({"attributes": {text: text}}),
        ),
        (
            Kind::Channel,
            json!({
                "name": text,
                "webMessagingWidgetConfiguration": {"theme": text, "customAttributes": {text: text}},
                "securityPolicy": {"allowedOrigins": [text]}
            }),
        ),
    ]
}

/// The classes that views set: words of the sheet, and a few that it says nothing of.
fn is_class(class: &str) -> bool {
    class
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Whether a value of a style can be nothing but a colour, a word or a length.
fn is_plain_value(value: &str) -> bool {
    let plain = |character: char| {
        character.is_ascii_alphanumeric()
            || matches!(character, '#' | '%' | '.' | ',' | '/' | ' ' | '-')
    };
    let value = value.to_ascii_lowercase();
    let inside = ["rgb(", "rgba("]
        .iter()
        .find_map(|name| value.strip_prefix(name)?.strip_suffix(')'));
    inside.unwrap_or(&value).chars().all(plain)
}

fn hold(tree: &RenderTree) {
    let mut elements = BTreeSet::new();
    let properties: BTreeSet<&str> = Vocabulary::properties().collect();
    for (index, node) in tree.nodes.iter().enumerate() {
        match node {
            RenderNode::Text { parent, .. } => assert!(elements.contains(parent)),
            RenderNode::Element {
                id,
                parent,
                name,
                namespace,
                classes,
                attributes,
                style,
                link,
                pointer,
                span,
            } => {
                assert_eq!(parent.is_none(), index == 0);
                assert!(parent.is_none_or(|parent| elements.contains(&parent)));
                elements.insert(*id);
                let element = VOCABULARY
                    .element(name)
                    .expect("an element of the vocabulary");
                assert_eq!(element.namespace, *namespace);
                assert!(classes.iter().all(|class| is_class(class)), "{classes:?}");
                for (name, value) in attributes {
                    let attribute = VOCABULARY.attribute(element, name);
                    let accepts = attribute.is_some_and(|known| known.value.accepts(value));
                    assert!(accepts, "{name}={value:?}");
                }
                for (property, value) in style {
                    assert!(
                        properties.contains(property) && is_plain_value(value),
                        "{property}: {value}"
                    );
                }
                assert!(link.is_none() || *name == "a");
                assert!(span.is_none() || pointer.is_some());
            }
        }
    }
    for (name, value) in &tree.theme {
        assert!(
            !value.contains(['{', '}', ';', '<', '\\', '@', ':']),
            "{name}: {value}"
        );
        assert!(
            !value.to_ascii_lowercase().contains("url("),
            "{name}: {value}"
        );
    }
}

#[test]
fn a_drawing_holds_nothing_but_the_vocabulary() {
    let policy = Policy::default();
    let own = [
        "<img src=x onerror=y()>",
        "\" onclick=\"x",
        "'-->",
        "javascript:x",
        "submit",
        "\u{0}",
    ];
    let rows = corpus::rows().iter().map(|row| row.payload.as_str());
    let settings = [
        Settings::default(),
        Settings {
            scheme: Scheme::Dark,
            language: Language::Arabic,
            form: FormState::Invalid,
        },
    ];
    for (index, text) in own.into_iter().chain(rows).enumerate() {
        for (kind, payload) in payloads(text) {
            let options = Options {
                kind: Some(kind),
                ..Options::new(&policy)
            };
            let tree = render(&payload.to_string(), options, settings[index % 2]);
            hold(&tree.expect("a payload is drawn"));
        }
    }
}

#[test]
fn the_sheet_loads_nothing() {
    let sheet = stylesheet().to_ascii_lowercase();
    for loads in [
        "url(",
        "@import",
        "@font-face",
        "image(",
        "expression",
        "</",
    ] {
        assert!(!sheet.contains(loads), "{loads}");
    }
}
