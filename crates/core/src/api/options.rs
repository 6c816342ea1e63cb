//! Options as other languages give them.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Misuse;
use super::misuse::Name;
use crate::check::Options;
use crate::kinds::{self, Kind};
use crate::policy::{Policy, PolicyFile, is_date};
use crate::shape::nearest;
use crate::view::{FormState, Language, Scheme, Settings};

/// How to judge a document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CheckOptions {
    /// What differs from the default policy.
    pub policy: Option<PolicyFile>,
    /// The kind of a bare payload; without it the text is a manifest, which names its own.
    pub kind: Option<String>,
    /// Today as YYYY-MM-DD, for suppressions with an expiry; without it none expires.
    pub today: Option<String>,
    /// Whether the report says what every rule about pages says of the drawn payload.
    pub results: bool,
}

/// How to draw.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PreviewOptions {
    /// What differs from the default policy.
    pub policy: Option<PolicyFile>,
    /// The kind of a bare payload; without it the text is a manifest, which names its own.
    pub kind: Option<String>,
    /// The colours: `light` (the default) or `dark`.
    pub scheme: Option<String>,
    /// The language of what the messenger itself says, which also gives the direction: `en` (the default), `de`, `es`,
    /// `fr`, `ja` or `ar`.
    pub language: Option<String>,
    /// What the guest has done with the form: `untouched` (the default) or `invalid`.
    pub form: Option<String>,
}

/// How to clean a text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SanitizeOptions {
    /// What differs from the default policy.
    pub policy: Option<PolicyFile>,
    /// How the text is read: `html` (the default), `plain`, `markdown`, `url`, `css` or `data`.
    pub mode: Option<String>,
}

static DEFAULT: LazyLock<Policy> = LazyLock::new(Policy::default);

/// The policy in force.
pub(super) fn policy_of(file: Option<&PolicyFile>) -> Result<Cow<'static, Policy>, Misuse> {
    match file {
        None => Ok(Cow::Borrowed(&DEFAULT)),
        Some(file) => Ok(Cow::Owned(file.clone().into_policy()?)),
    }
}

/// The kind of that name.
pub(super) fn kind_of(name: &str) -> Result<Kind, Misuse> {
    Kind::from_name(name).ok_or_else(|| unknown(Name::Kind, name, kinds::NAMES))
}

pub(super) fn unknown(what: Name, name: &str, known: &[&'static str]) -> Misuse {
    Misuse::Unknown {
        what,
        name: name.to_owned(),
        nearest: nearest(name, known.iter().copied()),
    }
}

impl CheckOptions {
    /// Calls `work` with the options that these stand for.
    pub(super) fn with<R>(&self, work: impl FnOnce(Options<'_>) -> R) -> Result<R, Misuse> {
        let policy = policy_of(self.policy.as_ref())?;
        if let Some(today) = self.today.as_deref().filter(|today| !is_date(today)) {
            return Err(Misuse::NotADate {
                text: today.to_owned(),
            });
        }
        Ok(work(Options {
            policy: &policy,
            kind: self.kind.as_deref().map(kind_of).transpose()?,
            today: self.today.as_deref(),
            results: self.results,
        }))
    }
}

impl PreviewOptions {
    /// Calls `work` with the options and settings that these stand for.
    pub(super) fn with<R>(
        &self,
        work: impl FnOnce(Options<'_>, Settings) -> R,
    ) -> Result<R, Misuse> {
        let policy = policy_of(self.policy.as_ref())?;
        let settings = Settings {
            scheme: match self.scheme.as_deref() {
                None | Some("light") => Scheme::Light,
                Some("dark") => Scheme::Dark,
                Some(other) => return Err(unknown(Name::Scheme, other, &["light", "dark"])),
            },
            language: match self.language.as_deref() {
                None => Language::default(),
                Some(tag) => {
                    Language::from_tag(tag).ok_or_else(|| unknown(Name::Language, tag, &[]))?
                }
            },
            form: match self.form.as_deref() {
                None | Some("untouched") => FormState::Untouched,
                Some("invalid") => FormState::Invalid,
                Some(other) => {
                    return Err(unknown(Name::FormState, other, &["untouched", "invalid"]));
                }
            },
        };
        let options = Options {
            kind: self.kind.as_deref().map(kind_of).transpose()?,
            ..Options::new(&policy)
        };
        Ok(work(options, settings))
    }
}
