//! `publish --format json`: one JSON document, for programs.

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Finished, Holdings};
use crate::input::PathError;
use crate::publish::{ItemReport, Outcome, Problem, SideEffect};

/// Version of this JSON; it grows when a field changes meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output<'f> {
    schema_version: u32,
    items: Vec<Item<'f>>,
    /// Absent where every path could be read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'f [PathError],
    #[serde(skip_serializing_if = "Option::is_none")]
    sandbox: Option<&'f Holdings>,
    summary: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'f> {
    path: &'f str,
    document: usize,
    kind: Option<&'static str>,
    id: Option<&'f str>,
    outcome: Outcome,
    remote_id: Option<&'f str>,
    attempts: u32,
    latency_ms: u64,
    side_effects: &'f [SideEffect],
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'f Problem>,
}

impl<'f> From<&'f ItemReport> for Item<'f> {
    fn from(report: &'f ItemReport) -> Self {
        Self {
            path: &report.path,
            document: report.ordinal,
            kind: report.kind,
            id: report.id.as_deref(),
            outcome: report.outcome,
            remote_id: report.remote_id.as_deref(),
            attempts: report.attempts,
            latency_ms: milliseconds(report.latency),
            side_effects: &report.side_effects,
            request_id: report.request_id.as_deref(),
            error: report.problem.as_ref(),
        }
    }
}

/// Writes the result of a publish as one line.
pub(crate) fn write(out: &mut impl Write, finished: &Finished<'_>) -> io::Result<()> {
    let mut summary = Map::new();
    summary.insert("items".to_owned(), finished.reports.len().into());
    for (outcome, count) in finished.counts() {
        summary.insert(outcome.name().to_owned(), count.into());
    }
    summary.insert("unreadable".to_owned(), finished.unreadable.len().into());
    summary.insert(
        "stoppedBy".to_owned(),
        finished.stop.map_or(Value::Null, |stop| stop.name().into()),
    );
    summary.insert(
        "elapsedMs".to_owned(),
        milliseconds(finished.elapsed).into(),
    );
    summary.insert("exitCode".to_owned(), (finished.exit() as u8).into());
    let output = Output {
        schema_version: SCHEMA_VERSION,
        items: finished.reports.iter().map(Item::from).collect(),
        errors: finished.unreadable,
        sandbox: finished.sandbox,
        summary,
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

/// To the nearest millisecond.
fn milliseconds(duration: Duration) -> u64 {
    let rounded = duration + Duration::from_micros(500);
    u64::try_from(rounded.as_millis()).unwrap_or(u64::MAX)
}
