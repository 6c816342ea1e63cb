//! Batches that do not fit into what is kept in memory: they are sent like any other.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::journal::{JournalFile, journalled, states};
use crate::manifests::{Folder, MESSAGES, example};
use crate::support::{AuditFile, Run, Sandbox};

/// A card that no other is like.
fn card(number: usize, conversation: &str) -> Value {
    let mut card = example("rich-card");
    card["id"] = json!(format!("card-{number:04}"));
    card["target"]["conversationId"] = json!(conversation);
    card["spec"]["fields"]["description"] = json!("As long as a card usually is. ".repeat(10));
    card
}

/// One file with these manifests, one a line.
fn one_file(folder: &Folder, manifests: impl Iterator<Item = Value>) -> PathBuf {
    let mut lines = String::new();
    for manifest in manifests {
        writeln!(lines, "{manifest}").expect("memory");
    }
    let path = folder.path().join("cards.ndjson");
    fs::write(&path, lines).expect("it is written");
    path
}

/// No limit, so that the test is about something else.
fn open_sandbox() -> Sandbox {
    Sandbox::with(&json!({ "rateLimits": [{ "perMinute": 1_000_000 }] }))
}

/// The ids of the items that were reported, in order.
fn ids(report: &Value) -> Vec<String> {
    let items = report["items"].as_array().expect("items");
    let id = |item: &Value| item["id"].as_str().expect("an id").to_owned();
    items.iter().map(id).collect()
}

#[test]
fn a_batch_larger_than_what_is_kept_is_sent_once_and_told_in_order() {
    const COUNT: usize = 700;
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(
        &folder,
        (0..COUNT).map(|number| card(number, &format!("conversation-{}", number % 7))),
    );
    assert!(
        fs::metadata(&path).expect("a file").len() > 2 * 128 * 1024,
        "more than twice what is kept"
    );
    let journal = JournalFile::new();
    let audit = AuditFile::new();
    let run = journalled(
        sandbox
            .publish(&[&path])
            .env("PREFLIGHT_AUDIT", audit.path()),
        &journal,
    );
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    let expected: Vec<String> = (0..COUNT)
        .map(|number| format!("card-{number:04}"))
        .collect();
    assert_eq!(ids(&run.json()), expected);
    assert_eq!(run.outcomes(), vec!["delivered".to_owned(); COUNT]);
    assert_eq!(sandbox.count("POST", MESSAGES), COUNT);
    assert_eq!(states(&journal), vec!["rich-card done"; COUNT]);
    // Every manifest was read, judged, begun and delivered.
    for event in [
        "card_build_start",
        "card_validation",
        "card_render_start",
        "card_render_success",
    ] {
        let lines = audit.lines();
        let ids: BTreeSet<&str> = lines
            .iter()
            .filter(|line| line["event"] == event)
            .filter_map(|line| line["id"].as_str())
            .collect();
        assert_eq!(ids.len(), COUNT, "{event}");
    }
    // What was published, the journal knows: nothing is sent again.
    let run = journalled(&mut sandbox.publish(&[&path]), &journal);
    assert_eq!(run.outcomes(), vec!["already-published".to_owned(); COUNT]);
    assert_eq!(sandbox.count("POST", MESSAGES), COUNT);
}

