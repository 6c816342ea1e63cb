//! Telemetry, against a collector that knows only what OTLP says: the program is built with the feature `otel`.

mod collector;
mod protobuf;
mod telling;
