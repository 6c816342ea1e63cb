//! Texts from files.

use preflight_core::finding::{self, Example, Setting};
use preflight_core::{Kind, kinds};
use preflight_tests::{corpus, files, good_payload, repository};
use serde_json::{Value as Json, json};

/// A text, and the kind of a bare payload.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) kind: Option<&'static str>,
    pub(crate) text: String,
}

impl Document {
    /// A manifest, which names its own kind.
    pub(crate) fn manifest(text: impl Into<String>) -> Self {
        Self {
            kind: None,
            text: text.into(),
        }
    }

    /// A bare payload.
    pub(crate) fn payload(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind: Some(kind.name()),
            text: text.into(),
        }
    }
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).expect("a file that can be read")
}

/// The examples, the samples of the guides, the documents of the benchmarks, and a good payload of each kind.
pub(crate) fn committed() -> Vec<Document> {
    let folders = ["examples", "examples/blocked"];
    let mut documents: Vec<Document> = folders
        .iter()
        .flat_map(|folder| files(folder, "json"))
        .map(|path| Document::manifest(std::fs::read_to_string(path).expect("a readable file")))
        .collect();
    for path in files("crates/core/benches/documents", "json") {
        let text = std::fs::read_to_string(path).expect("a readable file");
        // The largest has a test of its own.
        if text.len() < 500_000 {
            documents.push(Document::manifest(text));
        }
    }
    for path in files("tests/fixtures/guides", "json") {
        let text = std::fs::read_to_string(path).expect("a readable file");
        documents.push(Document::manifest(text));
    }
    for kind in kinds::ALL {
        let text = serde_json::to_string_pretty(&good_payload(*kind)).expect("JSON");
        documents.push(Document::payload(*kind, text));
    }
    documents
}

/// The examples on the pages of the rules: documents, values in a good payload, and texts of pages in a card.
pub(crate) fn rule_examples() -> Vec<Document> {
    let examples = finding::pages().flat_map(finding::Page::examples);
    let documents: Vec<Document> = examples.map(|example| document(&example)).collect();
    assert!(documents.len() > 300, "{}", documents.len());
    documents
}

fn document(example: &Example<'_>) -> Document {
    let text = &example.text;
    match example.setting {
        Setting::Document | Setting::Set => Document::manifest(text.as_str()),
        Setting::Payload { kind, pointer } | Setting::Manifest { kind, pointer } => {
            let kind = Kind::from_name(kind).expect("a kind");
            let mut payload = good_payload(kind);
            // What is no JSON, or has no place there, is a document of its own: one that is judged all the same.
            match (payload.pointer_mut(pointer), serde_json::from_str(text)) {
                (Some(place), Ok(value)) => *place = value,
                _ => return Document::payload(kind, text.as_str()),
            }
            Document::payload(kind, payload.to_string())
        }
        Setting::Page => {
            let mut card = good_payload(Kind::RichCard);
            card["components"] = json!([{"type": "body", "markdown": false, "text": text}]);
            Document::payload(Kind::RichCard, card.to_string())
        }
    }
}

/// Published attacks on sanitizers; none, and a notice, where the corpora are not on this machine.
pub(crate) fn attacks() -> Vec<String> {
    let Some(text) = corpus("sanitizer.jsonl") else {
        return Vec::new();
    };
    let payload = |line: &str| {
        let row: Json = serde_json::from_str(line).expect("a line of JSON");
        match &row["payload"] {
            Json::String(text) => text.clone(),
            other => other.to_string(),
        }
    };
    text.lines().map(payload).collect()
}

/// Texts of a megabyte that were made to cost much.
pub(crate) fn hostile() -> Vec<String> {
    let mut texts = vec![read("crates/core/benches/documents/hostile-1mb.json")];
    for (open, close) in [
        ("[", "]"),
        ("{\"a\":[", "]}"),
        ("{\"kind\":", "}"),
        ("\"", "\""),
        ("'", "'"),
        ("/*", "*/"),
        ("\u{1f600}", ""),
    ] {
        let times = 1_000_000 / (open.len() + close.len());
        texts.push(open.repeat(times) + &close.repeat(times));
    }
    for text in [
        "<div>",
        "<b><p>",
        "**[",
        "> ",
        "<a href=x>",
        "&amp",
        "<table><tr>",
        "- ",
    ] {
        let body = text.repeat(500_000 / text.len());
        for markdown in [true, false] {
            texts.push(format!(
                r#"{{"kind":"rich-card","id":"a","payload":{{"components":[{{"type":"body","markdown":{markdown},"text":"{body}"}}]}}}}"#
            ));
        }
    }
    texts
}
