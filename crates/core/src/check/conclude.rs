//! Weighs the findings by the policy, gives them their places, and says whether the payload may be sent.

use super::judge::{Judged, Payload};
use super::{Checked, Name, Options};
use crate::finding::{
    DEFAULT, Draft, Edit, Finding, Fix, FixDraft, MAX_FINDING_BYTES, Outcome, Report, RuleResult,
    SCHEMA_VERSION, Severity, Suppressed,
};
use crate::json::{LineIndex, NodeId, Pointer, Span, TextSpan, Tree};
use crate::kinds::Kind;
use crate::order::sort_by_place;
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
        mut results,
        ..
    } = judged;
    let id = manifest.id.and_then(|id| tree.text(id)).map(str::to_owned);
    let mut places = Places::in_tree(text, &tree, root);
    sort_by_place(&mut drafts, |draft| draft.place.span.bounds());
    // What keeps the payload from being built blocks it, whatever the policy makes of the rule.
    let complete = payload
        .as_ref()
        .is_some_and(|payload| payload.compact.is_some());
    let policy = complete.then_some(options.policy);
    let Weighed {
        findings,
        suppressed_findings,
        suppressed,
        omitted: cut,
    } = weigh(drafts, id.as_deref(), policy, options.today, &mut places);
    let omitted = omitted + cut;
    count_suppressed(&mut results, &suppressed);
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
        suppressed,
        rules: results,
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

pub(super) fn verify(
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
pub(super) struct Places<'t, 's> {
    text: &'t str,
    /// The JSON in which places have pointers; a page has none.
    tree: Option<(&'t Tree<'s>, NodeId)>,
    index: Option<LineIndex<'t>>,
}

impl<'t, 's> Places<'t, 's> {
    fn in_tree(text: &'t str, tree: &'t Tree<'s>, root: NodeId) -> Self {
        Self {
            text,
            tree: Some((tree, root)),
            index: None,
        }
    }

    /// Places on a page.
    pub(super) fn in_page(text: &'t str) -> Self {
        Self {
            text,
            tree: None,
            index: None,
        }
    }

    fn span(&mut self, span: Span) -> TextSpan {
        let text = self.text;
        self.index
            .get_or_insert_with(|| LineIndex::new(text))
            .text_span(span)
    }

    fn pointer(&self, span: Span) -> Pointer {
        self.tree
            .map_or_else(Pointer::root, |(tree, root)| tree.pointer_at(root, span))
    }

    fn name(&mut self, node: NodeId) -> Option<Name> {
        let (tree, _) = self.tree?;
        let span = tree.span(node);
        Some(Name {
            text: tree.text(node)?.to_owned(),
            pointer: self.pointer(span),
            span: self.span(span),
        })
    }

    fn fix(&mut self, mut fix: FixDraft) -> Fix {
        sort_by_place(&mut fix.edits, |edit| edit.span.bounds());
        let edits = fix
            .edits
            .into_iter()
            .map(|edit| Edit {
                span: self.span(edit.span),
                text: edit.text,
            })
            .collect();
        Fix {
            safety: fix.safety,
            description: fix.description,
            edits,
        }
    }
}

/// Findings under a policy.
pub(super) struct Weighed {
    pub(super) findings: Vec<Finding>,
    pub(super) suppressed_findings: usize,
    /// Those of them that are about pages.
    pub(super) suppressed: Vec<Suppressed>,
    /// Findings left out because they would make the report too long.
    pub(super) omitted: usize,
}

/// Weighs the findings; without a policy each has its rule's own severity and none is suppressed.
pub(super) fn weigh(
    drafts: Vec<Draft>,
    id: Option<&str>,
    policy: Option<&Policy>,
    today: Option<&str>,
    places: &mut Places<'_, '_>,
) -> Weighed {
    let mut weighed = Weighed {
        findings: Vec::with_capacity(drafts.len()),
        suppressed_findings: 0,
        suppressed: Vec::new(),
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
                Some(Cover::InForce(reason)) => {
                    weighed.suppressed_findings += 1;
                    if draft.accessibility.is_some() {
                        let reason = reason.to_owned();
                        let finding = weighted(draft, pointer, Some(policy), places);
                        weighed.suppressed.push(Suppressed { finding, reason });
                    }
                    continue;
                }
                Some(Cover::Expired(day)) => {
                    let finding = expired(&draft, day, &pointer, places, policy);
                    weighed.findings.push(finding);
                }
                None => {}
            }
        }
        weighed
            .findings
            .push(weighted(draft, pointer, policy, places));
    }
    weighed
}

