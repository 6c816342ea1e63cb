//! From text to verdict.

mod place;
mod set;

use crate::finding::{
    self, Draft, Edit, Facts, Finding, Fix, FixDraft, Place, Report, SCHEMA_VERSION, Safety,
    Severity, Sink,
};
use crate::json::{self, LineIndex, NodeId, Parsed, Path, Pointer, Span, TextSpan, Tree, Value};
use crate::kinds::{self, BuildInput, Kind, PayloadInput};
use crate::manifest::{self, Manifest};
use crate::policy::{self, Policy};
use crate::shape::{self, Shape, Visited};
use crate::verified::{Target, VerifiedPayload};

pub(crate) use set::RULES as SET_RULES;
pub use set::check_set;

/// Bytes a document may have; a larger one is refused before it is read.
pub const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;

/// How to check a document.
#[derive(Debug, Clone, Copy)]
pub struct Options<'p> {
    /// The policy in force.
    pub policy: &'p Policy,
    /// The kind of a bare payload; `None` for a manifest, which names its own.
    pub kind: Option<Kind>,
    /// Today as YYYY-MM-DD, for suppressions with an expiry; without it none expires.
    pub today: Option<&'p str>,
}

impl<'p> Options<'p> {
    /// Checks manifests under a policy.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            kind: None,
            today: None,
        }
    }
}

/// A name that must not be used twice, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) pointer: Pointer,
    pub(crate) payload_pointer: Option<Pointer>,
    pub(crate) span: TextSpan,
}

/// A checked document.
#[derive(Debug)]
pub struct Checked {
    report: Report,
    verified: Option<VerifiedPayload>,
    pub(crate) id: Option<Name>,
    pub(crate) natural_key: Option<Name>,
    pub(crate) kind: Option<Kind>,
}

impl Checked {
    /// What was found.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The payload, where nothing that was found blocks it.
    pub fn verified(&self) -> Option<&VerifiedPayload> {
        self.verified.as_ref()
    }

    /// The report and the payload, each of its own.
    pub fn into_parts(self) -> (Report, Option<VerifiedPayload>) {
        (self.report, self.verified)
    }

    /// Moves every place to where the document stands in a longer text, as a line of an NDJSON file does.
    pub fn shift(&mut self, base: json::Position) {
        self.report.shift(base);
        for name in self.id.iter_mut().chain(&mut self.natural_key) {
            name.span = name.span.after(base);
        }
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        self.report.add(finding);
        if !self.report.ok {
            self.verified = None;
        }
    }
}

/// Checks a document given as bytes, which may not be text at all.
pub fn check_bytes(bytes: &[u8], options: Options<'_>) -> Checked {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return refused(too_large(bytes.len()), options);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => check(text, options),
        Err(_) => refused(place::invalid_utf8(bytes), options),
    }
}

/// Checks a document: every finding at once, and the payload if none of them blocks it.
///
/// ```
/// use preflight_core::{Options, Policy, check};
///
/// let policy = Policy::default();
/// let text = r##"{
///     "kind": "widget-configuration",
///     "id": "alpha",
///     "spec": {"widgetId": "alpha", "theme": {"primaryColor": "#0056B3"}, "fields": []}
/// }"##;
/// let checked = check(text, Options::new(&policy));
/// let payload = checked.verified().expect("nothing blocks it");
/// assert!(payload.json().starts_with(r#"{"name":"CustomWidget_alpha","widgetId":"alpha""#));
/// ```
pub fn check(text: &str, options: Options<'_>) -> Checked {
    if text.len() > MAX_DOCUMENT_BYTES {
        return refused(too_large(text.len()), options);
    }
    let mut judged = judge(text, options);
    finding::verified_fixes(text, &mut judged.drafts, |fixed| {
        judge(fixed, options)
            .drafts
            .iter()
            .map(|draft| draft.rule.id)
            .collect()
    });
    conclude(text, judged, options)
}

/// Everything the rules said about one text.
struct Judged<'s> {
    tree: Tree<'s>,
    root: NodeId,
    manifest: Manifest,
    payload: Option<NodeId>,
    compact: Option<String>,
    target: Target,
    drafts: Vec<Draft>,
    omitted: usize,
    facts: Facts,
}

