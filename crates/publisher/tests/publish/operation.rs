//! What a release engineer works with: profiles, the look at the client, the audit, the metrics.

use std::fs;

use serde_json::{Value, json};

use crate::manifests::{Folder, MESSAGES, example};
use crate::support::{AuditFile, Run, Sandbox, examples, preflight, told};

/// A folder with a manifest and a configuration.
fn configured(kind: &str, configuration: &str) -> Folder {
    let folder = Folder::of(kind);
    let path = folder.path().join("preflight.toml");
    let policy = fs::read_to_string(&path).expect("a policy");
    fs::write(path, format!("{policy}\n{configuration}")).expect("it is written");
    folder
}

#[test]
fn a_profile_says_where_to_publish_to() {
    let sandbox = Sandbox::start();
    let base_url = &sandbox.base_url;
    let folder = configured(
        "channel",
        &format!(
            "[publish]\napi-url = \"https://nothing.invalid\"\nlogin-url = \"https://nothing.invalid\"\nconcurrency = 3\n\
             [profiles.dev]\napi-url = \"{base_url}\"\nlogin-url = \"{base_url}\"\n\
             [profiles.prod]\napi-url = \"{base_url}\"\nlogin-url = \"{base_url}\"\n\
             [profiles.stage]\nconfirm = true\n"
        ),
    );
    let publish = |arguments: &[&str]| {
        let mut command = preflight();
        command
            .arg("publish")
            .arg(folder.path())
            .args(["--format", "json"])
            .args(arguments)
            .env("GENESYS_CLIENT_ID", "sandbox-client")
            .env("GENESYS_CLIENT_SECRET", "sandbox-secret");
        command
    };
    Run::of(&mut publish(&["--profile", "dev"])).expect(0, "published");
    Run::of(publish(&[]).env("PREFLIGHT_PROFILE", "dev")).expect(0, "already-published");

    // There is nobody to ask here, and prod asks unless it says otherwise.
    for name in ["prod", "stage"] {
        let run = Run::of(&mut publish(&["--profile", name]));
        assert_eq!(run.exit, Some(2), "{run:?}");
        assert!(run.stderr.contains("--yes"), "{run:?}");
    }
    Run::of(&mut publish(&["--profile", "prod", "--yes"])).expect(0, "already-published");
    let run = Run::of(&mut publish(&["--profile", "prod", "--dry-run"]));
    assert_eq!(
        run.exit,
        Some(0),
        "what sends nothing asks nothing: {run:?}"
    );

    let run = Run::of(&mut publish(&["--profile", "prodd"]));
    assert_eq!(run.exit, Some(2));
    assert!(run.stderr.contains("did you mean `prod`?"), "{run:?}");

    let run = Run::of(&mut publish(&["--profile", "dev", "--show-config"]));
    for line in [
        "profile = dev  (flag --profile)",
        "publish.concurrency = 3  (",
        &format!("publish.api-url = {base_url}/  ("),
    ] {
        assert!(run.stdout.contains(line), "{line} in {run:?}");
    }
}

#[test]
fn a_profile_is_read_as_strictly_as_the_rest() {
    for (configuration, words) in [
        (
            "[profiles.dev]\napi-ulr = \"x\"\n",
            "did you mean `api-url`?",
        ),
        (
            "[profiles.dev]\nclient-secret = \"x\"\n",
            "set it in the environment",
        ),
        (
            "[profiles.dev]\nconfirm = \"yes\"\n",
            "confirm has to be true or false",
        ),
        ("[profiles]\ndev = 1\n", "dev has to be a table"),
    ] {
        let folder = configured("channel", configuration);
        let run = Run::of(preflight().arg("check").arg(folder.path()));
        assert_eq!(run.exit, Some(2), "{run:?}");
        assert!(run.stderr.contains(words), "{run:?}");
        assert!(run.stderr.contains("preflight.toml:"), "{run:?}");
    }
}

