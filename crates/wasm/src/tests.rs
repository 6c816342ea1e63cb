//! What JavaScript sees, in Node and in Chromium. That the verdicts are core's is tested beside core, by parity.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::catalog::{form, limits, policy, rules, schema, version};
use crate::checks::{build, check, check_set, compare, fix, fix_one, report_text};
use crate::color::{contrast, suggest_color};
use crate::editing::{complete, hover, symbols};
use crate::preview::{inspect, preview};
use crate::sanitize::sanitize;

const NONE: &JsValue = &JsValue::UNDEFINED;

/// A small manifest that nothing is wrong with.
const GOOD: &str = r##"{
    "kind": "widget-configuration",
    "id": "alpha",
    "spec": {"widgetId": "alpha", "theme": {"primaryColor": "#0056B3"}, "fields": []}
}"##;

/// A text of JSON as the value that JavaScript makes of it.
fn json(text: &str) -> JsValue {
    JSON::parse(text).expect("valid JSON")
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .expect("what JSON can say")
}

/// What stands at a path such as `report.findings.0.rule`.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, key| {
        Reflect::get(&value, &key.into()).expect("an object on the way")
    })
}

fn code(thrown: Result<JsValue, JsValue>) -> String {
    let error = thrown.expect_err("a call that cannot be answered");
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_ne!(at(&error, "message"), JsValue::from(""));
    at(&error, "code").as_string().expect("a code")
}

#[wasm_bindgen_test]
fn a_report_is_a_plain_object_that_says_what_its_text_says() {
    let broken: JsValue = "{\"kind\": 'channel', \"id\": \"é\u{1f600}\"}".into();
    let report = check(&broken, NONE).expect("a report");
    let written = report_text(&broken, NONE).expect("a text");
    assert_eq!(text(&report), written);
    assert_eq!(
        at(&report, "findings.1.rule"),
        JsValue::from("json/single-quotes")
    );
    // A map is an object, and what is not there is null, as in the text.
    assert!(at(&report, "facts").is_instance_of::<Object>());
    assert!(at(&report, "findings.1.payloadPointer").is_null());
}

