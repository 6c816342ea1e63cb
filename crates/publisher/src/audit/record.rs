//! What a line says.

use std::borrow::Cow;

use preflight_core::finding::Class;
use preflight_core::{Kind, Severity, VerifiedPayload};
use serde::Serialize;

use super::data::{Attempt, Data, Member};
use super::events::{self, Step};
use super::subject::subject;
use crate::input::Document;
use crate::journal::store::Entry;
use crate::publish::{Item, ItemReport, Outcome, Problem, SideEffect};

/// What a line says, besides when and by which run.
#[derive(Debug)]
pub(crate) struct Record<'r> {
    pub(super) event: &'static str,
    pub(super) kind: Option<&'r str>,
    pub(super) id: Option<&'r str>,
    pub(super) path: &'r str,
    pub(super) outcome: Option<Outcome>,
    pub(super) data: Data<'r>,
}

#[cfg(test)]
impl<'r> Record<'r> {
    /// A line of a test, as long as most are.
    pub(super) fn sample(id: &'r str) -> Self {
        Self {
            event: "card_render_success",
            kind: Some("rich-card"),
            id: Some(id),
            path: "cards/order-confirmation.json",
            outcome: Some(Outcome::Delivered),
            data: Data::default()
                .with(
                    "attempts",
                    Member::Other(serde_json::json!([{
                        "call": "POST /api/v2/guest/conversations/webchat/messages",
                        "number": 1,
                        "requestId": "5f0c1c9a-8f1e-4d3b-9c51-0d6f5a7b2e11",
                        "latencyMs": 12.345,
                        "status": 200,
                    }])),
                )
                .with("conversationId", "8b1a7f2e-0c3d-4e5f-8a9b-1c2d3e4f5a6b")
                .with("messageId", "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11")
                .with("templateId", "order-confirmation-v2")
                .with("totalPipelineLatencyMs", 15.678),
        }
    }
}

/// What governance looks for; the guides' own words.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Compliance {
    governance_flag: &'static str,
    validated_by: &'static str,
}

pub(super) const COMPLIANCE: Compliance = Compliance {
    governance_flag: "UI_CUSTOMIZATION",
    validated_by: "dom_accessibility_pipeline",
};

/// The manifest was read, its payload built and checked: one line, or what blocks it as well.
pub(crate) fn built(document: &Document) -> Vec<Record<'_>> {
    let report = &document.report;
    let kind = report.kind.and_then(Kind::from_name);
    let line = |step, data| Record {
        event: events::name(step, kind),
        kind: report.kind,
        id: report.id.as_deref(),
        path: &document.path,
        outcome: None,
        data,
    };
    let count = |severity| {
        report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let rules = |is_it: &dyn Fn(Class) -> bool| {
        let mut rules: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && is_it(finding.class))
            .map(|finding| finding.rule)
            .collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    };
    let named = |rules: Vec<&'static str>| {
        let rules = rules.into_iter().map(Cow::from).collect();
        Data::default().with("rules", Member::Texts(rules))
    };
    let mut lines = vec![line(Step::BuildStarted, Data::default())];
    if report.ok || report.kind.is_some() {
        let verdict = Data::default()
            .with("valid", report.ok)
            .with("errors", count(Severity::Error) + report.omitted_findings)
            .with("warnings", count(Severity::Warning))
            .with("infos", count(Severity::Info))
            .with("policy", &report.policy_digest)
            // What was measured: counts alone, nothing that the payload says.
            .with("facts", Member::Facts(&report.facts));
        lines.push(line(Step::Checked, verdict));
    }
    if !report.ok {
        let accessibility = rules(&|class| class == Class::Wcag);
        if !accessibility.is_empty() {
            lines.push(line(Step::AccessibilityBlocked, named(accessibility)));
        }
        lines.push(line(Step::BuildFailed, named(rules(&|_| true))));
    }
    lines
}

/// Its first request is about to be sent.
pub(crate) fn started<'r>(item: &'r Item, payload: &'r VerifiedPayload) -> Record<'r> {
    Record {
        event: events::name(Step::PublishStarted, Some(payload.kind())),
        kind: item.kind,
        id: item.id.as_deref(),
        path: &item.path,
        outcome: None,
        data: subject(payload),
    }
}

/// What became of it. `rate` is the part of the items so far that went well.
pub(crate) fn concluded<'r>(
    report: &'r ItemReport,
    payload: Option<&'r VerifiedPayload>,
    rate: Option<f64>,
) -> Record<'r> {
    let kind = report.kind.and_then(Kind::from_name);
    let step = if report.outcome.is_good() {
        Step::Succeeded
    } else {
        Step::Failed
    };
    let mut data = payload.map(subject).unwrap_or_default();
    let attempts: Vec<Attempt<'_>> = report.trace.deciding().map(Attempt::from).collect();
    if let Some(remote_id) = &report.remote_id {
        data.set("remoteId", remote_id);
    }
    if let Some(last) = report.trace.deciding().last() {
        data.set("requestId", &last.request_id);
        data.set("latencyMs", last.latency);
    }
    data.set("totalPipelineLatencyMs", report.latency);
    data.set("attempts", Member::Attempts(attempts));
    if let Some(rate) = rate {
        data.set("successRate", rate);
    }
    if let Some(problem) = &report.problem {
        data.set("error", told(problem));
    }
    Record {
        event: events::name(step, kind),
        kind: report.kind,
        id: report.id.as_deref(),
        path: &report.path,
        outcome: Some(report.outcome),
        data,
    }
}

/// Somebody found out what became of an item whose fate was unknown: `found` says what, `by` who.
pub(crate) fn reconciled<'r>(
    entry: &'r Entry,
    found: &'static str,
    by: &'static str,
    outcome: Option<Outcome>,
) -> Record<'r> {
    let data = of_entry(entry).with("found", found).with("by", by);
    Record {
        event: events::name(Step::Reconciled, entry.kind),
        kind: entry.kind.map(Kind::name),
        id: entry.id.as_deref(),
        path: &entry.path,
        outcome,
        data,
    }
}

/// What a batch published was taken back, unless something was wrong.
pub(crate) fn taken_back<'r>(entry: &'r Entry, problem: Option<&Problem>) -> Record<'r> {
    let mut data = of_entry(entry).with("remoteId", entry.remote_id.as_ref());
    if let Some(problem) = problem {
        data.set("error", told(problem));
    }
    Record {
        event: events::name(Step::TakenBack, entry.kind),
        kind: entry.kind.map(Kind::name),
        id: entry.id.as_deref(),
        path: &entry.path,
        outcome: None,
        data,
    }
}

/// What became of something that followed it.
pub(crate) fn side_effect<'r>(
    report: &'r ItemReport,
    effect: &'r SideEffect,
) -> Option<Record<'r>> {
    let data = Data::default()
        .with("name", effect.name)
        .with("detail", effect.detail.as_ref());
    Some(Record {
        event: events::side_effect(effect.name, effect.outcome)?,
        kind: report.kind,
        id: report.id.as_deref(),
        path: &report.path,
        outcome: None,
        data,
    })
}

fn of_entry(entry: &Entry) -> Data<'_> {
    Data::default()
        .with("batch", &entry.batch)
        .with("document", entry.ordinal)
}

fn told(problem: &Problem) -> Member<'static> {
    Member::Other(serde_json::to_value(problem).unwrap_or_default())
}
