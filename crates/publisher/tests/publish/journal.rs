//! The journal: what it says of a batch, how a batch is gone on with, and that nothing is sent twice.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::manifests::{CHANNELS, CONFIGURATIONS, Folder, MESSAGES, channel, example};
use crate::support::{AuditFile, Run, Sandbox, preflight, signal};

/// A journal of a test.
#[derive(Debug)]
pub(crate) struct JournalFile(tempfile::TempDir);

impl JournalFile {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("journal.db")
    }

    /// What `preflight status` says as JSON, with its exit code; about one batch, if its id is given.
    fn status(&self, batch: &[&str]) -> (Option<i32>, Value) {
        let run = Run::of(
            preflight()
                .arg("status")
                .args(batch)
                .args(["--format", "json"])
                .env("PREFLIGHT_JOURNAL", self.path()),
        );
        let json = serde_json::from_str(&run.stdout).unwrap_or(Value::Null);
        (run.exit, json)
    }
}

/// The items of the latest batch, by kind and state; none where there is no batch.
pub(crate) fn states(journal: &JournalFile) -> Vec<String> {
    let (_, all) = journal.status(&[]);
    let Some(id) = all["batches"][0]["id"].as_str() else {
        return Vec::new();
    };
    let (_, one) = journal.status(&[id]);
    let items = one["batches"][0]["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| {
            let text = |name: &str| item[name].as_str().unwrap_or_default();
            format!("{} {}", text("kind"), text("state"))
        })
        .collect()
}

/// Whether a run is at work on the latest batch.
fn is_running(journal: &JournalFile) -> bool {
    journal.status(&[]).1["batches"][0]["running"] == json!(true)
}

/// Waits until an item of a kind is on its way.
pub(crate) fn until_sending(journal: &JournalFile, kind: &str) {
    while !states(journal).contains(&format!("{kind} sending")) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// Runs a command with a journal.
pub(crate) fn journalled(command: &mut Command, journal: &JournalFile) -> Run {
    Run::of(command.env("PREFLIGHT_JOURNAL", journal.path()))
}

/// A server that loses the answer to the first call of this path, having done what it was asked.
fn losing(path: &str) -> Value {
    json!([{ "method": "POST", "path": path, "then": { "drop": "after-body", "applied": true } }])
}

#[test]
fn a_card_that_was_delivered_is_not_sent_again() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::of("rich-card");
    let publish = || journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    let first = publish().expect(0, "delivered");
    let second = publish().expect(0, "already-published");
    assert_eq!(first["remoteId"], second["remoteId"]);
    assert_eq!(sandbox.count("POST", MESSAGES), 1);

    // Other content under another message id is another card.
    let mut manifest = example("rich-card");
    manifest["spec"]["fields"]["title"] = json!("Another");
    let other = Folder::with(&manifest);
    journalled(&mut sandbox.publish(&[other.path()]), &journal).expect(0, "delivered");
    assert_eq!(sandbox.count("POST", MESSAGES), 2);
}

#[test]
fn several_manifests_may_set_variables_of_one_session() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::new();
    for id in ["a", "b", "c", "d"] {
        let mut manifest = example("participant-variables");
        manifest["id"] = json!(id);
        folder.write(&format!("{id}.json"), &manifest);
    }
    let mut publish = sandbox.publish(&[folder.path()]);
    let run = journalled(publish.args(["--concurrency", "1"]), &journal);
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(0), vec!["updated".into(); 4]),
        "{run:?}"
    );
    assert_eq!(states(&journal), ["participant-variables done"; 4]);
}

#[test]
fn one_message_id_is_one_message() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let card = |title: &str| {
        let folder = Folder::of("rich-card");
        let mut payload: Value = serde_json::from_str(&crate::manifests::built(
            &folder.path().join("manifest.json"),
        ))
        .expect("JSON");
        payload["messageId"] = json!("a-message");
        payload["components"][0]["text"] = json!(title);
        let mut manifest = example("rich-card");
        manifest.as_object_mut().expect("an object").remove("spec");
        manifest["payload"] = payload;
        Folder::with(&manifest)
    };
    let publish = |folder: &Folder| journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    publish(&card("One")).expect(0, "delivered");
    let item = publish(&card("Two")).expect(7, "conflict");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(message.contains("message id was used before"), "{message}");
    assert_eq!(sandbox.count("POST", MESSAGES), 1);
}