#[test]
fn every_format_tells_of_every_item() {
    const COUNT: usize = 400;
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(&folder, (0..COUNT).map(|number| card(number, "one")));
    let run = Run::of(&mut sandbox.publish_as("junit", &[&path]));
    assert_eq!(run.stdout.matches("<testcase ").count(), COUNT);
    assert!(
        run.stdout
            .contains(&format!(r#"tests="{COUNT}" failures="0""#)),
        "{}",
        &run.stdout[..300]
    );
    let run = Run::of(&mut sandbox.publish_as("jsonl", &[&path]));
    assert_eq!(run.stdout.matches(r#""event":"item""#).count(), COUNT);
    let run = Run::of(&mut sandbox.publish_as("human", &[&path]));
    assert_eq!(
        run.stdout.matches("  already-published  ").count()
            + run.stdout.matches("  delivered  ").count(),
        COUNT
    );
    assert!(run.stdout.contains(&format!("\n{COUNT} items: ")));
}

#[test]
fn what_changes_while_its_batch_is_sent_is_not_sent() {
    const COUNT: usize = 600;
    let sandbox = Sandbox::with(&json!({
        "rateLimits": [{ "perMinute": 1_000_000 }],
        "faults": [{ "method": "POST", "path": MESSAGES, "times": 1, "then": { "latencySeconds": 1 } }],
    }));
    let folder = Folder::new();
    let path = one_file(&folder, (0..COUNT).map(|number| card(number, "one")));
    let publish = sandbox
        .publish(&[&path])
        .args(["--concurrency", "1"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    while sandbox.count("POST", MESSAGES) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    // The last line becomes another card, of the same length.
    let text = fs::read_to_string(&path).expect("the cards");
    let at = text.rfind("card-0599").expect("the last card");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .expect("a file");
    file.seek(SeekFrom::Start(at as u64)).expect("a place");
    file.write_all(b"card-9999").expect("it is written");

    let run = Run::from(publish.wait_with_output().expect("it ends"));
    assert_eq!(run.exit, Some(7), "{}", run.stderr);
    let report = run.json();
    let last = &report["items"][COUNT - 1];
    assert_eq!(
        (&last["id"], &last["outcome"]),
        (&json!("card-0599"), &json!("blocked"))
    );
    let message = last["error"]["message"].as_str().expect("a reason");
    assert!(
        message.contains("has changed since the batch was checked"),
        "{message}"
    );
    assert_eq!(sandbox.count("POST", MESSAGES), COUNT - 1);
}

#[test]
fn so_many_blocked_manifests_are_counted_rather_than_shown() {
    const COUNT: usize = 1_300;
    let sandbox = Sandbox::start();
    let folder = Folder::new();
    let path = one_file(
        &folder,
        (0..COUNT).map(|number| {
            json!({ "kind": "rich-card", "id": format!("card-{number}"), "note": "x".repeat(150) })
        }),
    );
    let run = Run::of(&mut sandbox.publish_as("human", &[&path]));
    assert_eq!(run.exit, Some(1));
    assert!(
        run.stderr.contains("block 300 more manifests"),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout.matches("  blocked  ").count(), COUNT);
    assert!(
        run.stdout
            .contains(&format!("{COUNT} items: {COUNT} blocked"))
    );
    assert_eq!(sandbox.requests(), Vec::<String>::new());
}

#[test]
fn a_long_queue_for_one_conversation_does_not_keep_another_waiting() {
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(
        &folder,
        (0..600).map(|number| card(number, if number < 597 { "busy" } else { "quiet" })),
    );
    let run = Run::of(sandbox.publish(&[&path]).args(["--concurrency", "1"]));
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    let sent: Vec<Value> = sandbox
        .objects()
        .into_iter()
        .map(|object| object["conversationId"].clone())
        .collect();
    assert_eq!(
        sent[..6],
        ["busy", "quiet", "busy", "quiet", "busy", "quiet"]
    );
}

/// The last of them holds, so they are set one after the other, however many workers there are.
#[test]
fn variables_of_one_participant_are_set_in_their_order() {
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(
        &folder,
        (0..24).map(|number| {
            let mut manifest = example("participant-variables");
            manifest["id"] = json!(format!("variables-{number}"));
            manifest["spec"]["directives"][3]["value"] = json!(format!("step-{number}"));
            manifest
        }),
    );
    let audit = AuditFile::new();
    let run = Run::of(
        sandbox
            .publish(&[&path])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.outcomes(), ["updated"; 24], "{}", run.stderr);
    let objects = sandbox.objects();
    let held = objects.last().expect("variables").to_string();
    assert!(held.contains("step-23"), "{held}");
}

/// Cards of one conversation begin in their order, and the lines of the audit do not change that.
#[test]
fn cards_of_one_conversation_begin_in_their_order() {
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(&folder, (0..64).map(|number| card(number, "one")));
    let audit = AuditFile::new();
    let run = Run::of(
        sandbox
            .publish(&[&path])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    let started: Vec<String> = audit
        .lines()
        .into_iter()
        .filter(|line| line["event"] == "card_render_start")
        .filter_map(|line| Some(line["id"].as_str()?.to_owned()))
        .collect();
    let expected: Vec<String> = (0..64).map(|number| format!("card-{number:04}")).collect();
    assert_eq!(started, expected);
}

/// What the run writes is not read by it for ever.
#[test]
fn an_audit_among_the_inputs_ends() {
    let sandbox = open_sandbox();
    let folder = Folder::new();
    let path = one_file(&folder, (0..400).map(|number| card(number, "one")));
    let run = Run::of(sandbox.publish(&[&path]).env("PREFLIGHT_AUDIT", &path));
    assert!(run.exit.is_some(), "{run:?}");
}

#[test]
fn a_reader_that_goes_away_hides_no_failure() {
    let refusal =
        json!([{ "method": "POST", "path": MESSAGES, "times": null, "then": { "status": 400 } }]);
    let sandbox = Sandbox::with(&json!({ "faults": refusal }));
    let folder = Folder::new();
    let path = one_file(&folder, (0..3).map(|number| card(number, "one")));
    let mut child = sandbox
        .publish(&[&path])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
}

#[test]
fn a_batch_ends_although_a_manifest_of_it_is_gone() {
    let slow = json!([{ "method": "POST", "path": MESSAGES, "then": { "status": 429, "headers": { "Retry-After": "3600" } } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let folder = Folder::new();
    let path = one_file(&folder, (0..3).map(|number| card(number, "one")));
    let journal = JournalFile::new();
    let run = journalled(
        sandbox.publish(&[&path]).args(["--concurrency", "1"]),
        &journal,
    );
    assert_eq!(run.exit, Some(5), "{run:?}");
    sandbox.set_faults(&json!([]));
    // The second and the third card are taken out of the file.
    let text = fs::read_to_string(&path).expect("the cards");
    let first = text.lines().next().expect("a line");
    fs::write(&path, format!("{first}\n")).expect("it is written");
    let run = journalled(
        sandbox
            .command("resume")
            .args(["--format", "json", "--time-scale", "100"]),
        &journal,
    );
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert_eq!(run.outcomes(), ["delivered", "blocked", "blocked"]);
    let report = run.json();
    let message = report["items"][1]["error"]["message"]
        .as_str()
        .expect("a reason");
    assert_eq!(
        message,
        "The manifest is not there any more, so it was not sent."
    );
    assert_eq!(
        states(&journal),
        ["rich-card done", "rich-card blocked", "rich-card blocked"]
    );
    let nothing = journalled(sandbox.command("resume").arg("--yes"), &journal);
    assert_eq!(nothing.exit, Some(0), "{nothing:?}");
}

#[test]
fn junit_tells_of_manifests_that_are_gone() {
    let slow = json!([{ "method": "POST", "path": MESSAGES, "then": { "status": 429, "headers": { "Retry-After": "3600" } } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let folder = Folder::new();
    let path = one_file(&folder, (0..3).map(|number| card(number, "one")));
    let journal = JournalFile::new();
    journalled(
        sandbox.publish(&[&path]).args(["--concurrency", "1"]),
        &journal,
    );
    fs::remove_file(&path).expect("it is there");
    let run = journalled(
        sandbox.command("resume").args(["--format", "junit"]),
        &journal,
    );
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert_eq!(run.stdout.matches("<failure ").count(), 3, "{}", run.stdout);
}

#[test]
fn a_batch_is_gone_on_with_where_its_paths_lead_somewhere() {
    let slow = json!([{ "method": "POST", "path": MESSAGES, "then": { "status": 429, "headers": { "Retry-After": "3600" } } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let folder = Folder::new();
    one_file(&folder, (0..2).map(|number| card(number, "one")));
    let journal = JournalFile::new();
    let relative = PathBuf::from("cards.ndjson");
    let run = journalled(
        sandbox
            .publish(&[&relative])
            .args(["--concurrency", "1"])
            .current_dir(folder.path()),
        &journal,
    );
    assert_eq!(run.exit, Some(5), "{run:?}");
    sandbox.set_faults(&json!([]));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let run = journalled(
        sandbox
            .command("resume")
            .arg("--yes")
            .current_dir(elsewhere.path()),
        &journal,
    );
    assert_eq!(run.exit, Some(2), "{run:?}");
    let here = folder.path().canonicalize().expect("a folder");
    assert!(
        run.stderr
            .contains(&format!("as seen from {}", here.display())),
        "{run:?}"
    );
    let run = journalled(
        sandbox
            .command("resume")
            .args(["--format", "json", "--time-scale", "100"])
            .current_dir(folder.path()),
        &journal,
    );
    assert_eq!(run.outcomes(), ["delivered", "delivered"]);
}
