//! The publishing faults of the guides that gave rise to this program, none of which it repeats. Each test asserts the
//! requests that were seen, what the server then held, what was written down, and the exit code.

use std::fs;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use preflight_sandbox::{Options, Sandbox as Server};
use serde_json::{Value, json};

use crate::journal::{JournalFile, states};
use crate::manifests::{
    CHANNELS, CONFIGURATIONS, Folder, INTEGRATIONS, MESSAGES, WEBHOOKS, built, example,
};
use crate::support::{AuditFile, Run, Sandbox, publish_to, signal};

const TOKENS: &str = "POST /oauth/token";
const HOOK: &str = "https://hooks.example.com/genesys-sync";

/// Publishes a folder, and writes down what is done.
fn publish(sandbox: &Sandbox, folder: &Folder, audit: &AuditFile, more: &[&str]) -> Run {
    Run::of(
        sandbox
            .publish(&[folder.path()])
            .args(more)
            .env("PREFLIGHT_AUDIT", audit.path()),
    )
}

/// A sandbox in which time passes so fast that waits for it are short, with these faults.
fn hurried(faults: &Value) -> Sandbox {
    Sandbox::with(&json!({ "timeScale": 20, "faults": faults }))
}

const HURRY: &[&str] = &["--time-scale", "20"];

/// How often a request was made.
fn count(sandbox: &Sandbox, line: &str) -> usize {
    let prefix = format!("{line} ");
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.starts_with(&prefix))
        .count()
}

/// The time between the first two requests with this line, in the sandbox's seconds.
fn pause(sandbox: &Sandbox, line: &str) -> f64 {
    let times = sandbox.times(line);
    assert!(times.len() >= 2, "{times:?}");
    times[1] - times[0]
}

#[test]
fn guide_000_retries_a_401_for_ever() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": CONFIGURATIONS, "times": null, "then": {"status": 401}},
    ]));
    let (folder, audit) = (Folder::of("widget-configuration"), AuditFile::new());
    let run = publish(&sandbox, &folder, &audit, HURRY);
    run.expect(4, "failed");
    assert_eq!(
        count(&sandbox, TOKENS),
        2,
        "one token, and one in its place"
    );
    assert_eq!(count(&sandbox, &format!("POST {CONFIGURATIONS}")), 2);
    assert!(sandbox.objects().is_empty());
    let line = audit.line("CONFIG_PUBLISH_FAILED");
    assert_eq!(line["data"]["error"]["status"], 401, "{line}");
}

#[test]
fn guide_000_retries_a_422() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": CONFIGURATIONS, "times": null, "then": {
            "status": 422,
            "fields": [{"fieldName": "preChatForm.fields[1].label", "message": "is taken"}],
        }},
    ]));
    let (folder, audit) = (Folder::of("widget-configuration"), AuditFile::new());
    let run = publish(&sandbox, &folder, &audit, HURRY);
    let item = run.expect(3, "failed");
    assert_eq!(count(&sandbox, &format!("POST {CONFIGURATIONS}")), 1);
    assert!(sandbox.objects().is_empty());
    let field = &item["error"]["fields"][0];
    assert_eq!(field["payloadPointer"], "/preChatForm/fields/1/label");
    assert!(field["span"]["start"]["line"].is_u64(), "{field}");
    assert_eq!(
        audit.line("CONFIG_PUBLISH_FAILED")["data"]["error"]["fields"][0]["message"],
        "is taken"
    );
}

#[test]
fn guide_000_registers_the_webhook_on_every_run() {
    let sandbox = hurried(&json!([]));
    let audit = AuditFile::new();
    let mut manifest = example("widget-configuration");
    for name in ["one", "two", "three"] {
        manifest["id"] = json!(name);
        manifest["spec"]["widgetId"] = json!(name);
        let folder = Folder::with(&manifest);
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .args(HURRY)
                .env("DESIGN_SYSTEM_WEBHOOK_URL", HOOK)
                .env("PREFLIGHT_AUDIT", audit.path()),
        );
        run.expect(0, "published");
    }
    assert_eq!(count(&sandbox, &format!("POST {WEBHOOKS}")), 1);
    let webhooks = sandbox.state()["webhooks"].clone();
    assert_eq!(webhooks.as_array().map(Vec::len), Some(1), "{webhooks}");
    let events = audit.events();
    let of = |name: &str| events.iter().filter(|event| *event == name).count();
    assert_eq!((of("WEBHOOK_REGISTERED"), of("WEBHOOK_REUSED")), (1, 2));
}

