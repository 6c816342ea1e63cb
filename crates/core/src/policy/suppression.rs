//! Suppressions: findings a team decided to live with, for a reason and a time.

use serde::{Deserialize, Serialize};

use crate::finding::declare::rules;

/// A finding that is taken out of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The rule.
    pub rule: String,
    /// The place, as a JSON pointer into the source document or its payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The element on a page, read or drawn: the selector of the finding, to the letter. With a pointer too, both have to
    /// be the finding's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// The manifest it is meant for; every document where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why the finding is acceptable.
    pub reason: String,
    /// The last day it holds, as YYYY-MM-DD; for ever where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

rules! {
    /// A suppression whose last day is over no longer hides its finding, and says so: what was accepted for a time comes up
    /// again.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// today = "2027-01-01"
    ///
    /// [[suppressions]]
    /// rule = "channel/queue-id"
    /// pointer = "/routingConfiguration/queueId"
    /// reason = "The queue is made next week."
    /// expires = "2026-12-31"
    /// ```
    ///
    /// ```json channel /routingConfiguration/queueId also=channel/queue-id
    /// "to-be-made"
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// today = "2026-12-31"
    ///
    /// [[suppressions]]
    /// rule = "channel/queue-id"
    /// pointer = "/routingConfiguration/queueId"
    /// reason = "The queue is made next week."
    /// expires = "2026-12-31"
    /// ```
    ///
    /// ```json channel /routingConfiguration/queueId
    /// "to-be-made"
    /// ```
    pub(crate) EXPIRED = "policy/expired-suppression", Warning, House,
        "A suppression that covered this finding has expired.";
}

/// Whether `text` is a calendar date as ISO 8601 writes it; such dates sort as text.
pub(crate) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let &[year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
