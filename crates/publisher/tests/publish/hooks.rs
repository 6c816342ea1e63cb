//! Events and hooks: told after a publish, with what the guides say, and never in its way.

use std::fs;

use serde_json::{Value, json};

use crate::journal::{JournalFile, states};
use crate::manifests::{CHANNELS, Folder, MESSAGES, channel, example};
use crate::server::{Reply, Server};
use crate::support::{AuditFile, Run, Sandbox, signal};

/// A receiver that answers everything so.
fn receiver(reply: Reply) -> Server {
    Server::start(move |_, _| Some(reply.clone()))
}

fn good() -> Server {
    receiver(Reply::Json(200, json!({})))
}

/// The bodies that a receiver got.
fn received(server: &Server) -> Vec<Value> {
    server
        .seen()
        .iter()
        .map(|request| {
            assert_eq!(request.line(), "POST /hook");
            assert_eq!(request.header("content-type"), Some("application/json"));
            assert_eq!(
                request.header("authorization"),
                None,
                "it is not the platform"
            );
            serde_json::from_str(&request.body).expect("JSON")
        })
        .collect()
}

fn url(server: &Server) -> String {
    format!("{}/hook", server.base_url)
}

#[test]
fn analytics_hear_of_delivered_and_of_failed_cards() {
    for (faults, event, status, exit) in [
        (json!([]), "card_render_success", "delivered", 0),
        (
            json!([{"path": MESSAGES, "times": null, "then": {"status": 400}}]),
            "card_render_failure",
            "failed",
            3,
        ),
    ] {
        let analytics = good();
        let sandbox = Sandbox::with(&json!({ "faults": faults }));
        let folder = Folder::of("rich-card");
        let audit = AuditFile::new();
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("WEBHOOK_URL", url(&analytics))
                .env("PREFLIGHT_AUDIT", audit.path()),
        );
        assert_eq!(run.exit, Some(exit), "{run:?}");
        let bodies = received(&analytics);
        assert_eq!(bodies.len(), 1, "{bodies:?}");
        let body = &bodies[0];
        let card = example("rich-card");
        assert_eq!(
            (&body["event"], &body["status"]),
            (&json!(event), &json!(status))
        );
        assert_eq!(body["conversationId"], card["target"]["conversationId"]);
        for member in ["messageId", "templateId", "timestamp"] {
            assert!(body[member].is_string(), "{member}: {body}");
        }
        assert!(body["latency_ms"].is_number(), "{body}");
        assert_eq!(body["error"].is_string(), exit != 0);
        assert_eq!(run.item()["sideEffects"][0]["outcome"], "sent");
        audit.line("event_sent");
    }
}

#[test]
fn a_new_channel_is_told_and_one_that_was_there_is_not() {
    let analytics = good();
    let sandbox = Sandbox::start();
    let folder = Folder::of("channel");
    let publish = || {
        Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("WEBHOOK_URL", url(&analytics)),
        )
    };
    let item = publish().expect(0, "published");
    let bodies = received(&analytics);
    assert_eq!(bodies[0]["event"], "channel.provisioned");
    assert_eq!(bodies[0]["channelId"], item["remoteId"]);
    assert_eq!(bodies[0]["source"], "genesys-webmessaging-provisioner");
    publish().expect(0, "already-published");
    assert_eq!(received(&analytics).len(), 1);
}

#[test]
fn a_session_hears_of_its_variables_by_url() {
    let (context, personal) = (good(), good());
    let sandbox = Sandbox::start();
    let folder = Folder::of("participant-variables");
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("PREFLIGHT_CONTEXT_REFRESH", url(&context))
            .env("PREFLIGHT_PERSONALIZATION", url(&personal)),
    );
    let item = run.expect(0, "updated");
    let target = &example("participant-variables")["target"];
    let told = &received(&context)[0];
    assert_eq!(told["sessionId"], target["sessionId"]);
    assert_eq!(told["participantId"], target["participantId"]);
    assert!(told.get("attributes").is_none(), "{told}");
    let given = &received(&personal)[0];
    assert_eq!(given["attributes"]["customer_tier"], "platinum", "{given}");
    let names: Vec<&Value> = item["sideEffects"]
        .as_array()
        .expect("effects")
        .iter()
        .map(|effect| &effect["name"])
        .collect();
    assert_eq!(names, ["context-refresh", "personalization"]);
}

