//! What a run achieved, in numbers: rates per payload and per attempt, availability, and how long things took.
//!
//! All of it is computed from what was done of each item, so nothing is counted that was not done, and failures count as
//! much as successes do.

mod prometheus;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::endpoints::{Endpoint, Name as EndpointName};
use super::engine::part;
use super::gate::GateSummary;
use super::{Attempted, ItemReport, OUTCOMES, Outcome};

/// Version of the JSON.
const SCHEMA_VERSION: u32 = 1;

/// What a run achieved.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metrics {
    schema_version: u32,
    pub(crate) payloads: Payloads,
    pub(crate) attempts: Attempts,
    pub(crate) latency: Latency,
    by_kind: BTreeMap<&'static str, Payloads>,
    /// Attempts by call, such as `POST /api/v2/integrations`.
    by_call: BTreeMap<String, Attempts>,
    /// Side effects by name and outcome.
    side_effects: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    /// Requests for tokens.
    token_requests: u32,
    /// How often a circuit breaker opened.
    breaker_opened: u32,
    /// Requests a minute, as far as the service told.
    rate_limit: u32,
    #[serde(serialize_with = "seconds", rename = "elapsedSeconds")]
    elapsed: Duration,
}

/// Payloads, counted.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Payloads {
    pub(crate) total: usize,
    /// Those of which anything was sent, or was to be.
    pub(crate) tried: usize,
    /// Those that the server now holds.
    pub(crate) good: usize,
    /// Good ones of those tried, from 0 to 1; none where none was tried.
    pub(crate) success_rate: Option<f64>,
    outcomes: BTreeMap<&'static str, usize>,
}

/// Attempts, counted.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attempts {
    pub(crate) total: usize,
    /// Those that were answered well.
    pub(crate) good: usize,
    /// From 0 to 1; none where there was none.
    pub(crate) success_rate: Option<f64>,
    /// Those that the service answered, whatever it said, other than by a failure of its own (5xx).
    available: usize,
    /// From 0 to 1; none where there was none.
    pub(crate) availability: Option<f64>,
    /// Those after the first of a request.
    pub(crate) retries: usize,
    /// Those refused with 429.
    pub(crate) throttled: usize,
    /// By status, or by what went wrong where there was none.
    results: BTreeMap<String, usize>,
}

/// How long things took.
#[derive(Debug, Default, Clone, Serialize)]
pub(crate) struct Latency {
    /// One attempt of one request, from sending to the last byte of the answer.
    pub(crate) attempt: Distribution,
    /// One payload, from its first request to its outcome, waits included.
    pub(crate) pipeline: Distribution,
}

/// Durations in milliseconds; percentiles by the nearest rank.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Distribution {
    count: usize,
    mean_ms: Option<f64>,
    pub(crate) p50_ms: Option<f64>,
    p90_ms: Option<f64>,
    pub(crate) p95_ms: Option<f64>,
    pub(crate) p99_ms: Option<f64>,
    max_ms: Option<f64>,
    #[serde(skip)]
    sum: Duration,
}

/// What a run achieves, counted while it goes on; of each item only durations are kept.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    payloads: Payloads,
    by_kind: BTreeMap<&'static str, Payloads>,
    attempts: Attempts,
    by_call: BTreeMap<EndpointName, (&'static Endpoint, Attempts)>,
    side_effects: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
    attempt_times: Vec<Duration>,
    pipeline_times: Vec<Duration>,
}

impl Counting {
    /// Counts what became of an item.
    pub(crate) fn add(&mut self, report: &ItemReport) {
        self.payloads.add(report.outcome);
        self.by_kind
            .entry(report.kind.unwrap_or("unknown"))
            .or_default()
            .add(report.outcome);
        if report.attempts > 0 {
            self.pipeline_times.push(report.latency);
        }
        for attempted in &report.trace.attempts {
            self.attempts.add(attempted);
            self.by_call
                .entry(attempted.endpoint.name)
                .or_insert_with(|| (attempted.endpoint, Attempts::default()))
                .1
                .add(attempted);
            self.attempt_times.push(attempted.latency);
        }
        for effect in &report.side_effects {
            let outcomes = self.side_effects.entry(effect.name).or_default();
            *outcomes.entry(effect.outcome).or_default() += 1;
        }
    }

