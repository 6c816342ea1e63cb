//! Each kind is accepted as the guides write it, and the state shows the bytes that arrived.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::samples::{
    AGENT_WIDGET, CARD, CHANNEL, CONFIGURATION, VARIABLES, WEBHOOK, message, with,
};
use crate::{
    CHANNELS, CONFIGURATIONS, INTEGRATIONS, JOBS, MESSAGES, PARTICIPANT, Session, WEBHOOKS, answer,
    json_body, respond,
};

#[tokio::test]
async fn a_widget_configuration() {
    let session = Session::start().await;
    let (status, created) = session.post(CONFIGURATIONS, CONFIGURATION).await;
    assert_eq!(status, 200, "{created}");
    let mut expected: Value = serde_json::from_str(CONFIGURATION).expect("JSON");
    expected["id"] = created["id"].clone();
    assert_eq!(created, expected);
    assert_eq!(
        session.objects(),
        [json!({
            "kind": "widget-configuration", "id": created["id"], "naturalKey": "prod_widget_alpha",
            "body": CONFIGURATION,
        })]
    );

    let (_, again) = session.post(CONFIGURATIONS, CONFIGURATION).await;
    assert_ne!(again["id"], created["id"]);
    assert_eq!(session.objects().len(), 2, "a doubled publish shows");
}

#[tokio::test]
async fn a_rich_card() {
    let session = Session::start().await;
    let (status, sent) = session.post(MESSAGES, message(CARD)).await;
    assert_eq!(status, 200, "{sent}");
    assert_eq!(sent["conversationId"], "conversation-1");
    assert_eq!(sent["messageId"], "5f0c4f0e-7d1c-5c55-9b63-3f2f6e0b8a11");
    assert_ne!(sent["id"], sent["messageId"]);
    assert_eq!(
        session.objects(),
        [json!({
            "kind": "rich-card", "id": sent["id"], "naturalKey": sent["messageId"],
            "conversationId": "conversation-1", "body": CARD,
        })]
    );
}

