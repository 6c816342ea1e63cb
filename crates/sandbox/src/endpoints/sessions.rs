//! `GET /api/v2/conversations/webchat/sessions/{sessionId}`: every session is an active one.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::Shared;
use crate::access::{AnyToken, Granted};
use crate::request::Id;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/conversations/webchat/sessions/{id}", get(session))
}

async fn session(_: Granted<AnyToken>, Id(id): Id) -> Json<Value> {
    Json(json!({ "id": id, "status": "active" }))
}
