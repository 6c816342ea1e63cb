//! What handlers take from a request; everything that cannot be read is refused in the platform's own words.

use std::error::Error as _;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::Shared;
use crate::error::PlatformError;
use crate::exchange::TooLarge;
use crate::limits;

/// A JSON body: the text as it arrived and the value it stands for.
#[derive(Debug)]
pub(crate) struct Received<T> {
    pub(crate) body: String,
    pub(crate) value: T,
}

impl<T: DeserializeOwned> FromRequest<Shared> for Received<T> {
    type Rejection = PlatformError;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, PlatformError> {
        if !is_json(request.headers()) {
            return Err(PlatformError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported.media.type",
                "The Content-Type must be application/json.",
            ));
        }
        if request.extensions().get::<TooLarge>().is_some() {
            return Err(PlatformError::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "request.entity.too.large",
                format!(
                    "The request body is over the limit of {} bytes.",
                    limits::REQUEST_BYTES
                ),
            ));
        }
        let bytes = Bytes::from_request(request, service)
            .await
            .map_err(|rejection| PlatformError::bad_request(rejection.body_text()))?;
        let body = String::from_utf8(bytes.into())
            .map_err(|_| PlatformError::bad_request("The request body is not UTF-8."))?;
        let value = parse(&body, "")?;
        Ok(Received { body, value })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// Reads `text`, found at `prefix` in the body, as a `T`; names the field at fault where the JSON is sound but
/// its shape is not.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, prefix: &str) -> Result<T, PlatformError> {
    match Json::from_bytes(text.as_bytes()) {
        Ok(Json(value)) => Ok(value),
        Err(rejection @ JsonRejection::JsonDataError(_)) => Err(shape_error(&rejection, prefix)),
        Err(rejection) => Err(PlatformError::bad_request(format!(
            "The request body is not valid JSON: {}",
            cause(&rejection)
        ))),
    }
}

/// What serde said, without axum's introduction.
pub(crate) fn cause(rejection: &JsonRejection) -> String {
    rejection
        .source()
        .map_or_else(|| rejection.body_text(), ToString::to_string)
}

/// Splits "uiTheme.primaryColor: invalid type ..." into the field and its problem. A missing field is reported
/// at its object, so its own name is added.
fn shape_error(rejection: &JsonRejection, prefix: &str) -> PlatformError {
    let cause = cause(rejection);
    let (path, problem) = cause
        .split_once(": ")
        .filter(|(path, _)| !path.contains(' '))
        .unwrap_or(("", &cause));
    let missing = problem
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'))
        .map_or("", |(name, _)| name);
    let field = [prefix, path, missing]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(".");
    if field.is_empty() {
        PlatformError::invalid_value(problem, None)
    } else {
        PlatformError::invalid_value(format!("{field}: {problem}"), Some(field))
    }
}

/// The query parameters.
#[derive(Debug)]
pub(crate) struct Parameters<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Shared> for Parameters<T> {
    type Rejection = PlatformError;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Shared,
    ) -> Result<Self, PlatformError> {
        Query::from_request_parts(parts, service)
            .await
            .map(|Query(parameters)| Parameters(parameters))
            .map_err(|rejection| PlatformError::bad_request(rejection.body_text()))
    }
}

/// The one variable segment of the path.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl FromRequestParts<Shared> for Id {
    type Rejection = PlatformError;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Shared,
    ) -> Result<Self, PlatformError> {
        Path::from_request_parts(parts, service)
            .await
            .map(|Path(id)| Id(id))
            .map_err(|rejection| PlatformError::bad_request(rejection.body_text()))
    }
}
