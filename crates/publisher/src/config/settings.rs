//! The settings of publishing, as a table: flags, configuration keys, environment variables and `--show-config` all
//! come from it, so that none of them can know a setting the others do not.

use clap::{Arg, ArgMatches, Command};

use super::env::{self, Variable};
use super::file::File;
use super::{Error, Origin};

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    /// The key in `[publish]`, and the flag without its dashes.
    pub(crate) key: &'static str,
    /// What stands for the value in help.
    value_name: &'static str,
    /// What it is for.
    doc: &'static str,
    /// The environment variables that set it, the one that counts first.
    variables: &'static [&'static Variable],
    /// Whether it only comes from the environment: arguments and repositories are read by others.
    environment_only: bool,
    /// Whether it is a path, which in a file begins where the file stands.
    pub(super) is_path: bool,
    /// The value where nothing sets it; none where that depends.
    pub(crate) default: Option<&'static str>,
}

const fn setting(
    key: &'static str,
    value_name: &'static str,
    doc: &'static str,
    variables: &'static [&'static Variable],
) -> Setting {
    Setting {
        key,
        value_name,
        doc,
        variables,
        environment_only: false,
        is_path: false,
        default: None,
    }
}

pub(crate) const ENVIRONMENT: &Setting = &Setting {
    default: Some("mypurecloud.com"),
    ..setting(
        "environment",
        "DOMAIN|REGION",
        "Domain or region to publish to",
        &[env::ENVIRONMENT, env::ENVIRONMENT_ALIAS],
    )
};
pub(crate) const API_URL: &Setting = &setting(
    "api-url",
    "URL",
    "Base URL of the API; https://api.<domain> unless given",
    &[env::API_URL],
);
pub(crate) const LOGIN_URL: &Setting = &setting(
    "login-url",
    "URL",
    "Base URL of the login service; https://login.<domain> unless given",
    &[env::LOGIN_URL],
);
pub(crate) const CLIENT_ID: &Setting = &Setting {
    environment_only: true,
    ..setting(
        "client-id",
        "ID",
        "Id of the OAuth client",
        &[env::CLIENT_ID],
    )
};
pub(crate) const CLIENT_SECRET: &Setting = &Setting {
    environment_only: true,
    ..setting(
        "client-secret",
        "SECRET",
        "Secret of the OAuth client",
        &[env::CLIENT_SECRET],
    )
};
pub(crate) const CONCURRENCY: &Setting = &Setting {
    default: Some("8"),
    ..setting(
        "concurrency",
        "N",
        "Most items published at the same time, 1 to 1000",
        &[env::CONCURRENCY],
    )
};
pub(crate) const RATE_LIMIT: &Setting = &Setting {
    default: Some("300"),
    ..setting(
        "rate-limit",
        "N",
        "Most requests a minute until the service tells its own limit",
        &[env::RATE_LIMIT],
    )
};
pub(crate) const CARD_RATE_LIMIT: &Setting = &Setting {
    default: Some("100"),
    ..setting(
        "card-rate-limit",
        "N",
        "The same for rich cards, of which the service takes fewer",
        &[env::CARD_RATE_LIMIT],
    )
};
pub(crate) const AUDIT: &Setting = &Setting {
    default: Some("preflight-audit.jsonl"),
    ..setting(
        "audit",
        "FILE",
        "Where to append what was done; none for nowhere, which is the default with --sandbox",
        &[env::AUDIT],
    )
};
pub(crate) const JOURNAL: &Setting = &Setting {
    default: Some("preflight-journal.db"),
    ..setting(
        "journal",
        "FILE",
        "Where to keep what stands how, so that nothing is lost or doubled; none for nowhere, which is the default with --sandbox",
        &[env::JOURNAL],
    )
};
pub(crate) const WEBHOOK_URL: &Setting = &setting(
    "webhook-url",
    "URL",
    "Where to report delivered cards and new channels to",
    &[env::WEBHOOK_URL],
);
pub(crate) const WEBHOOK_SECRET: &Setting = &Setting {
    environment_only: true,
    ..setting(
        "webhook-secret",
        "SECRET",
        "Secret that signs what is told to URLs (Standard Webhooks)",
        &[env::WEBHOOK_SECRET],
    )
};
pub(crate) const CONTEXT_REFRESH: &Setting = &setting(
    "context-refresh",
    "URL|COMMAND",
    "What to tell, after variables were set, that a session has a new context",
    &[env::CONTEXT_REFRESH],
);
pub(crate) const PERSONALIZATION: &Setting = &setting(
    "personalization",
    "URL|COMMAND",
    "What to give the variables of a session to, after they were set",
    &[env::PERSONALIZATION],
);
pub(crate) const PROXY: &Setting = &setting(
    "proxy",
    "URL",
    "HTTP proxy for every request; HTTPS_PROXY and NO_PROXY hold unless given",
    &[env::PROXY],
);
pub(crate) const CA_CERTIFICATE: &Setting = &Setting {
    is_path: true,
    ..setting(
        "ca-certificate",
        "FILE",
        "PEM file with certificates that are trusted besides the system's",
        &[env::CA_CERTIFICATE],
    )
};
pub(crate) const DESIGN_SYSTEM_WEBHOOK_URL: &Setting = &setting(
    "design-system-webhook-url",
    "URL",
    "Where the platform is to report updated widget configurations to",
    &[env::DESIGN_SYSTEM_WEBHOOK_URL],
);