#[wasm_bindgen_test]
fn a_good_document_is_built() {
    let built = build(&GOOD.into(), NONE).expect("an answer");
    assert_eq!(at(&built, "report.ok"), JsValue::TRUE);
    let payload = at(&built, "payload").as_string().expect("a payload");
    assert!(
        payload.starts_with(r#"{"name":"CustomWidget_alpha""#),
        "{payload}"
    );
}

#[wasm_bindgen_test]
fn fixes_are_made_all_or_one() {
    let broken: JsValue = "{kind: 'channel', \"id\": \"portal\",}".into();
    let fixed = fix(&broken, NONE, NONE).expect("an answer");
    assert_eq!(
        at(&fixed, "text"),
        JsValue::from(r#"{"kind": "channel", "id": "portal"}"#)
    );
    let one = fix_one(&broken, &"json/single-quotes@7".into(), NONE).expect("an answer");
    assert_eq!(
        at(&one, "text"),
        JsValue::from("{kind: \"channel\", \"id\": \"portal\",}")
    );
}

#[wasm_bindgen_test]
fn documents_are_compared_with_each_other() {
    let documents = Array::new();
    for name in ["one.json", "two.json"] {
        let document = Object::new();
        Reflect::set(&document, &"name".into(), &name.into()).expect("a new object");
        Reflect::set(&document, &"text".into(), &GOOD.into()).expect("a new object");
        documents.push(&document);
    }
    let checked = check_set(&documents, NONE).expect("an answer");
    assert_eq!(at(&checked, "1.name"), JsValue::from("two.json"));
    assert_eq!(at(&checked, "1.report.ok"), JsValue::FALSE);
}

#[wasm_bindgen_test]
fn versions_are_compared() {
    let newer = GOOD.replace("#0056B3", "#004488");
    let found = compare(&GOOD.into(), &newer.as_str().into(), NONE).expect("an answer");
    assert_eq!(at(&found, "same"), JsValue::FALSE);
    assert_eq!(
        at(&found, "changes.0.pointer"),
        JsValue::from("/uiTheme/primaryColor")
    );
    assert_eq!(at(&found, "changes.0.after"), JsValue::from("\"#004488\""));
    // What is not there is left out.
    assert!(at(&found, "changes.1").is_undefined());
    assert_eq!(
        code(compare(&GOOD.into(), NONE, NONE)),
        "bad-argument",
        "no newer version"
    );
}

/// Their pairs are more than 32 bits count.
#[wasm_bindgen_test]
fn long_lists_are_compared() {
    let list = |item: &str| -> JsValue {
        let items = vec![item; 1 << 16].join(",");
        format!(r#"{{"dynamicFields": {{"list": [{items}]}}}}"#).into()
    };
    let card = json(r#"{"kind": "rich-card"}"#);
    let found = compare(&list("1"), &list("2"), &card).expect("an answer");
    assert_eq!(at(&found, "changes.length"), JsValue::from(1_000));
    assert_eq!(at(&found, "omitted"), JsValue::from((1 << 16) - 1_000));
}

#[wasm_bindgen_test]
fn a_drawing_is_inspected() {
    let found = inspect(&GOOD.into(), &json(r#"{"scheme": "dark"}"#)).expect("an answer");
    assert_eq!(
        at(&found, "outline.0.text"),
        JsValue::from("Chat with us, dialog")
    );
    assert_eq!(at(&found, "contrast.0.use"), JsValue::from("text"));
    assert!(inspect(&"{".into(), NONE).expect("an answer").is_null());
}

#[wasm_bindgen_test]
fn options_are_read() {
    let strict =
        json(r#"{"policy": {"limits": {"widget-configuration.fields": 1}}, "results": true}"#);
    let usual = report_text(&GOOD.into(), NONE).expect("a report");
    let under_policy = report_text(&GOOD.into(), &strict).expect("a report");
    assert_ne!(usual, under_policy);
    assert_eq!(
        report_text(&GOOD.into(), &JsValue::NULL).expect("a report"),
        usual
    );
    let bare = check(
        &r#"{"attributes": {}}"#.into(),
        &json(r#"{"kind": "participant-variables"}"#),
    );
    assert_eq!(
        at(&bare.expect("a report"), "kind"),
        JsValue::from("participant-variables")
    );
}

#[wasm_bindgen_test]
fn colours_are_judged_and_mended() {
    let judged = contrast(&"#ffffff".into(), &"black".into()).expect("an answer");
    assert_eq!(at(&judged, "ratio"), JsValue::from(21));
    let backgrounds = json(r##"["#ffffff"]"##);
    let suggestion = suggest_color(&"#ff5c8a".into(), &backgrounds, NONE).expect("an answer");
    assert!(
        at(&suggestion, "ratio")
            .as_f64()
            .is_some_and(|ratio| ratio >= 4.5)
    );
}

#[wasm_bindgen_test]
fn what_there_is_is_told() {
    let count =
        |list: Result<JsValue, JsValue>| list.expect("a list").unchecked_into::<Array>().length();
    assert!(count(rules()) > 100);
    assert!(count(limits(NONE)) > 10);
    assert_eq!(
        at(&version().expect("versions"), "kinds.length"),
        JsValue::from(5)
    );
    let digest = at(&policy(NONE).expect("a policy"), "digest").as_string();
    assert_eq!(digest.map(|digest| digest.len()), Some(64));
    let schema = schema(&"channel".into(), NONE, NONE).expect("a schema");
    assert_eq!(
        at(&schema, "title"),
        JsValue::from("Preflight channel payload")
    );
    assert_eq!(
        at(&form(&"channel".into(), NONE).expect("a form"), "kind"),
        JsValue::from("channel")
    );
}

#[wasm_bindgen_test]
fn arguments_that_cannot_be_read_throw_an_error_with_a_code() {
    let good: &JsValue = &GOOD.into();
    let word = |word: &str| JsValue::from(word);
    for (name, thrown, expected) in [
        ("no text", check(NONE, NONE), "bad-argument"),
        (
            "a number for a text",
            check(&5.into(), NONE),
            "bad-argument",
        ),
        ("no id", fix_one(good, NONE, NONE), "bad-argument"),
        (
            "half an offset",
            hover(good, &1.5.into(), NONE),
            "bad-argument",
        ),
        (
            "an offset before the text",
            complete(good, &(-1).into(), NONE),
            "bad-argument",
        ),
        (
            "a document without a name",
            check_set(&json(r#"[{"text": ""}]"#), NONE),
            "bad-argument",
        ),
        (
            "one background",
            suggest_color(&word("red"), &word("white"), NONE),
            "bad-argument",
        ),
        (
            "options that are none",
            check(good, &5.into()),
            "bad-options",
        ),
        (
            "a list of options",
            check(good, &json(r#"["channel"]"#)),
            "bad-options",
        ),
        (
            "an option that is misspelt",
            check(good, &json(r#"{"kinds": "channel"}"#)),
            "bad-options",
        ),
        (
            "an option JSON cannot say",
            check(good, &js_sys::BigInt::from(1_u64).into()),
            "bad-options",
        ),
        (
            "a part of a policy that is misspelt",
            policy(&json(r#"{"limit": {}}"#)),
            "bad-options",
        ),
    ] {
        assert_eq!(code(thrown), expected, "{name}");
    }
}

#[wasm_bindgen_test]
fn what_core_cannot_answer_throws_an_error_with_its_code() {
    let good: &JsValue = &GOOD.into();
    let word = |word: &str| JsValue::from(word);
    for (name, thrown, expected) in [
        (
            "a limit there is not",
            policy(&json(r#"{"limits": {"depth": 1}}"#)),
            "bad-policy",
        ),
        (
            "a kind there is not",
            check(good, &json(r#"{"kind": "card"}"#)),
            "unknown-kind",
        ),
        (
            "a part there is not",
            schema(&word("channel"), &word("body"), NONE),
            "unknown-part",
        ),
        (
            "a mode there is not",
            sanitize(good, &json(r#"{"mode": "xml"}"#)),
            "unknown-mode",
        ),
        (
            "a scheme there is not",
            preview(good, &json(r#"{"scheme": "sepia"}"#)),
            "unknown-scheme",
        ),
        (
            "a safety there is not",
            fix(good, &word("bold"), NONE),
            "unknown-safety",
        ),
        (
            "a fix there is not",
            fix_one(good, &word("json/comment@1"), NONE),
            "no-such-fix",
        ),
        (
            "an offset beyond the text",
            hover(good, &9999.into(), NONE),
            "offset-out-of-range",
        ),
        (
            "no colour",
            contrast(&word("reddish"), &word("white")),
            "not-a-color",
        ),
        (
            "no day",
            check(good, &json(r#"{"today": "tomorrow"}"#)),
            "not-a-date",
        ),
    ] {
        assert_eq!(code(thrown), expected, "{name}");
    }
}

#[wasm_bindgen_test]
fn no_text_is_too_wrong_to_be_answered() {
    let deep = "[".repeat(10_000);
    let nested = format!(
        r#"{{"kind": "rich-card", "spec": {{"fields": {{"description": "{}"}}}}}}"#,
        "<b>".repeat(5_000)
    );
    for wrong in [
        "",
        "\u{feff}",
        "null",
        "{",
        "\u{d7ff}\u{0}",
        "\u{202e}<script>",
        &deep,
        &nested,
    ] {
        let wrong: JsValue = wrong.into();
        for answer in [
            check(&wrong, NONE),
            build(&wrong, NONE),
            fix(&wrong, NONE, NONE),
            preview(&wrong, NONE),
            inspect(&wrong, NONE),
            compare(&wrong, &GOOD.into(), NONE),
            sanitize(&wrong, NONE),
            complete(&wrong, &0.into(), NONE),
            hover(&wrong, &0.into(), NONE),
            symbols(&wrong, NONE),
        ] {
            assert!(answer.is_ok());
        }
    }
    // Half a pair of surrogates, which no UTF-8 holds, takes as much room as what stands for it.
    let half = js_sys::JsString::from_char_code(&[0x22, 0xd800, 0x22]);
    let report = check(&half, NONE).expect("a report");
    assert_eq!(at(&report, "findings.0.span.end.utf16"), JsValue::from(3));
}

#[wasm_bindgen_test]
fn a_hostile_document_of_a_megabyte_gets_a_report() {
    let hostile = include_str!("../../core/benches/documents/hostile-1mb.json");
    let report = check(&hostile.into(), NONE).expect("a report");
    assert_eq!(at(&report, "ok"), JsValue::FALSE);
    for (open, inside, close) in [
        ("[", "1", "]"),
        ("{\"a\":", "1", "}"),
        ("\"<div>", "", "\""),
        ("\"[", "x", "](y)\""),
        ("\"> ", "x", "\""),
    ] {
        let times = 500_000 / (open.len() + close.len());
        let text = open.repeat(times) + inside + &close.repeat(times);
        let report = check(&text.as_str().into(), NONE).expect("a report");
        assert_eq!(at(&report, "ok"), JsValue::FALSE);
        let html = "<div>".repeat(times);
        sanitize(&html.as_str().into(), NONE).expect("a cleaned text");
    }
}

#[wasm_bindgen_test]
fn memory_does_not_grow_from_check_to_check() {
    let pages = || {
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        at(&memory.buffer(), "byteLength")
            .as_f64()
            .expect("a number")
    };
    let card: JsValue = include_str!("../../core/benches/documents/card-1kb.json").into();
    let run = |times: u32| {
        for _ in 0..times {
            check(&card, NONE).expect("a report");
        }
    };
    run(100);
    let before = pages();
    run(10_000);
    assert!(
        pages() <= before,
        "{before} bytes before, {} after",
        pages()
    );
}
