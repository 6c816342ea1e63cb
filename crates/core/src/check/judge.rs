//! Reads a text, builds its payload and lets every rule speak.

use super::{Options, drawn};
use crate::finding::{Draft, DraftEdit, Facts, FixDraft, Place, RuleResult, Safety, Sink, Tally};
use crate::json::{self, NodeId, Parsed, Path, Replacement, Tree, Value};
use crate::kinds::{self, BuildInput, Kind, PayloadInput};
use crate::manifest::{self, Manifest};
use crate::policy::Policy;
use crate::sanitize;
use crate::shape::{self, Shape, Visited};
use crate::verified::Target;

/// Everything the rules said about one text.
pub(super) struct Judged<'s> {
    pub(super) tree: Tree<'s>,
    pub(super) root: NodeId,
    pub(super) manifest: Manifest,
    /// The payload, where its kind is known and there is one.
    pub(super) payload: Option<Payload>,
    pub(super) drafts: Vec<Draft>,
    /// Findings that were not kept.
    pub(super) omitted: usize,
    /// The same by rule, from [`judge_and_tally`].
    pub(super) beyond: Tally,
    pub(super) facts: Facts,
    /// What each rule about pages says of the drawn payload, where that is asked for.
    pub(super) results: Vec<RuleResult>,
}

/// A payload, written or built.
pub(super) struct Payload {
    pub(super) kind: Kind,
    pub(super) node: NodeId,
    pub(super) target: Target,
    /// What is sent; none where part of it could not be read or built.
    pub(super) compact: Option<String>,
}

pub(super) fn judge<'s>(text: &'s str, options: Options<'_>) -> Judged<'s> {
    judge_into(Sink::default(), json::parse(text), options)
}

/// Judges, keeps up to `most` findings of the text itself and as many of what it says, and tallies the rest.
pub(super) fn judge_and_tally<'s>(most: usize, text: &'s str, options: Options<'_>) -> Judged<'s> {
    judge_into(Sink::tallying(most), json::parse_up_to(most, text), options)
}

fn judge_into<'s>(mut sink: Sink, parsed: Parsed<'s>, options: Options<'_>) -> Judged<'s> {
    let policy = options.policy;
    let Parsed {
        mut tree,
        root,
        errors,
        dropped,
        ..
    } = parsed;
    for (rule, count) in dropped {
        sink.add_uncounted(rule, count);
    }
    for error in errors {
        sink.add(|| syntax_draft(error));
    }
    let manifest = manifest_of(&tree, root, options, &mut sink);
    let mut facts = Facts::default();
    let mut visited = Visited::default();
    let payload = manifest
        .kind
        .and_then(|kind| build(&mut tree, kind, manifest, policy));
    let mut results = Vec::new();
    if let Some(payload) = &payload {
        judge_payload(
            &tree,
            payload,
            manifest,
            policy,
            &mut facts,
            &mut sink,
            &mut visited,
        );
        let input = PayloadInput {
            tree: &tree,
            payload: payload.node,
            spec: manifest.spec_in_use(),
            policy,
        };
        results = drawn::judge(&tree, payload, input, options, &mut facts, &mut sink);
    }
    if let (Some(kind), Some(spec)) = (manifest.kind, manifest.spec_in_use()) {
        let table = Shape::Object(kind.definition().spec());
        let path = &mut Path::of(&["spec"]);
        shape::check(&tree, spec, table, policy, path, &mut sink, &mut visited);
    }
    let (drafts, omitted, beyond) = sink.finish();
    Judged {
        tree,
        root,
        manifest,
        payload,
        drafts,
        omitted,
        beyond,
        facts,
        results,
    }
}

/// A text that was read as far as its payload; nothing is judged.
pub(crate) struct ReadDocument<'s> {
    /// The tree that holds everything.
    pub(crate) tree: Tree<'s>,
    /// The document as it is written.
    pub(crate) root: NodeId,
    /// Its kind, where it is known.
    pub(crate) kind: Option<Kind>,
    /// The kind and the payload, where the kind is known and there is one.
    pub(crate) payload: Option<(Kind, NodeId)>,
    /// What is sent; none where part of it could not be read or built.
    pub(crate) compact: Option<String>,
}

