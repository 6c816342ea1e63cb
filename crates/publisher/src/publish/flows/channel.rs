//! `channel`: look for the name among those that resemble it, create. The server keeps names unique, so whoever is
//! slower in a race is told 409, and looks again.

use preflight_core::VerifiedPayload;

use super::super::client::Error;
use super::super::endpoints::Name;
use super::super::outcome::{Conclusion, Outcome};
use super::super::trace::Trace;
use super::Context;
use super::ensure::{self, Held};

pub(super) const CALLS: &[Name] = &[Name::FindChannels, Name::CreateChannel];

pub(super) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Conclusion, Error> {
    let held = ensure::ensure(context, payload, Name::CreateChannel, trace).await?;
    Ok(match held {
        Held::Now(entity) => Conclusion::good(Outcome::Published, ensure::id_of(&entity)),
        Held::Before(entity) => Conclusion::good(Outcome::AlreadyPublished, ensure::id_of(&entity)),
        Held::Other(entity) => ensure::conflict(payload, &entity),
    })
}
