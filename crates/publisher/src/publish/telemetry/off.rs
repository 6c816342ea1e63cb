//! Telemetry of a program that was built without it: none.

use std::time::{Instant, SystemTime};

use super::super::{GateSummary, ItemReport};
use crate::config::PublishSettings;
use crate::exit::Exit;

/// Nobody watches.
#[derive(Debug)]
pub(crate) struct Telemetry;

impl Telemetry {
    pub(crate) fn begin(
        _run: &str,
        _began: (SystemTime, Instant),
        _settings: &PublishSettings,
    ) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "where it is built with it, it counts")]
    pub(crate) fn item(&mut self, _report: &ItemReport) {}

    #[expect(clippy::unused_self, reason = "where it is built with it, it ends")]
    pub(crate) fn end(self, _exit: Exit, _gate: Option<GateSummary>) {}
}
