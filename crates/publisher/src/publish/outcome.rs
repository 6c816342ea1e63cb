//! What became of one item, as data; how it is shown is for others to decide.

use std::time::Duration;

use preflight_core::{Finding, Kind, Severity};
use serde::Serialize;

use super::client;
use super::decide::retry::BUDGET;
use super::fields::FieldProblem;
use super::guidance;
use super::trace::Trace;
use super::trouble::Trouble;
use crate::exit::Exit;

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The server holds it, and did not before.
    Published,
    /// The card went into its conversation.
    Delivered,
    /// The variables were set.
    Updated,
    /// The server held the same before.
    AlreadyPublished,
    /// The server holds something else under the same name.
    Conflict,
    /// It was not published.
    Failed,
    /// It cannot be published as it is; nothing was sent.
    Blocked,
    /// It may have been published.
    Ambiguous,
    /// It was not tried.
    Skipped,
}

/// Every outcome, the good ones first.
pub(crate) const OUTCOMES: &[Outcome] = &[
    Outcome::Published,
    Outcome::Delivered,
    Outcome::Updated,
    Outcome::AlreadyPublished,
    Outcome::Conflict,
    Outcome::Failed,
    Outcome::Ambiguous,
    Outcome::Blocked,
    Outcome::Skipped,
];

impl Outcome {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Delivered => "delivered",
            Self::Updated => "updated",
            Self::AlreadyPublished => "already-published",
            Self::Conflict => "conflict",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Ambiguous => "ambiguous",
            Self::Skipped => "skipped",
        }
    }

    /// Whether the server now holds what the author wrote.
    pub(crate) fn is_good(self) -> bool {
        matches!(
            self,
            Self::Published | Self::Delivered | Self::Updated | Self::AlreadyPublished
        )
    }
}

/// What went wrong, and what a person does about it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Problem {
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) correlation_id: Option<String>,
    /// Why, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cause: Option<String>,
    pub(crate) next_step: String,
    /// What the server says about single fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<FieldProblem>,
    /// How many findings block it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) findings: Option<usize>,
    /// The first of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<String>,
    /// The exit code that this problem alone would give.
    #[serde(skip)]
    pub(crate) exit: Exit,
    /// Whether every other item would meet it too.
    #[serde(skip)]
    pub(crate) stops_all: bool,
}

impl Problem {
    /// A problem that is not the answer to a request.
    pub(crate) fn new(
        exit: Exit,
        message: impl Into<String>,
        next_step: impl Into<String>,
    ) -> Self {
        Self {
            message: message.into(),
            status: None,
            code: None,
            correlation_id: None,
            cause: None,
            next_step: next_step.into(),
            fields: Vec::new(),
            findings: None,
            messages: Vec::new(),
            exit,
            stops_all: false,
        }
    }

    /// A call of `kind`'s flow that failed.
    pub(crate) fn of(error: &client::Error, kind: Kind) -> Self {
        let refusal = error.trouble().and_then(Trouble::refusal);
        let exit = match error {
            client::Error::Auth(error) => error.exit(),
            client::Error::Unknown { .. } => Exit::Ambiguous,
            client::Error::Failed { .. } if error.refused_with() == Some(403) => {
                Exit::Authentication
            }
            client::Error::Failed {
                trouble: Trouble::NotTunnelled { why, .. },
                ..
            } if !why.is_temporary() => Exit::Authentication,
            client::Error::Failed { .. } if error.refused_with() == Some(409) => Exit::Conflict,
            client::Error::Failed { trouble, .. } if trouble.event().is_temporary() => {
                Exit::Temporary
            }
            client::Error::Failed { .. } => Exit::Partial,
            client::Error::Unwritten(_) => Exit::Failure,
            client::Error::Stopped => Exit::Done,
        };
        let advice = guidance::advice(error, kind);
        Self {
            status: error.trouble().and_then(Trouble::status),
            code: refusal.and_then(|refusal| refusal.code.clone()),
            correlation_id: refusal.and_then(|refusal| refusal.correlation_id.clone()),
            stops_all: stops_all(error),
            cause: advice.cause.map(str::to_owned),
            ..Self::new(exit, error.to_string(), advice.next_step)
        }
    }

