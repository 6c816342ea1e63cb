//! Tokens, scopes, roles, sessions and jobs as a scenario sets them, and scenarios that cannot be read.

use std::time::Duration;

use preflight_sandbox::{CLIENT_ID, CLIENT_SECRET, Scenario};
use reqwest::Method;
use serde_json::{Value, json};

use crate::samples::{AGENT_WIDGET, CONFIGURATION};
use crate::{CHANNELS, CONFIGURATIONS, INTEGRATIONS, JOBS, Session, answer};

#[tokio::test]
async fn a_token_expires_on_the_sandbox_clock() {
    let session = Session::with(json!({"timeScale": 60, "tokenSeconds": 30})).await;
    let grant = session
        .bare(Method::POST, "/oauth/token")
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
        .form(&[("grant_type", "client_credentials")]);
    let (_, granted) = answer(grant).await;
    assert_eq!(granted["expires_in"], 30);
    assert_eq!(session.get(CHANNELS).await.0, 200);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (status, body) = session.get(CHANNELS).await;
    assert_eq!((status, &body["code"]), (401, &json!("bad.credentials")));
    let again = session.token_for(None).await;
    let request = session.bare(Method::GET, CHANNELS).bearer_auth(again);
    assert_eq!(answer(request).await.0, 200);
}

#[tokio::test]
async fn a_withheld_scope_is_not_granted_whatever_is_asked_for() {
    let session = Session::with(json!({"withheldScopes": ["integrations:write"]})).await;
    for (asked, granted, listed) in [
        (
            Some("integrations:read integrations:write"),
            "integrations:read",
            vec!["integrations:read"],
        ),
        (Some("integrations:write"), "", vec![]),
        (
            Some("unrelated:scope"),
            "unrelated:scope",
            vec!["unrelated:scope"],
        ),
    ] {
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(asked.map(|scope| ("scope", scope)));
        let request = session
            .bare(Method::POST, "/oauth/token")
            .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
            .form(&form);
        let (_, body) = answer(request).await;
        assert_eq!(body["scope"], granted, "{asked:?}");
        let token = body["access_token"].as_str().expect("a token");
        let me = session
            .bare(Method::GET, "/api/v2/authorization/me")
            .bearer_auth(token);
        assert_eq!(answer(me).await.1["scopes"], json!(listed), "{asked:?}");
        let create = session
            .bare(Method::POST, INTEGRATIONS)
            .header("Content-Type", "application/json")
            .bearer_auth(token)
            .body(AGENT_WIDGET);
        let (status, body) = answer(create).await;
        assert_eq!(status, 403, "{asked:?}");
        assert_eq!(body["code"], "missing.any.permissions");
    }
    // Without a scope in the request: all that are left, and the answer says which.
    let (status, me) = session.get("/api/v2/authorization/me").await;
    assert_eq!(status, 200);
    let scopes = me["scopes"].as_array().expect("a list");
    assert_eq!(scopes.len(), 9);
    assert!(!scopes.contains(&json!("integrations:write")));
    assert_eq!(session.post(INTEGRATIONS, AGENT_WIDGET).await.0, 403);
    assert_eq!(session.get(INTEGRATIONS).await.0, 200);
    assert!(session.objects().is_empty());
}

#[tokio::test]
async fn a_token_answer_names_what_is_left_of_everything() {
    let session = Session::with(json!({"withheldScopes": ["integrations:write"]})).await;
    let request = session
        .bare(Method::POST, "/oauth/token")
        .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
        .form(&[("grant_type", "client_credentials")]);
    let scope = answer(request).await.1["scope"].clone();
    let scope = scope.as_str().expect("text");
    assert_eq!(scope.split(' ').count(), 9, "{scope}");
    assert!(!scope.contains("integrations:write"), "{scope}");
}

