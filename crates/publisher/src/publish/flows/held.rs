//! What the server holds, looked at without anything being sent.

use preflight_core::{Kind, VerifiedPayload};
use serde_json::Value;

use super::super::client::Error;
use super::super::endpoints::Name;
use super::super::trace::Trace;
use super::lookup::{self, Found};
use super::{Context, agent_widget, content, id_of};

/// What the server holds under a payload's name.
#[derive(Debug)]
pub(crate) enum Held {
    /// Nothing.
    Absent,
    /// The payload.
    Same(Value),
    /// The payload, but agents do not see it yet.
    Inactive(Value),
    /// Something else.
    Other(Value),
}

impl Held {
    /// The object, where there is one.
    pub(crate) fn entity(&self) -> Option<&Value> {
        match self {
            Self::Absent => None,
            Self::Same(entity) | Self::Inactive(entity) | Self::Other(entity) => Some(entity),
        }
    }

    fn of(kind: Kind, found: Found) -> Self {
        match found {
            Found::Absent => Self::Absent,
            Found::Same(entity)
                if kind == Kind::AgentWidget && !agent_widget::is_active(&entity) =>
            {
                Self::Inactive(entity)
            }
            Found::Same(entity) => Self::Same(entity),
            Found::Other(entity) => Self::Other(entity),
        }
    }
}

/// What is left of something that was published.
#[derive(Debug)]
pub(crate) enum Seen {
    /// What the server holds in its place, compared with a payload.
    Held(Held),
    /// It is there, and there was no payload to compare it with.
    There(Value),
    /// It was not looked for: there is neither a name nor an id to do it by.
    Unsought,
}

/// Looks for a payload and sends nothing; none where its kind cannot be looked for.
pub(crate) async fn look(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Option<Held>, Error> {
    let Some(listing) = listing(context, payload.kind()) else {
        return Ok(None);
    };
    let found = lookup::before(context, payload, listing, trace).await?;
    Ok(Some(Held::of(payload.kind(), found)))
}

/// Looks for something that was published before: by the name of its payload, where there is one, and by the id that the
/// server gave it, which stays when somebody gives it another name.
pub(crate) async fn look_again(
    context: &Context,
    (kind, payload): (Kind, Option<&VerifiedPayload>),
    id: Option<&str>,
    trace: &mut Trace,
) -> Result<Seen, Error> {
    let named = match payload {
        Some(payload) => look(context, payload, trace).await?,
        None => None,
    };
    let (Some(id), Some(listing)) = (id, listing(context, kind)) else {
        return Ok(named.map_or(Seen::Unsought, Seen::Held));
    };
    let named = match named {
        Some(held) if held.entity().and_then(id_of).as_deref() == Some(id) => {
            return Ok(Seen::Held(held));
        }
        named => named,
    };
    let found = lookup::by_id(context, listing, id, trace).await?;
    Ok(match (found, payload) {
        (Some(entity), Some(payload)) if content::is_same(payload, &entity) => {
            Seen::Held(Held::of(kind, Found::Same(entity)))
        }
        (Some(entity), Some(_)) => Seen::Held(Held::Other(entity)),
        (Some(entity), None) => Seen::There(entity),
        (None, _) => Seen::Held(named.unwrap_or(Held::Absent)),
    })
}

/// Where objects of a kind are listed, if they are.
fn listing(context: &Context, kind: Kind) -> Option<Name> {
    let create = match kind {
        Kind::WidgetConfiguration => Name::CreateConfiguration,
        Kind::AgentWidget => Name::CreateIntegration,
        Kind::Channel => Name::CreateChannel,
        Kind::RichCard | Kind::ParticipantVariables => return None,
    };
    context.client.endpoint(create).read_back
}
