//! One manifest of a batch: its payload, or why there is none that can be sent.

use std::time::Duration;

use preflight_core::{Kind, VerifiedPayload};

use super::flows;
use super::outcome::{Conclusion, ItemReport, Outcome, Problem};
use super::trace::Trace;
use crate::digest::Digest;
use crate::exit::Exit;
use crate::input::{self, Document, Source};
use crate::journal::state::State;
use crate::journal::store::{Entry, Planned, Timestamp};
use crate::journal::subject::{Destination, Matter, Subject};
use crate::journal::take_up::Taken;

/// One manifest of a batch.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// The line on which it begins.
    pub(crate) line: usize,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) kind: Option<&'static str>,
    pub(crate) id: Option<String>,
    source: Option<Source>,
    plan: Plan,
    /// When an earlier run sent something that may still be on its way.
    sent: Option<Timestamp>,
    /// Whether an earlier run published it, and ended before what follows.
    is_owed: bool,
    /// What it was about when its batch was begun, where that is to be blocked with it.
    was_about: Option<Subject>,
}

#[derive(Debug)]
enum Plan {
    Send(VerifiedPayload),
    /// An earlier run sent it, and ended before what follows; it cannot be looked for.
    FollowUp(VerifiedPayload, Option<String>),
    /// The journal knows already what becomes of it.
    Known(Option<VerifiedPayload>, Box<Known>),
    Blocked(Box<Problem>),
    /// It could be sent, but it is not: its text was not read again.
    Unread,
}

/// What is known of an item that was not read again.
#[derive(Debug)]
pub(super) struct Unread<'u> {
    pub(super) path: &'u str,
    pub(super) ordinal: usize,
    pub(super) line: usize,
    pub(super) kind: Option<Kind>,
    pub(super) id: Option<&'u str>,
}

/// What becomes of an item without anything being sent.
#[derive(Debug)]
struct Known {
    outcome: Outcome,
    remote_id: Option<String>,
    problem: Option<Problem>,
}

impl Item {
    /// Takes the payload out of a checked document, or says why there is none that can be sent.
    pub(crate) fn of(document: &mut Document) -> Self {
        let report = &document.report;
        let plan = match document.payload.take() {
            Some(payload) => match flows::obstacle(&payload) {
                None => Plan::Send(payload),
                Some(obstacle) => Plan::Blocked(Box::new(obstacle)),
            },
            None => Plan::Blocked(Box::new(Problem::findings(
                &report.findings,
                report.omitted_findings,
            ))),
        };
        Self {
            path: document.path.clone(),
            ordinal: document.ordinal,
            line: document.base.line,
            label: document.label(),
            kind: report.kind,
            id: report.id.clone(),
            source: Some(document.text()),
            plan,
            sent: None,
            is_owed: false,
            was_about: None,
        }
    }

    /// One of which only so much is known.
    pub(super) fn unread(known: &Unread<'_>) -> Self {
        Self {
            path: known.path.to_owned(),
            ordinal: known.ordinal,
            line: known.line,
            label: input::label(known.path, known.line),
            kind: known.kind.map(Kind::name),
            id: known.id.map(str::to_owned),
            source: None,
            plan: Plan::Unread,
            sent: None,
            is_owed: false,
            was_about: None,
        }
    }

    /// One that a batch was begun with, and that is not there any more.
    pub(crate) fn missing(entry: &Entry, problem: Problem) -> Self {
        let mut item = Self::unread(&Unread {
            path: &entry.path,
            ordinal: entry.ordinal,
            line: entry.ordinal,
            kind: entry.kind,
            id: entry.id.as_deref(),
        });
        item.block(problem);
        item.was_about(entry.subject);
        item
    }

    /// One that was built again.
    pub(super) fn rebuilt(known: &Unread<'_>, payload: VerifiedPayload, source: Source) -> Self {
        Self {
            source: Some(source),
            plan: Plan::Send(payload),
            ..Self::unread(known)
        }
    }

    /// The text of its manifest.
    pub(super) fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Does not send it after all.
    pub(crate) fn block(&mut self, problem: Problem) {
        self.plan = Plan::Blocked(Box::new(problem));
    }

    /// Does not send it after all, unless it is known already what becomes of it.
    pub(super) fn block_unless_settled(&mut self, problem: impl FnOnce() -> Problem) {
        if !matches!(self.plan, Plan::Known(..) | Plan::Blocked(_)) {
            self.block(problem());
        }
    }

    /// Blocks what it was about when its batch was begun, too, and not only the manifest as it is now.
    pub(crate) fn was_about(&mut self, subject: Subject) {
        self.was_about = Some(subject);
    }

    /// Why it cannot be sent, where it cannot be.
    pub(super) fn obstacle(&self) -> Option<&Problem> {
        match &self.plan {
            Plan::Blocked(problem) => Some(problem),
            _ => None,
        }
    }

    /// The payload, where there is something to do with it.
    pub(crate) fn payload(&self) -> Option<&VerifiedPayload> {
        match &self.plan {
            Plan::Send(payload) | Plan::FollowUp(payload, _) => Some(payload),
            Plan::Known(..) | Plan::Blocked(_) | Plan::Unread => None,
        }
    }

    /// The payload, whether there is something to do with it or not.
    pub(super) fn content(&self) -> Option<&VerifiedPayload> {
        match &self.plan {
            Plan::Send(payload) | Plan::FollowUp(payload, _) => Some(payload),
            Plan::Known(payload, _) => payload.as_ref(),
            Plan::Blocked(_) | Plan::Unread => None,
        }
    }

