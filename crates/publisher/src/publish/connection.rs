//! One attempt of one request: sent, and its answer read and understood.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use reqwest::{Certificate, Client, Request, Response, StatusCode, redirect};
use serde_json::Value;
use url::Url;

use super::clock::Clock;
use super::decide::pace::Signals;
use super::decide::retry;
use super::trouble::{FieldRefusal, Refusal, Trouble, quoted};
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
    clock: Clock,
}

impl Connection {
    /// A pool for requests along a route. TLS is set up, and the system's certificates are read, only where the route
    /// needs it: the sandbox must run on a machine that has none.
    pub(crate) fn new(route: Route<'_>, clock: Clock) -> Result<Self, SetupError> {
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
        Ok(Self { http, clock })
    }

    /// The client to begin requests with.
    pub(super) fn http(&self) -> &Client {
        &self.http
    }

    /// Sends a request once; `call` names it in errors, and `hide` is applied to every text that comes from outside
    /// before any of it is kept.
    pub(super) async fn send(
        &self,
        request: reqwest::Result<Request>,
        call: &str,
        limit: Duration,
        hide: impl Fn(&str) -> String,
    ) -> Exchange {
        let sent = match request {
            Ok(mut request) => {
                *request.timeout_mut() = Some(limit);
                self.http.execute(request).await
            }
            Err(error) => Err(error),
        };
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return Exchange::failed(Trouble::of(&error, call, limit)),
        };
        let signals = signals(response.headers());
        let result = match read(&mut response).await {
            Ok(body) => {
                let words = Words {
                    headers: response.headers(),
                    clock: self.clock,
                    hide: &hide,
                };
                understand(response.status(), &words, &body, call)
            }
            Err(error) => Err(Trouble::of(&error, call, limit)),
        };
        Exchange { result, signals }
    }
}

/// What came of a request.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) result: Result<Answer, Trouble>,
    /// What its answer says about rate limits.
    pub(super) signals: Option<Signals>,
}

impl Exchange {
    pub(super) fn failed(trouble: Trouble) -> Self {
        Self {
            result: Err(trouble),
            signals: None,
        }
    }
}

/// What the platform says about rate limits.
fn signals(headers: &HeaderMap) -> Option<Signals> {
    const ALLOWED: HeaderName = HeaderName::from_static("inin-ratelimit-allowed");
    const COUNT: HeaderName = HeaderName::from_static("inin-ratelimit-count");
    const RESET: HeaderName = HeaderName::from_static("inin-ratelimit-reset");
    let number = |name: HeaderName| headers.get(name)?.to_str().ok()?.trim().parse().ok();
    Some(Signals {
        allowed: number(ALLOWED)?,
        count: number(COUNT)?,
        reset: number(RESET).map(|seconds| Duration::from_secs(seconds.into())),
    })
}

/// The words of an answer.
struct Words<'w, H> {
    headers: &'w HeaderMap,
    clock: Clock,
    hide: &'w H,
}

impl<H: Fn(&str) -> String> Words<'_, H> {
    /// A text from outside, fit to be shown. What must not be seen is hidden first: a text that is cut off before could
    /// end in half a secret.
    fn shown(&self, text: &str) -> String {
        quoted(&(self.hide)(text))
    }

    fn header(&self, name: &str) -> Option<String> {
        let value = self.headers.get(name)?;
        Some(self.shown(&String::from_utf8_lossy(value.as_bytes())))
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

fn understand<H: Fn(&str) -> String>(
    status: StatusCode,
    words: &Words<'_, H>,
    body: &[u8],
    call: &str,
) -> Result<Answer, Trouble> {
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
            location: words
                .header(LOCATION.as_str())
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
            found: words
                .header(CONTENT_TYPE.as_str())
                .unwrap_or_else(|| "something else".to_owned()),
        }),
        json => Err(Trouble::Refused {
            call,
            refusal: Box::new(refusal(status.as_u16(), words, json.as_ref())),
        }),
    }
}

/// Reads the platform's error body, or that of OAuth (RFC 6749, section 5.2), or a problem document (RFC 9457), which
/// name the same things otherwise.
fn refusal<H: Fn(&str) -> String>(
    status: u16,
    words: &Words<'_, H>,
    json: Option<&Value>,
) -> Refusal {
    let body = json.unwrap_or(&Value::Null);
    let member = |of: &Value, names: &[&str]| {
        names
            .iter()
            .find_map(|name| of.get(name)?.as_str())
            .filter(|text| !text.is_empty())
            .map(|text| words.shown(text))
    };
    let fields = body
        .get("details")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|detail| {
            Some(FieldRefusal {
                name: member(detail, &["fieldName"])?,
                code: member(detail, &["errorCode"]),
                message: member(detail, &["message"]),
            })
        })
        .collect();
    Refusal {
        status,
        code: member(body, &["code", "error"]),
        message: member(
            body,
            &[
                "message",
                "error_description",
                "description",
                "detail",
                "title",
            ],
        ),
        fields,
        correlation_id: words
            .header(CORRELATION_ID)
            .or_else(|| member(body, &["contextId"])),
        retry_after: words
            .header(RETRY_AFTER.as_str())
            .and_then(|value| retry::retry_after(&value, |date| words.clock.until(date))),
        readable: body.is_object(),
    }
}

/// The scheme and host of a redirect; the rest may hold a ticket.
pub(super) fn place(location: &str) -> String {
    Url::parse(location).map_or_else(
        |_| "another path".to_owned(),
        |url| format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default()),
    )
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(domain)) => domain == "localhost",
        None => false,
    }
}
