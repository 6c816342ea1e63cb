//! Events and hooks: told after a publish, with what the guides say, and never in its way.

use std::fs;

use serde_json::{Value, json};

use crate::manifests::{Folder, MESSAGES, example};
use crate::server::{Reply, Server};
use crate::support::{AuditFile, Run, Sandbox};

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
