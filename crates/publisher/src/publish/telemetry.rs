//! Telemetry: a publish as a trace and metrics of OpenTelemetry, for those who watch many of them.
//!
//! ```text
//! ItemReport with its attempts -> spans, instruments -> OpenTelemetry's SDK (a thread each) -> delivery -> a collector
//! ```
//! It is made from what a run leaves behind, so that nothing that publishes knows of it. It is compiled with the feature
//! `otel` only, is set by OpenTelemetry's own variables only, and sends nothing unless one of them names an endpoint. A
//! collector that is away, slow or wrong changes nothing but for one warning.
//!
//! `vocabulary` has every name that is sent, as tables.

#[cfg(feature = "otel")]
mod delivery;
#[cfg(feature = "otel")]
mod instruments;
#[cfg(not(feature = "otel"))]
mod off;
#[cfg(feature = "otel")]
mod on;
#[cfg(feature = "otel")]
mod spans;
#[cfg(any(feature = "otel", test))]
pub(crate) mod variables;
#[cfg(any(feature = "otel", test))]
pub(crate) mod vocabulary;

#[cfg(not(feature = "otel"))]
pub(crate) use off::Telemetry;
#[cfg(feature = "otel")]
pub(crate) use on::Telemetry;
