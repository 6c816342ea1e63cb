//! Whether the client may do what some manifests need: `preflight auth check`.

use std::collections::{BTreeMap, BTreeSet};

use preflight_core::{Kind, VerifiedPayload};
use serde::Serialize;

use super::client::Error;
use super::diagnosis::{self, ROLES};
use super::flows::{self, Context};
use super::guidance;
use super::item::Item;
use super::trace::Trace;
use crate::exit::Exit;
use crate::gather::Gather as _;

/// Whether something needed is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It is.
    Granted,
    /// It is not.
    Missing,
    /// The platform did not say.
    Unknown,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
        }
    }
}

/// A scope and what needs it.
#[derive(Debug, Serialize)]
pub(crate) struct ScopeCheck {
    pub(crate) scope: &'static str,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) state: State,
}

/// The roles of which a kind needs one.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleCheck {
    pub(crate) kind: &'static str,
    pub(crate) any_of: &'static [&'static str],
    pub(crate) state: State,
}

/// The guest's session that a card goes to.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionCheck {
    pub(crate) conversation_id: String,
    /// As the platform writes it; none where it did not say.
    pub(crate) status: Option<String>,
}

impl SessionCheck {
    /// Whether cards cannot be sent to it.
    pub(crate) fn is_closed(&self) -> bool {
        self.status
            .as_deref()
            .is_some_and(|status| status != "active")
    }
}

/// What was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Checkup {
    /// What the platform calls the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The roles it has, as far as the platform tells.
    pub(crate) roles: Option<BTreeSet<String>>,
    pub(crate) scopes: Vec<ScopeCheck>,
    pub(crate) needed_roles: Vec<RoleCheck>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) sessions: Vec<SessionCheck>,
}

impl Checkup {
    /// The exit code that tells it. What is not known to be missing is not held against the client.
    pub(crate) fn exit(&self) -> Exit {
        let lacks = self
            .scopes
            .iter()
            .map(|check| check.state)
            .chain(self.needed_roles.iter().map(|check| check.state))
            .any(|state| state == State::Missing);
        if lacks {
            Exit::Authentication
        } else if self.sessions.iter().any(SessionCheck::is_closed) {
            Exit::Partial
        } else {
            Exit::Done
        }
    }
}

/// Why nothing was found.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) message: String,
    pub(crate) next_step: String,
    pub(crate) exit: Exit,
}

/// Asks for a token with the scopes of these kinds, and for what the platform knows of its owner.
pub(crate) async fn checkup(
    context: &Context,
    kinds: &BTreeSet<Kind>,
    items: &[Item],
    webhook: bool,
) -> Result<Checkup, Failed> {
    let mut trace = Trace::default();
    let client = context.client();
    let identity = diagnosis::identity(client, &mut trace)
        .await
        .map_err(|error| failed(&error))?;
    let mut needed: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for kind in kinds {
        let scopes: BTreeSet<&str> = flows::calls(*kind, webhook)
            .into_iter()
            .flat_map(|name| client.endpoint(name).scopes)
            .copied()
            .gather();
        for scope in scopes {
            needed.entry(scope).or_default().push(kind.name());
        }
    }
    let conversations: BTreeSet<&str> = items
        .iter()
        .filter_map(Item::payload)
        .filter_map(conversation)
        .gather();
    let mut sessions = Vec::new();
    for conversation in conversations {
        sessions.push(SessionCheck {
            conversation_id: conversation.to_owned(),
            status: diagnosis::session(client, conversation, &mut trace).await,
        });
    }
    Ok(Checkup {
        scopes: needed
            .into_iter()
            .map(|(scope, kinds)| ScopeCheck {
                scope,
                kinds,
                state: state(identity.scopes.as_ref(), |scopes| scopes.contains(scope)),
            })
            .collect(),
        needed_roles: ROLES
            .iter()
            .filter(|(kind, _)| kinds.contains(kind))
            .map(|(kind, any_of)| RoleCheck {
                kind: kind.name(),
                any_of,
                state: state(identity.roles.as_ref(), |roles| {
                    any_of.iter().any(|role| roles.contains(*role))
                }),
            })
            .collect(),
        sessions,
        name: identity.name,
        roles: identity.roles,
    })
}

fn conversation(payload: &VerifiedPayload) -> Option<&str> {
    payload.target().conversation()
}

fn state(known: Option<&BTreeSet<String>>, is_there: impl Fn(&BTreeSet<String>) -> bool) -> State {
    match known.map(is_there) {
        Some(true) => State::Granted,
        Some(false) => State::Missing,
        None => State::Unknown,
    }
}

fn failed(error: &Error) -> Failed {
    // What is true of every kind is true of none in particular.
    let problem = super::outcome::Problem::of(error, Kind::Channel);
    let advice = guidance::advice(error, Kind::Channel);
    Failed {
        message: problem.message,
        next_step: advice.next_step,
        exit: problem.exit,
    }
}
