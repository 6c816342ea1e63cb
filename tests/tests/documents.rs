//! Documents as people write them: manifests with mistakes, texts that are no JSON, several together.

use preflight_core::finding::Outcome;
use preflight_core::{Checked, Kind, Options, Policy, check, check_bytes, check_set};
use preflight_tests::{good_payload, rules_of};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn verdict(text: &str) -> Checked {
    let policy = Policy::default();
    check(text, Options::new(&policy))
}

#[test]
fn manifests_with_mistakes() {
    let channel = good_payload(Kind::Channel);
    for (name, manifest, expected) in [
        (
            "a bare payload",
            channel.clone(),
            &["manifest/not-a-manifest"][..],
        ),
        (
            "not an object",
            json!([1]),
            &["schema/type", "schema/required"][..1],
        ),
        (
            "no kind",
            json!({"id": "c", "payload": channel}),
            &["schema/required"],
        ),
        (
            "no id",
            json!({"kind": "channel", "payload": channel}),
            &["schema/required"],
        ),
        (
            "an empty id",
            json!({"kind": "channel", "id": "", "payload": channel}),
            &["schema/empty-text"],
        ),
        (
            "an unknown kind",
            json!({"kind": "chanel", "id": "c", "payload": {}}),
            &["schema/choice"],
        ),
        (
            "no content",
            json!({"kind": "channel", "id": "c"}),
            &["manifest/content"],
        ),
        (
            "two contents",
            json!({"kind": "channel", "id": "c", "payload": channel, "spec": {}}),
            &["manifest/content"],
        ),
        (
            "a stray key",
            json!({"kind": "channel", "id": "c", "payload": channel, "specs": {}}),
            &["schema/unknown-key"],
        ),
        (
            "a card for nobody",
            json!({"kind": "rich-card", "id": "c", "payload": good_payload(Kind::RichCard)}),
            &["manifest/missing-target"],
        ),
        (
            "a channel for somebody",
            json!({"kind": "channel", "id": "c", "payload": channel, "target": {"conversationId": "x"}}),
            &["manifest/unused-target"],
        ),
        (
            "a target of the other kind",
            json!({"kind": "rich-card", "id": "c", "payload": good_payload(Kind::RichCard), "target": {"participantId": "p"}}),
            &["schema/required", "schema/unknown-key"],
        ),
    ] {
        assert_eq!(
            rules_of(&verdict(&manifest.to_string())),
            expected,
            "{name}"
        );
    }
    let schema = json!({"$schema": "../docs/schemas/manifest.schema.json", "kind": "channel", "id": "c", "payload": channel});
    assert!(
        rules_of(&verdict(&schema.to_string())).is_empty(),
        "editors name their schema"
    );
}

#[test]
fn bad_texts_are_located() {
    for (name, text, rule, start) in [
        ("empty", &b""[..], "json/empty", 0),
        ("blank", b" \n ", "json/empty", 0),
        ("not UTF-8", b"{\"a\": \"\xff\"}", "json/invalid-utf8", 7),
        (
            "a lone surrogate",
            b"[\"a\\ud800b\"]",
            "json/lone-surrogate",
            3,
        ),
        ("NaN", b"[1, NaN]", "json/not-a-number", 4),
        ("infinity", b"[-Infinity]", "json/not-a-number", 1),
        (
            "one key twice",
            b"{\"a\": 1, \"a\": 2}",
            "json/duplicate-key",
            9,
        ),
        (
            "a byte order mark",
            b"\xef\xbb\xbf{}",
            "json/byte-order-mark",
            0,
        ),
        (
            "a control character",
            b"[\"a\x01\"]",
            "json/control-character",
            3,
        ),
    ] {
        let policy = Policy::default();
        let checked = check_bytes(text, Options::new(&policy));
        let finding = checked
            .report()
            .findings
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap_or_else(|| panic!("{name}: {:?}", checked.report().findings));
        assert_eq!(finding.span.start.offset, start, "{name}");
        assert!(!checked.report().ok, "{name}");
    }
}