#[tokio::test]
async fn roles_and_sessions_are_those_of_the_scenario() {
    let session = Session::with(json!({
        "roles": ["Agent"], "sessions": {"session-1": "ended", "session-2": "missing"},
    }))
    .await;
    let (_, me) = session.get("/api/v2/authorization/me").await;
    assert_eq!(me["roles"], json!(["Agent"]));
    for (id, status, shown) in [
        ("session-1", 200, json!("ended")),
        ("session-2", 404, json!(404)),
        ("session-3", 200, json!("active")),
    ] {
        let path = format!("/api/v2/conversations/webchat/sessions/{id}");
        let (code, body) = session.get(&path).await;
        assert_eq!((code, &body["status"]), (status, &shown), "{id}");
    }
}

#[tokio::test]
async fn a_job_completes_is_stuck_or_fails() {
    for (mode, seen) in [
        ("complete", ["running", "completed", "completed"]),
        ("stuck", ["running", "running", "running"]),
        ("fail", ["running", "failed", "failed"]),
    ] {
        let session = Session::with(json!({"jobs": mode})).await;
        let (_, configuration) = session.post(CONFIGURATIONS, CONFIGURATION).await;
        let job = json!({"jobType": "webmessaging.preview", "parameters": {"configurationId": configuration["id"]}});
        let (status, job) = session.post(JOBS, job.to_string()).await;
        assert_eq!((status, &job["status"]), (202, &json!("queued")), "{mode}");
        let path = format!("{JOBS}/{}", job["id"].as_str().expect("an id"));
        for expected in seen {
            let (_, job) = session.get(&path).await;
            assert_eq!(job["status"], expected, "{mode}");
            assert_eq!(job["errorMessage"].is_string(), expected == "failed");
            assert_eq!(job["resultUri"].is_string(), expected == "completed");
        }
        let result = session.get(&format!("{path}/result")).await.0;
        assert_eq!(result, if mode == "complete" { 200 } else { 404 }, "{mode}");
        assert_eq!(session.running.state()["jobs"][0]["status"], seen[2]);
    }
}

