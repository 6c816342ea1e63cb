//! Text as people read it: nothing that hides, reorders or poses as something else.

mod bidi;
mod control;
mod cut;
mod handler;
mod invisible;
mod markup;
mod mixed_script;
pub(crate) mod rules;

use std::ops::Range;

pub(crate) use cut::cut;
pub(crate) use markup::find as find_markup;

use super::problem::{Found, Problem, Removal, TextEdit};
use super::url;
use crate::finding::{Rule, Safety};

/// A character of a text as read, and the bytes that write it.
///
/// They differ where a character reference writes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Character {
    pub(crate) value: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The characters of a text that is read as it is written.
pub(crate) fn characters(text: &str, offset: usize) -> impl Iterator<Item = Character> {
    text.char_indices().map(move |(at, value)| Character {
        value,
        start: offset + at,
        end: offset + at + value.len_utf8(),
    })
}

/// What a text is for, which decides what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A name, label or value: short, and believed at a glance.
    Label,
    /// A text to read, in whatever direction its language runs.
    Body,
    /// A URL, or a part of code such as a CSS value.
    Address,
}

/// Whether nothing in a text can need a closer look: printable ASCII, tabs and line feeds.
pub(crate) fn is_simple(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n'))
}

/// Reports characters that hide, reorder or pose as others.
pub(crate) fn find(characters: &[Character], purpose: Purpose, found: &mut Found) {
    control::find(characters, purpose, found);
    bidi::find(characters, purpose, found);
    invisible::find(characters, purpose, found);
    if purpose != Purpose::Body {
        mixed_script::find(characters, found);
    }
}

/// Whether a character shows, or shapes those that do.
pub(crate) fn is_seen(value: char) -> bool {
    let alone = [Character {
        value,
        start: 0,
        end: value.len_utf8(),
    }];
    let mut found = Found::new(1);
    find(&alone, Purpose::Address, &mut found);
    found.is_empty()
}

/// Reports a text that is, as a whole, a URL that runs as a script; `read` is the text as its reader reads it.
pub(crate) fn find_script_url(text: &str, read: &str, found: &mut Found) {
    if let Some(scheme) = url::script_scheme(read) {
        found.add_some(|| Problem {
            rule: &rules::SCRIPT_URL,
            range: 0..text.len(),
            predicate: format!(
                "is a {scheme} URL, which runs or opens as content of its own where it is followed"
            ),
            help: "Send plain text, or an https URL.".to_owned(),
            removal: Some(Removal {
                safety: Safety::Unsafe,
                description: "Remove the URL.",
                edits: vec![TextEdit::remove(0..text.len())],
            }),
        });
    }
}

/// Reports event handlers written as attributes, which a renderer that forgets to escape would run.
pub(crate) fn find_handlers(text: &str, found: &mut Found) {
    handler::find(text, found);
}

/// A problem of one range, which goes when the range does.
fn removable(
    rule: &'static Rule,
    range: Range<usize>,
    predicate: String,
    help: &str,
    safety: Safety,
    description: &'static str,
) -> Problem {
    Problem {
        rule,
        predicate,
        help: help.to_owned(),
        removal: Some(Removal {
            safety,
            description,
            edits: vec![TextEdit::remove(range.clone())],
        }),
        range,
    }
}

/// A problem of some characters; where others are written by the same bytes it is not for us to take them out.
fn removable_alone(characters: &[Character], run: &Range<usize>, problem: Problem) -> Problem {
    let start = characters[run.start].start;
    let end = characters[run.end - 1].end;
    let shared = characters[..run.start]
        .last()
        .is_some_and(|before| before.end > start)
        || characters
            .get(run.end)
            .is_some_and(|after| after.start < end);
    Problem {
        removal: problem.removal.filter(|_| !shared),
        ..problem
    }
}

/// A character by its code point.
fn code(value: char) -> String {
    format!("U+{:04X}", u32::from(value))
}

/// Consecutive characters that are alike, as ranges of `characters`.
fn runs<'c>(
    characters: &'c [Character],
    is_meant: impl Fn(usize) -> bool + 'c,
) -> impl Iterator<Item = Range<usize>> + 'c {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < characters.len() && !is_meant(at) {
            at += 1;
        }
        let start = at;
        while at < characters.len() && is_meant(at) {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}