#[test]
fn guide_000_does_not_look_at_the_preview() {
    for (jobs, effect, event) in [
        ("fail", "failed", "PREVIEW_FAILED"),
        ("stuck", "timeout", "PREVIEW_TIMEOUT"),
        ("complete", "completed", "PREVIEW_COMPLETED"),
    ] {
        let sandbox = Sandbox::with(&json!({ "timeScale": 20, "jobs": jobs }));
        let (folder, audit) = (Folder::of("widget-configuration"), AuditFile::new());
        let run = publish(&sandbox, &folder, &audit, HURRY);
        let item = run.expect(0, "published");
        assert_eq!(item["sideEffects"][0]["name"], "preview");
        assert_eq!(item["sideEffects"][0]["outcome"], effect);
        assert_eq!(sandbox.objects().len(), 1);
        audit.line(event);
        let looks = sandbox
            .requests()
            .iter()
            .filter(|request| request.starts_with("GET /api/v2/async-jobs/"))
            .count();
        assert!((1..=10).contains(&looks), "{jobs}: {looks} looks");
    }
}

#[test]
fn guide_000_loses_a_good_publish_when_the_preview_is_refused() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": "/api/v2/async-jobs", "times": null, "then": {"status": 500}},
    ]));
    let (folder, audit) = (Folder::of("widget-configuration"), AuditFile::new());
    let item = publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    assert_eq!(item["sideEffects"][0]["outcome"], "failed");
    assert_eq!(sandbox.objects().len(), 1);
    assert_eq!(count(&sandbox, &format!("POST {CONFIGURATIONS}")), 1);
    audit.line("CONFIG_PUBLISHED");
    audit.line("PREVIEW_FAILED");
}

#[test]
fn guides_001_and_003_cannot_read_a_retry_after_that_is_a_date() {
    for (kind, line, success) in [
        (
            "rich-card",
            format!("POST {MESSAGES}"),
            "card_render_success",
        ),
        (
            "channel",
            format!("POST {CHANNELS}"),
            "channel_provision_success",
        ),
    ] {
        let path = line.strip_prefix("POST ").expect("a path");
        let sandbox = hurried(&json!([
            {"method": "POST", "path": path, "then": {
                "status": 429,
                "headers": {"Retry-After": "{http-date+60}"},
            }},
        ]));
        let (folder, audit) = (Folder::of(kind), AuditFile::new());
        let run = publish(&sandbox, &folder, &audit, HURRY);
        assert_eq!(run.exit, Some(0), "{run:?}");
        assert_eq!(count(&sandbox, &line), 2);
        // A date has whole seconds, each of which is twenty here.
        let pause = pause(&sandbox, &line);
        assert!((38.0..90.0).contains(&pause), "{kind}: {pause}");
        assert_eq!(sandbox.objects().len(), 1);
        let attempts = audit.line(success)["data"]["attempts"].clone();
        let statuses: Vec<&Value> = attempts
            .as_array()
            .expect("attempts")
            .iter()
            .filter(|attempt| attempt["call"] == line)
            .map(|attempt| &attempt["status"])
            .collect();
        assert_eq!(statuses, [429, 200], "{attempts}");
    }
}

#[test]
fn guide_003_retries_at_once_where_retry_after_is_no_number() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": CHANNELS, "times": 3, "then": {
            "status": 429,
            "headers": {"Retry-After": "in a while"},
        }},
    ]));
    let (folder, audit) = (Folder::of("channel"), AuditFile::new());
    publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    let times = sandbox.times(&format!("POST {CHANNELS}"));
    assert_eq!(times.len(), 4);
    // Jitter may shorten one wait to nothing, but not three of them.
    assert!(times[3] - times[0] > 0.3, "{times:?}");
    audit.line("channel_provision_success");
}

