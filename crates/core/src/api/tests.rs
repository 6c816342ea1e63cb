//! The functions that bindings hand through.

use super::*;
use crate::policy::PolicyFile;

const CHANNEL: &str = r#"{"kind": "channel", "id": "a", "spec": {"name": "A", "webMessagingWidgetConfiguration": {"widgetId": "w"},
    "securityPolicy": {"allowedOrigins": ["https://a.example"], "requireConsent": true},
    "routingConfiguration": {"queueId": "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"}}}"#;

fn options(json: &str) -> CheckOptions {
    serde_json::from_str(json).expect("options")
}

type Case = (Misuse, &'static str, &'static str);

#[test]
fn misuse_has_a_code_and_says_what_to_do() {
    for (misuse, code, message) in of_documents().into_iter().chain(of_colors()) {
        assert_eq!(
            (misuse.code(), misuse.to_string().as_str()),
            (code, message)
        );
    }
}

fn of_documents() -> Vec<Case> {
    let kind = |kind: &str| CheckOptions {
        kind: Some(kind.to_owned()),
        ..CheckOptions::default()
    };
    let preview_options =
        |json: &str| serde_json::from_str::<PreviewOptions>(json).expect("options");
    vec![
        (
            check("{}", &kind("chanel")).expect_err("no such kind"),
            "unknown-kind",
            "There is no kind \"chanel\". Did you mean \"channel\"?",
        ),
        (
            check("{}", &options(r#"{"today": "yesterday"}"#)).expect_err("no date"),
            "not-a-date",
            "\"yesterday\" is no date. Write YYYY-MM-DD.",
        ),
        (
            check(
                "{}",
                &options(r#"{"policy": {"limits": {"rich-card.deepth": 3}}}"#),
            )
            .expect_err("no such limit"),
            "bad-policy",
            "The policy cannot be used: the policy names the limit \"rich-card.deepth\", which does not exist; did you mean \"rich-card.depth\"?.",
        ),
        (
            complete("\u{1f600}", 3, &CheckOptions::default()).expect_err("beyond the end"),
            "offset-out-of-range",
            "The offset 3 lies beyond the text, which has 2 UTF-16 code units.",
        ),
        (
            preview("", &preview_options(r#"{"scheme": "drak"}"#)).expect_err("no such scheme"),
            "unknown-scheme",
            "There is no scheme \"drak\". Did you mean \"dark\"?",
        ),
        (
            preview("", &preview_options(r#"{"language": "tlh"}"#)).expect_err("no such language"),
            "unknown-language",
            "There is no language \"tlh\".",
        ),
        (
            preview("", &preview_options(r#"{"form": "sent"}"#)).expect_err("no such state"),
            "unknown-form-state",
            "There is no form state \"sent\".",
        ),
        (
            schema(Some("channel"), Some("target"), None).expect_err("no target"),
            "unknown-part",
            "There is no part \"target\".",
        ),
        (
            sanitize(
                "",
                &SanitizeOptions {
                    mode: Some("htm".to_owned()),
                    policy: None,
                },
            )
            .expect_err("no such mode"),
            "unknown-mode",
            "There is no mode \"htm\". Did you mean \"html\"?",
        ),
        (
            fix("{}", Some("unsaf"), &CheckOptions::default()).expect_err("no such safety"),
            "unknown-safety",
            "There is no safety \"unsaf\". Did you mean \"unsafe\"?",
        ),
        (
            fix_one("{}", "json/comment@0", &CheckOptions::default()).expect_err("no such fix"),
            "no-such-fix",
            "The document offers no fix \"json/comment@0\". Take the id from a report of the same text and options.",
        ),
    ]
}

fn of_colors() -> Vec<Case> {
    vec![
        (
            contrast("blu", "#fff").expect_err("no colour"),
            "not-a-color",
            "\"blu\" is no colour. Write it like \"#0056b3\", \"rgb(0 86 179)\" or \"navy\".",
        ),
        (
            contrast("currentColor", "#fff").expect_err("undecided"),
            "undecided-color",
            "What colour \"currentColor\" is depends on where it stands. Give the colour itself, like \"#0056b3\".",
        ),
        (
            contrast("#000", "#ffffff80").expect_err("translucent"),
            "translucent-background",
            "\"#ffffff80\" shows what is behind it. Give the opaque colour that is seen.",
        ),
        (
            suggest_color::<&str>("#000", &[], None).expect_err("no background"),
            "no-background",
            "There is no background. Give at least one colour.",
        ),
        (
            suggest_color("#000", &["#fff"], Some("texts")).expect_err("no such threshold"),
            "unknown-threshold",
            "There is no threshold \"texts\". Did you mean \"text\"?",
        ),
    ]
}

#[test]
fn a_bad_payload_is_no_misuse() {
    for text in ["", "{", "\u{0}", "[[[[", r#"{"kind": 1}"#] {
        let report = check(text, &CheckOptions::default()).expect("a report");
        assert!(!report.ok, "{text}");
        let built = build(text, &CheckOptions::default()).expect("an answer");
        assert_eq!((built.payload, built.body), (None, None), "{text}");
        assert!(fix(text, None, &CheckOptions::default()).is_ok());
        assert!(
            preview(text, &PreviewOptions::default())
                .expect("an answer")
                .is_none()
        );
    }
}

#[test]
fn a_payload_is_built_even_where_it_may_not_be_sent() {
    let built = build(CHANNEL, &CheckOptions::default()).expect("built");
    assert!(built.report.ok);
    assert_eq!(built.payload, built.body);
    let faulty = CHANNEL.replace("https://a.example", "javascript:alert(1)");
    let built = build(&faulty, &CheckOptions::default()).expect("built");
    assert!(!built.report.ok);
    assert!(
        built
            .payload
            .is_some_and(|payload| payload.contains("javascript:"))
    );
    assert_eq!(built.body, None);
}

#[test]
fn documents_are_judged_together() {
    let document = |name: &str| SetDocument {
        name: name.to_owned(),
        text: CHANNEL.to_owned(),
    };
    let checked = check_set(
        &[document("one"), document("two")],
        &CheckOptions::default(),
    );
    let checked = checked.expect("checked");
    assert!(checked[0].report.ok && !checked[1].report.ok);
    assert_eq!(checked[1].name, "two");
}

#[test]
fn one_fix_is_made_by_its_id() {
    let text = "{'kind': 'channel', // ours\n}";
    let report = check(text, &CheckOptions::default()).expect("a report");
    let comment = report
        .findings
        .iter()
        .find(|finding| finding.rule == "json/comment");
    let id = fix_id(comment.expect("a comment"));
    assert_eq!(id, "json/comment@20");
    let fixed = fix_one(text, &id, &CheckOptions::default()).expect("fixed");
    assert_eq!(fixed.text, "{'kind': 'channel',\n}");
    assert_eq!(fixed.applied[0].rule, "json/comment");
    assert!(
        fixed
            .report
            .findings
            .iter()
            .all(|finding| finding.rule != "json/comment")
    );
    let all = fix(text, Some("safe"), &CheckOptions::default()).expect("fixed");
    assert_eq!(all.text, "{\"kind\": \"channel\"\n}");
}

#[test]
fn contrast_is_judged_as_seen() {
    let seen = contrast("rgb(0 0 0 / 50%)", "white").expect("colours");
    assert_eq!(seen.foreground.to_string(), "#808080");
    assert!((seen.ratio - 3.949).abs() < 1e-3, "{}", seen.ratio);
    assert!(!seen.aa && seen.aa_large && seen.non_text && !seen.aaa);
    assert_eq!(
        serde_json::to_string(&contrast("#000", "#fff").expect("colours")).expect("JSON"),
        r##"{"ratio":21.0,"aa":true,"aaLarge":true,"aaa":true,"aaaLarge":true,"nonText":true,"foreground":"#000000","background":"#ffffff"}"##
    );
    let better = suggest_color("#ff5c8a", &["#fff", "#eee"], None).expect("colours");
    let better = better.expect("a darker one");
    assert!(better.ratio >= 4.5 && better.distance > 0.0);
    let none = suggest_color("#808080", &["#fff", "#000"], Some("text-enhanced"));
    assert_eq!(none.expect("colours"), None);
}

#[test]
fn cleaning_tells_what_went_and_why() {
    let cleaned = sanitize("Hi <b onclick=x()>you</b>", &SanitizeOptions::default());
    let cleaned = cleaned.expect("cleaned");
    assert_eq!(cleaned.html, "Hi <strong>you</strong>");
    assert_eq!(cleaned.removed[0].rule, "html/element");
    assert_eq!(cleaned.removed[0].span.start.utf16, 3);
    assert!(!cleaned.removed[0].message.is_empty());
}

#[test]
fn the_catalog_is_whole() {
    let all = rules();
    assert_eq!(all.len(), crate::finding::rules().count());
    let contrast = all
        .iter()
        .find(|rule| rule.id == "contrast/text")
        .expect("a rule");
    assert_eq!(contrast.wcag[0].number, "1.4.3");
    assert_eq!(contrast.docs, "rules/contrast/text.md");
    assert_eq!(
        limits(None).expect("limits").len(),
        crate::limits::Limit::ALL.len()
    );
    let stricter =
        PolicyFile::from_json(r#"{"limits": {"rich-card.depth": 3}}"#).expect("a policy");
    let default = policy(None).expect("the default");
    let changed = policy(Some(&stricter)).expect("a policy");
    assert_ne!(default.digest, changed.digest);
    assert!(changed.json.contains(r#""rich-card.depth":3"#));
    let manifest = schema(None, None, None).expect("a schema");
    assert_eq!(manifest["title"], "Preflight manifest");
    for kind in version().kinds {
        assert!(schema(Some(kind), None, None).is_ok());
        assert!(schema(Some(kind), Some("spec"), None).is_ok());
        assert_eq!(form(kind, None).expect("a form").kind, *kind);
    }
}

#[test]
fn options_of_no_meaning_are_refused_when_they_are_read() {
    for json in [
        r#"{"kinds": "channel"}"#,
        r#"{"kind": 1}"#,
        r#"{"policy": "strict"}"#,
    ] {
        assert!(
            serde_json::from_str::<CheckOptions>(json).is_err(),
            "{json}"
        );
    }
}
