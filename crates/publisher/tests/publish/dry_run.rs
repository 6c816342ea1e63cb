//! `publish --dry-run`: every request is shown, and none is sent.

use serde_json::Value;

use crate::manifests::KINDS;
use crate::server::Server;
use crate::support::{Run, examples, publish_to, told};

#[test]
fn every_request_of_every_kind_is_shown_and_none_is_sent() {
    let server = Server::start(|_, _| None);
    let examples = examples();
    let run = Run::of(
        publish_to(&server.base_url, &[&examples])
            .arg("--dry-run")
            .env(
                "DESIGN_SYSTEM_WEBHOOK_URL",
                "https://hooks.example.com/sync",
            )
            .env(
                "WEBHOOK_URL",
                "https://analytics.example.com/T0/planted-key",
            )
            .env("PREFLIGHT_PERSONALIZATION", "https://personal.example.com/"),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert!(server.seen().is_empty());
    let plan = run.json();
    assert_eq!(plan["dryRun"], true);
    let lines: Vec<String> = plan["items"]
        .as_array()
        .expect("items")
        .iter()
        .flat_map(|item| item["requests"].as_array().expect("requests"))
        .map(|request| {
            let url = request["url"].as_str().expect("a URL");
            let path = url.strip_prefix(&server.base_url).unwrap_or(url);
            format!("{} {path}", request["method"].as_str().expect("a method"))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "GET /api/v2/integrations?pageSize=100&pageNumber=1",
            "POST /api/v2/integrations",
            "PATCH /api/v2/integrations/NEW-ID",
            "GET /api/v2/webmessaging/channels?name=Enterprise+Support+Portal+Widget&pageSize=100&pageNumber=1",
            "POST /api/v2/webmessaging/channels",
            "POST https://analytics.example.com/[redacted]",
            "PATCH /api/v2/conversations/messaging/participants/a1b2c3d4-e5f6-7890-abcd-ef1234567890",
            "POST https://personal.example.com",
            "POST /api/v2/guest/conversations/webchat/messages",
            "POST https://analytics.example.com/[redacted]",
            "GET /api/v2/webmessaging/configurations?pageSize=100&pageNumber=1",
            "POST /api/v2/webmessaging/configurations",
            "POST /api/v2/async-jobs",
            "GET /api/v2/async-jobs/NEW-ID",
            "GET /api/v2/routing/webhooks?pageSize=100&pageNumber=1",
            "POST /api/v2/routing/webhooks",
        ]
    );
    assert!(!run.stdout.contains("planted-key"));
    for request in plan["items"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|item| item["requests"].as_array().into_iter().flatten())
    {
        for header in request["headers"].as_array().into_iter().flatten() {
            if header[0] == "authorization" {
                assert_eq!(header[1], "Bearer [redacted]");
            }
        }
    }
}

#[test]
fn a_person_reads_requests_as_they_would_be_sent() {
    let path = examples().join("channel.json");
    let run = Run::of(
        publish_to("https://api.example.com", &[&path])
            .args(["--dry-run"])
            .env("GENESYS_LOGIN_URL", "https://login.example.com")
            // Neither credentials nor a server are needed to look at requests.
            .env_remove("GENESYS_CLIENT_ID")
            .env_remove("GENESYS_CLIENT_SECRET"),
    );
    assert_eq!(run.exit, Some(0), "{run:?}");
    let plan: Value = run.json();
    assert_eq!(
        plan["token"]["url"],
        "https://login.example.com/oauth/token"
    );
    let mut command = crate::support::preflight();
    command
        .arg("publish")
        .arg(&path)
        .args(["--dry-run", "--api-url", "https://api.example.com"])
        .args(["--login-url", "https://login.example.com"]);
    let run = Run::of(&mut command);
    assert_eq!(run.exit, Some(0), "{run:?}");
    told("dry-run", &run);
}

#[test]
fn what_is_blocked_is_not_shown_as_sent() {
    let folder = crate::manifests::Folder::of(KINDS[1]);
    folder.write(
        "bad.json",
        &serde_json::json!({"kind": "channel", "id": "bad", "spec": {}}),
    );
    let run = Run::of(publish_to("http://127.0.0.1:9", &[folder.path()]).arg("--dry-run"));
    assert_eq!(run.exit, Some(1), "{run:?}");
    let run = Run::of(
        publish_to("http://127.0.0.1:9", &[folder.path()]).args(["--dry-run", "--keep-going"]),
    );
    assert_eq!(run.exit, Some(1), "{run:?}");
    assert_eq!(run.json()["items"][0]["requests"], serde_json::json!([]));
}

#[test]
fn other_formats_cannot_show_requests() {
    let folder = crate::manifests::Folder::of("channel");
    let mut command = crate::support::preflight();
    command
        .arg("publish")
        .arg(folder.path())
        .args(["--dry-run", "--format", "junit"]);
    let run = Run::of(&mut command);
    assert_eq!(run.exit, Some(2));
    assert!(run.stderr.contains("human and json"), "{run:?}");
}
