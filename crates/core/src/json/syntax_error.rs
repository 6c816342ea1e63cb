//! What is wrong with the text itself, at one place.

use super::tree::Span;
use crate::finding::Rule;

/// One thing wrong with the text itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The rule it breaks.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
    /// Text to put in place of the span, where that mends it without changing any value.
    pub replacement: Option<String>,
}
