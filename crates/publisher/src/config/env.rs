//! Every environment variable `preflight` reads, as a table: code reads through it, `--help` and the man page print it.

use std::env::{self, VarError};

use super::Error;

/// An environment variable.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
}

macro_rules! variables {
    ($($constant:ident = $name:literal, $meaning:literal;)*) => {
        $(pub(crate) const $constant: &Variable = &Variable { name: $name, meaning: $meaning };)*

        /// Every variable, in the order help prints them.
        pub(crate) const ALL: &[&Variable] = &[$($constant),*];
    };
}

variables! {
    CONFIG = "PREFLIGHT_CONFIG",
        "Configuration file, instead of looking for one.";
    ENVIRONMENT = "GENESYS_ENVIRONMENT",
        "Domain (mypurecloud.com) or region (us-east-1).";
    ENVIRONMENT_ALIAS = "GENESYS_ENV",
        "Another name of GENESYS_ENVIRONMENT, used after it.";
    API_URL = "GENESYS_API_URL",
        "Base URL of the API, if not the environment's.";
    LOGIN_URL = "GENESYS_LOGIN_URL",
        "Base URL of the login service, likewise.";
    CLIENT_ID = "GENESYS_CLIENT_ID",
        "Id of the OAuth client that publishes.";
    CLIENT_SECRET = "GENESYS_CLIENT_SECRET",
        "Secret of that client; there is no flag for it.";
    PROFILE = "PREFLIGHT_PROFILE",
        "Profile of the configuration file to publish with.";
    CONCURRENCY = "PREFLIGHT_CONCURRENCY",
        "Most items that are published at the same time.";
    RATE_LIMIT = "PREFLIGHT_RATE_LIMIT",
        "Most requests a minute, unless the service tells.";
    CARD_RATE_LIMIT = "PREFLIGHT_CARD_RATE_LIMIT",
        "The same for rich cards.";
    AUDIT = "PREFLIGHT_AUDIT",
        "Where to append what was done; none for nowhere.";
    JOURNAL = "PREFLIGHT_JOURNAL",
        "Where to keep what stands how; none for nowhere.";
    PROXY = "PREFLIGHT_PROXY",
        "HTTP proxy for every request, instead of HTTPS_PROXY.";
    CA_CERTIFICATE = "PREFLIGHT_CA_CERTIFICATE",
        "PEM file of certificates to trust besides the system's.";
    DESIGN_SYSTEM_WEBHOOK_URL = "DESIGN_SYSTEM_WEBHOOK_URL",
        "Where the platform reports widget configurations.";
    WEBHOOK_URL = "WEBHOOK_URL",
        "Where cards and new channels are reported to.";
    WEBHOOK_SECRET = "PREFLIGHT_WEBHOOK_SECRET",
        "Secret that signs what the URLs below are told.";
    CONTEXT_REFRESH = "PREFLIGHT_CONTEXT_REFRESH",
        "URL or command to tell of a session's new context.";
    PERSONALIZATION = "PREFLIGHT_PERSONALIZATION",
        "URL or command that takes a session's variables.";
    DESIGNER = "PREFLIGHT_DESIGNER",
        "Folder of the designer's built page, instead of looking for one.";
    BROWSER = "BROWSER",
        "Program that opens the designer, instead of the system's.";
    NO_COLOR = "NO_COLOR",
        "Any value: no colours, unless --color wants them.";
}

/// The value of a variable. An empty one counts as unset: that is how pipelines write a secret they do not have.
pub(crate) fn read(variable: &Variable) -> Result<Option<String>, Error> {
    match env::var(variable.name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        // The value may be a secret, so it is not shown.
        Err(VarError::NotUnicode(_)) => Err(Error::NotText {
            variable: variable.name,
        }),
    }
}
