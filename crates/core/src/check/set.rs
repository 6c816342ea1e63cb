//! Rules across documents that are published together.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

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

/// Compares documents that are published together, one after the other, so that no more than their names has to be kept.
///
/// A finding stands on the later of two documents and names the earlier one.
#[derive(Debug, Default)]
pub struct DocumentSet {
    len: usize,
    ids: BTreeMap<Fingerprint, usize>,
    names: BTreeMap<Fingerprint, usize>,
}

/// The first half of a SHA-256: two texts that share it are not found by chance.
type Fingerprint = [u8; 16];

impl DocumentSet {
    /// Adds a document, and to its findings what only a comparison with those before it can find. `label` gives the name
    /// by which a person knows one of those, from 0. Says whether anything was found.
    pub fn add(
        &mut self,
        checked: &mut Checked,
        policy: &Policy,
        label: impl Fn(usize) -> String,
    ) -> bool {
        let index = self.len;
        self.len += 1;
        let mut found = Vec::new();
        if let Some(id) = &checked.id {
            let first = first(&mut self.ids, &["", &id.text], index);
            if first != index {
                let message = format!(
                    "The id \"{}\" is used by {} already.",
                    id.text,
                    label(first)
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
            let first = first(&mut self.names, &[kind.name(), &name.text], index);
            if first != index {
                let message = format!(
                    "{} names its {kind} \"{}\" too; the server could not tell the two apart.",
                    label(first),
                    name.text
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
        let is_found = !found.is_empty();
        for finding in found {
            checked.add(finding);
        }
        is_found
    }
}

/// The first document with these texts, which is the one at `index` where there was none.
fn first(known: &mut BTreeMap<Fingerprint, usize>, texts: &[&str], index: usize) -> usize {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    let mut fingerprint = Fingerprint::default();
    for (byte, of) in fingerprint.iter_mut().zip(hasher.finalize()) {
        *byte = of;
    }
    *known.entry(fingerprint).or_insert(index)
}

/// Adds what only a comparison of documents can find; each document comes with the name a person knows it by.
pub fn check_set(documents: &mut [(String, Checked)], policy: &Policy) {
    let mut set = DocumentSet::default();
    for index in 0..documents.len() {
        let (before, rest) = documents.split_at_mut(index);
        let Some((_, checked)) = rest.first_mut() else {
            return;
        };
        set.add(checked, policy, |first| {
            before
                .get(first)
                .map_or_else(String::new, |(label, _)| label.clone())
        });
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
