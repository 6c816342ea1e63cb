//! A server's rate limit is used up, and never overdrawn.

use serde_json::json;

use crate::manifests::{Folder, KINDS, example};
use crate::support::{AuditFile, Run, Sandbox};

/// Sixty manifests of each kind.
fn everything() -> Folder {
    let folder = Folder::new();
    for kind in KINDS {
        for number in 0..60 {
            let mut manifest = example(kind);
            let name = format!("{kind}-{number}");
            manifest["id"] = json!(name);
            match *kind {
                "widget-configuration" => manifest["spec"]["widgetId"] = json!(name),
                "agent-widget" => manifest["payload"]["name"] = json!(name),
                "channel" => manifest["spec"]["name"] = json!(name),
                "participant-variables" => manifest["target"]["participantId"] = json!(name),
                _ => {}
            }
            folder.write(&format!("{name}.json"), &manifest);
        }
    }
    folder
}

#[test]
fn a_large_batch_takes_what_the_limit_allows_and_not_one_refusal() {
    const SCALE: &str = "10";
    let folder = everything();
    let audit = AuditFile::new();
    let sandbox = Sandbox::with(&json!({
        "timeScale": 10,
        "rateLimits": [{"name": "client", "perMinute": 300}],
    }));
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .args(["--concurrency", "32", "--time-scale", SCALE])
            .env_remove("PREFLIGHT_RATE_LIMIT")
            .env_remove("PREFLIGHT_CARD_RATE_LIMIT")
            .env(
                "DESIGN_SYSTEM_WEBHOOK_URL",
                "https://hooks.example.com/sync",
            )
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    let state = sandbox.state();
    let limits = &state["rateLimits"][0];
    assert_eq!(limits["refused"], 0, "{limits}");
    let requests: Vec<_> = state["requests"].as_array().expect("requests").clone();
    let of_the_api: Vec<f64> = requests
        .iter()
        .filter(|request| request["path"] != "/oauth/token")
        .map(|request| request["atSeconds"].as_f64().expect("a time"))
        .collect();
    assert!(requests.iter().all(|request| request["status"] != 429));

    // Nothing lost, nothing twice.
    let objects = sandbox.objects();
    assert_eq!(objects.len(), 300);
    let keys: std::collections::BTreeSet<String> = objects
        .iter()
        .map(|object| format!("{} {}", object["kind"], object["naturalKey"]))
        .collect();
    assert_eq!(keys.len(), 300);
    assert_eq!(state["webhooks"].as_array().map(Vec::len), Some(1));
    assert_eq!(state["jobs"].as_array().map(Vec::len), Some(60));
    let concluded = audit
        .lines()
        .iter()
        .filter(|line| line["outcome"].is_string())
        .count();
    assert_eq!(concluded, 300, "all of it is written down, once");

    // The first window begins with the first request, and each full one has to end before the next can.
    let windows = of_the_api.len().div_ceil(300) - 1;
    let bound = f64::from(u32::try_from(windows).expect("few")) * 60.0;
    let took = of_the_api.last().expect("a request") - of_the_api[0];
    assert!(windows >= 1, "{} requests are no test", of_the_api.len());
    assert!(
        took <= bound * 1.05,
        "{} requests took {took} s, {bound} s at best",
        of_the_api.len()
    );
}

#[test]
fn a_family_with_a_limit_of_its_own_does_not_hold_up_the_others() {
    let folder = Folder::new();
    for number in 0..120 {
        let mut card = example("rich-card");
        card["id"] = json!(format!("card-{number}"));
        folder.write(&format!("card-{number}.json"), &card);
    }
    for number in 0..40 {
        folder.write(
            &format!("channel-{number}.json"),
            &crate::manifests::channel(&format!("channel-{number}")),
        );
    }
    // As the platform is by default: 300 a minute, of which 100 may be cards.
    let sandbox = Sandbox::with(&json!({
        "timeScale": 20,
        "rateLimits": [
            {"perMinute": 300},
            {"pathPrefix": crate::manifests::MESSAGES, "perMinute": 100},
        ],
    }));
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .args(["--concurrency", "200", "--time-scale", "20"])
            .env_remove("PREFLIGHT_RATE_LIMIT")
            .env_remove("PREFLIGHT_CARD_RATE_LIMIT"),
    );
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    let limits = sandbox.state()["rateLimits"].clone();
    assert_eq!(
        (&limits[0]["refused"], &limits[1]["refused"]),
        (&json!(0), &json!(0))
    );
    let channels = sandbox.times(&format!("POST {}", crate::manifests::CHANNELS));
    assert!(
        *channels.last().expect("channels") < 55.0,
        "channels do not wait for the second window of cards: {channels:?}"
    );
}

/// A participant that is refused holds up nobody, and is not asked again and again meanwhile.
#[test]
fn one_throttled_participant_keeps_no_worker_from_the_others() {
    let participant = |number: usize| {
        format!("/api/v2/conversations/messaging/participants/participant-{number}")
    };
    let sandbox = Sandbox::with(&json!({
        "timeScale": 20,
        "rateLimits": [{ "perMinute": 300 }],
        "faults": [{
            "method": "PATCH",
            "path": participant(0),
            "times": 2,
            "then": { "status": 429, "headers": { "Retry-After": "30" } },
        }],
    }));
    let folder = Folder::new();
    let mut lines = String::new();
    for round in 0..4 {
        for number in 0..4 {
            let mut manifest = example("participant-variables");
            manifest["id"] = json!(format!("variables-{number}-{round}"));
            manifest["target"]["participantId"] = json!(format!("participant-{number}"));
            lines.push_str(&manifest.to_string());
            lines.push('\n');
        }
    }
    let path = folder.path().join("variables.ndjson");
    std::fs::write(&path, lines).expect("it is written");
    let run = Run::of(
        sandbox
            .publish(&[&path])
            .args(["--concurrency", "2", "--time-scale", "20"]),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(run.outcomes(), ["updated"; 16]);
    let requests: Vec<String> = sandbox
        .requests()
        .into_iter()
        .filter(|line| line.starts_with("PATCH"))
        .collect();
    let is_first = |line: &String| line.contains(&participant(0));
    let refused: Vec<usize> = (0..requests.len())
        .filter(|place| is_first(&requests[*place]))
        .collect();
    let last_other = requests.iter().rposition(|line| !is_first(line));
    assert!(
        last_other < Some(refused[1]),
        "all others come before it is asked again: {requests:#?}"
    );
}
