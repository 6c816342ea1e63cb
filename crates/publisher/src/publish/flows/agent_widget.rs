//! `agent-widget`: look for the name, create inactive, activate. A widget that is there but inactive is only activated,
//! which is how a second run mends a first one that came no further than creating it.

use preflight_core::VerifiedPayload;
use serde_json::Value;

use super::super::client::{Call, Error};
use super::super::endpoints::{self, Name};
use super::super::outcome::{Conclusion, Outcome};
use super::super::trace::Trace;
use super::Context;
use super::ensure::{self, Held};

pub(super) const CALLS: &[Name] = &[
    Name::ListIntegrations,
    Name::CreateIntegration,
    Name::UpdateIntegration,
];

const ACTIVE: &str = "active";

pub(super) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Conclusion, Error> {
    let held = ensure::ensure(context, payload, Name::CreateIntegration, trace).await?;
    let entity = match held {
        Held::Other(entity) => return Ok(ensure::conflict(payload, &entity)),
        Held::Before(entity) if is_active(&entity) => {
            let id = ensure::id_of(&entity);
            return Ok(Conclusion::good(Outcome::AlreadyPublished, id));
        }
        Held::Before(entity) | Held::Now(entity) => entity,
    };
    let Some(id) = ensure::id_of(&entity).filter(|id| endpoints::is_segment(id)) else {
        return Err(context
            .client
            .incomplete(Name::ListIntegrations, 200, "the widget's id"));
    };
    let call = Call {
        segment: &id,
        body: Some(r#"{"status":"active"}"#.into()),
        ..Call::default()
    };
    match context
        .client
        .call(Name::UpdateIntegration, call, trace)
        .await
    {
        Ok(_) => Ok(Conclusion::good(Outcome::Published, Some(id))),
        Err(error) => Ok(created_only(&error, payload, id)),
    }
}

/// The widget is there, but agents do not see it.
fn created_only(error: &Error, payload: &VerifiedPayload, id: String) -> Conclusion {
    let mut conclusion = Conclusion::of(error, payload.kind());
    conclusion.outcome = Outcome::Failed;
    if let Some(problem) = &mut conclusion.problem {
        problem.message = format!(
            "The widget was created, but could not be activated: {}",
            problem.message
        );
        problem.next_step = format!(
            "{} A second run finds the inactive widget {id} and only activates it.",
            problem.next_step
        );
    }
    conclusion.remote_id = Some(id);
    conclusion
}

/// Whether agents see a widget.
pub(super) fn is_active(entity: &Value) -> bool {
    entity.get("status").and_then(Value::as_str) == Some(ACTIVE)
}
