//! Values are plain text: no markup, no scripts, no control characters.

use super::super::definition::PayloadInput;
use super::markup;
use super::rules::{CONTROL_CHARACTER, MARKUP, SCRIPT_URL};
use crate::finding::{Draft, DraftEdit, FixDraft, Place, Safety, Sink, built_from};
use crate::json::{self, NodeId, OffsetMap, Path, shown_key};
use crate::limits::Limit;
use crate::shape::counted;

/// The place of a payload node; rules here always speak of the payload.
pub(super) fn place(input: PayloadInput<'_, '_>, node: NodeId, path: &Path<'_>) -> Place {
    Place {
        span: input.tree.span(node),
        payload: Some(path.pointer()),
        built_from: built_from(input.tree.origin(node)),
    }
}

pub(super) fn check(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    value: &str,
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let found = markup::find(value);
    if let Some(first) = found.first() {
        // A value that long is refused anyway, and cleaning it would cost more than it tells.
        let cleaned = (value.len() as u64 <= input.policy.limit(Limit::VariablesBytes))
            .then(|| markup::without(value));
        sink.add(|| {
            let message = format!(
                "{path} holds markup, {}; values are plain text.",
                shown_key(&value[first.clone()])
            );
            let place = inner_place(input, node, first, path);
            let Some(cleaned) = cleaned else {
                return Draft::new(&MARKUP, place, message, "Remove the markup.");
            };
            let unseen = found
                .iter()
                .all(|range| markup::is_unseen(&value[range.clone()]));
            let help = format!(
                "Remove the markup; what remains is {}.",
                shown_key(&cleaned)
            );
            let safety = safety_of(unseen);
            let fix = removal(
                input,
                node,
                value,
                &found,
                &cleaned,
                safety,
                "Remove the markup",
            );
            Draft::new(&MARKUP, place, message, help).with_fix(fix)
        });
    }
    if let Some(scheme) = markup::script_scheme(value) {
        sink.add(|| {
            Draft::new(
                &SCRIPT_URL,
                place(input, node, path),
                format!("{path} is a {scheme} URL, which runs or opens as content of its own where it is followed."),
                "Send plain text, or an https URL.",
            )
        });
    }
    let controls: Vec<_> = value
        .char_indices()
        .filter(|(_, character)| is_control(*character))
        .map(|(at, character)| at..at + character.len_utf8())
        .collect();
    if let Some(first) = controls.first() {
        let cleaned: String = value
            .chars()
            .filter(|character| !is_control(*character))
            .collect();
        let code = value[first.start..].chars().next().map_or(0, u32::from);
        sink.add(|| {
            Draft::new(
                &CONTROL_CHARACTER,
                inner_place(input, node, first, path),
                format!(
                    "{path} holds {}, the first being U+{code:04X}.",
                    counted(controls.len() as u64, "control character")
                ),
                "Remove the control characters; only tab and line feed are text.",
            )
            .with_fix(removal(
                input,
                node,
                value,
                &controls,
                &cleaned,
                // A lone carriage return may have been meant to break a line.
                safety_of(!has_lone_return(value)),
                "Remove the control characters",
            ))
        });
    }
}

/// Whether the text has a carriage return that no line feed follows.
fn has_lone_return(value: &str) -> bool {
    value.replace("\r\n", "").contains('\r')
}

fn safety_of(nothing_seen_is_lost: bool) -> Safety {
    if nothing_seen_is_lost {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}

pub(super) fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
}

/// The place of a range inside a string: the very characters where the author wrote the string, else the value.
fn inner_place(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    range: &std::ops::Range<usize>,
    path: &Path<'_>,
) -> Place {
    let mut place = place(input, node, path);
    if let Some(literal) = input.tree.origin(node).source_span() {
        place.span = OffsetMap::new(input.tree.source(), literal).source_span(range.clone());
    }
    place
}

/// Edits of one fix that a person can still follow; beyond, the whole string is written anew.
const MOST_EDITS: usize = 32;

/// A fix that takes `ranges` out of a string the author wrote, leaving `cleaned`.
fn removal(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    value: &str,
    ranges: &[std::ops::Range<usize>],
    cleaned: &str,
    safety: Safety,
    description: &str,
) -> Option<FixDraft> {
    let literal = input.tree.origin(node).source_span()?;
    let kept: usize = value.len() - ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    let edits = if kept == cleaned.len() && ranges.len() <= MOST_EDITS {
        let map = OffsetMap::new(input.tree.source(), literal);
        let edit = |range: &std::ops::Range<usize>| DraftEdit {
            span: map.source_span(range.clone()),
            text: String::new(),
        };
        ranges.iter().map(edit).collect()
    } else {
        // Taking the ranges out joined the pieces of more, or there are too many to read one by one.
        vec![DraftEdit {
            span: literal,
            text: json::quote(cleaned),
        }]
    };
    Some(FixDraft {
        safety,
        description: format!("{description}."),
        edits,
    })
}
