//! `check --format json`: everything there is to know, for programs.

use std::io::{self, Write};

use preflight_core::Policy;
use preflight_core::finding::{Facts, Finding, SCHEMA_VERSION};
use serde::Serialize;

use super::Summary;
use crate::input::{Document, Loaded, PathError};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Output<'l> {
    schema_version: u32,
    files: Vec<File<'l>>,
    /// Absent where every path could be read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'l [PathError],
    summary: Summary,
    policy_digest: &'l str,
    core_version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'l> {
    path: &'l str,
    document: usize,
    kind: Option<&'static str>,
    id: Option<&'l str>,
    ok: bool,
    findings: &'l [Finding],
    facts: &'l Facts,
    omitted_findings: usize,
    suppressed_findings: usize,
}

impl<'l> File<'l> {
    fn of(document: &'l Document) -> Self {
        let report = document.checked.report();
        Self {
            path: &document.path,
            document: document.ordinal,
            kind: report.kind,
            id: report.id.as_deref(),
            ok: report.ok,
            findings: &report.findings,
            facts: &report.facts,
            omitted_findings: report.omitted_findings,
            suppressed_findings: report.suppressed_findings,
        }
    }
}

/// Writes the report of a check as one line.
pub(crate) fn write(
    out: &mut impl Write,
    loaded: &Loaded,
    summary: Summary,
    policy: &Policy,
) -> io::Result<()> {
    let output = Output {
        schema_version: SCHEMA_VERSION,
        files: loaded.documents.iter().map(File::of).collect(),
        errors: &loaded.errors,
        summary,
        policy_digest: policy.digest(),
        core_version: preflight_core::VERSION,
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}
