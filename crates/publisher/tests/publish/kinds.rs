//! Every kind, from spec and from payload: what arrives is what `build` prints, once.

use serde_json::{Value, json};

use crate::manifests::{
    CONFIGURATIONS, Folder, INTEGRATIONS, KINDS, MESSAGES, built, channel, example, payload,
};
use crate::support::{Run, Sandbox, examples, preflight};

const GOOD: &[&str] = &[
    "published",
    "published",
    "updated",
    "delivered",
    "published",
];

/// The objects of a sandbox by kind, each with its bytes.
fn held(sandbox: &Sandbox) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut held: Vec<_> = sandbox
        .objects()
        .iter()
        .map(|object| (text(&object["kind"]), text(&object["body"])))
        .collect();
    held.sort();
    held
}

fn publishes_each_once(manifest: impl Fn(&str) -> Value) {
    let folder = Folder::new();
    let expected: Vec<(String, String)> = KINDS
        .iter()
        .map(|kind| {
            let path = folder.write(&format!("{kind}.json"), &manifest(kind));
            ((*kind).to_owned(), built(&path))
        })
        .collect();
    let sandbox = Sandbox::start();
    let run = Run::of(&mut sandbox.publish(&[folder.path()]));
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(run.outcomes(), GOOD);
    assert_eq!(held(&sandbox), expected);

    let report = run.json();
    let objects = sandbox.objects();
    for item in report["items"].as_array().expect("items") {
        let object = objects
            .iter()
            .find(|object| object["kind"] == item["kind"])
            .expect("an object of the kind");
        assert_eq!(item["remoteId"], object["id"]);
        assert_eq!(item["attempts"], 1);
        assert!(item["requestId"].is_string(), "{item}");
    }
    assert_eq!(
        objects
            .iter()
            .find(|object| object["kind"] == "agent-widget")
            .expect("it")["status"],
        "active"
    );
}

#[test]
fn from_spec() {
    publishes_each_once(example);
}

#[test]
fn from_payload() {
    publishes_each_once(|kind| {
        let mut manifest = example(kind);
        let members = manifest.as_object_mut().expect("an object");
        members.remove("spec");
        members.insert("payload".to_owned(), payload(kind));
        manifest
    });
}

#[test]
fn a_second_run_changes_nothing() {
    let sandbox = Sandbox::start();
    let examples = examples();
    let first = Run::of(&mut sandbox.publish(&[&examples]));
    assert_eq!(first.exit, Some(0), "{first:?}");
    let before = held(&sandbox);
    let second = Run::of(&mut sandbox.publish(&[&examples]));
    assert_eq!(second.exit, Some(0), "{second:?}");
    assert_eq!(
        second.outcomes(),
        [
            "already-published",
            "already-published",
            "updated",
            "delivered",
            "already-published",
        ]
    );
    assert_eq!(held(&sandbox), before);
    assert_eq!(sandbox.state()["jobs"].as_array().map(Vec::len), Some(1));
    for path in [CONFIGURATIONS, INTEGRATIONS] {
        assert_eq!(sandbox.count("POST", path), 1, "{path}");
    }
    let remote_ids = |run: &Run| -> Vec<Value> {
        let report = run.json();
        let items = report["items"].as_array().expect("items");
        items.iter().map(|item| item["remoteId"].clone()).collect()
    };
    assert_eq!(remote_ids(&first), remote_ids(&second));
}

#[test]
fn a_card_is_never_cached_and_carries_its_message_id() {
    let folder = Folder::of("rich-card");
    let sandbox = Sandbox::start();
    Run::of(&mut sandbox.publish(&[folder.path()])).expect(0, "delivered");
    let state = sandbox.state();
    let sent = state["requests"]
        .as_array()
        .expect("requests")
        .iter()
        .find(|request| request["path"] == MESSAGES)
        .expect("the card's request");
    assert_eq!(
        sent["headers"],
        json!({
            "Cache-Control": "no-cache, no-store, must-revalidate",
            "Pragma": "no-cache",
            "Idempotency-Key": payload("rich-card")["messageId"],
        })
    );
    assert_eq!(sent["requestId"].as_str().map(str::len), Some(36));
    assert_eq!(
        state["objects"][0]["conversationId"],
        example("rich-card")["target"]["conversationId"]
    );
}

