//! `publish --format`: what became of each manifest, for every platform.

use serde_json::{Value, json};

use crate::manifests::{Folder, channel};
use crate::support::{Run, Sandbox};

const FORMATS: &[&str] = &["sarif", "junit", "github", "gitlab"];

fn publish(sandbox: &Sandbox, folder: &Folder, format: &str) -> Run {
    Run::of(&mut sandbox.publish_as(format, &[folder.path()]))
}

fn issues(run: &Run) -> Vec<String> {
    let issues = run.json();
    let issues = issues.as_array().expect("a list");
    issues
        .iter()
        .map(|issue| issue["check_name"].as_str().expect("text").to_owned())
        .collect()
}

fn notifications(run: &Run) -> Vec<(String, String)> {
    let log = run.json();
    let invocation = &log["runs"][0]["invocations"][0];
    let list = invocation["toolExecutionNotifications"]
        .as_array()
        .expect("a list");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    list.iter()
        .map(|one| {
            (
                text(&one["descriptor"]["id"]),
                text(&one["message"]["text"]),
            )
        })
        .collect()
}

#[test]
fn what_was_published_is_no_issue() {
    let sandbox = Sandbox::start();
    for (format, words) in [
        (
            "sarif",
            "\"executionSuccessful\":true,\"exitCode\":0,\"toolExecutionNotifications\":[]",
        ),
        ("junit", "outcome: published\nattempts: 1\nremote id: "),
        ("github", "1 item: 1 published\n"),
        ("gitlab", "[]\n"),
    ] {
        let folder = Folder::new();
        folder.write("1.json", &channel(format));
        let run = publish(&sandbox, &folder, format);
        assert_eq!((run.exit, run.stderr.as_str()), (Some(0), ""), "{format}");
        assert!(run.stdout.contains(words), "{format}: {}", run.stdout);
    }
}

#[test]
fn an_item_that_was_not_published_is_told_with_the_next_step() {
    let folder = Folder::new();
    folder.write("1.json", &channel("Same"));
    let sandbox = Sandbox::start();
    publish(&sandbox, &folder, "github");
    let mut other = channel("Same");
    other["spec"]["description"] = json!("something else");
    folder.write("1.json", &other);
    for format in FORMATS {
        let run = publish(&sandbox, &folder, format);
        assert_eq!(run.exit, Some(7), "{format}: {run:?}");
        match *format {
            "sarif" => {
                let said = notifications(&run);
                assert_eq!(said[0].0, "conflict");
                assert!(said[0].1.starts_with("Same: "), "{said:?}");
                let log = run.json();
                assert_eq!(
                    log["runs"][0]["invocations"][0]["executionSuccessful"],
                    false
                );
                assert_eq!(log["runs"][0]["results"], json!([]));
            }
            "junit" => assert!(
                run.stdout.contains("<failure message=")
                    && run.stdout.contains("type=\"conflict\""),
                "{run:?}"
            ),
            "github" => {
                assert!(run.stdout.starts_with("::error file="), "{run:?}");
                assert!(run.stdout.contains("title=conflict::Same: "), "{run:?}");
                assert!(run.stdout.ends_with("1 item: 1 conflict\n"), "{run:?}");
            }
            _ => assert_eq!(issues(&run), ["preflight/conflict"]),
        }
    }
}

