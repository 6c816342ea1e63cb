//! The flows: for each kind the ordered calls that publish one verified payload, one file a kind.
//!
//! A flow is handed a [`VerifiedPayload`] and nothing else can be, so what a finding blocks cannot be sent.

mod agent_widget;
mod channel;
mod content;
mod ensure;
mod held;
mod lookup;
mod participant_variables;
mod preview;
mod rich_card;
mod webhook;
mod widget_configuration;

use preflight_core::{Kind, Policy, VerifiedPayload};
use serde_json::Value;
use tokio::sync::{OnceCell, watch};
use url::Url;

use super::client::{Client, Error};
use super::clock::Clock;
use super::diagnosis::{self, Identity};
use super::dry_run::PlannedRequest;
use super::endpoints::Name;
use super::fields;
use super::gate::GateSummary;
use super::item::Item;
use super::outcome::{Conclusion, Outcome, Problem, SideEffect};
use super::recipients::Recipients;
use super::sinks::Sinks;
use super::trace::Trace;
use super::trouble::Trouble;
use crate::exit::Exit;
use crate::journal::Journal;
use crate::journal::subject::Destination;

pub(crate) use held::{Held, Seen, look, look_again};

/// What the flows of one batch share.
#[derive(Debug)]
pub(crate) struct Context {
    client: Client,
    listings: lookup::Listings,
    /// Where the platform is to report updated configurations to.
    webhook_uri: Option<Url>,
    /// What became of the webhook; it is looked for once in a batch.
    webhook: OnceCell<SideEffect>,
    sinks: Sinks,
    /// Who the client is; asked once, and only where something has to be explained.
    identity: OnceCell<Option<Identity>>,
    policy: Policy,
    stopping: watch::Sender<bool>,
}

impl Context {
    pub(crate) fn new(
        client: Client,
        webhook_uri: Option<Url>,
        sinks: Sinks,
        policy: Policy,
        stopping: watch::Sender<bool>,
    ) -> Self {
        Self {
            client,
            listings: lookup::Listings::default(),
            webhook_uri,
            webhook: OnceCell::new(),
            sinks,
            identity: OnceCell::new(),
            policy,
            stopping,
        }
    }

    /// From now on the limits are those of all publishers that keep this journal.
    pub(crate) fn share_pace(&mut self, journal: &Journal, destination: &Destination) {
        self.client.gate.share(journal, destination.digest);
    }

    /// From now on nothing is begun.
    pub(super) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until this is over or the run is being stopped; says whether it is.
    pub(super) async fn is_stopped_during(&self, wait: impl Future<Output = ()>) -> bool {
        let mut stopping = self.stopping.subscribe();
        tokio::select! {
            biased;
            // Its sender is this one's own, so it is there.
            _ = stopping.wait_for(|stopping| *stopping) => true,
            () = wait => false,
        }
    }

