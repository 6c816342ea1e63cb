//! The policy as a team writes it, in `preflight.toml` or as JSON: only what differs from the defaults.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use url::Host;

use super::suppression::{Suppression, is_date};
use super::{Policy, VariableType};
use crate::finding::{self, Rule, Severity};
use crate::limits::Limit;
use crate::shape::nearest;

/// The overrides of a policy.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyFile {
    /// Limits by name.
    #[serde(default)]
    limits: BTreeMap<String, u64>,
    /// Hosts an agent widget's manifest may come from.
    #[serde(alias = "allowed-origins")]
    allowed_origins: Option<Vec<String>>,
    /// Prefixes that variable keys may not begin with.
    #[serde(alias = "reserved-prefixes")]
    reserved_prefixes: Option<Vec<String>>,
    /// Variable keys and their types.
    #[serde(alias = "key-matrix")]
    key_matrix: Option<BTreeMap<String, String>>,
    /// Severities by rule.
    #[serde(default)]
    severities: BTreeMap<String, String>,
    /// Findings to live with.
    #[serde(default)]
    suppressions: Vec<Suppression>,
}

/// Why a policy cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyError {
    /// It is not JSON of the expected shape; the reason is the reader's.
    Unreadable(String),
    /// It names something that does not exist.
    Unknown {
        /// What sort of thing.
        what: &'static str,
        /// The name it used.
        name: String,
        /// The nearest name there is.
        nearest: Option<&'static str>,
    },
    /// A suppression's expiry is not a date.
    BadDate {
        /// The rule the suppression is for.
        rule: String,
        /// What stands there.
        found: String,
    },
    /// A rule whose errors no policy may live with.
    Fixed {
        /// The rule.
        rule: &'static str,
    },
    /// An allowed origin that no host could match.
    BadOrigin {
        /// What stands there.
        found: String,
    },
    /// A reserved prefix that every key begins with.
    EmptyPrefix,
    /// A suppression says neither a pointer nor a selector.
    NoPlace {
        /// The rule the suppression is for.
        rule: String,
    },
    /// A suppression gives no reason.
    NoReason {
        /// The rule the suppression is for.
        rule: String,
    },
}

impl fmt::Display for PolicyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(formatter, "the policy cannot be read: {reason}"),
            Self::Unknown {
                what,
                name,
                nearest,
            } => {
                write!(
                    formatter,
                    "the policy names the {what} \"{name}\", which does not exist"
                )?;
                match nearest {
                    Some(nearest) => write!(formatter, "; did you mean \"{nearest}\"?"),
                    None => Ok(()),
                }
            }
            Self::BadDate { rule, found } => write!(
                formatter,
                "the suppression of {rule} expires on \"{found}\", which is not a date; write YYYY-MM-DD"
            ),
            Self::Fixed { rule } => write!(
                formatter,
                "{rule} can be neither lowered nor suppressed: what it finds cannot be sent as it was meant"
            ),
            Self::BadOrigin { found } => write!(
                formatter,
                "the allowed origin \"{found}\" is no host; write a host (cdn.example.com) or everything below one (*.example.com)"
            ),
            Self::EmptyPrefix => {
                formatter.write_str("a reserved prefix is empty, and would refuse every key")
            }
            Self::NoPlace { rule } => write!(
                formatter,
                "the suppression of {rule} names no place; write the finding's pointer or, on a page, its selector"
            ),
            Self::NoReason { rule } => write!(
                formatter,
                "the suppression of {rule} gives no reason; write why the finding is acceptable"
            ),
        }
    }
}

impl std::error::Error for PolicyError {}

impl PolicyFile {
    /// Reads a policy written as JSON.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        serde_json::from_str(text).map_err(|error| PolicyError::Unreadable(error.to_string()))
    }

    /// The defaults with these overrides.
    pub fn into_policy(self) -> Result<Policy, PolicyError> {
        let mut contents = Policy::default().contents;
        for (name, value) in self.limits {
            let limit = Limit::from_name(&name).ok_or_else(|| {
                unknown(
                    "limit",
                    &name,
                    Limit::ALL.iter().map(|limit| limit.entry().name),
                )
            })?;
            contents.limits.insert(limit.entry().name, value);
        }
        if let Some(origins) = self.allowed_origins {
            if let Some(found) = origins.iter().find(|origin| !is_host_pattern(origin)) {
                return Err(PolicyError::BadOrigin {
                    found: found.clone(),
                });
            }
            contents.allowed_origins = origins;
        }
        if let Some(prefixes) = self.reserved_prefixes {
            if prefixes.iter().any(String::is_empty) {
                return Err(PolicyError::EmptyPrefix);
            }
            contents.reserved_prefixes = prefixes;
        }
        if let Some(matrix) = self.key_matrix {
            let mut typed = super::KeyMatrix::new();
            for (key, name) in matrix {
                let variable_type = VariableType::from_name(&name).ok_or_else(|| {
                    unknown("variable type", &name, VariableType::NAMES.iter().copied())
                })?;
                typed.insert(key, variable_type);
            }
            contents.key_matrix = Some(typed);
        }
        for (name, severity) in self.severities {
            let rule = known_rule(&name)?;
            let severity = Severity::from_name(&severity).ok_or_else(|| {
                unknown(
                    "severity",
                    &severity,
                    ["error", "warning", "info"].into_iter(),
                )
            })?;
            if severity < rule.severity {
                refuse_fixed(rule)?;
            }
            contents.severities.insert(rule.id, severity);
        }
        for suppression in &self.suppressions {
            refuse_fixed(known_rule(&suppression.rule)?)?;
            let selector = suppression.selector.as_deref().map(str::trim);
            if selector.map_or(suppression.pointer.is_none(), str::is_empty) {
                return Err(PolicyError::NoPlace {
                    rule: suppression.rule.clone(),
                });
            }
            if suppression.reason.trim().is_empty() {
                return Err(PolicyError::NoReason {
                    rule: suppression.rule.clone(),
                });
            }
            if let Some(date) = suppression.expires.as_ref().filter(|date| !is_date(date)) {
                return Err(PolicyError::BadDate {
                    rule: suppression.rule.clone(),
                    found: date.clone(),
                });
            }
        }
        contents.suppressions = self.suppressions;
        Ok(Policy::new(contents))
    }
}

fn known_rule(name: &str) -> Result<&'static Rule, PolicyError> {
    finding::rule(name).ok_or_else(|| unknown("rule", name, finding::rules().map(|rule| rule.id)))
}

/// Errors of these areas mean that the text says something else than what would be sent, or that two documents could
/// not be told apart; no team can decide to live with that.
const FIXED_AREAS: &[&str] = &["json/", "manifest/", "set/"];

/// Whether no policy may lower or suppress a rule.
pub(crate) fn is_fixed(rule: &Rule) -> bool {
    rule.severity == Severity::Error && FIXED_AREAS.iter().any(|area| rule.id.starts_with(area))
}

fn refuse_fixed(rule: &'static Rule) -> Result<(), PolicyError> {
    if is_fixed(rule) {
        return Err(PolicyError::Fixed { rule: rule.id });
    }
    Ok(())
}

/// Whether a text is a host as URLs spell it, or `*.` and one.
fn is_host_pattern(text: &str) -> bool {
    let host = text.strip_prefix("*.").unwrap_or(text);
    !host.contains('*')
        && Host::parse(host).is_ok_and(|parsed| parsed.to_string().eq_ignore_ascii_case(host))
}

fn unknown(
    what: &'static str,
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> PolicyError {
    PolicyError::Unknown {
        what,
        name: name.to_owned(),
        nearest: nearest(name, known),
    }
}
