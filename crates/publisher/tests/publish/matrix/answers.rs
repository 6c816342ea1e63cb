//! Rows 24 to 26: an answer comes, and is of no use.

use serde_json::{Value, json};

use super::server_errors::CREATED;
use super::stage::{Ends, Stage};
use crate::chaos::{Chaos, Fault};
use crate::manifests::{CHANNELS, MESSAGES};
use crate::support::Run;

/// The creation was carried out, and is found.
const FOUND: &[&str] = &["GET channels 200"];

fn created<'a>(requests: &'a [&'a str]) -> Ends<'a> {
    Ends {
        exit: 0,
        requests,
        server: &["channel"],
        journal: &["channel done"],
        audit: CREATED,
    }
}

fn creation(then: &Value) -> Value {
    json!([{"method": "POST", "path": CHANNELS, "then": then}])
}

#[test]
fn row_24_answer_cut_off() {
    // In its body, and in its head.
    for bytes in [30, 200] {
        let stage = Stage::of("channel", &json!([]));
        let chaos = Chaos::start(&stage.sandbox.base_url, move |incoming| {
            if incoming.line == format!("POST {CHANNELS}") {
                Fault::CutAnswer(bytes)
            } else {
                Fault::Pass
            }
        });
        let before = ["POST token 200", "GET channels 200", "POST channels 200"];
        stage.ends(
            &Run::of(&mut stage.through(&chaos)),
            &created(&[&before[..], FOUND].concat()),
        );
    }
    let cut = creation(&json!({"applied": true, "drop": "mid-answer"}));
    let stage = Stage::of("channel", &cut);
    let before = ["POST token 200", "GET channels 200", "POST channels lost"];
    stage.ends(&stage.publish(), &created(&[&before[..], FOUND].concat()));
}

#[test]
fn row_25_success_without_an_id() {
    for then in [
        json!({"applied": true, "status": 201, "body": {"unexpected": true}}),
        json!({"applied": true, "status": 201, "body": []}),
        json!({"applied": true, "html": 201}),
    ] {
        let stage = Stage::of("channel", &creation(&then));
        let before = ["POST token 200", "GET channels 200", "POST channels 201"];
        stage.ends(&stage.publish(), &created(&[&before[..], FOUND].concat()));
    }
}

#[test]
fn row_26_page_of_a_proxy() {
    let stage = Stage::of("channel", &creation(&json!({"html": 200})));
    stage.ends(
        &stage.publish(),
        &created(&[
            "POST token 200",
            "GET channels 200",
            "POST channels 200",
            "GET channels 200",
            "POST channels 200",
        ]),
    );
    let stage = Stage::of(
        "rich-card",
        &json!([{"method": "POST", "path": MESSAGES, "then": {"html": 200}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 6,
            requests: &["POST token 200", "POST messages 200"],
            server: &[],
            journal: &["rich-card ambiguous"],
            audit: &["card_render_failure ambiguous"],
        },
    );
    // A look-up that a sign-in page answers is not made again: asking does not sign in.
    let stage = Stage::of(
        "channel",
        &json!([{"method": "GET", "path": CHANNELS, "times": null, "then": {"html": 200}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 3,
            requests: &["POST token 200", "GET channels 200"],
            server: &[],
            journal: &["channel failed"],
            audit: &["channel_provision_failure failed"],
        },
    );
}
