//! Versions of the documents that are committed.

#[expect(dead_code, reason = "other tests read the rest of the corpus")]
#[path = "parity/corpus.rs"]
mod corpus;

use corpus::Document;
use preflight_core::compare::{ChangeKind, Comparison, MAX_CHANGES, compare};
use preflight_core::{Kind, Options, Policy};
use serde_json::Value as Json;

fn compared(document: &Document, before: &str, after: &str) -> Comparison {
    let policy = Policy::default();
    let options = Options {
        kind: document.kind.and_then(Kind::from_name),
        ..Options::new(&policy)
    };
    compare(before, after, options)
}

fn everything() -> Vec<Document> {
    let mut documents = corpus::committed();
    documents.extend(corpus::rule_examples());
    documents
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for document in everything() {
        let found = compared(&document, &document.text, &document.text);
        assert_eq!(
            (found.changes, found.omitted, found.same),
            (Vec::new(), 0, true)
        );
    }
}

#[test]
fn neither_white_space_nor_the_order_of_keys_is_a_change() {
    let mut read = 0;
    for document in everything() {
        // Written anew, its keys are in the order of the alphabet.
        let Ok(value) = serde_json::from_str::<Json>(&document.text) else {
            continue;
        };
        // What stands twice is written once, and digits are rounded.
        let written = value.to_string();
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        if digits(&written) != digits(&document.text) {
            continue;
        }
        let found = compared(&document, &document.text, &written);
        let of_key_order = found.changes.iter().all(|change| change.derived);
        assert!(of_key_order, "{:#?}\n{}", found.changes, document.text);
        read += 1;
    }
    assert!(read > 200, "{read}");
}

#[test]
fn each_member_that_goes_is_told() {
    let mut gone = 0;
    for document in corpus::committed() {
        let Ok(value) = serde_json::from_str::<Json>(&document.text) else {
            continue;
        };
        let Some(payload) = value.get("payload").and_then(Json::as_object) else {
            continue;
        };
        for key in payload.keys() {
            let mut less = value.clone();
            less["payload"]
                .as_object_mut()
                .expect("it is one")
                .remove(key);
            let found = compared(&document, &value.to_string(), &less.to_string());
            let told: Vec<_> = found
                .changes
                .iter()
                .map(|change| (change.kind, change.pointer.as_str()))
                .collect();
            assert_eq!(told, [(ChangeKind::Removed, format!("/{key}").as_str())]);
            assert!(!found.same);
            gone += 1;
        }
    }
    assert!(gone > 10, "{gone}");
}

#[test]
fn hostile_texts_are_compared_within_bounds() {
    let texts = corpus::hostile();
    let nothing = Document::manifest("");
    for (place, text) in texts.iter().enumerate() {
        let other = &texts[(place + 1) % texts.len()];
        for (before, after) in [(text, other), (other, text)] {
            let found = compared(&nothing, before, after);
            assert!(found.changes.len() <= MAX_CHANGES);
            assert!(
                found.omitted == 0 || found.changes.len() == MAX_CHANGES,
                "{before:.60}"
            );
            assert!(!found.same, "{before:.60} {after:.60}");
        }
    }
}