fn judge<'s>(text: &'s str, options: Options<'_>) -> Judged<'s> {
    let policy = options.policy;
    let Parsed {
        mut tree,
        root,
        errors,
        uncounted,
    } = json::parse(text);
    let mut sink = Sink::default();
    sink.add_uncounted(uncounted);
    for error in errors {
        sink.add(|| syntax_draft(error));
    }
    let manifest = match options.kind {
        Some(kind) => Manifest {
            kind: Some(kind),
            payload: Some(root),
            ..Manifest::default()
        },
        None => manifest::read(&tree, root, policy, &mut sink),
    };
    let mut judged = Judged {
        payload: None,
        compact: None,
        target: target_of(&tree, manifest),
        root,
        manifest,
        drafts: Vec::new(),
        omitted: 0,
        facts: Facts::default(),
        tree: Tree::new(""),
    };
    if let Some(kind) = manifest.kind {
        let payload = build(&mut tree, kind, manifest, policy);
        judged.payload = payload;
        judged.compact = payload.and_then(|payload| json::compact(&tree, payload));
        judge_payload(&tree, kind, &mut judged, policy, &mut sink);
    }
    (judged.drafts, judged.omitted) = sink.finish();
    judged.tree = tree;
    judged
}

/// The payload: the manifest's own, or built from its spec.
fn build(tree: &mut Tree<'_>, kind: Kind, manifest: Manifest, policy: &Policy) -> Option<NodeId> {
    match (manifest.payload, manifest.spec) {
        (Some(payload), _) => Some(payload),
        (None, Some(spec)) if matches!(tree.value(spec), Value::Object(_)) => {
            Some(kind.definition().build(
                tree,
                BuildInput {
                    spec,
                    id: manifest.id,
                    target: manifest.target,
                    policy,
                },
            ))
        }
        _ => None,
    }
}

fn judge_payload(
    tree: &Tree<'_>,
    kind: Kind,
    judged: &mut Judged<'_>,
    policy: &Policy,
    sink: &mut Sink,
) {
    let definition = kind.definition();
    let spec = judged
        .manifest
        .spec
        .filter(|_| judged.manifest.payload.is_none());
    let mut visited = Visited::default();
    if let Some(payload) = judged.payload {
        sink.set_in_payload(true);
        let table = Shape::Object(definition.payload());
        shape::check(
            tree,
            payload,
            table,
            policy,
            &mut Path::root(),
            sink,
            &mut visited,
        );
        let input = PayloadInput {
            tree,
            payload,
            spec,
            policy,
        };
        definition.check(input, sink);
        definition.measure(input, &mut judged.facts);
        let (bytes, payload_bytes) = match &judged.compact {
            Some(compact) => (
                definition
                    .body(compact, judged.target.conversation().unwrap_or_default())
                    .len(),
                compact.len(),
            ),
            None => {
                let length = json::compact_len(tree, payload);
                (length, length)
            }
        };
        judged.facts.set("bytes", bytes);
        judged.facts.set("payloadBytes", payload_bytes);
        kinds::check_bytes(
            bytes,
            definition.byte_limit(),
            tree.span(payload),
            policy,
            sink,
        );
        sink.set_in_payload(false);
    }
    if let Some(spec) = spec {
        let table = Shape::Object(definition.spec());
        shape::check(
            tree,
            spec,
            table,
            policy,
            &mut Path::of(&["spec"]),
            sink,
            &mut visited,
        );
    }
}

