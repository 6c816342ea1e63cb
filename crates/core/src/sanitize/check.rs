//! Every text of a payload, judged by how it is read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::problem::{Found, Problem, TextEdit, edited};
use super::{find_into, html, is_harmless};
use crate::finding::{Draft, DraftEdit, FixDraft, MAX_FINDINGS, Outcome, Place, Sink};
use crate::json::{self, Member, NodeId, OffsetMap, Path, Tree, shown_key};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::{self, Shape, TextMode};

/// The texts that were judged; a text that stands in two places is judged where it is read most strictly.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    seen: BTreeSet<NodeId>,
    /// Bytes of the texts with markup that were judged.
    markup: u64,
}

impl Walk {
    /// Whether a text may be judged without making the whole document cost too much.
    fn affords(&mut self, text: &str, mode: TextMode, policy: &Policy) -> bool {
        let has_markup = match mode {
            TextMode::Plain | TextMode::Data => text.contains('<'),
            TextMode::Html => text.contains(['<', '&']),
            TextMode::Markdown => true,
            TextMode::Url | TextMode::Link | TextMode::Css => false,
        };
        if has_markup {
            self.markup += text.len() as u64;
        }
        !has_markup || self.markup <= policy.limit(Limit::MarkupTotal)
    }
}

/// Reports what the texts below `node` may not hold.
///
/// Those whose reader the table names come first: the same text may also stand among data of the author's own.
pub(crate) fn check<'t>(
    tree: &'t Tree<'_>,
    node: NodeId,
    shape: Shape,
    mut path: Path<'t>,
    policy: &Policy,
    walk: &mut Walk,
    sink: &mut Sink,
) {
    let mut later = Vec::new();
    shape::texts(tree, node, shape, &mut path, &mut |text, path| match text {
        shape::Found::Text(node, TextMode::Plain | TextMode::Data)
            if tree.text(node).is_none_or(is_harmless) => {}
        shape::Found::Text(node, TextMode::Data) => later.push((node, path.clone())),
        shape::Found::Text(node, mode) => {
            if walk.seen.insert(node) {
                judge(tree, node, mode, path, policy, walk, sink);
            }
        }
        shape::Found::Key(member) => {
            if !is_harmless(&member.key) {
                judge_key(member, path, policy, sink);
            }
        }
    });
    for (node, path) in later {
        if walk.seen.insert(node) {
            judge(tree, node, TextMode::Data, &path, policy, walk, sink);
        }
    }
}

fn judge(
    tree: &Tree<'_>,
    node: NodeId,
    mode: TextMode,
    path: &Path<'_>,
    policy: &Policy,
    walk: &mut Walk,
    sink: &mut Sink,
) {
    let Some(text) = tree.text(node) else {
        return;
    };
    if !walk.affords(text, mode, policy) {
        let place = sink.place(tree, node, path);
        let most = policy.limit(Limit::MarkupTotal);
        sink.add(|| {
            Draft::new(
                &html::rules::TOO_LARGE,
                place,
                format!("{path} was not judged: with it the texts with markup have more than {most} bytes."),
                "Shorten the texts, or remove the markup.",
            )
            .with_outcome(Outcome::Untested)
        });
        return;
    }
    let Some(problems) = problems(text, mode, policy, sink) else {
        return;
    };
    let literal = tree.origin(node).source_span();
    let map = literal.map(|literal| OffsetMap::new(tree.source(), literal));
    for problem in problems {
        let place = sink.place(tree, node, path);
        sink.add(|| {
            let place = match &map {
                Some(map) => Place {
                    span: map.source_span(problem.range.clone()),
                    ..place
                },
                None => place,
            };
            let fix = literal.zip(map.as_ref()).and_then(|(literal, map)| {
                let removal = problem.removal.as_ref()?;
                Some(FixDraft {
                    safety: removal.safety,
                    description: removal.description.to_owned(),
                    edits: source_edits(text, &removal.edits, literal, map),
                })
            });
            Draft::new(
                problem.rule,
                place,
                format!("{path} {}.", problem.predicate),
                problem.help.clone(),
            )
            .with_fix(fix)
        });
    }
}

/// What is wrong with a text; what is beyond the cap goes into the sink at once.
fn problems(text: &str, mode: TextMode, policy: &Policy, sink: &mut Sink) -> Option<Vec<Problem>> {
    let mut found = if sink.tallies() {
        Found::tallying(MAX_FINDINGS)
    } else {
        Found::new(MAX_FINDINGS)
    };
    find_into(text, mode, policy, &mut found);
    if found.is_empty() {
        return None;
    }
    if sink.tallies() {
        for (rule, count) in found.beyond() {
            sink.add_uncounted(rule, *count);
        }
    } else {
        sink.add_omitted(found.uncounted());
    }
    Some(found.into_problems())
}

/// Edits of one fix that a person can still follow; beyond, the whole string is written anew.
const MOST_EDITS: usize = 32;

fn source_edits(
    text: &str,
    edits: &[TextEdit],
    literal: json::Span,
    map: &OffsetMap,
) -> Vec<DraftEdit> {
    if edits.len() > MOST_EDITS {
        return vec![DraftEdit {
            span: literal,
            text: json::quote(&edited(text, edits)),
        }];
    }
    edits
        .iter()
        .map(|edit| DraftEdit {
            span: map.source_span(edit.range.clone()),
            text: inside_string(&edit.replacement),
        })
        .collect()
}

/// Text as it stands between the quotes of a JSON string.
fn inside_string(text: &str) -> String {
    let quoted = json::quote(text);
    let inside: Range<usize> = 1..quoted.len() - 1;
    quoted[inside].to_owned()
}

/// A key is the author's own name for something: a label. Renaming it is not for us.
fn judge_key(member: &Member<'_>, path: &Path<'_>, policy: &Policy, sink: &mut Sink) {
    let key = member.key.as_ref();
    for Problem {
        rule,
        predicate,
        help,
        ..
    } in problems(key, TextMode::Plain, policy, sink)
        .into_iter()
        .flatten()
    {
        let place = sink.at(member.key_origin.span(), path);
        sink.add(|| {
            Draft::new(
                rule,
                place,
                format!("The key {} {predicate}.", shown_key(key)),
                help,
            )
        });
    }
}
