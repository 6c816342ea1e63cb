//! What a line says.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use preflight_core::finding::Class;
use preflight_core::{Kind, Severity, Target, VerifiedPayload};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::events::{self, Step};
use crate::input::Document;
use crate::journal::store::Entry;
use crate::publish::{Attempted, Item, ItemReport, Outcome, Problem, SideEffect};

/// What a line says, besides when and by which run.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record<'r> {
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r str>,
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    data: Map<String, Value>,
    compliance: Compliance,
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
            data: object(json!({
                "attempts": [{
                    "call": "POST /api/v2/guest/conversations/webchat/messages",
                    "number": 1,
                    "requestId": "5f0c1c9a-8f1e-4d3b-9c51-0d6f5a7b2e11",
                    "latencyMs": 12.345,
                    "status": 200,
                }],
                "conversationId": "8b1a7f2e-0c3d-4e5f-8a9b-1c2d3e4f5a6b",
                "messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
                "templateId": "order-confirmation-v2",
                "totalPipelineLatencyMs": 15.678,
            })),
            compliance: COMPLIANCE,
        }
    }
}

/// What governance looks for; the guides' own words.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Compliance {
    governance_flag: &'static str,
    validated_by: &'static str,
}

const COMPLIANCE: Compliance = Compliance {
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
        compliance: COMPLIANCE,
    };
    let count = |severity| {
        report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let verdict = object(json!({
        "valid": report.ok,
        "errors": count(Severity::Error) + report.omitted_findings,
        "warnings": count(Severity::Warning),
        "infos": count(Severity::Info),
        "policy": report.policy_digest,
        // What was measured: counts alone, nothing that the payload says.
        "facts": report.facts,
    }));
    let rules = |is_it: &dyn Fn(Class) -> bool| -> Value {
        let mut rules: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && is_it(finding.class))
            .map(|finding| finding.rule)
            .collect();
        rules.sort_unstable();
        rules.dedup();
        rules.into()
    };
    let mut lines = vec![line(Step::BuildStarted, Map::new())];
    if report.ok || report.kind.is_some() {
        lines.push(line(Step::Checked, verdict));
    }
    if !report.ok {
        let accessibility = rules(&|class| class == Class::Wcag);
        if accessibility != json!([]) {
            let data = object(json!({ "rules": accessibility }));
            lines.push(line(Step::AccessibilityBlocked, data));
        }
        let data = object(json!({ "rules": rules(&|_| true) }));
        lines.push(line(Step::BuildFailed, data));
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
        compliance: COMPLIANCE,
    }
}

/// What became of it. `rate` is the part of the items so far that went well.
pub(crate) fn concluded<'r>(
    report: &'r ItemReport,
    payload: Option<&VerifiedPayload>,
    rate: Option<f64>,
) -> Record<'r> {
    let kind = report.kind.and_then(Kind::from_name);
    let step = if report.outcome.is_good() {
        Step::Succeeded
    } else {
        Step::Failed
    };
    let mut data = payload.map(subject).unwrap_or_default();
    let attempts: Vec<&Attempted> = report.trace.deciding().collect();
    if let Some(remote_id) = &report.remote_id {
        data.insert("remoteId".to_owned(), remote_id.as_str().into());
    }
    if let Some(last) = attempts.last() {
        data.insert("requestId".to_owned(), last.request_id.as_str().into());
        data.insert("latencyMs".to_owned(), milliseconds(last.latency));
    }
    data.insert(
        "totalPipelineLatencyMs".to_owned(),
        milliseconds(report.latency),
    );
    data.insert(
        "attempts".to_owned(),
        attempts.into_iter().map(attempt).collect(),
    );
    if let Some(rate) = rate {
        data.insert("successRate".to_owned(), rate.into());
    }
    if let Some(problem) = &report.problem {
        data.insert(
            "error".to_owned(),
            serde_json::to_value(problem).unwrap_or_default(),
        );
    }
    Record {
        event: events::name(step, kind),
        kind: report.kind,
        id: report.id.as_deref(),
        path: &report.path,
        outcome: Some(report.outcome),
        data,
        compliance: COMPLIANCE,
    }
}

