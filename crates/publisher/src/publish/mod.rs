//! Publishing: from verified payloads to outcomes.
//!
//! ```text
//! commands::publish -> engine (a few items at a time) -> flows (the calls of each kind) -> client (authorised, repeated)
//!                                                                                           -> connection (one attempt)
//! ```
//! `endpoints` says where calls go, `decide` when one is made and made again, `gate` waits for that, `guidance` says what
//! to do about one that failed, `outcome` is what comes of it, `finished` and `metrics` are what comes of all of them, and `telemetry`
//! tells it to those who watch many runs.

mod auth;
mod carry_out;
mod client;
mod clock;
mod connection;
mod decide;
mod diagnosis;
mod dry_run;
pub(crate) mod endpoints;
mod engine;
mod feed;
mod fields;
mod finished;
mod flows;
mod gate;
mod guidance;
mod in_order;
mod insecure;
mod item;
mod looking;
pub(crate) mod metrics;
mod outcome;
mod pacing;
mod probe;
mod recipients;
mod request;
#[cfg(feature = "sandbox")]
pub(crate) mod sandbox;
mod signals;
mod signature;
mod sinks;
mod supply;
pub(crate) mod telemetry;
mod trace;
mod trouble;
mod tunnel;
mod under_way;
mod undoing;
mod whoami;

use std::collections::BTreeSet;
use std::io;

use preflight_core::{Kind, Policy};
use tokio::runtime::Runtime;
use tokio::sync::watch;

pub(crate) use client::Mode;
#[cfg(test)]
pub(crate) use clock::Moment;
pub(crate) use connection::is_loopback;
pub(crate) use decide::pace::{Ask, Grant, Limits, Pacer};
#[cfg(test)]
pub(crate) use decide::pace::{Ended, Signals as RateSignals};
pub(crate) use dry_run::PlannedRequest;
pub(crate) use engine::{Batch, Ran, Watcher, hold, part, run};
pub(crate) use fields::FieldProblem;
pub(crate) use finished::{Finished, Holdings, Skipped, Tally};
pub(crate) use flows::{Context, Held, Seen, comparable, cost, id_of};
pub(crate) use gate::GateSummary;
#[cfg(test)]
pub(crate) use guidance::TABLE as GUIDANCE;
pub(crate) use item::Item;
pub(crate) use looking::{Looked, Sought, look, look_again};
pub(crate) use metrics::{Counting, Metrics};
pub(crate) use outcome::{ItemReport, OUTCOMES, Outcome, Problem, SideEffect};
pub(crate) use probe::{Addresses, probe};
pub(crate) use request::request_id as new_id;
pub(crate) use signals::{Signals, Stop};
pub(crate) use signature::SigningKey;
pub(crate) use supply::{Part, Supply, Unit, kinds_of};
pub(crate) use telemetry::Telemetry;
pub(crate) use trace::Attempted;
pub(crate) use undoing::deactivate;
pub(crate) use whoami::{Checkup, checkup};

use crate::config::PublishSettings;
use crate::exit::Exit;
use crate::redact::REDACTED;
use crate::secret::Secret;
use connection::Route;

/// Why publishing could not begin.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nobody to publish as.
    #[error(
        "{0} is not set; set it to the OAuth client that publishes, or try `preflight publish --sandbox`, which needs none"
    )]
    MissingCredentials(&'static str),
    /// No connection can be made.
    #[error(transparent)]
    Setup(#[from] connection::SetupError),
    /// The system gives no event queue.
    #[error("the system did not give what networking needs: {0}")]
    Runtime(#[source] io::Error),
    /// The server could not be looked at.
    #[error("{label}: the server could not be looked at: {source}")]
    Unseen {
        label: String,
        exit: Exit,
        source: Box<client::Error>,
    },
    /// The sandbox cannot behave as it is told.
    #[cfg(feature = "sandbox")]
    #[error("{}: {reason}", path.display())]
    Scenario {
        path: std::path::PathBuf,
        reason: String,
    },
    /// The sandbox has no address.
    #[cfg(feature = "sandbox")]
    #[error(
        "the sandbox cannot listen on port {port}: {source}; name another with --port, or 0 for any free one"
    )]
    Listen { port: u16, source: io::Error },
}

impl Error {
    /// The exit code that tells it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::MissingCredentials(_) => Exit::Authentication,
            Self::Setup(_) | Self::Runtime(_) => Exit::Failure,
            Self::Unseen { exit, .. } => *exit,
            #[cfg(feature = "sandbox")]
            Self::Listen { .. } | Self::Scenario { .. } => Exit::Failure,
        }
    }
}

/// What runs the requests: one thread, because the work is waiting. One thread serves 13,000 to 21,000 requests a
/// second on loopback, far more than the platform's five, and costs no start-up.
pub(crate) fn runtime() -> Result<Runtime, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)
}

/// How a batch is published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) mode: Mode,
    /// How many times as fast as the real one the run's clock is.
    pub(crate) time_scale: f64,
}

/// What the flows of these kinds need.
pub(crate) fn context(
    kinds: &BTreeSet<Kind>,
    settings: &PublishSettings,
    policy: &Policy,
    manner: Manner,
) -> Result<Context, Error> {
    let webhook = settings.design_system_webhook_url.is_some();
    let calls = kinds.iter().flat_map(|kind| flows::calls(*kind, webhook));
    let scopes = endpoints::GUIDES.scopes(calls);
    let missing = |name| {
        if manner.mode.dry_run {
            // What is only shown is sent by nobody.
            Ok(Secret::new(REDACTED.to_owned()))
        } else {
            Err(Error::MissingCredentials(name))
        }
    };
    let client_id = match settings.client_id.clone() {
        Some(client_id) => client_id,
        None => missing("GENESYS_CLIENT_ID")?.expose().to_owned(),
    };
    let client_secret = match settings.client_secret.clone() {
        Some(client_secret) => client_secret,
        None => missing("GENESYS_CLIENT_SECRET")?,
    };
    let clock = clock::Clock::scaled(manner.time_scale);
    let sinks = sinks::Sinks {
        webhook: settings.webhook_url.clone(),
        key: settings.webhook_secret.clone(),
        context_refresh: settings.context_refresh.clone(),
        personalization: settings.personalization.clone(),
    };
    let bases: Vec<&url::Url> = [&settings.api_url, &settings.login_url]
        .into_iter()
        .chain(sinks.urls())
        .collect();
    let route = Route {
        bases: &bases,
        proxy: settings.proxy.as_ref(),
        extra_roots: settings.extra_roots.as_ref(),
    };
    let connection = connection::Connection::new(route, clock)?;
    let (stopping, stopped) = watch::channel(false);
    let client = client::Client {
        connection,
        auth: auth::Auth::new(
            &settings.login_url,
            client_id,
            client_secret,
            &scopes,
            clock,
        ),
        recipients: recipients::Recipients::default(),
        gate: gate::Gate::new(clock, settings.limits, stopped),
        clock,
        urls: request::Urls::new(&endpoints::GUIDES, &settings.api_url),
        table: &endpoints::GUIDES,
        mode: manner.mode,
    };
    Ok(Context::new(
        client,
        settings.design_system_webhook_url.clone(),
        sinks,
        policy.clone(),
        stopping,
    ))
}
