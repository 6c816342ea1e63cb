//! What is told of two versions.

use serde_json::{Map, Value as Json, json};

use super::*;
use crate::Kind;
use crate::policy::Policy;

pub(super) fn compared(before: &str, after: &str, kind: Option<Kind>) -> Comparison {
    let policy = Policy::default();
    let options = Options {
        kind,
        ..Options::new(&policy)
    };
    compare(before, after, options)
}

/// The changes, a line for each.
fn told(found: &Comparison) -> Vec<String> {
    let line = |change: &Change| {
        let sign = match change.kind {
            ChangeKind::Added => '+',
            ChangeKind::Removed => '-',
            ChangeKind::Changed => '*',
            ChangeKind::Moved => '~',
        };
        let value = |value: &Option<String>| value.clone().unwrap_or_default();
        let values = match change.kind {
            ChangeKind::Moved => format!(
                "{} to {}",
                change.before_pointer.as_ref().map_or("", Pointer::as_str),
                change.pointer
            ),
            ChangeKind::Changed => {
                format!("{} to {}", value(&change.before), value(&change.after))
            }
            _ => format!("{}{}", value(&change.before), value(&change.after)),
        };
        format!("{sign} {} | {values}", change.label)
    };
    found.changes.iter().map(line).collect()
}

fn assert_told(kind: Kind, before: &Json, after: &Json, expected: &[&str]) {
    let found = compared(&before.to_string(), &after.to_string(), Some(kind));
    assert_eq!(told(&found), expected, "{before}\n{after}");
    assert_eq!(found.same, before == after);
}

#[test]
fn cards_are_compared_by_what_people_see() {
    let button = |label: &str| json!({"label": label, "action": "postback", "payload": label});
    let group = |buttons: &[Json]| json!({"type": "buttonGroup", "buttons": buttons});
    let body = |text: &str| json!({"type": "body", "text": text});
    let card = |components: &[Json]| json!({"components": components});
    let header = json!({"type": "header", "text": "Hi"});
    for (before, after, expected) in [
        (
            card(&[header.clone(), body("one")]),
            card(&[header.clone(), body("two")]),
            &["* Component 2 (body): text | \"one\" to \"two\""][..],
        ),
        (
            card(&[body("one")]),
            card(&[header.clone(), body("one")]),
            &["+ Component 1 (header) | {\"text\":\"Hi\",\"type\":\"header\"}"],
        ),
        (
            card(&[header.clone(), body("one")]),
            card(&[body("one"), header.clone()]),
            &["~ Component 2 (header) | /components/0 to /components/1"],
        ),
        (
            card(&[group(&[button("Pay"), button("Help")])]),
            card(&[group(&[
                button("Help"),
                json!({"label": "Pay", "action": "link", "payload": "Pay"}),
            ])]),
            &[
                "~ Button “Pay” in component 1 | /components/0/buttons/0 to /components/0/buttons/1",
                "* Button “Pay” in component 1: action | \"postback\" to \"link\"",
            ],
        ),
        (
            card(&[header.clone(), group(&[button("Pay")])]),
            card(&[
                header.clone(),
                group(&[json!({"label": "Pay now", "action": "postback", "payload": "Pay"})]),
            ]),
            &["* Button “Pay now” in component 2: label | \"Pay\" to \"Pay now\""],
        ),
        (
            json!({"dynamicFields": {"a": {"b": [1, 2]}}}),
            json!({"dynamicFields": {"a": {"b": [1, 3]}}}),
            &["* Item 2 of dynamicFields.a.b | 2 to 3"],
        ),
        (
            json!({"dynamicFields": {"": {"": [1]}}}),
            json!({"dynamicFields": {"": {"": [2]}}}),
            &["* Item 1 of dynamicFields.\"\".\"\" | 1 to 2"],
        ),
        (
            card(&[json!({"type": "container", "components": [body("x")]})]),
            card(&[json!({"type": "container", "components": [header]})]),
            &[
                "+ Component 1 (header) in component 1 | {\"text\":\"Hi\",\"type\":\"header\"}",
                "- Component 1 (body) in component 1 | {\"text\":\"x\",\"type\":\"body\"}",
            ],
        ),
    ] {
        assert_told(Kind::RichCard, &before, &after, expected);
    }
}

