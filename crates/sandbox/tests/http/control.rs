//! `/sandbox/faults`: the scenario in force, looked at and changed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{Answer, CHANNELS, Session, answer};

const FAULTS: &str = "/sandbox/faults";

async fn put(session: &Session, scenario: Value) -> Answer {
    session
        .send(Method::PUT, FAULTS, scenario.to_string())
        .await
}

#[tokio::test]
async fn the_scenario_in_force_is_shown_whole() {
    let session = Session::start().await;
    let (status, shown) = session.get(FAULTS).await;
    assert_eq!(status, 200);
    assert_eq!(
        shown,
        json!({
            "timeScale": 1.0,
            "rateLimits": [
                {"name": "all", "perMinute": 300},
                {
                    "name": "guest-messages", "perMinute": 100,
                    "pathPrefix": "/api/v2/guest/conversations/webchat/messages",
                },
            ],
            "tokenSeconds": 86_400,
            "withheldScopes": [],
            "roles": ["Web Messaging Admin", "Customization Developer", "Messaging Participant"],
            "sessions": {},
            "jobs": "complete",
            "faults": [],
        })
    );
}

#[tokio::test]
async fn faults_are_shown_with_what_became_of_them() {
    let session = Session::with(json!({"faults": [
        {"name": "a", "method": "GET", "path": CHANNELS, "skip": 1, "times": null,
            "then": {"status": 503, "headers": {"Retry-After": "{http-date+7}"}}},
        {"path": "/{any}", "probability": 0.5, "seed": 7, "then": {"drop": "after-body", "applied": true}},
    ]}))
    .await;
    assert_eq!(session.get(CHANNELS).await.0, 200);
    assert_eq!(session.get(CHANNELS).await.0, 503);
    let (_, shown) = session.get(FAULTS).await;
    let faults = &shown["faults"];
    assert_eq!(
        faults[0],
        json!({
            "name": "a", "method": "GET", "path": CHANNELS, "skip": 1, "times": null,
            "then": {"applied": false, "status": 503, "headers": {"Retry-After": "{http-date+7}"}},
            "matched": 2, "fired": 1,
        })
    );
    assert_eq!(
        faults[1],
        json!({
            "path": "/{any}", "skip": 0, "times": 1, "probability": 0.5, "seed": 7,
            "then": {"applied": true, "drop": "after-body"},
            "matched": 0, "fired": 0,
        })
    );
}

#[tokio::test]
async fn faults_are_replaced_and_cleared() {
    let session = Session::with(json!({
        "jobs": "stuck", "faults": [{"path": CHANNELS, "times": null, "then": {"status": 500}}],
    }))
    .await;
    assert_eq!(session.get(CHANNELS).await.0, 500);
    let replacement =
        json!({"faults": [{"path": CHANNELS, "times": null, "then": {"status": 503}}]});
    let (status, shown) = put(&session, replacement).await;
    assert_eq!(status, 200);
    assert_eq!(shown["faults"][0]["matched"], 0, "counted anew");
    assert_eq!(shown["jobs"], "stuck", "what is not named stays");
    assert_eq!(session.get(CHANNELS).await.0, 503);

    let (status, shown) = answer(session.bare(Method::DELETE, FAULTS)).await;
    assert_eq!((status, &shown["faults"]), (200, &json!([])));
    assert_eq!(session.get(CHANNELS).await.0, 200);
    let statuses: Vec<_> = session
        .requests()
        .iter()
        .map(|request| request["status"].clone())
        .collect();
    assert_eq!(statuses, [500, 503, 200]);
    assert_eq!(session.requests()[2].get("fault"), None);
}

#[tokio::test]
async fn a_whole_scenario_can_be_put_in_force() {
    let session =
        Session::with(json!({"timeScale": 60, "faults": [{"skip": 9, "then": {}}]})).await;
    let scenario = json!({
        "description": "everything else",
        "timeScale": 60,
        "rateLimits": [{"perMinute": 1}],
        "tokenSeconds": 7,
        "withheldScopes": ["webmessaging:channel:read"],
        "roles": [],
        "sessions": {"session-1": "ended"},
        "jobs": "fail",
    });
    let (status, shown) = put(&session, scenario.clone()).await;
    assert_eq!(status, 200, "{shown}");
    let mut expected = scenario;
    let members = expected.as_object_mut().expect("an object");
    members.remove("description");
    members.insert("timeScale".to_owned(), json!(60.0));
    members.insert("faults".to_owned(), json!([]));
    assert_eq!(shown, expected);
    // At once, also for the token that is already there.
    assert_eq!(session.get(CHANNELS).await.0, 403);
    assert_eq!(session.get(CHANNELS).await.0, 429);
}

#[tokio::test]
async fn the_clock_cannot_be_changed() {
    let session = Session::start().await;
    let scenario = json!({"timeScale": 60, "jobs": "fail", "faults": [{"then": {"status": 500}}]});
    let (status, body) = put(&session, scenario).await;
    assert_eq!(status, 400);
    assert_eq!(body["details"][0]["fieldName"], "timeScale");
    let message = body["message"].as_str().expect("a message");
    assert!(message.contains("already runs at 1"), "{message}");
    let (_, shown) = session.get(FAULTS).await;
    assert_eq!(
        (&shown["jobs"], &shown["faults"]),
        (&json!("complete"), &json!([]))
    );
}

#[tokio::test]
async fn limits_that_are_put_in_force_count_anew() {
    let session = Session::with(json!({"rateLimits": [{"perMinute": 1}]})).await;
    assert_eq!(session.get(CHANNELS).await.0, 200);
    assert_eq!(session.get(CHANNELS).await.0, 429);
    put(&session, json!({"faults": []})).await;
    assert_eq!(session.get(CHANNELS).await.0, 429, "limits not named stay");
    put(&session, json!({"rateLimits": [{"perMinute": 1}]})).await;
    assert_eq!(session.get(CHANNELS).await.0, 200);
}
