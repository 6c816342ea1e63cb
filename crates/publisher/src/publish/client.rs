//! A call to the API: paced, authorised, identified, and repeated as far as the retry policy allows.

use bytes::Bytes;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderValue;
use url::Url;

use super::auth::{self, Auth, Token};
use super::clock::{Clock, Moment};
use super::connection::{Answer, Connection, Exchange, REQUEST_TIMEOUT};
use super::decide::breaker::Health;
use super::decide::fair::Recipient;
use super::decide::pace::Signals;
use super::decide::retry::{self, Attempt, Decision, Event, Unknown};
use super::dry_run::{self, PlannedRequest};
use super::endpoints::{Endpoint, Family, Name, Table};
use super::gate::{Denied, Gate};
use super::recipients::Recipients;
pub(super) use super::request::{Call, IDEMPOTENCY_KEY};
use super::request::{Prepared, Urls, build, request_id};
use super::trace::{Attempted, Sent, Trace};
use super::trouble::Trouble;
use crate::journal;
use crate::redact::Hidden;

/// Why a call failed.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Error {
    /// It could not be authorised.
    #[error(transparent)]
    Auth(#[from] auth::Error),
    /// It did not work.
    #[error("{trouble}{}", after(*attempts))]
    Failed {
        endpoint: &'static Endpoint,
        trouble: Trouble,
        attempts: u32,
    },
    /// Nobody knows whether it worked.
    #[error("{trouble}, so it is not known whether it took effect")]
    Unknown { trouble: Trouble, unknown: Unknown },
    /// It was not made, because that could not be written down first.
    #[error(transparent)]
    Unwritten(#[from] journal::Error),
    /// It was not made, because the run is being stopped and its item had changed nothing yet.
    #[error("the run was stopped before anything was changed")]
    Stopped,
}

fn after(attempts: u32) -> String {
    match attempts {
        0 | 1 => String::new(),
        _ => format!(" ({attempts} attempts)"),
    }
}

impl Error {
    /// What went wrong underneath.
    pub(crate) fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Auth(error) => Some(error.trouble()),
            Self::Failed { trouble, .. } | Self::Unknown { trouble, .. } => Some(trouble),
            Self::Unwritten(_) | Self::Stopped => None,
        }
    }

    /// The status that decided it, where it was a plain refusal.
    pub(super) fn refused_with(&self) -> Option<u16> {
        match self {
            Self::Failed { trouble, .. } => Some(trouble.refusal()?.status),
            Self::Auth(_) | Self::Unknown { .. } | Self::Unwritten(_) | Self::Stopped => None,
        }
    }
}

/// How a client works.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mode {
    /// Whether requests are only shown.
    pub(crate) dry_run: bool,
    /// Whether what must not be seen is hidden in what is shown.
    pub(crate) redact: bool,
}

/// The API, for one batch.
#[derive(Debug)]
pub(crate) struct Client {
    pub(super) connection: Connection,
    pub(super) auth: Auth,
    pub(super) gate: Gate,
    pub(super) recipients: Recipients,
    pub(super) clock: Clock,
    pub(super) urls: Urls,
    pub(super) table: &'static Table,
    pub(super) mode: Mode,
}

