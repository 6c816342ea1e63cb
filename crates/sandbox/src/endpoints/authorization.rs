//! `GET /api/v2/authorization/me`: what the client may do, for diagnosis.

use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::Shared;
use crate::access::{ALL_SCOPES, AnyToken, Granted};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/authorization/me", get(me))
}

/// The roles the guides ask an administrator to assign.
const ROLES: &[&str] = &[
    "Web Messaging Admin",
    "Customization Developer",
    "Messaging Participant",
];

#[derive(Debug, Serialize)]
struct Me {
    roles: &'static [&'static str],
    scopes: Vec<String>,
}

async fn me(granted: Granted<AnyToken>) -> Json<Me> {
    Json(Me {
        roles: ROLES,
        scopes: match granted.scopes {
            Some(scopes) => scopes.into_iter().collect(),
            None => ALL_SCOPES.iter().map(ToString::to_string).collect(),
        },
    })
}
