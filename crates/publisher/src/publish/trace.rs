//! What the calls of one item leave behind: for the report, the audit and the metrics.

use std::time::Duration;

use super::dry_run::PlannedRequest;
use super::endpoints::Endpoint;
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
}

impl Trace {
    /// For an item of which these texts must not be seen.
    pub(super) fn hiding(hidden: Hidden) -> Self {
        Self {
            hidden,
            ..Self::default()
        }
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
            .any(|attempted| attempted.endpoint.method != reqwest::Method::GET)
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