#[cfg(unix)]
#[test]
fn guide_001_loses_the_audit_in_a_crash() {
    let sandbox = Sandbox::with(&json!({
        "faults": [{"method": "POST", "path": MESSAGES, "then": {"latencySeconds": 30}}],
    }));
    let (folder, audit) = (Folder::of("rich-card"), AuditFile::new());
    let mut child = sandbox
        .publish(&[folder.path()])
        .env("PREFLIGHT_AUDIT", audit.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let began = Instant::now();
    while !audit.text().contains("card_render_start") {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "nothing was written"
        );
        thread::sleep(Duration::from_millis(20));
    }
    signal("KILL", child.id());
    assert_eq!(child.wait().expect("it ends").code(), None, "killed");
    assert_eq!(
        audit.events(),
        ["card_build_start", "card_validation", "card_render_start"]
    );
    assert!(sandbox.objects().is_empty());

    // A line that the crash cut off stays what it is, and the next run begins a new one.
    let cut = audit.text() + "{\"schemaVersion\":1,\"timest";
    fs::write(audit.path(), cut).expect("it is written");
    sandbox.set_faults(&json!([]));
    publish(&sandbox, &folder, &audit, &[]).expect(0, "delivered");
    let text = audit.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[3], "{\"schemaVersion\":1,\"timest");
    assert!(
        lines[4..]
            .iter()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
    assert!(lines[lines.len() - 1].contains("\"card_render_success\""));
}

#[test]
fn guide_002_orphans_a_widget_that_was_not_activated() {
    let sandbox = hurried(&json!([
        {"method": "PATCH", "times": null, "then": {"status": 500}},
    ]));
    let (folder, audit) = (Folder::of("agent-widget"), AuditFile::new());
    let run = publish(&sandbox, &folder, &audit, HURRY);
    let item = run.expect(5, "failed");
    let id = item["remoteId"].as_str().expect("the id is told");
    assert_eq!(sandbox.objects()[0]["status"], "inactive");
    assert_eq!(audit.line("widget_deploy_failure")["data"]["remoteId"], id);

    sandbox.set_faults(&json!([]));
    let item = publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    assert_eq!(item["remoteId"], id);
    assert_eq!(
        count(&sandbox, &format!("POST {INTEGRATIONS}")),
        1,
        "never twice"
    );
    let objects = sandbox.objects();
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0]["status"], "active");
    audit.line("widget_deploy_success");
}

#[test]
fn guide_002_retries_transport_errors_without_a_pause() {
    let sandbox = hurried(&json!([
        {"method": "GET", "path": INTEGRATIONS, "times": 3, "then": {"drop": "before-body"}},
    ]));
    let (folder, audit) = (Folder::of("agent-widget"), AuditFile::new());
    publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    let times = sandbox.times(&format!("GET {INTEGRATIONS}"));
    assert_eq!(times.len(), 4, "{times:?}");
    assert!(times[3] - times[0] > 0.3, "{times:?}");
    assert_eq!(sandbox.objects().len(), 1);
    let attempts = &audit.line("widget_deploy_success")["data"]["attempts"];
    assert_eq!(attempts[0]["trouble"], "broken", "{attempts}");
}

#[test]
fn guide_002_doubles_a_widget_whose_creation_was_not_answered() {
    for drop in ["after-body", "mid-answer"] {
        let sandbox = hurried(&json!([
            {"method": "POST", "path": INTEGRATIONS, "then": {"applied": true, "drop": drop}},
        ]));
        let (folder, audit) = (Folder::of("agent-widget"), AuditFile::new());
        publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
        assert_eq!(
            count(&sandbox, &format!("POST {INTEGRATIONS}")),
            1,
            "{drop}"
        );
        let objects = sandbox.objects();
        assert_eq!(objects.len(), 1, "{drop}");
        assert_eq!(objects[0]["status"], "active");
        audit.line("widget_deploy_success");
    }
}

