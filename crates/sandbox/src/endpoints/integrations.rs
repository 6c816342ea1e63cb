//! `/api/v2/integrations`: agent widgets, created inactive and then activated. A name may come twice, so that a
//! publish that was doubled shows.

use axum::extract::State;
use axum::routing::{get, patch};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::access::{Granted, ReadIntegrations, WriteIntegrations};
use crate::check::{
    Checked, Integer, Violation, at_most, between, https, not_empty, one_of, present,
};
use crate::error::PlatformError;
use crate::page::{Entity, Page, PageQuery};
use crate::request::{Id, Parameters, Received};
use crate::state::{Kind, Object, Status};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/v2/integrations", get(list).post(create))
        .route("/api/v2/integrations/{id}", patch(update))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct AgentWidget {
    name: String,
    #[serde(default, deserialize_with = "present")]
    description: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, deserialize_with = "present")]
    status: Option<Status>,
    manifest_url: String,
    #[serde(default, deserialize_with = "present")]
    settings: Option<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusUpdate {
    status: Status,
}

impl AgentWidget {
    fn check(&self, bytes: usize) -> Checked {
        at_most("body", bytes, limits::AGENT_WIDGET_BYTES, "bytes")?;
        not_empty("name", &self.name)?;
        one_of("type", &self.kind, limits::AGENT_WIDGET_TYPES)?;
        https("manifestUrl", &self.manifest_url)?;
        if self.status == Some(Status::Active) {
            return Err(Violation::new(
                "status",
                "is \"active\"; a widget is created inactive and activated afterwards",
            ));
        }
        self.settings
            .as_ref()
            .and_then(|settings| settings.get("dimensions"))
            .map_or(Ok(()), check_dimensions)
    }
}

fn check_dimensions(dimensions: &Value) -> Checked {
    let path = "settings.dimensions";
    let Value::Object(dimensions) = dimensions else {
        return Err(Violation::new(
            path,
            "must be an object of width and height",
        ));
    };
    for (side, limit) in [
        ("width", limits::AGENT_WIDGET_WIDTH),
        ("height", limits::AGENT_WIDGET_HEIGHT),
    ] {
        let path = format!("{path}.{side}");
        if let Some(value) = dimensions.get(side) {
            let Integer(pixels) = Integer::deserialize(value)
                .map_err(|_| Violation::new(&path, format!("is {value}; it must be an integer")))?;
            between(&path, pixels, (1.0, limit))?;
        }
    }
    Ok(())
}

async fn create(
    _: Granted<WriteIntegrations>,
    State(service): State<Shared>,
    received: Received<AgentWidget>,
) -> Result<Json<Entity>, PlatformError> {
    received.value.check(received.body.len())?;
    let mut state = service.state();
    let id = state.id();
    let mut entity = super::entity(&id, &received.body)?;
    set_status(&mut entity, Status::Inactive);
    state.add(Object {
        kind: Kind::AgentWidget,
        id,
        natural_key: received.value.name,
        status: Some(Status::Inactive),
        conversation_id: None,
        patches: None,
        body: received.body,
        entity: entity.clone(),
    });
    Ok(Json(entity))
}

async fn update(
    _: Granted<WriteIntegrations>,
    State(service): State<Shared>,
    Id(id): Id,
    received: Received<StatusUpdate>,
) -> Result<Json<Entity>, PlatformError> {
    let mut state = service.state();
    let widget = state
        .with_id(Kind::AgentWidget, &id)
        .ok_or_else(|| PlatformError::not_found(format!("There is no integration {id}.")))?;
    widget.status = Some(received.value.status);
    set_status(&mut widget.entity, received.value.status);
    Ok(Json(widget.entity.clone()))
}

fn set_status(entity: &mut Entity, status: Status) {
    let status = match status {
        Status::Inactive => "inactive",
        Status::Active => "active",
    };
    entity.insert("status".to_owned(), Value::from(status));
}

async fn list(
    _: Granted<ReadIntegrations>,
    State(service): State<Shared>,
    Parameters(page): Parameters<PageQuery>,
) -> Result<Json<Page>, PlatformError> {
    page.check()?;
    let state = service.state();
    let entities = state.of(Kind::AgentWidget);
    Ok(Json(page.of(entities.map(|object| &object.entity))))
}
