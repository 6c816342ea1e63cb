//! A service that is busy, or away for a while.

use std::path::Path;

use serde_json::{Value, json};

use crate::journal::{JournalFile, states};
use crate::manifests::{CHANNELS, Folder, MESSAGES, channel};
use crate::support::{AuditFile, Run, Sandbox, all};

/// Channels, so many.
fn channels(count: usize) -> Folder {
    let folder = Folder::new();
    for number in 0..count {
        let name = format!("channel-{number:03}");
        folder.write(&format!("{name}.json"), &channel(&name));
    }
    folder
}

fn publish(sandbox: &Sandbox, folder: &Folder, more: &[&str]) -> Run {
    Run::of(sandbox.publish(&[folder.path()]).args(more))
}

#[test]
fn a_creation_put_off_for_an_hour_is_unknown_and_ends_the_run() {
    let sandbox = Sandbox::with(&json!({
        "timeScale": 60,
        "faults": [{"method": "POST", "path": CHANNELS, "times": null, "then": {
            "status": 503, "headers": {"Retry-After": "3600"},
        }}],
    }));
    let more = ["--concurrency", "1", "--time-scale", "60"];
    let run = publish(&sandbox, &channels(3), &more);
    assert_eq!(
        (run.exit, run.outcomes()),
        (
            Some(6),
            vec!["ambiguous".into(), "skipped".into(), "skipped".into()]
        )
    );
    assert!(sandbox.objects().is_empty());
}

