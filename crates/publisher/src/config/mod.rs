//! The configuration: flag before environment before file before default, for every setting.

pub(crate) mod env;
mod file;
mod find;
mod profile;
mod proxy;
mod publish;
pub(crate) mod regions;
mod settings;
mod show;
mod trust;

use std::io;
use std::path::{Path, PathBuf};

use preflight_core::Policy;

pub(crate) use find::RULE as FILE_RULE;
pub(crate) use profile::Profile;
pub(crate) use proxy::Proxy;
pub(crate) use publish::{Hook, OwnFile, PublishSettings, masked};
pub(crate) use settings::SettingFlags;
pub(crate) use show::{ShowFormat, Shown, write as write_shown};
pub(crate) use trust::ExtraRoots;

use crate::input::Exclude;
use settings::Sources;

/// What is in force.
#[derive(Debug)]
pub(crate) struct Config {
    /// Limits, allow-lists and suppressions.
    pub(crate) policy: Policy,
    /// What folders and globs leave out.
    pub(crate) exclude: Exclude,
    /// The findings that a check does not fail for; folders and globs leave the file out.
    pub(crate) baseline: Option<PathBuf>,
    /// Where to publish to, and as whom.
    pub(crate) publish: PublishSettings,
    /// Whether the values of variables are hidden in what is printed.
    pub(crate) redact: bool,
    /// The profile in force, where one was chosen.
    pub(crate) profile: Option<Profile>,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The file cannot be read.
    #[error("{path}: the configuration cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// The file says something that has no meaning.
    #[error("{path}:{line}:{column}: {message}")]
    Contents {
        /// The file.
        path: String,
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What is wrong, and the next step.
        message: String,
    },
    /// A setting has a value it cannot have.
    #[error("{key} ({origin}): {reason}")]
    Value {
        /// The setting.
        key: &'static str,
        /// Where the value came from.
        origin: Origin,
        /// What is wrong with it; never holds a secret.
        reason: String,
    },
    /// There is no such profile.
    #[error("profile \"{name}\" ({origin}): {reason}")]
    NoProfile {
        /// The name.
        name: String,
        /// Who named it.
        origin: Origin,
        /// Which there are.
        reason: String,
    },
    /// An environment variable is not UTF-8.
    #[error("environment {variable}: the value is not UTF-8")]
    NotText {
        /// The variable.
        variable: &'static str,
    },
}

/// Where a value came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A flag, with its dashes.
    Flag(String),
    /// An environment variable.
    Environment(&'static str),
    /// A line of the configuration file.
    File {
        /// The file.
        path: String,
        /// From 1.
        line: usize,
    },
    /// The rule that looks for the configuration file.
    Found,
    /// The value of another setting.
    Derived(&'static str),
    /// Nothing set it.
    #[default]
    Default,
}

/// What a command wants to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// `--config`.
    pub(crate) file: Option<&'a Path>,
    /// The paths of the command, beside the first of which a configuration may stand.
    pub(crate) paths: &'a [PathBuf],
    /// `--baseline`.
    pub(crate) baseline: Option<&'a Path>,
    /// `--redact`.
    pub(crate) redact: bool,
    /// `--profile`.
    pub(crate) profile: Option<&'a str>,
    /// The flags of the settings, from a command that publishes. A command that does not reads no such setting at
    /// all, so that a stray variable cannot stop a check.
    pub(crate) publish: Option<&'a SettingFlags>,
}

impl Config {
    /// Reads everything, and tells where each value came from.
    pub(crate) fn load(request: Request<'_>) -> Result<(Self, Vec<Shown>), Error> {
        let chosen = find::find(request.file, request.paths)?;
        let file = chosen
            .as_ref()
            .map(|chosen| file::read(&chosen.path, chosen.shown.clone()))
            .transpose()?;
        let (policy, mut exclude, mut file) = match file {
            Some((policy, exclude, file)) => (policy, exclude, Some(file)),
            None => (Policy::default(), Exclude::default(), None),
        };
        let profile = match request.publish {
            Some(_) => profile::choose(request.profile, file.as_mut())?,
            None => None,
        };
        let sources = request
            .publish
            .map_or(Sources::Defaults, |flags| Sources::All {
                flags,
                file: file.as_ref(),
            });
        let (publish, publish_shown) = publish::resolve(sources)?;
        let flag = request.baseline.map(Path::to_owned);
        let baseline = flag.or_else(|| file.as_ref()?.baseline_path());
        if let Some(baseline) = &baseline {
            exclude.leave_out(baseline);
        }
        for own in [&publish.audit.path, &publish.journal.path]
            .into_iter()
            .flatten()
        {
            exclude.leave_out(own);
        }
        let config = Self {
            policy,
            exclude,
            baseline,
            publish,
            redact: request.redact,
            profile,
        };
        let shown = show::everything(
            &config,
            chosen.as_ref(),
            file.as_ref(),
            request.baseline,
            publish_shown,
        );
        Ok((config, shown))
    }
}
