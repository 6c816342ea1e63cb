//! The report of one document.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Class, Fix, Outcome, Severity};
use crate::accessibility::check::{Criterion, Data, Impact, RuleOutcome};
use crate::json::{Pointer, Position, TextSpan};

/// Version of the report's JSON; it grows when a field changes meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

/// One thing a rule says about one place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it weighs under the policy in force.
    pub severity: Severity,
    /// What sort of promise the rule guards.
    pub class: Class,
    /// How sure it is.
    pub outcome: Outcome,
    /// What is wrong, where, and the limit.
    pub message: String,
    /// The next step.
    pub help: String,
    /// The place in the source document, as a JSON pointer.
    pub pointer: Pointer,
    /// The place in the payload, as a JSON pointer; none where the payload has no such place.
    pub payload_pointer: Option<Pointer>,
    /// The place in the source text.
    pub span: TextSpan,
    /// Of a finding on a page, read or drawn: which element, and what keeps whom from what.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub accessibility: Option<Accessibility>,
    /// A change that makes the finding go away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

impl Finding {
    /// The place by which to know it again: its pointer or, on a page, which has no pointers, its selector.
    pub fn place(&self) -> &str {
        match &self.accessibility {
            Some(accessibility) if self.pointer.as_str().is_empty() => &accessibility.selector,
            _ => self.pointer.as_str(),
        }
    }
}

/// What a finding on a page says beyond the rest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accessibility {
    /// The success criteria of WCAG 2.2 that the page fails by it.
    pub wcag: &'static [Criterion],
    /// How much it keeps a person from.
    pub impact: Impact,
    /// A CSS selector that finds the element.
    pub selector: String,
    /// The start of the element, as HTML.
    pub html: String,
    /// What was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
}

/// A finding that a suppression of the policy took out of the report, for those whose formats show it all the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why the team lives with it.
    pub reason: String,
}

/// What a rule says about a whole page, whatever of it is suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RuleResult {
    /// The rule's id.
    pub id: &'static str,
    /// What it says.
    pub outcome: RuleOutcome,
    /// Its findings that a suppression of the policy took away.
    #[serde(skip_serializing_if = "is_zero")]
    pub suppressed: usize,
    /// The success criteria of WCAG 2.2 that a page fails where it breaks the rule.
    pub wcag: &'static [Criterion],
    /// The ids of the W3C's ACT rules that ask the same.
    pub act: &'static [&'static str],
    /// The ids of axe's rules that ask the same.
    pub axe: &'static [&'static str],
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// What was measured: counts and byte lengths by name, such as `bytes` (of the request body as sent) or `depth`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<&'static str, u64>);

impl Facts {
    /// Records a measurement.
    pub fn set(&mut self, name: &'static str, value: usize) {
        self.0.insert(name, value as u64);
    }

    /// A measurement by name.
    pub fn get(&self, name: &str) -> Option<u64> {
        self.0.get(name).copied()
    }
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Findings that block publishing.
    pub errors: usize,
    /// Findings that should be mended.
    pub warnings: usize,
    /// Findings worth knowing.
    pub infos: usize,
}

impl std::ops::AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }
}

/// All findings of one document, its facts, and what they were judged by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of this JSON: [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The kind, where it could be told; `html` for a page.
    pub kind: Option<&'static str>,
    /// The manifest's id, where it has one.
    pub id: Option<String>,
    /// Whether the document may be published: no finding is an error.
    pub ok: bool,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// Findings beyond the first 1,000, by number only; any of them may be an error.
    pub omitted_findings: usize,
    /// Findings that a suppression of the policy took away.
    pub suppressed_findings: usize,
    /// Those of them that are about what a page looks or sounds like; no part of the JSON.
    #[serde(skip)]
    pub suppressed: Vec<Suppressed>,
    /// What each rule about pages says: always of a page, of a drawn payload only where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleResult>,
    /// What was measured.
    pub facts: Facts,
    /// SHA-256 of the policy in force, as lower-case hexadecimal digits.
    pub policy_digest: String,
    /// Version of this crate.
    pub core_version: &'static str,
}

impl Report {
    /// Findings by severity.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for finding in &self.findings {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Info => summary.infos += 1,
            }
        }
        summary
    }

    /// Moves every place to where the document stands in a longer text, as a line of an NDJSON file does.
    pub fn shift(&mut self, base: Position) {
        let suppressed = self.suppressed.iter_mut().map(|one| &mut one.finding);
        for finding in self.findings.iter_mut().chain(suppressed) {
            finding.span = finding.span.after(base);
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.span = edit.span.after(base);
            }
        }
    }

    /// Adds a finding that was made outside the document itself, such as by comparing documents.
    pub(crate) fn add(&mut self, finding: Finding) {
        self.ok &= finding.severity != Severity::Error;
        let position = self
            .findings
            .partition_point(|earlier| earlier.span <= finding.span);
        self.findings.insert(position, finding);
    }

    /// The report as JSON. The same text under the same policy gives the same bytes, on every machine.
    ///
    /// # Panics
    /// Never: every field can be written as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a report holds only strings, numbers and booleans")
    }
}
