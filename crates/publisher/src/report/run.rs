//! What a report is made of, whatever its format.

use preflight_core::{Policy, Severity};
use serde::Serialize;

use super::notice::{self, Notice};
use crate::baseline::Matched;
use crate::exit::Exit;
use crate::input::{Document, PathError, Verdict};
use crate::publish::Finished;

/// A run that is over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'r> {
    /// The documents with their findings; of a publish those that the format needs.
    pub(crate) documents: &'r [&'r Document],
    /// The paths that could not be read.
    pub(crate) unreadable: &'r [PathError],
    /// What was judged by.
    pub(crate) policy: &'r Policy,
    /// What the findings were compared with; a publish compares with nothing.
    pub(crate) baseline: Option<&'r Matched>,
    /// What was done.
    pub(crate) work: Work<'r>,
}

/// What was done with documents.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work<'r> {
    /// They were checked.
    Check {
        /// What they are.
        noun: &'static str,
    },
    /// They were published.
    Publish(&'r Finished<'r>),
}

impl Run<'_> {
    /// Counts.
    pub(super) fn summary(&self) -> Summary {
        Summary::of(self.documents.iter().copied())
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self.work {
            Work::Check { .. } => exit_of(self.summary(), self.unreadable),
            Work::Publish(finished) => finished.exit(),
        }
    }

    /// What has to be said beside the findings.
    pub(super) fn notices(&self) -> Vec<Notice<'_>> {
        notice::of(self)
    }

    /// The command.
    pub(super) fn command(&self) -> &'static str {
        match self.work {
            Work::Check { .. } => "check",
            Work::Publish(_) => "publish",
        }
    }
}

/// Documents and findings, counted; what a baseline knows counts apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Summary {
    pub(crate) documents: usize,
    pub(crate) ok: usize,
    pub(crate) blocked: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    #[serde(skip)]
    pub(crate) suppressed: usize,
    /// Documents that nothing blocks but what the baseline knows.
    #[serde(skip)]
    pub(crate) baselined: usize,
    /// Findings that the baseline knows.
    #[serde(skip)]
    pub(crate) baselined_findings: usize,
}

impl Summary {
    /// Counts.
    pub(crate) fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        documents
            .into_iter()
            .fold(Self::default(), |mut sum, document| {
                sum.documents += 1;
                match document.verdict() {
                    Verdict::Ok => sum.ok += 1,
                    Verdict::Baselined => sum.baselined += 1,
                    Verdict::Blocked => sum.blocked += 1,
                }
                for (finding, baselined) in document.all_findings() {
                    match finding.severity {
                        _ if baselined => sum.baselined_findings += 1,
                        Severity::Error => sum.errors += 1,
                        Severity::Warning => sum.warnings += 1,
                        Severity::Info => sum.infos += 1,
                    }
                }
                sum.suppressed += document.report.suppressed_findings;
                sum
            })
    }
}

/// The exit code of a command that judges documents.
pub(crate) fn exit_of(summary: Summary, errors: &[PathError]) -> Exit {
    Exit::worst([
        if summary.blocked > 0 {
            Exit::Findings
        } else {
            Exit::Done
        },
        if errors.is_empty() {
            Exit::Done
        } else {
            Exit::Failure
        },
    ])
}
