//! What is to be done about an item, from what the server holds and what the journal knows: a pure decision.

use preflight_core::Kind;
use preflight_core::compare::{Comparison, compare};
use preflight_core::{Options, Policy};
use serde_json::Value;

use super::action::Action;
use super::file::Remote;
use crate::digest::Digest;
use crate::journal::take_up::Taken;
use crate::publish::{self, Held};

/// What is to be done about an item, and why.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) action: Action,
    /// What the server holds, where something was found.
    pub(crate) remote: Option<Remote>,
    /// How what the server holds differs from the payload.
    pub(crate) changes: Option<Comparison>,
    /// Why, where that does not go without saying.
    pub(crate) why: Option<String>,
    /// The calls that it takes.
    pub(crate) calls: u32,
}

/// Decides about the payload `json` of a kind. `held` is what the server holds under its name, none where its kind cannot
/// be looked for.
pub(crate) fn decide(
    (kind, json): (Kind, &str),
    held: Option<&Held>,
    taken: Option<&Taken>,
    policy: &Policy,
) -> Decided {
    let entity = held.and_then(Held::entity);
    let remote = entity.map(|entity| remote(kind, entity));
    let changes = held.and_then(|held| changes((kind, json), held, policy));
    let known = taken.and_then(|taken| told(kind, taken));
    let (action, why) = match (held, known) {
        (_, Some((action, why))) => (action, why),
        (Some(Held::Same(_)), None) => (Action::Unchanged, None),
        (Some(Held::Inactive(_)), None) => (
            Action::Update,
            Some("It is there, but inactive; it is activated.".to_owned()),
        ),
        (Some(Held::Other(_)), None) => (
            Action::Conflict,
            Some(
                "The server holds something else under its name, which is not overwritten."
                    .to_owned(),
            ),
        ),
        (None, None) if kind == Kind::ParticipantVariables => (Action::Update, None),
        (Some(Held::Absent) | None, None) => (Action::Create, None),
    };
    Decided {
        calls: if action.is_change() {
            publish::cost(kind, entity.is_some())
        } else {
            0
        },
        action,
        remote,
        changes,
        why,
    }
}

/// An object of the server, as plans and reports have it.
pub(super) fn remote(kind: Kind, entity: &Value) -> Remote {
    Remote {
        id: publish::id_of(entity),
        digest: Digest::of([publish::comparable(kind, entity).as_bytes()]).to_string(),
    }
}

/// How what the server holds differs from the payload `json` of a kind.
pub(super) fn changes(
    (kind, json): (Kind, &str),
    held: &Held,
    policy: &Policy,
) -> Option<Comparison> {
    let Held::Other(entity) = held else {
        return None;
    };
    let options = Options {
        kind: Some(kind),
        ..Options::new(policy)
    };
    Some(compare(&publish::comparable(kind, entity), json, options))
}

/// What the journal says of an item that must not simply be sent.
fn told(kind: Kind, taken: &Taken) -> Option<(Action, Option<String>)> {
    match taken {
        Taken::Unfollowed { .. } if kind != Kind::RichCard => None,
        Taken::Ours { .. } => None,
        Taken::Done { .. } | Taken::Unfollowed { .. } => Some((
            Action::Unchanged,
            Some("It was delivered before.".to_owned()),
        )),
        Taken::Busy { run } => Some((
            Action::Conflict,
            Some(format!("Another run ({run}) is at work on it.")),
        )),
        Taken::Unknown { .. } => Some((
            Action::Conflict,
            Some("An earlier run may have delivered it; `preflight reconcile` asks.".to_owned()),
        )),
        Taken::Elsewhere { path } => Some((
            Action::Conflict,
            Some(format!(
                "Its message id was used before for other content ({path})."
            )),
        )),
    }
}
