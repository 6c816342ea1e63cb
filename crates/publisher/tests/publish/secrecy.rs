//! Credentials and the values of variables are seen nowhere, whatever goes wrong.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::manifests::{Folder, example};
use crate::support::{AuditFile, Run, Sandbox, preflight, publish_to};

/// A value that no output may hold, nor any part of it that could be told from chance.
const VALUE: &str = "planted-value-Zq9-Grüße";
/// A short one, which is looked for as a word.
const SHORT: &str = "Zq7";

fn variables() -> Folder {
    let mut manifest = example("participant-variables");
    manifest["spec"]["directives"] = json!([
        {"key": "customer_tier", "value": VALUE, "type": "string"},
        {"key": "referral_code", "value": SHORT, "type": "string"},
    ]);
    Folder::with(&manifest)
}

/// A server that repeats what it was sent, in every way that servers do.
fn answers() -> Vec<Value> {
    let message = format!("The value '{VALUE}' of customer_tier is not accepted, nor is {SHORT}.");
    let cut = &VALUE[..15];
    let json = Value::from(VALUE).to_string();
    vec![
        json!({"status": 400, "body": {"message": message, "code": VALUE, "status": 400}}),
        json!({"status": 422, "fields": [{"fieldName": format!("attributes.{VALUE}"), "message": message}]}),
        json!({"status": 400, "body": {"message": format!("{cut}… is too long"), "status": 400}}),
        json!({"status": 400, "body": {"message": format!("{}{VALUE}", "x".repeat(290)), "status": 400}}),
        json!({"status": 400, "body": {"message": format!("body was {{\"a\":{json}}}"), "status": 400}}),
        json!({"status": 500, "body": {"message": message}}),
        json!({"status": 400, "headers": {"ININ-Correlation-Id": "planted-value-Zq9"}}),
        json!({"status": 302, "headers": {"Location": format!("https://example.com/{VALUE}")}}),
        json!({"html": 200}),
        json!({"drop": "mid-answer"}),
    ]
}

#[track_caller]
fn assert_unseen(text: &str, told: &str) {
    for planted in ["planted-value", "Zq9-Gr", SHORT, "sandbox-secret"] {
        assert!(!text.contains(planted), "{planted} in {told}: {text}");
    }
}

fn assert_folder_unseen(folder: &Path) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = fs::read(&path).expect("it is read");
        assert_unseen(&String::from_utf8_lossy(&text), &path.display().to_string());
    }
}

#[test]
fn neither_values_nor_credentials_are_seen_in_what_a_publish_leaves_behind() {
    let folder = variables();
    for answer in answers() {
        for format in ["human", "json", "sarif", "junit", "github", "gitlab"] {
            let sandbox = Sandbox::with(&json!({
                "timeScale": 1_000,
                "faults": [{"method": "PATCH", "times": null, "then": answer}],
            }));
            let left = tempfile::tempdir().expect("a folder");
            let audit = AuditFile::new();
            let run = Run::of(
                sandbox
                    .publish_as(format, &[folder.path()])
                    .args(["-vvv", "--time-scale", "1000", "--metrics"])
                    .arg(left.path().join("metrics.json"))
                    .env("PREFLIGHT_JOURNAL", left.path().join("journal.db"))
                    .env("PREFLIGHT_AUDIT", left.path().join("audit.jsonl")),
            );
            assert_ne!(run.exit, Some(0), "{answer}: {run:?}");
            assert_unseen(&run.stdout, &format!("{format}, {answer}"));
            assert_unseen(&run.stderr, &format!("logs, {answer}"));
            assert_folder_unseen(left.path());
            drop(audit);
        }
    }
}

#[test]
fn a_good_publish_tells_the_keys_and_their_number_alone() {
    let sandbox = Sandbox::start();
    let folder = variables();
    let audit = AuditFile::new();
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .arg("-vvv")
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    run.expect(0, "updated");
    assert_unseen(&run.stdout, "report");
    assert_unseen(&run.stderr, "logs");
    assert_unseen(&audit.text(), "audit");
    let data = &audit.line("variables_inject_success")["data"];
    assert_eq!(data["variable_count"], 2);
    assert_eq!(data["keys"], json!(["customer_tier", "referral_code"]));
    assert!(
        sandbox.objects()[0]["body"].to_string().contains(VALUE),
        "what is hidden was sent all the same"
    );
}

#[test]
fn what_blocks_a_value_is_told_without_it() {
    let mut manifest = example("participant-variables");
    manifest["spec"]["directives"] = json!([
        {"key": "customer_tier", "value": format!("<script>{VALUE}</script>"), "type": "string"},
        {"key": "referral_code", "value": format!("a\u{202e}{SHORT}"), "type": "string"},
        {"key": "cart_value", "value": VALUE, "type": "number"},
        {"key": "is_vip", "value": SHORT, "type": "boolean"},
        {"key": "unknown_key", "value": format!("javascript:{VALUE}"), "type": "string"},
    ]);
    let folder = Folder::with(&manifest);
    for format in ["human", "json", "sarif", "junit", "github", "gitlab"] {
        let audit = AuditFile::new();
        let mut command = preflight();
        command
            .arg("publish")
            .arg(folder.path())
            .args(["--format", format, "--metrics"])
            .arg(audit.path().with_file_name("metrics.json"))
            .env("PREFLIGHT_AUDIT", audit.path());
        let run = Run::of(&mut command);
        assert_eq!(run.exit, Some(1), "{run:?}");
        assert_unseen(&audit.text(), "audit");
        assert!(audit.text().contains("text/markup"), "{}", audit.text());
        assert_folder_unseen(audit.path().parent().expect("a folder"));
        if format != "human" {
            // People see the source they wrote, unless they say --redact.
            assert_unseen(&run.stdout, format);
        }
    }
}

#[test]
fn redact_hides_values_in_excerpts_builds_and_dry_runs() {
    let good = variables();
    let mut manifest = example("participant-variables");
    manifest["spec"]["directives"] = json!([
        {"key": "not_in_the_matrix", "value": VALUE, "type": "string"},
        {"key": "referral_code", "value": format!("<script>{VALUE}</script>"), "type": "string"},
    ]);
    let bad = Folder::with(&manifest);
    for format in ["human", "json", "sarif", "junit", "github", "gitlab"] {
        let run = Run::of(
            publish_to("http://127.0.0.1:9", &[bad.path()]).args(["--redact", "--format", format]),
        );
        assert_eq!(run.exit, Some(2), "given twice: {run:?}");
        let run = Run::of(
            crate::support::preflight()
                .arg("check")
                .arg(bad.path())
                .args(["--redact", "--format", format]),
        );
        assert_eq!(run.exit, Some(1), "{run:?}");
        assert_unseen(&run.stdout, format);
        assert_unseen(&run.stderr, format);
    }
    let run = Run::of(
        crate::support::preflight()
            .arg("build")
            .arg(good.path())
            .arg("--redact"),
    );
    assert_eq!(run.exit, Some(0));
    assert_unseen(&run.stdout, "build");
    assert!(run.stdout.contains("customer_tier"), "{run:?}");
    let run =
        Run::of(publish_to("http://127.0.0.1:9", &[good.path()]).args(["--redact", "--dry-run"]));
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_unseen(&run.stdout, "dry run");
}
