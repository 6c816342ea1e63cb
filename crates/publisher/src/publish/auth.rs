//! OAuth 2.0 client credentials (RFC 6749, section 4.4): one token for the batch, fetched by one request at a time.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Request;
use reqwest::header::HeaderValue;
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::clock::{Clock, Moment};
use super::connection::{Answer, Connection, TOKEN_TIMEOUT};
use super::decide::retry::{self, Attempt, Decision};
use super::dry_run::PlannedRequest;
use super::guidance;
use super::trouble::Trouble;
use crate::exit::Exit;
use crate::gather::Gather as _;
use crate::redact::Hidden;
use crate::secret::Secret;

/// How long before its end a token is renewed, so that none expires on the way.
const EARLY: Duration = Duration::from_secs(60);
/// The lifetime of a token whose answer does not say; the specification leaves it to the server. Short, as the price
/// of guessing too low is one more request.
const UNSTATED: u64 = 600;

/// Why there is no token.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Error {
    /// The login service refused the client.
    #[error("the login service refused the client's credentials: {0}")]
    Credentials(Trouble),
    /// The login service did not give a token, for another reason.
    #[error("no token could be had: {0}")]
    Unavailable(Trouble),
    /// The API refused a token that had just been issued.
    #[error("the API refused a token that was issued for this client a moment ago: {0}")]
    Token(Trouble),
}

impl Error {
    fn of(trouble: Trouble) -> Self {
        // 400 is how many login services say invalid_client or invalid_scope.
        match trouble.status() {
            Some(400 | 401 | 403) if trouble.refusal().is_some() => Self::Credentials(trouble),
            _ => Self::Unavailable(trouble),
        }
    }

    /// What went wrong underneath.
    pub(crate) fn trouble(&self) -> &Trouble {
        match self {
            Self::Credentials(trouble) | Self::Unavailable(trouble) | Self::Token(trouble) => {
                trouble
            }
        }
    }

    /// Whether the login service may be back later.
    fn is_temporary(&self) -> bool {
        matches!(self, Self::Unavailable(trouble) if trouble.event().is_temporary())
    }

    /// The exit code that tells it. Credentials are not to blame for a login service that cannot be reached.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Unavailable(_) if self.is_temporary() => Exit::Temporary,
            // A proxy that wants to know who uses it is about credentials as well.
            Self::Credentials(_)
            | Self::Token(_)
            | Self::Unavailable(Trouble::NotTunnelled { .. }) => Exit::Authentication,
            Self::Unavailable(_) => Exit::Partial,
        }
    }

    /// What a person does about it.
    pub(crate) fn next_step(&self) -> String {
        if let Some(step) = guidance::of_way(self.trouble()) {
            return step.to_owned();
        }
        match self {
            Self::Credentials(_) => "Check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET, and that the OAuth client uses \
                                     the client credentials grant with the scopes this batch needs."
                .to_owned(),
            Self::Unavailable(_) if self.is_temporary() => {
                "Check that the login URL is right and can be reached from here, then run the same command again."
                    .to_owned()
            }
            Self::Unavailable(_) => "Check the login URL, and that no proxy answers in its place.".to_owned(),
            Self::Token(_) => "Check that the API URL and the login URL belong to the same organisation.".to_owned(),
        }
    }
}

/// A bearer token.
#[derive(Clone)]
pub(super) struct Token {
    text: Arc<str>,
    /// The header that shows it.
    authorization: HeaderValue,
    renew_at: Moment,
    /// The scopes it has, where the login service says.
    granted: Option<Arc<BTreeSet<String>>>,
}

impl Token {
    pub(super) fn expose(&self) -> &str {
        &self.text
    }

    /// The header that shows it to the API.
    pub(super) fn authorization(&self) -> &HeaderValue {
        &self.authorization
    }

