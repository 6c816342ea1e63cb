//! Payloads of every kind: what authors write, good and not so good. That a payload is refused is no reason not to draw it.

use fastrand::Rng;
use preflight_core::Kind;
use serde_json::{Map, Value as Json, json};

use super::texts;

/// A payload of a kind.
pub(super) fn payload(kind: Kind, random: &mut Rng) -> Json {
    let mut payload = match kind {
        Kind::WidgetConfiguration => widget_configuration(random),
        Kind::RichCard => rich_card(random),
        Kind::AgentWidget => agent_widget(random),
        Kind::Channel => channel(random),
        Kind::ParticipantVariables => participant_variables(random),
    };
    // Now and then one thing is missing that should be there.
    if random.u8(0..8) == 0
        && let Some(members) = payload.as_object_mut()
        && let Some(key) = random.choice(members.keys().cloned().collect::<Vec<_>>())
    {
        members.remove(&key);
    }
    payload
}

fn widget_configuration(random: &mut Rng) -> Json {
    let fields: Vec<Json> = (0..random.usize(0..=15)).map(|_| field(random)).collect();
    json!({
        "name": texts::name(random),
        "widgetId": "alpha",
        "uiTheme": {
            "primaryColor": texts::color(random),
            "fontFamily": random.choice(["Inter, sans-serif", "Georgia, serif", "\"Comic Sans MS\""]),
            "borderRadius": random.u8(0..=50),
        },
        "preChatForm": {"fields": fields, "maxElements": 50},
    })
}

const TYPES: &[&str] = &[
    "text", "email", "tel", "number", "date", "textarea", "select", "radio", "checkbox", "hidden",
];

fn field(random: &mut Rng) -> Json {
    let mut field = Map::new();
    let mut put = |key: &str, value: Json| field.insert(key.to_owned(), value);
    // One in ten has no label, or one that nobody sees.
    match random.u8(0..20) {
        0 => {}
        1 => drop(put("label", json!(random.choice(["", " ", "\u{200b}"])))),
        _ => drop(put("label", json!(texts::label(random)))),
    }
    let sort = random.choice(TYPES).copied().unwrap_or("text");
    put("type", json!(sort));
    put("required", json!(random.bool()));
    if ["select", "radio", "checkbox"].contains(&sort) && random.u8(0..10) > 0 {
        let options: Vec<Json> = (0..random.usize(0..6)).map(|_| option(random)).collect();
        put("options", json!(options));
    }
    for (key, chance) in [
        ("name", 3),
        ("hint", 3),
        ("placeholder", 4),
        ("ariaLabel", 8),
    ] {
        if random.u8(0..chance) == 0 {
            put(key, json!(texts::label(random)));
        }
    }
    if random.u8(0..5) == 0 {
        let tokens = [
            "name",
            "email",
            "shipping street-address",
            "fullname",
            "home email",
            "off",
            "name email",
            "",
        ];
        put("autocomplete", json!(random.choice(tokens)));
    }
    Json::Object(field)
}

fn option(random: &mut Rng) -> Json {
    if random.bool() {
        json!(texts::label(random))
    } else {
        json!({"label": texts::label(random), "value": "v"})
    }
}

fn rich_card(random: &mut Rng) -> Json {
    let components: Vec<Json> = (0..random.usize(0..=5))
        .map(|_| component(1, random))
        .collect();
    json!({
        "messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
        "templateMatrix": {
            "templateId": "order-confirmation-v2",
            "layoutEngine": "flexbox",
            "version": "2.1",
            "fallbackBehavior": "textOnly",
        },
        "dynamicFields": {"order": {"number": random.u16(..)}},
        "components": components,
    })
}

fn component(depth: u8, random: &mut Rng) -> Json {
    match random.u8(0..if depth < 5 { 4 } else { 3 }) {
        0 => json!({"type": "header", "text": texts::label(random), "style": "bold"}),
        1 => {
            let markdown = random.bool();
            let text = if markdown {
                texts::markdown(random)
            } else {
                texts::html(random)
            };
            json!({"type": "body", "text": text, "markdown": markdown})
        }
        2 => {
            let buttons: Vec<Json> = (0..random.usize(0..=5)).map(|_| button(random)).collect();
            json!({"type": "buttonGroup", "buttons": buttons})
        }
        _ => {
            let inside: Vec<Json> = (0..random.usize(0..4))
                .map(|_| component(depth + 1, random))
                .collect();
            json!({"type": "container", "components": inside})
        }
    }
}

fn button(random: &mut Rng) -> Json {
    let action = random.choice(["postback", "webchat", "link"]);
    let label = if random.u8(0..12) == 0 {
        String::new()
    } else {
        texts::label(random)
    };
    json!({
        "label": label,
        "action": action,
        "payload": random.choice(["https://example.com/o/1", "https://example.com/o/2", "next"]),
        "style": random.choice(["primary", "secondary"]),
    })
}

fn agent_widget(random: &mut Rng) -> Json {
    json!({
        "name": texts::name(random),
        "description": texts::label(random),
        "type": random.choice(["webapp", "integration"]),
        "status": random.choice(["inactive", "active"]),
        "manifestUrl": "https://s3.amazonaws.com/my-bucket/widget-manifest.json",
        "settings": {
            "dimensions": {"width": random.u16(0..=900), "height": random.u16(0..=700)},
            "refresh_interval_ms": 5000,
            "own": [texts::label(random)],
        },
    })
}

fn channel(random: &mut Rng) -> Json {
    let attributes: Map<String, Json> = (0..random.usize(0..5))
        .map(|number| (format!("key-{number}"), json!(texts::label(random))))
        .collect();
    json!({
        "name": texts::name(random),
        "description": texts::label(random),
        "webMessagingWidgetConfiguration": {
            "widgetId": "widget-prod-001",
            "theme": random.choice(["default", "compact", "custom"]),
            "customAttributes": attributes,
        },
        "securityPolicy": {
            "enabled": random.bool(),
            "allowedOrigins": ["https://support.example.com", "https://portal.example.com:8443"],
            "requireConsent": random.bool(),
        },
        "routingConfiguration": {"queueId": "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"},
    })
}

fn participant_variables(random: &mut Rng) -> Json {
    let attributes: Map<String, Json> = (0..random.usize(0..8))
        .map(|number| (format!("key_{number}"), json!(texts::label(random))))
        .collect();
    json!({"attributes": attributes})
}
