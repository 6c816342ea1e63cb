//! The record of a request, kept small: a benchmark leaves a great many.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, PRAGMA};
use axum::http::{HeaderName, Method};
use serde::{Serialize, Serializer};

use crate::exchange::header;
use crate::faults::Fired;
use crate::rate::Verdict;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-genesys-request-id");

/// Headers a release engineer may want to see arrive, besides the request id, under the names the state shows.
const RECORDED_HEADERS: [(&str, HeaderName); 3] = [
    ("Cache-Control", CACHE_CONTROL),
    ("Pragma", PRAGMA),
    (
        "Idempotency-Key",
        HeaderName::from_static("idempotency-key"),
    ),
];

/// How the exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    InProgress,
    Answered(u16),
    /// The connection was dropped, or the client hung up.
    Unanswered,
}

impl Serialize for Outcome {
    /// The status, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Outcome::Answered(status) => serializer.serialize_u16(*status),
            Outcome::InProgress | Outcome::Unanswered => serializer.serialize_none(),
        }
    }
}

/// What of a request is kept.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Arrived {
    #[serde(serialize_with = "method")]
    pub(crate) method: Method,
    pub(crate) path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "map")]
    headers: Vec<(&'static str, String)>,
}

impl Arrived {
    pub(crate) fn new(request: &Request) -> Arrived {
        Arrived {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            request_id: header(request.headers(), &REQUEST_ID),
            headers: RECORDED_HEADERS
                .iter()
                .filter_map(|(shown, name)| Some((*shown, header(request.headers(), name)?)))
                .collect(),
        }
    }
}

/// One request outside `/sandbox/`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedRequest {
    #[serde(flatten)]
    pub(crate) arrived: Arrived,
    #[serde(rename = "status")]
    pub(crate) outcome: Outcome,
    #[serde(rename = "atSeconds", serialize_with = "seconds")]
    pub(crate) at: Duration,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "label")]
    pub(crate) fault: Option<Arc<str>>,
}

/// What was decided about a request when it arrived.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// Where its record is.
    pub(crate) index: usize,
    pub(crate) verdict: Verdict,
    pub(crate) fired: Option<Fired>,
}

fn method<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.as_str())
}

fn map<S: Serializer>(
    headers: &[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(headers.iter().map(|(name, value)| (name, value)))
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn label<S: Serializer>(fault: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    fault.as_deref().serialize(serializer)
}

/// Seconds with three decimals.
fn seconds<S: Serializer>(at: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((at.as_secs_f64() * 1_000.0).round() / 1_000.0)
}
