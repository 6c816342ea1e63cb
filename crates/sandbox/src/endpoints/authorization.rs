//! `GET /api/v2/authorization/me`: what the client may do, for diagnosis.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::Shared;
use crate::access::{ALL_SCOPES, AnyToken, Granted};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/authorization/me", get(me))
}

#[derive(Debug, Serialize)]
struct Me {
    roles: Vec<String>,
    scopes: Vec<String>,
}

async fn me(granted: Granted<AnyToken>, State(service): State<Shared>) -> Json<Me> {
    let settings = &service.state().settings;
    let scopes = match &granted.asked {
        Some(asked) => settings.granted(asked.iter().map(String::as_str)),
        None => settings.granted(ALL_SCOPES.iter().copied()),
    };
    Json(Me {
        roles: settings.roles.clone(),
        scopes: scopes.into_iter().map(str::to_owned).collect(),
    })
}
