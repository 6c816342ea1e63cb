//! How telemetry gets to a collector: by the HTTP client of this program, a thread of the SDK's waiting for it.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};
use tokio::runtime::Runtime;
use url::Url;

use super::super::clock::Clock;
use super::super::connection::{Connection, Route};
use crate::config::PublishSettings;

/// The most time for one delivery.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The most bytes of an answer that are read; a collector has nothing to say but how much it refused.
const ANSWER_BYTES: usize = 64 * 1024;

/// Why telemetry cannot be delivered at all.
#[derive(Debug, thiserror::Error)]
pub(super) enum SetupError {
    /// Its endpoint is none.
    #[error("the endpoint is no URL of http or https")]
    Endpoint,
    /// No connection can be made.
    #[error(transparent)]
    Connection(#[from] super::super::connection::SetupError),
    /// The system gives no event queue.
    #[error(transparent)]
    Runtime(#[from] super::super::Error),
}

/// Delivers what is to be sent to one collector.
pub(super) struct Courier {
    connection: Connection,
    runtime: Runtime,
    /// Where it goes, as it may be shown.
    shown: String,
    /// What went wrong last.
    trouble: Mutex<Option<String>>,
}

impl Courier {
    /// One to this endpoint, by the same proxy and with the same certificates as the platform is reached.
    pub(super) fn new(endpoint: &str, settings: &PublishSettings) -> Result<Self, SetupError> {
        let mut url: Url = endpoint.parse().map_err(|_| SetupError::Endpoint)?;
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(SetupError::Endpoint);
        }
        let route = Route {
            bases: &[&url],
            proxy: settings.proxy.as_ref(),
            extra_roots: settings.extra_roots.as_ref(),
        };
        let connection = Connection::new(route, Clock::scaled(1.0))?;
        let runtime = super::super::runtime()?;
        // Some keep a key in the query.
        url.set_query(None);
        url.set_fragment(None);
        // Refused where there can be none, which is as good.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        Ok(Self {
            connection,
            runtime,
            shown: url.to_string(),
            trouble: Mutex::new(None),
        })
    }

    /// Where it goes, as it may be shown.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// What went wrong last, if anything did.
    pub(super) fn trouble(&self) -> Option<String> {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn deliver(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let delivered = self.runtime.block_on(self.send(request));
        let trouble = match &delivered {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some(format!("it answers {}", response.status())),
            Err(error) if error.is_timeout() => Some("it does not answer in time".to_owned()),
            Err(error) if error.is_connect() => Some("it cannot be reached".to_owned()),
            Err(_) => Some("the connection broke".to_owned()),
        };
        if trouble.is_some() {
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
        }
        Ok(delivered?)
    }

    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, reqwest::Error> {
        let (parts, body) = request.into_parts();
        let mut answer = self
            .connection
            .http()
            .post(parts.uri.to_string())
            .headers(parts.headers)
            .timeout(TIMEOUT)
            .body(body)
            .send()
            .await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_BYTES {
                body.clear();
                break;
            }
        }
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = answer.status();
        Ok(response)
    }
}

impl fmt::Debug for Courier {
    /// Without what may be in the endpoint besides its place.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Courier")
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

/// A courier as the exporters want one.
#[derive(Debug, Clone)]
pub(super) struct Shared(pub(super) Arc<Courier>);

impl HttpClient for Shared {
    // Exporters wait for it on a thread of their own, which has no event queue, so it brings one.
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move { self.0.deliver(request) })
    }
}

/// An exporter of spans that counts those which were taken.
#[derive(Debug)]
pub(super) struct Counting {
    pub(super) exporter: opentelemetry_otlp::SpanExporter,
    pub(super) delivered: Arc<AtomicUsize>,
}

impl SpanExporter for Counting {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let count = batch.len();
        self.exporter.export(batch).await?;
        self.delivered.fetch_add(count, Ordering::Relaxed);
        Ok(())
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
