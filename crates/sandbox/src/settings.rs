//! What a scenario sets besides limits and faults, resolved to what is in force.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use serde::Serialize;

use crate::limits;
use crate::scenario::{JobMode, Scenario};

/// The session status that stands for no session at all.
const MISSING: &str = "missing";
const ACTIVE: &str = "active";

/// The settings in force.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub(crate) token_seconds: NonZeroU32,
    pub(crate) withheld_scopes: BTreeSet<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) sessions: BTreeMap<String, String>,
    pub(crate) jobs: JobMode,
}

impl Default for Settings {
    /// An organisation set up as the guides ask for it.
    fn default() -> Self {
        Settings {
            token_seconds: limits::TOKEN_SECONDS,
            withheld_scopes: BTreeSet::new(),
            roles: limits::ROLES.iter().map(ToString::to_string).collect(),
            sessions: BTreeMap::new(),
            jobs: JobMode::default(),
        }
    }
}

impl Settings {
    /// Takes over what `scenario` sets, and leaves the rest as it is.
    pub(crate) fn apply(&mut self, scenario: &Scenario) {
        fn replace<T: Clone>(setting: &mut T, given: Option<&T>) {
            if let Some(given) = given {
                setting.clone_from(given);
            }
        }
        replace(&mut self.token_seconds, scenario.token_seconds.as_ref());
        replace(&mut self.withheld_scopes, scenario.withheld_scopes.as_ref());
        replace(&mut self.roles, scenario.roles.as_ref());
        replace(&mut self.sessions, scenario.sessions.as_ref());
        replace(&mut self.jobs, scenario.jobs.as_ref());
    }

    /// Those of `scopes` that the OAuth client has.
    pub(crate) fn granted<'a>(&self, scopes: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        scopes
            .filter(|scope| !self.withheld_scopes.contains(*scope))
            .collect()
    }

    /// The status of a session, or `None` when there is none.
    pub(crate) fn session(&self, id: &str) -> Option<&str> {
        let status = self.sessions.get(id).map_or(ACTIVE, String::as_str);
        (status != MISSING).then_some(status)
    }
}