#[test]
fn a_batch_that_is_held_shows_the_findings_and_the_reason() {
    let folder = Folder::new();
    folder.write("1.json", &channel("Good"));
    let mut refused = channel("Refused");
    refused["spec"]["securityPolicy"]["requireConsent"] = json!(false);
    folder.write("2.json", &refused);
    let sandbox = Sandbox::start();
    for format in FORMATS {
        let run = publish(&sandbox, &folder, format);
        assert_eq!(run.exit, Some(1), "{format}: {run:?}");
        assert_eq!(run.stderr, "", "{format}");
        match *format {
            "sarif" => {
                let log = run.json();
                assert_eq!(
                    log["runs"][0]["results"][0]["ruleId"],
                    "channel/consent-required"
                );
                let said = notifications(&run);
                assert_eq!(said[0].0, "skipped");
                assert!(
                    said[0]
                        .1
                        .starts_with("1 item skipped: Nothing was sent, because"),
                    "{said:?}"
                );
            }
            "junit" => {
                assert!(
                    run.stdout
                        .contains("tests=\"2\" failures=\"1\" errors=\"0\""),
                    "{run:?}"
                );
                assert!(
                    run.stdout.contains("<skipped message=\"Nothing was sent"),
                    "{run:?}"
                );
                assert!(
                    run.stdout.contains("type=\"channel/consent-required\""),
                    "{run:?}"
                );
            }
            "github" => {
                assert!(
                    run.stdout.contains("title=channel/consent-required::"),
                    "{run:?}"
                );
                assert!(
                    run.stdout
                        .contains("\n::notice title=skipped::1 item skipped: "),
                    "{run:?}"
                );
            }
            _ => assert_eq!(issues(&run), ["channel/consent-required"]),
        }
    }
    assert_eq!(sandbox.state()["requests"], json!([]));

    let mut command = sandbox.publish_as("github", &[folder.path()]);
    let run = Run::of(command.arg("--keep-going"));
    assert!(
        run.stdout.ends_with("\n2 items: 1 published, 1 blocked\n"),
        "{run:?}"
    );
}

#[test]
fn an_item_that_nobody_is_named_for_is_told_without_a_finding() {
    let mut manifest = crate::manifests::example("rich-card");
    manifest
        .as_object_mut()
        .expect("an object")
        .remove("target");
    let folder = Folder::with(&manifest);
    let sandbox = Sandbox::start();
    let run = publish(&sandbox, &folder, "gitlab");
    assert_eq!(run.exit, Some(1));
    assert!(!issues(&run).is_empty(), "{run:?}");
}

#[test]
fn a_refused_field_is_told_at_its_line() {
    let faults = json!([{"method": "POST", "times": null, "path": crate::manifests::CHANNELS, "then": {
        "status": 422,
        "fields": [{"fieldName": "routingConfiguration.queueId", "message": "is no queue"}],
    }}]);
    let sandbox = Sandbox::with(&json!({ "faults": faults }));
    let folder = Folder::new();
    let manifest = channel("One");
    let text = serde_json::to_string_pretty(&manifest).expect("JSON");
    std::fs::write(folder.path().join("1.json"), &text).expect("it is written");
    let line = text
        .lines()
        .position(|line| line.contains("queueId"))
        .expect("a queue")
        + 1;
    let run = publish(&sandbox, &folder, "github");
    assert_eq!(run.exit, Some(3), "{run:?}");
    assert!(run.stdout.contains(&format!("line={line}")), "{run:?}");
    let run = publish(&sandbox, &folder, "gitlab");
    let issues = run.json();
    assert_eq!(issues[0]["location"]["lines"]["begin"], line);
    let run = publish(&sandbox, &folder, "json");
    let field = run.json()["items"][0]["error"]["fields"][0].clone();
    assert_eq!(field["span"]["start"]["line"], line);
    assert_eq!(field["message"], "is no queue");
}

#[test]
fn events_are_told_when_they_happen() {
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;

    let slow = json!([{
        "method": "POST", "path": crate::manifests::CHANNELS, "skip": 1, "then": { "latencySeconds": 3 }
    }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let folder = Folder::new();
    folder.write("1.json", &channel("One"));
    folder.write("2.json", &channel("Two"));
    let mut child = sandbox
        .publish_as("jsonl", &[folder.path()])
        .args(["--concurrency", "1"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut next = || -> Value {
        let line = lines.next().expect("a line").expect("text");
        serde_json::from_str(&line).expect("JSON")
    };
    let begin = next();
    assert_eq!(
        (&begin["event"], &begin["items"]),
        (&json!("begin"), &json!(2))
    );
    let first = next();
    assert_eq!(
        (&first["event"], &first["id"], &first["outcome"]),
        (&json!("item"), &json!("One"), &json!("published"))
    );
    // The second one is still on its way.
    assert!(child.try_wait().expect("a child").is_none());
    crate::support::signal("INT", child.id());
    let second = next();
    assert_eq!(
        (&second["event"], &second["id"]),
        (&json!("item"), &json!("Two"))
    );
    let end = next();
    assert_eq!(end["event"], "end");
    assert_eq!(end["summary"]["stoppedBy"], "SIGINT");
    assert_eq!(end["schemaVersion"], 1);
    assert!(lines.next().is_none());
    child.wait().expect("it ends");
}
