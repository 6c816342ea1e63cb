//! What a report says beside its findings: paths that could not be read, items that were not published, and the like.
//!
//! These are no findings, since no rule made them and no change of a document mends them; each format has its own
//! place for them.

use preflight_core::Severity;

use super::counted;
use super::run::{Run, Work};
use crate::baseline::{Matched, Name};
use crate::input::{Document, PathError};
use crate::publish::{Finished, ItemReport, Outcome, Problem, Skipped};

/// A sort of notice.
#[derive(Debug)]
pub(super) struct Topic {
    /// The stable id.
    pub(super) id: &'static str,
    pub(super) severity: Severity,
    /// What it means, in one sentence.
    pub(super) summary: &'static str,
}

/// Something that a reader has to know beside the findings.
#[derive(Debug)]
pub(super) struct Notice<'r> {
    pub(super) topic: &'static Topic,
    /// The path and the line it is about; none where it is about the run.
    pub(super) place: Option<(&'r str, usize)>,
    pub(super) message: String,
}

const fn topic(id: &'static str, severity: Severity, summary: &'static str) -> Topic {
    Topic {
        id,
        severity,
        summary,
    }
}

static UNREADABLE: Topic = topic("unreadable", Severity::Error, "A path cannot be read.");
static OMITTED: Topic = topic(
    "omitted-findings",
    Severity::Error,
    "A document has more findings than are kept.",
);
static STALE: Topic = topic(
    "stale-baseline",
    Severity::Info,
    "An entry of the baseline is found no more.",
);
static BLOCKED: Topic = topic("blocked", Severity::Error, "An item cannot be sent.");
static CONFLICT: Topic = topic(
    "conflict",
    Severity::Error,
    "The server holds something else under the same name.",
);
static FAILED: Topic = topic("failed", Severity::Error, "An item was not published.");
static AMBIGUOUS: Topic = topic(
    "ambiguous",
    Severity::Error,
    "An item may or may not have been published.",
);
static SKIPPED: Topic = topic("skipped", Severity::Info, "Items were not tried.");
static SIDE_EFFECT: Topic = topic(
    "side-effect",
    Severity::Warning,
    "Something that follows a publish did not happen.",
);
static STOPPED: Topic = topic("stopped", Severity::Error, "The run was stopped.");

/// Everything a report of the run has to say beside its findings.
pub(super) fn of<'r>(run: &Run<'r>) -> Vec<Notice<'r>> {
    let mut notices: Vec<Notice<'r>> = run.unreadable.iter().map(unreadable).collect();
    notices.extend(run.documents.iter().copied().filter_map(omitted));
    notices.extend(run.baseline.and_then(stale));
    if let Work::Publish(finished) = run.work {
        outcomes(finished, &mut notices);
    }
    notices
}

fn unreadable(error: &PathError) -> Notice<'_> {
    Notice {
        topic: &UNREADABLE,
        place: Some((&error.path, 1)),
        message: error.to_string(),
    }
}

fn omitted(document: &Document) -> Option<Notice<'_>> {
    let omitted = document.report.omitted_findings;
    (omitted > 0).then(|| Notice {
        topic: &OMITTED,
        place: Some((&document.path, document.base.line)),
        message: format!(
            "{} left out; mend those that are shown and check again.",
            if omitted == 1 {
                "1 more finding is".to_owned()
            } else {
                format!("{omitted} more findings are")
            }
        ),
    })
}

fn stale(matched: &Matched) -> Option<Notice<'_>> {
    Some(Notice {
        topic: &STALE,
        place: Some((&matched.path, 1)),
        message: stale_words(matched)?,
    })
}

/// What a person is told about entries of a baseline that are found no more; nothing where all are found.
pub(crate) fn stale_words(matched: &Matched) -> Option<String> {
    const SHOWN: usize = 10;
    let count = matched.stale.len();
    if count == 0 {
        return None;
    }
    let (entries, they) = if count == 1 {
        ("1 entry is", "it")
    } else {
        (&*format!("{count} entries are"), "them")
    };
    let mut shown: Vec<String> = matched
        .stale
        .iter()
        .take(SHOWN)
        .map(|entry| {
            let document = match &entry.document {
                Name::Id(id) => id.clone(),
                Name::Ordinal(ordinal) => format!("document {ordinal}"),
            };
            let (path, rule, pointer) = (&entry.path, &entry.rule, &entry.pointer);
            format!("{path} ({document}) {rule} {pointer}")
                .trim_end()
                .to_owned()
        })
        .collect();
    if count > SHOWN {
        shown.push(format!("and {} more", count - SHOWN));
    }
    Some(format!(
        "{entries} found no more; --write-baseline removes {they}: {}",
        shown.join("; ")
    ))
}

fn outcomes<'r>(finished: &Finished<'r>, notices: &mut Vec<Notice<'r>>) {
    for report in finished.reports {
        let field = report
            .problem
            .iter()
            .flat_map(|problem| &problem.fields)
            .find_map(|field| field.span);
        let line = field.map_or(report.line, |span| span.start.line);
        let place = Some((report.path.as_str(), line));
        if let Some(problem) = &report.problem
            && let Some(topic) = topic_of(report, problem)
        {
            notices.push(Notice {
                topic,
                place,
                message: words(report, problem),
            });
        }
        for effect in report
            .side_effects
            .iter()
            .filter(|effect| effect.has_failed())
        {
            let detail = effect.detail.as_deref().unwrap_or("no reason was given");
            notices.push(Notice {
                topic: &SIDE_EFFECT,
                place,
                message: format!("{} {}: {detail}", effect.name, effect.outcome),
            });
        }
    }
    if let Some(Skipped { count, reason }) = &finished.tally.skipped {
        notices.push(Notice {
            topic: &SKIPPED,
            place: None,
            message: format!(
                "{} skipped: {} {}",
                counted(*count, "item"),
                reason.message,
                reason.next_step
            ),
        });
    }
    if let Some(stop) = finished.stop {
        notices.push(Notice {
            topic: &STOPPED,
            place: None,
            message: format!(
                "{} stopped the run; what is skipped can be sent by another.",
                stop.name()
            ),
        });
    }
}

/// The topic of an item that went wrong; none where its findings say it, or where the reason is that of others too.
fn topic_of(report: &ItemReport, problem: &Problem) -> Option<&'static Topic> {
    match report.outcome {
        Outcome::Conflict => Some(&CONFLICT),
        Outcome::Failed => Some(&FAILED),
        Outcome::Ambiguous => Some(&AMBIGUOUS),
        Outcome::Blocked if problem.findings.is_none() => Some(&BLOCKED),
        _ => None,
    }
}

/// What went wrong with an item, and what a person does about it.
pub(super) fn words(report: &ItemReport, problem: &Problem) -> String {
    let name = report.id.as_deref().unwrap_or(&report.label);
    let mut words = format!("{name}: {}", problem.message);
    if let Some(cause) = &problem.cause {
        words.push_str(if words.ends_with('.') { " " } else { ". " });
        words.push_str(cause);
    }
    words.push(' ');
    words.push_str(&problem.next_step);
    if let Some(correlation_id) = &problem.correlation_id {
        words.push_str(" Correlation id: ");
        words.push_str(correlation_id);
    }
    words
}
