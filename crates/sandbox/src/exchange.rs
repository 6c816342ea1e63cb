//! What happens around every request: it is recorded and counted, its body is read, and its answer gets the
//! headers every answer of the platform has.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::connection::Line;
use crate::error::PlatformError;
use crate::faults::inject::{Injected, inject};
use crate::rate::{Quota, Verdict};
use crate::record::{Arrived, Outcome};
use crate::{Service, Shared, endpoints, limits};

/// Marks a request whose body was over the limit and is gone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooLarge;

const CORRELATION_ID: HeaderName = HeaderName::from_static("inin-correlation-id");
const RATE_COUNT: HeaderName = HeaderName::from_static("inin-ratelimit-count");
const RATE_ALLOWED: HeaderName = HeaderName::from_static("inin-ratelimit-allowed");
const RATE_RESET: HeaderName = HeaderName::from_static("inin-ratelimit-reset");

/// The middleware around all routes.
pub(crate) async fn run(
    State(service): State<Shared>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let correlation_id = service.correlation_id();
    if request.uri().path().starts_with(endpoints::SANDBOX_PREFIX) {
        let platform = Platform {
            correlation_id,
            quota: None,
        };
        return platform.finish(usual(request, next).await);
    }

    let arrived = Arrived::new(&request);
    let arrival = {
        let mut state = service.state();
        // Under the lock, so that the order of the records is that of their times.
        let now = service.clock.now();
        state.arrived(arrived, now)
    };
    let mut ticket = Ticket {
        service: &service,
        index: arrival.index,
        outcome: Outcome::Unanswered,
    };
    let platform = |quota| Platform {
        correlation_id,
        quota,
    };
    let injected: Injected = match (arrival.verdict, arrival.fired) {
        (Verdict::Refused(quota), _) => {
            // Whatever is wrong with the body, there are too many of them.
            let _ = read(request.into_body()).await;
            let mut response = platform(Some(quota)).finish(too_many(quota).into_response());
            response
                .headers_mut()
                .insert(RETRY_AFTER, quota.reset.into());
            response.into()
        }
        (Verdict::Counted(quota), None) => platform(Some(quota))
            .finish(usual(request, next).await)
            .into(),
        (Verdict::Unlimited, None) => platform(None).finish(usual(request, next).await).into(),
        (verdict, Some(fired)) => {
            let quota = match verdict {
                Verdict::Counted(quota) => Some(quota),
                Verdict::Unlimited | Verdict::Refused(_) => None,
            };
            inject(&fired, request, next, &line, &service, platform(quota)).await
        }
    };
    if let Some(status) = injected.status {
        ticket.outcome = Outcome::Answered(status.as_u16());
    }
    injected.response
}

/// Records how an exchange ended, also when it is ended from outside because the client hung up.
struct Ticket<'a> {
    service: &'a Service,
    index: usize,
    outcome: Outcome,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.service.state().ended(self.index, self.outcome);
    }
}

/// What the platform puts on every answer of its own.
#[derive(Debug)]
pub(crate) struct Platform {
    correlation_id: String,
    quota: Option<Quota>,
}

impl Platform {
    /// Renders a refusal and adds the headers.
    pub(crate) fn finish(self, mut response: Response) -> Response {
        if let Some(error) = response.extensions_mut().remove::<PlatformError>() {
            response = error.render(self.correlation_id.clone());
        }
        let headers = response.headers_mut();
        if let Ok(value) = HeaderValue::try_from(self.correlation_id) {
            headers.insert(CORRELATION_ID, value);
        }
        if let Some(quota) = self.quota {
            headers.insert(RATE_COUNT, quota.count.into());
            headers.insert(RATE_ALLOWED, quota.allowed.into());
            headers.insert(RATE_RESET, quota.reset.into());
        }
        response
    }
}

fn too_many(quota: Quota) -> PlatformError {
    PlatformError::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too.many.requests",
        format!(
            "Rate limit exceeded the maximum of {} requests a minute. Retry the request in {} seconds.",
            quota.allowed, quota.reset
        ),
    )
}

/// The answer of the endpoint. The whole body is read before anything is refused: an answer to a client that is
/// still sending would be lost to a connection reset.
pub(crate) async fn usual(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match read(body).await {
        Ok(Some(bytes)) => next.run(Request::from_parts(parts, bytes.into())).await,
        Ok(None) => {
            parts.extensions.insert(TooLarge);
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(error) => PlatformError::bad_request(format!("The request body broke off: {error}"))
            .into_response(),
    }
}

/// The value of a header as text.
pub(crate) fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The body, or `None` when it is over the limit.
pub(crate) async fn read(mut body: Body) -> Result<Option<Vec<u8>>, axum::Error> {
    let mut kept = Vec::new();
    let mut seen = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        seen += data.len();
        if seen > limits::DISCARDED_BYTES {
            break;
        } else if seen > limits::REQUEST_BYTES {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&data);
        }
    }
    Ok((seen <= limits::REQUEST_BYTES).then_some(kept))
}
