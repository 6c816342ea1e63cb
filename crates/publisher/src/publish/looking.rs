//! Looking at what the server holds, without sending anything.

use preflight_core::{Policy, VerifiedPayload};

use super::client::{Error, Mode};
use super::flows::Held;
use super::item::Item;
use super::trace::Trace;
use super::{Manner, context, flows};
use crate::config::PublishSettings;
use crate::gather::Gather as _;

/// What came of looking for an item.
#[derive(Debug)]
pub(crate) enum Looked {
    /// What the server holds under its name; none where its kind cannot be looked for.
    Held(Option<Held>),
    /// It could not be looked for.
    Failed(Box<Error>),
}

/// What the server holds under the names of these items, in their order. An item without a payload is not looked for.
pub(crate) async fn look(
    items: &[Item],
    settings: &PublishSettings,
    policy: &Policy,
    time_scale: f64,
) -> Result<Vec<Looked>, super::Error> {
    let manner = Manner {
        mode: Mode::default(),
        time_scale,
    };
    let kinds = items
        .iter()
        .filter_map(Item::payload)
        .map(VerifiedPayload::kind)
        .gather();
    let context = context(&kinds, settings, policy, manner)?;
    let mut looked = Vec::with_capacity(items.len());
    for item in items {
        let Some(payload) = item.payload() else {
            looked.push(Looked::Held(None));
            continue;
        };
        let mut trace = Trace::default();
        looked.push(match flows::look(&context, payload, &mut trace).await {
            Ok(held) => Looked::Held(held),
            Err(error) => Looked::Failed(Box::new(error)),
        });
    }
    Ok(looked)
}
