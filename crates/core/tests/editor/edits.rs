//! Making a completion.

use preflight_core::editor::{Completion, Range};

/// A text with a completion made.
///
/// # Panics
/// When edits overlap, lie beyond the text or cut a character in half.
pub(crate) fn with(text: &str, completion: &Completion) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let additional = completion.additional.iter();
    let mut edits: Vec<(Range, &str)> = additional
        .map(|edit| (edit.range, edit.text.as_str()))
        .chain([(completion.range, completion.insert.as_str())])
        .collect();
    edits.sort_by_key(|(range, _)| *range);
    let mut made: Vec<u16> = Vec::new();
    let mut at = 0;
    for (range, text) in edits {
        assert!(at <= range.start && range.start <= range.end);
        made.extend_from_slice(&units[at..range.start]);
        made.extend(text.encode_utf16());
        at = range.end;
    }
    made.extend_from_slice(&units[at..]);
    String::from_utf16(&made).expect("edits keep characters whole")
}