#[test]
fn guide_002_does_not_escape_the_secret() {
    for secret in ["a&scope=admin", "p+l%us=%41", "with space", "colon:ü€\"\\"] {
        let (sender, receiver) = mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let options = Options {
            client_secret: secret.to_owned(),
            ..Options::default()
        };
        let served = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let running = Server::bind(options).await.expect("a port").spawn();
                let _ = sender.send(running.base_url().to_owned());
                let _ = stopped.await;
                let state = running.state();
                running.stop().await;
                state
            })
        });
        let base_url = receiver.recv().expect("it serves");
        let (folder, audit) = (Folder::of("channel"), AuditFile::new());
        let run = Run::of(
            publish_to(&base_url, &[folder.path()])
                .env("GENESYS_CLIENT_SECRET", secret)
                .env("PREFLIGHT_AUDIT", audit.path()),
        );
        let _ = stop.send(());
        let state = served.join().expect("it ends");
        run.expect(0, "published");
        assert_eq!(
            state["objects"].as_array().map(Vec::len),
            Some(1),
            "{secret}"
        );
        assert_eq!(state["requests"][0]["path"], "/oauth/token");
        assert_eq!(state["requests"][0]["status"], 200);
        audit.line("channel_provision_success");
        assert!(!audit.text().contains(secret) && !run.stdout.contains(secret));
    }
}

#[test]
fn guide_002_measures_compact_json_and_sends_another() {
    let sandbox = hurried(&json!([]));
    let audit = AuditFile::new();
    // As large as is allowed, to the byte: the sandbox measures what arrives.
    let mut manifest = example("agent-widget");
    let folder = Folder::with(&manifest);
    let rest = 10_240 - built(&folder.path().join("manifest.json")).len();
    let description = manifest["payload"]["description"]
        .as_str()
        .unwrap_or_default();
    manifest["payload"]["description"] = json!(format!("{description}{}", "x".repeat(rest)));
    let folder = Folder::with(&manifest);
    let body = built(&folder.path().join("manifest.json"));
    assert_eq!(body.len(), 10_240);
    publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    assert_eq!(sandbox.objects()[0]["body"], body);
    audit.line("widget_deploy_success");
}

#[test]
fn guide_003_checks_and_posts_in_a_race() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": CHANNELS, "then": {"applied": true, "status": 409}},
    ]));
    let (folder, audit) = (Folder::of("channel"), AuditFile::new());
    let item = publish(&sandbox, &folder, &audit, HURRY).expect(0, "already-published");
    assert_eq!(sandbox.objects().len(), 1);
    assert_eq!(item["remoteId"], sandbox.objects()[0]["id"]);
    assert_eq!(count(&sandbox, &format!("POST {CHANNELS}")), 1);
    assert_eq!(count(&sandbox, &format!("GET {CHANNELS}")), 2);
    let line = audit.line("channel_provision_success");
    assert_eq!(line["outcome"], "already-published");
}

#[test]
fn guide_003_renames_a_channel_whose_name_is_taken() {
    let sandbox = hurried(&json!([]));
    let audit = AuditFile::new();
    publish(&sandbox, &Folder::of("channel"), &audit, HURRY).expect(0, "published");
    let mut other = example("channel");
    other["spec"]["description"] = json!("Something else");
    let item = publish(&sandbox, &Folder::with(&other), &audit, HURRY).expect(7, "conflict");
    let name = other["spec"]["name"].as_str().expect("a name");
    let next_step = item["error"]["nextStep"].as_str().expect("a next step");
    assert!(
        next_step.contains(&format!("such as \"{name}-")),
        "{next_step}"
    );
    assert_eq!(sandbox.objects().len(), 1, "a name is offered, never taken");
    assert_eq!(
        audit.line("channel_provision_failure")["outcome"],
        "conflict"
    );
}