/// Each scenario that is refused, with what its error says.
const REFUSED: &[(&str, &[&str])] = &[
    ("", &["EOF", "line 1 column 0"]),
    (
        "{\n \"timeScale\": 60,\n}",
        &["trailing comma", "line 3 column 1"],
    ),
    ("{\n \"speed\": 60 }", &["speed", "line 2 column 8"]),
    (
        r#"{"timeScale": 0.5}"#,
        &["timeScale", "0.5", "from 1 to 1000000", "line 1"],
    ),
    (r#"{"timeScale": null}"#, &["timeScale", "null"]),
    (
        r#"{"rateLimits": [{"perMinute": 0}]}"#,
        &["rateLimits[0].perMinute", "nonzero"],
    ),
    (
        r#"{"rateLimits": [{"name": "a"}]}"#,
        &["rateLimits[0]", "missing field `perMinute`"],
    ),
    (
        r#"{"rateLimits": [{"pathPrefix": "api", "perMinute": 1}]}"#,
        &["rateLimits[0].pathPrefix", "must start with /"],
    ),
    (r#"{"tokenSeconds": -1}"#, &["tokenSeconds", "-1"]),
    (
        r#"{"jobs": "lost"}"#,
        &["jobs", "complete", "stuck", "fail"],
    ),
    (
        "{\n \"faults\": [\n  {}\n ] }",
        &["faults[0]", "missing field `then`", "line 3"],
    ),
    (
        r#"{"faults": [{"then": {}}, {"times": 0, "then": {}}]}"#,
        &["faults[1].times", "nonzero"],
    ),
    (
        r#"{"faults": [{"method": "post", "then": {}}]}"#,
        &["faults[0].method", "\"post\"", "POST"],
    ),
    (
        r#"{"faults": [{"path": "/sandbox/x", "then": {}}]}"#,
        &["faults[0].path", "sandbox's own"],
    ),
    (
        r#"{"faults": [{"path": "api", "then": {}}]}"#,
        &["faults[0].path", "must start with /"],
    ),
    (
        r#"{"faults": [{"probability": 1.1, "then": {}}]}"#,
        &["faults[0].probability", "from 0 to 1"],
    ),
    (
        r#"{"faults": [{"seed": 1, "then": {}}]}"#,
        &["faults[0]", "seed", "probability"],
    ),
    (
        r#"{"faults": [{"then": {"state": 500}}]}"#,
        &["faults[0].then", "`state`"],
    ),
    (
        r#"{"faults": [{"then": {"status": 99}}]}"#,
        &["faults[0].then", "status is 99", "from 200 to 599"],
    ),
    (
        r#"{"faults": [{"then": {"html": 600}}]}"#,
        &["faults[0].then", "html is 600", "from 200 to 599"],
    ),
    (
        r#"{"faults": [{"then": {"latencySeconds": -1}}]}"#,
        &["faults[0].then", "latencySeconds is -1"],
    ),
    (
        r#"{"faults": [{"then": {"drop": "later"}}]}"#,
        &["faults[0].then.drop", "before-body", "mid-answer"],
    ),
    (
        r#"{"faults": [{"then": {"status": 500, "drop": "mid-answer"}}]}"#,
        &["faults[0].then", "status and drop"],
    ),
    (
        r#"{"faults": [{"then": {"body": {}}}]}"#,
        &["faults[0].then", "body", "status"],
    ),
    (
        r#"{"faults": [{"then": {"status": 400, "body": 1, "fields": [{"fieldName": "a"}]}}]}"#,
        &["fields", "body"],
    ),
    (
        r#"{"faults": [{"then": {"drop": "before-body", "applied": true}}]}"#,
        &["before-body", "applied"],
    ),
    (
        r#"{"faults": [{"then": {"status": 500, "headers": {"a b": "c"}}}]}"#,
        &["headers", "\"a b\""],
    ),
    (
        r#"{"faults": [{"then": {"status": 500, "headers": {"A": "{http-date}"}}}]}"#,
        &["headers", "{http-date+N}"],
    ),
    (
        r#"{"faults": [{"then": {"status": 500, "headers": {"Content-Length": "9"}}}]}"#,
        &["Content-Length", "mid-answer"],
    ),
];

#[test]
fn an_unreadable_scenario_is_refused_with_the_place() {
    for (text, parts) in REFUSED {
        let error = Scenario::from_json(text).expect_err(text).to_string();
        for part in [&["the scenario is not valid: ", " at line "], *parts].concat() {
            assert!(error.contains(part), "{text}\n{error}\nlacks {part}");
        }
    }
}

#[test]
fn the_clock_of_a_scenario_can_be_replaced() {
    let scenario =
        Scenario::from_json(r#"{"timeScale": 60, "jobs": "stuck"}"#).expect("a scenario");
    let scale = |scenario: Scenario| format!("{}", scenario.time_scale());
    assert_eq!(scale(Scenario::default()), "1");
    assert_eq!(scale(scenario.clone()), "60");
    assert_eq!(scale(scenario.clone().with_time_scale(2.5)), "2.5");
    assert_eq!(scale(scenario.with_time_scale(0.0)), "1");
}

#[tokio::test]
async fn refusals_over_http_are_the_same() {
    let session = Session::start().await;
    for (text, parts) in REFUSED {
        let (status, body) = session.send(Method::PUT, "/sandbox/faults", *text).await;
        assert_eq!(status, 400, "{text}");
        let message = body["message"].as_str().expect("a message");
        for part in *parts {
            assert!(message.contains(part), "{text}\n{message}\nlacks {part}");
        }
        assert_eq!(body["contextId"].as_str().map(str::len), Some(36));
    }
    let (_, body) = session
        .send(
            Method::PUT,
            "/sandbox/faults",
            r#"{"faults": [{"then": {"status": 99}}]}"#,
        )
        .await;
    assert_eq!(body["details"][0]["fieldName"], "faults[0].then");
    let (_, in_force) = session.get("/sandbox/faults").await;
    assert_eq!(in_force["faults"], Value::Array(vec![]));
}
