//! The same call, natively and in the module.

use preflight_core::api::{self, CheckOptions, Misuse, PreviewOptions, SanitizeOptions};
use preflight_core::kinds;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::corpus::Document;
use crate::node::Node;

/// Judges, builds, mends and draws a document on both sides.
pub(crate) fn assert_same(module: &mut Node, document: &Document) {
    let text = &document.text;
    let kind = document.kind.map(str::to_owned);
    let options = CheckOptions {
        kind: kind.clone(),
        results: true,
        ..CheckOptions::default()
    };
    let told = json!({"kind": kind, "results": true});
    let native = api::check(text, &options).expect("good options").to_json();
    let theirs = module.call("reportText", &[json!(text), told.clone()]);
    assert!(
        theirs.as_str() == Some(&native),
        "the report differs\n{text}\nnative: {native}\nmodule: {theirs}"
    );
    same(
        api::check(text, &options),
        &module.call("check", &[json!(text), told.clone()]),
        text,
    );
    same(
        api::build(text, &options),
        &module.call("build", &[json!(text), told.clone()]),
        text,
    );
    for safety in ["safe", "unsafe"] {
        same(
            api::fix(text, Some(safety), &options),
            &module.call("fix", &[json!(text), json!(safety), told.clone()]),
            text,
        );
    }
    let drawn = PreviewOptions {
        kind: kind.clone(),
        scheme: Some("dark".to_owned()),
        language: Some("ar".to_owned()),
        ..PreviewOptions::default()
    };
    let told = json!({"kind": kind, "scheme": "dark", "language": "ar"});
    same(
        api::preview(text, &drawn),
        &module.call("preview", &[json!(text), told]),
        text,
    );
}

/// What editors ask, all over a document.
pub(crate) fn assert_same_editing(module: &mut Node, document: &Document) {
    let text = &document.text;
    let options = CheckOptions {
        kind: document.kind.map(str::to_owned),
        ..CheckOptions::default()
    };
    let told = json!({"kind": document.kind});
    let length = text.encode_utf16().count();
    for offset in (0..=length).step_by(1 + length / 12) {
        let arguments = [json!(text), json!(offset), told.clone()];
        same(
            api::complete(text, offset, &options),
            &module.call("complete", &arguments),
            text,
        );
        same(
            api::hover(text, offset, &options),
            &module.call("hover", &arguments),
            text,
        );
    }
    same(
        api::symbols(text, &options),
        &module.call("symbols", &[json!(text), told]),
        text,
    );
}

/// Cleans a text on both sides, in every way it may be read.
pub(crate) fn assert_same_cleaning(module: &mut Node, text: &str) {
    for mode in ["html", "plain", "markdown", "url", "css", "data"] {
        let options = SanitizeOptions {
            mode: Some(mode.to_owned()),
            ..SanitizeOptions::default()
        };
        same(
            api::sanitize(text, &options),
            &module.call("sanitize", &[json!(text), json!({"mode": mode})]),
            text,
        );
    }
}

/// What there is, on both sides.
pub(crate) fn assert_same_catalogue(module: &mut Node) {
    let mut assert = |name: &str, native: Json, arguments: &[Json]| {
        assert_eq!(
            numbers(module.call(name, arguments)),
            numbers(native),
            "{name}"
        );
    };
    assert("rules", json!(api::rules()), &[]);
    assert("version", json!(api::version()), &[]);
    assert("limits", answered(api::limits(None)), &[]);
    assert("policy", answered(api::policy(None)), &[]);
    assert("stylesheet", json!(api::stylesheet()), &[]);
    assert("schema", answered(api::schema(None, None, None)), &[]);
    for kind in kinds::NAMES {
        for part in ["payload", "spec"] {
            let schema = api::schema(Some(kind), Some(part), None);
            assert("schema", answered(schema), &[json!(kind), json!(part)]);
        }
        assert("form", answered(api::form(kind, None)), &[json!(kind)]);
    }
    for (foreground, background) in [("#777", "white"), ("#0056b3", "#f0f0f0"), ("#1238", "navy")] {
        let arguments = [json!(foreground), json!(background)];
        let native = api::contrast(foreground, background);
        assert("contrast", answered(native), &arguments);
        let arguments = [json!(foreground), json!([background])];
        let native = api::suggest_color(foreground, &[background], None);
        assert("suggestColor", answered(native), &arguments);
    }
}

fn same<T: Serialize>(native: Result<T, Misuse>, theirs: &Json, text: &str) {
    let native = numbers(answered(native));
    let theirs = numbers(theirs.clone());
    assert!(
        native == theirs,
        "the answers differ\n{text}\nnative: {native}\nmodule: {theirs}"
    );
}

fn answered<T: Serialize>(answer: Result<T, Misuse>) -> Json {
    json!(answer.expect("a call that can be answered"))
}

/// The same value with every number as JavaScript holds it: 1.0 is 1 there.
fn numbers(value: Json) -> Json {
    match value {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(items) => items.into_iter().map(numbers).collect(),
        Json::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, numbers(value)))
            .collect(),
        other => other,
    }
}
