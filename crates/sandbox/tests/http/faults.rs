//! What a client sees of each scripted answer, and what of the request is carried out.

use std::time::{Duration, Instant, SystemTime};

use reqwest::Method;
use serde_json::{Value, json};

use crate::samples::{AGENT_WIDGET, CARD, message};
use crate::{CHANNELS, INTEGRATIONS, MESSAGES, Session, answer, json_body, respond};

#[tokio::test]
async fn a_status_has_the_platform_body_and_its_usual_code() {
    for (status, code) in [
        (400, "bad.request"),
        (401, "bad.credentials"),
        (403, "missing.any.permissions"),
        (404, "not.found"),
        (405, "method.not.allowed"),
        (408, "request.timeout"),
        (409, "conflict"),
        (412, "precondition.failed"),
        (413, "request.entity.too.large"),
        (415, "unsupported.media.type"),
        (422, "unprocessable.entity"),
        (429, "too.many.requests"),
        (500, "internal.server.error"),
        (501, "not.implemented"),
        (502, "bad.gateway"),
        (503, "service.unavailable"),
        (504, "request.timeout"),
        (599, "unknown"),
    ] {
        let session = Session::with(json!({"faults": [
            {"name": "outage", "path": INTEGRATIONS, "then": {"status": status}},
        ]}))
        .await;
        let request = json_body(session.request(Method::POST, INTEGRATIONS), AGENT_WIDGET);
        let response = respond(request).await;
        assert_eq!(response.status(), status);
        let correlation = response.headers()["ININ-Correlation-Id"].clone();
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(body["code"], code);
        assert_eq!(body["status"], status);
        assert_eq!(body["contextId"], correlation.to_str().expect("text"));
        let text = body["message"].as_str().expect("a message");
        assert!(text.contains("outage"), "{text}");
        assert!(session.objects().is_empty());
        assert_eq!(session.requests()[0]["status"], status);
        assert_eq!(session.requests()[0]["fault"], "outage");
    }
}

#[tokio::test]
async fn fields_become_details() {
    let session = Session::with(
        json!({"faults": [{"path": INTEGRATIONS, "then": {"status": 422, "fields": [
            {"fieldName": "name"}, {"fieldName": "settings.dimensions", "message": "are odd"},
        ]}}]}),
    )
    .await;
    let (status, body) = session.post(INTEGRATIONS, AGENT_WIDGET).await;
    assert_eq!(status, 422);
    assert_eq!(
        body["details"],
        json!([
            {"errorCode": "unprocessable.entity", "fieldName": "name"},
            {"errorCode": "unprocessable.entity", "fieldName": "settings.dimensions", "message": "are odd"},
        ])
    );
}