    /// The scopes it has, where the login service says.
    pub(super) fn granted(&self) -> Option<&BTreeSet<String>> {
        self.granted.as_deref()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[derive(Debug)]
enum State {
    Empty,
    Valid(Token),
    /// What failed once would fail for every item of the batch, and locks the account of some clients.
    Failed(Error),
}

/// Whoever needs a token asks here.
#[derive(Debug)]
pub(crate) struct Auth {
    url: Url,
    client_id: String,
    client_secret: Secret,
    scopes: String,
    hidden: Hidden,
    clock: Clock,
    state: Mutex<State>,
    /// How many requests it took so far.
    requests: AtomicU32,
}

impl Auth {
    /// For a client of the login service at `login_url`, with these scopes.
    pub(crate) fn new(
        login_url: &Url,
        client_id: String,
        client_secret: Secret,
        scopes: &BTreeSet<&'static str>,
        clock: Clock,
    ) -> Self {
        let mut url = login_url.clone();
        url.set_path(&format!(
            "{}/oauth/token",
            login_url.path().trim_end_matches('/')
        ));
        url.set_query(None);
        url.set_fragment(None);
        let scopes: Vec<&str> = scopes.iter().copied().collect();
        let mut hidden = Hidden::default();
        hidden.add(client_secret.expose());
        hidden.add(&STANDARD.encode(format!("{client_id}:{}", client_secret.expose())));
        Self {
            url,
            client_id,
            client_secret,
            scopes: scopes.join(" "),
            hidden,
            clock,
            state: Mutex::new(State::Empty),
            requests: AtomicU32::new(0),
        }
    }

    /// A token that is good for a while. The lock is held while one is fetched, so that all others wait for it.
    pub(super) async fn token(&self, connection: &Connection) -> Result<Token, Error> {
        let mut state = self.state.lock().await;
        match &*state {
            State::Valid(token) if self.clock.now() < token.renew_at => return Ok(token.clone()),
            State::Failed(error) => return Err(error.clone()),
            State::Valid(_) | State::Empty => {}
        }
        let fetched = self.fetch(connection).await;
        *state = match &fetched {
            Ok(token) => State::Valid(token.clone()),
            Err(error) => State::Failed(error.clone()),
        };
        fetched
    }

    /// Drops a token that the API refused, unless somebody renewed it already.
    pub(super) async fn forget(&self, refused: &Token) {
        let mut state = self.state.lock().await;
        if matches!(&*state, State::Valid(token) if token.text == refused.text) {
            *state = State::Empty;
        }
    }

    /// Hides the credentials in a text that came from outside, which may repeat what it was sent.
    pub(super) fn hide(&self, text: &str) -> String {
        self.hidden.hide(text)
    }

    /// How many requests tokens took so far.
    pub(super) fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The request for a token, for people to read.
    pub(super) fn planned(&self, connection: &Connection) -> Option<PlannedRequest> {
        let request = self.request(connection).ok()?;
        Some(PlannedRequest::of(&request, str::to_owned))
    }

    fn request(&self, connection: &Connection) -> reqwest::Result<Request> {
        connection
            .http()
            .post(self.url.clone())
            .basic_auth(&self.client_id, Some(self.client_secret.expose()))
            .form(&[
                ("grant_type", "client_credentials"),
                ("scope", self.scopes.as_str()),
            ])
            .build()
    }

    async fn fetch(&self, connection: &Connection) -> Result<Token, Error> {
        let call = format!("POST {}", self.url);
        let started = self.clock.now();
        let mut number = 0;
        loop {
            number += 1;
            self.requests.fetch_add(1, Ordering::Relaxed);
            let asked = self.clock.now();
            let exchange = connection
                .send(self.request(connection), &call, TOKEN_TIMEOUT, |text| {
                    self.hide(text)
                })
                .await;
            let trouble = match exchange.result {
                Ok(answer) => match token(&answer, asked) {
                    Some(token) => return Ok(token),
                    None => Trouble::Incomplete {
                        call: call.clone(),
                        status: answer.status,
                        missing: "an access_token",
                    },
                },
                Err(trouble) => trouble,
            };
            let attempt = Attempt {
                number,
                elapsed: self.clock.now().since(started),
                // A second token does no harm.
                repeatable: true,
            };
            match retry::decide(trouble.event(), attempt, fastrand::f64()) {
                Decision::RetryAfter(wait) => {
                    tracing::warn!("{trouble}; trying again in {:.1} s", wait.as_secs_f32());
                    self.clock.sleep(wait).await;
                }
                Decision::Done | Decision::Fail | Decision::Ambiguous(_) => {
                    return Err(Error::of(trouble));
                }
            }
        }
    }
}

/// The token of an answer to a request that was sent at `asked`.
fn token(answer: &Answer, asked: Moment) -> Option<Token> {
    let text = answer.json.get("access_token")?.as_str()?;
    // What no header can hold is no token.
    let mut authorization = HeaderValue::try_from(format!("Bearer {text}")).ok()?;
    authorization.set_sensitive(true);
    let seconds = answer
        .json
        .get("expires_in")
        .and_then(Value::as_u64)
        .unwrap_or(UNSTATED);
    let lifetime = Duration::from_secs(seconds);
    // A token that lives for a minute or less would otherwise be renewed before every request.
    let usable = lifetime.saturating_sub(EARLY).max(lifetime / 2);
    let granted = answer.json.get("scope").and_then(Value::as_str);
    Some(Token {
        text: text.into(),
        authorization,
        renew_at: asked + usable,
        granted: granted.map(|scopes| {
            let scopes = scopes.split_ascii_whitespace().map(str::to_owned);
            Arc::new(scopes.gather())
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn usable(answer: Value) -> Option<Duration> {
        let answer = Answer {
            status: 200,
            json: answer,
        };
        let asked = Moment::START;
        Some(token(&answer, asked)?.renew_at.since(asked))
    }

    #[test]
    fn a_token_is_renewed_a_minute_early() {
        for (expires_in, seconds) in [
            (json!(86_400), 86_340),
            (json!(100), 50),
            (json!(60), 30),
            (json!(null), 540),
        ] {
            let answer = json!({"access_token": "t", "expires_in": expires_in});
            assert_eq!(
                usable(answer),
                Some(Duration::from_secs(seconds)),
                "{expires_in}"
            );
        }
        assert_eq!(usable(json!({"expires_in": 60})), None);
    }

    #[test]
    fn neither_secret_nor_token_can_be_printed() {
        let base = Url::parse("https://login.example.com").expect("a URL");
        let auth = Auth::new(
            &base,
            "id".into(),
            Secret::new("s3cret".into()),
            &BTreeSet::new(),
            Clock::scaled(1.0),
        );
        let answer = Answer {
            status: 200,
            json: json!({"access_token": "t0ken"}),
        };
        let token = token(&answer, Moment::START).expect("a token");
        let printed = format!("{auth:?} {token:?} {}", auth.hide("you sent s3cret"));
        assert!(
            !printed.contains("s3cret") && !printed.contains("t0ken"),
            "{printed}"
        );
    }
}
