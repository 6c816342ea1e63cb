//! The metrics of a run.

use std::sync::Arc;

use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram, MeterProvider as _};
use opentelemetry_otlp::{
    ExporterBuildError, MetricExporter, RetryPolicy, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;

use super::super::{GateSummary, ItemReport};
use super::delivery::{Courier, Shared};
use super::spans::measured;
use super::vocabulary::{
    ATTEMPT_TIME, BREAKER, ITEM_COUNT, KIND, OUTCOME, RATE_LIMIT, SECONDS, Signal,
};

/// The metrics of a run.
#[derive(Debug)]
pub(super) struct Instruments {
    provider: SdkMeterProvider,
    items: Counter<u64>,
    attempts: Histogram<f64>,
    courier: Arc<Courier>,
}

impl Instruments {
    /// With nothing measured yet.
    pub(super) fn begin(
        courier: Courier,
        (endpoint, resource): (&str, Resource),
    ) -> Result<Self, ExporterBuildError> {
        let courier = Arc::new(courier);
        let exporter = MetricExporter::builder()
            .with_http()
            .with_endpoint(endpoint)
            .with_protocol(opentelemetry_otlp::Protocol::HttpBinary)
            .with_http_client(Shared(Arc::clone(&courier)))
            .with_retry_policy(RetryPolicy::recommended())
            .build()?;
        let provider = SdkMeterProvider::builder()
            .with_periodic_exporter(exporter)
            .with_resource(resource)
            .build();
        let meter = provider.meter("preflight");
        let items = meter
            .u64_counter(ITEM_COUNT.name)
            .with_unit(unit(&ITEM_COUNT))
            .with_description(ITEM_COUNT.meaning)
            .build();
        let attempts = meter
            .f64_histogram(ATTEMPT_TIME.name)
            .with_unit(unit(&ATTEMPT_TIME))
            .with_description(ATTEMPT_TIME.meaning)
            .with_boundaries(SECONDS.to_vec())
            .build();
        Ok(Self {
            provider,
            items,
            attempts,
            courier,
        })
    }

    /// Counts a manifest and its attempts.
    pub(super) fn item(&self, report: &ItemReport) {
        let attributes = [
            KeyValue::new(KIND.name, report.kind.unwrap_or("manifest")),
            KeyValue::new(OUTCOME.name, report.outcome.name()),
        ];
        self.items.add(1, &attributes);
        for attempted in &report.trace.attempts {
            self.attempts
                .record(attempted.latency.as_secs_f64(), &measured(attempted));
        }
    }

    /// Takes down what the rate limits and breakers went through.
    pub(super) fn end(&self, gate: GateSummary) {
        let meter = self.provider.meter("preflight");
        meter
            .u64_gauge(RATE_LIMIT.name)
            .with_unit(unit(&RATE_LIMIT))
            .with_description(RATE_LIMIT.meaning)
            .build()
            .record(u64::from(gate.limit), &[]);
        meter
            .u64_counter(BREAKER.name)
            .with_unit(unit(&BREAKER))
            .with_description(BREAKER.meaning)
            .build()
            .add(u64::from(gate.breaker_opened), &[]);
    }

    /// What sends them.
    pub(super) fn provider(&self) -> SdkMeterProvider {
        self.provider.clone()
    }

    /// To whom they could not be delivered, and why, in words.
    pub(super) fn missing(&self, are_sent: bool) -> Option<String> {
        (!are_sent).then(|| {
            format!(
                "the metrics were not delivered to {}: {}",
                self.courier.shown(),
                super::on::why(&self.courier)
            )
        })
    }
}

/// The unit, which the table has after the sort.
fn unit(signal: &Signal) -> &'static str {
    signal.sort.rsplit_once(", ").map_or("1", |(_, unit)| unit)
}