#[test]
fn a_service_that_is_away_is_left_alone_until_one_request_finds_it_back() {
    let (audit, journal) = (AuditFile::new(), JournalFile::new());
    let sandbox = Sandbox::with(&json!({
        "timeScale": 20,
        "faults": [{"method": "GET", "path": CHANNELS, "times": 6, "then": {"status": 503}}],
    }));
    let run = Run::of(
        sandbox
            .publish(&[channels(12).path()])
            .args(["--time-scale", "20", "--concurrency", "8"])
            .env("PREFLIGHT_JOURNAL", journal.path())
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(sandbox.objects().len(), 12);
    assert_eq!(states(&journal), ["channel done"; 12]);
    let state = sandbox.state();
    let asked: Vec<(f64, u64)> = state["requests"]
        .as_array()
        .expect("requests")
        .iter()
        .filter(|request| request["method"] == "GET")
        .map(|request| {
            (
                request["atSeconds"].as_f64().expect("a time"),
                request["status"].as_u64().expect("a status"),
            )
        })
        .collect();
    // Eight were on their way when the fifth failure opened it; then nothing went for five seconds.
    let failed = asked.iter().filter(|(_, status)| *status == 503).count();
    assert_eq!(failed, 6);
    let gap = asked
        .windows(2)
        .map(|pair| pair[1].0 - pair[0].0)
        .fold(0.0, f64::max);
    assert!(gap >= 4.5, "{asked:?}");
    assert!(run.json()["metrics"]["breakerOpened"].as_u64() >= Some(1));
    assert!(
        audit
            .events()
            .iter()
            .all(|event| !event.contains("failure"))
    );
}

#[test]
fn a_service_that_stays_away_ends_the_run_without_a_storm() {
    let sandbox = Sandbox::with(&json!({
        "timeScale": 100,
        "faults": [{"method": "GET", "path": CHANNELS, "times": null, "then": {"status": 502}}],
    }));
    let run = publish(
        &sandbox,
        &channels(200),
        &["--time-scale", "100", "--concurrency", "16"],
    );
    assert_eq!(run.exit, Some(5), "{run:?}");
    let outcomes = run.outcomes();
    assert!(
        outcomes
            .iter()
            .all(|outcome| outcome == "failed" || outcome == "skipped")
    );
    assert!(
        outcomes
            .iter()
            .filter(|outcome| *outcome == "skipped")
            .count()
            > 100
    );
    let sent = sandbox.count("GET", CHANNELS);
    assert!(sent < 60, "{sent} requests to a service that is away");
    assert!(sandbox.objects().is_empty());
}

#[test]
fn a_third_of_failures_makes_no_storm_and_doubles_nothing() {
    let sandbox = Sandbox::with(&json!({
        "timeScale": 200,
        "faults": [{"times": null, "probability": 0.3, "seed": 11, "path": CHANNELS, "then": {"status": 500}}],
    }));
    let (folder, audit, journal) = (channels(300), AuditFile::new(), JournalFile::new());
    let publish = || {
        Run::of(
            sandbox
                .publish(&[folder.path()])
                .args(["--time-scale", "200", "--concurrency", "16"])
                .env("PREFLIGHT_JOURNAL", journal.path())
                .env("PREFLIGHT_AUDIT", audit.path()),
        )
    };
    let run = publish();
    // Some are given up, and of some it may not even be known whether they arrived.
    assert!(matches!(run.exit, Some(5 | 6)), "{}", run.stderr);
    let outcomes = run.outcomes();
    let published = outcomes
        .iter()
        .filter(|outcome| *outcome == "published")
        .count();
    let unknown = outcomes
        .iter()
        .filter(|outcome| *outcome == "ambiguous")
        .count();
    let in_journal = |state: &str| {
        let wanted = format!("channel {state}");
        states(&journal)
            .iter()
            .filter(|state| **state == wanted)
            .count()
    };
    assert_eq!(
        (in_journal("done"), in_journal("ambiguous")),
        (published, unknown)
    );
    let lines = audit.lines();
    let concluded = lines.iter().filter(|line| line["outcome"].is_string());
    assert_eq!(concluded.count(), 300);
    let objects = sandbox.objects();
    let names: std::collections::BTreeSet<String> = objects
        .iter()
        .map(|object| object["naturalKey"].to_string())
        .collect();
    assert_eq!(names.len(), objects.len(), "no name is there twice");
    assert!(objects.len() >= published);
    let metrics = run.json()["metrics"]["attempts"].clone();
    let of = |name: &str| metrics[name].as_f64().expect("a number");
    let first = of("total") - of("retries");
    assert!(of("retries") <= first * 0.1 + 40.0, "{metrics}");
    // A second run, to a service that is well, brings the rest.
    sandbox.set_faults(&json!([]));
    let run = publish();
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    assert_eq!(in_journal("done"), 300);
    assert_eq!(sandbox.objects().len(), 300);
}

/// What a person reads in each of the ways in which a service says no.
#[test]
fn refusals_name_cause_and_next_step() {
    let missing_scope = json!({"withheldScopes": ["webmessaging:channel:write"]});
    let ended = json!({
        "sessions": {"webchat-session-id-from-guest-api": "ended"},
        "faults": [{"method": "POST", "path": MESSAGES, "times": null, "then": {"status": 403}}],
    });
    let page = json!({"faults": [{"method": "GET", "times": null, "then": {"html": 200}}]});
    let bad_gateway = json!({
        "timeScale": 1_000,
        "faults": [{"method": "GET", "times": null, "then": {"html": 502}}],
    });
    let field = json!({"faults": [{"method": "POST", "path": CHANNELS, "times": null, "then": {
    "status": 400,
    "fields": [
        {"fieldName": "routingConfiguration.queueId", "message": "is not the id of a queue"},
        {"fieldName": "securityPolicy.allowedOrigins[0]"},
    ],
    }}]});
    let cases: Vec<(&str, &str, Value, i32)> = vec![
        ("missing-scope", "channel", missing_scope, 4),
        ("session-ended", "rich-card", ended, 4),
        ("page-of-a-proxy", "channel", page, 3),
        ("bad-gateway-page", "channel", bad_gateway, 5),
        ("refused-fields", "channel", field, 3),
    ];
    all(cases, |(name, kind, scenario, exit)| {
        let sandbox = Sandbox::with(&scenario);
        let path = format!("{kind}.json");
        let scale = scenario["timeScale"].as_u64().unwrap_or(1).to_string();
        let run = Run::of(
            sandbox
                .publish_as("human", &[Path::new(&path)])
                .args(["--time-scale", &scale])
                .current_dir(crate::support::examples()),
        );
        assert_eq!(run.exit, Some(exit), "{name}: {run:?}");
        crate::support::told(name, &run);
    });
}

#[test]
fn wrong_credentials_name_cause_and_next_step() {
    let sandbox = Sandbox::start();
    let run = Run::of(
        sandbox
            .publish_as("human", &[Path::new("channel.json")])
            .current_dir(crate::support::examples())
            .env("GENESYS_CLIENT_SECRET", "wrong"),
    );
    assert_eq!(run.exit, Some(4), "{run:?}");
    crate::support::told("wrong-credentials", &run);
}