impl Client {
    /// The row of the endpoint table.
    pub(super) fn endpoint(&self, name: Name) -> &'static Endpoint {
        self.table.get(name)
    }

    /// The trouble with a good answer to a call that `missing` is not in.
    pub(super) fn lacks(&self, name: Name, status: u16, missing: &'static str) -> Trouble {
        let endpoint = self.endpoint(name);
        Trouble::Incomplete {
            call: label(&endpoint.method, &self.urls.of(endpoint, "…")),
            status,
            missing,
        }
    }

    /// The failure of a call whose answer is useless without `missing`.
    pub(super) fn incomplete(&self, name: Name, status: u16, missing: &'static str) -> Error {
        Error::Failed {
            endpoint: self.endpoint(name),
            trouble: self.lacks(name, status, missing),
            attempts: 1,
        }
    }

    /// Makes a call, and makes it again as long as that helps and does no harm.
    pub(super) async fn call(
        &self,
        name: Name,
        mut call: Call<'_>,
        trace: &mut Trace,
    ) -> Result<Answer, Error> {
        let endpoint = self.endpoint(name);
        let url = self.urls.of(endpoint, call.segment);
        let request = Prepared {
            endpoint,
            label: label(&endpoint.method, &url),
            url,
            body: call.body.take().map(|body| Bytes::from(body.into_owned())),
            call: &call,
        };
        if self.mode.dry_run {
            return Ok(self.plan(&request, trace));
        }
        // How long it waited for its turn is not the server's fault, and does not count against it.
        let mut started = None;
        let mut number = 0;
        let mut renewed = false;
        loop {
            let token = self.auth.token(&self.connection).await?;
            number += 1;
            let Exchange { result, signals } = self
                .attempt(&request, &token, (number, &mut started), trace)
                .await?;
            let trouble = match result {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            if trouble
                .refusal()
                .is_some_and(|refusal| refusal.status == 401)
            {
                if renewed {
                    return Err(auth::Error::Token(trouble).into());
                }
                // A token may be withdrawn before its time; the request was not acted upon.
                self.auth.forget(&token).await;
                renewed = true;
                continue;
            }
            let attempt = Attempt {
                number,
                elapsed: started.map_or(Duration::ZERO, |started| self.clock.now().since(started)),
                repeatable: endpoint.repeatable,
            };
            match self.after(&request, &trouble, signals, attempt, trace.recipient) {
                Decision::RetryAfter(wait) => {
                    trace.withdrawn(endpoint).await?;
                    tracing::warn!("{trouble}; trying again in {:.1} s", wait.as_secs_f32());
                    self.clock.sleep(wait).await;
                }
                Decision::Ambiguous(unknown) => return Err(Error::Unknown { trouble, unknown }),
                Decision::Done | Decision::Fail => {
                    return Err(Error::Failed {
                        endpoint,
                        trouble,
                        attempts: number,
                    });
                }
            }
        }
    }

    /// Decides what follows a failed attempt, as far as the run affords it.
    fn after(
        &self,
        request: &Prepared<'_>,
        trouble: &Trouble,
        signals: Option<Signals>,
        attempt: Attempt,
        recipient: Option<Recipient>,
    ) -> Decision {
        let event = trouble.event();
        let decision = retry::decide(event, attempt, fastrand::f64());
        let Decision::RetryAfter(wait) = decision else {
            return decision;
        };
        if matches!(event, Event::Answered { status: 429, .. }) {
            // All that draw on the same limit would be refused as well.
            match recipient.filter(|_| is_for_one(request.endpoint, signals)) {
                Some(recipient) => self
                    .recipients
                    .hold_back(recipient, self.clock.now() + wait),
                None => self.gate.block(request.endpoint.family, wait),
            }
        } else if !self.gate.affords_retry() {
            tracing::warn!("{trouble}; not tried again, because too much fails already");
            return Decision::Fail;
        }
        decision
    }

    /// Sends a request once, as soon as it may go.
    async fn attempt(
        &self,
        request: &Prepared<'_>,
        token: &Token,
        (number, started): (u32, &mut Option<Moment>),
        trace: &mut Trace,
    ) -> Result<Exchange, Error> {
        let endpoint = request.endpoint;
        let begun = trace.has_changed_something();
        let permit = match self.gate.admit(endpoint.family, begun).await {
            Ok(permit) => permit,
            Err(Denied::Stopped) => return Err(Error::Stopped),
            Err(Denied::Unwritten(error)) => return Err(error.into()),
            Err(Denied::Away(waited)) => {
                let call = request.label.clone();
                return Ok(Exchange::failed(Trouble::Away { call, waited }));
            }
        };
        started.get_or_insert_with(|| self.clock.now());
        if number == 1 {
            self.gate.first_attempt();
        }
        if let Err(error) = trace.announced(endpoint).await {
            permit.settle(Health::Unknown, None);
            return Err(error.into());
        }
        let request_id = request_id();
        let (begun, sent) = (self.clock.now(), Sent::now(&request.url));
        let hide = |text: &str| {
            let mut hidden = Hidden::default();
            hidden.add(token.expose());
            trace.hidden.hide(&hidden.hide(&self.auth.hide(text)))
        };
        let Exchange { result, signals } = self
            .connection
            .send(
                Ok(build(
                    request,
                    token.authorization().clone(),
                    &request_id,
                    |endpoint| trace.idempotency_key(endpoint),
                )),
                &request.label,
                REQUEST_TIMEOUT,
                hide,
            )
            .await;
        let (latency, sent) = (self.clock.now().since(begun), sent.answered());
        permit.settle(health(&result), signals);
        let (status, trouble) = match &result {
            Ok(answer) => (Some(answer.status), None),
            Err(trouble) => (trouble.status(), Some(trouble.word())),
        };
        tracing::debug!(
            request_id,
            "{} -> {} in {} ms",
            request.label,
            status.map_or_else(
                || trouble.unwrap_or_default().to_owned(),
                |status| status.to_string()
            ),
            latency.as_millis()
        );
        trace.attempts.push(Attempted {
            endpoint,
            number,
            request_id,
            status,
            trouble,
            latency,
            is_side_effect: trace.is_side_effect,
            sent,
        });
        Ok(Exchange { result, signals })
    }

    /// Keeps a request for people to read.
    fn plan(&self, request: &Prepared<'_>, trace: &mut Trace) -> Answer {
        let built = build(
            request,
            HeaderValue::from_static("Bearer hidden"),
            "NEW-REQUEST-ID",
            |_| "NEW-IDEMPOTENCY-KEY".to_owned(),
        );
        let show = |text: &str| {
            if self.mode.redact {
                trace.hidden.hide(text)
            } else {
                text.to_owned()
            }
        };
        trace.planned.push(PlannedRequest::of(&built, show));
        dry_run::answer(request.endpoint)
    }
}

/// Whether a refusal is for one participant alone: the guides know of such a limit, and the limit that the answer speaks
/// of has room.
fn is_for_one(endpoint: &Endpoint, signals: Option<Signals>) -> bool {
    endpoint.family == Family::Participants
        && signals.is_some_and(|signals| signals.count < signals.allowed)
}

/// What an attempt says about the service.
fn health(result: &Result<Answer, Trouble>) -> Health {
    match result.as_ref().map_err(Trouble::event) {
        Err(
            Event::Answered {
                status: 502..=504, ..
            }
            | Event::NotSent
            | Event::TimedOut
            | Event::Broken,
        ) => Health::Bad,
        Ok(_) | Err(Event::Answered { .. }) => Health::Good,
        // Whoever answered, it was not the service; and no waiting makes a certificate good.
        Err(Event::Unreadable | Event::Refused) => Health::Unknown,
    }
}

/// What errors call a call. The URL holds no secret: a base URL has neither user nor password, and there is no query yet.
fn label(method: &Method, url: &Url) -> String {
    format!("{method} {url}")
}
