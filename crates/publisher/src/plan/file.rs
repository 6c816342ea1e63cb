//! The plan as a file: JSON with a digest of its own, so that an edited plan is refused.

use std::io;

use serde::{Deserialize, Serialize};

use super::action::Action;
use crate::digest::Digest;

/// The version of the file.
const SCHEMA_VERSION: u32 = 1;

/// What publishing would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) schema_version: u32,
    /// When it was made: RFC 3339, UTC.
    pub(crate) created: String,
    /// Until when it holds.
    pub(crate) expires: String,
    /// The base URL of the API.
    pub(crate) api_url: String,
    /// The digest of that and of the OAuth client, which tells organisations apart.
    pub(crate) destination: String,
    /// The digest of the policy.
    pub(crate) policy: String,
    pub(crate) items: Vec<PlannedItem>,
    pub(crate) cost: Cost,
}

/// What is done about one manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PlannedItem {
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) document: usize,
    pub(crate) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// The digest of the payload.
    pub(crate) payload: String,
    pub(crate) action: Action,
    /// What the server held under its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remote: Option<Remote>,
    /// The places in which that differs: JSON pointers, no values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
}

/// An object of the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Remote {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// The digest of what of it a payload could say.
    pub(crate) digest: String,
}

/// What a plan costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Cost {
    /// Calls that change something or follow such a one; looking is not counted.
    pub(crate) calls: u32,
    /// Seconds that the rate limits of the settings make of them.
    pub(crate) seconds: u32,
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    /// SHA-256 of the plan as compact JSON.
    digest: String,
    plan: Plan,
}

/// Why a file is no plan that can be applied.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It is something else.
    #[error("is no plan: {0}; make one with `preflight plan -o FILE`")]
    NoPlan(#[from] serde_json::Error),
    /// It was made by another version.
    #[error("is a plan of version {0}, and this knows {SCHEMA_VERSION}; make it anew")]
    Version(u32),
    /// Somebody changed it.
    #[error("was changed after it was made: its digest does not agree; make it anew")]
    Edited,
}

impl Plan {
    /// The plan as a file, and its digest.
    pub(crate) fn sealed(self) -> (Vec<u8>, String) {
        let digest = self.digest();
        let sealed = Sealed {
            digest: digest.clone(),
            plan: self,
        };
        let mut text = serde_json::to_vec_pretty(&sealed).unwrap_or_default();
        text.push(b'\n');
        (text, digest)
    }

    /// Reads a plan that nobody has changed.
    pub(crate) fn read(text: &[u8]) -> Result<(Self, String), FileError> {
        let Sealed { digest, plan } = serde_json::from_slice(text)?;
        if plan.schema_version != SCHEMA_VERSION {
            return Err(FileError::Version(plan.schema_version));
        }
        if plan.digest() != digest {
            return Err(FileError::Edited);
        }
        Ok((plan, digest))
    }

    /// The version that new plans have.
    pub(crate) fn version() -> u32 {
        SCHEMA_VERSION
    }

    /// How many items an action is planned for.
    pub(crate) fn count(&self, action: Action) -> usize {
        self.items
            .iter()
            .filter(|item| item.action == action)
            .count()
    }

    fn digest(&self) -> String {
        let text = serde_json::to_vec(self).unwrap_or_default();
        Digest::of_bytes(&text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan {
            schema_version: SCHEMA_VERSION,
            created: "2026-01-01T00:00:00.000Z".to_owned(),
            expires: "2026-01-02T00:00:00.000Z".to_owned(),
            api_url: "https://api.example.com".to_owned(),
            destination: "d".to_owned(),
            policy: "p".to_owned(),
            items: vec![PlannedItem {
                path: "a.json".to_owned(),
                document: 1,
                kind: "channel".to_owned(),
                id: Some("a".to_owned()),
                payload: "x".to_owned(),
                action: Action::Create,
                remote: None,
                changes: Vec::new(),
                why: None,
            }],
            cost: Cost {
                calls: 1,
                seconds: 1,
            },
        }
    }

    #[test]
    fn a_plan_is_read_as_it_was_written() {
        let (text, digest) = plan().sealed();
        let (read, again) = Plan::read(&text).expect("a plan");
        assert_eq!((read, again), (plan(), digest));
    }

    #[test]
    fn whatever_is_changed_in_a_plan_is_seen() {
        let (text, _) = plan().sealed();
        let text = String::from_utf8(text).expect("text");
        for (from, to) in [
            ("\"create\"", "\"unchanged\""),
            ("a.json", "b.json"),
            ("2026-01-02", "2027-01-02"),
            ("\"calls\": 1", "\"calls\": 2"),
            ("\"id\": \"a\"", "\"id\": \"b\""),
        ] {
            let edited = text.replacen(from, to, 1);
            assert_ne!(edited, text, "{from}");
            let error = Plan::read(edited.as_bytes()).expect_err("edited");
            assert!(matches!(error, FileError::Edited), "{from}: {error}");
        }
        let more = text.replacen("\"cost\"", "\"note\": 1, \"cost\"", 1);
        let error = Plan::read(more.as_bytes()).expect_err("unknown");
        assert!(matches!(error, FileError::NoPlan(_)), "{error}");
        // White space says nothing.
        assert!(Plan::read(text.replace("  ", "").as_bytes()).is_ok());
    }
}
