//! The policy: limits and allow-lists in force.

mod file;
mod suppression;

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

pub(crate) use file::is_fixed;
pub use file::{PolicyError, PolicyFile};
pub use suppression::Suppression;
pub(crate) use suppression::{EXPIRED, PAGES, RULES, is_date};

use crate::finding::{Rule, Severity};
use crate::limits::Limit;

/// The type of a participant variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableType {
    /// Any text.
    String,
    /// A plain decimal.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl VariableType {
    /// The names, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["string", "number", "boolean"];

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "string" => Some(Self::String),
            "number" => Some(Self::Number),
            "boolean" => Some(Self::Boolean),
            _ => None,
        }
    }

    /// The name used in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }
}

/// Which keys participant variables may have, and of which type.
pub type KeyMatrix = BTreeMap<String, VariableType>;

/// Limits and allow-lists in force; [`Policy::default`] is what the guides say.
#[derive(Debug, Clone)]
pub struct Policy {
    contents: Contents,
    digest: String,
}

/// What the digest covers, in the order it is written.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Contents {
    limits: BTreeMap<&'static str, u64>,
    allowed_origins: Vec<String>,
    reserved_prefixes: Vec<String>,
    key_matrix: Option<KeyMatrix>,
    severities: BTreeMap<&'static str, Severity>,
    suppressions: Vec<Suppression>,
}

impl Default for Policy {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self::new(Contents {
            limits: Limit::ALL
                .iter()
                .map(|limit| (limit.entry().name, limit.entry().default))
                .collect(),
            allowed_origins: words(&["s3.amazonaws.com", "*.cloudfront.net"]),
            reserved_prefixes: words(&[
                "sys:",
                "genesys:",
                "internal:",
                "routing:",
                "conversation:",
            ]),
            key_matrix: None,
            severities: BTreeMap::new(),
            suppressions: Vec::new(),
        })
    }
}

impl Policy {
    fn new(contents: Contents) -> Self {
        use std::fmt::Write as _;
        let mut digest = String::with_capacity(64);
        for byte in Sha256::digest(canonical(&contents)) {
            // Writing to a String cannot fail.
            let _ = write!(digest, "{byte:02x}");
        }
        Self { contents, digest }
    }

    /// The value of a limit.
    pub fn limit(&self, limit: Limit) -> u64 {
        self.contents.limits[limit.entry().name]
    }

    /// Hosts an agent widget's manifest may come from: exact, or `*.suffix`.
    pub fn allowed_origins(&self) -> &[String] {
        &self.contents.allowed_origins
    }

    /// Prefixes the platform keeps to itself in variable keys.
    pub fn reserved_prefixes(&self) -> &[String] {
        &self.contents.reserved_prefixes
    }

    /// The keys participant variables may have, where the team listed them.
    pub fn key_matrix(&self) -> Option<&KeyMatrix> {
        self.contents.key_matrix.as_ref()
    }

    /// How much a rule weighs.
    pub fn severity(&self, rule: &Rule) -> Severity {
        self.contents
            .severities
            .get(rule.id)
            .copied()
            .unwrap_or(rule.severity)
    }

    /// Findings the team decided to live with.
    pub fn suppressions(&self) -> &[Suppression] {
        &self.contents.suppressions
    }

    /// SHA-256 of the policy, as lower-case hexadecimal digits: two places with one digest judge alike.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The whole policy as JSON, which [`PolicyFile::from_json`] reads back.
    pub fn to_json(&self) -> String {
        canonical(&self.contents)
    }
}

fn canonical(contents: &Contents) -> String {
    serde_json::to_string(contents).expect("a policy holds only strings, numbers and lists")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_reads_back_as_itself() {
        let policy = Policy::default();
        let again = PolicyFile::from_json(&policy.to_json())
            .and_then(PolicyFile::into_policy)
            .expect("an exported policy is valid");
        assert_eq!(again.digest(), policy.digest());
        assert_eq!(again.limit(Limit::CardDepth), 4);
    }

    #[test]
    fn the_digest_tells_policies_apart() {
        let stricter = PolicyFile::from_json(r#"{"limits": {"rich-card.depth": 3}}"#)
            .and_then(PolicyFile::into_policy)
            .expect("valid");
        assert_eq!(stricter.limit(Limit::CardDepth), 3);
        assert_ne!(stricter.digest(), Policy::default().digest());
    }

    #[test]
    fn mistakes_name_the_nearest_word() {
        let message = PolicyFile::from_json(r#"{"limits": {"rich-card.deepth": 3}}"#)
            .and_then(PolicyFile::into_policy)
            .expect_err("no such limit")
            .to_string();
        assert!(message.contains("rich-card.depth"), "{message}");
    }
}
