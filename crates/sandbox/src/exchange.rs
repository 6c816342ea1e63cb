//! What happens around every request: it is recorded, its body is read, and its answer gets a correlation id.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::PlatformError;
use crate::limits;
use crate::state::RecordedRequest;
use crate::{Shared, endpoints};

/// Marks a request whose body was over the limit and is gone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooLarge;

/// Headers a release engineer may want to see arrive, besides the request id.
const RECORDED_HEADERS: &[&str] = &["Cache-Control", "Pragma", "Idempotency-Key"];

/// The middleware around all routes.
pub(crate) async fn run(State(service): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path();
    let (correlation_id, recorded) = {
        let mut state = service.state();
        let recorded = (!path.starts_with(endpoints::SANDBOX_PREFIX)).then(|| {
            state.arrived(RecordedRequest {
                method: parts.method.to_string(),
                path: path.to_owned(),
                status: None,
                request_id: header(&parts.headers, "X-Genesys-Request-Id"),
                headers: RECORDED_HEADERS
                    .iter()
                    .filter_map(|name| Some((*name, header(&parts.headers, name)?)))
                    .collect(),
            })
        });
        (state.correlation_id(), recorded)
    };

    // The whole body is read before anything is refused: an answer to a client that is still sending would be
    // lost to a connection reset.
    let mut response = match read(body).await {
        Ok(Some(bytes)) => next.run(Request::from_parts(parts, bytes.into())).await,
        Ok(None) => {
            parts.extensions.insert(TooLarge);
            next.run(Request::from_parts(parts, Body::empty())).await
        }
        Err(error) => PlatformError::bad_request(format!("The request body broke off: {error}"))
            .into_response(),
    };

    if let Some(error) = response.extensions_mut().remove::<PlatformError>() {
        response = error.render(correlation_id.clone());
    }
    if let Ok(value) = HeaderValue::try_from(correlation_id) {
        response.headers_mut().insert("ININ-Correlation-Id", value);
    }
    if let Some(index) = recorded {
        service.state().answered(index, response.status().as_u16());
    }
    response
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The body, or `None` when it is over the limit.
async fn read(mut body: Body) -> Result<Option<Vec<u8>>, axum::Error> {
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