/// A text whose payload was built; nothing is judged.
pub(super) struct Built<'s> {
    pub(super) tree: Tree<'s>,
    pub(super) root: NodeId,
    pub(super) manifest: Manifest,
    pub(super) payload: Option<Payload>,
}

pub(super) fn built<'s>(text: &'s str, options: Options<'_>) -> Built<'s> {
    let Parsed { mut tree, root, .. } = json::parse(text);
    let mut sink = Sink::default();
    let manifest = manifest_of(&tree, root, options, &mut sink);
    let payload = manifest
        .kind
        .and_then(|kind| build(&mut tree, kind, manifest, options.policy));
    Built {
        tree,
        root,
        manifest,
        payload,
    }
}

pub(super) fn read<'s>(text: &'s str, options: Options<'_>) -> ReadDocument<'s> {
    let Built {
        tree,
        root,
        manifest,
        payload,
    } = built(text, options);
    ReadDocument {
        tree,
        root,
        kind: manifest.kind,
        payload: payload.as_ref().map(|payload| (payload.kind, payload.node)),
        compact: payload.and_then(|payload| payload.compact),
    }
}

/// What a text says it is: a bare payload of the kind that was named, or a manifest.
fn manifest_of(tree: &Tree<'_>, root: NodeId, options: Options<'_>, sink: &mut Sink) -> Manifest {
    match options.kind {
        Some(kind) => Manifest {
            kind: Some(kind),
            payload: Some(root),
            ..Manifest::default()
        },
        None => manifest::read(tree, root, options.policy, sink),
    }
}

/// The payload: the manifest's own, or built from its spec.
fn build(tree: &mut Tree<'_>, kind: Kind, manifest: Manifest, policy: &Policy) -> Option<Payload> {
    let node = match (manifest.payload, manifest.spec) {
        (Some(payload), _) => payload,
        (None, Some(spec)) if matches!(tree.value(spec), Value::Object(_)) => {
            let input = BuildInput {
                spec,
                id: manifest.id,
                target: manifest.target,
                policy,
            };
            kind.definition().build(tree, input)
        }
        _ => return None,
    };
    Some(Payload {
        kind,
        node,
        target: target_of(tree, manifest),
        compact: json::compact(tree, node),
    })
}

fn judge_payload(
    tree: &Tree<'_>,
    payload: &Payload,
    manifest: Manifest,
    policy: &Policy,
    facts: &mut Facts,
    sink: &mut Sink,
    visited: &mut Visited,
) {
    let definition = payload.kind.definition();
    sink.set_in_payload(true);
    let table = Shape::Object(definition.payload());
    shape::check(
        tree,
        payload.node,
        table,
        policy,
        &mut Path::payload(),
        sink,
        visited,
    );
    let input = PayloadInput {
        tree,
        payload: payload.node,
        spec: manifest.spec_in_use(),
        policy,
    };
    let target = definition.target().zip(manifest.target);
    definition.check(input, sink);
    let mut texts = sanitize::Walk::default();
    sanitize::check(
        tree,
        payload.node,
        table,
        Path::payload(),
        policy,
        &mut texts,
        sink,
    );
    definition.measure(input, facts);
    let (bytes, payload_bytes) = if let Some(compact) = &payload.compact {
        let conversation = payload.target.conversation().unwrap_or_default();
        (definition.body(compact, conversation).len(), compact.len())
    } else {
        let length = json::compact_len(tree, payload.node);
        (length, length)
    };
    facts.set("bytes", bytes);
    facts.set("payloadBytes", payload_bytes);
    let whole = tree.span(payload.node);
    kinds::check_bytes(bytes, definition.byte_limit(), whole, policy, sink);
    sink.set_in_payload(false);
    if let Some((table, target)) = target {
        let path = Path::of(&["target"]);
        sanitize::check(
            tree,
            target,
            Shape::Object(table),
            path,
            policy,
            &mut texts,
            sink,
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
    let fix = error
        .replacement
        .map(|Replacement { span, text }| FixDraft {
            safety: Safety::Safe,
            description: error.help.to_owned(),
            edits: vec![DraftEdit {
                span,
                text: text.into_owned(),
            }],
        });
    Draft::new(
        error.rule,
        Place::source(error.span),
        error.message.into_owned(),
        error.help,
    )
    .with_fix(fix)
}
