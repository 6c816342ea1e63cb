//! A batch is sent as a whole or not at all, unless somebody says otherwise.

use serde_json::{Value, json};

use crate::manifests::{Folder, channel, example};
use crate::support::{Run, Sandbox, preflight};

fn refused() -> Value {
    let mut manifest = channel("Refused");
    manifest["spec"]["securityPolicy"]["requireConsent"] = json!(false);
    manifest
}

#[test]
fn one_blocked_manifest_holds_all_of_them() {
    let folder = Folder::new();
    folder.write("1.json", &channel("Good"));
    folder.write("2.json", &refused());
    let sandbox = Sandbox::start();
    let run = Run::of(&mut sandbox.publish(&[folder.path()]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(1), vec!["skipped".into(), "blocked".into()])
    );
    assert_eq!(
        sandbox.state()["requests"],
        json!([]),
        "nothing is sent, not even for a token"
    );
    let report = run.json();
    let error = &report["items"][1]["error"];
    assert_eq!(error["findings"], 1);
    let message = error["messages"][0].as_str().expect("a message");
    assert!(message.starts_with("channel/"), "{message}");
    assert_eq!(
        report["items"][0]["error"]["message"],
        "Nothing was sent, because 1 manifest is blocked."
    );

    let run = Run::of(sandbox.publish(&[folder.path()]).arg("--keep-going"));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(1), vec!["published".into(), "blocked".into()])
    );
    assert_eq!(sandbox.objects().len(), 1);
}

#[test]
fn people_see_the_findings_and_the_reason() {
    let folder = Folder::new();
    folder.write("1.json", &channel("Good"));
    folder.write("2.json", &refused());
    let run = Run::of(
        preflight()
            .arg("publish")
            .arg(folder.path())
            .arg("--sandbox"),
    );
    assert_eq!(run.exit, Some(1));
    assert!(run.stderr.contains("requireConsent"), "{}", run.stderr);
    for expected in [
        "  skipped            channel  Good\n",
        "  blocked            channel  Refused\n      1 finding blocks it.\n      Next step: ",
        "\n2 items: 1 blocked, 1 skipped, in ",
        "\nSkipped: Nothing was sent, because 1 manifest is blocked. Mend that, or send the rest with --keep-going.\n",
    ] {
        assert!(
            run.stdout.contains(expected),
            "{expected:?} is not in\n{}",
            run.stdout
        );
    }
}

#[test]
fn what_is_addressed_to_nobody_is_blocked() {
    let sandbox = Sandbox::start();
    for (kind, member) in [
        ("rich-card", "conversationId"),
        ("participant-variables", "participantId"),
    ] {
        let mut manifest = example(kind);
        manifest
            .as_object_mut()
            .expect("an object")
            .remove("target");
        let folder = Folder::with(&manifest);
        let item = Run::of(&mut sandbox.publish(&[folder.path()])).expect(1, "blocked");
        let message = item["error"]["message"].as_str().expect("a message");
        assert!(message.contains(member), "{message}");
    }
    assert_eq!(sandbox.state()["requests"], json!([]));
}

#[test]
fn a_participant_cannot_lead_out_of_the_path() {
    let sandbox = Sandbox::start();
    let mut manifest = example("participant-variables");
    manifest["target"]["participantId"] = json!("a/../../b?c=d%2f");
    let folder = Folder::with(&manifest);
    let item = Run::of(&mut sandbox.publish(&[folder.path()])).expect(0, "updated");
    assert_eq!(item["remoteId"], "a/../../b?c=d%2f");
    assert_eq!(sandbox.objects()[0]["id"], "a/../../b?c=d%2f");

    manifest["target"]["participantId"] = json!("..");
    let folder = Folder::with(&manifest);
    Run::of(&mut sandbox.publish(&[folder.path()])).expect(1, "blocked");
}

#[test]
fn a_path_that_cannot_be_read_holds_the_batch() {
    let folder = Folder::of("channel");
    let missing = folder.path().join("missing.json");
    let sandbox = Sandbox::start();
    let run = Run::of(&mut sandbox.publish(&[folder.path(), &missing]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(2), vec!["skipped".to_owned()])
    );
    assert!(run.stderr.contains("missing.json"), "{}", run.stderr);
    assert_eq!(sandbox.state()["requests"], json!([]));

    let run = Run::of(
        sandbox
            .publish(&[folder.path(), &missing])
            .arg("--keep-going"),
    );
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(2), vec!["published".to_owned()])
    );
}

#[test]
fn the_sandbox_takes_no_other_address() {
    let run = Run::of(preflight().args([
        "publish",
        "x",
        "--sandbox",
        "--api-url",
        "http://localhost:1",
    ]));
    assert_eq!(run.exit, Some(2));
    assert!(run.stderr.contains("--sandbox"), "{}", run.stderr);
}
