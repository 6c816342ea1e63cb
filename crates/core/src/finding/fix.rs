//! Fixes: edits on the source text, offered only after they were tried.

use serde::Serialize;

use crate::json::TextSpan;

/// Whether a fix keeps the meaning of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// What a person sees stays the same.
    Safe,
    /// A person should look at the result.
    Unsafe,
}

/// A change that makes a finding go away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Whether it keeps the meaning.
    pub safety: Safety,
    /// What it does, as an instruction.
    pub description: String,
    /// The edits, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of one range of the source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The range that is replaced.
    pub span: TextSpan,
    /// The text that takes its place.
    pub text: String,
}
