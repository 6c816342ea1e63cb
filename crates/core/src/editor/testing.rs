//! What the tests of editors share.

use super::{Completion, Range};
use crate::check::Options;
use crate::policy::Policy;

/// The sign that stands where the cursor is.
const CURSOR: char = '▮';

/// A text without the sign of its cursor, and the cursor's offset in UTF-16 code units.
pub(super) fn placed(text: &str) -> (String, usize) {
    let (before, after) = text.split_once(CURSOR).expect("a cursor");
    (format!("{before}{after}"), before.encode_utf16().count())
}

/// The completions where the cursor of a text stands.
pub(super) fn completions(text: &str) -> Vec<Completion> {
    let (text, offset) = placed(text);
    super::complete(&text, offset, Options::new(&Policy::default()))
}

/// A text with a completion made.
pub(super) fn with(text: &str, completion: &Completion) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut edits: Vec<(Range, &str)> = completion
        .additional
        .iter()
        .map(|edit| (edit.range, edit.text.as_str()))
        .collect();
    edits.push((completion.range, &completion.insert));
    edits.sort_by_key(|(range, _)| *range);
    let mut made: Vec<u16> = Vec::new();
    let mut at = 0;
    for (range, text) in edits {
        assert!(at <= range.start && range.start <= range.end && range.end <= units.len());
        made.extend_from_slice(&units[at..range.start]);
        made.extend(text.encode_utf16());
        at = range.end;
    }
    made.extend_from_slice(&units[at..]);
    String::from_utf16(&made).expect("edits keep characters whole")
}

/// The text with the completion of a label made.
pub(super) fn completed(text: &str, label: &str) -> String {
    let offered = completions(text);
    let found = offered
        .iter()
        .find(|completion| completion.label == label)
        .unwrap_or_else(|| panic!("{text}: no {label} in {:?}", labels(&offered)));
    with(&placed(text).0, found)
}

/// The labels of some completions.
pub(super) fn labels(offered: &[Completion]) -> Vec<&str> {
    offered
        .iter()
        .map(|completion| completion.label.as_str())
        .collect()
}
