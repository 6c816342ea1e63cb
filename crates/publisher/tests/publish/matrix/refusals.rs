//! Rows 9 and 13 to 17: the service understands a request, and does not carry it out.

use serde_json::json;

use super::server_errors::CREATED;
use super::stage::{Ends, Stage};
use crate::manifests::{CHANNELS, CONFIGURATIONS, Folder, example};
use crate::support::{Run, all};

#[test]
fn row_09_invalid_payload() {
    all([400, 422], |status| {
        let stage = Stage::of(
            "widget-configuration",
            &json!([{"method": "POST", "path": CONFIGURATIONS, "times": null, "then": {
                "status": status,
                "fields": [{"fieldName": "preChatForm.fields[1].label", "message": "is taken"}],
            }}]),
        );
        let run = stage.publish();
        let refused = format!("POST configurations {status}");
        stage.ends(
            &run,
            &Ends {
                exit: 3,
                requests: &["POST token 200", "GET configurations 200", &refused],
                server: &[],
                journal: &["widget-configuration failed"],
                audit: &["CONFIG_PUBLISH_FAILED failed"],
            },
        );
        let field = &run.item()["error"]["fields"][0];
        assert_eq!(field["payloadPointer"], "/preChatForm/fields/1/label");
        assert!(field["span"]["start"]["line"].is_u64(), "{field}");
    });
}

#[test]
fn row_13_unknown_participant() {
    let stage = Stage::of(
        "participant-variables",
        &json!([{"method": "PATCH", "times": null, "then": {"status": 404}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 3,
            requests: &["POST token 200", "PATCH participant 404"],
            server: &[],
            journal: &["participant-variables failed"],
            audit: &["variables_inject_failure failed"],
        },
    );
}

#[test]
fn row_14_request_timeout() {
    for applied in [true, false] {
        let stage = Stage::of(
            "channel",
            &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 408, "applied": applied}}]),
        );
        let requests = &[
            "POST token 200",
            "GET channels 200",
            "POST channels 408",
            "GET channels 200",
            "POST channels 200",
        ];
        stage.ends(
            &stage.publish(),
            &Ends {
                exit: 0,
                requests: if applied { &requests[..4] } else { requests },
                server: &["channel"],
                journal: &["channel done"],
                audit: CREATED,
            },
        );
    }
}

#[test]
fn row_15_somebody_was_faster_with_the_same() {
    let stage = Stage::of(
        "channel",
        &json!([{"method": "POST", "path": CHANNELS, "then": {"status": 409, "applied": true}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 409",
                "GET channels 200",
            ],
            server: &["channel"],
            journal: &["channel done"],
            audit: &["channel_provision_success already-published"],
        },
    );
}

#[test]
fn row_16_the_name_is_taken_by_another() {
    let stage = Stage::of("channel", &json!([]));
    let mut theirs = example("channel");
    theirs["spec"]["description"] = json!("Theirs");
    let folder = Folder::with(&theirs);
    Run::of(&mut stage.sandbox.publish(&[folder.path()])).expect(0, "published");
    let before = stage.sandbox.objects();
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 7,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 200",
                "POST token 200",
                "GET channels 200",
            ],
            server: &["channel"],
            journal: &["channel failed"],
            audit: &["channel_provision_failure conflict"],
        },
    );
    assert_eq!(stage.sandbox.objects(), before, "theirs was not touched");
}

#[test]
fn row_17_precondition_failed() {
    let stage = Stage::of(
        "participant-variables",
        &json!([{"method": "PATCH", "times": null, "then": {"status": 412}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 3,
            requests: &["POST token 200", "PATCH participant 412"],
            server: &[],
            journal: &["participant-variables failed"],
            audit: &["variables_inject_failure failed"],
        },
    );
}
