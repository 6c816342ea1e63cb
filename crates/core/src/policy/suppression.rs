//! Suppressions: findings a team decided to live with, for a reason and a time.

use serde::{Deserialize, Serialize};

use crate::finding::{Class, Rule, Severity};

/// A finding that is taken out of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The rule.
    pub rule: String,
    /// The place, as a JSON pointer into the source document or its payload.
    pub pointer: String,
    /// The manifest it is meant for; every document where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why the finding is acceptable.
    pub reason: String,
    /// The last day it holds, as YYYY-MM-DD; for ever where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// A suppression whose last day is over no longer hides its finding, and says so.
pub(crate) static EXPIRED: Rule = Rule {
    id: "policy/expired-suppression",
    severity: Severity::Warning,
    class: Class::House,
    in_json_schema: false,
    summary: "A suppression that covered this finding has expired.",
};

pub(crate) static RULES: &[&Rule] = &[&EXPIRED];

/// Whether `text` is a calendar date as ISO 8601 writes it; such dates sort as text.
pub(super) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |digits: usize, range: std::ops::RangeInclusive<u32>| {
        parts.next().is_some_and(|part| {
            part.len() == digits
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse().is_ok_and(|value| range.contains(&value))
        })
    };
    number(4, 0..=9999) && number(2, 1..=12) && number(2, 1..=31) && parts.next().is_none()
}
