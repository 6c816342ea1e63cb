//! What a team may change, and what it may not.

use preflight_core::accessibility::check::RuleOutcome;
use preflight_core::finding::Finding;
use preflight_core::{Checked, Kind, Options, Policy, PolicyFile, Severity, check, check_page};
use preflight_tests::{good_payload, rules_of};
use serde_json::{Value as Json, json};

fn policy(overrides: &Json) -> Policy {
    PolicyFile::from_json(&overrides.to_string())
        .and_then(PolicyFile::into_policy)
        .unwrap_or_else(|error| panic!("{overrides}: {error}"))
}

fn refusal(overrides: &str) -> String {
    PolicyFile::from_json(overrides)
        .and_then(PolicyFile::into_policy)
        .expect_err("refused")
        .to_string()
}

fn verdict(manifest: &Json, policy: &Policy, today: Option<&str>) -> Checked {
    let options = Options {
        today,
        ..Options::new(policy)
    };
    check(&manifest.to_string(), options)
}

fn channel_without_consent() -> Json {
    let mut payload = good_payload(Kind::Channel);
    payload["securityPolicy"]["requireConsent"] = json!(false);
    json!({"kind": "channel", "id": "portal", "payload": payload})
}

const CONSENT: &str = "channel/consent-required";
const PLACE: &str = "/payload/securityPolicy/requireConsent";

#[test]
fn a_limit_may_be_lowered_and_raised() {
    let mut payload = good_payload(Kind::WidgetConfiguration);
    payload["uiTheme"]["borderRadius"] = json!(60);
    let manifest = json!({"kind": "widget-configuration", "id": "w", "payload": payload});
    for (limit, accepted) in [(50, false), (60, true), (59, false)] {
        let policy = policy(&json!({"limits": {"widget-configuration.border-radius": limit}}));
        assert_eq!(
            verdict(&manifest, &policy, None).report().ok,
            accepted,
            "{limit}"
        );
    }
}

#[test]
fn allowed_origins_are_the_teams_own() {
    let mut payload = good_payload(Kind::AgentWidget);
    payload["manifestUrl"] = json!("https://cdn.example.com/m.json");
    let manifest = json!({"kind": "agent-widget", "id": "w", "payload": payload});
    let default = Policy::default();
    assert_eq!(
        rules_of(&verdict(&manifest, &default, None)),
        ["agent-widget/manifest-origin"]
    );
    let own = policy(&json!({"allowedOrigins": ["*.example.com"]}));
    assert!(verdict(&manifest, &own, None).report().ok);
    let none = policy(&json!({"allowed-origins": []}));
    assert!(!verdict(&manifest, &none, None).report().ok);
}

#[test]
fn a_severity_may_be_lowered_and_raised() {
    let lowered = policy(&json!({"severities": {CONSENT: "warning"}}));
    let checked = verdict(&channel_without_consent(), &lowered, None);
    assert_eq!(checked.report().findings[0].severity, Severity::Warning);
    assert!(checked.verified().is_some());
    assert_eq!(checked.report().policy_digest, lowered.digest());

    let raised = policy(&json!({"severities": {"manifest/missing-target": "error"}}));
    let card = json!({"kind": "rich-card", "id": "c", "payload": good_payload(Kind::RichCard)});
    assert!(verdict(&card, &Policy::default(), None).report().ok);
    assert!(!verdict(&card, &raised, None).report().ok);
}

/// What cannot be built cannot be sent, and the finding that says why stays an error.
#[test]
fn no_policy_verifies_what_cannot_be_built() {
    let lax = policy(&json!({"severities": {"schema/required": "info"}}));
    let spec = r#"{"kind": "agent-widget", "id": "w", "spec": {"name": "n"}}"#;
    let checked = check(spec, Options::new(&lax));
    assert!(!checked.report().ok && checked.verified().is_none());
    assert_eq!(checked.report().findings[0].severity, Severity::Error);
    // A payload that is whole is the team's to judge.
    let payload = r#"{"kind": "agent-widget", "id": "w", "payload": {"name": "n",
        "manifestUrl": "https://s3.amazonaws.com/m.json"}}"#;
    assert!(check(payload, Options::new(&lax)).report().ok);
}