#[tokio::test]
async fn an_agent_widget_is_created_inactive_and_then_activated() {
    let session = Session::start().await;
    let (status, created) = session.post(INTEGRATIONS, AGENT_WIDGET).await;
    assert_eq!(status, 200, "{created}");
    assert_eq!(created["status"], "inactive");
    assert_eq!(session.objects()[0]["status"], "inactive");

    let path = format!("{INTEGRATIONS}/{}", created["id"].as_str().expect("an id"));
    let (status, active) = session
        .send(Method::PATCH, &path, r#"{"status":"active"}"#)
        .await;
    assert_eq!(status, 200, "{active}");
    assert_eq!(
        (&active["id"], active["status"].as_str()),
        (&created["id"], Some("active"))
    );
    assert_eq!(
        session.objects(),
        [json!({
            "kind": "agent-widget", "id": created["id"], "naturalKey": "Agent Dashboard Widget",
            "status": "active", "body": AGENT_WIDGET,
        })]
    );
    let (_, listed) = session.get(INTEGRATIONS).await;
    assert_eq!(listed["entities"], json!([active]));

    let born_active = with(AGENT_WIDGET, "/status", json!("active"));
    assert_eq!(session.post(INTEGRATIONS, born_active).await.0, 400);
    let unknown = format!("{INTEGRATIONS}/nothing");
    let (status, body) = session
        .send(Method::PATCH, &unknown, r#"{"status":"active"}"#)
        .await;
    assert_eq!((status, body["code"].as_str()), (404, Some("not.found")));
}

#[tokio::test]
async fn a_channel_has_a_name_of_its_own() {
    let session = Session::start().await;
    let (status, created) = session.post(CHANNELS, CHANNEL).await;
    assert_eq!(status, 200, "{created}");
    let (status, refused) = session.post(CHANNELS, CHANNEL).await;
    assert_eq!((status, refused["code"].as_str()), (409, Some("conflict")));
    let other_case = with(CHANNEL, "/name", json!("enterprise support portal widget"));
    assert_eq!(session.post(CHANNELS, other_case).await.0, 200);
    assert_eq!(
        session.objects()[0],
        json!({
            "kind": "channel", "id": created["id"], "naturalKey": "Enterprise Support Portal Widget",
            "body": CHANNEL,
        })
    );
}

#[tokio::test]
async fn participant_variables_are_merged() {
    let session = Session::start().await;
    let (status, first) = session.send(Method::PATCH, PARTICIPANT, VARIABLES).await;
    assert_eq!(status, 200, "{first}");
    let mut merged: Value = serde_json::from_str(VARIABLES).expect("JSON");
    merged["id"] = json!("participant-1");
    assert_eq!(first, merged);

    let second = r#"{"attributes":{"is_vip":"false","lang":"de"}}"#;
    let (_, answer) = session.send(Method::PATCH, PARTICIPANT, second).await;
    merged["attributes"]["is_vip"] = json!("false");
    merged["attributes"]["lang"] = json!("de");
    assert_eq!(answer, merged);
    assert_eq!(
        session.objects(),
        [json!({
            "kind": "participant-variables", "id": "participant-1", "naturalKey": "participant-1",
            "patches": 2, "body": second,
        })]
    );
}

#[tokio::test]
async fn a_preview_job_is_queued_then_running_then_completed() {
    let session = Session::start().await;
    let (_, configuration) = session.post(CONFIGURATIONS, CONFIGURATION).await;
    let job = json!({
        "jobType": "webmessaging.preview",
        "parameters": {"configurationId": configuration["id"]},
    });
    let (status, queued) = session.post(JOBS, job.to_string()).await;
    assert_eq!((status, queued["status"].as_str()), (202, Some("queued")));

    let path = format!("{JOBS}/{}", queued["id"].as_str().expect("an id"));
    assert_eq!(session.get(&format!("{path}/result")).await.0, 404);
    for expected in ["running", "completed", "completed"] {
        let (status, seen) = session.get(&path).await;
        assert_eq!((status, seen["status"].as_str()), (200, Some(expected)));
        assert_eq!(seen["resultUri"].is_string(), expected == "completed");
    }
    let (_, seen) = session.get(&path).await;
    let result = session
        .get(seen["resultUri"].as_str().expect("a URI"))
        .await;
    assert_eq!(result, (200, configuration.clone()));
    assert_eq!(
        session.running.state()["jobs"],
        json!([{"id": queued["id"], "configurationId": configuration["id"], "status": "completed"}])
    );

    let of_nothing = with(
        &job.to_string(),
        "/parameters/configurationId",
        json!("nothing"),
    );
    assert_eq!(session.post(JOBS, of_nothing).await.0, 404);
    let of_another_type = with(&job.to_string(), "/jobType", json!("webmessaging.export"));
    assert_eq!(session.post(JOBS, of_another_type).await.0, 400);
    assert_eq!(session.get(&format!("{JOBS}/nothing")).await.0, 404);
}

#[tokio::test]
async fn a_webhook_may_be_registered_twice_and_shows_twice() {
    let session = Session::start().await;
    let (status, created) = session.post(WEBHOOKS, WEBHOOK).await;
    assert_eq!(status, 200, "{created}");
    session.post(WEBHOOKS, WEBHOOK).await;
    let (_, listed) = session.get(WEBHOOKS).await;
    assert_eq!(listed["total"], 2);
    assert_eq!(listed["entities"][0], created);
    assert_eq!(
        session.running.state()["webhooks"][0],
        json!({
            "id": created["id"], "name": "DesignSystem_Sync_WebMessaging",
            "uri": "https://hooks.example.com/genesys-sync",
        })
    );
}

#[tokio::test]
async fn an_idempotency_key_replays_the_first_answer() {
    let session = Session::start().await;
    let send = |key: &'static str, body: String| {
        answer(
            json_body(session.request(Method::POST, MESSAGES), body).header("Idempotency-Key", key),
        )
    };
    let (status, first) = send("key-1", message(CARD)).await;
    assert_eq!(status, 200);
    assert_eq!(send("key-1", message(CARD)).await, (200, first.clone()));
    assert_eq!(session.objects().len(), 1);

    let other = message(&with(CARD, "/messageId", json!("another")));
    assert_eq!(send("key-1", other.clone()).await.0, 422);
    assert_eq!(session.objects().len(), 1);
    assert_eq!(send("key-2", other).await.0, 200);
    assert_eq!(session.post(MESSAGES, message(CARD)).await.0, 200);
    assert_eq!(
        session.objects().len(),
        3,
        "without a key nothing is replayed"
    );

    let refused = message(&with(CARD, "/components", json!("none")));
    assert_eq!(send("key-3", refused).await.0, 400);
    assert_eq!(
        send("key-3", message(CARD)).await.0,
        200,
        "a refusal does not use up the key"
    );
}

#[tokio::test]
async fn the_state_lists_requests_in_order_of_arrival() {
    let session = Session::start().await;
    let request = json_body(session.request(Method::POST, MESSAGES), message(CARD))
        .header("X-Genesys-Request-Id", "request-7")
        .header("Cache-Control", "no-cache, no-store, must-revalidate")
        .header("Pragma", "no-cache");
    let response = respond(request).await;
    assert!(response.headers().contains_key("ININ-Correlation-Id"));
    session
        .get("/api/v2/conversations/webchat/sessions/session-1")
        .await;
    session.get("/nowhere?at=all").await;

    let shown = respond(session.bare(Method::GET, "/sandbox/state")).await;
    assert_eq!(shown.status(), 200);
    let mut state: Value = shown.json().await.expect("JSON");
    assert_eq!(state, session.running.state());
    for request in state["requests"].as_array_mut().expect("a list") {
        let at = request
            .as_object_mut()
            .and_then(|request| request.remove("atSeconds"));
        assert!(at.is_some_and(|at| at.is_f64()));
    }
    assert_eq!(state["schemaVersion"], 1);
    assert_eq!(
        state["requests"],
        json!([
            {"method": "POST", "path": "/oauth/token", "status": 200},
            {
                "method": "POST", "path": MESSAGES, "status": 200, "requestId": "request-7",
                "headers": {"Cache-Control": "no-cache, no-store, must-revalidate", "Pragma": "no-cache"},
            },
            {"method": "GET", "path": "/api/v2/conversations/webchat/sessions/session-1", "status": 200},
            {"method": "GET", "path": "/nowhere", "status": 404},
        ])
    );
}

#[tokio::test]
async fn the_same_requests_give_the_same_ids() {
    let mut ids = Vec::new();
    for _ in 0..2 {
        let session = Session::start().await;
        session.post(CONFIGURATIONS, CONFIGURATION).await;
        session.post(CHANNELS, CHANNEL).await;
        let objects = session.objects();
        ids.push([objects[0]["id"].clone(), objects[1]["id"].clone()]);
        session.running.stop().await;
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0][0], ids[0][1]);
}

#[tokio::test]
async fn a_stopped_sandbox_answers_no_more() {
    let session = Session::start().await;
    let url = session.running.base_url().to_owned();
    session.running.stop().await;
    assert!(session.http.get(url).send().await.is_err());
}

#[tokio::test]
async fn a_dropped_sandbox_stops_as_well() {
    let session = Session::start().await;
    let url = session.running.base_url().to_owned();
    drop(session.running);
    tokio::time::timeout(Duration::from_secs(5), async {
        while session.http.get(&url).send().await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("it stops");
}
