//! Looks for an object, and creates it where it is not there: at most once, whatever happens on the way.
//!
//! A creation whose fate is unknown is looked for before anything else is done. It is sent a second time only where
//! the look-up did not find it *and* the server cannot still be at work on it, and never a third time.

use std::time::Duration;

use preflight_core::VerifiedPayload;
use serde_json::Value;

use super::super::client::{Call, Error};
use super::super::decide::retry::Unknown;
use super::super::endpoints::Name;
use super::super::outcome::{Conclusion, Outcome, Problem};
use super::super::trace::Trace;
use super::Context;
use super::lookup::{self, Found};
use crate::digest::Digest;
use crate::exit::Exit;

/// How often an object is looked for that the server may still be making; the wait doubles each time.
const LOOKS: u32 = 3;
/// The shortest wait before such a look.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the server holds under the payload's name.
#[derive(Debug)]
pub(super) enum Held {
    /// The payload's content, from before this run.
    Before(Value),
    /// The payload's content, from this run.
    Now(Value),
    /// Something else.
    Other(Value),
}

/// Makes sure that the server holds the payload; `create` is the call that makes it, with a listing to look into.
pub(super) async fn ensure(
    context: &Context,
    payload: &VerifiedPayload,
    create: Name,
    trace: &mut Trace,
) -> Result<Held, Error> {
    let listing = context.client.endpoint(create).read_back;
    if let Some(listing) = listing {
        let found = if trace.was_sent {
            lookup::now(context, payload, listing, trace).await?
        } else {
            lookup::before(context, payload, listing, trace).await?
        };
        match found {
            Found::Same(entity) => return Ok(Held::Before(entity)),
            Found::Other(entity) => return Ok(Held::Other(entity)),
            Found::Absent => {}
        }
    }
    let body = payload.body();
    let mut sent_before = false;
    loop {
        let call = Call {
            body: Some(body.clone()),
            ..Call::default()
        };
        let error = match context.client.call(create, call, trace).await {
            Ok(answer) if answer.id().is_some() => return Ok(Held::Now(answer.json)),
            // It was made, so it must not be made again; its id is found where it is listed.
            Ok(answer) => Error::Unknown {
                trouble: context.client.lacks(create, answer.status, "an id"),
                unknown: Unknown {
                    look_after: Duration::ZERO,
                    may_still_run: true,
                },
            },
            Err(error) => error,
        };
        let Some(listing) = listing else {
            return Err(error);
        };
        let unknown = match &error {
            Error::Unknown { unknown, .. } => Some(*unknown),
            _ if error.refused_with() == Some(409) => None,
            _ => return Err(error),
        };
        match look(context, payload, listing, unknown, trace).await {
            Ok(Found::Same(entity)) if unknown.is_some() || sent_before => {
                return Ok(Held::Now(entity));
            }
            // Somebody was faster, with the same content.
            Ok(Found::Same(entity)) => return Ok(Held::Before(entity)),
            Ok(Found::Other(entity)) => return Ok(Held::Other(entity)),
            Ok(Found::Absent) => {
                let resend = unknown.is_some_and(|unknown| !unknown.may_still_run);
                if !resend || sent_before {
                    return Err(error);
                }
                sent_before = true;
            }
            Err(failed) => {
                tracing::warn!("{error}; it could not be looked for either: {failed}");
                return Err(error);
            }
        }
    }
}

/// The conclusion where the server holds something else under the payload's name.
pub(super) fn conflict(payload: &VerifiedPayload, entity: &Value) -> Conclusion {
    let kind = payload.kind();
    let name = payload.natural_key().unwrap_or_default();
    let remote_id = id_of(entity);
    let known_as = remote_id
        .as_deref()
        .map_or_else(String::new, |id| format!(" ({id})"));
    Conclusion {
        outcome: Outcome::Conflict,
        remote_id,
        problem: Some(Problem::new(
            Exit::Conflict,
            format!(
                "The server holds another {kind} named \"{name}\"{known_as}; it was not touched."
            ),
            format!(
                "Give this one another name, such as \"{}\", or remove the one on the server and run the same command again.",
                other_name(payload)
            ),
        )),
    }
}

/// A name that this content would have for itself: offered, never taken, since what refers to the old one would break.
fn other_name(payload: &VerifiedPayload) -> String {
    let name = payload.natural_key().unwrap_or_default();
    let digest = Digest::of_payload(payload).to_string();
    format!("{name}-{}", &digest[..6])
}

/// The id by which the server knows an object.
pub(super) fn id_of(entity: &Value) -> Option<String> {
    entity.get("id")?.as_str().map(str::to_owned)
}

async fn look(
    context: &Context,
    payload: &VerifiedPayload,
    listing: Name,
    unknown: Option<Unknown>,
    trace: &mut Trace,
) -> Result<Found, Error> {
    let Some(unknown) = unknown else {
        return lookup::now(context, payload, listing, trace).await;
    };
    if !unknown.may_still_run {
        context.client.clock.sleep(unknown.look_after).await;
        return lookup::now(context, payload, listing, trace).await;
    }
    let mut wait = unknown.look_after.max(PATIENCE);
    let mut found = Found::Absent;
    for _ in 0..LOOKS {
        context.client.clock.sleep(wait).await;
        found = lookup::now(context, payload, listing, trace).await?;
        if !matches!(found, Found::Absent) {
            break;
        }
        wait *= 2;
    }
    Ok(found)
}
