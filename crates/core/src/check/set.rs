//! Rules across documents that are published together.

use std::collections::BTreeMap;

use super::{Checked, Name};
use crate::finding::declare::rules;
use crate::finding::{Finding, Outcome, Rule};
use crate::policy::Policy;

rules! {
    /// An id names one manifest among those that are published together, whatever their kinds: audit and outcomes speak of it.
    ///
    /// Invalid:
    ///
    /// ```json set
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "First", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "Second", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json set
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "First", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// {"kind": "agent-widget", "id": "b", "spec": {"name": "Second", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    REPEATED_ID = "set/repeated-id", Error, House,
        "Two documents have one id.";
    /// The name by which the server tells objects apart is used once: names of channels and agent widgets, widgetIds of
    /// configurations, messageIds of cards. The second publish would find the first one's object and take it for its own.
    ///
    /// Invalid:
    ///
    /// ```json set
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "Dashboard", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// {"kind": "agent-widget", "id": "b", "spec": {"name": "Dashboard", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json set
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "Dashboard", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// {"kind": "agent-widget", "id": "b", "spec": {"name": "Statistics", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    REPEATED_NAME = "set/repeated-name", Error, Platform,
        "Two documents of one kind have the name that tells their objects apart.";
}

/// Adds what only a comparison of documents can find; each document comes with the name a person knows it by.
///
/// The finding stands on the later document and names the earlier one.
pub fn check_set(documents: &mut [(String, Checked)], policy: &Policy) {
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    for index in 0..documents.len() {
        let (_, checked) = &documents[index];
        let mut found = Vec::new();
        if let Some(id) = &checked.id {
            let first = *ids.entry(id.text.clone()).or_insert(index);
            if first != index {
                let message = format!(
                    "The id \"{}\" is used by {} already.",
                    id.text, documents[first].0
                );
                found.push(finding(
                    &REPEATED_ID,
                    id,
                    message,
                    "Give each manifest an id of its own.",
                    policy,
                ));
            }
        }
        if let Some((kind, name)) = checked.kind.zip(checked.natural_key.as_ref()) {
            let first = *names
                .entry((kind.name(), name.text.clone()))
                .or_insert(index);
            if first != index {
                let message = format!(
                    "{} names its {kind} \"{}\" too; the server could not tell the two apart.",
                    documents[first].0, name.text
                );
                found.push(finding(
                    &REPEATED_NAME,
                    name,
                    message,
                    "Name one of them differently.",
                    policy,
                ));
            }
        }
        for finding in found {
            documents[index].1.add(finding);
        }
    }
}

fn finding(
    rule: &'static Rule,
    name: &Name,
    message: String,
    help: &str,
    policy: &Policy,
) -> Finding {
    Finding {
        rule: rule.id,
        severity: policy.severity(rule),
        class: rule.class,
        outcome: Outcome::Fail,
        message,
        help: help.to_owned(),
        pointer: name.pointer.clone(),
        payload_pointer: None,
        span: name.span,
        accessibility: None,
        fix: None,
    }
}