#[test]
fn every_error_is_told_at_once() {
    let text = "{\n  kind: 'channel', // note\n  \"id\": \"c\",,\n  \"payload\": {\"name\": \"n\", \"description\": tru,},\n}";
    assert_eq!(
        rules_of(&verdict(text)),
        [
            "json/unquoted-key",
            "json/single-quotes",
            "json/comment",
            "json/extra-comma",
            "schema/required",
            "schema/required",
            "schema/required",
            "json/unknown-word",
            "json/trailing-comma",
            "json/trailing-comma",
        ]
    );
}

/// A finding on what a builder made points at what the author wrote.
#[test]
fn findings_on_built_payloads_point_at_the_spec() {
    let text = json!({
        "kind": "rich-card",
        "id": "c",
        "target": {"conversationId": "x"},
        "spec": {
            "templateId": "t",
            "fields": {"title": 7, "actions": [{"label": "Go", "type": "call", "vale": "x"}]},
            "maxButtons": 9
        }
    })
    .to_string();
    let checked = verdict(&text);
    let places: Vec<(&str, &str, Option<&str>)> = checked
        .report()
        .findings
        .iter()
        .map(|finding| {
            let payload = finding
                .payload_pointer
                .as_ref()
                .map(preflight_core::json::Pointer::as_str);
            (finding.rule, finding.pointer.as_str(), payload)
        })
        .collect();
    assert_eq!(
        places,
        [
            (
                "schema/choice",
                "/spec/fields/actions/0/type",
                Some("/components/2/buttons/0/action")
            ),
            ("schema/unknown-key", "/spec/fields/actions/0/vale", None),
            (
                "schema/type",
                "/spec/fields/title",
                Some("/components/0/text")
            ),
            ("limit/too-large", "/spec/maxButtons", None),
        ]
    );
}

#[test]
fn variables_agree_with_their_types_and_matrix() {
    let variables = |directives: Json, matrix: Json| {
        json!({
            "kind": "participant-variables",
            "id": "v",
            "target": {"participantId": "p"},
            "spec": {"directives": directives, "keyMatrix": matrix}
        })
        .to_string()
    };
    let matrix = json!({"tier": "string", "total": "number", "vip": "boolean"});
    for (directive, expected) in [
        (
            json!({"key": "tier", "value": "gold", "type": "string"}),
            None,
        ),
        (
            json!({"key": "total", "value": 1250.50, "type": "number"}),
            None,
        ),
        (
            json!({"key": "total", "value": "1250", "type": "number"}),
            Some("participant-variables/value-type"),
        ),
        (
            json!({"key": "vip", "value": "true", "type": "boolean"}),
            Some("participant-variables/value-type"),
        ),
        (
            json!({"key": "tier", "value": 5, "type": "string"}),
            Some("participant-variables/value-type"),
        ),
        (
            json!({"key": "tier", "value": 5, "type": "number"}),
            Some("participant-variables/value-type"),
        ),
        (
            json!({"key": "tir", "value": "gold", "type": "string"}),
            Some("participant-variables/unlisted-key"),
        ),
        (
            json!({"key": "tier", "value": "a < b & c > d", "type": "string"}),
            None,
        ),
        (
            json!({"key": "tier", "value": "<b>gold</b>", "type": "string"}),
            Some("text/markup"),
        ),
        (
            json!({"key": "tier", "value": "java\tscript:alert(1)", "type": "string"}),
            Some("text/script-url"),
        ),
        (
            json!({"key": "tier", "value": "a\u{0}b", "type": "string"}),
            Some("text/control-character"),
        ),
        (
            json!({"key": "tier", "value": null, "type": "string"}),
            Some("schema/type"),
        ),
        (
            json!({"key": "tier", "value": "x", "type": "text"}),
            Some("schema/choice"),
        ),
        (
            json!({"value": "x", "type": "string"}),
            Some("schema/required"),
        ),
    ] {
        let checked = verdict(&variables(json!([directive]), matrix.clone()));
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(rules_of(&checked), expected, "{directive}");
    }
    let twice = json!([
        {"key": "tier", "value": "gold", "type": "string"},
        {"key": "tier", "value": "lead", "type": "string"}
    ]);
    let rules = rules_of(&verdict(&variables(twice, matrix)));
    assert_eq!(rules, ["participant-variables/repeated-key"]);
}

