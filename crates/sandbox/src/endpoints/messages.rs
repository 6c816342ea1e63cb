//! `POST /api/v2/guest/conversations/webchat/messages`: rich cards.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::access::{Granted, WriteMessages};
use crate::check::{Checked, Violation, at_most, not_empty, one_of, present};
use crate::error::PlatformError;
use crate::page::Entity;
use crate::request::{Received, parse};
use crate::state::{Kind, Object, Replay};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v2/guest/conversations/webchat/messages", post(create))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MessageRequest {
    conversation_id: String,
    message: Message,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    /// Kept as it is written: the state shows the card's own bytes.
    card: Box<RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct Card {
    message_id: String,
    template_matrix: TemplateMatrix,
    #[serde(default, deserialize_with = "present")]
    dynamic_fields: Option<Map<String, Value>>,
    components: Vec<Component>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct TemplateMatrix {
    template_id: String,
    layout_engine: String,
    version: String,
    fallback_behavior: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
enum Component {
    Header {
        text: String,
        #[serde(default, deserialize_with = "present")]
        style: Option<String>,
    },
    Body {
        text: String,
        #[serde(default, deserialize_with = "present")]
        markdown: Option<bool>,
    },
    ButtonGroup {
        buttons: Vec<Button>,
    },
    Container {
        components: Vec<Component>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct Button {
    label: String,
    action: String,
    payload: String,
    #[serde(default, deserialize_with = "present")]
    style: Option<String>,
}

impl Card {
    fn check(&self) -> Checked {
        let matrix = &self.template_matrix;
        for (field, value, accepted) in [
            ("layoutEngine", &matrix.layout_engine, limits::LAYOUT_ENGINE),
            ("version", &matrix.version, limits::LAYOUT_VERSION),
            (
                "fallbackBehavior",
                &matrix.fallback_behavior,
                limits::FALLBACK_BEHAVIOR,
            ),
        ] {
            one_of(
                &format!("message.card.templateMatrix.{field}"),
                value,
                &[accepted],
            )?;
        }
        at_most(
            "message.card.components",
            count(&self.components),
            limits::CARD_COMPONENTS,
            "components",
        )?;
        check_level(&self.components, "message.card.components", 1)
    }
}

/// The components at every level.
fn count(components: &[Component]) -> usize {
    components
        .iter()
        .map(|component| match component {
            Component::Container { components } => 1 + count(components),
            _ => 1,
        })
        .sum()
}

fn check_level(components: &[Component], path: &str, level: usize) -> Checked {
    for (index, component) in components.iter().enumerate() {
        let path = format!("{path}[{index}]");
        if level > limits::CARD_DEPTH {
            return Err(Violation::new(
                path,
                format!(
                    "is at level {level}; the limit is {} levels",
                    limits::CARD_DEPTH
                ),
            ));
        }
        match component {
            Component::Header { style, .. } => {
                check_style(style.as_deref(), &path, limits::HEADER_STYLES)?;
            }
            Component::Body { .. } => {}
            Component::ButtonGroup { buttons } => check_buttons(buttons, &path)?,
            Component::Container { components } => {
                check_level(components, &format!("{path}.components"), level + 1)?;
            }
        }
    }
    Ok(())
}

fn check_buttons(buttons: &[Button], path: &str) -> Checked {
    let path = format!("{path}.buttons");
    at_most(&path, buttons.len(), limits::GROUP_BUTTONS, "buttons")?;
    for (index, button) in buttons.iter().enumerate() {
        let path = format!("{path}[{index}]");
        one_of(
            &format!("{path}.action"),
            &button.action,
            limits::BUTTON_ACTIONS,
        )?;
        check_style(button.style.as_deref(), &path, limits::BUTTON_STYLES)?;
    }
    Ok(())
}

fn check_style(style: Option<&str>, path: &str, accepted: &[&str]) -> Checked {
    style.map_or(Ok(()), |style| {
        one_of(&format!("{path}.style"), style, accepted)
    })
}

async fn create(
    _: Granted<WriteMessages>,
    State(service): State<Shared>,
    headers: HeaderMap,
    received: Received<MessageRequest>,
) -> Result<Json<Value>, PlatformError> {
    let Received { body, value } = received;
    let MessageRequest {
        conversation_id,
        message,
    } = value;
    not_empty("conversationId", &conversation_id)?;
    one_of("message.type", &message.kind, &[limits::MESSAGE_TYPE])?;
    let card: Card = parse(message.card.get(), "message.card")?;
    card.check()?;

    let key = headers
        .get("Idempotency-Key")
        .map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
    let mut state = service.state();
    if let Some(replay) = key.as_ref().and_then(|key| state.replays.get(key)) {
        return if replay.body == body {
            Ok(Json(replay.response.clone()))
        } else {
            Err(PlatformError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency.key.reused",
                "The Idempotency-Key was used before with another body.",
            ))
        };
    }
    let id = state.id();
    let response = json!({
        "id": id,
        "conversationId": conversation_id,
        "messageId": card.message_id,
    });
    state.add(Object {
        kind: Kind::RichCard,
        id,
        natural_key: card.message_id,
        status: None,
        conversation_id: Some(conversation_id),
        patches: None,
        body: message.card.get().to_owned(),
        entity: Entity::new(),
    });
    if let Some(key) = key {
        let response = response.clone();
        state.replays.insert(key, Replay { body, response });
    }
    Ok(Json(response))
}