#[test]
fn suppressions_hold_for_a_rule_a_place_a_manifest_and_a_time() {
    let suppress = |change: fn(&mut Json)| {
        let mut suppression =
            json!({"rule": CONSENT, "pointer": PLACE, "reason": "agreed with legal"});
        change(&mut suppression);
        policy(&json!({ "suppressions": [suppression] }))
    };
    for (name, policy, expected) in [
        ("source pointer", suppress(|_| {}), &[][..]),
        (
            "payload pointer",
            suppress(|s| s["pointer"] = json!("/securityPolicy/requireConsent")),
            &[],
        ),
        (
            "this manifest",
            suppress(|s| s["id"] = json!("portal")),
            &[],
        ),
        (
            "another manifest",
            suppress(|s| s["id"] = json!("other")),
            &[CONSENT],
        ),
        (
            "another place",
            suppress(|s| s["pointer"] = json!("/payload")),
            &[CONSENT],
        ),
        (
            "last day",
            suppress(|s| s["expires"] = json!("2026-11-21")),
            &[],
        ),
        (
            "the day after",
            suppress(|s| s["expires"] = json!("2026-11-20")),
            &["policy/expired-suppression", CONSENT],
        ),
    ] {
        let checked = verdict(&channel_without_consent(), &policy, Some("2026-11-21"));
        assert_eq!(rules_of(&checked), expected, "{name}");
        let suppressed = checked.report().suppressed_findings;
        assert_eq!(suppressed, usize::from(expected.is_empty()), "{name}");
        assert_eq!(checked.verified().is_some(), expected.is_empty(), "{name}");
    }
}

/// Several may speak of one finding; one that still holds is enough.
#[test]
fn a_suppression_in_force_outweighs_an_expired_one() {
    let both = policy(&json!({"suppressions": [
        {"rule": CONSENT, "pointer": PLACE, "reason": "old", "expires": "2020-01-01"},
        {"rule": CONSENT, "pointer": PLACE, "reason": "new", "expires": "2030-01-01"},
    ]}));
    let checked = verdict(&channel_without_consent(), &both, Some("2026-11-21"));
    assert!(
        rules_of(&checked).is_empty(),
        "{:?}",
        checked.report().findings
    );
}

