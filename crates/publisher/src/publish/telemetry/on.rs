//! Telemetry of a program that was built with it.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use opentelemetry::{Key, KeyValue};
use opentelemetry_sdk::Resource;

use super::super::{GateSummary, ItemReport};
use super::delivery::Courier;
use super::instruments::Instruments;
use super::spans::Spans;
use super::variables::{
    DISABLED, ENDPOINT, METRICS_ENDPOINT, METRICS_EXPORTER, PROTOCOL, SPOKEN, TRACES_ENDPOINT,
    TRACES_EXPORTER, Variable, read,
};
use crate::config::PublishSettings;
use crate::exit::Exit;

/// The most time that a run waits at its end until the rest is delivered.
const PATIENCE: Duration = Duration::from_secs(5);

/// The telemetry of a run.
#[derive(Debug, Default)]
pub(crate) struct Telemetry {
    spans: Option<Spans>,
    instruments: Option<Instruments>,
    items: usize,
}

impl Telemetry {
    /// That of a run which began then, by the clock of the wall and by the monotonic one; none where no variable names an
    /// endpoint.
    pub(crate) fn begin(
        run: &str,
        began: (SystemTime, Instant),
        settings: &PublishSettings,
    ) -> Self {
        let mut telemetry = Self::default();
        let traces = endpoint(&TRACES_ENDPOINT, &TRACES_EXPORTER, "v1/traces");
        let metrics = endpoint(&METRICS_ENDPOINT, &METRICS_EXPORTER, "v1/metrics");
        if traces.is_none() && metrics.is_none() {
            return telemetry;
        }
        if let Some(protocol) = read(&PROTOCOL).filter(|protocol| protocol != SPOKEN) {
            tracing::warn!(
                "no telemetry is sent, because {} is {protocol}, and {SPOKEN} alone is spoken; what is published is not \
                 affected",
                PROTOCOL.name
            );
            return telemetry;
        }
        if let Some(endpoint) = traces {
            let ready = Courier::new(&endpoint, settings)
                .map_err(|error| error.to_string())
                .and_then(|courier| {
                    let run = (run, began);
                    let to = (endpoint.as_str(), resource());
                    Spans::begin(run, courier, to).map_err(|error| error.to_string())
                });
            telemetry.spans = usable("traces", ready);
        }
        if let Some(endpoint) = metrics {
            let ready = Courier::new(&endpoint, settings)
                .map_err(|error| error.to_string())
                .and_then(|courier| {
                    let to = (endpoint.as_str(), resource());
                    Instruments::begin(courier, to).map_err(|error| error.to_string())
                });
            telemetry.instruments = usable("metrics", ready);
        }
        telemetry
    }

    /// An item is done with.
    pub(crate) fn item(&mut self, report: &ItemReport) {
        self.items += 1;
        if let Some(spans) = &mut self.spans {
            spans.item(report);
        }
        if let Some(instruments) = &self.instruments {
            instruments.item(report);
        }
    }

    /// The run ends so; waits a little until everything is delivered.
    pub(crate) fn end(mut self, exit: Exit, gate: Option<GateSummary>) {
        if let (Some(instruments), Some(gate)) = (&self.instruments, gate) {
            instruments.end(gate);
        }
        self.finish(Some(exit));
    }

    /// Delivers what is left, waits a little for that, and says what was not delivered.
    fn finish(&mut self, exit: Option<Exit>) {
        let (mut spans, instruments) = (self.spans.take(), self.instruments.take());
        if let Some(spans) = &mut spans {
            spans.end(self.items, exit);
        }
        let until = Instant::now() + PATIENCE;
        // Each on a thread of its own, since not every time-out of the SDK is kept.
        let traces = spans.as_ref().map(Spans::provider);
        let traces = traces.map(|provider| awaited(move || provider.shutdown().is_ok()));
        let metrics = instruments.as_ref().map(Instruments::provider);
        let metrics = metrics.map(|provider| awaited(move || provider.shutdown().is_ok()));
        let is_sent = |answer: Option<mpsc::Receiver<bool>>| {
            answer.is_none_or(|answer| {
                let left = until.saturating_duration_since(Instant::now());
                answer.recv_timeout(left).unwrap_or(false)
            })
        };
        is_sent(traces);
        let are_metrics_sent = is_sent(metrics);
        let missing: Vec<String> = [
            spans.and_then(|spans| spans.missing()),
            instruments.and_then(|instruments| instruments.missing(are_metrics_sent)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !missing.is_empty() {
            tracing::warn!(
                "{}; what was published is not affected",
                missing.join(", and ")
            );
        }
    }
}

impl Drop for Telemetry {
    /// A run that breaks off is told as well.
    fn drop(&mut self) {
        self.finish(None);
    }
}

/// Does something on a thread of its own, which ends with the process at the latest.
fn awaited(work: impl FnOnce() -> bool + Send + 'static) -> mpsc::Receiver<bool> {
    let (sender, receiver) = mpsc::channel();
    // Where there is no thread to be had, the sender is dropped, and nothing is waited for.
    let _ = thread::Builder::new()
        .name("telemetry".to_owned())
        .spawn(move || sender.send(work()));
    receiver
}

/// What is used of telemetry that cannot begin: nothing.
fn usable<T>(what: &str, ready: Result<T, String>) -> Option<T> {
    ready
        .inspect_err(|error| {
            tracing::warn!("no {what} are sent: {error}; what is published is not affected");
        })
        .ok()
}

/// Why something was not delivered.
pub(super) fn why(courier: &Courier) -> String {
    courier
        .trouble()
        .unwrap_or_else(|| "there was no time left".to_owned())
}

/// Where a signal goes, if anywhere: to the endpoint of its own, or below that of all.
fn endpoint(own: &Variable, exporter: &Variable, path: &str) -> Option<String> {
    let is_disabled = read(&DISABLED).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    if is_disabled || read(exporter).as_deref() == Some("none") {
        return None;
    }
    read(own).or_else(|| {
        let base = read(&ENDPOINT)?;
        Some(format!("{}/{path}", base.trim_end_matches('/')))
    })
}

/// Who sends: what the variables say, and what goes without saying.
fn resource() -> Resource {
    let named = Resource::builder().build();
    let name = named
        .get(&Key::new("service.name"))
        .map(|name| name.to_string())
        .filter(|name| !name.starts_with("unknown_service"));
    Resource::builder()
        .with_service_name(name.unwrap_or_else(|| "preflight".to_owned()))
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build()
}
