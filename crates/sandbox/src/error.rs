//! Refusals, written as the platform writes them.

use std::collections::BTreeMap;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::check::Violation;

/// A refused request. It becomes an [`ErrorBody`] once the correlation id of the exchange is known.
#[derive(Debug, Clone)]
pub(crate) struct PlatformError {
    status: StatusCode,
    code: &'static str,
    message: String,
    field: Option<String>,
}

impl PlatformError {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
    ) -> PlatformError {
        PlatformError {
            status,
            code,
            message: message.into(),
            field: None,
        }
    }

    /// 400: the request cannot be read.
    pub(crate) fn bad_request(message: impl Into<String>) -> PlatformError {
        PlatformError::new(StatusCode::BAD_REQUEST, "bad.request", message)
    }

    /// 400: the request can be read, but `field`, where known, is not acceptable.
    pub(crate) fn invalid_value(message: impl Into<String>, field: Option<String>) -> Self {
        PlatformError {
            field,
            ..PlatformError::new(StatusCode::BAD_REQUEST, "invalid.value", message)
        }
    }

    /// 404: there is no such thing.
    pub(crate) fn not_found(message: impl Into<String>) -> PlatformError {
        PlatformError::new(StatusCode::NOT_FOUND, "not.found", message)
    }

    /// The response with its body, in the exchange called `context_id`.
    pub(crate) fn render(self, context_id: String) -> Response {
        let body = ErrorBody {
            status: self.status.as_u16(),
            code: self.code,
            message_with_params: self.message.clone(),
            message: self.message,
            message_params: BTreeMap::new(),
            context_id,
            details: self
                .field
                .into_iter()
                .map(|field_name| Detail {
                    error_code: self.code,
                    field_name,
                })
                .collect(),
            errors: Vec::new(),
        };
        (self.status, Json(body)).into_response()
    }
}

impl From<Violation> for PlatformError {
    fn from(violation: Violation) -> Self {
        let message = violation.to_string();
        PlatformError::invalid_value(message, Some(violation.field))
    }
}

impl IntoResponse for PlatformError {
    /// Leaves the error in the response's extensions; `exchange` renders it with the correlation id.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The platform's error body.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorBody {
    message: String,
    code: &'static str,
    status: u16,
    message_with_params: String,
    message_params: BTreeMap<String, String>,
    context_id: String,
    details: Vec<Detail>,
    errors: Vec<ErrorBody>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    error_code: &'static str,
    field_name: String,
}