#[test]
fn other_content_under_the_same_name_is_a_conflict_and_stays() {
    let sandbox = Sandbox::start();
    let examples = examples();
    assert_eq!(Run::of(&mut sandbox.publish(&[&examples])).exit, Some(0));
    let before = held(&sandbox);
    let folder = Folder::new();
    let mut changed = example("widget-configuration");
    changed["spec"]["theme"]["primaryColor"] = json!("#0056B4");
    folder.write("1.json", &changed);
    let mut changed = example("channel");
    changed["spec"]["description"] = json!("Another one");
    folder.write("2.json", &changed);
    let mut changed = example("agent-widget");
    changed["payload"]["settings"]["refresh_interval_ms"] = json!(5001);
    folder.write("3.json", &changed);
    let run = Run::of(&mut sandbox.publish(&[folder.path()]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(7), vec!["conflict".to_owned(); 3])
    );
    let error = &run.json()["items"][1]["error"];
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.contains("another channel named \"Enterprise Support Portal Widget\""),
        "{message}"
    );
    assert_eq!(held(&sandbox), before);
}

#[test]
fn a_widget_that_was_only_created_is_only_activated() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("agent-widget");
    let body = built(&folder.path().join("manifest.json"));
    let created = sandbox.call(&format!("POST {INTEGRATIONS}"), &body);
    let item = Run::of(&mut sandbox.publish(&[folder.path()])).expect(0, "published");
    assert_eq!(item["remoteId"], created["id"]);
    assert_eq!(sandbox.count("POST", INTEGRATIONS), 1);
    assert_eq!(sandbox.objects()[0]["status"], "active");
}

#[test]
fn names_that_only_resemble_each_other_are_all_published() {
    // The server's filter finds every name that contains the wanted one, a hundred at a time.
    let folder = Folder::new();
    let lines: Vec<String> = (0..120)
        .map(|number| channel(&format!("Support {}", "x".repeat(120 - number))).to_string())
        .collect();
    let path = folder.path().join("channels.ndjson");
    std::fs::write(&path, lines.join("\n")).expect("it is written");
    let sandbox = Sandbox::start();
    let first = Run::of(sandbox.publish(&[&path]).args(["--concurrency", "32"]));
    assert_eq!(first.exit, Some(0), "{first:?}");
    assert_eq!(sandbox.objects().len(), 120);
    let documents: Vec<u64> = first.json()["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["document"].as_u64().expect("a number"))
        .collect();
    assert!(documents.iter().copied().eq(1..=120), "{documents:?}");
    let second = Run::of(&mut sandbox.publish(&[&path]));
    assert_eq!(second.outcomes(), vec!["already-published"; 120]);
    assert_eq!(sandbox.objects().len(), 120);
}

#[test]
fn the_embedded_sandbox_shows_what_it_holds() {
    let run = Run::of(preflight().arg("publish").arg(examples()).arg("--sandbox"));
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(run.stderr, "");
    for expected in [
        "Publishing 5 payloads to the sandbox at http://127.0.0.1:",
        "\n  published          agent-widget           agent-dashboard ",
        "\n      preview completed\n",
        "\nThe sandbox holds: 1 agent-widget, 1 channel, 1 participant-variables, 1 rich-card, 1 widget-configuration, \
         1 preview job\n",
        "\n5 items: 3 published, 1 delivered, 1 updated, in ",
    ] {
        assert!(
            run.stdout.contains(expected),
            "{expected:?} is not in\n{}",
            run.stdout
        );
    }

    let run =
        Run::of(
            preflight()
                .arg("publish")
                .arg(examples())
                .args(["--sandbox", "--format", "json"]),
        );
    let report = run.json();
    assert_eq!(report["schemaVersion"], 1);
    assert_eq!(
        report["sandbox"]["objects"],
        json!({"agent-widget": 1, "channel": 1, "participant-variables": 1, "rich-card": 1, "widget-configuration": 1})
    );
    assert_eq!(report["summary"]["items"], 5);
    assert_eq!(report["summary"]["published"], 3);
    assert_eq!(report["summary"]["exitCode"], 0);
}
