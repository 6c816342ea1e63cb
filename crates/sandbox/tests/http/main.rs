//! The sandbox over real HTTP, as a publisher meets it.

mod access;
mod control;
mod drops;
mod faults;
mod limits;
mod listing;
mod publishing;
mod rates;
mod refusals;
mod samples;
mod settings;

use preflight_sandbox::{CLIENT_ID, CLIENT_SECRET, Options, Running, Sandbox, Scenario};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

const CONFIGURATIONS: &str = "/api/v2/webmessaging/configurations";
const JOBS: &str = "/api/v2/async-jobs";
const WEBHOOKS: &str = "/api/v2/routing/webhooks";
const MESSAGES: &str = "/api/v2/guest/conversations/webchat/messages";
const INTEGRATIONS: &str = "/api/v2/integrations";
const CHANNELS: &str = "/api/v2/webmessaging/channels";
const PARTICIPANT: &str = "/api/v2/conversations/messaging/participants/participant-1";

/// A running sandbox with a token for everything.
struct Session {
    running: Running,
    http: reqwest::Client,
    token: String,
}

/// A status and the JSON that came with it.
type Answer = (u16, Value);

impl Session {
    async fn start() -> Session {
        Session::with(json!({})).await
    }

    /// A sandbox that follows `scenario`. The token is the one request it has met.
    async fn with(scenario: Value) -> Session {
        // A second installation is refused, and means that another test did it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options = Options {
            scenario: Scenario::from_json(&scenario.to_string()).expect("a scenario"),
            ..Options::default()
        };
        let sandbox = Sandbox::bind(options).await.expect("a free port");
        let mut session = Session {
            running: sandbox.spawn(),
            http: reqwest::Client::new(),
            token: String::new(),
        };
        session.token = session.token_for(None).await;
        session
    }

    /// A token for `scope`, or for everything.
    async fn token_for(&self, scope: Option<&str>) -> String {
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(scope.map(|scope| ("scope", scope)));
        let request = self.bare(Method::POST, "/oauth/token");
        let (status, body) = answer(
            request
                .basic_auth(CLIENT_ID, Some(CLIENT_SECRET))
                .form(&form),
        )
        .await;
        assert_eq!(status, 200, "{body}");
        body["access_token"]
            .as_str()
            .expect("an access token")
            .to_owned()
    }

    /// A request without credentials.
    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.running.base_url()))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(&self.token)
    }

    async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    async fn post(&self, path: &str, body: impl Into<String>) -> Answer {
        self.send(Method::POST, path, body).await
    }

    async fn send(&self, method: Method, path: &str, body: impl Into<String>) -> Answer {
        answer(json_body(self.request(method, path), body)).await
    }

    /// The requests the state lists after the one for the token.
    fn requests(&self) -> Vec<Value> {
        let state = self.running.state();
        state["requests"].as_array().expect("a list")[1..].to_vec()
    }

    fn objects(&self) -> Vec<Value> {
        self.running.state()["objects"]
            .as_array()
            .expect("a list")
            .clone()
    }
}

fn json_body(request: RequestBuilder, body: impl Into<String>) -> RequestBuilder {
    request
        .header("Content-Type", "application/json; charset=utf-8")
        .body(body.into())
}

async fn respond(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn answer(request: RequestBuilder) -> Answer {
    let response = respond(request).await;
    let status = response.status().as_u16();
    (status, response.json().await.expect("a JSON body"))
}
