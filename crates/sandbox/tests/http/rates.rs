//! Rate limits as a client meets them. The arithmetic of the windows is tested where it is; here a minute takes a
//! second.

use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::samples::{CARD, message};
use crate::{CHANNELS, INTEGRATIONS, MESSAGES, Session, answer, respond};

/// `count`, `allowed` and `reset` of an answer; `None` where a header is missing.
fn quota(response: &Response) -> [Option<u64>; 3] {
    ["count", "allowed", "reset"].map(|name| {
        let value = response.headers().get(format!("inin-ratelimit-{name}"))?;
        value.to_str().ok()?.parse().ok()
    })
}

async fn get(session: &Session, path: &str) -> Response {
    respond(session.request(Method::GET, path)).await
}

#[tokio::test]
async fn every_answer_of_the_api_says_where_the_limit_stands() {
    let session = Session::start().await;
    let first = get(&session, CHANNELS).await;
    assert_eq!(quota(&first), [Some(1), Some(300), Some(60)]);
    let unknown = get(&session, "/api/v2/nowhere").await;
    assert_eq!(
        (unknown.status().as_u16(), quota(&unknown)[..2].to_vec()),
        (404, vec![Some(2), Some(300)])
    );
    let stranger = respond(session.bare(Method::GET, CHANNELS)).await;
    assert_eq!(
        (stranger.status().as_u16(), quota(&stranger)[0]),
        (401, Some(3))
    );
    let card = session.request(Method::POST, MESSAGES).body("{}");
    assert_eq!(quota(&respond(card).await)[..2], [Some(1), Some(100)]);

    for path in ["/sandbox/state", "/sandbox/faults"] {
        assert_eq!(quota(&get(&session, path).await), [None; 3], "{path}");
    }
    let token = respond(session.bare(Method::POST, "/oauth/token")).await;
    assert_eq!(quota(&token), [None; 3]);
    assert_eq!(quota(&get(&session, CHANNELS).await)[0], Some(5));
}

#[tokio::test]
async fn without_limits_there_are_no_headers() {
    let session = Session::with(json!({"rateLimits": []})).await;
    for _ in 0..400 {
        let response = get(&session, CHANNELS).await;
        assert_eq!(
            (response.status().as_u16(), quota(&response)),
            (200, [None; 3])
        );
    }
    assert_eq!(session.running.state()["rateLimits"], json!([]));
}

#[tokio::test]
async fn a_request_over_the_limit_changes_nothing_and_may_come_again() {
    let session = Session::with(json!({
        "timeScale": 60,
        "rateLimits": [{"name": "cards", "pathPrefix": "/api/v2/guest/", "perMinute": 2}],
        "faults": [{"path": MESSAGES, "skip": 2, "then": {"status": 503}}],
    }))
    .await;
    let begun = Instant::now();
    for _ in 0..2 {
        assert_eq!(session.post(MESSAGES, message(CARD)).await.0, 200);
    }
    let request = session
        .request(Method::POST, MESSAGES)
        .header("Content-Type", "application/json")
        .body(message(CARD));
    let refused = respond(request).await;
    assert_eq!(refused.status(), 429);
    let [count, allowed, reset] = quota(&refused);
    assert_eq!((count, allowed), (Some(2), Some(2)));
    assert_eq!(
        refused.headers()["Retry-After"].to_str().expect("text"),
        reset.expect("a reset").to_string()
    );
    let wait = reset.expect("a reset");
    assert!((1..=60).contains(&wait), "{wait}");
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!(
        (&body["code"], &body["status"]),
        (&json!("too.many.requests"), &json!(429))
    );
    assert_eq!(session.objects().len(), 2);
    assert_eq!(session.get(INTEGRATIONS).await.0, 200, "another path");

    // As long as the answer says, on this clock, and not sooner.
    let real = Duration::from_secs(wait).div_f64(60.0);
    tokio::time::sleep(real).await;
    assert!(begun.elapsed() >= Duration::from_millis(983), "{begun:?}");
    assert_eq!(
        session.post(MESSAGES, message(CARD)).await.0,
        503,
        "the refused request met no fault"
    );
    assert_eq!(
        session.running.state()["rateLimits"],
        json!([{"name": "cards", "allowed": 2, "refused": 1, "largestWindow": 2}])
    );
    let requests = session.requests();
    let statuses: Vec<_> = requests.iter().map(|request| &request["status"]).collect();
    assert_eq!(statuses, [200, 200, 429, 200, 503]);
    let at: Vec<_> = requests
        .iter()
        .map(|request| request["atSeconds"].as_f64().expect("seconds"))
        .collect();
    assert!(at.is_sorted(), "{at:?}");
    assert!(at[4] - at[0] >= 60.0, "{at:?}");
    for at in at {
        assert!(((at * 1_000.0).round() - at * 1_000.0).abs() < 1e-6, "{at}");
    }
}

#[tokio::test]
async fn the_limits_count_what_faults_answer() {
    let session = Session::with(json!({
        "rateLimits": [{"perMinute": 2}],
        "faults": [
            {"then": {"status": 500}, "path": CHANNELS},
            {"then": {"html": 502}, "path": CHANNELS},
        ],
    }))
    .await;
    let failed = get(&session, CHANNELS).await;
    assert_eq!(
        (failed.status().as_u16(), quota(&failed)[0]),
        (500, Some(1))
    );
    let proxy = get(&session, CHANNELS).await;
    assert_eq!((proxy.status().as_u16(), quota(&proxy)), (502, [None; 3]));
    let (status, body) = answer(session.request(Method::GET, CHANNELS)).await;
    assert_eq!(status, 429, "{body}");
}
