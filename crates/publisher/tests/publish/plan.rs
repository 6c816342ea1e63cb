//! A plan: made, looked at, carried out exactly, or refused.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::journal::{JournalFile, states, until_sending};
use crate::manifests::{CHANNELS, Folder, INTEGRATIONS, KINDS, channel, example};
use crate::support::{Run, Sandbox, signal};

/// A server, a journal, and manifests.
struct Stage {
    sandbox: Sandbox,
    journal: JournalFile,
    folder: Folder,
    plans: tempfile::TempDir,
}

impl Stage {
    fn set() -> Self {
        let folder = Folder::new();
        for kind in KINDS {
            folder.write(&format!("{kind}.json"), &example(kind));
        }
        Self {
            sandbox: Sandbox::start(),
            journal: JournalFile::new(),
            folder,
            plans: tempfile::tempdir().expect("a folder"),
        }
    }

    fn plan_file(&self) -> PathBuf {
        self.plans.path().join("plan.json")
    }

    fn run(&self, command: &str, args: &[&str]) -> Run {
        Run::of(
            self.sandbox
                .command(command)
                .args(args)
                .env("PREFLIGHT_JOURNAL", self.journal.path()),
        )
    }

    fn plan(&self, args: &[&str]) -> Run {
        let folder = self.folder.path().display().to_string();
        let file = self.plan_file().display().to_string();
        let mut all = vec![folder.as_str(), "-o", &file];
        all.extend(args);
        self.run("plan", &all)
    }

    fn apply(&self, args: &[&str]) -> Run {
        let file = self.plan_file().display().to_string();
        let mut all = vec![file.as_str(), "--format", "json"];
        all.extend(args);
        self.run("apply", &all)
    }

    /// The actions of the plan, by kind.
    fn actions(&self) -> Vec<String> {
        let text = fs::read_to_string(self.plan_file()).expect("a plan");
        let plan: Value = serde_json::from_str(&text).expect("JSON");
        let items = plan["plan"]["items"].as_array().expect("items");
        items
            .iter()
            .map(|item| {
                let text = |name: &str| item[name].as_str().unwrap_or_default();
                format!("{} {}", text("kind"), text("action"))
            })
            .collect()
    }

    /// The requests that may have changed something.
    fn changes(&self) -> usize {
        let requests = self.sandbox.requests();
        requests
            .iter()
            .filter(|request| !request.starts_with("GET ") && !request.contains("/oauth/token"))
            .count()
    }
}