/// Somebody found out what became of an item whose fate was unknown: `found` says what, `by` who.
pub(crate) fn reconciled<'r>(
    entry: &'r Entry,
    found: &'static str,
    by: &'static str,
    outcome: Option<Outcome>,
) -> Record<'r> {
    let data = json!({
        "batch": entry.batch,
        "document": entry.ordinal,
        "found": found,
        "by": by,
    });
    Record {
        event: events::name(Step::Reconciled, entry.kind),
        kind: entry.kind.map(Kind::name),
        id: entry.id.as_deref(),
        path: &entry.path,
        outcome,
        data: object(data),
        compliance: COMPLIANCE,
    }
}

/// What a batch published was taken back, unless something was wrong.
pub(crate) fn taken_back<'r>(entry: &'r Entry, problem: Option<&Problem>) -> Record<'r> {
    let mut data = object(json!({
        "batch": entry.batch,
        "document": entry.ordinal,
        "remoteId": entry.remote_id,
    }));
    if let Some(problem) = problem {
        let told = serde_json::to_value(problem).unwrap_or_default();
        data.insert("error".to_owned(), told);
    }
    Record {
        event: events::name(Step::TakenBack, entry.kind),
        kind: entry.kind.map(Kind::name),
        id: entry.id.as_deref(),
        path: &entry.path,
        outcome: None,
        data,
        compliance: COMPLIANCE,
    }
}

/// What became of something that followed it.
pub(crate) fn side_effect<'r>(report: &'r ItemReport, effect: &SideEffect) -> Option<Record<'r>> {
    let data = object(json!({ "name": effect.name, "detail": effect.detail }));
    Some(Record {
        event: events::side_effect(effect.name, effect.outcome)?,
        kind: report.kind,
        id: report.id.as_deref(),
        path: &report.path,
        outcome: None,
        data,
        compliance: COMPLIANCE,
    })
}

fn attempt(attempted: &Attempted) -> Value {
    let mut attempt = object(json!({
        "call": attempted.endpoint.to_string(),
        "number": attempted.number,
        "requestId": attempted.request_id,
        "latencyMs": milliseconds(attempted.latency),
    }));
    if let Some(status) = attempted.status {
        attempt.insert("status".to_owned(), status.into());
    }
    if let Some(trouble) = attempted.trouble {
        attempt.insert("trouble".to_owned(), trouble.into());
    }
    attempt.into()
}

/// What a payload is about. Of variables the keys are told, never the values.
fn subject(payload: &VerifiedPayload) -> Map<String, Value> {
    // Only what is told is read: the rest of a card is a hundred times as much.
    let content: Subject<'_> = serde_json::from_str(payload.json()).unwrap_or_default();
    let value = match payload.kind() {
        Kind::WidgetConfiguration => json!({ "widgetId": content.widget_id }),
        Kind::RichCard => json!({
            "conversationId": payload.target().conversation(),
            "messageId": content.message_id,
            "templateId": content.template_matrix.template_id,
        }),
        Kind::AgentWidget => json!({ "widgetName": content.name }),
        Kind::Channel => json!({ "channelName": content.name }),
        Kind::ParticipantVariables => {
            let keys: Vec<&Cow<'_, str>> = content.attributes.keys().collect();
            let (participant, session) = match payload.target() {
                Target::Participant {
                    participant,
                    session,
                } => (Some(participant), session.as_ref()),
                Target::None | Target::Conversation(_) => (None, None),
            };
            json!({
                "participantId": participant,
                "sessionId": session,
                "variable_count": keys.len(),
                "keys": keys,
            })
        }
    };
    object(value)
}

/// The members of payloads that say what they are about.
#[expect(
    clippy::zero_sized_map_values,
    reason = "a JSON object is read, of which only the names count"
)]
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Subject<'s> {
    #[serde(borrow)]
    widget_id: Option<Cow<'s, str>>,
    #[serde(borrow)]
    message_id: Option<Cow<'s, str>>,
    #[serde(borrow)]
    name: Option<Cow<'s, str>>,
    #[serde(borrow)]
    template_matrix: TemplateMatrix<'s>,
    #[serde(borrow)]
    attributes: BTreeMap<Cow<'s, str>, IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct TemplateMatrix<'s> {
    #[serde(borrow)]
    template_id: Option<Cow<'s, str>>,
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Milliseconds to the microsecond, as a number.
fn milliseconds(duration: Duration) -> Value {
    json!((duration.as_secs_f64() * 1e6).round() / 1e3)
}
