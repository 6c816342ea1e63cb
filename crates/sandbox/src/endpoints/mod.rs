//! The endpoints, one file per family: its wire structs, its checks and its handlers.

mod async_jobs;
mod authorization;
mod channels;
mod configurations;
mod faults;
mod integrations;
mod messages;
mod oauth;
mod participants;
mod sessions;
mod state;
mod webhooks;

use axum::http::{Method, StatusCode, Uri};
use axum::{Router, middleware};
use serde_json::Value;

use crate::error::PlatformError;
use crate::page::Entity;
use crate::{Shared, exchange, request};

/// Paths that are about the sandbox itself; they are neither recorded nor protected.
pub(crate) const SANDBOX_PREFIX: &str = "/sandbox/";

/// Where tokens come from: a path of the login host, which the API's limits are not about.
pub(crate) const TOKEN_PATH: &str = "/oauth/token";

/// All routes.
pub(crate) fn router(service: Shared) -> Router {
    Router::new()
        .merge(oauth::routes())
        .merge(configurations::routes())
        .merge(async_jobs::routes())
        .merge(webhooks::routes())
        .merge(messages::routes())
        .merge(integrations::routes())
        .merge(channels::routes())
        .merge(participants::routes())
        .merge(authorization::routes())
        .merge(sessions::routes())
        .merge(state::routes())
        .merge(faults::routes())
        .fallback(unknown_path)
        .method_not_allowed_fallback(unknown_method)
        .layer(middleware::from_fn_with_state(
            Shared::clone(&service),
            exchange::run,
        ))
        .with_state(service)
}

async fn unknown_path(uri: Uri) -> PlatformError {
    PlatformError::not_found(format!("There is no resource at {}.", uri.path()))
}

async fn unknown_method(method: Method, uri: Uri) -> PlatformError {
    PlatformError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method.not.allowed",
        format!("{method} is not supported at {}.", uri.path()),
    )
}

/// The fields of a checked body under their new `id`, as a client reads them back.
fn entity(id: &str, body: &str) -> Result<Entity, PlatformError> {
    let mut entity: Entity = request::parse(body, "")?;
    entity.insert("id".to_owned(), Value::from(id));
    Ok(entity)
}
