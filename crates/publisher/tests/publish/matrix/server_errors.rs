//! Rows 6 to 8: the service, or a gateway before it, fails.

use serde_json::{Value, json};

use super::stage::{Ends, Stage};
use crate::manifests::{CHANNELS, MESSAGES};
use crate::support::all;

pub(super) const CREATED: &[&str] = &["channel_provision_success published"];

#[test]
fn row_06_internal_error() {
    // The creation was not carried out: looked for, and sent once more.
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 500}}]),
    );
    let done = Ends {
        exit: 0,
        requests: &[
            "POST token 200",
            "GET channels 200",
            "POST channels 500",
            "GET channels 200",
            "POST channels 200",
        ],
        server: &["channel"],
        journal: &["channel done"],
        audit: CREATED,
    };
    stage.ends(&stage.publish(), &done);

    // It was carried out: found, and not sent again.
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 500, "applied": true}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            requests: &done.requests[..4],
            ..done
        },
    );

    // What can be repeated is.
    let stage = Stage::of(
        "channel",
        &json!([{"method": "GET", "path": CHANNELS, "times": 2, "then": {"status": 500}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            requests: &[
                "POST token 200",
                "GET channels 500",
                "GET channels 500",
                "GET channels 200",
                "POST channels 200",
            ],
            ..done
        },
    );
    let stage = Stage::of(
        "participant-variables",
        &json!([{"method": "PATCH", "then": {"status": 500}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "PATCH participant 500",
                "PATCH participant 200",
            ],
            server: &["participant-variables"],
            journal: &["participant-variables done"],
            audit: &["variables_inject_success updated"],
        },
    );

    // What can neither be repeated nor looked for is reported.
    let stage = Stage::of(
        "rich-card",
        &json!([{"method": "POST", "path": MESSAGES, "then": {"status": 500}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 6,
            requests: &["POST token 200", "POST messages 500"],
            server: &[],
            journal: &["rich-card ambiguous"],
            audit: &["card_render_failure ambiguous"],
        },
    );
}

/// The breaker has a test of its own; here is what becomes of the creations that meet such a gateway.
#[test]
fn row_07_bad_gateway() {
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 502}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 502",
                "GET channels 200",
                "POST channels 200",
            ],
            server: &["channel"],
            journal: &["channel done"],
            audit: CREATED,
        },
    );
    // Behind a gateway that gave up waiting the server may still be at work: it is only looked for.
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"html": 504}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 6,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 504",
                "GET channels 200",
                "GET channels 200",
                "GET channels 200",
            ],
            server: &[],
            journal: &["channel ambiguous"],
            audit: &["channel_provision_failure ambiguous"],
        },
    );
}

#[test]
fn row_08_never_supported() {
    let cases = [501, 505]
        .into_iter()
        .flat_map(|status| [("GET", status), ("POST", status)]);
    all(cases, |(method, status)| {
        let faults: Value = json!([{"method": method, "path": CHANNELS, "times": null, "then": {"status": status}}]);
        let stage = Stage::of("channel", &faults);
        let refused = format!("{method} channels {status}");
        let before: &[&str] = match method {
            "GET" => &["POST token 200"],
            _ => &["POST token 200", "GET channels 200"],
        };
        let requests: Vec<&str> = before.iter().copied().chain([refused.as_str()]).collect();
        stage.ends(
            &stage.publish(),
            &Ends {
                exit: 3,
                requests: &requests,
                server: &[],
                journal: &["channel failed"],
                audit: &["channel_provision_failure failed"],
            },
        );
    });
}
