//! What stands under the cursor, and what may stand there.

use serde::Serialize;

use super::Range;
use crate::check::Options;
use crate::json::Pointer;

/// What is known about a key or a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hover {
    /// The key or value it is about.
    pub range: Range,
    /// The name of the field, or what an item of a list is called.
    pub title: String,
    /// What it may be, such as "a string" or "an array".
    #[serde(rename = "type")]
    pub type_name: String,
    /// The place in the document, as a JSON pointer.
    pub pointer: Pointer,
    /// Whether it must be there as the document is now.
    pub required: bool,
    /// The ranges it has to keep to under the policy.
    pub bounds: Vec<Bound>,
    /// The pattern it has to follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// The only values it may have; none where others are accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
    /// What it is where it is left out, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<&'static str>,
    /// What it is for.
    pub documentation: &'static str,
    /// All of the above for a person, in Markdown.
    pub markdown: String,
    /// The rules that judge it, with where they are documented.
    pub rules: Vec<RuleLink>,
}

/// A range that something has to keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// What is counted, such as `characters`, `items` or `value`.
    pub of: &'static str,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u64>,
    /// The unit; none where numbers have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// The limit by which a policy changes the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<&'static str>,
}

/// A pattern that a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// The regular expression (ECMA-262), anchored at both ends.
    pub regex: &'static str,
    /// What it means, completing "must be …".
    pub meaning: &'static str,
    /// A text that follows it.
    pub example: &'static str,
}

/// A rule, and where it is documented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleLink {
    /// The rule's id.
    pub id: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Its page, as a path below the rule documentation: `shape/pattern.md`.
    pub path: String,
}

/// Tells what stands at an offset, counted in UTF-16 code units; one beyond the end is the end. None where no table knows
/// the place.
pub fn hover(_text: &str, _offset: usize, _options: Options<'_>) -> Option<Hover> {
    None
}
