//! Signals.

#![cfg(unix)]

use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::manifests::{CHANNELS, Folder, channel};
use crate::server::{Reply, Server};
use crate::support::{Run, Sandbox, all, publish_to, signal};

/// Publishes three channels one after the other to a server that answers late, and sends signals meanwhile.
fn interrupted(name: &str, times: usize) -> Run {
    let server = Server::start(|request, _| {
        let created = Reply::Json(200, serde_json::json!({"id": "remote-1"}));
        (request.line() == format!("POST {CHANNELS}"))
            .then(|| Reply::Later(Duration::from_secs(2), Box::new(created)))
    });
    let folder = Folder::new();
    for name in ["1", "2", "3"] {
        folder.write(&format!("{name}.json"), &channel(name));
    }
    let child = publish_to(&server.base_url, &[folder.path()])
        .args(["--concurrency", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    while server.count(&format!("POST {CHANNELS}")) == 0 {
        thread::sleep(Duration::from_millis(10));
    }
    for _ in 0..times {
        signal(name, child.id());
        thread::sleep(Duration::from_millis(200));
    }
    Run::from(child.wait_with_output().expect("it ends"))
}

#[test]
fn the_first_signal_lets_finish_what_was_begun() {
    all([("INT", 130), ("TERM", 143)], |(name, exit)| {
        let run = interrupted(name, 1);
        assert_eq!(run.exit, Some(exit), "{run:?}");
        assert_eq!(run.outcomes(), ["published", "skipped", "skipped"]);
        assert!(
            run.stderr.contains("no further item is begun"),
            "{}",
            run.stderr
        );
    });
}

#[test]
fn the_second_signal_ends_it_and_says_what_is_uncertain() {
    let run = interrupted("INT", 2);
    assert_eq!(run.exit, Some(130), "{run:?}");
    assert_eq!(run.outcomes(), ["ambiguous", "skipped", "skipped"]);
}

#[test]
fn of_what_was_only_looked_for_nothing_is_uncertain() {
    let server = Server::start(|request, _| {
        let none = Reply::Json(200, serde_json::json!({"entities": []}));
        (request.line().starts_with(&format!("GET {CHANNELS}")))
            .then(|| Reply::Later(Duration::from_secs(5), Box::new(none)))
    });
    let folder = Folder::new();
    for name in ["1", "2"] {
        folder.write(&format!("{name}.json"), &channel(name));
    }
    let child = publish_to(&server.base_url, &[folder.path()])
        .args(["--concurrency", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    while server.seen().len() < 3 {
        thread::sleep(Duration::from_millis(10));
    }
    for _ in 0..2 {
        signal("INT", child.id());
        thread::sleep(Duration::from_millis(200));
    }
    let run = Run::from(child.wait_with_output().expect("it ends"));
    assert_eq!(run.exit, Some(130), "{run:?}");
    assert_eq!(run.outcomes(), ["skipped", "skipped"]);
}

#[test]
fn a_sandbox_ends_well_when_it_is_stopped() {
    for name in ["INT", "TERM"] {
        let mut sandbox = Sandbox::start();
        signal(name, sandbox.id());
        assert_eq!(sandbox.wait(), Some(0));
    }
}

#[test]
fn what_only_waits_for_the_rate_limit_is_not_waited_for() {
    let sandbox = Sandbox::with(&serde_json::json!({"rateLimits": [{"perMinute": 4}]}));
    let folder = Folder::new();
    for name in ["1", "2", "3", "4", "5"] {
        folder.write(&format!("{name}.json"), &channel(name));
    }
    let child = sandbox
        .publish(&[folder.path()])
        .args(["--concurrency", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let began = std::time::Instant::now();
    while sandbox.state()["requests"].as_array().map_or(0, Vec::len) < 5 {
        assert!(began.elapsed() < Duration::from_secs(20));
        thread::sleep(Duration::from_millis(50));
    }
    signal("INT", child.id());
    let run = Run::from(child.wait_with_output().expect("it ends"));
    assert_eq!(run.exit, Some(130), "{run:?}");
    assert!(
        began.elapsed() < Duration::from_secs(30),
        "the next window was not waited for"
    );
    let published = run
        .outcomes()
        .iter()
        .filter(|outcome| *outcome == "published")
        .count();
    assert_eq!(sandbox.objects().len(), published);
    assert!(
        run.outcomes()
            .iter()
            .all(|outcome| outcome == "published" || outcome == "skipped")
    );
}