fn check(sandbox: &Sandbox, format: &str, paths: &[&std::path::Path]) -> Run {
    Run::of(
        preflight()
            .args(["auth", "check", "--format", format])
            .args(paths)
            .env("GENESYS_API_URL", &sandbox.base_url)
            .env("GENESYS_LOGIN_URL", &sandbox.base_url)
            .env("GENESYS_CLIENT_ID", "sandbox-client")
            .env("GENESYS_CLIENT_SECRET", "sandbox-secret"),
    )
}

#[test]
fn auth_check_tells_what_the_client_lacks() {
    let whole = Sandbox::start();
    let run = check(&whole, "human", &[]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    told("auth-check-good", &run);

    let lacking = Sandbox::with(&json!({
        "withheldScopes": ["integrations:write", "webchat:guest:write"],
        "roles": ["Messaging Participant"],
        "sessions": {"webchat-session-id-from-guest-api": "ended"},
    }));
    let run = check(&lacking, "human", &[&examples()]);
    assert_eq!(run.exit, Some(4), "{run:?}");
    told("auth-check-lacking", &run);

    // Only what these files need counts.
    let channel = examples().join("channel.json");
    let run = check(&lacking, "json", &[&channel]);
    assert_eq!(run.exit, Some(0), "{run:?}");
    let scopes: Vec<Value> = run.json()["scopes"].as_array().expect("scopes").clone();
    assert_eq!(scopes.len(), 2);
    assert!(scopes.iter().all(|scope| scope["state"] == "granted"));
    assert!(whole.objects().is_empty() && lacking.objects().is_empty());
}

#[test]
fn auth_check_tells_wrong_credentials() {
    let sandbox = Sandbox::start();
    let run = Run::of(
        preflight()
            .args(["auth", "check"])
            .env("GENESYS_API_URL", &sandbox.base_url)
            .env("GENESYS_LOGIN_URL", &sandbox.base_url)
            .env("GENESYS_CLIENT_ID", "sandbox-client")
            .env("GENESYS_CLIENT_SECRET", "planted-secret-7Q"),
    );
    assert_eq!(run.exit, Some(4), "{run:?}");
    assert!(run.stdout.contains("Next step: "), "{run:?}");
}

#[test]
fn the_audit_is_read_back_whole_or_in_part() {
    let audit = AuditFile::new();
    let sandbox = Sandbox::with(&json!({
        "faults": [{"path": MESSAGES, "times": null, "then": {"status": 400}}],
    }));
    for _ in 0..2 {
        let run = Run::of(
            sandbox
                .publish(&[&examples()])
                .env("PREFLIGHT_AUDIT", audit.path()),
        );
        assert_eq!(run.exit, Some(3), "{run:?}");
    }
    let show = |arguments: &[&str]| {
        Run::of(
            preflight()
                .args(["audit", "show"])
                .arg(audit.path())
                .args(arguments),
        )
    };
    let lines = |run: &Run| run.stdout.lines().count();
    let whole = show(&["--format", "json"]);
    assert_eq!((whole.exit, lines(&whole)), (Some(0), audit.lines().len()));
    let last = audit.lines().pop().expect("a line")["run"].clone();
    let of_last = audit
        .lines()
        .iter()
        .filter(|line| line["run"] == last)
        .count();
    assert_eq!(lines(&show(&["--run", "last"])), of_last);
    assert!(of_last < audit.lines().len());
    let failed = show(&["--outcome", "failed"]);
    assert_eq!(lines(&failed), 2, "{failed:?}");
    assert!(failed.stdout.contains("card_render_failure"), "{failed:?}");
    assert_eq!(lines(&show(&["--event", "DOM_VALIDATION"])), 2);
    assert_eq!(lines(&show(&["--kind", "channel", "--run", "last"])), 4);

    let all = audit.lines();
    for run in [&all[0]["run"], &all[all.len() - 1]["run"]] {
        let of_run = all.iter().filter(|line| line["run"] == *run);
        for (line, number) in of_run.zip(1..) {
            assert_eq!(line["sequence"], number, "each run counts its own lines");
        }
    }

    let nowhere = Run::of(preflight().args(["audit", "show", "/nowhere/at/all"]));
    assert_eq!(nowhere.exit, Some(2));
}

#[test]
fn every_line_says_who_what_and_under_which_rules() {
    let audit = AuditFile::new();
    let sandbox = Sandbox::start();
    Run::of(
        sandbox
            .publish(&[&examples()])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    let lines = audit.lines();
    for line in &lines {
        for member in ["timestamp", "run", "event", "kind", "id", "path"] {
            assert!(line[member].is_string(), "{member} in {line}");
        }
        assert_eq!(line["compliance"]["governanceFlag"], "UI_CUSTOMIZATION");
        assert_eq!(
            line["compliance"]["validatedBy"],
            "dom_accessibility_pipeline"
        );
        assert_eq!(line["run"], lines[0]["run"]);
        if line["outcome"].is_string() {
            let data = &line["data"];
            assert!(data["latencyMs"].is_number(), "{line}");
            assert!(data["totalPipelineLatencyMs"].is_number(), "{line}");
            let attempts = data["attempts"].as_array().expect("attempts");
            assert!(!attempts.is_empty(), "{line}");
            for attempt in attempts {
                assert!(attempt["latencyMs"].is_number() && attempt["requestId"].is_string());
            }
        }
    }
    let checked = audit.line("DOM_VALIDATION");
    assert_eq!(checked["data"]["valid"], true, "{checked}");
    let facts = &checked["data"]["facts"];
    for measured in ["elements", "contrastPairs", "bytes"] {
        assert!(facts[measured].as_u64() > Some(0), "{measured}: {facts}");
    }
}

#[test]
fn what_blocks_a_manifest_is_written_down() {
    let audit = AuditFile::new();
    let folder = Folder::new();
    let mut manifest = example("widget-configuration");
    manifest["spec"]["theme"]["primaryColor"] = json!("red");
    folder.write("bad.json", &manifest);
    let run = Run::of(
        crate::support::publish_to("http://127.0.0.1:9", &[folder.path()])
            .env("PREFLIGHT_AUDIT", audit.path()),
    );
    assert_eq!(run.exit, Some(1), "{run:?}");
    assert_eq!(
        audit.events(),
        [
            "CONFIG_BUILD_START",
            "DOM_VALIDATION",
            "CONFIG_BUILD_FAILED",
            "CONFIG_PUBLISH_FAILED blocked"
        ]
    );
    assert_eq!(audit.line("DOM_VALIDATION")["data"]["valid"], false);
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("channel");
    for file in ["/dev/full", "/nowhere/at/all/audit.jsonl"] {
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("PREFLIGHT_AUDIT", file),
        );
        assert_eq!(run.exit, Some(2), "{file}: {run:?}");
        let words = format!("{}{}", run.stdout, run.stderr);
        assert!(words.contains("--audit"), "{file}: {words}");
        assert!(sandbox.objects().is_empty(), "{file}");
    }
}

#[test]
fn metrics_are_written_as_json_and_as_prometheus_text() {
    let sandbox = Sandbox::with(&json!({
        "timeScale": 100,
        "faults": [{"method": "PATCH", "then": {"status": 503}}],
    }));
    let left = tempfile::tempdir().expect("a folder");
    let written = |name: &str| {
        let path = left.path().join(name);
        let run = Run::of(
            sandbox
                .publish(&[&examples()])
                .args(["--time-scale", "100", "--metrics"])
                .arg(&path),
        );
        assert_eq!(run.exit, Some(0), "{run:?}");
        fs::read_to_string(path).expect("metrics")
    };
    let json: Value = serde_json::from_str(&written("metrics.json")).expect("JSON");
    assert_eq!(json["payloads"]["total"], 5);
    assert_eq!(json["payloads"]["successRate"], 1.0);
    assert_eq!(json["attempts"]["retries"], 1);
    assert_eq!(json["byKind"]["rich-card"]["outcomes"]["delivered"], 1);
    assert!(json["latency"]["attempt"]["p99Ms"].is_number(), "{json}");
    assert!(json["tokenRequests"].as_u64() >= Some(1));

    let text = written("metrics.prom");
    for line in [
        "# TYPE preflight_payloads gauge",
        "preflight_payloads{kind=\"rich-card\",outcome=\"delivered\"} 1",
        "preflight_payload_success_ratio 1",
        "# TYPE preflight_attempt_latency_seconds summary",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    // Prometheus' grammar: a comment, or a name, labels and a number.
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (series, value) = line.rsplit_once(' ').expect("a value");
        assert!(value.parse::<f64>().is_ok(), "{line}");
        let name = series.split('{').next().unwrap_or_default();
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
            "{line}"
        );
        let declared = name.trim_end_matches("_sum").trim_end_matches("_count");
        assert!(text.contains(&format!("# TYPE {declared} ")), "{line}");
    }
}