#[test]
fn forms_are_compared_by_their_fields() {
    let form = |fields: Json| json!({"preChatForm": {"fields": fields}});
    for (before, after, expected) in [
        (
            form(
                json!([{"name": "mail", "label": "E-mail"}, {"label": "Team", "options": ["Sales", "Help"]}]),
            ),
            form(
                json!([{"label": "Team", "options": ["Sales", "Service"]}, {"name": "mail", "label": "Email"}]),
            ),
            &[
                "* Option 2 in field “Team” | \"Help\" to \"Service\"",
                "~ Field “Email” | /preChatForm/fields/0 to /preChatForm/fields/1",
                "* Field “Email”: label | \"E-mail\" to \"Email\"",
            ][..],
        ),
        (
            form(json!([{"name": "a", "label": "A", "type": "text"}])),
            form(json!([{"name": "b", "label": "B", "type": "text"}])),
            &[
                "+ Field “B” | {\"label\":\"B\",\"name\":\"b\",\"type\":\"text\"}",
                "- Field “A” | {\"label\":\"A\",\"name\":\"a\",\"type\":\"text\"}",
            ],
        ),
        (
            form(json!([{"name": "a", "label": "A", "type": "text"}])),
            form(json!([{"name": "b", "label": "A", "type": "text"}])),
            &["* Field “A”: name | \"a\" to \"b\""],
        ),
        (
            json!({"uiTheme": {"primaryColor": "#000000"}}),
            json!({"uiTheme": {"primaryColor": "#FFFFFF", "borderRadius": 4}}),
            &[
                "+ uiTheme.borderRadius | 4",
                "* uiTheme.primaryColor | \"#000000\" to \"#FFFFFF\"",
            ],
        ),
        (
            json!({"uiTheme": {}}),
            json!({"uiTheme": []}),
            &["* uiTheme | {} to []"],
        ),
        (json!({}), json!([]), &["* The payload | {} to []"]),
    ] {
        assert_told(Kind::WidgetConfiguration, &before, &after, expected);
    }
}

#[test]
fn entries_are_compared_by_their_keys() {
    assert_told(
        Kind::ParticipantVariables,
        &json!({"attributes": {"tier": "gold", "gone": "x"}}),
        &json!({"attributes": {"tier": "lead", "new": "y"}}),
        &[
            "+ Attribute “new” | \"y\"",
            "* Attribute “tier” | \"gold\" to \"lead\"",
            "- Attribute “gone” | \"x\"",
        ],
    );
    assert_told(
        Kind::Channel,
        &json!({"securityPolicy": {"allowedOrigins": ["https://a.example", "https://b.example"]}}),
        &json!({"securityPolicy": {"allowedOrigins": ["https://b.example", "https://c.example"]}}),
        &[
            "- Origin “https://a.example” | \"https://a.example\"",
            "+ Origin “https://c.example” | \"https://c.example\"",
        ],
    );
}

#[test]
fn manifests_are_compared_by_what_they_send_and_to_whom() {
    let card = |id: &str, target: &str, title: &str| {
        format!(
            r#"{{"kind": "rich-card", "id": "{id}", "target": {{"conversationId": "{target}"}},
                "spec": {{"templateId": "t", "messageId": "m", "fields": {{"title": "{title}"}}}}}}"#
        )
    };
    let before = card("a", "c-1", "Hello");
    let after = card("b", "c-2", "H\u{e9}llo");
    let found = compared(&before, &after, None);
    assert_eq!(
        told(&found),
        [
            "* id | \"a\" to \"b\"",
            "* target.conversationId | \"c-1\" to \"c-2\"",
            "* dynamicFields.title | \"Hello\" to \"H\u{e9}llo\"",
            "* Component 1 (header): text | \"Hello\" to \"H\u{e9}llo\"",
        ]
    );
    let change = &found.changes[3];
    assert_eq!(
        (change.scope, change.pointer.as_str()),
        (ChangeScope::Payload, "/components/0/text")
    );
    let units: Vec<u16> = after.encode_utf16().collect();
    let span = change.after_span.expect("it is in the text");
    assert_eq!(
        String::from_utf16_lossy(&units[span.start..span.end]),
        "\"H\u{e9}llo\""
    );
    assert!(!change.derived);
    // Without a message id of its own, the card has one that is worked out from all of this.
    let derived = |text: &str| text.replace(r#""messageId": "m", "#, "");
    let found = compared(&derived(&before), &derived(&after), None);
    let derived: Vec<&str> = found
        .changes
        .iter()
        .filter(|change| change.derived)
        .map(|change| change.label.as_str())
        .collect();
    assert_eq!(derived, ["messageId"]);
}