#[test]
fn reserved_prefixes_are_the_platforms() {
    for prefix in [
        "sys:",
        "genesys:",
        "internal:",
        "routing:",
        "conversation:",
        "SYS:",
    ] {
        let text = json!({
            "kind": "participant-variables",
            "id": "v",
            "target": {"participantId": "p"},
            "payload": {"attributes": {format!("{prefix}x"): "v"}}
        })
        .to_string();
        let checked = verdict(&text);
        assert!(
            rules_of(&checked).contains(&"participant-variables/reserved-prefix"),
            "{prefix}"
        );
        // Nobody listed the keys, which is said rather than passed over.
        let matrix = checked
            .report()
            .findings
            .iter()
            .find(|finding| finding.rule == "participant-variables/no-key-matrix");
        assert_eq!(
            matrix.map(|finding| finding.outcome),
            Some(Outcome::Untested)
        );
    }
}

#[test]
fn a_set_names_nothing_twice() {
    let policy = Policy::default();
    let channel = |id: &str, name: &str| {
        let mut payload = good_payload(Kind::Channel);
        payload["name"] = json!(name);
        let manifest = json!({"kind": "channel", "id": id, "payload": payload});
        (
            format!("{id}.json"),
            check(&manifest.to_string(), Options::new(&policy)),
        )
    };
    let mut set = vec![
        channel("a", "One"),
        channel("b", "Two"),
        channel("a", "Three"),
        channel("d", "One"),
    ];
    check_set(&mut set, &policy);
    let rules: Vec<Vec<&str>> = set.iter().map(|(_, checked)| rules_of(checked)).collect();
    assert_eq!(
        rules,
        [
            vec![],
            vec![],
            vec!["set/repeated-id"],
            vec!["set/repeated-name"]
        ]
    );
    let finding = &set[3].1.report().findings[0];
    assert!(
        finding.message.contains("a.json") && finding.message.contains("One"),
        "{}",
        finding.message
    );
    assert_eq!(finding.pointer.as_str(), "/payload/name");
    assert!(set[0].1.verified().is_some() && set[2].1.verified().is_none());
}

/// The text after every fix of one rule.
fn mended(text: &str, rule: &str) -> Option<String> {
    let checked = verdict(text);
    let mut mended = text.to_owned();
    let mut any = false;
    for finding in checked.report().findings.iter().rev() {
        for edit in finding
            .fix
            .iter()
            .filter(|_| finding.rule == rule)
            .flat_map(|fix| fix.edits.iter().rev())
        {
            mended.replace_range(edit.span.start.offset..edit.span.end.offset, &edit.text);
            any = true;
        }
    }
    any.then_some(mended)
}

#[test]
fn fixes_do_not_guess() {
    // A comment keeps apart what stands around it.
    let joined = r#"{"kind":"agent-widget","id":"w","payload":{"settings":{"dimensions":{"width":1/**/2}}}}"#;
    assert_eq!(
        mended(joined, "json/comment").map(|text| text.contains("12")),
        Some(false)
    );
    // What a string with a fault inside was meant to say is not known.
    for text in [r"['\ud800']", r"['\x41']", "['x,\n]"] {
        assert_eq!(mended(text, "json/single-quotes"), None, "{text}");
    }
    assert_eq!(
        mended("['x']", "json/single-quotes").as_deref(),
        Some("[\"x\"]")
    );
    assert_eq!(
        mended("{a-b: 1}", "json/unquoted-key").as_deref(),
        Some("{\"a-b\": 1}")
    );
}

