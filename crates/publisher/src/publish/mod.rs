//! Publishing: from verified payloads to outcomes.
//!
//! ```text
//! commands::publish -> engine (a few items at a time) -> flows (the calls of each kind) -> client (authorised, repeated)
//!                                                                                           -> connection (one attempt)
//! ```
//! `endpoints` says where calls go, `retry` decides when one is made again, `outcome` is what comes of it, and
//! `finished` is what comes of all of them. `probe` may look beforehand at what agent widgets point to.

mod auth;
mod client;
mod connection;
pub(crate) mod endpoints;
mod engine;
mod finished;
mod flows;
mod guidance;
mod insecure;
mod outcome;
mod probe;
mod retry;
#[cfg(feature = "sandbox")]
pub(crate) mod sandbox;
mod signals;
mod trouble;
mod tunnel;

use std::collections::BTreeSet;
use std::io;

use preflight_core::Kind;
use tokio::runtime::Runtime;
use url::Url;

pub(crate) use engine::{Item, hold, run};
pub(crate) use finished::{Finished, Holdings};
pub(crate) use flows::Context;
pub(crate) use outcome::{ItemReport, OUTCOMES, Outcome, Problem, SideEffect};
pub(crate) use probe::probe;
pub(crate) use signals::{Signals, Stop};

use crate::config::PublishSettings;
use crate::exit::Exit;
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
            #[cfg(feature = "sandbox")]
            Self::Listen { .. } => Exit::Failure,
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

/// What the flows of these items need: a client with the scopes of exactly this batch.
pub(crate) fn context(items: &[Item], settings: &PublishSettings) -> Result<Context, Error> {
    let client_id = settings
        .client_id
        .clone()
        .ok_or(Error::MissingCredentials("GENESYS_CLIENT_ID"))?;
    let client_secret = settings
        .client_secret
        .clone()
        .ok_or(Error::MissingCredentials("GENESYS_CLIENT_SECRET"))?;
    let webhook_uri: Option<Url> = settings.design_system_webhook_url.clone();
    let kinds: BTreeSet<Kind> = items
        .iter()
        .filter_map(Item::payload)
        .map(preflight_core::VerifiedPayload::kind)
        .collect();
    let calls = kinds
        .into_iter()
        .flat_map(|kind| flows::calls(kind, webhook_uri.is_some()));
    let scopes = endpoints::GUIDES.scopes(calls);
    let connection = connection::Connection::new(Route {
        bases: &[&settings.api_url, &settings.login_url],
        proxy: settings.proxy.as_ref(),
        extra_roots: settings.extra_roots.as_ref(),
    })?;
    let auth = auth::Auth::new(&settings.login_url, client_id, client_secret, &scopes);
    let client = client::Client::new(
        connection,
        auth,
        settings.api_url.clone(),
        &endpoints::GUIDES,
    );
    Ok(Context::new(client, webhook_uri))
}
