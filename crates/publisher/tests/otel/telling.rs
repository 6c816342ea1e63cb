//! What is told of a run, and what is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::collector::{Collector, Manner, Span};

const SECRET: &str = "planted-header-5R";

/// The program publishing the examples to a sandbox of its own, with a scenario.
fn publish(scenario: &Value, folder: &Path) -> Command {
    let file = folder.join("scenario");
    fs::write(&file, scenario.to_string()).expect("it is written");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut command = Command::new(env!("CARGO_BIN_EXE_preflight"));
    command
        .env_clear()
        .current_dir(folder)
        // A proxy of the machine must not see what is meant for this one.
        .env("http_proxy", "http://127.0.0.1:9")
        .arg("publish")
        .arg(examples)
        .args(["--sandbox", "--format", "json", "--scenario"])
        .arg(file)
        .args(["--audit", "audit.jsonl", "--metrics", "metrics.json"]);
    command
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What became of each item.
fn outcomes(output: &Output) -> Vec<String> {
    let report = report(output);
    let items = report["items"].as_array().expect("items");
    items.iter().map(|item| text(&item["outcome"])).collect()
}

/// The first look for the channel meets a service that is busy.
fn busy_once() -> Value {
    json!({ "faults": [
        { "method": "GET", "path": "/api/v2/webmessaging/channels", "then": { "status": 503 } },
    ] })
}

#[test]
fn a_run_is_a_trace_of_its_items_and_their_attempts() {
    let collector = Collector::start(Manner::Takes);
    let folder = tempfile::tempdir().expect("a folder");
    let output = publish(&busy_once(), folder.path())
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url)
        .env(
            "OTEL_EXPORTER_OTLP_HEADERS",
            format!("authorization=Bearer%20{SECRET}"),
        )
        .env("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=ci")
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    let spans = collector.spans();
    let with = |name: &str| -> Vec<&Span> {
        let has = |span: &&Span| span.attributes.contains_key(name);
        spans.iter().filter(has).collect()
    };
    let (runs, items, attempts) = (
        with("preflight.run"),
        with("preflight.outcome"),
        with("http.request.method"),
    );
    assert_eq!(runs.len(), 1);
    assert_eq!(spans.len(), 1 + items.len() + attempts.len());
    let run = runs[0];
    assert_eq!((run.name.as_str(), run.parent.as_str()), ("publish", ""));
    assert_eq!((run.kind, run.status), (1, 0));
    assert_eq!(run.attributes["preflight.items"], "5");
    assert_eq!(run.attributes["process.exit.code"], "0");
    assert!(spans.iter().all(|span| span.trace == run.trace));

    // The audit tells the same run, and the report the same outcomes.
    let audit = fs::read_to_string(folder.path().join("audit.jsonl")).expect("an audit");
    let line: Value = serde_json::from_str(audit.lines().next().expect("a line")).expect("JSON");
    assert_eq!(text(&line["run"]), run.attributes["preflight.run"]);
    assert_eq!(text(&line["run"]).replace('-', ""), run.trace);
    let told: Vec<&str> = items
        .iter()
        .map(|item| item.attributes["preflight.outcome"].as_str())
        .collect();
    assert_eq!(told, outcomes(&output));
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    for item in &items {
        assert_eq!((&item.parent, item.kind, item.status), (&run.id, 1, 0));
        let kind = &item.attributes["preflight.kind"];
        assert_eq!(item.name, format!("publish {kind}"));
        assert!(run.times.0 <= item.times.0 && item.times.1 <= run.times.1);
    }
    for attempt in &attempts {
        assert!(ids.contains(attempt.parent.as_str()), "{attempt:?}");
        assert_eq!(attempt.kind, 3);
        let item = items.iter().find(|item| item.id == attempt.parent);
        let item = item.expect("its item");
        assert!(
            item.times.0 <= attempt.times.0 && attempt.times.1 <= item.times.1,
            "{attempt:?} {item:?}"
        );
        assert!(!attempt.attributes["url.full"].contains('?'), "{attempt:?}");
    }

    a_second_attempt_is_told_as_one(&attempts);
    the_metrics_agree_with_those_of_the_run(&collector, folder.path(), attempts.len());
    let resource = collector.resource();
    assert_eq!(resource["service.name"], "preflight");
    assert_eq!(resource["service.version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(resource["deployment.environment.name"], "ci");
    secrets_are_kept(&collector, &output);
}

/// The one that met a busy service, and the one after it.
fn a_second_attempt_is_told_as_one(attempts: &[&Span]) {
    let looks: Vec<&&Span> = attempts
        .iter()
        .filter(|span| span.name == "GET /api/v2/webmessaging/channels")
        .collect();
    let say = |span: &Span, name: &str| span.attributes.get(name).cloned().unwrap_or_default();
    let told: Vec<[String; 3]> = looks
        .iter()
        .map(|span| {
            [
                "http.response.status_code",
                "error.type",
                "http.request.resend_count",
            ]
            .map(|name| say(span, name))
        })
        .collect();
    assert_eq!(told, [["503", "503", ""], ["200", "", "1"]]);
    assert_eq!((looks[0].status, looks[1].status), (2, 0));
}

/// Another part of the program counted the same.
fn the_metrics_agree_with_those_of_the_run(collector: &Collector, folder: &Path, attempts: usize) {
    let metrics = fs::read_to_string(folder.join("metrics.json")).expect("metrics");
    let metrics: Value = serde_json::from_str(&metrics).expect("JSON");
    let measured = collector.measurements();
    let sum = |name: &str| -> u64 {
        let of_name = measured.iter().filter(|(of, ..)| of == name);
        of_name.map(|(.., number)| number).sum()
    };
    assert_eq!(metrics["attempts"]["total"], attempts);
    assert_eq!(
        metrics["attempts"]["total"],
        sum("http.client.request.duration")
    );
    assert_eq!(metrics["rateLimit"], sum("preflight.rate_limit"));
    assert_eq!(sum("preflight.breaker.opened"), 0);
    let by_kind: BTreeMap<String, u64> = measured
        .iter()
        .filter(|(name, ..)| name == "preflight.item.count")
        .map(|(_, attributes, count)| {
            let [kind, outcome] =
                ["preflight.kind", "preflight.outcome"].map(|name| attributes[name].as_str());
            (format!("{kind} {outcome}"), *count)
        })
        .collect();
    let expected = [
        "agent-widget published",
        "channel published",
        "participant-variables updated",
        "rich-card delivered",
        "widget-configuration published",
    ];
    assert_eq!(by_kind, expected.map(|line| (line.to_owned(), 1)).into());
}

/// The collector is told who speaks, and nothing else that is secret.
fn secrets_are_kept(collector: &Collector, output: &Output) {
    for sent in collector.sent() {
        assert_eq!(sent.headers["authorization"], format!("Bearer {SECRET}"));
        assert_eq!(sent.headers["content-type"], "application/x-protobuf");
        let body = String::from_utf8_lossy(&sent.body);
        for planted in [
            SECRET,
            "sandbox-secret",
            // A variable's value, a card's text, a query.
            "platinum",
            "Your order",
            "pageSize",
        ] {
            assert!(!body.contains(planted), "{planted} in {}", sent.path);
        }
    }
    let printed = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(printed.iter().all(|text| !text.contains(SECRET)));
}

#[test]
fn what_is_not_published_is_an_error_of_its_item_and_of_the_run() {
    let collector = Collector::start(Manner::Takes);
    let folder = tempfile::tempdir().expect("a folder");
    let scenario = json!({ "faults": [{
        "method": "POST", "path": "/api/v2/webmessaging/channels", "then": { "status": 400, "body": { "message": "planted-words" } }
    }] });
    let output = publish(&scenario, folder.path())
        .env(
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            format!("{}/v1/traces", collector.url),
        )
        .env("OTEL_SERVICE_NAME", "release")
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let spans = collector.spans();
    let wrong: BTreeSet<(&str, &str)> = spans
        .iter()
        .filter(|span| span.status == 2)
        .map(|span| {
            let names = ["preflight.outcome", "error.type", "process.exit.code"];
            let told = names.iter().find_map(|name| span.attributes.get(*name));
            (span.name.as_str(), told.expect("a reason").as_str())
        })
        .collect();
    let expected = [
        ("POST /api/v2/webmessaging/channels", "400"),
        ("publish", "3"),
        ("publish channel", "failed"),
    ];
    assert_eq!(wrong, expected.into());
    assert_eq!(collector.resource()["service.name"], "release");
    // Only traces were asked for; the server's words are nobody else's.
    for sent in collector.sent() {
        assert_eq!(sent.path, "/v1/traces");
        assert!(!String::from_utf8_lossy(&sent.body).contains("planted-words"));
    }
}

#[test]
fn a_collector_that_is_away_slow_or_wrong_changes_nothing_but_for_a_warning() {
    let refusing = Collector::start(Manner::Refuses(500));
    let silent = Collector::start(Manner::Silent);
    let cases = [
        ("http://127.0.0.1:9".to_owned(), "it cannot be reached"),
        (refusing.url.clone(), "it answers 500"),
        (silent.url.clone(), "were not delivered"),
        ("nonsense".to_owned(), "the endpoint is no URL"),
    ];
    let run = |endpoint: Option<&str>| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = publish(&json!({}), folder.path());
        command.envs(endpoint.map(|endpoint| ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)));
        let started = Instant::now();
        let output = command.output().expect("the program runs");
        (output, started.elapsed())
    };
    let (alone, usual) = run(None);
    let (alone, run) = (&alone, &run);
    thread::scope(|scope| {
        for (endpoint, reason) in &cases {
            scope.spawn(move || {
                let (output, took) = run(Some(endpoint));
                assert_eq!(output.status, alone.status, "{endpoint}: {output:?}");
                assert_eq!(outcomes(&output), outcomes(alone), "{endpoint}");
                let stderr = String::from_utf8_lossy(&output.stderr);
                assert!(stderr.contains(reason), "{endpoint}: {stderr}");
                assert!(stderr.contains("is not affected"), "{endpoint}: {stderr}");
                // Of each signal at the most one, where it could not even begin.
                let warnings = stderr.lines().filter(|line| line.contains("WARN")).count();
                let most = if *endpoint == "nonsense" { 2 } else { 1 };
                assert_eq!(warnings, most, "{endpoint}: {stderr}");
                let most = usual + Duration::from_secs(10);
                assert!(took < most, "{endpoint} took {took:?}, alone {usual:?}");
            });
        }
    });
}

#[test]
fn nothing_is_sent_unless_somebody_wants_it() {
    let collector = Collector::start(Manner::Takes);
    let every: &[(&str, &str)] = &[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url),
        ("OTEL_SDK_DISABLED", "true"),
    ];
    let none: &[(&str, &str)] = &[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_METRICS_EXPORTER", "none"),
    ];
    let unset: &[(&str, &str)] = &[("OTEL_EXPORTER_OTLP_ENDPOINT", "")];
    let other: &[(&str, &str)] = &[
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
    ];
    for (variables, said) in [
        (every, ""),
        (none, ""),
        (unset, ""),
        (other, "OTEL_EXPORTER_OTLP_PROTOCOL is grpc"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = publish(&json!({}), folder.path())
            .envs(variables.iter().copied())
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(said), "{stderr}");
        assert_eq!(stderr.is_empty(), said.is_empty(), "{stderr}");
    }
    assert!(collector.sent().is_empty());
}
