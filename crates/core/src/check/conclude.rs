//! Weighs the findings by the policy, gives them their places, and says whether the payload may be sent.

use super::judge::{Judged, Payload};
use super::{Checked, Name, Options};
use crate::finding::{
    DEFAULT, Draft, Edit, Finding, Fix, FixDraft, MAX_FINDING_BYTES, Report, SCHEMA_VERSION,
    Severity,
};
use crate::json::{LineIndex, NodeId, Pointer, Span, TextSpan, Tree};
use crate::kinds::Kind;
use crate::policy::{self, Policy};
use crate::verified::VerifiedPayload;

pub(super) fn conclude(text: &str, judged: Judged<'_>, options: Options<'_>) -> Checked {
    let Judged {
        tree,
        root,
        manifest,
        payload,
        mut drafts,
        omitted,
        facts,
        ..
    } = judged;
    let id = manifest.id.and_then(|id| tree.text(id)).map(str::to_owned);
    let mut places = Places {
        text,
        tree: &tree,
        root,
        index: None,
    };
    drafts.sort_by_key(|draft| draft.place.span);
    // What keeps the payload from being built blocks it, whatever the policy makes of the rule.
    let complete = payload
        .as_ref()
        .is_some_and(|payload| payload.compact.is_some());
    let policy = complete.then_some(options.policy);
    let Weighed {
        findings,
        suppressed: suppressed_findings,
        omitted: cut,
    } = weigh(drafts, id.as_deref(), policy, options.today, &mut places);
    let omitted = omitted + cut;
    let id_name = manifest.id.and_then(|id| places.name(id));
    let natural_key = payload.as_ref().and_then(|payload| {
        let key = payload.kind.definition().natural_key(&tree, payload.node)?;
        places.name(key)
    });
    // What was not counted may be an error, so nothing is verified then.
    let ok = complete
        && omitted == 0
        && findings
            .iter()
            .all(|finding| finding.severity != Severity::Error);
    let key = natural_key.as_ref().map(|name| name.text.clone());
    let verified = payload
        .filter(|_| ok)
        .and_then(|payload| verify(payload, id.clone(), key));
    let report = Report {
        schema_version: SCHEMA_VERSION,
        kind: manifest.kind.map(Kind::name),
        id,
        ok,
        findings,
        omitted_findings: omitted,
        suppressed_findings,
        facts,
        policy_digest: options.policy.digest().to_owned(),
        core_version: crate::VERSION,
    };
    Checked {
        report,
        verified,
        id: id_name,
        natural_key,
        kind: manifest.kind,
    }
}

fn verify(
    payload: Payload,
    id: Option<String>,
    natural_key: Option<String>,
) -> Option<VerifiedPayload> {
    Some(VerifiedPayload {
        kind: payload.kind,
        id,
        natural_key,
        target: payload.target,
        json: payload.compact?,
    })
}

/// Finds the places of spans, counting lines only once something has to be located.
struct Places<'t, 's> {
    text: &'t str,
    tree: &'t Tree<'s>,
    root: NodeId,
    index: Option<LineIndex<'t>>,
}

impl Places<'_, '_> {
    fn span(&mut self, span: Span) -> TextSpan {
        let text = self.text;
        self.index
            .get_or_insert_with(|| LineIndex::new(text))
            .text_span(span)
    }

    fn pointer(&self, span: Span) -> Pointer {
        self.tree.pointer_at(self.root, span)
    }

    fn name(&mut self, node: NodeId) -> Option<Name> {
        let span = self.tree.span(node);
        Some(Name {
            text: self.tree.text(node)?.to_owned(),
            pointer: self.pointer(span),
            span: self.span(span),
        })
    }

    fn fix(&mut self, fix: FixDraft) -> Fix {
        let mut edits: Vec<Edit> = fix
            .edits
            .into_iter()
            .map(|edit| Edit {
                span: self.span(edit.span),
                text: edit.text,
            })
            .collect();
        edits.sort_by_key(|edit| edit.span);
        Fix {
            safety: fix.safety,
            description: fix.description,
            edits,
        }
    }
}

/// Findings under a policy.
struct Weighed {
    findings: Vec<Finding>,
    suppressed: usize,
    /// Findings left out because they would make the report too long.
    omitted: usize,
}

