//! Rows 10 to 12 and 33: tokens and permissions.

use serde_json::json;

use super::stage::{Ends, Stage};
use crate::manifests::CHANNELS;
use crate::support::{Run, all};

#[test]
fn row_10_token_refused_once() {
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 401}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 401",
                "POST token 200",
                "POST channels 200",
            ],
            server: &["channel"],
            journal: &["channel done"],
            audit: &["channel_provision_success published"],
        },
    );
}

#[test]
fn row_11_token_refused_twice() {
    let stage = Stage::of_channels(
        3,
        &json!([{"method": "POST", "path": CHANNELS, "times": null, "then": {"status": 401}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 4,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 401",
                "POST token 200",
                "POST channels 401",
            ],
            server: &[],
            journal: &["channel validated"; 3],
            audit: &[
                "channel_provision_failure failed",
                "channel_provision_failure skipped",
                "channel_provision_failure skipped",
            ],
        },
    );
    let run = stage.resume();
    assert_eq!(
        (run.exit, stage.sandbox.objects().len()),
        (Some(0), 3),
        "{run:?}"
    );
}

#[test]
fn row_12_missing_scope() {
    let stage = Stage::empty(&json!({ "withheldScopes": ["webmessaging:channel:write"] }));
    stage.add_channels(3);
    let run = stage.publish();
    stage.ends(
        &run,
        &Ends {
            exit: 4,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 403",
                "GET /api/v2/authorization/me 200",
            ],
            server: &[],
            journal: &["channel validated"; 3],
            audit: &[
                "channel_provision_failure failed",
                "channel_provision_failure skipped",
                "channel_provision_failure skipped",
            ],
        },
    );
    let step = run.json()["items"][0]["error"]["nextStep"].to_string();
    assert!(step.contains("webmessaging:channel:write"), "{step}");
}

/// Eight items need a token at once; one request at a time asks for it, and none of them fails.
#[test]
fn row_33_login_service_in_trouble() {
    let troubles = [
        (
            "429",
            json!({"status": 429, "headers": {"Retry-After": "5"}}),
        ),
        ("500", json!({"status": 500})),
        ("200", json!({"latencySeconds": 30})),
    ];
    all(troubles, |(status, then)| {
        let stage = Stage::of_channels(
            8,
            &json!([{"method": "POST", "path": "/oauth/token", "then": then}]),
        );
        let run = Run::of(stage.command().args(["--concurrency", "8"]));
        let first = format!("POST token {status}");
        let mut requests = vec![first.as_str()];
        if status != "200" {
            requests.push("POST token 200");
        }
        requests.extend(["GET channels 200"; 8]);
        requests.extend(["POST channels 200"; 8]);
        stage.ends_in_any_order(
            &run,
            &Ends {
                exit: 0,
                requests: &requests,
                server: &["channel"; 8],
                journal: &["channel done"; 8],
                audit: &["channel_provision_success published"; 8],
            },
        );
    });
}
