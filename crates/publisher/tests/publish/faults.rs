//! Answers that are not the platform's, and races.

use std::io::Write as _;
use std::net::TcpListener;
use std::thread;

use serde_json::json;

use crate::manifests::{CHANNELS, Folder, INTEGRATIONS, entity, payload};
use crate::server::{Reply, Server, page};
use crate::support::{Run, publish_to};

#[test]
fn a_page_in_place_of_a_token_is_told_apart_from_wrong_credentials() {
    let server =
        Server::start(|request, _| (request.path() == "/oauth/token").then_some(Reply::Html(200)));
    let folder = Folder::of("channel");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(3, "failed");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(
        message.contains("text/html where JSON was expected"),
        "{message}"
    );
    let next_step = item["error"]["nextStep"].as_str().expect("a next step");
    assert!(next_step.contains("proxy"), "{next_step}");
}

#[test]
fn a_page_in_place_of_a_listing_fails_the_item() {
    let server =
        Server::start(|request, _| (request.path() == CHANNELS).then_some(Reply::Html(200)));
    let folder = Folder::of("channel");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(3, "failed");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(
        message.contains("text/html where JSON was expected"),
        "{message}"
    );
    assert_eq!(
        server.seen().len(),
        2,
        "a page does not get better by asking again"
    );
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(|_, _| None);
    let location = format!("{}/session?ticket=1", elsewhere.base_url);
    let server = Server::start(move |request, _| {
        let headers = vec![("Location", location.clone())];
        (request.path() == CHANNELS).then_some(Reply::With(307, headers, json!({})))
    });
    let folder = Folder::of("channel");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(3, "failed");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(
        message.contains("redirects are not followed") && !message.contains("ticket"),
        "{message}"
    );
    assert!(elsewhere.seen().is_empty(), "no credentials go elsewhere");
}

/// A server on which another client is faster with `content`.
fn race(content: serde_json::Value) -> Server {
    Server::start(move |request, before| match request.line().as_str() {
        "GET /api/v2/webmessaging/channels" if before == 0 => Some(page(&json!([]))),
        "GET /api/v2/webmessaging/channels" => Some(page(&json!([content]))),
        "POST /api/v2/webmessaging/channels" => {
            let body = json!({"message": "The name exists", "code": "conflict", "status": 409});
            Some(Reply::Json(409, body))
        }
        _ => None,
    })
}

#[test]
fn a_race_for_a_channel_ends_well_where_both_say_the_same() {
    let server = race(entity("channel", "remote-7"));
    let folder = Folder::of("channel");
    let item =
        Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "already-published");
    assert_eq!(item["remoteId"], "remote-7");
    assert_eq!(server.count(&format!("POST {CHANNELS}")), 1);
}

#[test]
fn a_race_for_a_channel_is_a_conflict_where_they_differ() {
    let mut theirs = entity("channel", "remote-7");
    theirs["routingConfiguration"]["queueId"] = json!("another");
    let server = race(theirs);
    let folder = Folder::of("channel");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(7, "conflict");
    assert_eq!(item["remoteId"], "remote-7");

    let server = race(json!({"name": "something else"}));
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(7, "conflict");
    assert_eq!(item["error"]["status"], 409);
}

#[test]
fn a_widget_that_cannot_be_activated_tells_its_id() {
    let server = Server::start(|request, _| {
        let body = json!({"message": "Not now", "code": "bad.request", "status": 400});
        (request.method == "PATCH").then_some(Reply::Json(400, body))
    });
    let folder = Folder::of("agent-widget");
    let item = Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(3, "failed");
    assert_eq!(item["remoteId"], "remote-1");
    let error = &item["error"];
    let message = error["message"].as_str().expect("a message");
    assert!(
        message.starts_with("The widget was created, but could not be activated: PATCH "),
        "{message}"
    );
    let next_step = error["nextStep"].as_str().expect("a next step");
    assert!(next_step.contains("only activates it"), "{next_step}");
}

#[test]
fn a_listing_is_read_to_its_end() {
    let widget = payload("agent-widget");
    let server = Server::start(move |request, _| {
        if request.line() != format!("GET {INTEGRATIONS}") {
            return None;
        }
        let mut found = widget.clone();
        found["id"] = json!("remote-7");
        found["status"] = json!("active");
        let last = request.target.contains("pageNumber=3");
        let entities = if last {
            json!([found])
        } else {
            json!([{"name": "another"}])
        };
        Some(Reply::Json(
            200,
            json!({"entities": entities, "pageCount": 3}),
        ))
    });
    let folder = Folder::of("agent-widget");
    let item =
        Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "already-published");
    assert_eq!(item["remoteId"], "remote-7");
    assert_eq!(server.count(&format!("GET {INTEGRATIONS}")), 3);
    assert_eq!(server.count(&format!("POST {INTEGRATIONS}")), 0);
}

#[test]
fn a_server_without_tls_is_not_talked_to_in_plain_text() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let mut kept = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            kept.push(stream);
        }
    });
    let folder = Folder::of("channel");
    let base_url = format!("https://{address}");
    let item = Run::of(&mut publish_to(&base_url, &[folder.path()])).expect(3, "failed");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(message.contains("no secure connection"), "{message}");
}
