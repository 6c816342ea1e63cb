//! `POST /oauth/token`: OAuth 2.0 client credentials (RFC 6749, section 4.4).

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::access::ALL_SCOPES;
use crate::state::Asked;
use crate::{Service, Shared};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(super::TOKEN_PATH, post(token))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenRequest {
    grant_type: String,
    scope: Option<String>,
}

#[derive(Debug, Serialize)]
struct TokenResponse {
    access_token: String,
    token_type: &'static str,
    expires_in: NonZeroU32,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

async fn token(
    State(service): State<Shared>,
    headers: HeaderMap,
    form: Result<Form<TokenRequest>, FormRejection>,
) -> Result<Response, OauthError> {
    let Form(request) =
        form.map_err(|rejection| OauthError::request("invalid_request", rejection.body_text()))?;
    if !known_client(&service, &headers) {
        return Err(OauthError {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            description: "client not found or wrong client secret".to_owned(),
        });
    }
    if request.grant_type != "client_credentials" {
        return Err(OauthError::request(
            "unsupported_grant_type",
            format!(
                "grant_type is \"{}\"; it must be client_credentials",
                request.grant_type
            ),
        ));
    }
    let scope = request.scope.filter(|scope| !scope.trim().is_empty());
    let asked: Asked = scope.as_deref().map(|scope| {
        let scopes = scope.split_ascii_whitespace();
        Arc::new(scopes.map(str::to_owned).collect())
    });
    let response = {
        let mut state = service.state();
        let settings = &state.settings;
        let granted = match &scope {
            Some(scope) => Some(settings.granted(scope.split_ascii_whitespace())),
            // An answer that does not name the scopes grants all that there are.
            None if settings.withheld_scopes.is_empty() => None,
            None => Some(settings.granted(ALL_SCOPES.iter().copied())),
        };
        TokenResponse {
            scope: granted.map(|scopes| scopes.join(" ")),
            token_type: "bearer",
            expires_in: settings.token_seconds,
            access_token: state.token(asked, service.clock.now()),
        }
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(response)).into_response())
}

/// Compares the Basic credentials as they are: the platform's SDKs do not percent-encode them either.
fn known_client(service: &Service, headers: &HeaderMap) -> bool {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, encoded)| STANDARD.decode(encoded.trim()).ok())
        .and_then(|decoded| String::from_utf8(decoded).ok())
        .and_then(|credentials| {
            let (id, secret) = credentials.split_once(':')?;
            Some(id == service.client_id && secret == service.client_secret)
        })
        .unwrap_or(false)
}

/// The OAuth error body, which is not the platform's; the platform sends the description under both names.
#[derive(Debug)]
struct OauthError {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl OauthError {
    fn request(error: &'static str, description: String) -> OauthError {
        OauthError {
            status: StatusCode::BAD_REQUEST,
            error,
            description,
        }
    }
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let body = serde_json::json!({
            "error": self.error,
            "description": self.description,
            "error_description": self.description,
        });
        (self.status, Json(body)).into_response()
    }
}
