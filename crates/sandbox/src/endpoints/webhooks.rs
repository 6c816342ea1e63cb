//! `/api/v2/routing/webhooks`: outbound webhooks. The same webhook may be registered twice, so that a client
//! that does not look first is found out.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::access::{Granted, Webhooks};
use crate::check::{Checked, Integer, Violation, between, ensure, not_empty, one_of, present};
use crate::error::PlatformError;
use crate::page::{Entity, Page, PageQuery};
use crate::request::{Parameters, Received};
use crate::state::Webhook;
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/routing/webhooks", get(list).post(create))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct WebhookRequest {
    name: String,
    #[serde(default, deserialize_with = "present")]
    description: Option<String>,
    enabled: bool,
    uri: String,
    event_subscriptions: Vec<String>,
    #[serde(default, deserialize_with = "present")]
    http_headers: Option<BTreeMap<String, String>>,
    #[serde(default, deserialize_with = "present")]
    retry_policy: Option<RetryPolicy>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RetryPolicy {
    max_retries: Integer,
    retry_interval_ms: Integer,
}

impl WebhookRequest {
    fn check(&self) -> Checked {
        not_empty("name", &self.name)?;
        // Plain http is let through: the receiver may be a listener on the same machine.
        let web = self.uri.starts_with("https://") || self.uri.starts_with("http://");
        ensure(web, "uri", || {
            format!(
                "is \"{}\"; it must start with https:// or http://",
                self.uri
            )
        })?;
        if self.event_subscriptions.is_empty() {
            return Err(Violation::new(
                "eventSubscriptions",
                "is empty; a webhook needs at least 1 event",
            ));
        }
        for (index, event) in self.event_subscriptions.iter().enumerate() {
            one_of(
                &format!("eventSubscriptions[{index}]"),
                event,
                limits::WEBHOOK_EVENTS,
            )?;
        }
        if let Some(policy) = &self.retry_policy {
            let any = (0.0, f64::from(u32::MAX));
            between("retryPolicy.maxRetries", policy.max_retries.0, any)?;
            between(
                "retryPolicy.retryIntervalMs",
                policy.retry_interval_ms.0,
                any,
            )?;
        }
        Ok(())
    }
}

async fn create(
    _: Granted<Webhooks>,
    State(service): State<Shared>,
    received: Received<WebhookRequest>,
) -> Result<Json<Entity>, PlatformError> {
    received.value.check()?;
    let mut state = service.state();
    let id = state.id();
    let entity = super::entity(&id, &received.body)?;
    state.webhooks.push(Webhook {
        id,
        name: received.value.name,
        uri: received.value.uri,
        entity: entity.clone(),
    });
    Ok(Json(entity))
}

async fn list(
    _: Granted<Webhooks>,
    State(service): State<Shared>,
    Parameters(page): Parameters<PageQuery>,
) -> Result<Json<Page>, PlatformError> {
    page.check()?;
    let state = service.state();
    let entities = state.webhooks.iter().map(|webhook| &webhook.entity);
    Ok(Json(page.of(entities)))
}
