//! Connections that are dropped, seen byte by byte.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::samples::AGENT_WIDGET;
use crate::{INTEGRATIONS, Session};

/// How a connection ended: what arrived until then, and whether it was reset.
type End = (Vec<u8>, bool);

/// Sends the head and the body of a request apart, so that the sandbox has answered to the head alone if it ever
/// will, and reads until the connection is over.
async fn send(session: &Session, body: &'static str) -> End {
    send_parts(session, vec![body.to_owned()], body.len(), false).await
}

async fn send_parts(
    session: &Session,
    parts: Vec<String>,
    length: usize,
    expect_continue: bool,
) -> End {
    let address = session.running.base_url().replace("http://", "");
    let expect = if expect_continue {
        "Expect: 100-continue\r\n"
    } else {
        ""
    };
    let head = format!(
        "POST {INTEGRATIONS} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {}\r\n{expect}\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
        session.token
    );
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .expect("a timeout");
        stream.write_all(head.as_bytes()).expect("the head is sent");
        for part in parts {
            std::thread::sleep(Duration::from_millis(50));
            // A reset is told once: to the write, if that is what comes next.
            if let Err(error) = stream.write_all(part.as_bytes()) {
                assert!(is_reset(error.kind()), "{error}");
                return (Vec::new(), true);
            }
        }
        let mut seen = Vec::new();
        let mut buffer = [0; 4_096];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return (seen, false),
                Ok(read) => seen.extend_from_slice(&buffer[..read]),
                Err(error) if is_reset(error.kind()) => return (seen, true),
                Err(error) => panic!("{error} after {}", String::from_utf8_lossy(&seen)),
            }
        }
    })
    .await
    .expect("the client")
}

fn is_reset(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
}

async fn scripted(then: Value) -> Session {
    Session::with(json!({"faults": [{"name": "cut", "path": INTEGRATIONS, "then": then}]})).await
}

/// The one request as the state shows it.
fn recorded(session: &Session) -> (Value, Value) {
    let requests = session.requests();
    assert_eq!(requests.len(), 1);
    (requests[0]["status"].clone(), requests[0]["fault"].clone())
}

#[tokio::test]
async fn before_the_body_the_connection_is_reset_without_a_byte() {
    let session = scripted(json!({"drop": "before-body"})).await;
    let (seen, reset) = send(&session, AGENT_WIDGET).await;
    assert_eq!(String::from_utf8_lossy(&seen), "");
    assert!(reset);
    assert_eq!(recorded(&session), (Value::Null, json!("cut")));
    assert!(session.objects().is_empty());
}

#[tokio::test]
async fn before_the_body_means_that_none_is_waited_for() {
    let session = scripted(json!({"drop": "before-body"})).await;
    let begun = Instant::now();
    let (seen, reset) = send_parts(&session, vec![], 1_000, true).await;
    assert_eq!(String::from_utf8_lossy(&seen), "", "not even 100 Continue");
    assert!(reset);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn after_the_body_the_connection_is_closed_without_a_byte() {
    for (applied, objects) in [(false, 0), (true, 1)] {
        let session = scripted(json!({"drop": "after-body", "applied": applied})).await;
        let (seen, reset) = send(&session, AGENT_WIDGET).await;
        assert_eq!(String::from_utf8_lossy(&seen), "");
        assert!(!reset);
        assert_eq!(recorded(&session), (Value::Null, json!("cut")));
        assert_eq!(session.objects().len(), objects, "{applied}");
    }
}

#[tokio::test]
async fn after_the_body_means_all_of_it() {
    let session = scripted(json!({"drop": "after-body"})).await;
    let (first, second) = AGENT_WIDGET.split_at(20);
    let parts = vec![first.to_owned(), second.to_owned()];
    let begun = Instant::now();
    let (seen, reset) = send_parts(&session, parts, AGENT_WIDGET.len(), false).await;
    assert_eq!((seen.len(), reset), (0, false));
    assert!(
        begun.elapsed() >= Duration::from_millis(100),
        "both parts were sent"
    );
}

#[tokio::test]
async fn in_the_middle_of_the_answer_half_of_its_body_is_missing() {
    for (applied, objects) in [(false, 0), (true, 1)] {
        let session = scripted(json!({"drop": "mid-answer", "applied": applied})).await;
        let (seen, reset) = send(&session, AGENT_WIDGET).await;
        assert!(!reset);
        let seen = String::from_utf8(seen).expect("text");
        let (head, body) = seen.split_once("\r\n\r\n").expect("a whole head");
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains("\r\ninin-ratelimit-count: 1\r\n"), "{head}");
        let promised: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .expect("a length")
            .parse()
            .expect("a number");
        assert_eq!(body.len(), promised / 2, "{seen}");
        assert!(body.starts_with('{'), "{seen}");
        assert!(serde_json::from_str::<Value>(body).is_err(), "{seen}");
        assert_eq!(recorded(&session), (Value::Null, json!("cut")));
        assert_eq!(session.objects().len(), objects, "{applied}");
    }
}

#[tokio::test]
async fn a_drop_waits_for_its_latency() {
    for drop in ["before-body", "after-body", "mid-answer"] {
        let session = scripted(json!({"drop": drop, "latencySeconds": 0.3})).await;
        let begun = Instant::now();
        send(&session, AGENT_WIDGET).await;
        assert!(begun.elapsed() >= Duration::from_millis(300), "{drop}");
    }
}

#[tokio::test]
async fn a_kept_alive_connection_can_be_dropped_later() {
    let session = Session::with(json!({"faults": [
        {"path": INTEGRATIONS, "skip": 1, "then": {"drop": "after-body"}},
    ]}))
    .await;
    let address = session.running.base_url().replace("http://", "");
    let request = format!(
        "GET {INTEGRATIONS} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {}\r\n\r\n",
        session.token
    );
    let (first, second) = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut first = [0; 4_096];
        let read = stream.read(&mut first).expect("the first answer");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut second = Vec::new();
        stream.read_to_end(&mut second).expect("the end");
        let _ = stream.shutdown(Shutdown::Both);
        (String::from_utf8_lossy(&first[..read]).into_owned(), second)
    })
    .await
    .expect("the client");
    assert!(first.starts_with("HTTP/1.1 200 OK\r\n"), "{first}");
    assert!(first.ends_with('}'), "{first}");
    assert!(second.is_empty());
}

#[tokio::test]
async fn only_the_one_connection_is_dropped_and_the_sandbox_still_stops() {
    let session = Session::with(json!({"faults": [
        {"path": INTEGRATIONS, "times": 3, "then": {"drop": "after-body"}},
    ]}))
    .await;
    let (one, two, three) = tokio::join!(
        send(&session, AGENT_WIDGET),
        send(&session, AGENT_WIDGET),
        send(&session, AGENT_WIDGET),
    );
    for (seen, _) in [one, two, three] {
        assert!(seen.is_empty());
    }
    assert_eq!(session.post(INTEGRATIONS, AGENT_WIDGET).await.0, 200);
    let begun = Instant::now();
    session.running.stop().await;
    assert!(begun.elapsed() < Duration::from_secs(4));
}
