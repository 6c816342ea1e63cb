//! What a report is made of, whatever its format.

use preflight_core::Policy;
use serde::Serialize;

use crate::exit::Exit;
use crate::input::{Document, PathError};
use crate::publish::Finished;

/// A run that is over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'r> {
    /// The documents with their findings.
    pub(crate) documents: &'r [Document],
    /// The paths that could not be read.
    pub(crate) unreadable: &'r [PathError],
    /// What was judged by.
    pub(crate) policy: &'r Policy,
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
    /// They were published: as many items as documents, in the same order.
    Publish(&'r Finished<'r>),
}

impl Run<'_> {
    /// Counts.
    pub(super) fn summary(&self) -> Summary {
        Summary::of(self.documents)
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self.work {
            Work::Check { .. } => exit_of(self.summary(), self.unreadable),
            Work::Publish(finished) => finished.exit(),
        }
    }
}

/// Documents and findings, counted.
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
}

impl Summary {
    /// Counts.
    pub(crate) fn of(documents: &[Document]) -> Self {
        documents.iter().fold(Self::default(), |mut sum, document| {
            let report = &document.report;
            let findings = report.summary();
            sum.documents += 1;
            sum.ok += usize::from(report.ok);
            sum.blocked += usize::from(!report.ok);
            sum.errors += findings.errors;
            sum.warnings += findings.warnings;
            sum.infos += findings.infos;
            sum.suppressed += report.suppressed_findings;
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