    /// A manifest with findings that block it.
    pub(crate) fn findings(findings: &[Finding], omitted: usize) -> Self {
        const SHOWN: usize = 3;
        let blocking = || {
            findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
        };
        let count = blocking().count() + omitted;
        let plural = if count == 1 { " blocks" } else { "s block" };
        Self {
            findings: Some(count),
            messages: blocking()
                .take(SHOWN)
                .map(|finding| format!("{}: {}", finding.rule, finding.message))
                .collect(),
            ..Self::new(
                Exit::Findings,
                format!("{count} finding{plural} it."),
                "Mend it; `preflight check` shows where.",
            )
        }
    }
}

/// Whether every other item would meet the same error.
fn stops_all(error: &client::Error) -> bool {
    match error {
        client::Error::Auth(_) | client::Error::Unwritten(_) => true,
        client::Error::Failed { trouble, .. } | client::Error::Unknown { trouble, .. } => {
            match trouble {
                // Who has to wait longer than a run is worth had better come back.
                Trouble::Refused { refusal, .. } => {
                    matches!(refusal.status, 429 | 503)
                        && refusal.retry_after.is_some_and(|wait| wait > BUDGET)
                }
                Trouble::Away { .. } => true,
                _ => false,
            }
        }
        client::Error::Stopped => false,
    }
}

/// Something that follows a publish and can never undo or hide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SideEffect {
    pub(crate) name: &'static str,
    pub(crate) outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) detail: Option<String>,
}

impl SideEffect {
    /// Whether it is to be tried again: somebody was not told. A preview that failed has said what it had to say.
    pub(crate) fn is_owed(&self) -> bool {
        self.outcome == "failed" && self.name != "preview"
    }

    /// Whether it did not happen as it should have.
    pub(crate) fn has_failed(&self) -> bool {
        matches!(self.outcome, "failed" | "timeout")
    }
}

/// What a flow concludes.
#[derive(Debug)]
pub(crate) struct Conclusion {
    pub(crate) outcome: Outcome,
    pub(crate) remote_id: Option<String>,
    pub(crate) problem: Option<Problem>,
}

impl Conclusion {
    /// It went well.
    pub(super) fn good(outcome: Outcome, remote_id: Option<String>) -> Self {
        Self {
            outcome,
            remote_id,
            problem: None,
        }
    }

    /// A call decided it for the worse.
    pub(super) fn of(error: &client::Error, kind: Kind) -> Self {
        Self {
            outcome: match error {
                client::Error::Unknown { .. } => Outcome::Ambiguous,
                client::Error::Failed { .. } if error.refused_with() == Some(409) => {
                    Outcome::Conflict
                }
                client::Error::Auth(_) | client::Error::Failed { .. } => Outcome::Failed,
                client::Error::Unwritten(_) | client::Error::Stopped => Outcome::Skipped,
            },
            remote_id: None,
            problem: Some(Problem::of(error, kind)),
        }
    }
}

/// What became of one item.
#[derive(Debug)]
pub(crate) struct ItemReport {
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// The line on which it begins.
    pub(crate) line: usize,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) kind: Option<&'static str>,
    pub(crate) id: Option<String>,
    pub(crate) outcome: Outcome,
    pub(crate) remote_id: Option<String>,
    /// The most attempts that one of its requests took: 1 where every request went through the first time, 0 where
    /// none was sent.
    pub(crate) attempts: u32,
    /// From its first request to its outcome, waits included, side effects not.
    pub(crate) latency: Duration,
    pub(crate) side_effects: Vec<SideEffect>,
    /// The id of the last request before its outcome.
    pub(crate) request_id: Option<String>,
    pub(crate) problem: Option<Problem>,
    /// Every attempt of every request.
    pub(crate) trace: Trace,
}

impl ItemReport {
    /// The exit code that this item alone would give.
    pub(crate) fn exit(&self) -> Exit {
        self.problem
            .as_ref()
            .map_or(Exit::Done, |problem| problem.exit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_json_says_and_each_is_listed_once() {
        for outcome in OUTCOMES {
            let json = serde_json::to_value(outcome).expect("a name");
            assert_eq!(json, outcome.name());
            assert_eq!(OUTCOMES.iter().filter(|other| *other == outcome).count(), 1);
        }
        assert_eq!(OUTCOMES.len(), 9);
    }
}