#[test]
fn guide_003_never_renews_a_token() {
    let sandbox = hurried(&json!([
        {"method": "POST", "path": CHANNELS, "then": {"status": 401}},
    ]));
    let (folder, audit) = (Folder::of("channel"), AuditFile::new());
    publish(&sandbox, &folder, &audit, HURRY).expect(0, "published");
    assert_eq!(count(&sandbox, TOKENS), 2);
    assert_eq!(count(&sandbox, &format!("POST {CHANNELS}")), 2);
    assert_eq!(sandbox.objects().len(), 1);
    audit.line("channel_provision_success");
}

#[test]
fn a_token_that_expires_on_the_way_is_renewed_before_it_does() {
    let sandbox = Sandbox::with(&json!({
        "timeScale": 20,
        "tokenSeconds": 90,
        "faults": [{"method": "GET", "path": CHANNELS, "times": null, "then": {"latencySeconds": 20}}],
    }));
    let audit = AuditFile::new();
    let folder = Folder::new();
    for name in ["1", "2", "3", "4", "5", "6"] {
        folder.write(&format!("{name}.json"), &crate::manifests::channel(name));
    }
    let journal = JournalFile::new();
    let path = journal.path().display().to_string();
    let more = [
        "--time-scale",
        "20",
        "--concurrency",
        "1",
        "--journal",
        &path,
    ];
    let run = publish(&sandbox, &folder, &audit, &more);
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert!(count(&sandbox, TOKENS) >= 2);
    let requests = sandbox.requests();
    assert!(
        requests.iter().all(|request| !request.ends_with(" 401")),
        "{requests:?}"
    );
    assert_eq!(sandbox.objects().len(), 6);
    assert_eq!(states(&journal), ["channel done"; 6]);
    let published = "channel_provision_success published";
    let events = audit.events();
    let concluded = events.iter().filter(|event| *event == published);
    assert_eq!(concluded.count(), 6, "{events:?}");
}

#[test]
fn guide_004_never_retries_a_502_or_a_504() {
    let sandbox = hurried(&json!([
        {"method": "PATCH", "then": {"status": 502}},
        {"method": "PATCH", "then": {"status": 504}},
        {"method": "PATCH", "then": {"html": 502}},
    ]));
    let (folder, audit) = (Folder::of("participant-variables"), AuditFile::new());
    let item = publish(&sandbox, &folder, &audit, HURRY).expect(0, "updated");
    assert_eq!(item["attempts"], 4);
    assert_eq!(sandbox.objects()[0]["patches"], 1);
    let line = audit.line("variables_inject_success");
    let attempts = line["data"]["attempts"].as_array().expect("attempts");
    let statuses: Vec<&Value> = attempts.iter().map(|attempt| &attempt["status"]).collect();
    assert_eq!(statuses, [502, 504, 502, 200]);
}

#[test]
fn guide_004_counts_only_successes() {
    let sandbox = hurried(&json!([
        {"method": "PATCH", "times": 2, "then": {"status": 502}},
        {"method": "PATCH", "skip": 1, "times": null, "then": {"status": 400}},
    ]));
    let audit = AuditFile::new();
    let folder = Folder::new();
    for name in ["1", "2"] {
        let mut manifest = example("participant-variables");
        manifest["id"] = json!(name);
        manifest["target"]["participantId"] = json!(format!("participant-{name}"));
        folder.write(&format!("{name}.json"), &manifest);
    }
    let more = ["--time-scale", "20", "--concurrency", "1"];
    let run = publish(&sandbox, &folder, &audit, &more);
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(3), vec!["updated".to_owned(), "failed".to_owned()])
    );
    let metrics = run.json()["metrics"].clone();
    assert_eq!(metrics["payloads"]["successRate"], 0.5);
    // Two of four attempts were answered by a service that works: one well, one with a refusal.
    assert_eq!(metrics["attempts"]["availability"], 0.5, "{metrics}");
    assert_eq!(metrics["attempts"]["successRate"], 0.25);
    assert_eq!(
        audit.line("variables_inject_success")["data"]["successRate"],
        1.0
    );
    assert_eq!(
        audit.line("variables_inject_failure")["data"]["successRate"],
        0.5
    );
    assert_eq!(sandbox.objects().len(), 1);
}
