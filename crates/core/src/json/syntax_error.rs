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

/// Rules of this area word every finding alike, unless a place has more to say.
impl Rule {
    /// This rule broken at a place.
    pub(super) fn at(&'static self, span: Span) -> SyntaxError {
        self.with(span, self.summary.to_owned())
    }

    /// This rule broken at a place, in words of its own.
    pub(super) fn with(&'static self, span: Span, message: String) -> SyntaxError {
        SyntaxError {
            rule: self,
            span,
            message,
            help: self.help.unwrap_or_default(),
            replacement: None,
        }
    }
}
