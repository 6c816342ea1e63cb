//! `JUnit` XML: a suite for each file, a case for each document.
//!
//! A case has one failure at most, which lists everything: readers differ in what they make of several. Its name holds
//! no line and no rule, so that a platform knows it again in the next run, and is unlike all others, since GitLab drops
//! cases that share one.

mod xml;

use std::fmt::Write as _;
use std::io::{self, Write};

use preflight_core::{Finding, Severity};

use super::notice::words;
use super::run::{Run, Work};
use super::{Keeps, Reporter, counted, visible};
use crate::input::{self, Document, Root};
use crate::publish::{ItemReport, Outcome};
use xml::{Attribute, Text};

/// Prints suites and cases.
#[derive(Debug)]
pub(super) struct Junit;

/// The documents of one file, or a path that could not be read.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    /// From the root of the repository.
    file: String,
    /// In seconds; a check measures none.
    time: Option<f64>,
    verdict: Option<Verdict>,
    output: String,
}

/// Why a case did not pass.
struct Verdict {
    element: Element,
    /// What sort of reason.
    kind: &'static str,
    /// The reason in a few words.
    message: String,
    details: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    /// It is not as it should be.
    Failure,
    /// Nobody could tell.
    Error,
    Skipped,
}

impl Element {
    fn name(self) -> &'static str {
        match self {
            Self::Failure => "failure",
            Self::Error => "error",
            Self::Skipped => "skipped",
        }
    }
}

