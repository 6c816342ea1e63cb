//! One attempt of one request: sent, and its answer read and understood.

use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Certificate, Client, RequestBuilder, Response, redirect};
use serde_json::Value;
use url::Url;

use super::retry;
use super::trouble::{Refusal, Trouble, quoted};
use crate::config::{ExtraRoots, Proxy};

/// The most time for one request of the API, its answer included. From the guides.
pub(super) const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// The most time for a token. A login host that is slower is in trouble, and every item waits for it.
pub(super) const TOKEN_TIMEOUT: Duration = Duration::from_secs(10);
/// The most time for making a connection. It is told apart from waiting for an answer, since nothing was sent yet.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an unused connection is kept: less than the minute after which common load balancers drop it, so that a
/// request is not sent into a connection that is being closed.
const IDLE: Duration = Duration::from_secs(30);
/// The most bytes of an answer that are read. A full page of the largest objects is far smaller.
const ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// The header by which the platform's support finds an exchange.
const CORRELATION_ID: &str = "ININ-Correlation-Id";

/// Why no connection can be made at all.
#[derive(Debug, thiserror::Error)]
#[error(
    "TLS cannot be set up: {cause}; install the system's certificates (on Debian the package ca-certificates), or name a \
     PEM file with those to trust by --ca-certificate"
)]
pub(crate) struct SetupError {
    cause: String,
}

impl SetupError {
    fn of(error: &reqwest::Error) -> Self {
        Self {
            cause: std::error::Error::source(error)
                .map_or_else(|| error.to_string(), ToString::to_string),
        }
    }
}

/// How requests get where they go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route<'r> {
    /// What the URLs of all requests begin with.
    pub(crate) bases: &'r [&'r Url],
    /// The proxy that was chosen, for every request; where none was, those of the environment hold.
    pub(crate) proxy: Option<&'r Proxy>,
    /// Whom to trust besides the system's certificates.
    pub(crate) extra_roots: Option<&'r ExtraRoots>,
}

impl Route<'_> {
    /// Whether some of the way is encrypted.
    fn is_encrypted(self) -> bool {
        let proxy = self.proxy.map(Proxy::expose);
        self.bases
            .iter()
            .copied()
            .chain(proxy)
            .any(|url| url.scheme() != "http")
    }
}

/// A good answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The body; null where there was none.
    pub(crate) json: Value,
}

impl Answer {
    /// The member `id`, as an answer that creates something has it.
    pub(crate) fn id(&self) -> Option<&str> {
        self.json.get("id").and_then(Value::as_str)
    }
}

/// The pool of connections that all requests share.
#[derive(Debug)]
pub(crate) struct Connection {
    http: Client,
}

impl Connection {
    /// A pool for requests along a route. TLS is set up, and the system's certificates are read, only where the route
    /// needs it: the sandbox must run on a machine that has none.
    pub(crate) fn new(route: Route<'_>) -> Result<Self, SetupError> {
        // Refused when it was done before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("preflight/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .timeout(REQUEST_TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE);
        if !route.is_encrypted() {
            builder = builder.tls_certs_only([]);
        } else if let Some(roots) = route.extra_roots {
            let certificates: Result<Vec<_>, _> = roots
                .certificates()
                .iter()
                .map(|certificate| Certificate::from_der(certificate))
                .collect();
            builder =
                builder.tls_certs_merge(certificates.map_err(|error| SetupError::of(&error))?);
        }
        if let Some(proxy) = route.proxy {
            let proxy = reqwest::Proxy::all(proxy.expose().clone());
            builder = builder.proxy(proxy.map_err(|error| SetupError::of(&error))?);
        } else if route.bases.iter().all(|base| is_loopback(base)) {
            // A proxy in the environment is for the world outside.
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|error| SetupError::of(&error))?;
        Ok(Self { http })
    }

    /// The client to begin requests with.
    pub(super) fn http(&self) -> &Client {
        &self.http
    }

    /// Sends a request once; `call` names it in errors.
    pub(super) async fn send(
        request: RequestBuilder,
        call: &str,
        limit: Duration,
    ) -> Result<Answer, Trouble> {
        let mut response = request
            .timeout(limit)
            .send()
            .await
            .map_err(|error| Trouble::of(&error, call, limit))?;
        let body = read(&mut response)
            .await
            .map_err(|error| Trouble::of(&error, call, limit))?;
        understand(&response, &body, call)
    }
}

async fn read(response: &mut Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > ANSWER_BYTES {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn understand(response: &Response, body: &[u8], call: &str) -> Result<Answer, Trouble> {
    let status = response.status();
    let headers = response.headers();
    let call = call.to_owned();
    let json: Option<Value> = if body.is_empty() {
        Some(Value::Null)
    } else {
        serde_json::from_slice(body).ok()
    };
    if status.is_redirection() {
        return Err(Trouble::Redirected {
            call,
            status: status.as_u16(),
            location: text(headers, LOCATION.as_str())
                .map_or_else(|| "nowhere".to_owned(), |location| place(&location)),
        });
    }
    match json {
        Some(json) if status.is_success() => Ok(Answer {
            status: status.as_u16(),
            json,
        }),
        None if status.is_success() => Err(Trouble::NotJson {
            call,
            status: status.as_u16(),
            found: text(headers, CONTENT_TYPE.as_str())
                .map_or_else(|| "something else".to_owned(), |kind| quoted(&kind)),
        }),
        json => Err(Trouble::Refused {
            call,
            refusal: Box::new(refusal(status.as_u16(), headers, json.as_ref())),
        }),
    }
}

/// Reads the platform's error body, or that of OAuth (RFC 6749, section 5.2), which names the same things otherwise.
fn refusal(status: u16, headers: &HeaderMap, json: Option<&Value>) -> Refusal {
    let body = json.unwrap_or(&Value::Null);
    let member = |names: [&str; 3]| {
        names
            .iter()
            .find_map(|name| body.get(name)?.as_str())
            .filter(|text| !text.is_empty())
            .map(quoted)
    };
    let fields = body
        .get("details")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|detail| detail.get("fieldName")?.as_str())
        .map(quoted)
        .collect();
    let correlation_id = text(headers, CORRELATION_ID).or_else(|| {
        let context_id = body.get("contextId")?.as_str()?;
        Some(quoted(context_id))
    });
    Refusal {
        status,
        code: member(["code", "error", "error"]),
        message: member(["message", "error_description", "description"]),
        fields,
        correlation_id,
        retry_after: text(headers, RETRY_AFTER.as_str())
            .and_then(|value| retry::retry_after(&value, SystemTime::now())),
        readable: body.is_object(),
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(quoted(&String::from_utf8_lossy(value.as_bytes())))
}

/// The scheme and host of a redirect; the rest may hold a ticket.
pub(super) fn place(location: &str) -> String {
    Url::parse(location).map_or_else(
        |_| "another path".to_owned(),
        |url| format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default()),
    )
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(domain)) => domain == "localhost",
        None => false,
    }
}
