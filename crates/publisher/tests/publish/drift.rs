//! Drift: whether the server still holds what the journal says was published.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::journal::JournalFile;
use crate::manifests::{
    CHANNELS, CONFIGURATIONS, Folder, INTEGRATIONS, KINDS, channel, entity, example,
};
use crate::support::{Run, Sandbox};

/// Everything is published, from a folder.
struct Stage {
    sandbox: Sandbox,
    journal: JournalFile,
    folder: Folder,
}

impl Stage {
    fn set() -> Self {
        let folder = Folder::new();
        for kind in KINDS {
            folder.write(&format!("{kind}.json"), &example(kind));
        }
        let stage = Self {
            sandbox: Sandbox::start(),
            journal: JournalFile::new(),
            folder,
        };
        let run = stage.run("publish", &["."]);
        assert_eq!(run.exit, Some(0), "{run:?}");
        stage
    }

    fn run(&self, command: &str, args: &[&str]) -> Run {
        self.run_in(self.folder.path(), command, args)
    }

    fn run_in(&self, folder: &Path, command: &str, args: &[&str]) -> Run {
        Run::of(
            self.sandbox
                .command(command)
                .args(args)
                .current_dir(folder)
                .env("PREFLIGHT_JOURNAL", self.journal.path()),
        )
    }

    fn drift(&self, args: &[&str]) -> Run {
        let mut all = vec!["--format", "json"];
        all.extend(args);
        self.run("drift", &all)
    }

    /// The id of the only object of a kind.
    fn id(&self, kind: &str) -> String {
        let objects = self.sandbox.objects();
        let object = objects.iter().find(|object| object["kind"] == kind);
        let id = object.expect("an object")["id"].as_str();
        id.expect("an id").to_owned()
    }

    /// Somebody changed what the server lists: it holds these objects now.
    fn holds(&self, listings: &[(&str, Value)]) {
        let faults: Vec<Value> = listings
            .iter()
            .map(|(path, entities)| {
                let count = entities.as_array().map_or(0, Vec::len);
                let page = json!({
                    "entities": entities, "pageNumber": 1, "pageSize": 100, "pageCount": 1, "total": count,
                });
                json!({ "method": "GET", "path": path, "times": null, "then": { "status": 200, "body": page } })
            })
            .collect();
        self.sandbox.set_faults(&json!(faults));
    }
}

/// What is said of each item: its kind and how it stands.
fn told(run: &Run) -> Vec<String> {
    let report = run.json();
    let items = report["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| {
            let text = |name: &str| item[name].as_str().unwrap_or_default();
            format!("{} {}", text("kind"), text("drift"))
        })
        .collect()
}

