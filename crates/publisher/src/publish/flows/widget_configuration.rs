//! `widget-configuration`: look for the widgetId, create; then a preview, and the webhook of the design system.

use preflight_core::VerifiedPayload;

use super::super::client::Error;
use super::super::endpoints::Name;
use super::super::outcome::{Conclusion, Outcome, SideEffect};
use super::super::trace::Trace;
use super::ensure::{self, Held};
use super::{Context, preview, webhook};

pub(super) const CALLS: &[Name] = &[
    Name::ListConfigurations,
    Name::CreateConfiguration,
    Name::CreatePreview,
    Name::WatchPreview,
];

pub(super) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Conclusion, Error> {
    let held = ensure::ensure(context, payload, Name::CreateConfiguration, trace).await?;
    Ok(match held {
        Held::Now(entity) => Conclusion::good(Outcome::Published, ensure::id_of(&entity)),
        Held::Before(entity) => Conclusion::good(Outcome::AlreadyPublished, ensure::id_of(&entity)),
        Held::Other(entity) => ensure::conflict(payload, &entity),
    })
}

/// A preview belongs to what is new. The webhook is looked for in any good case, so that a second run makes up for one
/// that the first could not register.
pub(super) async fn follow_up(
    context: &Context,
    conclusion: &Conclusion,
    trace: &mut Trace,
) -> Vec<SideEffect> {
    let mut effects = Vec::new();
    if let (Outcome::Published, Some(id)) = (conclusion.outcome, &conclusion.remote_id) {
        effects.push(preview::preview(context, id, trace).await);
    }
    if conclusion.outcome.is_good() {
        effects.extend(webhook::ensure(context, trace).await);
    }
    effects
}
