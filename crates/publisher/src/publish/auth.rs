//! OAuth 2.0 client credentials (RFC 6749, section 4.4): one token for the batch, fetched by one request at a time.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::connection::{Answer, Connection, TOKEN_TIMEOUT};
use super::guidance;
use super::retry::{self, Attempt, Decision};
use super::trouble::Trouble;
use crate::exit::Exit;
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
            Self::Credentials(_) | Self::Token(_) => Exit::Authentication,
            Self::Unavailable(_) if self.is_temporary() => Exit::Temporary,
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
    renew_at: Instant,
}

impl Token {
    pub(super) fn expose(&self) -> &str {
        &self.text
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
    state: Mutex<State>,
}

impl Auth {
    /// For a client of the login service at `login_url`, with these scopes.
    pub(crate) fn new(
        login_url: &Url,
        client_id: String,
        client_secret: Secret,
        scopes: &BTreeSet<&'static str>,
    ) -> Self {
        let mut url = login_url.clone();
        url.set_path(&format!(
            "{}/oauth/token",
            login_url.path().trim_end_matches('/')
        ));
        url.set_query(None);
        url.set_fragment(None);
        let scopes: Vec<&str> = scopes.iter().copied().collect();
        Self {
            url,
            client_id,
            client_secret,
            scopes: scopes.join(" "),
            state: Mutex::new(State::Empty),
        }
    }

    /// A token that is good for a while. The lock is held while one is fetched, so that all others wait for it.
    pub(super) async fn token(&self, connection: &Connection) -> Result<Token, Error> {
        let mut state = self.state.lock().await;
        match &*state {
            State::Valid(token) if Instant::now() < token.renew_at => return Ok(token.clone()),
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

    /// Hides the secret in a text that came from outside, which may repeat what it was sent.
    pub(super) fn redact(&self, text: &str) -> String {
        let secret = self.client_secret.expose();
        if secret.is_empty() {
            text.to_owned()
        } else {
            text.replace(secret, "[redacted]")
        }
    }

    async fn fetch(&self, connection: &Connection) -> Result<Token, Error> {
        let call = format!("POST {}", self.url);
        let started = Instant::now();
        let mut number = 0;
        loop {
            number += 1;
            let asked = Instant::now();
            let request = connection
                .http()
                .post(self.url.clone())
                .basic_auth(&self.client_id, Some(self.client_secret.expose()))
                .form(&[
                    ("grant_type", "client_credentials"),
                    ("scope", self.scopes.as_str()),
                ]);
            let trouble = match Connection::send(request, &call, TOKEN_TIMEOUT).await {
                Ok(answer) => match token(&answer, asked) {
                    Some(token) => return Ok(token),
                    None => Trouble::Incomplete {
                        call: call.clone(),
                        status: answer.status,
                        missing: "an access_token",
                    },
                },
                Err(trouble) => trouble.redacted(|text| self.redact(text)),
            };
            let attempt = Attempt {
                number,
                elapsed: started.elapsed(),
                // A second token does no harm.
                repeatable: true,
            };
            match retry::decide(trouble.event(), attempt, fastrand::f64()) {
                Decision::RetryAfter(wait) => {
                    tracing::warn!("{trouble}; trying again in {:.1} s", wait.as_secs_f32());
                    tokio::time::sleep(wait).await;
                }
                Decision::Done | Decision::Fail | Decision::Ambiguous(_) => {
                    return Err(Error::of(trouble));
                }
            }
        }
    }
}

/// The token of an answer to a request that was sent at `asked`.
fn token(answer: &Answer, asked: Instant) -> Option<Token> {
    let text = answer.json.get("access_token")?.as_str()?;
    let seconds = answer
        .json
        .get("expires_in")
        .and_then(Value::as_u64)
        .unwrap_or(UNSTATED);
    let lifetime = Duration::from_secs(seconds);
    // A token that lives for a minute or less would otherwise be renewed before every request.
    let usable = lifetime.saturating_sub(EARLY).max(lifetime / 2);
    Some(Token {
        text: text.into(),
        renew_at: asked.checked_add(usable).unwrap_or(asked + EARLY),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn usable(answer: Value) -> Option<Duration> {
        let asked = Instant::now();
        let answer = Answer {
            status: 200,
            json: answer,
        };
        Some(token(&answer, asked)?.renew_at - asked)
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
        );
        let answer = Answer {
            status: 200,
            json: json!({"access_token": "t0ken"}),
        };
        let token = token(&answer, Instant::now()).expect("a token");
        let printed = format!("{auth:?} {token:?} {}", auth.redact("you sent s3cret"));
        assert!(
            !printed.contains("s3cret") && !printed.contains("t0ken"),
            "{printed}"
        );
    }
}
