//! Looking for items without sending anything.

use std::collections::BTreeMap;

use preflight_core::{Policy, VerifiedPayload};

use super::client::{Error, Mode};
use super::item::Item;
use super::outcome::Outcome;
use super::trace::Trace;
use super::{Manner, context, flows};
use crate::config::PublishSettings;
use crate::journal::store::{Ending, Found};

/// What the server holds under the names of these items, by path and number of the manifest. What could not be looked
/// for is left out, and told.
pub(crate) async fn look(
    items: Vec<Item>,
    settings: &PublishSettings,
    policy: &Policy,
) -> Result<BTreeMap<(String, usize), Found>, super::Error> {
    let manner = Manner {
        mode: Mode::default(),
        time_scale: 1.0,
    };
    let context = context(&items, settings, policy, manner)?;
    let mut found = BTreeMap::new();
    for item in &items {
        let Some(payload) = item.payload() else {
            continue;
        };
        match one(&context, payload).await {
            Ok(what) => {
                found.extend(what.map(|what| ((item.path.clone(), item.ordinal), what)));
            }
            Err(error) => tracing::error!("{}: {error}", item.label),
        }
    }
    Ok(found)
}

async fn one(context: &flows::Context, payload: &VerifiedPayload) -> Result<Option<Found>, Error> {
    let mut trace = Trace::default();
    let ending = |outcome: Outcome, remote_id: Option<String>| Ending {
        outcome: outcome.name(),
        remote_id,
        ..Ending::default()
    };
    Ok(match flows::look(context, payload, &mut trace).await? {
        None => None,
        Some(flows::Held::Absent) => Some(Found::Absent),
        Some(flows::Held::Same(id)) => Some(Found::There(ending(Outcome::AlreadyPublished, id))),
        Some(flows::Held::Other(id)) => Some(Found::Other(ending(Outcome::Conflict, id))),
    })
}