fn target_of(tree: &Tree<'_>, manifest: Manifest) -> Target {
    let text = |key: &str| {
        manifest
            .target
            .and_then(|target| tree.text_at(target, key))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    match manifest.kind {
        Some(Kind::RichCard) => text("conversationId").map_or(Target::None, Target::Conversation),
        Some(Kind::ParticipantVariables) => {
            text("participantId").map_or(Target::None, |participant| Target::Participant {
                participant,
                session: text("sessionId"),
            })
        }
        _ => Target::None,
    }
}

fn syntax_draft(error: json::SyntaxError) -> Draft {
    let fix = error.replacement.map(|text| FixDraft {
        safety: Safety::Safe,
        description: error.help.to_owned(),
        edits: vec![finding::DraftEdit {
            span: error.span,
            text,
        }],
    });
    Draft::new(
        error.rule,
        Place::source(error.span),
        error.message,
        error.help,
    )
    .with_fix(fix)
}

/// Weighs the findings by the policy and gives them their places.
fn conclude(text: &str, judged: Judged<'_>, options: Options<'_>) -> Checked {
    let policy = options.policy;
    let Judged {
        tree,
        root,
        manifest,
        payload,
        compact,
        target,
        mut drafts,
        omitted,
        facts,
    } = judged;
    drafts.sort_by_key(|draft| draft.place.span);
    let id_text = manifest.id.and_then(|id| tree.text(id));
    // Counting lines is only worth it where something has to be located.
    let mut index = None;
    let mut locate = |span: Span| {
        index
            .get_or_insert_with(|| LineIndex::new(text))
            .text_span(span)
    };
    let mut findings = Vec::new();
    let mut suppressed = 0;
    for draft in drafts {
        let pointer = tree.pointer_at(root, draft.place.span);
        let covered = policy.suppressions().iter().find(|suppression| {
            suppression.rule == draft.rule.id
                && suppression
                    .id
                    .as_deref()
                    .is_none_or(|id| Some(id) == id_text)
                && (suppression.pointer == pointer.as_str()
                    || draft
                        .place
                        .payload
                        .as_ref()
                        .is_some_and(|payload| suppression.pointer == payload.as_str()))
        });
        if let Some(suppression) = covered {
            match (&suppression.expires, options.today) {
                (Some(expires), Some(today)) if today > expires.as_str() => {
                    findings.push(Finding {
                        rule: policy::EXPIRED.id,
                        severity: policy.severity(&policy::EXPIRED),
                        class: policy::EXPIRED.class,
                        outcome: draft.outcome,
                        message: format!(
                            "The suppression of {} here expired on {expires}.",
                            draft.rule.id
                        ),
                        help: "Mend the finding, or renew the suppression with its reason."
                            .to_owned(),
                        pointer: pointer.clone(),
                        payload_pointer: draft.place.payload.clone(),
                        span: locate(draft.place.span),
                        fix: None,
                    })
                }
                _ => {
                    suppressed += 1;
                    continue;
                }
            }
        }
        findings.push(Finding {
            rule: draft.rule.id,
            severity: policy.severity(draft.rule),
            class: draft.rule.class,
            outcome: draft.outcome,
            message: draft.message,
            help: draft.help.into_owned(),
            pointer,
            payload_pointer: draft.place.payload,
            span: locate(draft.place.span),
            fix: draft.fix.map(|fix| located_fix(fix, &mut locate)),
        });
    }
    let ok = omitted == 0
        && compact.is_some()
        && findings
            .iter()
            .all(|finding| finding.severity != Severity::Error);
    let mut name = |node: NodeId, payload_pointer| {
        tree.text(node).map(|text| Name {
            text: text.to_owned(),
            pointer: tree.pointer_at(root, tree.span(node)),
            payload_pointer,
            span: locate(tree.span(node)),
        })
    };
    let id = manifest.id.and_then(|id| name(id, None));
    let natural_key = manifest.kind.zip(payload).and_then(|(kind, payload)| {
        let node = kind.definition().natural_key(&tree, payload)?;
        name(node, None)
    });
    let verified = compact
        .filter(|_| ok)
        .zip(manifest.kind)
        .map(|(json, kind)| VerifiedPayload {
            kind,
            id: id_text.map(str::to_owned),
            natural_key: natural_key.as_ref().map(|name| name.text.clone()),
            target,
            json,
        });
    let report = Report {
        schema_version: SCHEMA_VERSION,
        kind: manifest.kind.map(Kind::name),
        id: id_text.map(str::to_owned),
        ok,
        findings,
        omitted_findings: omitted,
        suppressed_findings: suppressed,
        facts,
        policy_digest: policy.digest().to_owned(),
        core_version: crate::VERSION,
    };
    Checked {
        report,
        verified,
        id,
        natural_key,
        kind: manifest.kind,
    }
}

fn located_fix(fix: FixDraft, locate: &mut impl FnMut(Span) -> TextSpan) -> Fix {
    let mut edits: Vec<Edit> = fix
        .edits
        .into_iter()
        .map(|edit| Edit {
            span: locate(edit.span),
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

/// The result for a document that was not read.
fn refused(findings: Vec<Finding>, options: Options<'_>) -> Checked {
    Checked {
        report: Report {
            schema_version: SCHEMA_VERSION,
            kind: options.kind.map(Kind::name),
            id: None,
            ok: false,
            findings,
            omitted_findings: 0,
            suppressed_findings: 0,
            facts: Facts::default(),
            policy_digest: options.policy.digest().to_owned(),
            core_version: crate::VERSION,
        },
        verified: None,
        id: None,
        natural_key: None,
        kind: options.kind,
    }
}

fn too_large(bytes: usize) -> Vec<Finding> {
    let rule = &json::rules::TOO_LARGE.rule;
    vec![Finding {
        rule: rule.id,
        severity: rule.severity,
        class: rule.class,
        outcome: finding::Outcome::Fail,
        message: format!(
            "The document is {bytes} bytes long; at most {MAX_DOCUMENT_BYTES} (1 MiB) are read."
        ),
        help: "Split the document, or remove what is not sent.".to_owned(),
        pointer: Pointer::root(),
        payload_pointer: None,
        span: TextSpan {
            start: json::Position::START,
            end: json::Position::START,
        },
        fix: None,
    }]
}
