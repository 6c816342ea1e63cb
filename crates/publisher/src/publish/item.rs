//! One manifest of a batch: its payload, or why there is none that can be sent.

use std::time::Duration;

use preflight_core::VerifiedPayload;

use super::flows;
use super::outcome::{ItemReport, Outcome, Problem};
use super::trace::Trace;
use crate::input::{Document, Source};

/// One manifest of a batch.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) kind: Option<&'static str>,
    pub(crate) id: Option<String>,
    source: Option<Source>,
    plan: Plan,
}

#[derive(Debug)]
enum Plan {
    Send(VerifiedPayload),
    Blocked(Problem),
}

impl Item {
    /// Takes the payload out of a checked document, or says why there is none that can be sent.
    pub(crate) fn of(document: &mut Document) -> Self {
        let report = &document.report;
        let plan = match document.payload.take() {
            Some(payload) => match flows::obstacle(&payload) {
                None => Plan::Send(payload),
                Some(obstacle) => Plan::Blocked(obstacle),
            },
            None => Plan::Blocked(Problem::findings(&report.findings, report.omitted_findings)),
        };
        Self {
            path: document.path.clone(),
            ordinal: document.ordinal,
            label: document.label(),
            kind: report.kind,
            id: report.id.clone(),
            source: Some(document.text()),
            plan,
        }
    }

    /// The text of its manifest.
    pub(super) fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Does not send it after all.
    pub(crate) fn block(&mut self, problem: Problem) {
        self.plan = Plan::Blocked(problem);
    }

    /// The payload, where it can be sent.
    pub(crate) fn payload(&self) -> Option<&VerifiedPayload> {
        match &self.plan {
            Plan::Send(payload) => Some(payload),
            Plan::Blocked(_) => None,
        }
    }

    /// Why it cannot be sent, where it cannot.
    pub(super) fn obstacle(&self) -> Option<&Problem> {
        match &self.plan {
            Plan::Send(_) => None,
            Plan::Blocked(problem) => Some(problem),
        }
    }

    pub(super) fn report(&self, outcome: Outcome, problem: Option<Problem>) -> ItemReport {
        ItemReport {
            path: self.path.clone(),
            ordinal: self.ordinal,
            label: self.label.clone(),
            kind: self.kind,
            id: self.id.clone(),
            outcome,
            remote_id: None,
            attempts: 0,
            latency: Duration::ZERO,
            side_effects: Vec::new(),
            request_id: None,
            problem,
            trace: Trace::default(),
        }
    }

    /// The report of an item that is not tried.
    pub(super) fn left(&self, reason: &Problem) -> ItemReport {
        match &self.plan {
            Plan::Blocked(problem) => self.report(Outcome::Blocked, Some(problem.clone())),
            Plan::Send(_) => self.report(Outcome::Skipped, Some(reason.clone())),
        }
    }
}