fn weighted(
    draft: Draft,
    pointer: Pointer,
    policy: Option<&Policy>,
    places: &mut Places<'_, '_>,
) -> Finding {
    let severity = severity(&draft, policy);
    let message = match draft.place.built_from {
        Some(DEFAULT) => format!("{} It is the default.", draft.message),
        Some(reason) => format!("{} It was built from {reason}.", draft.message),
        None => draft.message,
    };
    Finding {
        rule: draft.rule.id,
        severity,
        class: draft.rule.class,
        outcome: draft.outcome,
        message,
        help: draft.help.into_owned(),
        pointer,
        payload_pointer: draft.place.payload,
        span: places.span(draft.place.span),
        accessibility: draft.accessibility.map(|accessibility| *accessibility),
        fix: draft.fix.map(|fix| places.fix(fix)),
    }
}

/// Says of each rule how much of what it says is suppressed.
pub(super) fn count_suppressed(results: &mut [RuleResult], suppressed: &[Suppressed]) {
    for result in results {
        let of_rule = suppressed
            .iter()
            .filter(|one| one.finding.rule == result.id);
        result.suppressed = of_rule.count();
    }
}

/// How much a finding weighs. What a person has to look at on a page, or what nobody could judge there, blocks nothing.
fn severity(draft: &Draft, policy: Option<&Policy>) -> Severity {
    let severity = policy.map_or(draft.rule.severity, |policy| policy.severity(draft.rule));
    let most = match (&draft.accessibility, draft.outcome) {
        (None, _) | (_, Outcome::Fail) => Severity::Error,
        (_, Outcome::Review) => Severity::Warning,
        (_, Outcome::Untested) => Severity::Info,
    };
    severity.min(most)
}

/// Whether a suppression that speaks of a finding still holds.
enum Cover<'p> {
    /// For this reason.
    InForce(&'p str),
    /// Since this day.
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
        let at_pointer = || {
            suppression.pointer.as_deref().is_none_or(|wanted| {
                let here = |place: &Pointer| wanted == place.as_str();
                here(pointer) || draft.place.payload.as_ref().is_some_and(here)
            })
        };
        let at_selector = || {
            suppression.selector.as_deref().is_none_or(|wanted| {
                let page = draft.accessibility.as_ref();
                page.is_some_and(|page| page.selector == wanted)
            })
        };
        let speaks_of_it = suppression.rule == draft.rule.id
            && (suppression.id.is_none() || suppression.id.as_deref() == id)
            && at_pointer()
            && at_selector();
        if !speaks_of_it {
            continue;
        }
        match (suppression.expires.as_deref(), today) {
            (Some(expires), Some(today)) if today > expires => {
                cover = Some(Cover::Expired(expires));
            }
            _ => return Some(Cover::InForce(&suppression.reason)),
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
    matches!(cover, Some(Cover::InForce(_)))
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
        message: match &draft.accessibility {
            Some(page) => format!(
                "The suppression of {} at {} expired on {expires}.",
                draft.rule.id, page.selector
            ),
            None => format!(
                "The suppression of {} here expired on {expires}.",
                draft.rule.id
            ),
        },
        help: "Mend the finding, or renew the suppression with its reason.".to_owned(),
        pointer: pointer.clone(),
        payload_pointer: draft.place.payload.clone(),
        span: places.span(draft.place.span),
        accessibility: None,
        fix: None,
    }
}