    /// What becomes of it without anything being sent.
    pub(super) fn settled(&self) -> Option<ItemReport> {
        match &self.plan {
            Plan::Send(_) | Plan::FollowUp(..) | Plan::Unread => None,
            Plan::Known(_, known) => Some(ItemReport {
                remote_id: known.remote_id.clone(),
                ..self.report(known.outcome, known.problem.clone())
            }),
            Plan::Blocked(problem) => {
                Some(self.report(Outcome::Blocked, Some(Problem::clone(problem))))
            }
        }
    }

    /// The conclusion of an earlier run, where only what follows is left to do.
    pub(super) fn concluded_before(&self) -> Option<Conclusion> {
        match &self.plan {
            Plan::FollowUp(_, remote_id) => {
                Some(Conclusion::good(Outcome::Delivered, remote_id.clone()))
            }
            _ => None,
        }
    }

    /// Whether an earlier run published it, and ended before what follows.
    pub(super) fn is_owed(&self) -> bool {
        self.is_owed
    }

    /// When an earlier run sent something that may still be on its way.
    pub(super) fn sent(&self) -> Option<Timestamp> {
        self.sent
    }

    /// What it is about, in the journal.
    pub(super) fn subject(&self, destination: &Destination) -> Subject {
        self.was_about
            .filter(|_| self.content().is_none())
            .unwrap_or_else(|| Subject::at(destination, self.matter()))
    }

    /// What it is about, wherever it goes.
    pub(super) fn matter(&self) -> Matter {
        match self.content() {
            Some(payload) => {
                let place = || format!("{}:{}", self.path, self.ordinal);
                Matter::of(payload, &self.id.clone().unwrap_or_else(place))
            }
            None => Matter::of_manifest(&self.path, self.ordinal),
        }
    }

    /// The digest of its payload.
    pub(crate) fn digest(&self) -> Option<Digest> {
        self.content().map(Digest::of_payload)
    }

    /// It as the journal takes it up.
    pub(crate) fn planned(&self, destination: &Destination) -> Planned {
        Planned {
            subject: self.subject(destination),
            digest: self.digest(),
            kind: self.kind.and_then(Kind::from_name),
            id: self.id.clone(),
            path: self.path.clone(),
            ordinal: self.ordinal,
            state: match self.plan {
                Plan::Blocked(_) => State::Blocked,
                _ => State::Validated,
            },
        }
    }

    /// Leaves it as the server has it.
    pub(crate) fn leave(&mut self, remote_id: Option<String>) {
        self.take_up(Taken::Done { remote_id });
    }

    /// Whether nothing is done about it, as is known already.
    pub(super) fn is_left(&self) -> bool {
        matches!(self.plan, Plan::Known(..))
    }

    /// Does what the journal says of it.
    pub(super) fn take_up(&mut self, taken: Taken) {
        let known = match taken {
            Taken::Ours { sent } => {
                self.sent = sent;
                return;
            }
            Taken::Unfollowed { .. }
                if self.kind.and_then(Kind::from_name) != Some(Kind::RichCard) =>
            {
                self.is_owed = true;
                return;
            }
            Taken::Unfollowed { remote_id } => {
                self.replan(|payload| Plan::FollowUp(payload, remote_id));
                return;
            }
            Taken::Done { remote_id } => Known {
                outcome: Outcome::AlreadyPublished,
                remote_id,
                problem: None,
            },
            Taken::Busy { run } => Known::problem(
                Outcome::Skipped,
                Exit::Temporary,
                format!("Another run ({run}) is at work on it."),
                "Run the same command again when that one is over.",
            ),
            Taken::Unknown { run } => Known::problem(
                Outcome::Ambiguous,
                Exit::Ambiguous,
                format!(
                    "An earlier run{} sent it and did not learn whether it arrived; it was not sent again.",
                    run.map_or_else(String::new, |run| format!(" ({run})"))
                ),
                "Look into the conversation, then tell by `preflight reconcile --delivered` or `--not-delivered`.",
            ),
            Taken::Elsewhere { path } => Known::problem(
                Outcome::Conflict,
                Exit::Conflict,
                format!(
                    "Its message id was used before for other content ({path}); it was not sent."
                ),
                "Give the manifest another id or messageId: the same one means the same message.",
            ),
        };
        match self.plan {
            Plan::Unread => self.plan = Plan::Known(None, Box::new(known)),
            _ => self.replan(|payload| Plan::Known(Some(payload), Box::new(known))),
        }
    }

    fn replan(&mut self, plan: impl FnOnce(VerifiedPayload) -> Plan) {
        self.plan = match std::mem::replace(&mut self.plan, Plan::Unread) {
            Plan::Send(payload) | Plan::FollowUp(payload, _) | Plan::Known(Some(payload), _) => {
                plan(payload)
            }
            other => other,
        };
    }

    pub(super) fn report(&self, outcome: Outcome, problem: Option<Problem>) -> ItemReport {
        ItemReport {
            path: self.path.clone(),
            ordinal: self.ordinal,
            line: self.line,
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
        self.settled()
            .unwrap_or_else(|| self.report(Outcome::Skipped, Some(reason.clone())))
    }
}

impl Known {
    fn problem(
        outcome: Outcome,
        exit: Exit,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Self {
        Self {
            outcome,
            remote_id: None,
            problem: Some(Problem::new(exit, message, next_step)),
        }
    }
}
