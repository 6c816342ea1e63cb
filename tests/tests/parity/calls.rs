//! The same call, natively and in the module.

use preflight_core::api::{self, CheckOptions, Misuse, PreviewOptions, SanitizeOptions};
use preflight_core::kinds;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::corpus::Document;
use crate::node::{Call, Node, value};

/// Judges, builds, mends, draws, inspects and compares a document on both sides.
pub(crate) fn assert_same(module: &mut Node, document: &Document) {
    let text = &document.text;
    let kind = document.kind.map(str::to_owned);
    let options = CheckOptions {
        kind: kind.clone(),
        results: true,
        ..CheckOptions::default()
    };
    let drawn = PreviewOptions {
        kind: kind.clone(),
        scheme: Some("dark".to_owned()),
        language: Some("ar".to_owned()),
        ..PreviewOptions::default()
    };
    let told = json!({"kind": kind, "results": true});
    let told_drawn = json!({"kind": kind, "scheme": "dark", "language": "ar"});
    let report = api::check(text, &options).expect("good options");
    let mut both = Both::default();
    both.ask("reportText", [json!(text), told.clone()], &report.to_json());
    both.ask("check", [json!(text), told.clone()], &report);
    both.ask(
        "build",
        [json!(text), told.clone()],
        &answered(api::build(text, &options)),
    );
    for safety in ["safe", "unsafe"] {
        both.ask(
            "fix",
            [json!(text), json!(safety), told.clone()],
            &answered(api::fix(text, Some(safety), &options)),
        );
    }
    both.ask(
        "preview",
        [json!(text), told_drawn.clone()],
        &answered(api::preview(text, &drawn)),
    );
    both.ask(
        "inspect",
        [json!(text), told_drawn],
        &answered(api::inspect(text, &drawn)),
    );
    // The other version lacks a part of the text, and may be broken by that.
    let other = text.replacen("\"text\": ", "\"txt\": ", 2);
    both.ask(
        "compare",
        [json!(other), json!(text), told],
        &answered(api::compare(&other, text, &options)),
    );
    both.assert_same(module, text);
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
    let mut both = Both::default();
    for offset in (0..=length).step_by(1 + length / 12) {
        let arguments = [json!(text), json!(offset), told.clone()];
        let native = answered(api::complete(text, offset, &options));
        both.ask("complete", arguments.clone(), &native);
        let native = answered(api::hover(text, offset, &options));
        both.ask("hover", arguments, &native);
    }
    let native = answered(api::symbols(text, &options));
    both.ask("symbols", [json!(text), told], &native);
    both.assert_same(module, text);
}

/// Cleans a text on both sides, in every way it may be read.
pub(crate) fn assert_same_cleaning(module: &mut Node, text: &str) {
    let mut both = Both::default();
    for mode in ["html", "plain", "markdown", "url", "css", "data"] {
        let options = SanitizeOptions {
            mode: Some(mode.to_owned()),
            ..SanitizeOptions::default()
        };
        let native = answered(api::sanitize(text, &options));
        both.ask("sanitize", [json!(text), json!({"mode": mode})], &native);
    }
    both.assert_same(module, text);
}

/// What there is, on both sides.
pub(crate) fn assert_same_catalogue(module: &mut Node) {
    let mut both = Both::default();
    both.ask("rules", [], &api::rules());
    both.ask("version", [], &api::version());
    both.ask("limits", [], &answered(api::limits(None)));
    both.ask("policy", [], &answered(api::policy(None)));
    both.ask("stylesheet", [], &api::stylesheet());
    both.ask("schema", [], &answered(api::schema(None, None, None)));
    for kind in kinds::NAMES {
        for part in ["payload", "spec"] {
            let schema = api::schema(Some(kind), Some(part), None);
            both.ask("schema", [json!(kind), json!(part)], &answered(schema));
        }
        both.ask("form", [json!(kind)], &answered(api::form(kind, None)));
    }
    for (foreground, background) in [("#777", "white"), ("#0056b3", "#f0f0f0"), ("#1238", "navy")] {
        let arguments = [json!(foreground), json!(background)];
        let native = api::contrast(foreground, background);
        both.ask("contrast", arguments, &answered(native));
        let arguments = [json!(foreground), json!([background])];
        let native = api::suggest_color(foreground, &[background], None);
        both.ask("suggestColor", arguments, &answered(native));
    }
    both.assert_same(module, "the catalogue");
}

/// Calls, with what core answers natively.
#[derive(Default)]
struct Both {
    calls: Vec<Call>,
    native: Vec<String>,
}

impl Both {
    /// Adds a call.
    fn ask<T: Serialize>(
        &mut self,
        name: &'static str,
        arguments: impl Into<Vec<Json>>,
        native: &T,
    ) {
        self.calls.push((name, arguments.into()));
        self.native
            .push(serde_json::to_string(native).expect("an answer that JSON can hold"));
    }

    /// Makes all of them in the module, and holds it to core.
    fn assert_same(&self, module: &mut Node, text: &str) {
        let theirs = module.texts(&self.calls);
        for (((name, _), native), theirs) in self.calls.iter().zip(&self.native).zip(&theirs) {
            // Where the same bytes are written, nothing has to be read.
            assert!(
                native == theirs || numbers(value(native)) == numbers(value(theirs)),
                "{name} differs\n{text}\nnative: {native}\nmodule: {theirs}"
            );
        }
    }
}

fn answered<T>(answer: Result<T, Misuse>) -> T {
    answer.expect("a call that can be answered")
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
