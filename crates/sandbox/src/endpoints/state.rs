//! `GET /sandbox/state`: what arrived so far.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;

use crate::Shared;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/sandbox/state", get(show))
}

async fn show(State(service): State<Shared>) -> Json<Value> {
    Json(service.state().snapshot())
}