#[test]
fn a_plan_is_carried_out_once() {
    let stage = Stage::set();
    let run = stage.plan(&["--detailed-exitcode"]);
    assert_eq!(run.exit, Some(10), "{run:?}");
    assert_eq!(stage.changes(), 0, "a plan sends nothing");
    assert_eq!(
        stage.actions(),
        [
            "agent-widget create",
            "channel create",
            "participant-variables update",
            "rich-card create",
            "widget-configuration create"
        ]
    );
    let run = stage.apply(&[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(
        run.outcomes(),
        [
            "published",
            "published",
            "updated",
            "delivered",
            "published"
        ]
    );
    let sent = stage.changes();
    let again = stage.apply(&[]);
    assert_eq!(again.exit, Some(7), "{again:?}");
    assert!(again.stderr.contains("is stale"), "{again:?}");
    assert_eq!(stage.changes(), sent, "a stale plan sends nothing");

    let run = stage.plan(&[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(
        stage.actions(),
        [
            "agent-widget unchanged",
            "channel unchanged",
            "participant-variables update",
            "rich-card unchanged",
            "widget-configuration unchanged"
        ]
    );
    let run = stage.apply(&[]);
    let expected = [
        "already-published",
        "already-published",
        "updated",
        "already-published",
        "already-published",
    ];
    assert_eq!(run.outcomes(), expected, "{run:?}");
    assert_eq!(stage.changes(), sent + 1, "only the variables are set");
}

#[test]
fn what_a_plan_leaves_as_it_is_has_no_part_in_its_batch() {
    let stage = Stage::set();
    let run = stage.run(
        "publish",
        &["--yes", &stage.folder.path().display().to_string()],
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    stage.folder.write("new.json", &channel("New"));
    assert_eq!(stage.plan(&[]).exit, Some(0));
    let run = stage.apply(&[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    let status = stage.run("status", &["--format", "json"]);
    assert_eq!(status.exit, Some(0), "{status:?}");
    let batches: Vec<Value> = status.json()["batches"]
        .as_array()
        .expect("batches")
        .iter()
        .map(|batch| batch["states"].clone())
        .collect();
    // Variables are set anew each time.
    assert_eq!(batches, [json!({ "done": 2 }), json!({ "done": 4 })]);
}

#[test]
fn whatever_changed_since_makes_a_plan_stale() {
    type Change = fn(&Stage);
    let changes: [(&str, Change); 4] = [
        ("channel.json has changed", |stage| {
            let mut manifest = example("channel");
            manifest["spec"]["description"] = json!("Changed");
            stage.folder.write("channel.json", &manifest);
        }),
        ("the policy has changed", |stage| {
            let path = stage.folder.path().join("preflight.toml");
            let mut policy = fs::read_to_string(&path).expect("a policy");
            policy.push_str("\n[policy.limits]\n\"rich-card.depth\" = 3\n");
            fs::write(path, policy).expect("it is written");
        }),
        ("the server holds something else", |stage| {
            let folder = Folder::with(&example("channel"));
            let run = Run::of(&mut stage.sandbox.publish(&[folder.path()]));
            assert_eq!(run.exit, Some(0), "{run:?}");
        }),
        ("was changed after it was made", |stage| {
            let path = stage.plan_file();
            let plan = fs::read_to_string(&path).expect("a plan");
            fs::write(path, plan.replacen("\"create\"", "\"unchanged\"", 1))
                .expect("it is written");
        }),
    ];
    for (reason, change) in changes {
        let stage = Stage::set();
        assert_eq!(stage.plan(&[]).exit, Some(0));
        change(&stage);
        let sent = stage.changes();
        let run = stage.apply(&[]);
        assert_eq!(run.exit, Some(7), "{reason}: {run:?}");
        assert!(run.stderr.contains(reason), "{reason}: {run:?}");
        assert_eq!(stage.changes(), sent, "{reason}");
        assert!(
            states(&stage.journal).is_empty(),
            "{reason}: no batch is begun"
        );
    }
}

#[test]
fn a_plan_of_the_standard_input_is_applied_to_the_same() {
    let stage = Stage::set();
    let manifest = stage.folder.path().join("channel.json");
    let file = stage.plan_file().display().to_string();
    let run = |command: &str, args: &[&str]| {
        Run::of(
            stage
                .sandbox
                .command(command)
                .args(args)
                .stdin(fs::File::open(&manifest).expect("a file")),
        )
    };
    let plan = run("plan", &["-", "-o", &file]);
    assert_eq!(plan.exit, Some(0), "{plan:?}");
    run("apply", &[&file, "--format", "json"]).expect(0, "published");
}

#[test]
fn a_plan_is_for_one_destination() {
    let stage = Stage::set();
    stage.plan(&[]);
    let other = Sandbox::start();
    let run = Run::of(other.command("apply").arg(stage.plan_file()));
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert!(
        run.stderr.contains("another destination or client"),
        "{run:?}"
    );
    assert!(other.requests().is_empty());
}

#[test]
fn a_plan_holds_digests_and_no_payloads() {
    let stage = Stage::set();
    // What the server has differs in a value, which the plan must not hold either.
    let mut there = example("channel");
    there["spec"]["description"] = json!("planted-remote-text");
    let folder = Folder::with(&there);
    Run::of(&mut stage.sandbox.publish(&[folder.path()]));
    let run = stage.plan(&[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert!(run.stdout.contains("~ "), "{run:?}");
    assert!(
        run.stdout.contains("planted-remote-text"),
        "people see what differs: {run:?}"
    );
    let text = fs::read_to_string(stage.plan_file()).expect("a plan");
    for (kind, value) in [
        ("participant-variables", "platinum"),
        ("channel", "planted-remote-text"),
        ("channel", "Primary web messaging channel"),
        ("rich-card", "Your order has been processed"),
    ] {
        assert!(!text.contains(value), "{kind}: {value}");
    }
    assert!(text.contains("/description"), "{text}");
    let run = stage.apply(&[]);
    assert_eq!(run.exit, Some(7), "{run:?}");
    assert!(
        run.stderr.contains("1 item that cannot be carried out"),
        "{run:?}"
    );
    assert_eq!(stage.sandbox.count("POST", CHANNELS), 1);
}

#[test]
fn a_plan_that_changes_much_of_what_is_there_wants_force() {
    let stage = Stage::set();
    for kind in KINDS {
        fs::remove_file(stage.folder.path().join(format!("{kind}.json"))).expect("it was there");
    }
    let widget = |number: usize| {
        let mut manifest = example("agent-widget");
        manifest["id"] = json!(format!("widget-{number}"));
        manifest["payload"]["name"] = json!(format!("Widget {number}"));
        manifest
    };
    for number in 0..4 {
        stage
            .folder
            .write(&format!("{number}.json"), &widget(number));
    }
    // All are made, and two of them stay inactive.
    stage.sandbox.set_faults(&json!([{
        "method": "PATCH", "path": format!("{INTEGRATIONS}/{{id}}"), "times": 2, "then": { "status": 400 }
    }]));
    let folder = [stage.folder.path()];
    Run::of(stage.sandbox.publish(&folder).args(["--concurrency", "1"]));
    let inactive = stage
        .sandbox
        .objects()
        .iter()
        .filter(|object| object["status"] == "inactive")
        .count();
    assert_eq!(inactive, 2, "{:?}", stage.sandbox.objects());

    let run = stage.plan(&[]);
    assert!(run.stderr.contains("`apply` wants --force"), "{run:?}");
    let sent = stage.changes();
    let run = stage.apply(&[]);
    assert_eq!(run.exit, Some(8), "{run:?}");
    assert!(run.stderr.contains("more than 30 %"), "{run:?}");
    assert_eq!(stage.changes(), sent);
    let run = stage.apply(&["--force"]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(stage.changes(), sent + 2, "two are activated");
}

#[test]
fn an_unreachable_server_makes_no_plan() {
    let stage = Stage::set();
    stage.sandbox.set_faults(&json!([{
        "method": "GET", "path": CHANNELS, "times": null, "then": { "status": 403 }
    }]));
    let run = stage.plan(&[]);
    assert_eq!(run.exit, Some(4), "{run:?}");
    assert!(run.stderr.contains("could not be looked at"), "{run:?}");
    assert!(!stage.plan_file().exists());
}

#[test]
fn a_blocked_manifest_makes_no_plan() {
    let stage = Stage::set();
    let mut manifest = channel("Refused");
    manifest["spec"]["securityPolicy"]["requireConsent"] = json!(false);
    stage.folder.write("refused.json", &manifest);
    let run = stage.plan(&[]);
    assert_eq!(run.exit, Some(1), "{run:?}");
    assert!(run.stderr.contains("requireConsent"), "{run:?}");
    assert!(!stage.plan_file().exists());
}

#[test]
fn what_a_batch_published_is_taken_back_where_it_can_be() {
    let stage = Stage::set();
    stage.plan(&[]);
    assert_eq!(stage.apply(&[]).exit, Some(0));
    let sent = stage.changes();
    let listed = stage.run("rollback", &[]);
    assert_eq!(listed.exit, Some(0), "{listed:?}");
    assert!(listed.stdout.contains("say --yes to do it"), "{listed:?}");
    assert_eq!(stage.changes(), sent, "a list sends nothing");

    let run = stage.run("rollback", &["--yes", "--format", "json"]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    let items = run.json()["items"].as_array().expect("items").clone();
    let done: Vec<String> = items
        .iter()
        .map(|item| {
            let text = |name: &str| item[name].as_str().unwrap_or_default();
            format!("{} {}", text("kind"), text("done"))
        })
        .collect();
    assert_eq!(
        done,
        [
            "agent-widget deactivated",
            "channel stays",
            "participant-variables stays",
            "rich-card stays",
            "widget-configuration stays"
        ]
    );
    assert_eq!(stage.changes(), sent + 1);
    let objects = stage.sandbox.objects();
    let widget = objects
        .iter()
        .find(|object| object["kind"] == "agent-widget");
    assert_eq!(widget.expect("a widget")["status"], "inactive");
    // To publish it again activates it.
    assert_eq!(stage.plan(&[]).exit, Some(0));
    assert_eq!(stage.actions()[0], "agent-widget update");
}

#[test]
fn a_killed_apply_is_resumed() {
    let stage = Stage::set();
    stage.sandbox.set_faults(&json!([{
        "method": "POST", "path": CHANNELS, "then": { "latencySeconds": 60 }
    }]));
    stage.plan(&[]);
    let mut child = stage
        .sandbox
        .command("apply")
        .arg(stage.plan_file())
        .env("PREFLIGHT_JOURNAL", stage.journal.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    until_sending(&stage.journal, "channel");
    signal("KILL", child.id());
    child.wait().expect("it ends");
    stage.sandbox.set_faults(&json!([]));
    let run = stage.run("resume", &["--format", "json", "--time-scale", "100"]);
    assert!(matches!(run.exit, Some(0 | 6)), "{run:?}");
    let held = |kind: &str| {
        let objects = stage.sandbox.objects();
        objects
            .iter()
            .filter(|object| object["kind"] == kind)
            .count()
    };
    for kind in ["agent-widget", "channel", "widget-configuration"] {
        assert_eq!(held(kind), 1, "{kind}: {run:?}");
    }
}
