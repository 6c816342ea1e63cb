//! What is offered where, and what the text is with it.

use super::super::testing::{completed, completions, labels, placed, with};
use super::*;
use crate::policy::Policy;
use crate::{Severity, check};

#[test]
fn keys_are_those_that_are_not_there_yet() {
    for (text, expected) in [
        (
            r#"{"kind": "channel", "id": "a", ▮}"#,
            &["spec", "$schema", "payload"][..],
        ),
        (
            r#"{"kind": "channel", "payload": {}, ▮"#,
            &["id", "$schema"],
        ),
        (
            r#"{"kind": "rich-card", ▮ "spec": {}}"#,
            &["all required", "id", "target", "$schema"],
        ),
        // The kind may come after.
        (
            r#"{"target": {▮}, "kind": "participant-variables"}"#,
            &["participantId", "sessionId"],
        ),
        (r#"{"target": {▮}, "kind": "channel"}"#, &[]),
        (
            r#"{"kind": "rich-card", "payload": {"components": [{"type": "body", "te▮"#,
            &["text", "markdown"],
        ),
        // Without its type a component may be anything.
        (
            r#"{"kind": "rich-card", "payload": {"components": [{▮}]}}"#,
            &["type"],
        ),
        // A key that is half written hides nothing of what stands after it.
        (
            "{\"kind\": \"agent-widget\", \"spec\": {\"na▮\n\"manifestUrl\": \"x\", \"type\": \"webapp\"}}",
            &["name", "description", "status", "settings"],
        ),
        // A field that is needed because of another comes first.
        (
            r#"{"kind": "widget-configuration", "spec": {"fields": [{"type": "radio", "label": "A", "h▮"}]}}"#,
            &[
                "options",
                "required",
                "name",
                "hint",
                "placeholder",
                "autocomplete",
                "ariaLabel",
            ],
        ),
        (r#"{"kind": "nothing", "spec": {▮}}"#, &[]),
        (r#"{"kind": "channel", "spec": {"name": {▮}}}"#, &[]),
        (r#"{"kind": "channel" /* ▮ */}"#, &[]),
        ("{\"kind\": \"channel\" // ▮\n}", &[]),
    ] {
        assert_eq!(labels(&completions(text)), expected, "{text}");
    }
}

#[test]
fn values_are_those_the_field_may_have() {
    for (text, expected) in [
        (
            r#"{"kind": ▮}"#,
            &[
                "widget-configuration",
                "rich-card",
                "agent-widget",
                "channel",
                "participant-variables",
            ][..],
        ),
        (
            r#"{"kind": "rich-card", "payload": {"components": [{"type": "▮"#,
            &["header", "body", "buttonGroup", "container"],
        ),
        (
            r#"{"kind": "rich-card", "payload": {"components": [▮"#,
            &["header", "body", "buttonGroup", "container"],
        ),
        (
            r#"{"kind": "rich-card", "payload": {"components": [{"markdown": t▮, "type": "body"}]}}"#,
            &["true", "false"],
        ),
        (
            r#"{"kind": "widget-configuration", "spec": {"theme": {"primaryColor": "▮"#,
            &["#0056B3"],
        ),
        (
            r#"{"kind": "widget-configuration", "spec": {"fields": [{"options": [▮"#,
            &["\"\"", "{…}"],
        ),
        (
            r#"{"kind": "widget-configuration", "spec": {"fields": [▮"#,
            &["{…}"],
        ),
        (r#"{"kind": "channel", "spec": {"name": ▮}}"#, &["\"\""]),
        (
            r#"{"kind": "rich-card", "spec": {"maxButtons": ▮}}"#,
            &["5"],
        ),
        // A value stands there already, or there is no colon yet.
        (r#"{"kind": ▮ "channel"}"#, &[]),
        (r#"{"kind" ▮}"#, &[]),
        (r#"{"kind": "channel"} ▮"#, &[]),
    ] {
        assert_eq!(labels(&completions(text)), expected, "{text}");
    }
    let tokens = completions(
        r#"{"kind": "widget-configuration", "spec": {"fields": [{"autocomplete": "▮"}]}}"#,
    );
    assert_eq!(tokens.len(), 54);
    assert_eq!(tokens[2].label, "given-name");
}

#[test]
fn what_is_put_in_fits_what_stands_there() {
    for (text, label, expected) in [
        (r#"{"kind": "▮"}"#, "channel", r#"{"kind": "channel"}"#),
        (r#"{"kind": cha▮}"#, "channel", r#"{"kind": "channel"}"#),
        (
            r"{'kind': 'cha▮nnel'}",
            "rich-card",
            r#"{'kind': "rich-card"}"#,
        ),
        // The string that is being written has no end yet.
        (
            r#"{"kind": "ri▮, "id": "x"}"#,
            "rich-card",
            r#"{"kind": "rich-card", "id": "x"}"#,
        ),
        (
            "{\"kind\": \"ri▮\n \"id\": \"x\"}",
            "rich-card",
            "{\"kind\": \"rich-card\",\n \"id\": \"x\"}",
        ),
        (r#"{"ki▮"#, "kind", r#"{"kind": "widget-configuration""#),
        (r#"{ki▮: "channel"}"#, "kind", r#"{"kind": "channel"}"#),
        (r#"{"ki▮": "channel"}"#, "kind", r#"{"kind": "channel"}"#),
        (r#"{"ki▮" "channel"}"#, "kind", r#"{"kind": "channel"}"#),
        (
            r#"{▮ "kind": "channel"}"#,
            "id",
            r#"{"id": "id", "kind": "channel"}"#,
        ),
        (
            r#"{"kind": "channel" ▮}"#,
            "id",
            r#"{"kind": "channel", "id": "id"}"#,
        ),
        (r#"{"spec": {}▮}"#, "id", r#"{"spec": {}, "id": "id"}"#),
        (
            "{\n  \"kind\": \"channel\"\n  ▮\n}",
            "id",
            "{\n  \"kind\": \"channel\",\n  \"id\": \"id\"\n}",
        ),
        (
            "{\n\t\"kind\": \"widget-configuration\",\n\t\"spec\": {\n\t\t▮\n\t}\n}",
            "theme",
            "{\n\t\"kind\": \"widget-configuration\",\n\t\"spec\": {\n\t\t\"theme\": {\n\t\t\t\"primaryColor\": \"#0056B3\"\n\t\t}\n\t}\n}",
        ),
        (
            "{\r\n  \"kind\": \"rich-card\",\r\n  \"target\": {▮}\r\n}",
            "conversationId",
            "{\r\n  \"kind\": \"rich-card\",\r\n  \"target\": {\"conversationId\": \"conversationId\"}\r\n}",
        ),
        (
            "{\n  \"kind\": \"agent-widget\",\n  \"spec\": {▮}\n}",
            "all required",
            "{\n  \"kind\": \"agent-widget\",\n  \"spec\": {\n    \"name\": \"name\",\n    \"manifestUrl\": \"https://s3.amazonaws.com/bucket/manifest.json\"\n  }\n}",
        ),
        (
            r#"{"kind": "rich-card", "payload": {"components": [▮{"type": "body", "text": "b"}]}}"#,
            "header",
            r#"{"kind": "rich-card", "payload": {"components": [{"type": "header", "text": ""},{"type": "body", "text": "b"}]}}"#,
        ),
        (
            "{\"é\u{1f600}\": 1, \"ki▮\"}",
            "kind",
            "{\"é\u{1f600}\": 1, \"kind\": \"widget-configuration\"}",
        ),
    ] {
        assert_eq!(completed(text, label), expected, "{text}");
    }
}

#[test]
fn an_empty_document_becomes_a_manifest_without_errors() {
    let policy = Policy::default();
    for text in ["▮", "\n  ▮\n", "ri▮", "\u{feff}▮"] {
        let offered = completions(text);
        assert_eq!(labels(&offered), crate::kinds::NAMES, "{text:?}");
        for completion in offered {
            let manifest = with(&placed(text).0, &completion);
            let checked = check(&manifest, Options::new(&policy));
            let errors = checked.report().findings.iter();
            let mut errors = errors.filter(|finding| {
                finding.severity == Severity::Error && finding.rule != "json/byte-order-mark"
            });
            assert_eq!(errors.next(), None, "{manifest}");
        }
    }
}

#[test]
fn placeholders_are_what_is_still_to_be_written() {
    let offered = completions("▮");
    let card = offered
        .iter()
        .find(|completion| completion.label == "rich-card")
        .expect("a card");
    let units: Vec<u16> = card.insert.encode_utf16().collect();
    let parts: Vec<String> = card
        .placeholders
        .iter()
        .map(|place| String::from_utf16_lossy(&units[place.start..place.end]))
        .collect();
    assert_eq!(parts, ["id", "conversationId", "templateId"]);
}

#[test]
fn a_bare_payload_has_the_keys_of_its_kind() {
    let policy = Policy::default();
    let options = Options {
        kind: Some(crate::Kind::ParticipantVariables),
        ..Options::new(&policy)
    };
    assert_eq!(labels(&complete("{", 1, options)), ["attributes"]);
    let whole = complete("", 0, options);
    assert_eq!(whole[0].insert, "{\n  \"attributes\": {}\n}");
}
