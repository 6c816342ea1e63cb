//! What the calls of one item leave behind: for the report, the audit and the metrics.

use std::sync::Arc;
use std::time::Duration;
#[cfg(feature = "otel")]
use std::time::Instant;

use reqwest::Method;
use url::Url;

use super::decide::fair::Recipient;
use super::dry_run::PlannedRequest;
use super::endpoints::Endpoint;
use super::under_way::Mark;
use crate::digest::Digest;
use crate::journal::subject::Subject;
use crate::journal::{self, Claim};
use crate::redact::Hidden;

/// One attempt of one request.
#[derive(Debug, Clone)]
pub(crate) struct Attempted {
    pub(crate) endpoint: &'static Endpoint,
    /// The number of the attempt of its request, from 1.
    pub(crate) number: u32,
    pub(crate) request_id: String,
    /// The status that came back, if one did.
    pub(crate) status: Option<u16>,
    /// What went wrong, in a word; none where nothing did.
    pub(crate) trouble: Option<&'static str>,
    pub(crate) latency: Duration,
    /// Whether it belongs to what follows the publish.
    pub(crate) is_side_effect: bool,
    #[cfg_attr(
        not(feature = "otel"),
        expect(dead_code, reason = "only telemetry tells it")
    )]
    pub(super) sent: Sent,
}

/// When and where to an attempt was sent. Only telemetry tells it, so a program without that keeps nothing.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    #[cfg(feature = "otel")]
    began: Instant,
    #[cfg(feature = "otel")]
    ended: Instant,
    #[cfg(feature = "otel")]
    url: Url,
}

impl Sent {
    /// An attempt that is sent now, to a URL without its query.
    #[cfg_attr(
        not(feature = "otel"),
        expect(unused_variables, reason = "only telemetry tells it")
    )]
    pub(super) fn now(url: &Url) -> Self {
        Self {
            #[cfg(feature = "otel")]
            began: Instant::now(),
            #[cfg(feature = "otel")]
            ended: Instant::now(),
            #[cfg(feature = "otel")]
            url: url.clone(),
        }
    }

    /// The same, answered now.
    #[cfg(feature = "otel")]
    pub(super) fn answered(self) -> Self {
        let ended = Instant::now();
        Self { ended, ..self }
    }

    /// The same, answered now.
    #[cfg(not(feature = "otel"))]
    pub(super) fn answered(self) -> Self {
        self
    }
}

#[cfg(feature = "otel")]
impl Attempted {
    /// When it was sent.
    pub(super) fn began(&self) -> Instant {
        self.sent.began
    }

    /// When its answer was there, or none came.
    pub(super) fn ended(&self) -> Instant {
        self.sent.ended
    }

    /// Where it was sent to, without the query.
    pub(super) fn url(&self) -> &Url {
        &self.sent.url
    }
}

/// What makes the keys of an item's requests: its batch and what it is about. A run that goes on with the batch makes the
/// same.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    pub(super) batch: Arc<str>,
    pub(super) subject: Option<Subject>,
}

impl Origin {
    /// The key of a request of that name.
    pub(super) fn key(&self, name: &[u8]) -> Digest {
        let subject = self
            .subject
            .map_or_else(Digest::default, |subject| subject.0);
        let origin = Digest::of([self.batch.as_bytes(), subject.bytes()]);
        Digest::of([origin.bytes(), name])
    }
}

/// What the calls of one item leave behind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trace {
    pub(crate) attempts: Vec<Attempted>,
    /// What a dry run would have sent.
    pub(crate) planned: Vec<PlannedRequest>,
    /// What servers must not be quoted with.
    pub(super) hidden: Hidden,
    /// Whether what comes now follows the publish.
    pub(super) is_side_effect: bool,
    /// Where it is told that something may have changed.
    pub(super) mark: Mark,
    /// The item in the journal.
    pub(super) claim: Claim,
    /// What makes the keys of its requests: the same for each try of the item in one batch, another in any other.
    pub(super) origin: Origin,
    /// Whom it is for.
    pub(super) recipient: Option<Recipient>,
    /// Whether an earlier run sent something that may have arrived, so that nothing read before counts.
    pub(super) was_sent: bool,
}

impl Trace {
    /// For an item of which these texts must not be seen.
    pub(super) fn hiding(hidden: Hidden) -> Self {
        Self {
            hidden,
            ..Self::default()
        }
    }

    /// A call is about to be sent; one that may change something is written down first.
    pub(super) async fn announced(&self, endpoint: &Endpoint) -> Result<(), journal::Error> {
        if self.is_side_effect || endpoint.method == Method::GET {
            return Ok(());
        }
        self.claim.sending(endpoint.name.word()).await?;
        self.mark.set();
        Ok(())
    }

    /// A call that was announced did not take effect, and is sent again later.
    pub(super) async fn withdrawn(&self, endpoint: &Endpoint) -> Result<(), journal::Error> {
        // What is repeatable may be sent again whether it took effect or not.
        if self.is_side_effect || endpoint.repeatable {
            return Ok(());
        }
        self.claim.returned().await?;
        self.mark.unset();
        Ok(())
    }

    /// The key under which a server carries out a call once, however often it is sent.
    pub(super) fn idempotency_key(&self, endpoint: &Endpoint) -> String {
        self.origin.key(endpoint.name.word().as_bytes()).to_string()
    }

    /// The attempts that decided the outcome.
    pub(crate) fn deciding(&self) -> impl Iterator<Item = &Attempted> {
        self.attempts
            .iter()
            .filter(|attempted| !attempted.is_side_effect)
    }

    /// Whether anything was sent that may have changed something on the server.
    pub(super) fn has_changed_something(&self) -> bool {
        self.attempts
            .iter()
            .any(|attempted| attempted.endpoint.method != Method::GET)
    }

    /// The most attempts that one request took: 1 where every request went through the first time, 0 where none was sent.
    pub(crate) fn most_attempts(&self) -> u32 {
        self.deciding()
            .map(|attempted| attempted.number)
            .max()
            .unwrap_or_default()
    }

    /// The id of the last request before the outcome.
    pub(crate) fn request_id(&self) -> Option<&str> {
        let last = self.deciding().last()?;
        Some(&last.request_id)
    }
}
