//! What is sent again, and what is not.

use std::net::TcpListener;
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;

use crate::manifests::{CHANNELS, Folder, MESSAGES};
use crate::server::{Reply, Server};
use crate::support::{Run, all, publish_to};

fn throttled(retry_after: &str) -> Reply {
    let body =
        json!({"message": "Rate limit exceeded", "code": "too.many.requests", "status": 429});
    Reply::With(429, vec![("Retry-After", retry_after.to_owned())], body)
}

#[test]
fn a_throttled_post_is_sent_again_after_what_the_server_asks() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    all(["1".to_owned(), date], |retry_after| {
        let server = Server::start(move |request, before| {
            (request.line() == format!("POST {MESSAGES}") && before == 0)
                .then(|| throttled(&retry_after))
        });
        let folder = Folder::of("rich-card");
        let started = Instant::now();
        let item =
            Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "delivered");
        assert!(started.elapsed() >= Duration::from_secs(1));
        assert_eq!(item["attempts"], 2);
        assert_eq!(server.count(&format!("POST {MESSAGES}")), 2);
        let keys: Vec<_> = server
            .seen()
            .iter()
            .filter_map(|request| request.header("idempotency-key").map(str::to_owned))
            .collect();
        assert_eq!(keys[0], keys[1], "it is the same card");
    });
}

#[test]
fn a_server_that_asks_for_an_hour_is_not_waited_for() {
    let server = Server::start(|request, _| {
        (request.line() == format!("POST {MESSAGES}")).then(|| throttled("3600"))
    });
    let folder = Folder::of("rich-card");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(5, "failed");
    assert_eq!(item["error"]["status"], 429);
    assert_eq!(server.count(&format!("POST {MESSAGES}")), 1);
}

#[test]
fn an_update_is_repeated_through_trouble_of_any_sort() {
    let server = Server::start(|request, before| {
        let trouble = [Reply::Json(503, json!({})), Reply::Hangup, Reply::Html(502)];
        (request.method == "PATCH").then(|| {
            let accepted = Reply::Json(202, json!(null));
            trouble.get(before).cloned().unwrap_or(accepted)
        })
    });
    let folder = Folder::of("participant-variables");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "updated");
    assert_eq!(item["attempts"], 4);
}

#[test]
fn refusals_are_final_and_explained() {
    let cases = [(400, 3), (403, 4), (404, 3), (422, 3), (501, 3)];
    all(cases, |(status, exit)| {
        let server = Server::start(move |request, _| {
            let body = json!({
                "message": "The field name is not acceptable", "code": "invalid.value", "status": status,
                "details": [{"errorCode": "x", "fieldName": "name"}], "contextId": "correlation-9",
            });
            (request.method == "POST" && request.path() == CHANNELS)
                .then_some(Reply::Json(status, body))
        });
        let folder = Folder::of("channel");
        let item =
            Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(exit, "failed");
        assert_eq!(server.count(&format!("POST {CHANNELS}")), 1, "{status}");
        let error = &item["error"];
        assert_eq!(
            (
                error["status"].as_u64(),
                error["code"].as_str(),
                error["correlationId"].as_str()
            ),
            (
                Some(u64::from(status)),
                Some("invalid.value"),
                Some("correlation-9")
            )
        );
        if status == 403 {
            let next_step = error["nextStep"].to_string();
            assert!(
                next_step.contains("webmessaging:channel:write"),
                "{next_step}"
            );
        }
    });
}

#[test]
fn a_server_that_is_down_is_tried_for_a_while() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let folder = Folder::of("channel");
    folder.write("card.json", &crate::manifests::example("rich-card"));
    let mut command = publish_to(&format!("http://{address}"), &[folder.path()]);
    let run = Run::of(command.args(["--concurrency", "1"]));
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(5), vec!["failed".into(), "skipped".into()])
    );
    let error = run.json()["items"][0]["error"].clone();
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.contains("could not be sent") && message.contains(&address.to_string()),
        "{message}"
    );
    assert!(message.contains("refused"), "{message}");
    assert_eq!(
        run.stderr.matches("trying again in").count(),
        4,
        "{}",
        run.stderr
    );
}
