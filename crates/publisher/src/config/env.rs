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
        "Path of the configuration file, instead of looking for preflight.toml.";
    ENVIRONMENT = "GENESYS_ENVIRONMENT",
        "Domain (mypurecloud.com) or region (us-east-1) to publish to.";
    ENVIRONMENT_ALIAS = "GENESYS_ENV",
        "Another name of GENESYS_ENVIRONMENT, which goes before it.";
    API_URL = "GENESYS_API_URL",
        "Base URL of the API, instead of that of the environment.";
    LOGIN_URL = "GENESYS_LOGIN_URL",
        "Base URL of the login service, instead of that of the environment.";
    CLIENT_ID = "GENESYS_CLIENT_ID",
        "Id of the OAuth client that publishes.";
    CLIENT_SECRET = "GENESYS_CLIENT_SECRET",
        "Secret of that client; there is no flag for it, since other users can read arguments.";
    CONCURRENCY = "PREFLIGHT_CONCURRENCY",
        "Most items that are published at the same time.";
    DESIGN_SYSTEM_WEBHOOK_URL = "DESIGN_SYSTEM_WEBHOOK_URL",
        "Where the platform reports updated widget configurations to.";
    WEBHOOK_URL = "WEBHOOK_URL",
        "Where preflight reports published channels, cards and variables to.";
    NO_COLOR = "NO_COLOR",
        "Any value turns colours off, unless --color says otherwise.";
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