/// Weighs the findings; without a policy each has its rule's own severity and none is suppressed.
fn weigh(
    drafts: Vec<Draft>,
    id: Option<&str>,
    policy: Option<&Policy>,
    today: Option<&str>,
    places: &mut Places<'_, '_>,
) -> Weighed {
    let mut weighed = Weighed {
        findings: Vec::with_capacity(drafts.len()),
        suppressed: 0,
        omitted: 0,
    };
    let mut bytes = 0;
    for draft in drafts {
        if bytes >= MAX_FINDING_BYTES {
            weighed.omitted += 1;
            continue;
        }
        let pointer = places.pointer(draft.place.span);
        bytes += pointer.as_str().len();
        if let Some(policy) = policy {
            match covering(policy, &draft, &pointer, id, today) {
                Some(Cover::InForce) => {
                    weighed.suppressed += 1;
                    continue;
                }
                Some(Cover::Expired(day)) => {
                    let finding = expired(&draft, day, &pointer, places, policy);
                    weighed.findings.push(finding);
                }
                None => {}
            }
        }
        let message = match draft.place.built_from {
            Some(DEFAULT) => format!("{} It is the default.", draft.message),
            Some(reason) => format!("{} It was built from {reason}.", draft.message),
            None => draft.message,
        };
        weighed.findings.push(Finding {
            rule: draft.rule.id,
            severity: policy.map_or(draft.rule.severity, |policy| policy.severity(draft.rule)),
            class: draft.rule.class,
            outcome: draft.outcome,
            message,
            help: draft.help.into_owned(),
            pointer,
            payload_pointer: draft.place.payload,
            span: places.span(draft.place.span),
            fix: draft.fix.map(|fix| places.fix(fix)),
        });
    }
    weighed
}

/// Whether a suppression that speaks of a finding still holds.
enum Cover<'p> {
    InForce,
    Expired(&'p str),
}

/// The suppressions of one finding together: one in force is enough.
fn covering<'p>(
    policy: &'p Policy,
    draft: &Draft,
    pointer: &Pointer,
    id: Option<&str>,
    today: Option<&str>,
) -> Option<Cover<'p>> {
    let mut cover = None;
    for suppression in policy.suppressions() {
        let here = |place: &Pointer| suppression.pointer == place.as_str();
        let speaks_of_it = suppression.rule == draft.rule.id
            && (suppression.id.is_none() || suppression.id.as_deref() == id)
            && (here(pointer) || draft.place.payload.as_ref().is_some_and(here));
        if !speaks_of_it {
            continue;
        }
        match (suppression.expires.as_deref(), today) {
            (Some(expires), Some(today)) if today > expires => {
                cover = Some(Cover::Expired(expires));
            }
            _ => return Some(Cover::InForce),
        }
    }
    cover
}

/// Whether a suppression takes a finding away, once the document is complete.
pub(super) fn is_suppressed(judged: &Judged<'_>, draft: &Draft, options: Options<'_>) -> bool {
    let mut suppressions = options.policy.suppressions().iter();
    if !suppressions.any(|suppression| suppression.rule == draft.rule.id) {
        return false;
    }
    let tree = &judged.tree;
    let pointer = tree.pointer_at(judged.root, draft.place.span);
    let id = judged.manifest.id.and_then(|id| tree.text(id));
    let cover = covering(options.policy, draft, &pointer, id, options.today);
    matches!(cover, Some(Cover::InForce))
}

fn expired(
    draft: &Draft,
    expires: &str,
    pointer: &Pointer,
    places: &mut Places<'_, '_>,
    policy: &Policy,
) -> Finding {
    Finding {
        rule: policy::EXPIRED.id,
        severity: policy.severity(&policy::EXPIRED),
        class: policy::EXPIRED.class,
        outcome: draft.outcome,
        message: format!(
            "The suppression of {} here expired on {expires}.",
            draft.rule.id
        ),
        help: "Mend the finding, or renew the suppression with its reason.".to_owned(),
        pointer: pointer.clone(),
        payload_pointer: draft.place.payload.clone(),
        span: places.span(draft.place.span),
        fix: None,
    }
}