#[test]
fn what_the_server_lost_is_made_again() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::with(&channel("Lost"));
    journalled(&mut sandbox.publish(&[folder.path()]), &journal).expect(0, "published");
    // The journal says done, the server has nothing.
    let sandbox = sandbox.emptied();
    journalled(&mut sandbox.publish(&[folder.path()]), &journal).expect(0, "published");
    assert_eq!(sandbox.count("POST", CHANNELS), 1);
    journalled(&mut sandbox.publish(&[folder.path()]), &journal).expect(0, "already-published");
}

#[test]
fn an_unknown_card_is_reported_until_a_person_tells() {
    for (told, requests) in [("--delivered", 1), ("--not-delivered", 2)] {
        let sandbox = Sandbox::with(&json!({ "faults": losing(MESSAGES) }));
        let journal = JournalFile::new();
        let folder = Folder::of("rich-card");
        let publish = || journalled(&mut sandbox.publish(&[folder.path()]), &journal);
        publish().expect(6, "ambiguous");
        let again = publish().expect(6, "ambiguous");
        let step = again["error"]["nextStep"].as_str().expect("a step");
        assert!(step.contains("preflight reconcile"), "{step}");
        assert_eq!(sandbox.count("POST", MESSAGES), 1);
        assert_eq!(journal.status(&[]).0, Some(6));
        assert_eq!(states(&journal), ["rich-card ambiguous"]);

        let reconcile =
            |args: &[&str]| journalled(sandbox.command("reconcile").args(args), &journal);
        let run = reconcile(&[]);
        assert_eq!(run.exit, Some(6), "{run:?}");
        assert!(run.stdout.contains("Look into the conversation"), "{run:?}");
        let run = reconcile(&[told, "nobody"]);
        assert_eq!(run.exit, Some(2), "{run:?}");
        assert!(
            run.stderr.contains("nobody is no item of the batch"),
            "{run:?}"
        );

        let both = [
            "--delivered",
            "order-confirmation",
            "--not-delivered",
            "order-confirmation",
        ];
        let run = reconcile(&both);
        assert_eq!(run.exit, Some(2), "{run:?}");
        assert!(run.stderr.contains("say one of them"), "{run:?}");

        let audit = AuditFile::new();
        let run = journalled(
            sandbox
                .command("reconcile")
                .args([told, "order-confirmation"])
                .env("PREFLIGHT_AUDIT", audit.path()),
            &journal,
        );
        let line = audit.line("card_reconciled");
        let found = if requests == 1 { "there" } else { "not there" };
        assert_eq!(
            (&line["data"]["found"], &line["data"]["by"]),
            (&json!(found), &json!("a person"))
        );
        let expected = if requests == 1 { 0 } else { 5 };
        assert_eq!(run.exit, Some(expected), "{run:?}");
        assert_eq!(
            sandbox.count("POST", MESSAGES),
            1,
            "reconcile sends nothing"
        );
        let run = journalled(
            sandbox
                .command("resume")
                .args(["--format", "json", "--time-scale", "100"]),
            &journal,
        );
        assert_eq!(run.exit, Some(0), "{run:?}");
        assert_eq!(sandbox.count("POST", MESSAGES), requests);
        assert_eq!(journal.status(&[]).0, Some(0));
        assert_eq!(states(&journal), ["rich-card done"]);
    }
}