#[test]
fn a_spec_and_the_payload_that_it_builds_are_the_same() {
    let spec = r##"{"kind": "widget-configuration", "id": "a", "spec": {"widgetId": "w", "theme": {"primaryColor": "#000000"}, "fields": []}}"##;
    let payload = r##"{"id": "a", "payload": {"name": "CustomWidget_w", "widgetId": "w", "uiTheme": {"primaryColor": "#000000"},
        "preChatForm": {"fields": [], "maxElements": 2}}, "kind": "widget-configuration"}"##;
    let found = compared(spec, payload, None);
    assert_eq!((told(&found), found.same), (Vec::new(), true));
    let reordered = payload.replace(
        r#""fields": [], "maxElements": 2"#,
        r#""maxElements": 2, "fields": []"#,
    );
    let found = compared(spec, &reordered, None);
    assert_eq!((told(&found), found.same), (Vec::new(), false));
}

#[test]
fn what_cannot_be_built_is_compared_as_it_is_written() {
    let before = r#"{"kind": "channel", "id": "a", "payload": {"name": "A"}}"#;
    let after = r#"{"kind": "channel", "id": "a", "payload": {"name": tru}}"#;
    let found = compared(before, after, None);
    assert_eq!(told(&found), ["* payload.name | \"A\" to tru"]);
    assert_eq!(found.changes[0].scope, ChangeScope::Document);
    assert!(compared(after, after, None).same);
    for (before, after) in [("", "{}"), ("[", "]"), ("{}", "null"), ("1", "2")] {
        let found = compared(before, after, None);
        assert_eq!(told(&found).len(), 1, "{before} {after}: {found:?}");
        assert!(found.changes[0].label == "The document" && !found.same);
        assert_eq!(told(&compared(before, before, None)), Vec::<String>::new());
    }
}

#[test]
fn long_values_are_cut_between_characters() {
    let before = json!({"attributes": {"a": "\u{1f600}".repeat(300)}}).to_string();
    let after = json!({"attributes": {"a": "x"}}).to_string();
    let found = compared(&before, &after, Some(Kind::ParticipantVariables));
    let shown = found.changes[0].before.as_deref().expect("it was there");
    assert_eq!(shown.chars().count(), 201);
    assert!(shown.ends_with("\u{1f600}…"), "{shown}");
}

#[test]
fn a_flood_is_counted() {
    let list = |offset: usize| {
        let items: Vec<usize> = (0..50_000).map(|number| number * 2 + offset).collect();
        json!({ "dynamicFields": { "list": items } }).to_string()
    };
    let found = compared(&list(0), &list(1), Some(Kind::RichCard));
    assert_eq!(
        (found.changes.len(), found.omitted),
        (MAX_CHANGES, 50_000 - MAX_CHANGES)
    );
    // A long key above all of them is not told a thousand times.
    let key = "k".repeat(500_000);
    let map = |value: usize| {
        let entries: Map<String, Json> = (0..5_000)
            .map(|number| (number.to_string(), json!(value)))
            .collect();
        json!({ "dynamicFields": { key.clone(): entries } }).to_string()
    };
    let found = compared(&map(0), &map(1), Some(Kind::RichCard));
    assert!(found.changes.len() < 10, "{}", found.changes.len());
    assert_eq!(found.changes.len() + found.omitted, 5_000);
    let large = "x".repeat(MAX_DOCUMENT_BYTES + 1);
    assert_eq!(compared(&large, "{}", None).changes.len(), 1);
    assert!(compared(&large, &large, None).same);
}

#[test]
fn depth_overflows_no_stack() {
    let nested = |inner: &str| format!("{}{inner}{}", "[".repeat(126), "]".repeat(126));
    let found = compared(&nested("1"), &nested("2"), Some(Kind::RichCard));
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].pointer.as_str(), "/0".repeat(126));
}
