//! Rate limits: fixed windows of a minute. Pure: the caller says what time it is.

use std::num::NonZeroU32;
use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::check::present;
use crate::clock::whole_seconds;
use crate::limits;

/// How long a window lasts, in virtual time.
const WINDOW: Duration = Duration::from_secs(60);

/// How many requests a minute may have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RateLimit {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    name: Option<String>,
    /// Which paths are counted, by how they begin; all when absent.
    #[serde(
        default,
        deserialize_with = "path_prefix",
        skip_serializing_if = "Option::is_none"
    )]
    path_prefix: Option<String>,
    per_minute: NonZeroU32,
}

fn path_prefix<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let prefix = String::deserialize(deserializer)?;
    if prefix.starts_with('/') {
        Ok(Some(prefix))
    } else {
        Err(D::Error::custom(format_args!(
            "\"{prefix}\" begins no path; it must start with /, as in /api/v2/guest/"
        )))
    }
}

impl RateLimit {
    /// What the state calls it.
    fn label(&self) -> &str {
        self.name
            .as_deref()
            .or(self.path_prefix.as_deref())
            .unwrap_or("all")
    }

    fn counts(&self, path: &str) -> bool {
        self.path_prefix
            .as_deref()
            .is_none_or(|prefix| path.starts_with(prefix))
    }
}

/// Where one rule stands, as the `inin-ratelimit-*` headers say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// Requests counted in the window.
    pub(crate) count: u32,
    /// Requests the window may have.
    pub(crate) allowed: u32,
    /// Virtual seconds until the window ends, rounded up.
    pub(crate) reset: u64,
}

impl Quota {
    fn left(&self) -> u32 {
        self.allowed - self.count
    }
}

/// What the limits say to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// No rule counts it.
    Unlimited,
    /// It is counted; of the rules that count it, this one has the fewest requests left.
    Counted(Quota),
    /// It is over a limit and not counted; once this quota resets, no rule that refused it still does.
    Refused(Quota),
}

#[derive(Debug)]
struct Rule {
    limit: RateLimit,
    /// When the window in progress began; that of the first request counted in it.
    began: Option<Duration>,
    count: u32,
    refused: u64,
    largest: u32,
}

impl Rule {
    fn new(limit: RateLimit) -> Rule {
        Rule {
            limit,
            began: None,
            count: 0,
            refused: 0,
            largest: 0,
        }
    }

    /// Forgets a window that is over.
    fn turn(&mut self, now: Duration) {
        if self.began.is_some_and(|began| now >= began + WINDOW) {
            self.began = None;
            self.count = 0;
        }
    }

    fn full(&self) -> bool {
        self.count >= self.limit.per_minute.get()
    }

    fn count(&mut self, now: Duration) {
        self.began.get_or_insert(now);
        self.count += 1;
        self.largest = self.largest.max(self.count);
    }

    fn quota(&self, now: Duration) -> Quota {
        let ends = self.began.unwrap_or(now) + WINDOW;
        Quota {
            count: self.count,
            allowed: self.limit.per_minute.get(),
            reset: whole_seconds(ends.saturating_sub(now)),
        }
    }
}

/// All rules with their windows.
#[derive(Debug)]
pub(crate) struct Limiter {
    rules: Vec<Rule>,
}

impl Default for Limiter {
    /// What the platform documents.
    fn default() -> Self {
        let rules = limits::RATE_LIMITS.iter();
        Limiter::new(rules.filter_map(|&(name, path_prefix, per_minute)| {
            Some(RateLimit {
                name: Some(name.to_owned()),
                path_prefix: path_prefix.map(str::to_owned),
                per_minute: NonZeroU32::new(per_minute)?,
            })
        }))
    }
}

impl Limiter {
    pub(crate) fn new(limits: impl IntoIterator<Item = RateLimit>) -> Limiter {
        Limiter {
            rules: limits.into_iter().map(Rule::new).collect(),
        }
    }

    pub(crate) fn rate_limits(&self) -> Vec<&RateLimit> {
        self.rules.iter().map(|rule| &rule.limit).collect()
    }

    /// Counts a request to `path`, unless a rule has no room for it: then no rule counts it.
    pub(crate) fn admit(&mut self, path: &str, now: Duration) -> Verdict {
        let mut refusing: Option<Quota> = None;
        for rule in self.rules.iter_mut().filter(|rule| rule.limit.counts(path)) {
            rule.turn(now);
            if rule.full() {
                rule.refused += 1;
                let quota = rule.quota(now);
                if refusing.is_none_or(|longest| quota.reset > longest.reset) {
                    refusing = Some(quota);
                }
            }
        }
        if let Some(quota) = refusing {
            return Verdict::Refused(quota);
        }
        let mut tightest: Option<Quota> = None;
        for rule in self.rules.iter_mut().filter(|rule| rule.limit.counts(path)) {
            rule.count(now);
            let quota = rule.quota(now);
            if tightest.is_none_or(|tightest| {
                (quota.left(), tightest.reset) < (tightest.left(), quota.reset)
            }) {
                tightest = Some(quota);
            }
        }
        tightest.map_or(Verdict::Unlimited, Verdict::Counted)
    }

    /// The `rateLimits` of the state.
    pub(crate) fn report(&self) -> Vec<Report<'_>> {
        self.rules
            .iter()
            .map(|rule| Report {
                name: rule.limit.label(),
                allowed: rule.limit.per_minute.get(),
                refused: rule.refused,
                largest_window: rule.largest,
            })
            .collect()
    }
}

/// How one rule was used.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report<'a> {
    name: &'a str,
    allowed: u32,
    refused: u64,
    largest_window: u32,
}

#[cfg(test)]
mod tests;
