//! Rows 38 to 42: what takes several calls, and batches that share a limit.

use serde_json::{Value, json};

use super::stage::{Ends, Stage};
use crate::manifests::{INTEGRATIONS, example};
use crate::server::{Reply, Server};
use crate::support::Run;

#[test]
fn row_38_created_and_not_activated() {
    let stage = Stage::of(
        "agent-widget",
        &json!([{"method": "PATCH", "times": null, "then": {"status": 500}}]),
    );
    stage.ends(
        &stage.publish(),
        &Ends {
            exit: 5,
            requests: &[
                "POST token 200",
                "GET integrations 200",
                "POST integrations 200",
                "PATCH integration 500",
                "PATCH integration 500",
                "PATCH integration 500",
                "PATCH integration 500",
                "PATCH integration 500",
            ],
            server: &["agent-widget inactive"],
            journal: &["agent-widget validated"],
            audit: &["widget_deploy_failure failed"],
        },
    );
    stage.ends(
        &stage.resume(),
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET integrations 200",
                "PATCH integration 200",
            ],
            server: &["agent-widget active"],
            journal: &["agent-widget done"],
            audit: &["widget_deploy_success published"],
        },
    );
    assert_eq!(stage.sandbox.count("POST", INTEGRATIONS), 1);
}

#[test]
fn row_39_preview_that_does_not_end_well() {
    for (jobs, event) in [("fail", "PREVIEW_FAILED"), ("stuck", "PREVIEW_TIMEOUT")] {
        let stage = Stage::empty(&json!({ "jobs": jobs }));
        stage
            .folder
            .write("manifest.json", &example("widget-configuration"));
        let run = stage.publish();
        let requests = stage.sandbox.requests();
        let looks = requests
            .iter()
            .filter(|request| request.starts_with("GET /api/v2/async-jobs/"))
            .count();
        assert!((1..=10).contains(&looks), "{looks} looks");
        stage.ends(
            &run,
            &Ends {
                exit: 0,
                requests: &[
                    "POST token 200",
                    "GET configurations 200",
                    "POST configurations 200",
                    "POST jobs 202",
                    "GET job 200",
                ],
                server: &["widget-configuration"],
                journal: &["widget-configuration done"],
                audit: &["CONFIG_PUBLISHED published"],
            },
        );
        stage.audit.line(event);
    }
}

#[test]
fn row_40_the_webhook_is_there() {
    let hook = "https://hooks.example.com/genesys-sync";
    let stage = Stage::of("widget-configuration", &json!([]));
    let mut sync = stage.command();
    sync.env("DESIGN_SYSTEM_WEBHOOK_URL", hook);
    let made = [
        "POST token 200",
        "GET configurations 200",
        "POST configurations 200",
        "POST jobs 202",
        "GET job 200",
        "GET webhooks 200",
    ];
    let ends = Ends {
        exit: 0,
        requests: &[&made[..], &["POST webhooks 200"]].concat(),
        server: &["widget-configuration"],
        journal: &["widget-configuration done"],
        audit: &["CONFIG_PUBLISHED published"],
    };
    stage.ends(&Run::of(&mut sync), &ends);
    stage.audit.line("WEBHOOK_REGISTERED");

    let mut another = example("widget-configuration");
    another["id"] = json!("another");
    another["spec"]["widgetId"] = json!("another");
    stage.folder.write("manifest.json", &another);
    stage.ends(
        &Run::of(&mut sync),
        &Ends {
            requests: &made,
            server: &["widget-configuration", "widget-configuration"],
            ..ends
        },
    );
    stage.audit.line("WEBHOOK_REUSED");
    let webhooks = stage.sandbox.state()["webhooks"].clone();
    assert_eq!(webhooks.as_array().map(Vec::len), Some(1), "{webhooks}");

    // A receiver that is away is told of, and takes nothing back.
    let away = Server::start(|_, _| Some(Reply::Json(503, json!({}))));
    let stage = Stage::of("rich-card", &json!([]));
    let run = Run::of(stage.command().env("WEBHOOK_URL", &away.base_url));
    stage.ends(
        &run,
        &Ends {
            exit: 0,
            requests: &["POST token 200", "POST messages 200"],
            server: &["rich-card"],
            journal: &["rich-card done"],
            audit: &["card_render_success delivered"],
        },
    );
    stage.audit.line("event_failure");
}

/// The limit of all has room, so only the participant that was refused waits: its request comes again after those of all
/// others, although they were begun later.
#[test]
fn row_41_one_participant_is_throttled() {
    let participant = |number: usize| {
        format!("/api/v2/conversations/messaging/participants/participant-{number}")
    };
    let stage = Stage::empty(&json!({
        "rateLimits": [{ "perMinute": 300 }],
        "faults": [{
            "method": "PATCH",
            "path": participant(0),
            "then": { "status": 429, "headers": { "Retry-After": "110" } },
        }],
    }));
    for number in 0..5 {
        let mut manifest: Value = example("participant-variables");
        manifest["id"] = json!(format!("variables-{number}"));
        manifest["target"]["participantId"] = json!(format!("participant-{number}"));
        stage.folder.write(&format!("{number}.json"), &manifest);
    }
    let run = Run::of(stage.command().args(["--concurrency", "2"]));
    stage.ends_in_any_order(
        &run,
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "PATCH participant 429",
                "PATCH participant 200",
                "PATCH participant 200",
                "PATCH participant 200",
                "PATCH participant 200",
                "PATCH participant 200",
            ],
            server: &["participant-variables"; 5],
            journal: &["participant-variables done"; 5],
            audit: &["variables_inject_success updated"; 5],
        },
    );
    let requests = stage.sandbox.requests();
    let last = requests.last().expect("requests");
    assert_eq!(
        *last,
        format!("PATCH {} 200", participant(0)),
        "{requests:?}"
    );
}

#[test]
fn row_42_a_lower_limit_than_the_settings_say() {
    let stage = Stage::empty(&json!({ "rateLimits": [{ "perMinute": 180 }] }));
    stage.add_channels(120);
    let run = Run::of(
        stage
            .command()
            .args(["--concurrency", "16", "--rate-limit", "300"])
            .env_remove("PREFLIGHT_RATE_LIMIT"),
    );
    let mut requests = vec!["POST token 200"];
    requests.extend(["GET channels 200"; 120]);
    requests.extend(["POST channels 200"; 120]);
    stage.ends_in_any_order(
        &run,
        &Ends {
            exit: 0,
            requests: &requests,
            server: &["channel"; 120],
            journal: &["channel done"; 120],
            audit: &["channel_provision_success published"; 120],
        },
    );
    assert_eq!(run.json()["metrics"]["rateLimit"], 180);
    assert_eq!(stage.sandbox.state()["rateLimits"][0]["refused"], 0);
}