    /// Whom items are for.
    pub(super) fn recipients(&self) -> &Recipients {
        &self.client.recipients
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    pub(super) fn clock(&self) -> Clock {
        self.client.clock
    }

    /// What the rate limits and breakers went through.
    pub(crate) fn gate_summary(&self) -> GateSummary {
        self.client.gate.summary()
    }

    /// What would ask for a token.
    pub(crate) fn planned_token(&self) -> Option<PlannedRequest> {
        self.client.auth.planned(&self.client.connection)
    }

    /// How many requests tokens took.
    pub(crate) fn token_requests(&self) -> u32 {
        self.client.auth.requests()
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

/// The members of an object that a payload of its kind may have, as JSON in the payload's order: what is compared, without
/// what only the server keeps with it.
pub(crate) fn comparable(kind: Kind, entity: &Value) -> String {
    content::comparable(kind, entity).to_string()
}

/// The id by which the server knows an object.
pub(crate) fn id_of(entity: &Value) -> Option<String> {
    ensure::id_of(entity)
}

/// The calls that may change something, and those that follow them, of publishing a payload of this kind that is not there
/// at all (or, of an agent widget, not active).
pub(crate) fn cost(kind: Kind, is_there: bool) -> u32 {
    match kind {
        // The creation; the preview, and one look at it.
        Kind::WidgetConfiguration => 3,
        Kind::AgentWidget if is_there => 1,
        Kind::AgentWidget => 2,
        Kind::Channel | Kind::RichCard | Kind::ParticipantVariables => 1,
    }
}

/// Publishes a payload.
pub(crate) async fn publish(
    context: &Context,
    item: &Item,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Conclusion {
    // Large batches are cards and variables. What only others need is kept out of what a card needs while it is on its way.
    let concluded = match payload.kind() {
        Kind::WidgetConfiguration => {
            Box::pin(widget_configuration::publish(context, payload, trace)).await
        }
        Kind::RichCard => rich_card::publish(context, payload, trace).await,
        Kind::AgentWidget => Box::pin(agent_widget::publish(context, payload, trace)).await,
        Kind::Channel => Box::pin(channel::publish(context, payload, trace)).await,
        Kind::ParticipantVariables => participant_variables::publish(context, payload, trace).await,
    };
    match concluded {
        Ok(conclusion) => conclusion,
        Err(error) => {
            let mut conclusion = Conclusion::of(&error, payload.kind());
            if let Some(problem) = &mut conclusion.problem {
                Box::pin(explain(context, item, payload, &error, problem, trace)).await;
            }
            conclusion
        }
    }
}

/// Adds what can be found out about a failure.
async fn explain(
    context: &Context,
    item: &Item,
    payload: &VerifiedPayload,
    error: &Error,
    problem: &mut Problem,
    trace: &mut Trace,
) {
    let Some(refusal) = error.trouble().and_then(Trouble::refusal) else {
        return;
    };
    if let (400 | 422, Some(source)) = (refusal.status, item.source()) {
        problem.fields = fields::located(refusal, source, &context.policy);
    }
    // What is asked to explain has no part in the outcome.
    let was_side_effect = std::mem::replace(&mut trace.is_side_effect, true);
    if refusal.status == 403 {
        lacking(context, payload, error, problem, trace).await;
    }
    if let (403 | 404, Some(conversation)) = (refusal.status, payload.target().conversation())
        && let Some(status) = diagnosis::session(&context.client, conversation, trace).await
        && status != "active"
    {
        add(
            &mut problem.cause,
            &format!("The session {conversation} is {status}."),
        );
    }
    trace.is_side_effect = was_side_effect;
}

/// Names what the client lacks, as far as the platform tells.
async fn lacking(
    context: &Context,
    payload: &VerifiedPayload,
    error: &Error,
    problem: &mut Problem,
    trace: &mut Trace,
) {
    let Error::Failed { endpoint, .. } = error else {
        return;
    };
    let identity = context
        .identity
        .get_or_init(|| async { diagnosis::identity(&context.client, trace).await.ok() })
        .await;
    let Some(identity) = identity else {
        return;
    };
    let missing = identity.missing_scopes(endpoint.scopes.iter().copied());
    if !missing.is_empty() {
        let words = format!("The client lacks the scope {}.", missing.join(", "));
        add(&mut problem.cause, &words);
        // The client is not given one while the run lasts.
        problem.stops_all = true;
    }
    if let Some(roles) = identity.missing_roles(payload.kind()) {
        let words = format!("The client has none of the roles {}.", roles.join(", "));
        add(&mut problem.cause, &words);
    }
}

fn add(cause: &mut Option<String>, words: &str) {
    *cause = Some(match cause.take() {
        Some(before) => format!("{before} {words}"),
        None => words.to_owned(),
    });
}

/// Does what follows a publish; nothing of it can change the conclusion.
pub(crate) async fn follow_up(
    context: &Context,
    payload: &VerifiedPayload,
    conclusion: &Conclusion,
    trace: &mut Trace,
) -> Vec<SideEffect> {
    if conclusion.outcome == Outcome::Skipped {
        return Vec::new();
    }
    let mut effects = match payload.kind() {
        Kind::WidgetConfiguration => {
            Box::pin(widget_configuration::follow_up(context, conclusion, trace)).await
        }
        Kind::RichCard | Kind::AgentWidget | Kind::Channel | Kind::ParticipantVariables => {
            Vec::new()
        }
    };
    let client = &context.client;
    let told = context
        .sinks
        .tell(
            &client.connection,
            payload,
            conclusion,
            trace,
            client.mode.dry_run,
        )
        .await;
    effects.extend(told);
    effects
}
