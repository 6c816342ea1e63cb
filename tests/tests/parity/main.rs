//! One verdict everywhere: the WebAssembly module in Node says what core says natively.
//!
//! Reports are compared byte by byte, as core writes them; the other answers as values, since JavaScript writes numbers
//! in its own way. `cargo xtask test` builds the module and names its folder in `PREFLIGHT_WASM`.

mod calls;
mod corpus;
mod manifests;
mod node;

use preflight_core::api::{self, CheckOptions};
use preflight_tests::not_run;
use serde_json::json;

use calls::assert_same;
use corpus::Document;
use node::Node;

/// What `PREFLIGHT_WASM` is while the module is still to be built: `cargo xtask test` comes back with its folder.
const LATER: &str = "later";

/// The module, or a notice that there is none.
fn module() -> Option<Node> {
    let Some(folder) = std::env::var_os("PREFLIGHT_WASM") else {
        not_run(
            "the WebAssembly module beside core",
            "PREFLIGHT_WASM names no module; `cargo xtask test` builds one",
        );
        return None;
    };
    (folder != LATER).then(|| Node::start(&folder))
}

fn assert_all_same(documents: &[Document]) {
    let Some(mut module) = module() else { return };
    for document in documents {
        assert_same(&mut module, document);
    }
}

#[test]
fn editors_get_the_same_answers() {
    let Some(mut module) = module() else { return };
    for document in corpus::committed() {
        calls::assert_same_editing(&mut module, &document);
    }
}

#[test]
fn fixtures_and_examples_get_the_same_answers() {
    assert_all_same(&corpus::committed());
}

#[test]
fn examples_of_rules_get_the_same_answers() {
    assert_all_same(&corpus::rule_examples());
}

#[test]
fn generated_manifests_get_the_same_answers() {
    let documents = manifests::generated(2_500);
    assert!(documents.len() >= 2_000);
    assert_all_same(&documents);
}

#[test]
fn attacks_on_sanitizers_get_the_same_answers() {
    let Some(mut module) = module() else { return };
    for payload in corpus::attacks() {
        calls::assert_same_cleaning(&mut module, &payload);
    }
}

#[test]
fn what_there_is_is_the_same() {
    let Some(mut module) = module() else { return };
    calls::assert_same_catalogue(&mut module);
}

#[test]
fn a_megabyte_of_hostile_text_gets_the_same_report() {
    let Some(mut module) = module() else { return };
    for text in corpus::hostile() {
        let native = api::check(&text, &CheckOptions::default()).expect("no option is wrong");
        let theirs = module.call("reportText", &[json!(text)]);
        assert!(theirs == json!(native.to_json()), "{text:.80}");
    }
}

#[test]
fn ten_thousand_checks_leave_memory_as_it_was() {
    let Some(mut module) = module() else { return };
    let card = corpus::read("crates/core/benches/documents/card-1kb.json");
    module.call("time", &[json!(card), json!(200)]);
    let before = module.call("memory", &[]);
    module.call("time", &[json!(card), json!(10_000)]);
    assert_eq!(module.call("memory", &[]), before);
}
