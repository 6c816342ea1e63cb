//! A local stand-in for the Genesys Cloud endpoints that Preflight publishes to.
//!
//! It serves the API host and the login host's `/oauth/token` from one loopback address, checks every payload
//! against its own wire structs and its own limits, and shows what arrived at `GET /sandbox/state`. It shares
//! no code with the publisher or the core: a mistake in either is then seen here instead of being repeated.
//!
//! A [`Scenario`] makes it behave badly on purpose. `GET /sandbox/faults` shows the one in force with how often each
//! fault `matched` and `fired`; `PUT` replaces the faults and whatever else the scenario in its body names, except
//! the clock; `DELETE` ends all faults.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let sandbox = preflight_sandbox::Sandbox::bind(preflight_sandbox::Options::default()).await?;
//! let running = sandbox.spawn();
//! assert!(running.base_url().starts_with("http://127.0.0.1:"));
//! assert_eq!(running.state()["objects"], serde_json::json!([]));
//! running.stop().await;
//! # std::io::Result::Ok(()) }).unwrap();
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod access;
mod check;
mod clock;
mod connection;
mod endpoints;
mod error;
mod exchange;
mod faults;
mod limits;
mod page;
mod rate;
mod record;
mod request;
mod scenario;
mod settings;
mod state;

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::clock::{Clock, TimeScale};
use crate::connection::{Line, Lines};
pub use crate::scenario::{Scenario, ScenarioError};

/// The client id the sandbox accepts unless [`Options`] names another.
pub const CLIENT_ID: &str = "sandbox-client";

/// The client secret the sandbox accepts unless [`Options`] names another.
pub const CLIENT_SECRET: &str = "sandbox-secret";

/// How long [`Running::stop`] waits for requests that are still being answered.
const STOP_GRACE: Duration = Duration::from_secs(5);

/// Where the sandbox listens, whom it lets in and how it behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on; port 0 asks the system for a free one.
    pub address: SocketAddr,
    /// The OAuth client id to accept.
    pub client_id: String,
    /// The OAuth client secret to accept.
    pub client_secret: String,
    /// Limits, settings and faults.
    pub scenario: Scenario,
}

impl Default for Options {
    /// A free port on 127.0.0.1 with [`CLIENT_ID`] and [`CLIENT_SECRET`], the limits the platform documents and
    /// no faults.
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            client_id: CLIENT_ID.to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            scenario: Scenario::default(),
        }
    }
}

/// What every request handler shares.
#[derive(Debug)]
pub(crate) struct Service {
    client_id: String,
    client_secret: String,
    clock: Clock,
    correlation_ids: AtomicU64,
    state: Mutex<state::State>,
}

impl Service {
    /// The state, also after a handler panicked: what arrived before is still worth showing.
    pub(crate) fn state(&self) -> MutexGuard<'_, state::State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new correlation id. Apart from the ids of objects, so that reading changes none of those.
    pub(crate) fn correlation_id(&self) -> String {
        let before = self.correlation_ids.fetch_add(1, Ordering::Relaxed);
        state::uuid_shaped(0xc0, before + 1)
    }
}

/// The handle that handlers and extractors receive.
pub(crate) type Shared = Arc<Service>;

/// A sandbox that has its address but does not answer yet.
#[derive(Debug)]
pub struct Sandbox {
    listener: TcpListener,
    base_url: String,
    service: Shared,
}

impl Sandbox {
    /// Takes the address, so that [`base_url`](Self::base_url) is final and connections queue from now on.
    pub async fn bind(options: Options) -> io::Result<Sandbox> {
        let listener = TcpListener::bind(options.address).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let clock = Clock::start(options.scenario.time_scale.unwrap_or(TimeScale::REAL));
        let mut state = state::State::default();
        state.apply(options.scenario);
        let service = Arc::new(Service {
            client_id: options.client_id,
            client_secret: options.client_secret,
            clock,
            correlation_ids: AtomicU64::new(0),
            state: Mutex::new(state),
        });
        Ok(Sandbox {
            listener,
            base_url,
            service,
        })
    }

    /// The base URL of both the API and the login host, without a trailing slash.
    pub fn base_url(&self) -> String {
        self.base_url.clone()
    }

    /// Serves until `shutdown` completes and the requests begun by then are answered.
    pub async fn serve(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let routes = endpoints::router(self.service);
        axum::serve(
            Lines(self.listener),
            routes.into_make_service_with_connect_info::<Line>(),
        )
        .with_graceful_shutdown(shutdown)
        .await
    }

    /// Serves in a task of the current tokio runtime until the returned handle is stopped or dropped.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn(self) -> Running {
        let (shutdown, stopped) = oneshot::channel::<()>();
        Running {
            base_url: self.base_url.clone(),
            service: Arc::clone(&self.service),
            shutdown,
            task: tokio::spawn(self.serve(async move {
                let _ = stopped.await;
            })),
        }
    }
}

/// A sandbox that serves in the background. Dropping it stops the sandbox without waiting.
#[derive(Debug)]
pub struct Running {
    base_url: String,
    service: Shared,
    shutdown: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Running {
    /// The base URL of both the API and the login host, without a trailing slash.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What arrived so far: the same JSON as `GET /sandbox/state`, every list in order of arrival.
    ///
    /// - `schemaVersion`: 1
    /// - `objects`: `kind`, `id`, `naturalKey`, `body` (the bytes as they arrived; for a card those of
    ///   `message.card`), and `status` of agent widgets, `conversationId` of cards, `patches` (how many arrived;
    ///   `body` is the last) of participant variables
    /// - `jobs`: `id`, `configurationId`, `status`
    /// - `webhooks`: `id`, `name`, `uri`
    /// - `rateLimits`: `name` (the path prefix, or `all`, of a limit without a name), `allowed` a minute, `refused`
    ///   and `largestWindow` (the most requests counted in one window); of the limits in force
    /// - `requests` that are over, except those to `/sandbox/`: `method`, `path` without its query, `status` (null
    ///   when no whole answer was sent because a fault dropped the connection or the client hung up), `atSeconds`
    ///   (arrival on the sandbox's clock since its start), `fault` (the name, or the place as `#0`, of the fault the
    ///   request met), `requestId` and `headers` (`Cache-Control`, `Pragma`, `Idempotency-Key`) where they were sent
    pub fn state(&self) -> serde_json::Value {
        self.service.state().snapshot()
    }

    /// Stops accepting and waits for the requests in progress, at most five seconds.
    pub async fn stop(self) {
        let Running {
            shutdown, mut task, ..
        } = self;
        let _ = shutdown.send(());
        if tokio::time::timeout(STOP_GRACE, &mut task).await.is_err() {
            task.abort();
        }
    }
}