#[test]
fn what_a_run_leaves_in_its_folder_is_no_manifest_of_the_next() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("channel");
    for outcome in ["published", "already-published"] {
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .arg("--metrics")
                .arg(folder.path().join("metrics.json"))
                .env("PREFLIGHT_AUDIT", folder.path().join("audit.ndjson")),
        );
        run.expect(0, outcome);
    }
}

#[test]
fn verbose_tells_every_request() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("channel");
    let quiet = Run::of(&mut sandbox.publish(&[folder.path()]));
    assert_eq!(quiet.stderr, "");
    let run = Run::of(sandbox.publish(&[folder.path()]).arg("-vv"));
    assert!(run.stderr.contains("GET http://127.0.0.1"), "{run:?}");
    assert!(run.stderr.contains("-> 200 in "), "{run:?}");
}

#[test]
fn a_rehearsal_is_written_down_only_where_somebody_asks() {
    let folder = Folder::of("channel");
    let there = tempfile::tempdir().expect("a folder");
    let publish = |arguments: &[&str]| {
        let mut command = preflight();
        command
            .arg("publish")
            .arg(folder.path())
            .arg("--sandbox")
            .args(arguments)
            .env_remove("PREFLIGHT_AUDIT")
            .current_dir(there.path());
        let run = Run::of(&mut command);
        assert_eq!(run.exit, Some(0), "{run:?}");
        fs::read_dir(there.path()).expect("a folder").count()
    };
    assert_eq!(publish(&[]), 0);
    assert_eq!(publish(&["--audit", "here.jsonl"]), 1);
}

#[test]
fn minutes_of_the_platform_do_not_pass_faster() {
    let folder = Folder::of("channel");
    let run = Run::of(
        preflight()
            .arg("publish")
            .arg(folder.path())
            .args(["--time-scale", "60"])
            .env("GENESYS_CLIENT_ID", "id")
            .env("GENESYS_CLIENT_SECRET", "secret"),
    );
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert!(run.stderr.contains("--time-scale"), "{run:?}");
}

#[test]
fn a_scenario_that_cannot_be_read_is_told_with_its_place() {
    let folder = Folder::of("channel");
    let path = folder.path().join("scenario.txt");
    fs::write(&path, "{\n  \"jobs\": \"lost\"\n}").expect("it is written");
    let run = Run::of(
        preflight()
            .arg("publish")
            .arg(folder.path())
            .args(["--sandbox", "--scenario"])
            .arg(&path),
    );
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert!(
        run.stderr
            .contains("scenario.txt: the scenario is not valid: jobs"),
        "{run:?}"
    );
    assert!(run.stderr.contains("line 2"), "{run:?}");
}