/// Every setting, in the order they are shown.
pub(crate) const ALL: &[&Setting] = &[
    ENVIRONMENT,
    API_URL,
    LOGIN_URL,
    CLIENT_ID,
    CLIENT_SECRET,
    CONCURRENCY,
    RATE_LIMIT,
    CARD_RATE_LIMIT,
    AUDIT,
    JOURNAL,
    PROXY,
    CA_CERTIFICATE,
    DESIGN_SYSTEM_WEBHOOK_URL,
    WEBHOOK_URL,
    WEBHOOK_SECRET,
    CONTEXT_REFRESH,
    PERSONALIZATION,
];

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) value: String,
    pub(crate) origin: Origin,
}

/// Where settings are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sources<'a> {
    /// Everywhere.
    All {
        flags: &'a SettingFlags,
        file: Option<&'a File>,
    },
    /// Nowhere: the command needs none.
    Defaults,
}

impl Setting {
    /// The settings that flags and files may hold.
    pub(crate) fn public() -> impl Iterator<Item = &'static Self> {
        ALL.iter()
            .copied()
            .filter(|setting| !setting.environment_only)
    }

    /// The value that counts: flag, then environment, then file, then default.
    pub(super) fn find(&self, sources: Sources<'_>) -> Result<Option<Found>, Error> {
        if let Sources::All { flags, file } = sources {
            if let Some(value) = flags.get(self) {
                let origin = Origin::Flag(format!("--{}", self.key));
                return Ok(Some(Found { value, origin }));
            }
            for variable in self.variables {
                if let Some(value) = env::read(variable)? {
                    let origin = Origin::Environment(variable.name);
                    return Ok(Some(Found { value, origin }));
                }
            }
            if let Some(found) = file.and_then(|file| file.publish_value(self)) {
                return Ok(Some(found));
            }
        }
        Ok(self.default.map(|value| Found {
            value: value.to_owned(),
            origin: Origin::Default,
        }))
    }

    fn help(&self) -> String {
        let variable = self.variables.first().map_or("", |variable| variable.name);
        match self.default {
            Some(default) => format!("{} [default: {default}] [env: {variable}]", self.doc),
            None => format!("{} [env: {variable}]", self.doc),
        }
    }
}

/// The flags of the settings, generated from the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct SettingFlags(Vec<(&'static str, String)>);

impl SettingFlags {
    fn get(&self, setting: &Setting) -> Option<String> {
        self.0
            .iter()
            .find(|(key, _)| *key == setting.key)
            .map(|(_, value)| value.clone())
    }
}

impl clap::Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        Setting::public().fold(command, |command, setting| {
            command.arg(
                Arg::new(setting.key)
                    .long(setting.key)
                    .value_name(setting.value_name)
                    .help(setting.help())
                    .help_heading("Settings, which preflight.toml may hold under [publish]"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(
            Setting::public()
                .filter_map(|setting| {
                    let value = matches.get_one::<String>(setting.key)?;
                    Some((setting.key, value.clone()))
                })
                .collect(),
        ))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
