//! One JSON document: everything there is to know, for programs.

use std::io::{self, Write};
use std::time::Duration;

use preflight_core::finding::{
    Facts, Finding, RuleResult, SCHEMA_VERSION as REPORT_SCHEMA_VERSION,
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::run::{Run, Summary, Work};
use super::{Keeps, Outlook, Reporter};
use crate::audit::Written;
use crate::baseline::Entry;
use crate::input::{Document, PathError};
use crate::publish::{Finished, Holdings, ItemReport, Metrics, Outcome, Problem, SideEffect};

/// Version of the JSON of a publish; it grows when a field changes meaning or goes away.
pub(super) const PUBLISH_SCHEMA_VERSION: u32 = 1;

/// Prints one line of JSON; of a publish piece by piece, so that a large one is not kept in memory.
#[derive(Debug, Default)]
pub(super) struct Json {
    /// How many items were printed.
    items: usize,
}

impl Reporter for Json {
    fn begin(&mut self, out: &mut dyn Write, _outlook: &Outlook<'_>) -> io::Result<()> {
        write!(
            out,
            r#"{{"schemaVersion":{PUBLISH_SCHEMA_VERSION},"items":["#
        )
    }

    fn item(&mut self, out: &mut dyn Write, report: &ItemReport) -> io::Result<()> {
        if self.items > 0 {
            out.write_all(b",")?;
        }
        self.items += 1;
        serde_json::to_writer(out, &Item::from(report))?;
        Ok(())
    }

    fn keeps(&self) -> Keeps {
        Keeps::Nothing
    }

    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        match run.work {
            Work::Check { .. } => serde_json::to_writer(&mut *out, &Check::of(run))?,
            Work::Publish(finished) => {
                let rest = serde_json::to_string(&PublishEnd::of(finished))?;
                // The members of an object, to go on with the one that is open.
                let members = rest.strip_prefix('{').unwrap_or(&rest);
                write!(out, "],{members}")?;
            }
        }
        writeln!(out)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Check<'r> {
    schema_version: u32,
    files: Vec<File<'r>>,
    /// Absent where every path could be read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'r [PathError],
    summary: Summary,
    /// Absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline<'r>>,
    policy_digest: &'r str,
    core_version: &'static str,
}

#[derive(Serialize)]
struct Baseline<'r> {
    path: &'r str,
    /// Documents that nothing blocks but what it knows.
    documents: usize,
    /// Findings it knows.
    findings: usize,
    stale: &'r [Entry],
}

/// A document and what was found in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File<'r> {
    path: &'r str,
    document: usize,
    kind: Option<&'static str>,
    id: Option<&'r str>,
    ok: bool,
    findings: Vec<Shown<'r>>,
    /// Of a page; absent for everything else.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    rules: &'r [RuleResult],
    facts: &'r Facts,
    omitted_findings: usize,
    suppressed_findings: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'r> {
    New(&'r Finding),
    Known {
        #[serde(flatten)]
        finding: &'r Finding,
        baselined: bool,
    },
}

impl<'r> Check<'r> {
    fn of(run: &Run<'r>) -> Self {
        let summary = run.summary();
        Self {
            schema_version: REPORT_SCHEMA_VERSION,
            files: run.documents.iter().copied().map(File::of).collect(),
            errors: run.unreadable,
            summary,
            baseline: run.baseline.map(|matched| Baseline {
                path: &matched.path,
                documents: summary.baselined,
                findings: summary.baselined_findings,
                stale: &matched.stale,
            }),
            policy_digest: run.policy.digest(),
            core_version: preflight_core::VERSION,
        }
    }
}

impl<'r> File<'r> {
    pub(super) fn of(document: &'r Document) -> Self {
        let report = &document.report;
        let findings = document.all_findings();
        Self {
            path: &document.path,
            document: document.ordinal,
            kind: report.kind,
            id: report.id.as_deref(),
            ok: report.ok,
            findings: findings
                .map(|(finding, baselined)| {
                    if baselined {
                        Shown::Known { finding, baselined }
                    } else {
                        Shown::New(finding)
                    }
                })
                .collect(),
            rules: &report.rules,
            facts: &report.facts,
            omitted_findings: report.omitted_findings,
            suppressed_findings: report.suppressed_findings,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PublishEnd<'r> {
    /// Absent where every path could be read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'r [PathError],
    #[serde(skip_serializing_if = "Option::is_none")]
    sandbox: Option<&'r Holdings>,
    /// Absent where the run was written down nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    audit: Option<&'r Written<'r>>,
    summary: Map<String, Value>,
    metrics: &'r Metrics,
}

/// A manifest and what became of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item<'r> {
    path: &'r str,
    document: usize,
    kind: Option<&'static str>,
    id: Option<&'r str>,
    outcome: Outcome,
    remote_id: Option<&'r str>,
    attempts: u32,
    latency_ms: u64,
    side_effects: &'r [SideEffect],
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'r Problem>,
}

impl<'r> From<&'r ItemReport> for Item<'r> {
    fn from(report: &'r ItemReport) -> Self {
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

impl<'r> PublishEnd<'r> {
    fn of(finished: &'r Finished<'r>) -> Self {
        Self {
            errors: finished.unreadable,
            sandbox: finished.sandbox,
            audit: finished.audit.as_ref(),
            summary: summary(finished),
            metrics: finished.metrics,
        }
    }
}

/// A publish in a few numbers.
pub(super) fn summary(finished: &Finished<'_>) -> Map<String, Value> {
    let mut summary = Map::new();
    summary.insert("items".to_owned(), finished.tally.items.into());
    for (outcome, count) in finished.tally.counts() {
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
    summary
}

/// To the nearest millisecond.
fn milliseconds(duration: Duration) -> u64 {
    let rounded = duration + Duration::from_micros(500);
    u64::try_from(rounded.as_millis()).unwrap_or(u64::MAX)
}
