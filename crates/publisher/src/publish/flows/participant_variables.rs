//! `participant-variables`: one PATCH of a participant, which may be repeated without harm.

use preflight_core::{Target, VerifiedPayload};

use super::super::client::{Call, Error};
use super::super::endpoints::{self, Name};
use super::super::outcome::{Conclusion, Outcome};
use super::super::trace::Trace;
use super::Context;

pub(super) const CALLS: &[Name] = &[Name::UpdateParticipant];

/// The member of the target that variables need and these lack.
pub(super) fn missing_target(payload: &VerifiedPayload) -> Option<&'static str> {
    match participant(payload) {
        Some(participant) if endpoints::is_segment(participant) => None,
        _ => Some("participantId"),
    }
}

pub(super) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Conclusion, Error> {
    let participant = participant(payload).unwrap_or_default();
    let body = payload.body();
    let call = Call {
        segment: participant,
        body: Some(body),
        ..Call::default()
    };
    context
        .client
        .call(Name::UpdateParticipant, call, trace)
        .await?;
    Ok(Conclusion::good(
        Outcome::Updated,
        Some(participant.to_owned()),
    ))
}

fn participant(payload: &VerifiedPayload) -> Option<&str> {
    match payload.target() {
        Target::Participant { participant, .. } => Some(participant),
        Target::None | Target::Conversation(_) => None,
    }
}
