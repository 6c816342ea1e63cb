//! Credentials and tokens.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use crate::http::Request;
use crate::manifests::{CHANNELS, Folder, channel};
use crate::server::{Reply, Server};
use crate::support::{Run, SECRET, Sandbox, TOKEN, examples, preflight, publish_to};

const TOKENS: &str = "POST /oauth/token";

/// Three channels.
fn three() -> Folder {
    let folder = Folder::new();
    for name in ["1", "2", "3"] {
        folder.write(&format!("{name}.json"), &channel(name));
    }
    folder
}

#[test]
fn without_credentials_nothing_begins() {
    for (set, missing) in [
        ("GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET"),
        ("GENESYS_CLIENT_SECRET", "GENESYS_CLIENT_ID"),
    ] {
        let run = Run::of(preflight().arg("publish").arg(examples()).env(set, SECRET));
        assert_eq!(run.exit, Some(4));
        assert!(
            run.stderr.contains(&format!("{missing} is not set")),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("--sandbox"), "{}", run.stderr);
    }
}

#[test]
fn wrong_credentials_stop_the_batch() {
    let sandbox = Sandbox::start();
    let folder = three();
    let run = Run::of(&mut publish_to(&sandbox.base_url, &[folder.path()]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (
            Some(4),
            vec!["failed".into(), "skipped".into(), "skipped".into()]
        )
    );
    let report = run.json();
    let error = &report["items"][0]["error"];
    assert_eq!(
        (error["status"].as_u64(), error["code"].as_str()),
        (Some(401), Some("invalid_client"))
    );
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.starts_with("the login service refused the client's credentials"),
        "{message}"
    );
    let next_step = error["nextStep"].as_str().expect("a next step");
    assert!(next_step.contains("GENESYS_CLIENT_SECRET"), "{next_step}");
    assert_eq!(sandbox.count("POST", "/oauth/token"), 1);
}

#[test]
fn one_token_with_the_scopes_of_the_batch_serves_all() {
    let server = Server::start(|_, _| None);
    let folder = three();
    let run = Run::of(&mut publish_to(&server.base_url, &[folder.path()]));
    assert_eq!(run.exit, Some(0), "{run:?}");
    assert_eq!(
        server.count(TOKENS),
        1,
        "all wait for the one that fetches it"
    );
    let seen = server.seen();
    assert_eq!(
        seen[0].body,
        "grant_type=client_credentials&scope=webmessaging%3Achannel%3Aread+webmessaging%3Achannel%3Awrite"
    );
    let basic = seen[0].header("authorization").expect("credentials");
    assert!(basic.starts_with("Basic "), "{basic}");
    let bearer = format!("Bearer {TOKEN}");
    for request in &seen[1..] {
        assert_eq!(request.header("authorization"), Some(bearer.as_str()));
        assert_eq!(
            request.header("user-agent"),
            Some(concat!("preflight/", env!("CARGO_PKG_VERSION")))
        );
    }
    let ids: std::collections::BTreeSet<_> = seen[1..]
        .iter()
        .map(|request| request.header("x-genesys-request-id").expect("an id"))
        .collect();
    assert_eq!(
        ids.len(),
        seen.len() - 1,
        "each request has an id of its own"
    );
}

fn unauthorised() -> Reply {
    let message = format!("{TOKEN} has expired");
    Reply::Json(
        401,
        json!({"message": message, "code": "bad.credentials", "status": 401}),
    )
}

#[test]
fn a_withdrawn_token_is_renewed_once_for_all() {
    let tokens = AtomicUsize::new(0);
    let server = Server::start(move |request, _| match request.path() {
        "/oauth/token" => {
            let number = tokens.fetch_add(1, Ordering::Relaxed);
            Some(Reply::Json(
                200,
                json!({"access_token": format!("token-{number}"), "expires_in": 3_600}),
            ))
        }
        _ if request.header("authorization") == Some("Bearer token-0") => Some(unauthorised()),
        _ => None,
    });
    let folder = three();
    let run = Run::of(&mut publish_to(&server.base_url, &[folder.path()]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(0), vec!["published".to_owned(); 3])
    );
    assert_eq!(server.count(TOKENS), 2);
    assert_eq!(server.count(&format!("POST {CHANNELS}")), 3);
}

#[test]
fn a_fresh_token_that_is_refused_stops_the_batch() {
    let server = Server::start(|request: &Request, _| match request.path() {
        "/oauth/token" => None,
        _ => Some(unauthorised()),
    });
    let folder = three();
    let mut command = publish_to(&server.base_url, &[folder.path()]);
    let run = Run::of(command.args(["--concurrency", "1"]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (
            Some(4),
            vec!["failed".into(), "skipped".into(), "skipped".into()]
        )
    );
    assert_eq!(server.seen().len(), 4, "two tokens, two calls");
    let message = run.json()["items"][0]["error"]["message"].to_string();
    assert!(message.contains("[redacted] has expired"), "{message}");
}

#[test]
fn what_a_server_repeats_of_a_secret_is_hidden() {
    let server = Server::start(|request, _| {
        let body =
            json!({"error": "invalid_client", "error_description": format!("{SECRET} is wrong")});
        (request.path() == "/oauth/token").then_some(Reply::Json(400, body))
    });
    let folder = Folder::of("channel");
    let run = Run::of(&mut publish_to(&server.base_url, &[folder.path()]));
    let item = run.expect(4, "failed");
    assert!(
        item["error"]["message"]
            .to_string()
            .contains("[redacted] is wrong"),
        "{item}"
    );
}

#[test]
fn a_login_service_that_is_busy_is_asked_again() {
    let server = Server::start(|request, before| {
        (request.path() == "/oauth/token" && before == 0).then_some(Reply::With(
            429,
            vec![("Retry-After", "1".to_owned())],
            json!({}),
        ))
    });
    let folder = Folder::of("channel");
    Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "published");
    assert_eq!(server.count(TOKENS), 2);
}