#[test]
fn a_killed_run_is_gone_on_with_from_its_files() {
    // A server that takes its time lets the test be quicker than the program.
    let slow = json!([{ "method": "POST", "path": CHANNELS, "then": { "latencySeconds": 60 } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let journal = JournalFile::new();
    let folder = Folder::new();
    for number in 0..3 {
        folder.write(
            &format!("{number}.json"),
            &channel(&format!("Channel {number}")),
        );
    }
    let mut child = sandbox
        .publish(&[folder.path()])
        .args(["--concurrency", "1"])
        .env("PREFLIGHT_JOURNAL", journal.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    until_sending(&journal, "channel");
    let busy = journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    assert_eq!(busy.exit, Some(5), "{busy:?}");
    assert!(busy.stdout.contains("is at work on it"), "{busy:?}");
    let refused = journalled(sandbox.command("resume").arg("--yes"), &journal);
    assert_eq!(refused.exit, Some(5), "{refused:?}");
    assert!(refused.stderr.contains("is still at work"), "{refused:?}");
    signal("KILL", child.id());
    child.wait().expect("it ends");

    assert_eq!(
        states(&journal),
        ["channel sending", "channel validated", "channel validated"]
    );
    let elsewhere = journalled(
        sandbox
            .command("resume")
            .env("GENESYS_CLIENT_ID", "another"),
        &journal,
    );
    assert_eq!(elsewhere.exit, Some(7), "{elsewhere:?}");
    sandbox.set_faults(&json!([]));
    // One file has changed since: only that one is not sent.
    folder.write("2.json", &{
        let mut manifest = channel("Channel 2");
        manifest["spec"]["description"] = json!("Changed");
        manifest
    });
    let resume = || {
        journalled(
            sandbox
                .command("resume")
                .args(["--format", "json", "--time-scale", "100"]),
            &journal,
        )
    };
    let run = resume();
    assert_eq!(
        (run.exit, run.outcomes()),
        (
            Some(7),
            vec!["published".into(), "published".into(), "blocked".into()]
        ),
        "{run:?}"
    );
    assert_eq!(sandbox.objects().len(), 2);
    // What cannot be gone on with is not left to do for ever.
    assert_eq!(
        states(&journal),
        ["channel done", "channel done", "channel blocked"]
    );
    assert_eq!(journal.status(&[]).0, Some(0));
    folder.write("2.json", &channel("Channel 2"));
    journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    assert_eq!(sandbox.objects().len(), 3);
    assert_eq!(journal.status(&[]).0, Some(0));
    let nothing = resume();
    assert_eq!(nothing.exit, Some(0), "{nothing:?}");
    assert!(
        nothing.stdout.contains("nothing is left to do"),
        "{nothing:?}"
    );
}

#[test]
fn what_is_not_there_yet_is_not_sent_before_it_can_come_no_more() {
    let slow = json!([{ "method": "POST", "path": CHANNELS, "then": { "latencySeconds": 60 } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let journal = JournalFile::new();
    let folder = Folder::with(&channel("Slow"));
    let spawn = |command: &mut Command| {
        command
            .env("PREFLIGHT_JOURNAL", journal.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program runs")
    };
    let mut first = spawn(&mut sandbox.publish(&[folder.path()]));
    until_sending(&journal, "channel");
    let sent = std::time::Instant::now();
    signal("KILL", first.id());
    first.wait().expect("it ends");
    sandbox.set_faults(&json!([]));

    // Somebody looks too early; then a run waits for it, and is killed as well.
    let looked = journalled(&mut sandbox.command("reconcile"), &journal);
    assert_eq!(looked.exit, Some(5), "{looked:?}");
    let mut second = spawn(sandbox.command("resume").args(["--time-scale", "2"]));
    while states(&journal) != ["channel claimed"] {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    signal("KILL", second.id());
    second.wait().expect("it ends");

    let mut stopped = spawn(sandbox.command("resume").args(["--time-scale", "2"]));
    while states(&journal) != ["channel claimed"] || !is_running(&journal) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    signal("INT", stopped.id());
    assert_eq!(stopped.wait().expect("it ends").code(), Some(130));
    assert_eq!(states(&journal), ["channel validated"]);
    assert_eq!(sandbox.count("POST", CHANNELS), 1);

    let mut third = sandbox.command("resume");
    third.args(["--format", "json", "--time-scale", "2"]);
    journalled(&mut third, &journal).expect(0, "published");
    // Half of what a client waits for an answer.
    assert!(sent.elapsed().as_secs() >= 7, "{:?}", sent.elapsed());
}

#[test]
fn a_card_on_its_way_when_its_run_is_killed_is_unknown() {
    let slow = json!([{ "method": "POST", "path": MESSAGES, "then": { "latencySeconds": 60 } }]);
    let sandbox = Sandbox::with(&json!({ "faults": slow }));
    let journal = JournalFile::new();
    let folder = Folder::of("rich-card");
    let mut child = sandbox
        .publish(&[folder.path()])
        .env("PREFLIGHT_JOURNAL", journal.path())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    until_sending(&journal, "rich-card");
    signal("KILL", child.id());
    child.wait().expect("it ends");
    sandbox.set_faults(&json!([]));
    for command in ["resume", "publish"] {
        let mut command = sandbox.command(command);
        command.args(["--format", "json"]);
        if command.get_args().any(|arg| arg == "publish") {
            command.arg(folder.path());
        }
        journalled(&mut command, &journal).expect(6, "ambiguous");
    }
    assert_eq!(states(&journal), ["rich-card ambiguous"]);
    let sent = sandbox.count("POST", MESSAGES);
    assert!(sent <= 1, "{sent}");
}

#[test]
fn two_publishers_of_one_journal_send_nothing_twice() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::new();
    for number in 0..20 {
        let mut card = example("rich-card");
        card["id"] = json!(format!("card-{number}"));
        folder.write(&format!("card-{number}.json"), &card);
        folder.write(
            &format!("channel-{number}.json"),
            &channel(&format!("Channel {number}")),
        );
    }
    let audits = [AuditFile::new(), AuditFile::new(), AuditFile::new()];
    std::thread::scope(|scope| {
        let publish = |audit: &AuditFile| {
            let mut command = sandbox.publish(&[folder.path()]);
            journalled(command.env("PREFLIGHT_AUDIT", audit.path()), &journal)
        };
        let runs: Vec<_> = audits
            .iter()
            .map(|audit| scope.spawn(move || publish(audit)))
            .collect();
        for run in runs {
            let run = run.join().expect("no panic");
            assert!(matches!(run.exit, Some(0 | 5)), "{run:?}");
        }
    });
    let run = journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(sandbox.count("POST", MESSAGES), 20);
    assert_eq!(sandbox.count("POST", CHANNELS), 20);
    let concluded = audits.iter().flat_map(AuditFile::events);
    let sent = concluded.filter(|event| {
        event == "card_render_success delivered" || event == "channel_provision_success published"
    });
    assert_eq!(sent.count(), 40, "each is written down by who sent it");
}

#[test]
fn every_post_has_a_key_and_a_resent_one_the_same() {
    let sandbox = Sandbox::with(&json!({ "faults": [{
        "method": "POST", "path": CONFIGURATIONS, "then": { "status": 500 }
    }] }));
    let journal = JournalFile::new();
    let folder = Folder::of("widget-configuration");
    let publish = || {
        journalled(
            sandbox
                .publish(&[folder.path()])
                .args(["--time-scale", "100"]),
            &journal,
        )
    };
    publish().expect(0, "published");
    let state = sandbox.state();
    let keys: Vec<(String, Option<String>)> = state["requests"]
        .as_array()
        .expect("requests")
        .iter()
        .filter(|request| request["method"] == "POST" && request["path"] != "/oauth/token")
        .map(|request| {
            (
                request["path"].as_str().unwrap_or_default().to_owned(),
                request["headers"]["Idempotency-Key"]
                    .as_str()
                    .map(str::to_owned),
            )
        })
        .collect();
    assert!(keys.iter().all(|(_, key)| key.is_some()), "{keys:?}");
    let of = |path: &str| -> Vec<&str> {
        keys.iter()
            .filter(|(other, _)| other == path)
            .filter_map(|(_, key)| key.as_deref())
            .collect()
    };
    let created = of(CONFIGURATIONS);
    assert_eq!(created.len(), 2);
    assert_eq!(created[0], created[1]);
    assert_ne!(of("/api/v2/async-jobs")[0], created[0]);
}

#[test]
fn a_file_that_is_no_journal_is_left_alone() {
    let folder = Folder::of("channel");
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    fs::write(journal.path(), "my notes").expect("it is written");
    let run = journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("name another file with --journal"),
        "{run:?}"
    );
    assert_eq!(
        fs::read_to_string(journal.path()).expect("a file"),
        "my notes"
    );
    assert_eq!(sandbox.state()["requests"], json!([]));
}

#[test]
fn a_command_that_reads_the_journal_makes_none() {
    let journal = JournalFile::new();
    for command in ["status", "resume", "reconcile"] {
        let sandbox = Sandbox::start();
        let run = journalled(&mut sandbox.command(command), &journal);
        assert_eq!(run.exit, Some(2), "{run:?}");
        assert!(run.stderr.contains("there is no such journal"), "{run:?}");
        assert!(!journal.path().exists());
    }
}

#[test]
fn nothing_secret_is_in_the_journal() {
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let mut manifest = example("participant-variables");
    manifest["spec"]["directives"][0]["value"] = json!("planted-value-9K");
    let folder = Folder::with(&manifest);
    journalled(&mut sandbox.publish(&[folder.path()]), &journal);
    assert_eq!(states(&journal), ["participant-variables done"]);
    let bytes = fs::read(journal.path()).expect("a file");
    let text = String::from_utf8_lossy(&bytes);
    for planted in ["planted-value-9K", "sandbox-secret"] {
        assert!(!text.contains(planted), "{planted}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(journal.path())
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o007, 0, "{mode:o}");
    }
}