#[cfg(unix)]
#[test]
fn a_command_gets_json_on_its_standard_input_and_no_credentials() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("participant-variables");
    let left = tempfile::tempdir().expect("a folder");
    let body = left.path().join("body.json");
    let environment = left.path().join("environment");
    let command = format!("cat > {}; env > {}", body.display(), environment.display());
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("PREFLIGHT_PERSONALIZATION", command),
    );
    run.expect(0, "updated");
    let body: Value = serde_json::from_slice(&fs::read(body).expect("it ran")).expect("JSON");
    assert_eq!(body["event"], "personalization.sync");
    let environment = fs::read_to_string(environment).expect("it ran");
    assert!(!environment.contains("sandbox-secret"), "{environment}");
}

#[test]
fn what_cannot_be_told_is_reported_and_changes_nothing() {
    let planted = "planted-path-9";
    let cases = [
        (
            "a server that refuses",
            format!(
                "{}/{planted}",
                receiver(Reply::Json(500, json!({}))).base_url
            ),
        ),
        ("nobody", format!("http://127.0.0.1:9/{planted}")),
    ];
    for (told, address) in cases {
        let sandbox = Sandbox::start();
        let folder = Folder::of("rich-card");
        let audit = AuditFile::new();
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("WEBHOOK_URL", &address)
                .env("PREFLIGHT_AUDIT", audit.path()),
        );
        let item = run.expect(0, "delivered");
        assert_eq!(item["sideEffects"][0]["outcome"], "failed", "{told}");
        let detail = item["sideEffects"][0]["detail"].as_str().expect("a reason");
        assert!(
            detail.starts_with("card_render_success to http://127.0.0.1:"),
            "{detail}"
        );
        for text in [&run.stdout, &run.stderr, &audit.text()] {
            assert!(!text.contains(planted), "{text}");
        }
        audit.line("event_failure");
        audit.line("card_render_success");
    }
}

#[cfg(unix)]
#[test]
fn a_hook_that_fails_or_hangs_is_told_with_its_words() {
    for (command, words) in [
        (
            "echo it is full >&2; exit 3",
            "it ended with exit status: 3: it is full",
        ),
        ("sleep 60", "no answer within 5 s"),
        ("/nowhere/at/all", "it ended with exit status: 127"),
    ] {
        let sandbox = Sandbox::start();
        let folder = Folder::of("participant-variables");
        let run = Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("PREFLIGHT_CONTEXT_REFRESH", command),
        );
        let item = run.expect(0, "updated");
        let detail = item["sideEffects"][0]["detail"].as_str().expect("a reason");
        assert!(detail.contains(words), "{detail}");
    }
}

#[test]
fn what_is_told_is_signed_and_has_an_id() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let analytics = good();
    let sandbox = Sandbox::start();
    let folder = Folder::with(&channel("Signed"));
    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("WEBHOOK_URL", url(&analytics))
            .env("PREFLIGHT_WEBHOOK_SECRET", SECRET),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert!(!format!("{run:?}").contains(&SECRET[6..]), "{run:?}");
    let requests = analytics.seen();
    let header = |name: &str| requests[0].header(name).unwrap_or_default().to_owned();
    let (id, time) = (header("webhook-id"), header("webhook-timestamp"));
    assert!(id.starts_with("msg_"), "{id}");
    // Somebody else's arithmetic, from what arrived.
    let script = "import base64, hashlib, hmac, sys\n\
        key = base64.b64decode(sys.argv[1][6:])\n\
        text = f'{sys.argv[2]}.{sys.argv[3]}.{sys.argv[4]}'.encode()\n\
        print('v1,' + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode())";
    let python = std::process::Command::new("python3")
        .args(["-c", script, SECRET, &id, &time, &requests[0].body])
        .output();
    match python {
        Ok(output) if output.status.success() => {
            let expected = String::from_utf8(output.stdout).expect("text");
            assert_eq!(header("webhook-signature"), expected.trim());
        }
        _ => preflight_tests::not_run("signatures of events", "python3 is not installed"),
    }

    let run = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("PREFLIGHT_WEBHOOK_SECRET", "hunter2"),
    );
    assert_eq!(run.exit, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("24 to 64") && !run.stderr.contains("hunter2"),
        "{run:?}"
    );
}