    /// All of it, at the end of the run.
    pub(crate) fn finish(
        mut self,
        gate: GateSummary,
        token_requests: u32,
        elapsed: Duration,
    ) -> Metrics {
        for counted in self.by_kind.values_mut().chain([&mut self.payloads]) {
            counted.finish();
        }
        let mut by_call: BTreeMap<String, Attempts> = BTreeMap::new();
        for (endpoint, counted) in self.by_call.into_values() {
            by_call.insert(endpoint.to_string(), counted);
        }
        for counted in by_call.values_mut().chain([&mut self.attempts]) {
            counted.finish();
        }
        Metrics {
            schema_version: SCHEMA_VERSION,
            payloads: self.payloads,
            attempts: self.attempts,
            latency: Latency {
                attempt: Distribution::of(self.attempt_times),
                pipeline: Distribution::of(self.pipeline_times),
            },
            by_kind: self.by_kind,
            by_call,
            side_effects: self.side_effects,
            token_requests,
            breaker_opened: gate.breaker_opened,
            rate_limit: gate.limit,
            elapsed,
        }
    }
}

impl Metrics {
    /// Writes them to a file: as Prometheus text where its name ends in `.prom` or `.txt`, as JSON otherwise. The file
    /// is replaced as a whole, so that a collector never reads half of it.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let is_text = path
            .extension()
            .is_some_and(|extension| extension == "prom" || extension == "txt");
        if is_text {
            file.write_all(self.prometheus().as_bytes())?;
        } else {
            serde_json::to_writer_pretty(&mut file, self)?;
            writeln!(file)?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // A collector runs as somebody else.
            let everybody = std::fs::Permissions::from_mode(0o644);
            file.as_file().set_permissions(everybody)?;
        }
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Payloads {
    fn add(&mut self, outcome: Outcome) {
        self.total += 1;
        self.tried += usize::from(!matches!(outcome, Outcome::Blocked | Outcome::Skipped));
        self.good += usize::from(outcome.is_good());
        *self.outcomes.entry(outcome.name()).or_default() += 1;
    }

    fn finish(&mut self) {
        for outcome in OUTCOMES {
            self.outcomes.entry(outcome.name()).or_default();
        }
        self.success_rate = rate(self.good, self.tried);
    }
}

impl Attempts {
    fn add(&mut self, attempted: &Attempted) {
        self.total += 1;
        self.good += usize::from(attempted.trouble.is_none());
        // A page that somebody else answered with does not count for the service.
        let is_its_own = !matches!(attempted.trouble, Some("not-json" | "redirected"));
        let is_well = attempted.status.is_some_and(|status| status < 500);
        self.available += usize::from(is_well && is_its_own);
        self.retries += usize::from(attempted.number > 1);
        self.throttled += usize::from(attempted.status == Some(429));
        let result = match (attempted.status, attempted.trouble) {
            (Some(status), _) => status.to_string(),
            (None, trouble) => trouble.unwrap_or("unanswered").to_owned(),
        };
        *self.results.entry(result).or_default() += 1;
    }

    fn finish(&mut self) {
        self.success_rate = rate(self.good, self.total);
        self.availability = rate(self.available, self.total);
    }
}

/// To four digits: a part of a batch is known no better.
fn rate(good: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| (part(good, of) * 1e4).round() / 1e4)
}

impl Distribution {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let count = times.len();
        let Some(max) = times.last() else {
            return Self::default();
        };
        let rank = |percent: usize| {
            let index = (count * percent).div_ceil(100).saturating_sub(1);
            times.get(index).copied().map(milliseconds)
        };
        let sum: Duration = times.iter().sum();
        Self {
            count,
            mean_ms: u32::try_from(count)
                .ok()
                .map(|count| milliseconds(sum / count)),
            p50_ms: rank(50),
            p90_ms: rank(90),
            p95_ms: rank(95),
            p99_ms: rank(99),
            max_ms: Some(milliseconds(*max)),
            sum,
        }
    }
}

/// To the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

fn seconds<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((duration.as_secs_f64() * 1e3).round() / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let times = (1..=200).map(Duration::from_millis).collect();
        let found = Distribution::of(times);
        assert_eq!(
            (
                found.p50_ms,
                found.p90_ms,
                found.p95_ms,
                found.p99_ms,
                found.max_ms
            ),
            (
                Some(100.0),
                Some(180.0),
                Some(190.0),
                Some(198.0),
                Some(200.0)
            )
        );
        assert_eq!(found.mean_ms, Some(100.5));
        let one = Distribution::of(vec![Duration::from_micros(1_500)]);
        assert_eq!((one.p50_ms, one.p99_ms), (Some(1.5), Some(1.5)));
        assert_eq!(Distribution::of(Vec::new()).p50_ms, None);
    }

    #[test]
    fn failures_count() {
        let mut payloads = Payloads::default();
        for outcome in [
            Outcome::Updated,
            Outcome::Failed,
            Outcome::Blocked,
            Outcome::Skipped,
        ] {
            payloads.add(outcome);
        }
        payloads.finish();
        assert_eq!((payloads.total, payloads.tried), (4, 2));
        assert_eq!(payloads.success_rate, Some(0.5));
        assert_eq!(rate(0, 0), None);
        assert_eq!(rate(1, 3), Some(0.3333));
    }
}
