//! A server that does what a test tells it to.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::http::{Request, head, read_request};

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Answers with JSON.
    Json(u16, Value),
    /// Answers with JSON and more headers.
    With(u16, Vec<(&'static str, String)>, Value),
    /// Answers with a page, as a proxy does.
    Html(u16),
    /// Promises more than it sends.
    Cut(u16),
    /// Closes the connection without a word.
    Hangup,
    /// Answers after a while.
    Later(Duration, Box<Reply>),
}

/// A scripted server; it plays as long as the process lives.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) base_url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts one that answers each request by `script`, which is told how many requests with the same line came
    /// before. Tokens are given out where the script has nothing to say.
    pub(crate) fn start(
        script: impl Fn(&Request, usize) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        let script = Arc::new(script);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, script) = (Arc::clone(&shared), Arc::clone(&script));
                thread::spawn(move || {
                    let Ok(Some(request)) = read_request(&stream) else {
                        return;
                    };
                    let before = {
                        let mut seen = seen.lock().expect("no test panicked here");
                        let same = |other: &&Request| other.line() == request.line();
                        let before = seen.iter().filter(same).count();
                        seen.push(request.clone());
                        before
                    };
                    let reply = script(&request, before).unwrap_or_else(|| usual(&request));
                    answer(stream, &reply);
                });
            }
        });
        Self {
            base_url: format!("http://{address}"),
            seen,
        }
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("no test panicked here").clone()
    }

    /// How many requests came with this method and path.
    pub(crate) fn count(&self, line: &str) -> usize {
        self.seen()
            .iter()
            .filter(|seen| seen.line() == line)
            .count()
    }
}

/// A listing with everything on one page.
pub(crate) fn page(entities: &Value) -> Reply {
    Reply::Json(200, json!({"entities": entities, "pageCount": 1}))
}

fn usual(request: &Request) -> Reply {
    if request.path() == "/oauth/token" {
        return Reply::Json(
            200,
            json!({"access_token": crate::support::TOKEN, "expires_in": 3_600}),
        );
    }
    match request.method.as_str() {
        "GET" => page(&json!([])),
        _ => Reply::Json(200, json!({"id": "remote-1"})),
    }
}

fn answer(mut stream: TcpStream, reply: &Reply) {
    let (status, headers, kind, body) = match reply {
        Reply::Json(status, body) => (*status, Vec::new(), "application/json", body.to_string()),
        Reply::With(status, headers, body) => (
            *status,
            headers.clone(),
            "application/json",
            body.to_string(),
        ),
        Reply::Html(status) => {
            let page = "<!doctype html><title>Sign in</title>".to_owned();
            (*status, Vec::new(), "text/html", page)
        }
        Reply::Cut(status) => {
            let head = format!(
                "HTTP/1.1 {status} S\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"id\":"
            );
            let _ = stream.write_all(head.as_bytes());
            return;
        }
        Reply::Hangup => return,
        Reply::Later(wait, reply) => {
            thread::sleep(*wait);
            return answer(stream, reply);
        }
    };
    let headers = head(headers.iter().map(|(name, value)| (*name, value.as_str())));
    // The client may have gone.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} S\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
        body.len()
    );
}