#[tokio::test]
async fn a_scripted_body_and_scripted_headers_win() {
    let session = Session::with(json!({"faults": [
        {"path": CHANNELS, "then": {"status": 201, "body": {"no": "id"},
            "headers": {"inin-ratelimit-allowed": "180", "Retry-After": "7", "X-Other": "a"}}},
        {"path": CHANNELS, "then": {"status": 200, "body": null}},
        {"path": CHANNELS, "then": {"status": 204}},
        {"path": CHANNELS, "then": {"status": 307, "headers": {"Location": "http://127.0.0.1:9/"}}},
    ]}))
    .await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let url = format!("{}{CHANNELS}", session.running.base_url());
    let mut seen = Vec::new();
    for _ in 0..4 {
        let response = respond(client.get(&url).bearer_auth(&session.token)).await;
        seen.push(response);
    }
    let header = |index: usize, name: &str| {
        let response: &reqwest::Response = &seen[index];
        let value = response.headers().get(name);
        value.map(|value| value.to_str().expect("text").to_owned())
    };
    assert_eq!(header(0, "inin-ratelimit-allowed").as_deref(), Some("180"));
    assert_eq!(header(0, "inin-ratelimit-count").as_deref(), Some("1"));
    assert_eq!(header(0, "retry-after").as_deref(), Some("7"));
    assert_eq!(header(0, "x-other").as_deref(), Some("a"));
    assert_eq!(
        header(3, "location").as_deref(),
        Some("http://127.0.0.1:9/")
    );
    let mut bodies = Vec::new();
    for response in seen {
        bodies.push((
            response.status().as_u16(),
            response.text().await.expect("text"),
        ));
    }
    let expected = [(201, r#"{"no":"id"}"#), (200, "null"), (204, ""), (307, "")];
    assert_eq!(bodies, expected.map(|(code, body)| (code, body.to_owned())));
}

#[tokio::test]
async fn a_date_in_a_header_is_one_of_the_real_clock() {
    let then = json!({"status": 503, "headers": {"Retry-After": "{http-date+120}"}});
    let session = Session::with(json!({
        "timeScale": 60, "faults": [{"path": CHANNELS, "then": then}],
    }))
    .await;
    let before = SystemTime::now();
    let response = respond(session.request(Method::GET, CHANNELS)).await;
    let date = response.headers()["Retry-After"].to_str().expect("text");
    assert!(date.ends_with(" GMT"), "{date}");
    let date = httpdate::parse_http_date(date).expect("an HTTP-date");
    let after = date.duration_since(before).expect("the future");
    let expected = Duration::from_secs(2)..Duration::from_secs(4);
    assert!(expected.contains(&after), "{after:?}");
}

#[tokio::test]
async fn an_applied_fault_loses_the_answer_and_not_the_request() {
    for (applied, objects) in [(true, 1), (false, 0)] {
        let session = Session::with(json!({"faults": [
            {"path": INTEGRATIONS, "then": {"applied": applied, "status": 500}},
        ]}))
        .await;
        assert_eq!(session.post(INTEGRATIONS, AGENT_WIDGET).await.0, 500);
        assert_eq!(session.objects().len(), objects, "{applied}");
    }
}

#[tokio::test]
async fn an_applied_request_is_still_checked() {
    let session = Session::with(json!({"faults": [
        {"path": INTEGRATIONS, "then": {"applied": true, "status": 502}},
    ]}))
    .await;
    assert_eq!(session.post(INTEGRATIONS, "{}").await.0, 502);
    assert!(session.objects().is_empty());
}

#[tokio::test]
async fn an_idempotency_key_finds_what_a_lost_answer_did() {
    let session = Session::with(json!({"faults": [
        {"path": MESSAGES, "then": {"applied": true, "status": 504}},
    ]}))
    .await;
    let send = || {
        let request = json_body(session.request(Method::POST, MESSAGES), message(CARD));
        answer(request.header("Idempotency-Key", "key-1"))
    };
    assert_eq!(send().await.0, 504);
    assert_eq!(send().await.0, 200);
    assert_eq!(session.objects().len(), 1);
}

#[tokio::test]
async fn a_proxy_answers_with_a_page_of_its_own() {
    let session = Session::with(json!({"faults": [
        {"path": CHANNELS, "then": {"html": 200}}, {"path": CHANNELS, "then": {"html": 502}},
    ]}))
    .await;
    for status in [200, 502] {
        let response = respond(session.request(Method::GET, CHANNELS)).await;
        assert_eq!(response.status(), status);
        assert_eq!(
            response.headers()["Content-Type"],
            "text/html; charset=utf-8"
        );
        assert!(!response.headers().contains_key("ININ-Correlation-Id"));
        assert!(response.text().await.expect("text").starts_with("<html>"));
    }
}

#[tokio::test]
async fn latency_is_virtual_and_leaves_the_answer_as_it_is() {
    let session = Session::with(json!({"timeScale": 100, "faults": [
        {"path": CHANNELS, "then": {"latencySeconds": 20}},
    ]}))
    .await;
    let begun = Instant::now();
    assert_eq!(session.get(CHANNELS).await.0, 200);
    assert!(begun.elapsed() >= Duration::from_millis(200));
    assert_eq!(session.requests()[0]["fault"], "#0");
}

#[tokio::test]
async fn a_client_that_does_not_wait_finds_only_what_was_applied() {
    for (applied, objects) in [(true, 1), (false, 0)] {
        let session = Session::with(json!({"faults": [
            {"path": INTEGRATIONS, "then": {"applied": applied, "latencySeconds": 3600}},
        ]}))
        .await;
        let request = json_body(session.request(Method::POST, INTEGRATIONS), AGENT_WIDGET);
        let error = request
            .timeout(Duration::from_millis(300))
            .send()
            .await
            .expect_err("no answer in time");
        assert!(error.is_timeout(), "{error:?}");
        // The sandbox learns of it from the closed connection.
        let deadline = Instant::now() + Duration::from_secs(5);
        while session.requests().is_empty() && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(session.requests()[0]["status"], Value::Null);
        assert_eq!(session.objects().len(), objects, "{applied}");
    }
}

#[tokio::test]
async fn the_token_endpoint_has_faults_too() {
    let session = Session::with(json!({"faults": [
        {"path": "/oauth/token", "skip": 1, "then": {"status": 429, "headers": {"Retry-After": "3"}}},
    ]}))
    .await;
    let response = respond(session.bare(Method::POST, "/oauth/token")).await;
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["Retry-After"], "3");
}

#[tokio::test]
async fn a_fault_for_every_path_leaves_the_sandbox_its_own() {
    let session = Session::with(json!({"faults": [
        {"skip": 1, "times": null, "then": {"status": 500}},
    ]}))
    .await;
    assert_eq!(session.get("/api/v2/nowhere").await.0, 500);
    assert_eq!(session.get("/sandbox/state").await.0, 200);
    let (_, faults) = session.get("/sandbox/faults").await;
    assert_eq!(faults["faults"][0]["matched"], 2);
    assert_eq!(faults["faults"][0]["fired"], 1);
}