#[test]
fn a_string_cut_off_inside_its_markup_is_located() {
    let policy = Policy::default();
    for text in [
        "{\"attributes\":{\"a\":\"<b>é",
        "{\"attributes\":{\"a\":\"x<b id=1",
        "{\"attributes\":{\"a\":\"<b id=\\\"",
    ] {
        let options = Options {
            kind: Some(Kind::ParticipantVariables),
            ..Options::new(&policy)
        };
        let checked = check(text, options);
        let markup = checked
            .report()
            .findings
            .iter()
            .find(|finding| finding.rule == "text/markup")
            .unwrap_or_else(|| panic!("{text}: {:?}", checked.report().findings));
        assert!(text[markup.span.start.offset..].starts_with("<b"), "{text}");
    }
}

/// Numbers are judged by their digits; a double would round these into range.
#[test]
fn numbers_are_not_rounded_into_range() {
    for (pointer, digits, expected) in [
        ("maxElements", "0.99999999999999999999", "schema/integer"),
        ("maxElements", "50.0000000000000000001", "schema/integer"),
        ("maxElements", "5e-400", "schema/integer"),
        ("borderRadius", "50.00000000000000000001", "limit/too-large"),
        ("borderRadius", "-1e-400", "limit/too-small"),
        ("maxElements", "5.0", "schema/integer-notation"),
        ("maxElements", "5e0", "schema/integer-notation"),
    ] {
        let payload = good_payload(Kind::WidgetConfiguration).to_string();
        let payload = match pointer {
            "maxElements" => {
                payload.replace("\"maxElements\":5", &format!("\"maxElements\":{digits}"))
            }
            _ => payload.replace("\"borderRadius\":8", &format!("\"borderRadius\":{digits}")),
        };
        let text =
            format!(r#"{{"kind": "widget-configuration", "id": "w", "payload": {payload}}}"#);
        assert!(
            rules_of(&verdict(&text)).contains(&expected),
            "{digits}: {:?}",
            rules_of(&verdict(&text))
        );
    }
    let actions = r#"{"kind": "rich-card", "id": "c", "target": {"conversationId": "x"},
        "spec": {"templateId": "t", "maxButtons": 1.0, "fields": {"actions": [{}, {}]}}}"#;
    assert!(rules_of(&verdict(actions)).contains(&"rich-card/too-many-actions"));
}

/// A key of a megabyte stands in every pointer below it; the report stays small all the same.
#[test]
fn reports_stay_small() {
    let key = "k".repeat(900_000);
    let words = "tru,".repeat(1_000);
    let text = format!("{{\"{key}\":[{words}tru]}}");
    let policy = Policy::default();
    let options = Options {
        kind: Some(Kind::Channel),
        ..Options::new(&policy)
    };
    let checked = check(&text, options);
    assert!(checked.report().to_json().len() < 8 * 1024 * 1024);
    assert!(checked.report().omitted_findings > 0 && !checked.report().ok);
}

proptest! {
    /// After a fix its finding is gone and nothing is worse; after all fixes a second round has none to make.
    #[test]
    fn fixes_mend(pieces in prop::collection::vec(prop::sample::select(vec![
        "\u{feff}", " ", "// c\n", "/* c */", "'a'", "\"b\"", "1", "8.0", "{", "}", "[", "]", ",", ":", "a", "null",
        "{\"kind\":\"participant-variables\",\"id\":\"v\",\"payload\":{\"attributes\":{\"k\":\"<b>x</b>\",}}}",
        "{\"kind\":\"agent-widget\",\"id\":'w',\"payload\":{\"settings\":{\"dimensions\":{\"width\":7.0}}}}",
    ]), 1..8)) {
        let mut text = pieces.concat();
        for _ in 0..8 {
            let checked = verdict(&text);
            let findings = &checked.report().findings;
            let Some(fix) = findings.iter().find_map(|finding| finding.fix.as_ref()) else {
                return Ok(());
            };
            let mut mended = text.clone();
            for edit in fix.edits.iter().rev() {
                mended.replace_range(edit.span.start.offset..edit.span.end.offset, &edit.text);
            }
            let after = verdict(&mended);
            prop_assert!(after.report().findings.len() <= findings.len(), "{:?} -> {:?}", text, mended);
            prop_assert!(mended != text);
            text = mended;
        }
    }
}
