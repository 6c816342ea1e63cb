//! `/api/v2/webmessaging/channels`: channels, whose names are unique. The `name` filter finds every name that
//! contains it in any case, so that a client must compare and page by itself.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::access::{Granted, ReadChannels, WriteChannels};
use crate::check::{Checked, Violation, at_most, https, one_of, present};
use crate::error::PlatformError;
use crate::page::{self, Entity, Page, PageQuery};
use crate::request::{Parameters, Received};
use crate::state::{Kind, Object};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/webmessaging/channels", get(list).post(create))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct Channel {
    name: String,
    #[serde(default, deserialize_with = "present")]
    description: Option<String>,
    web_messaging_widget_configuration: WidgetConfiguration,
    security_policy: SecurityPolicy,
    routing_configuration: RoutingConfiguration,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct WidgetConfiguration {
    widget_id: String,
    theme: String,
    #[serde(default, deserialize_with = "present")]
    custom_attributes: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SecurityPolicy {
    enabled: bool,
    allowed_origins: Vec<String>,
    require_consent: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct RoutingConfiguration {
    queue_id: String,
}

impl Channel {
    fn check(&self) -> Checked {
        let widget = &self.web_messaging_widget_configuration;
        one_of(
            "webMessagingWidgetConfiguration.theme",
            &widget.theme,
            limits::CHANNEL_THEMES,
        )?;
        at_most(
            "webMessagingWidgetConfiguration.customAttributes",
            widget.custom_attributes.as_ref().map_or(0, BTreeMap::len),
            limits::CHANNEL_ATTRIBUTES,
            "attributes",
        )?;
        let policy = &self.security_policy;
        for (index, origin) in policy.allowed_origins.iter().enumerate() {
            https(&format!("securityPolicy.allowedOrigins[{index}]"), origin)?;
        }
        if policy.enabled && !policy.require_consent {
            return Err(Violation::new(
                "securityPolicy.requireConsent",
                "is false; consent is required while the policy is enabled",
            ));
        }
        Ok(())
    }
}

async fn create(
    _: Granted<WriteChannels>,
    State(service): State<Shared>,
    received: Received<Channel>,
) -> Result<Json<Entity>, PlatformError> {
    received.value.check()?;
    let name = received.value.name;
    let mut state = service.state();
    if state.with_key(Kind::Channel, &name).is_some() {
        return Err(PlatformError::new(
            StatusCode::CONFLICT,
            "conflict",
            format!("A channel with the name \"{name}\" already exists."),
        ));
    }
    let id = state.id();
    let entity = super::entity(&id, &received.body)?;
    state.add(Object {
        kind: Kind::Channel,
        id,
        natural_key: name,
        status: None,
        conversation_id: None,
        patches: None,
        body: received.body,
        entity: entity.clone(),
    });
    Ok(Json(entity))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ChannelQuery {
    #[serde(default)]
    name: String,
    // `PageQuery` again: serde cannot flatten a struct into one that refuses unknown fields.
    #[serde(default = "page::default_size")]
    page_size: usize,
    #[serde(default = "page::first")]
    page_number: usize,
}

async fn list(
    _: Granted<ReadChannels>,
    State(service): State<Shared>,
    Parameters(query): Parameters<ChannelQuery>,
) -> Result<Json<Page>, PlatformError> {
    let page = PageQuery {
        page_size: query.page_size,
        page_number: query.page_number,
    };
    page.check()?;
    let wanted = query.name.to_lowercase();
    let state = service.state();
    let entities = state
        .of(Kind::Channel)
        .filter(|channel| channel.natural_key.to_lowercase().contains(&wanted))
        .map(|channel| &channel.entity);
    Ok(Json(page.of(entities)))
}
