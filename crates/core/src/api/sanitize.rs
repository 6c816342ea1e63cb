//! Cleaning a text.

use serde::Serialize;

use super::misuse::Name;
use super::options::{policy_of, unknown};
use super::{Misuse, SanitizeOptions};
use crate::sanitize::{Removed, clean};
use crate::shape::TextMode;

/// A cleaned text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sanitized {
    /// What is left; cleaned again it stays the same.
    pub html: String,
    /// What was found in the text as given, in its order: the rule, the place, and why.
    pub removed: Vec<Removed>,
    /// What was found beyond the first 1,000 of them, by number only.
    pub omitted: usize,
}

/// Takes out of a text what its readers must not meet.
pub fn sanitize(html: &str, options: &SanitizeOptions) -> Result<Sanitized, Misuse> {
    let policy = policy_of(options.policy.as_ref())?;
    let mode = match options.mode.as_deref() {
        None => TextMode::Html,
        Some(name) => {
            let known = TextMode::NAMES.iter().find(|(known, _)| *known == name);
            known
                .ok_or_else(|| {
                    let names: Vec<_> = TextMode::NAMES.iter().map(|(name, _)| *name).collect();
                    unknown(Name::Mode, name, &names)
                })?
                .1
        }
    };
    let cleaned = clean(html, mode, &policy);
    Ok(Sanitized {
        html: cleaned.text,
        removed: cleaned.removed,
        omitted: cleaned.omitted,
    })
}
