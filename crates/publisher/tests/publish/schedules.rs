//! Random faults, and a random end: whatever goes wrong in whatever order, the server comes to hold each object once, no
//! card is sent that may have arrived before, and what nobody knows is reported.

use std::process::Stdio;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::journal::{JournalFile, states};
use crate::manifests::{CHANNELS, CONFIGURATIONS, Folder, INTEGRATIONS, KINDS, MESSAGES, example};
use crate::support::{Run, Sandbox, signal};

/// The calls that faults are for.
const CALLS: &[(&str, &str)] = &[
    ("POST", CONFIGURATIONS),
    ("GET", CONFIGURATIONS),
    ("POST", MESSAGES),
    ("POST", INTEGRATIONS),
    ("GET", INTEGRATIONS),
    ("PATCH", "/api/v2/integrations/{id}"),
    ("POST", CHANNELS),
    ("GET", CHANNELS),
    ("PATCH", "/api/v2/conversations/messaging/participants/{id}"),
    ("POST", "/api/v2/async-jobs"),
    ("POST", "/oauth/token"),
];

/// What happens to a request that meets a fault.
fn action() -> impl Strategy<Value = Value> {
    let lost = prop_oneof![
        Just(json!({ "drop": "before-body" })),
        any::<bool>().prop_map(|applied| json!({ "drop": "after-body", "applied": applied })),
        any::<bool>().prop_map(|applied| json!({ "drop": "mid-answer", "applied": applied })),
        (
            any::<bool>(),
            prop_oneof![Just(500), Just(502), Just(503), Just(504), Just(408)]
        )
            .prop_map(|(applied, status)| json!({ "status": status, "applied": applied })),
        any::<bool>().prop_map(|applied| json!({ "html": 502, "applied": applied })),
        any::<bool>().prop_map(|applied| json!({ "html": 200, "applied": applied })),
    ];
    let refused = prop_oneof![
        Just(json!({ "status": 429, "headers": { "Retry-After": "1" } })),
        Just(json!({ "status": 429 })),
        Just(json!({ "status": 401 })),
        Just(json!({ "status": 400 })),
    ];
    let slow = (1..40_u32).prop_map(|seconds| json!({ "latencySeconds": seconds }));
    prop_oneof![5 => lost, 2 => refused, 1 => slow]
}

fn faults() -> impl Strategy<Value = Value> {
    let fault =
        (0..CALLS.len(), 0..2_u32, 1..4_u32, action()).prop_map(|(call, skip, times, then)| {
            let (method, path) = CALLS[call];
            json!({ "method": method, "path": path, "skip": skip, "times": times, "then": then })
        });
    prop::collection::vec(fault, 0..8).prop_map(Value::from)
}

/// What a run of the program ends by.
#[derive(Debug, Clone)]
enum End {
    Itself,
    Killed(Duration),
    Interrupted(Duration),
}

fn end() -> impl Strategy<Value = End> {
    let time = || (0..400_u64).prop_map(Duration::from_millis);
    prop_oneof![
        3 => Just(End::Itself),
        1 => time().prop_map(End::Killed),
        1 => time().prop_map(End::Interrupted),
    ]
}

/// The requests that may have left a card on the server.
fn cards_that_may_have_arrived(sandbox: &Sandbox) -> usize {
    let state = sandbox.state();
    let requests = state["requests"].as_array().expect("requests");
    requests
        .iter()
        .filter(|request| request["method"] == "POST" && request["path"] == MESSAGES)
        .filter(|request| !matches!(request["status"].as_u64(), Some(400 | 401 | 429)))
        .count()
}

fn holds(faults: &Value, ends: &[End]) -> Result<(), TestCaseError> {
    let sandbox = Sandbox::with(&json!({ "timeScale": 1000, "faults": faults }));
    let journal = JournalFile::new();
    let folder = Folder::new();
    for kind in KINDS {
        folder.write(&format!("{kind}.json"), &example(kind));
    }
    let publish = || {
        let mut command = sandbox.publish(&[folder.path()]);
        command
            .args(["--time-scale", "1000"])
            .env("PREFLIGHT_JOURNAL", journal.path());
        command
    };
    for end in ends {
        let mut command = publish();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        match end {
            End::Itself => {}
            End::Killed(after) => {
                std::thread::sleep(*after);
                let _ = child.kill();
            }
            End::Interrupted(after) => {
                std::thread::sleep(*after);
                if child.try_wait().expect("a child").is_none() {
                    signal("INT", child.id());
                }
            }
        }
        child.wait().expect("it ends");
    }
    sandbox.set_faults(&json!([]));
    let run = Run::of(&mut publish());
    let left = states(&journal);
    let is_ambiguous = left.iter().any(|state| state == "rich-card ambiguous")
        || run.outcomes().iter().any(|outcome| outcome == "ambiguous");
    let expected = if is_ambiguous { 6 } else { 0 };
    prop_assert_eq!(run.exit, Some(expected), "{:?} {:?}", left, run);

    let objects = sandbox.objects();
    let held = |kind: &str| {
        objects
            .iter()
            .filter(|object| object["kind"] == kind)
            .count()
    };
    for kind in [
        "agent-widget",
        "channel",
        "widget-configuration",
        "participant-variables",
    ] {
        prop_assert_eq!(held(kind), 1, "{} {:?}", kind, run);
    }
    let widget = objects
        .iter()
        .find(|object| object["kind"] == "agent-widget")
        .expect("a widget");
    prop_assert_eq!(&widget["status"], "active");
    let sent = cards_that_may_have_arrived(&sandbox);
    prop_assert!(
        sent <= 1,
        "a card was sent {} times: {:?}",
        sent,
        sandbox.requests()
    );
    prop_assert!(
        held("rich-card") == 1 || is_ambiguous,
        "a card is lost: {:?}",
        run
    );
    Ok(())
}

#[test]
fn nothing_is_lost_and_nothing_doubled_whatever_happens() {
    let config = Config {
        cases: 24,
        // Every run begins with processes, so a smaller case is not worth many of them.
        max_shrink_iters: 12,
        failure_persistence: None,
        ..Config::default()
    };
    let ends = prop::collection::vec(end(), 1..4);
    TestRunner::new(config)
        .run(&(faults(), ends), |(faults, ends)| holds(&faults, &ends))
        .unwrap_or_else(|error| panic!("{error}"));
}