/// A page has no pointers, so a place on it is an element.
#[test]
fn a_suppression_may_hold_for_one_element() {
    let page = "<div id=a><button></button></div><div id=b><button></button></div>";
    let card = json!({"kind": "rich-card", "id": "c", "target": {"conversationId": "x"}, "payload": {
        "messageId": "m", "components": [{"type": "body", "markdown": false,
            "text": "<span style=\"color: #999; background-color: #fff\">a</span>"}],
        "templateMatrix": {"templateId": "t", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly"}}});
    let card = |policy: &Policy| verdict(&card, policy, None);
    let drawn = card(&Policy::default());
    let of_text = &drawn.report().findings[0];
    assert_eq!(of_text.rule, "contrast/text");
    let selector = |finding: &Finding| {
        let accessibility = finding.accessibility.as_ref();
        accessibility.expect("about a page").selector.clone()
    };
    let text = selector(of_text);
    for (suppression, on_page, on_card) in [
        (
            json!({"rule": "name/button", "selector": "#a > button"}),
            1,
            1,
        ),
        (
            json!({"rule": "name/button", "selector": "#a>button"}),
            2,
            1,
        ),
        (json!({"rule": "name/button", "selector": "button"}), 2, 1),
        (
            json!({"rule": "name/link", "selector": "#a > button"}),
            2,
            1,
        ),
        (
            json!({"rule": "name/button", "pointer": "", "selector": "#b > button"}),
            1,
            1,
        ),
        (json!({"rule": "name/button", "pointer": ""}), 0, 1),
        (json!({"rule": "contrast/text", "selector": text}), 2, 0),
        (
            json!({"rule": "contrast/text", "selector": text, "pointer": "/components/0/text"}),
            2,
            0,
        ),
        (
            json!({"rule": "contrast/text", "selector": text, "pointer": "/components/1/text"}),
            2,
            1,
        ),
    ] {
        let mut suppression = suppression;
        suppression["reason"] = json!("agreed");
        let policy = policy(&json!({ "suppressions": [suppression] }));
        let checked = check_page(page.as_bytes(), Options::new(&policy));
        let report = checked.report();
        assert_eq!(rules_of(&checked).len(), on_page, "{suppression}");
        let result = report.rules.iter().find(|rule| rule.id == "name/button");
        let result = result.expect("every rule");
        assert_eq!(result.outcome, RuleOutcome::Fail, "{suppression}");
        assert_eq!(result.suppressed, 2 - on_page, "{suppression}");
        assert_eq!(rules_of(&card(&policy)).len(), on_card, "{suppression}");
    }
}

#[test]
fn an_expired_suppression_of_an_element_names_it() {
    let policy = policy(&json!({"suppressions": [
        {"rule": "name/button", "selector": "#a > button", "reason": "r", "expires": "2026-01-01"}]}));
    let options = Options {
        today: Some("2026-11-21"),
        ..Options::new(&policy)
    };
    let checked = check_page(b"<div id=a><button></button></div>", options);
    assert_eq!(
        checked.report().findings[0].message,
        "The suppression of name/button at #a > button expired on 2026-01-01."
    );
    assert_eq!(rules_of(&checked).len(), 2);
}

#[test]
fn mistakes_in_a_policy_are_named() {
    for (overrides, words) in [
        (r#"{"limit": {}}"#, "limit"),
        (r#"{"limits": {"rich-card.levels": 3}}"#, "rich-card.levels"),
        (
            r#"{"severities": {"channel/consent": "warning"}}"#,
            "channel/consent",
        ),
        (
            r#"{"severities": {"channel/consent-required": "off"}}"#,
            "off",
        ),
        (r#"{"keyMatrix": {"k": "integer"}}"#, "integer"),
        (
            r#"{"severities": {"json/unknown-word": "warning"}}"#,
            "json/unknown-word",
        ),
        (
            r#"{"severities": {"manifest/content": "info"}}"#,
            "manifest/content",
        ),
        (
            r#"{"suppressions": [{"rule": "set/repeated-id", "pointer": "/id", "reason": "r"}]}"#,
            "set/repeated-id",
        ),
        (
            r#"{"allowedOrigins": ["https://cdn.example.com"]}"#,
            "https://cdn.example.com",
        ),
        (r#"{"allowedOrigins": ["*"]}"#, "\"*\""),
        (r#"{"reservedPrefixes": [""]}"#, "prefix"),
        (
            r#"{"suppressions": [{"rule": "channel/origin", "pointer": "", "reason": "r", "expires": "2026-02-30"}]}"#,
            "2026-02-30",
        ),
        (
            r#"{"suppressions": [{"rule": "channel/consent-required", "pointer": "", "reason": " "}]}"#,
            "reason",
        ),
        (
            r#"{"suppressions": [{"rule": "channel/origin", "pointer": "", "reason": "r", "expires": "2026-13-01"}]}"#,
            "2026-13-01",
        ),
        (
            r#"{"suppressions": [{"rule": "channel/origin", "pointer": ""}]}"#,
            "reason",
        ),
        (
            r#"{"suppressions": [{"rule": "name/button", "reason": "r"}]}"#,
            "selector",
        ),
        (
            r#"{"suppressions": [{"rule": "name/button", "pointer": "", "selector": " ", "reason": "r"}]}"#,
            "selector",
        ),
    ] {
        let message = refusal(overrides);
        assert!(message.contains(words), "{overrides}: {message}");
    }
}
