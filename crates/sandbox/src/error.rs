//! Refusals, written as the platform writes them.

use std::borrow::Cow;
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
    code: Code,
    message: String,
    details: Vec<Detail>,
}

/// The platform's short name of a problem.
type Code = Cow<'static, str>;

impl PlatformError {
    pub(crate) fn new(
        status: StatusCode,
        code: impl Into<Code>,
        message: impl Into<String>,
    ) -> PlatformError {
        PlatformError {
            status,
            code: code.into(),
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// A refusal that the fault called `fault` asked for.
    pub(crate) fn scripted(
        status: StatusCode,
        fault: &str,
        details: impl FnOnce(&str) -> Vec<Detail>,
    ) -> PlatformError {
        let code = usual_code(status);
        let message = format!("{status}, as the sandbox's fault {fault} asks for");
        PlatformError {
            details: details(&code),
            ..PlatformError::new(status, code, message)
        }
    }

    /// 400: the request cannot be read.
    pub(crate) fn bad_request(message: impl Into<String>) -> PlatformError {
        PlatformError::new(StatusCode::BAD_REQUEST, "bad.request", message)
    }

    /// 400: the request can be read, but `field`, where known, is not acceptable.
    pub(crate) fn invalid_value(message: impl Into<String>, field: Option<String>) -> Self {
        const CODE: &str = "invalid.value";
        let detail = |field_name| Detail {
            error_code: CODE.into(),
            field_name,
            message: None,
        };
        PlatformError {
            details: field.map(detail).into_iter().collect(),
            ..PlatformError::new(StatusCode::BAD_REQUEST, CODE, message)
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
            details: self.details,
            errors: Vec::new(),
        };
        (self.status, Json(body)).into_response()
    }
}

/// The code the platform gives this status, where its public clients know one, else the status in its style.
fn usual_code(status: StatusCode) -> Code {
    match status.as_u16() {
        401 => "bad.credentials".into(),
        403 => "missing.any.permissions".into(),
        408 | 504 => "request.timeout".into(),
        413 => "request.entity.too.large".into(),
        _ => status
            .canonical_reason()
            .unwrap_or("unknown")
            .to_ascii_lowercase()
            .replace([' ', '-'], ".")
            .into(),
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
    code: Code,
    status: u16,
    message_with_params: String,
    message_params: BTreeMap<String, String>,
    context_id: String,
    details: Vec<Detail>,
    errors: Vec<ErrorBody>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Detail {
    pub(crate) error_code: Code,
    pub(crate) field_name: String,
    /// Not a member of the platform's; only a scenario adds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}
