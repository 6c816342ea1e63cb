//! The flows: for each kind the ordered calls that publish one verified payload, one file a kind.
//!
//! A flow is handed a [`VerifiedPayload`] and nothing else can be, so what a finding blocks cannot be sent.

mod agent_widget;
mod channel;
mod content;
mod ensure;
mod lookup;
mod participant_variables;
mod preview;
mod rich_card;
mod webhook;
mod widget_configuration;

use preflight_core::{Kind, VerifiedPayload};
use tokio::sync::OnceCell;
use url::Url;

use super::client::{Client, Trace};
use super::endpoints::Name;
use super::outcome::{Conclusion, Problem, SideEffect};
use crate::exit::Exit;

/// What the flows of one batch share.
#[derive(Debug)]
pub(crate) struct Context {
    client: Client,
    listings: lookup::Listings,
    /// Where the platform is to report updated configurations to.
    webhook_uri: Option<Url>,
    /// What became of the webhook; it is looked for once in a batch.
    webhook: OnceCell<SideEffect>,
}

impl Context {
    pub(crate) fn new(client: Client, webhook_uri: Option<Url>) -> Self {
        Self {
            client,
            listings: lookup::Listings::default(),
            webhook_uri,
            webhook: OnceCell::new(),
        }
    }
}

/// The calls that a payload of this kind may need.
pub(crate) fn calls(kind: Kind, webhook: bool) -> Vec<Name> {
    let own = match kind {
        Kind::WidgetConfiguration => widget_configuration::CALLS,
        Kind::RichCard => rich_card::CALLS,
        Kind::AgentWidget => agent_widget::CALLS,
        Kind::Channel => channel::CALLS,
        Kind::ParticipantVariables => participant_variables::CALLS,
    };
    let mut calls = own.to_vec();
    if webhook && kind == Kind::WidgetConfiguration {
        calls.extend(webhook::CALLS);
    }
    calls
}

/// Why a payload cannot be sent although it is right.
pub(crate) fn obstacle(payload: &VerifiedPayload) -> Option<Problem> {
    let needed = match payload.kind() {
        Kind::RichCard => rich_card::missing_target(payload),
        Kind::ParticipantVariables => participant_variables::missing_target(payload),
        Kind::WidgetConfiguration | Kind::AgentWidget | Kind::Channel => None,
    }?;
    Some(Problem::new(
        Exit::Findings,
        format!("The manifest does not say for whom it is: its target has no usable {needed}."),
        format!("Add \"target\": {{ \"{needed}\": \"…\" }} to the manifest."),
    ))
}

/// Publishes a payload.
pub(crate) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Conclusion {
    let concluded = match payload.kind() {
        Kind::WidgetConfiguration => widget_configuration::publish(context, payload, trace).await,
        Kind::RichCard => rich_card::publish(context, payload, trace).await,
        Kind::AgentWidget => agent_widget::publish(context, payload, trace).await,
        Kind::Channel => channel::publish(context, payload, trace).await,
        Kind::ParticipantVariables => participant_variables::publish(context, payload, trace).await,
    };
    concluded.unwrap_or_else(|error| Conclusion::of(&error, payload.kind()))
}

/// Does what follows a publish; nothing of it can change the conclusion.
pub(crate) async fn follow_up(
    context: &Context,
    payload: &VerifiedPayload,
    conclusion: &Conclusion,
) -> Vec<SideEffect> {
    match payload.kind() {
        Kind::WidgetConfiguration => widget_configuration::follow_up(context, conclusion).await,
        Kind::RichCard | Kind::AgentWidget | Kind::Channel | Kind::ParticipantVariables => {
            Vec::new()
        }
    }
}