impl Reporter for Junit {
    fn keeps(&self) -> Keeps {
        Keeps::Everything
    }

    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let suites = suites(run);
        let name = format!("preflight {}", run.command());
        let all = suites.iter().flat_map(|suite| &suite.cases);
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(out, "<testsuites {}>", attributes(&name, &all, false))?;
        for suite in &suites {
            let attributes = attributes(&suite.name, &suite.cases.iter(), true);
            writeln!(out, "  <testsuite {attributes}>")?;
            for case in &suite.cases {
                case.write(out, run.command())?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

fn suites(run: &Run<'_>) -> Vec<Suite> {
    let root = Root::of_repository();
    let mut suites: Vec<Suite> = Vec::new();
    let mut add = |path: &str, case: Case| {
        // The documents of one file follow each other.
        match suites.last_mut().filter(|suite| suite.name == path) {
            Some(suite) => suite.cases.push(case),
            None => suites.push(Suite {
                name: path.to_owned(),
                cases: vec![case],
            }),
        }
    };
    match run.work {
        Work::Check { .. } => {
            for document in run.documents {
                add(&document.path, Case::of(document, None, &root));
            }
        }
        Work::Publish(finished) => {
            let mut documents = run.documents.iter().peekable();
            for report in finished.reports {
                // They are in the same order, and an item that is not there any more has none.
                let is_its = |document: &&&Document| {
                    document.path == report.path && document.ordinal == report.ordinal
                };
                let case = match documents.next_if(is_its) {
                    Some(document) => Case::of(document, Some(report), &root),
                    None => Case::without_document(report, &root),
                };
                add(&report.path, case);
            }
        }
    }
    suites.extend(run.unreadable.iter().map(|error| {
        let message = error.problem.to_string();
        Suite {
            name: error.path.clone(),
            cases: vec![Case {
                name: error.path.clone(),
                file: root.relative(&error.path),
                time: None,
                verdict: Some(Verdict {
                    element: Element::Error,
                    kind: "unreadable",
                    details: format!("{}: {message}\n", error.path),
                    message,
                }),
                output: String::new(),
            }],
        }
    }));
    suites
}

fn attributes<'c>(
    name: &str,
    cases: &(impl Iterator<Item = &'c Case> + Clone),
    with_skipped: bool,
) -> String {
    let count = |element| {
        let is_it = |case: &&Case| {
            let verdict = case.verdict.as_ref();
            verdict.is_some_and(|verdict| verdict.element == element)
        };
        cases.clone().filter(is_it).count()
    };
    let mut attributes = format!(
        r#"name="{}" tests="{}" failures="{}" errors="{}""#,
        Attribute(name),
        cases.clone().count(),
        count(Element::Failure),
        count(Element::Error),
    );
    if with_skipped {
        let _ = write!(attributes, r#" skipped="{}""#, count(Element::Skipped));
    }
    attributes
}

impl Case {
    fn of(document: &Document, report: Option<&ItemReport>, root: &Root) -> Self {
        let (verdict, mut output) = match report {
            None => (findings_against(document), String::new()),
            Some(report) => (outcome(Some(document), report), published(report)),
        };
        for finding in document.findings() {
            if finding.severity != Severity::Error {
                output.push_str(&lines(document, finding));
            }
        }
        let baselined = document.all_findings().filter(|(_, known)| *known).count();
        if baselined > 0 {
            let _ = writeln!(output, "{} in the baseline", counted(baselined, "finding"));
        }
        Self {
            name: name(&document.path, document.ordinal),
            file: root.relative(&document.path),
            time: report
                .filter(|report| report.attempts > 0)
                .map(|report| report.latency.as_secs_f64()),
            verdict,
            output,
        }
    }

    fn without_document(report: &ItemReport, root: &Root) -> Self {
        Self {
            name: name(&report.path, report.ordinal),
            file: root.relative(&report.path),
            time: None,
            verdict: outcome(None, report),
            output: published(report),
        }
    }

    fn write(&self, out: &mut dyn Write, command: &str) -> io::Result<()> {
        write!(
            out,
            r#"    <testcase name="{}" classname="preflight.{command}" file="{}""#,
            Attribute(&self.name),
            Attribute(&self.file),
        )?;
        if let Some(time) = self.time {
            write!(out, r#" time="{time:.3}""#)?;
        }
        if self.verdict.is_none() && self.output.is_empty() {
            return writeln!(out, "/>");
        }
        writeln!(out, ">")?;
        if let Some(verdict) = &self.verdict {
            let element = verdict.element.name();
            let message = Attribute(&verdict.message);
            write!(out, r#"      <{element} message="{message}""#)?;
            if verdict.element != Element::Skipped {
                write!(out, r#" type="{}""#, Attribute(verdict.kind))?;
            }
            writeln!(out, ">{}</{element}>", Text(&verdict.details))?;
        }
        if !self.output.is_empty() {
            let output = Text(&self.output);
            writeln!(out, "      <system-out>{output}</system-out>")?;
        }
        writeln!(out, "    </testcase>")
    }
}

/// The findings that block a document, as one failure.
fn findings_against(document: &Document) -> Option<Verdict> {
    let errors: Vec<&Finding> = document
        .findings()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let omitted = document.report.omitted_findings;
    let left_out = || format!("{} left out", counted(omitted, "finding"));
    let (kind, mut message) = match errors.first() {
        Some(first) => (first.rule, format!("{}: {}", first.rule, first.message)),
        // Any of them may be an error.
        None if omitted > 0 => ("omitted-findings", left_out()),
        None => return None,
    };
    if errors.len() > 1 {
        let _ = write!(message, " (and {} more)", errors.len() - 1);
    }
    let mut details: String = errors
        .iter()
        .map(|finding| lines(document, finding))
        .collect();
    if omitted > 0 {
        let _ = writeln!(details, "{}", left_out());
    }
    Some(Verdict {
        element: Element::Failure,
        kind,
        message,
        details,
    })
}

/// What became of an item, where that is not what was wanted.
fn outcome(document: Option<&Document>, report: &ItemReport) -> Option<Verdict> {
    let element = match report.outcome {
        outcome if outcome.is_good() => return None,
        Outcome::Blocked | Outcome::Conflict => Element::Failure,
        Outcome::Skipped => Element::Skipped,
        _ => Element::Error,
    };
    let problem = report.problem.as_ref()?;
    if let Some(verdict) = problem.findings.and(document).and_then(findings_against) {
        return Some(verdict);
    }
    Some(Verdict {
        element,
        kind: report.outcome.name(),
        message: problem.message.clone(),
        details: format!("{}\n", words(report, problem)),
    })
}

/// What a document is called.
fn name(path: &str, ordinal: usize) -> String {
    if input::is_one_a_line(path) {
        format!("{path} #{ordinal}")
    } else {
        path.to_owned()
    }
}

/// What a publish has to say about an item.
fn published(report: &ItemReport) -> String {
    let mut output = format!("outcome: {}\n", report.outcome.name());
    if report.attempts > 0 {
        let _ = writeln!(output, "attempts: {}", report.attempts);
    }
    if let Some(remote_id) = &report.remote_id {
        let _ = writeln!(output, "remote id: {remote_id}");
    }
    for effect in &report.side_effects {
        let detail = effect.detail.as_deref().unwrap_or_default();
        let line = format!("{}: {} {detail}", effect.name, effect.outcome);
        let _ = writeln!(output, "{}", line.trim_end());
    }
    output
}

/// A finding for people, its place first.
fn lines(document: &Document, finding: &Finding) -> String {
    let start = finding.span.start;
    let mut lines = format!(
        "{}:{}:{}: {}[{}]: {}\n",
        visible(&document.path),
        start.line,
        start.column,
        finding.severity.name(),
        finding.rule,
        finding.message
    );
    if !finding.help.is_empty() {
        let _ = writeln!(lines, "  help: {}", finding.help);
    }
    lines
}