#[test]
fn an_event_that_nobody_heard_is_told_by_the_next_run() {
    // Down at first, well afterwards.
    let analytics = Server::start(|_, before| {
        Some(Reply::Json(if before == 0 { 503 } else { 200 }, json!({})))
    });
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::with(&channel("Owed"));
    let run = |command: &mut std::process::Command| {
        Run::of(
            command
                .env("WEBHOOK_URL", url(&analytics))
                .env("PREFLIGHT_JOURNAL", journal.path()),
        )
    };
    let item = run(&mut sandbox.publish(&[folder.path()])).expect(0, "published");
    assert_eq!(item["sideEffects"][0]["outcome"], "failed");
    let status = run(&mut sandbox.command("status"));
    assert_eq!(status.exit, Some(5), "{status:?}");
    assert!(status.stdout.contains("1 to follow up"), "{status:?}");
    let item = run(sandbox.command("resume").args(["--format", "json"])).expect(0, "published");
    assert_eq!(item["sideEffects"][0]["outcome"], "sent");
    assert_eq!(run(&mut sandbox.command("status")).exit, Some(0));
    assert_eq!(sandbox.count("POST", CHANNELS), 1);
    let seen = analytics.seen();
    let ids: Vec<_> = seen
        .iter()
        .map(|request| request.header("webhook-id"))
        .collect();
    assert!(
        ids.len() == 2 && ids[0].is_some() && ids[0] == ids[1],
        "{ids:?}"
    );
}

#[test]
fn what_is_gone_before_its_event_is_told_is_published_again() {
    let analytics =
        Server::start(|_, before| Some(Reply::Json(if before < 2 { 503 } else { 200 }, json!({}))));
    let journal = JournalFile::new();
    let folder = Folder::with(&channel("Owed"));
    let sandbox = Sandbox::start();
    let publish = |sandbox: &Sandbox| {
        Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("WEBHOOK_URL", url(&analytics))
                .env("PREFLIGHT_JOURNAL", journal.path()),
        )
    };
    let first = publish(&sandbox).expect(0, "published");
    let sandbox = sandbox.emptied();
    let second = publish(&sandbox).expect(0, "published");
    assert_eq!(second["sideEffects"][0]["outcome"], "failed");
    assert_eq!(sandbox.objects().len(), 1);
    assert_eq!(sandbox.count("POST", CHANNELS), 1);
    // A run that only looks for it still owes what it found owed.
    let third = publish(&sandbox).expect(0, "published");
    assert_eq!(third["sideEffects"][0]["outcome"], "sent");
    assert_eq!(sandbox.count("POST", CHANNELS), 1);
    let told: Vec<Value> = received(&analytics)
        .iter()
        .map(|event| event["channelId"].clone())
        .collect();
    assert_eq!(told[0], first["remoteId"]);
    assert_eq!(told[2], third["remoteId"]);
    publish(&sandbox).expect(0, "already-published");
    assert_eq!(received(&analytics).len(), 3);
}

#[test]
fn an_event_outlives_the_run_that_owes_it() {
    let wait = std::time::Duration::from_secs(600);
    let analytics = Server::start(move |_, before| {
        let good = Reply::Json(200, json!({}));
        Some(if before == 0 {
            Reply::Later(wait, Box::new(good))
        } else {
            good
        })
    });
    let sandbox = Sandbox::start();
    let journal = JournalFile::new();
    let folder = Folder::with(&channel("Owed"));
    let mut command = sandbox.publish(&[folder.path()]);
    let mut child = command
        .env("WEBHOOK_URL", url(&analytics))
        .env("PREFLIGHT_JOURNAL", journal.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    while analytics.seen().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    signal("KILL", child.id());
    child.wait().expect("it ends");
    assert_eq!(states(&journal), ["channel done"]);
    let item = Run::of(
        sandbox
            .publish(&[folder.path()])
            .env("WEBHOOK_URL", url(&analytics))
            .env("PREFLIGHT_JOURNAL", journal.path()),
    )
    .expect(0, "published");
    assert_eq!(item["sideEffects"][0]["outcome"], "sent");
    assert_eq!(sandbox.count("POST", CHANNELS), 1);
}
