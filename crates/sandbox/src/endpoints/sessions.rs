//! `GET /api/v2/conversations/webchat/sessions/{sessionId}`: every session is an active one unless the scenario
//! says otherwise.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Shared;
use crate::access::{AnyToken, Granted};
use crate::error::PlatformError;
use crate::request::Id;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/conversations/webchat/sessions/{id}", get(session))
}

async fn session(
    _: Granted<AnyToken>,
    State(service): State<Shared>,
    Id(id): Id,
) -> Result<Json<Value>, PlatformError> {
    let state = service.state();
    let status = state
        .settings
        .session(&id)
        .ok_or_else(|| PlatformError::not_found(format!("There is no session {id}.")))?;
    Ok(Json(json!({ "id": id, "status": status })))
}