#[test]
fn what_is_as_it_was_published_has_not_drifted() {
    let stage = Stage::set();
    let before = stage.sandbox.requests().len();
    let run = stage.drift(&["--detailed-exitcode"]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    // Cards and variables cannot be looked for.
    assert_eq!(run.json()["notLookedFor"], 2);
    let all = [
        "agent-widget same",
        "channel same",
        "widget-configuration same",
    ];
    assert_eq!(told(&run), all);
    let requests = stage.sandbox.requests();
    for request in &requests[before..] {
        let reads = request.starts_with("GET ") || request.starts_with("POST /oauth/token");
        assert!(reads, "{request}");
    }
    // From another folder its paths lead to the same manifests.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let config = stage.folder.path().join("preflight.toml");
    let config = config.display().to_string();
    let args = ["--format", "json", "--config", &config];
    let run = stage.run_in(elsewhere.path(), "drift", &args);
    assert_eq!(
        (run.exit, told(&run)),
        (Some(0), all.map(str::to_owned).to_vec()),
        "{run:?}"
    );
    let run = stage.run_in(elsewhere.path(), "drift", &["--config", &config]);
    assert!(run.stdout.contains(": 3 same\n"), "{run:?}");
    assert!(
        run.stdout.contains("2 cards or sets of variables"),
        "{run:?}"
    );
}

#[test]
fn what_was_changed_on_the_server_or_is_gone_is_told_with_every_difference() {
    let stage = Stage::set();
    let mut widget = entity("agent-widget", &stage.id("agent-widget"));
    widget["status"] = json!("inactive");
    let mut configuration = entity("widget-configuration", &stage.id("widget-configuration"));
    configuration["uiTheme"]["primaryColor"] = json!("#123456");
    stage.holds(&[
        (INTEGRATIONS, json!([widget])),
        (CONFIGURATIONS, json!([configuration])),
        (CHANNELS, json!([])),
    ]);
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert_eq!(
        told(&run),
        [
            "agent-widget changed",
            "channel gone",
            "widget-configuration changed"
        ]
    );
    let report = run.json();
    assert_eq!(
        report["items"][2]["changes"],
        json!(["/uiTheme/primaryColor"]),
        "{report}"
    );
    assert_eq!(
        report["differences"][2]["changes"][0]["before"],
        "\"#123456\""
    );

    let run = stage.run("drift", &[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert!(run.stdout.contains("2 changed, 1 gone"), "{run:?}");
    assert!(run.stdout.contains("It is inactive"), "{run:?}");
    assert!(run.stdout.contains("\"#123456\" -> "), "{run:?}");
}

#[test]
fn an_object_is_found_by_its_id_whatever_it_is_called() {
    let stage = Stage::set();
    let id = stage.id("channel");
    let mut renamed = entity("channel", &id);
    renamed["name"] = json!("Renamed by hand");
    stage.holds(&[(CHANNELS, json!([renamed]))]);
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    let item = run.json()["items"][1].clone();
    assert_eq!(
        (&item["drift"], &item["changes"], &item["remote"]["id"]),
        (&json!("changed"), &json!(["/name"]), &json!(id)),
        "{item}"
    );

    stage.holds(&[(CHANNELS, json!([entity("channel", "another-id")]))]);
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    let item = run.json()["items"][1].clone();
    assert_eq!(item["drift"], "changed", "{item}");
    let why = item["why"].as_str().expect("a reason");
    assert!(
        why.contains("replaced") && why.contains("another-id"),
        "{why}"
    );

    // The same name twice: the one that was published counts.
    let pair = json!([entity("channel", "another-id"), entity("channel", &id)]);
    stage.holds(&[(CHANNELS, pair)]);
    assert_eq!(stage.drift(&[]).exit, Some(0));
}

#[test]
fn without_its_manifest_an_object_is_only_said_to_be_there_or_gone() {
    let stage = Stage::set();
    let mut edited = example("channel");
    edited["spec"]["description"] = json!("Edited since");
    stage.folder.write("channel.json", &edited);
    let mut renamed = example("agent-widget");
    renamed["payload"]["name"] = json!("Something else");
    stage.folder.write("agent-widget.json", &renamed);
    fs::remove_file(stage.folder.path().join("widget-configuration.json")).expect("it was there");
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(
        told(&run),
        [
            "agent-widget manifest-changed",
            "channel manifest-changed",
            "widget-configuration manifest-changed"
        ]
    );
    let report = run.json();
    for (index, reason) in [
        "about something else now. It is there",
        "was edited since",
        "cannot be read: there is no such file",
    ]
    .into_iter()
    .enumerate()
    {
        let why = report["items"][index]["why"].as_str().expect("a reason");
        assert!(why.contains(reason), "{why}");
    }
    assert_eq!(report["items"][1]["changes"], json!(["/description"]));
    assert_eq!(stage.drift(&["--detailed-exitcode"]).exit, Some(10));

    stage.holds(&[
        (INTEGRATIONS, json!([])),
        (CONFIGURATIONS, json!([])),
        (CHANNELS, json!([])),
    ]);
    let run = stage.drift(&["--detailed-exitcode"]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert!(
        told(&run).iter().all(|line| line.ends_with(" gone")),
        "{run:?}"
    );
}

#[test]
fn a_manifest_that_moved_is_still_the_one_that_was_published() {
    let stage = Stage::set();
    let path = |name: &str| stage.folder.path().join(name);
    let lines = [channel("First"), channel("Second")].map(|line| line.to_string());
    fs::write(path("channels.ndjson"), lines.join("\n")).expect("it is written");
    let run = stage.run("publish", &["channels.ndjson"]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    // A line above moves those below.
    let lines = [channel("New"), channel("First"), channel("Second")].map(|line| line.to_string());
    fs::write(path("channels.ndjson"), lines.join("\n")).expect("it is written");
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    let same = told(&run)
        .iter()
        .filter(|line| *line == "channel same")
        .count();
    assert_eq!(same, 3, "{run:?}");
}

#[test]
fn a_batch_is_looked_at_alone_and_never_that_of_another_destination() {
    let stage = Stage::set();
    stage.folder.write("new.json", &channel("New"));
    let run = stage.run("publish", &["new.json"]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    let status = stage.run("status", &["--format", "json"]);
    let id = status.json()["batches"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let run = stage.drift(&[&id[..13]]);
    assert_eq!((run.exit, told(&run).len()), (Some(0), 1), "{run:?}");
    assert_eq!(stage.drift(&["nonsense"]).exit, Some(2));

    let other = Sandbox::start();
    let drift = |args: &[&str]| {
        let mut command = other.command("drift");
        command.env("PREFLIGHT_JOURNAL", stage.journal.path());
        Run::of(command.args(args))
    };
    // That nothing is known of what is here is no good news of what is there.
    for args in [&[][..], &[&*id]] {
        let run = drift(args);
        assert_eq!(run.exit, Some(7), "{run:?}");
        assert!(run.stderr.contains("or elsewhere"), "{run:?}");
    }
    assert!(other.requests().is_empty());
}

#[test]
fn what_cannot_be_looked_at_is_no_good_news() {
    let stage = Stage::set();
    stage.sandbox.set_faults(&json!([{
        "method": "GET", "path": CHANNELS, "times": null, "then": { "status": 403 }
    }]));
    let run = stage.drift(&[]);
    assert_eq!(run.exit, Some(4), "{run:?}");
    assert!(
        run.stdout.contains("It could not be looked for: ") && run.stdout.contains("403"),
        "{run:?}"
    );
}

/// `plan`, `diff`, `apply` and `drift` look through one gate, several at a time.
#[test]
fn the_server_is_looked_at_for_several_at_a_time_and_told_in_order() {
    let sandbox = Sandbox::start();
    let folder = Folder::new();
    let names: Vec<String> = (0..8).map(|number| format!("Channel {number}")).collect();
    for (number, name) in names.iter().enumerate() {
        folder.write(&format!("{number}.json"), &channel(name));
    }
    // The first one takes longest.
    sandbox.set_faults(&json!([
        { "method": "GET", "path": CHANNELS, "then": { "latencySeconds": 2 } },
        { "method": "GET", "path": CHANNELS, "times": null, "then": { "latencySeconds": 1 } },
    ]));
    let run = Run::of(sandbox.command("diff").arg(folder.path()).args([
        "--format",
        "json",
        "--concurrency",
        "8",
    ]));
    assert_eq!(run.exit, Some(0), "{run:?}");
    let report = run.json();
    let items = report["items"].as_array().expect("items");
    let ids: Vec<&str> = items
        .iter()
        .filter_map(|item| item["id"].as_str())
        .collect();
    assert_eq!(ids, names);
    let times = sandbox.times(&format!("GET {CHANNELS}"));
    let spread = times[7] - times[0];
    assert!(times.len() == 8 && spread < 1.0, "{times:?}");
}
