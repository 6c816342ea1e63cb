//! Tokens and scopes.

use preflight_sandbox::{CLIENT_ID, CLIENT_SECRET, Options, Sandbox};
use reqwest::Method;
use serde_json::json;

use crate::{
    CHANNELS, CONFIGURATIONS, INTEGRATIONS, JOBS, MESSAGES, PARTICIPANT, Session, WEBHOOKS, answer,
    json_body, respond,
};

#[tokio::test]
async fn a_known_client_gets_a_token_for_the_scopes_it_asks_for() {
    let session = Session::start().await;
    let request = session
        .bare(Method::POST, "/oauth/token")
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
        .form(&[
            ("grant_type", "client_credentials"),
            ("scope", "integrations:read integrations:write"),
        ]);
    let (status, body) = answer(request).await;
    assert_eq!(status, 200);
    assert_eq!(body["token_type"], "bearer");
    assert_eq!(body["expires_in"], 86_400);
    assert_eq!(body["scope"], "integrations:read integrations:write");

    let me = session
        .bare(Method::GET, "/api/v2/authorization/me")
        .bearer_auth(body["access_token"].as_str().expect("a token"));
    let (status, me) = answer(me).await;
    assert_eq!(status, 200);
    assert_eq!(
        me["scopes"],
        json!(["integrations:read", "integrations:write"])
    );
    assert!(!me["roles"].as_array().expect("roles").is_empty());
}

#[tokio::test]
async fn a_token_without_asking_for_scopes_has_all_of_them() {
    let session = Session::start().await;
    let (status, me) = session.get("/api/v2/authorization/me").await;
    assert_eq!(status, 200);
    assert_eq!(me["scopes"].as_array().expect("scopes").len(), 10);
}

#[tokio::test]
async fn a_wrong_client_is_refused_with_the_oauth_body() {
    let session = Session::start().await;
    let grant = [("grant_type", "client_credentials")];
    let token = || session.bare(Method::POST, "/oauth/token").form(&grant);
    for (name, request) in [
        ("no credentials", token()),
        (
            "wrong secret",
            token().basic_auth(CLIENT_ID, Some("guessed")),
        ),
        (
            "wrong id",
            token().basic_auth("somebody", Some(CLIENT_SECRET)),
        ),
        (
            "bearer instead of basic",
            token().bearer_auth(&session.token),
        ),
        (
            "not base64",
            token().header("Authorization", "Basic not base64"),
        ),
    ] {
        let (status, body) = answer(request).await;
        assert_eq!(status, 401, "{name}");
        assert_eq!(body["error"], "invalid_client", "{name}");
        assert!(body["description"].is_string(), "{name}");
        assert_eq!(body["description"], body["error_description"], "{name}");
    }
}

#[tokio::test]
async fn a_wrong_grant_or_content_type_is_a_bad_request() {
    let session = Session::start().await;
    let token = || {
        session
            .bare(Method::POST, "/oauth/token")
            .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
    };
    for (error, request) in [
        (
            "unsupported_grant_type",
            token().form(&[("grant_type", "password")]),
        ),
        (
            "invalid_request",
            token().form(&[("scope", "integrations:read")]),
        ),
        (
            "invalid_request",
            token().json(&json!({"grant_type": "client_credentials"})),
        ),
    ] {
        let (status, body) = answer(request).await;
        assert_eq!((status, body["error"].as_str()), (400, Some(error)));
    }
}

#[tokio::test]
async fn basic_credentials_are_compared_as_they_are() {
    let sandbox = Sandbox::bind(Options {
        client_id: "id+1".to_owned(),
        client_secret: "a%3Ab:c&d=é".to_owned(),
        ..Options::default()
    })
    .await
    .expect("a free port");
    let url = format!("{}/oauth/token", sandbox.base_url());
    let session = Session::start().await;
    let running = sandbox.spawn();
    let request = session
        .http
        .post(url)
        .basic_auth("id+1", Some("a%3Ab:c&d=é"))
        .form(&[("grant_type", "client_credentials")]);
    assert_eq!(answer(request).await.0, 200);
    running.stop().await;
}

#[tokio::test]
async fn every_api_endpoint_asks_for_a_token_this_sandbox_gave_out() {
    let session = Session::start().await;
    let stranger = Session::start().await;
    for (method, path, _) in endpoints() {
        let bare = || json_body(session.bare(method.clone(), path), "{}");
        for (code, request) in [
            ("authentication.required", bare()),
            (
                "authentication.required",
                bare().basic_auth(CLIENT_ID, Some(CLIENT_SECRET)),
            ),
            ("bad.credentials", bare().bearer_auth("invented")),
            ("bad.credentials", bare().bearer_auth(&stranger.token)),
        ] {
            let (status, body) = answer(request).await;
            assert_eq!(status, 401, "{method} {path}");
            assert_eq!(body["code"], code, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_endpoint_asks_for_its_scope_and_names_it() {
    let session = Session::start().await;
    let other = session.token_for(Some("unrelated:scope")).await;
    for (method, path, scope) in endpoints() {
        let Some(scope) = scope else {
            let request = session.bare(method.clone(), path).bearer_auth(&other);
            assert_eq!(respond(request).await.status(), 200, "{method} {path}");
            continue;
        };
        let request = json_body(session.bare(method.clone(), path), "{}").bearer_auth(&other);
        let (status, body) = answer(request).await;
        assert_eq!(status, 403, "{method} {path}");
        assert_eq!(body["code"], "missing.any.permissions", "{method} {path}");
        let message = body["message"].as_str().expect("a message");
        assert!(message.contains(scope), "{method} {path}: {message}");

        let enough = session.token_for(Some(scope)).await;
        let request = json_body(session.bare(method.clone(), path), "{}").bearer_auth(&enough);
        let status = respond(request).await.status();
        assert!(status != 401 && status != 403, "{method} {path}: {status}");
    }
}

fn endpoints() -> Vec<(Method, &'static str, Option<&'static str>)> {
    use Method as M;
    vec![
        (
            M::GET,
            CONFIGURATIONS,
            Some("webmessaging:configuration:read"),
        ),
        (
            M::POST,
            CONFIGURATIONS,
            Some("webmessaging:configuration:write"),
        ),
        (M::POST, JOBS, Some("async-jobs:read")),
        (M::GET, "/api/v2/async-jobs/job-1", Some("async-jobs:read")),
        (M::GET, WEBHOOKS, Some("routing:webhook:write")),
        (M::POST, WEBHOOKS, Some("routing:webhook:write")),
        (M::POST, MESSAGES, Some("webchat:guest:write")),
        (M::GET, INTEGRATIONS, Some("integrations:read")),
        (M::POST, INTEGRATIONS, Some("integrations:write")),
        (
            M::PATCH,
            "/api/v2/integrations/widget-1",
            Some("integrations:write"),
        ),
        (M::GET, CHANNELS, Some("webmessaging:channel:read")),
        (M::POST, CHANNELS, Some("webmessaging:channel:write")),
        (M::PATCH, PARTICIPANT, Some("messaging:participant:update")),
        (M::GET, "/api/v2/authorization/me", None),
        (
            M::GET,
            "/api/v2/conversations/webchat/sessions/session-1",
            None,
        ),
    ]
}
