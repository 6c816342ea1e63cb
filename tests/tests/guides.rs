//! The guides' own sample inputs, with the verdict the design states for each.

use preflight_core::finding::{Outcome, Safety};
use preflight_core::{Checked, Finding, Options, Policy, Severity, check};
use preflight_tests::repository;
use serde_json::{Value as Json, json};

fn sample(guide: &str) -> String {
    let path = repository().join(format!("tests/fixtures/guides/{guide}.json"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn verdict(text: &str) -> Checked {
    let policy = Policy::default();
    check(text, Options::new(&policy))
}

fn only_finding(checked: &Checked) -> &Finding {
    match checked.report().findings.as_slice() {
        [finding] => finding,
        other => panic!("one finding was expected: {other:?}"),
    }
}

fn payload(checked: &Checked) -> Json {
    serde_json::from_str(checked.verified().expect("nothing blocks it").json()).expect("JSON")
}

#[test]
fn guide_000_forgets_the_options_of_its_select() {
    let text = sample("000");
    let checked = verdict(&text);
    // Its other two fields ask for the guest's own data without saying so, which a person looks at.
    let [name, email, finding] = checked.report().findings.as_slice() else {
        panic!("{:?}", checked.report().findings);
    };
    for field in [name, email] {
        assert_eq!(
            (field.rule, field.outcome),
            ("form/autocomplete-missing", Outcome::Review)
        );
    }
    assert_eq!(
        (finding.rule, finding.severity),
        ("schema/required", Severity::Error)
    );
    assert_eq!(finding.pointer.as_str(), "/spec/fields/2");
    let place = finding
        .payload_pointer
        .as_ref()
        .map(preflight_core::json::Pointer::as_str);
    assert_eq!(place, Some("/preChatForm/fields/2"));
    // A missing key points at its object.
    let span = finding.span.start.offset..finding.span.end.offset;
    assert_eq!(
        &text[span],
        r#"{"label": "Department", "type": "select", "required": false}"#
    );
    assert!(
        finding.message.contains("options") && finding.message.contains("select"),
        "{}",
        finding.message
    );

    let mended = text.replace(
        r#""required": false"#,
        r#""required": false, "options": ["Sales"]"#,
    );
    let built = payload(&verdict(&mended));
    assert_eq!(built["name"], "CustomWidget_prod_widget_alpha");
    assert_eq!(built["preChatForm"]["maxElements"], 5);
}

#[test]
fn guide_001_builds_the_card_it_describes() {
    let checked = verdict(&sample("001"));
    assert!(
        checked.report().findings.is_empty(),
        "{:?}",
        checked.report().findings
    );
    let mut built = payload(&checked);
    let message_id = built["messageId"].take();
    // Version 5, and the same for the same manifest.
    assert_eq!(
        message_id.as_str().map(|id| (id.len(), id.as_bytes()[14])),
        Some((36, b'5'))
    );
    assert_eq!(message_id, payload(&verdict(&sample("001")))["messageId"]);
    let other = sample("001").replace("order-confirmation-v2", "order-confirmation-v3");
    assert_ne!(message_id, payload(&verdict(&other))["messageId"]);
    assert_eq!(
        built,
        json!({
            "messageId": null,
            "templateMatrix": {
                "templateId": "order-confirmation-v2",
                "layoutEngine": "flexbox",
                "version": "2.1",
                "fallbackBehavior": "textOnly"
            },
            "dynamicFields": {
                "title": "Order Confirmation",
                "description": "Your order has been processed successfully.",
                "actions": [
                    {"label": "Track Order", "type": "postback", "value": "track:12345"},
                    {"label": "Contact Support", "type": "webchat", "value": "support"}
                ]
            },
            "components": [
                {"type": "header", "text": "Order Confirmation", "style": "bold"},
                {"type": "body", "text": "Your order has been processed successfully.", "markdown": true},
                {"type": "buttonGroup", "buttons": [
                    {"label": "Track Order", "action": "postback", "payload": "track:12345", "style": "primary"},
                    {"label": "Contact Support", "action": "webchat", "payload": "support", "style": "primary"}
                ]}
            ]
        })
    );
}

#[test]
fn guide_001_fills_in_its_defaults() {
    let text = r#"{"kind": "rich-card", "id": "d", "target": {"conversationId": "c"},
        "spec": {"templateId": "t", "fields": {"actions": [{}]}}}"#;
    let built = payload(&verdict(text));
    assert_eq!(built["components"][0]["text"], "System Notification");
    assert_eq!(built["components"][1]["text"], "Card content placeholder");
    let button =
        json!({"label": "Action", "action": "postback", "payload": "", "style": "primary"});
    assert_eq!(built["components"][2]["buttons"], json!([button]));
}

#[test]
fn guide_002_passes_as_it_stands() {
    let checked = verdict(&sample("002"));
    assert!(
        checked.report().findings.is_empty(),
        "{:?}",
        checked.report().findings
    );
    // Measured as sent: compact, where the guide measured compact and sent it indented.
    let sent = checked.verified().expect("verified").body().len() as u64;
    assert_eq!(checked.report().facts.get("bytes"), Some(sent));
}

#[test]
fn guide_003_names_a_queue_that_is_no_uuid() {
    let checked = verdict(&sample("003"));
    let finding = only_finding(&checked);
    assert_eq!(
        (finding.rule, finding.severity),
        ("channel/queue-id", Severity::Warning)
    );
    assert_eq!(finding.outcome, Outcome::Review);
    assert!(checked.verified().is_some(), "a warning does not block");
}

#[test]
fn guide_004_hides_a_script_in_a_value() {
    let text = sample("004");
    let checked = verdict(&text);
    let finding = only_finding(&checked);
    assert_eq!(
        (finding.rule, finding.severity),
        ("text/markup", Severity::Error)
    );
    assert_eq!(finding.pointer.as_str(), "/spec/directives/3/value");
    let fix = finding.fix.as_ref().expect("a fix");
    assert_eq!(fix.safety, Safety::Safe);
    let mut mended = text.clone();
    for edit in fix.edits.iter().rev() {
        mended.replace_range(edit.span.start.offset..edit.span.end.offset, &edit.text);
    }
    let again = verdict(&mended);
    assert!(
        again.report().findings.is_empty(),
        "{:?}",
        again.report().findings
    );
    assert_eq!(
        payload(&again),
        json!({"attributes": {
            "customer_tier": "platinum",
            "cart_value": "1250.5",
            "is_vip": "true",
            "referral_code": "REF-2024"
        }})
    );
}
