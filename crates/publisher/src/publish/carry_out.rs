//! Publishes one item: what is left to do of it, what it comes to, and what follows.

use std::time::Duration;

use preflight_core::{Kind, VerifiedPayload};
use serde_json::Value;

use super::client;
use super::clock::Clock;
use super::connection::REQUEST_TIMEOUT;
use super::flows::{self, Context};
use super::item::Item;
use super::outcome::{Conclusion, ItemReport, Outcome};
use super::supply::recipient;
use super::trace::{Origin, Trace};
use super::under_way::Mark;
use crate::exit::Exit;
use crate::journal::state::State;
use crate::journal::store::{Ending, Timestamp};
use crate::journal::{self, Claim};
use crate::redact::Hidden;

/// Publishes an item, and says whether that could be written down.
///
/// `origin` makes the keys of its requests, `mark` is set when one may change something.
pub(super) async fn carry_out(
    context: &Context,
    (item, payload): (&Item, &VerifiedPayload),
    claim: &Claim,
    (origin, mark): (Origin, Mark),
) -> (ItemReport, Result<(), journal::Error>) {
    let clock = context.clock();
    let started = clock.now();
    let mut trace = Trace {
        origin,
        was_sent: item.sent().is_some(),
        claim: claim.clone(),
        recipient: recipient(payload),
        mark,
        ..Trace::hiding(hidden(payload))
    };
    let before = item.concluded_before();
    let is_new = before.is_none();
    let mut conclusion = if let Some(conclusion) = before {
        conclusion
    } else {
        let is_stopped = match item.sent() {
            Some(sent) => {
                let wait = clock.sleep(still_on_its_way(clock, sent));
                context.is_stopped_during(wait).await
            }
            None => false,
        };
        if is_stopped {
            Conclusion::of(&client::Error::Stopped, payload.kind())
        } else {
            flows::publish(context, item, payload, &mut trace).await
        }
    };
    if item.is_owed() && conclusion.outcome == Outcome::AlreadyPublished {
        // It is what the earlier run published, of which nobody was told.
        conclusion.outcome = Outcome::Published;
    }
    let latency = clock.now().since(started);
    let mut kept = Ok(());
    if is_new {
        // Before what follows, which must not be able to hide it.
        kept = write_end(claim, &conclusion, item.is_owed()).await;
    }
    trace.is_side_effect = true;
    let side_effects = flows::follow_up(context, payload, &conclusion, &mut trace).await;
    let report = ItemReport {
        remote_id: conclusion.remote_id,
        attempts: trace.most_attempts(),
        latency,
        side_effects,
        request_id: trace.request_id().map(str::to_owned),
        trace,
        ..item.report(conclusion.outcome, conclusion.problem)
    };
    (report, kept)
}

/// Writes down how an item ended.
async fn write_end(
    claim: &Claim,
    conclusion: &Conclusion,
    is_owed: bool,
) -> Result<(), journal::Error> {
    let outcome = conclusion.outcome;
    let state = match outcome {
        Outcome::Published | Outcome::Delivered | Outcome::Updated | Outcome::AlreadyPublished => {
            State::Done
        }
        // It is for `resume` to try again what fails only for now, and what was only the first to meet it.
        Outcome::Failed if is_for_later(conclusion) => return claim.released().await,
        Outcome::Conflict | Outcome::Failed | Outcome::Blocked => State::Failed,
        Outcome::Ambiguous => State::Ambiguous,
        Outcome::Skipped => return claim.released().await,
    };
    let ending = Ending {
        outcome: outcome.name(),
        remote_id: conclusion.remote_id.clone(),
        reason: conclusion
            .problem
            .as_ref()
            .map(|problem| problem.message.clone()),
        // Of what was there before, nothing is told.
        to_follow_up: is_owed || outcome.is_good() && outcome != Outcome::AlreadyPublished,
    };
    claim.ended(state, ending).await
}

/// Whether the item itself is not to blame.
fn is_for_later(conclusion: &Conclusion) -> bool {
    conclusion
        .problem
        .as_ref()
        .is_some_and(|problem| problem.exit == Exit::Temporary || problem.stops_all)
}

/// How long a request that an earlier run sent then may still be on its way: a server works on none for longer than
/// its clients wait for it.
fn still_on_its_way(clock: Clock, sent: Timestamp) -> Duration {
    let since = Duration::from_millis(journal::now().saturating_sub(sent));
    REQUEST_TIMEOUT.saturating_sub(clock.stretched(since))
}

/// What must not be seen of a payload, whoever repeats it: the values of variables.
fn hidden(payload: &VerifiedPayload) -> Hidden {
    let mut hidden = Hidden::default();
    if payload.kind() == Kind::ParticipantVariables {
        let content: Value = serde_json::from_str(payload.json()).unwrap_or_default();
        content["attributes"]
            .as_object()
            .into_iter()
            .flat_map(|attributes| attributes.values())
            .filter_map(Value::as_str)
            .for_each(|value| hidden.add(value));
    }
    hidden
}
