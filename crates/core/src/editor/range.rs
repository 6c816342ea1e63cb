//! Ranges as editors in a browser count: in UTF-16 code units.

use serde::Serialize;

/// A half-open range of a text in UTF-16 code units, as JavaScript's strings and editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Range {
    /// The first unit.
    pub start: usize,
    /// The first unit after it.
    pub end: usize,
}

/// A text in place of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextEdit {
    /// The range, in the text as it is before any edit.
    pub range: Range,
    /// The text that takes its place.
    pub text: String,
}
