//! `PATCH /api/v2/conversations/messaging/participants/{participantId}`: participant variables.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::routing::patch;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::{Granted, UpdateParticipants};
use crate::check::{Checked, at_most, ensure};
use crate::error::PlatformError;
use crate::page::Entity;
use crate::request::{Id, Received};
use crate::state::{Kind, Object};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(
        "/api/v2/conversations/messaging/participants/{id}",
        patch(update),
    )
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variables {
    attributes: BTreeMap<String, String>,
}

impl Variables {
    fn check(&self, bytes: usize) -> Checked {
        at_most("body", bytes, limits::VARIABLES_BYTES, "bytes")?;
        at_most(
            "attributes",
            self.attributes.len(),
            limits::VARIABLES,
            "attributes",
        )?;
        for (key, value) in &self.attributes {
            let path = format!("attributes[\"{key}\"]");
            for prefix in limits::RESERVED_PREFIXES {
                ensure(!key.starts_with(prefix), &path, || {
                    format!("starts with {prefix}, which is reserved for the platform")
                })?;
            }
            let key_bytes = limits::VARIABLE_KEY_BYTES;
            ensure(key.len() <= key_bytes, &path, || {
                format!(
                    "has a key of {} bytes; the limit is {key_bytes} bytes",
                    key.len()
                )
            })?;
            at_most(&path, value.len(), limits::VARIABLE_VALUE_BYTES, "bytes")?;
        }
        Ok(())
    }
}

async fn update(
    _: Granted<UpdateParticipants>,
    State(service): State<Shared>,
    Id(participant): Id,
    received: Received<Variables>,
) -> Result<Json<Value>, PlatformError> {
    received.value.check(received.body.len())?;
    let mut state = service.state();
    if state
        .with_key(Kind::ParticipantVariables, &participant)
        .is_none()
    {
        state.add(Object {
            kind: Kind::ParticipantVariables,
            id: participant.clone(),
            natural_key: participant.clone(),
            status: None,
            conversation_id: None,
            patches: Some(0),
            body: String::new(),
            entity: Entity::new(),
        });
    }
    let object = state
        .with_key(Kind::ParticipantVariables, &participant)
        .ok_or_else(|| {
            PlatformError::not_found(format!("There is no participant {participant}."))
        })?;
    object.patches = object.patches.map(|patches| patches + 1);
    object.body = received.body;
    object.entity.extend(
        received
            .value
            .attributes
            .into_iter()
            .map(|(key, value)| (key, Value::from(value))),
    );
    Ok(Json(
        json!({ "id": participant, "attributes": object.entity }),
    ))
}
