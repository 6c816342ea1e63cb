//! Prometheus' text format, version 0.0.4, for the textfile collector of its node exporter or for a push gateway.

use std::fmt::Write as _;

use super::{Distribution, Metrics};

impl Metrics {
    /// All of it as text.
    pub(super) fn prometheus(&self) -> String {
        let mut text = Text::default();
        text.family("preflight_payloads", "gauge", "Payloads of the last run.");
        for (kind, payloads) in &self.by_kind {
            for (outcome, count) in &payloads.outcomes {
                text.sample("", &[("kind", kind), ("outcome", outcome)], count);
            }
        }
        text.optional(
            "preflight_payload_success_ratio",
            "Published payloads of those tried, from 0 to 1.",
            self.payloads.success_rate,
        );
        text.family(
            "preflight_attempts",
            "gauge",
            "Attempts of requests, by call and result.",
        );
        for (call, attempts) in &self.by_call {
            let (method, path) = call.split_once(' ').unwrap_or(("", call));
            for (result, count) in &attempts.results {
                let labels = [("method", method), ("path", path), ("result", result)];
                text.sample("", &labels, count);
            }
        }
        text.optional(
            "preflight_attempt_success_ratio",
            "Attempts that were answered well, from 0 to 1.",
            self.attempts.success_rate,
        );
        text.optional(
            "preflight_availability_ratio",
            "Attempts that the service answered without failing itself, from 0 to 1.",
            self.attempts.availability,
        );
        for (name, help, value) in [
            (
                "preflight_retries",
                "Attempts after the first of a request.",
                self.attempts.retries,
            ),
            (
                "preflight_throttled",
                "Attempts refused with 429.",
                self.attempts.throttled,
            ),
            (
                "preflight_token_requests",
                "Requests for tokens.",
                self.token_requests as usize,
            ),
            (
                "preflight_breaker_opened",
                "How often a circuit breaker opened.",
                self.breaker_opened as usize,
            ),
            (
                "preflight_rate_limit",
                "Requests a minute, as far as the service told.",
                self.rate_limit as usize,
            ),
        ] {
            text.family(name, "gauge", help);
            text.sample("", &[], value);
        }
        text.family(
            "preflight_side_effects",
            "gauge",
            "What followed the publishes.",
        );
        for (name, outcomes) in &self.side_effects {
            for (outcome, count) in outcomes {
                text.sample("", &[("name", name), ("outcome", outcome)], count);
            }
        }
        text.summary(
            "preflight_attempt_latency_seconds",
            "One attempt of one request.",
            &self.latency.attempt,
        );
        text.summary(
            "preflight_pipeline_latency_seconds",
            "One payload, from its first request to its outcome.",
            &self.latency.pipeline,
        );
        text.family("preflight_elapsed_seconds", "gauge", "The run.");
        text.sample("", &[], self.elapsed.as_secs_f64());
        text.out
    }
}

#[derive(Default)]
struct Text {
    out: String,
    name: &'static str,
}

impl Text {
    // Writing to a String cannot fail.

    fn family(&mut self, name: &'static str, kind: &str, help: &str) {
        self.name = name;
        let _ = writeln!(self.out, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn sample(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let _ = write!(self.out, "{}{suffix}", self.name);
        for (index, (label, text)) in labels.iter().enumerate() {
            let opening = if index == 0 { '{' } else { ',' };
            let escaped = text
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n");
            let _ = write!(self.out, "{opening}{label}=\"{escaped}\"");
        }
        let closing = if labels.is_empty() { "" } else { "}" };
        let _ = writeln!(self.out, "{closing} {value}");
    }

    /// A gauge that is left out where there is nothing to measure: 0 would say that all went wrong.
    fn optional(&mut self, name: &'static str, help: &str, value: Option<f64>) {
        if let Some(value) = value {
            self.family(name, "gauge", help);
            self.sample("", &[], value);
        }
    }

    fn summary(&mut self, name: &'static str, help: &str, times: &Distribution) {
        self.family(name, "summary", help);
        for (quantile, value) in [
            ("0.5", times.p50_ms),
            ("0.9", times.p90_ms),
            ("0.95", times.p95_ms),
            ("0.99", times.p99_ms),
        ] {
            if let Some(value) = value {
                self.sample("", &[("quantile", quantile)], value / 1e3);
            }
        }
        self.sample("_sum", &[], times.sum.as_secs_f64());
        self.sample("_count", &[], times.count);
    }
}
