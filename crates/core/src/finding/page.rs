//! The documentation of a rule.

use super::Rule;

/// What a rule's comment says.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The rule.
    pub rule: &'static Rule,
    /// The comment, line by line, in Markdown.
    pub lines: &'static [&'static str],
}
