//! What completion offers.

use serde::Serialize;

use super::{Range, TextEdit};

/// What a completion stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompletionKind {
    /// A key of an object.
    Property,
    /// One of a closed list of values.
    Value,
    /// A value that is often meant, where others are accepted as well.
    Suggestion,
    /// A whole value with what it needs in it.
    Snippet,
    /// A whole manifest.
    Manifest,
}

/// Something that may be put where the cursor stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// What a list shows, and what is compared with what was typed: a key or value without its quotes.
    pub label: String,
    /// What it stands for.
    pub kind: CompletionKind,
    /// The type or value in a few words.
    pub detail: String,
    /// What it is for, in Markdown.
    pub documentation: String,
    /// Whether the object needs this key as it is now; always false of what is no key.
    pub required: bool,
    /// What is replaced; it holds the cursor.
    pub range: Range,
    /// The text that takes its place.
    pub insert: String,
    /// The parts of `insert` that are still to be written, in order; the first is selected. Without one the cursor goes to
    /// the end. They count UTF-16 code units from the beginning of `insert`.
    pub placeholders: Vec<Range>,
    /// Edits to be made with it that lie elsewhere and do not touch `range`: a comma that is missing before it.
    pub additional: Vec<TextEdit>,
}
