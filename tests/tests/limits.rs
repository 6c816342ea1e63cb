//! Every limit at its edge: what is exactly at it passes, one more is refused in words that name the limit.

use preflight_core::{Checked, Kind, MAX_DOCUMENT_BYTES, Options, Policy, check, check_bytes};
use preflight_tests::{check_payload, good_payload};
use serde_json::{Value as Json, json};

struct Edge {
    name: &'static str,
    kind: Kind,
    rule: &'static str,
    limit: &'static str,
    payload: fn(usize) -> Json,
    at: usize,
}

fn with(kind: Kind, pointer: &str, value: Json) -> Json {
    let mut payload = good_payload(kind);
    *payload
        .pointer_mut(pointer)
        .expect("a place in the good payload") = value;
    payload
}

fn components(count: usize) -> Json {
    let bodies = |count: usize| vec![json!({"type": "body", "text": "x"}); count];
    // Half of them stand one level down, since every level counts.
    let nested = count / 2;
    let mut components = bodies(count - nested - 1);
    components.push(json!({"type": "container", "components": bodies(nested)}));
    with(Kind::RichCard, "/components", Json::Array(components))
}

fn nested(levels: usize) -> Json {
    let innermost = json!({"type": "body", "text": "x"});
    let tree = (1..levels).fold(
        innermost,
        |inner, _| json!({"type": "container", "components": [inner]}),
    );
    with(Kind::RichCard, "/components", json!([tree]))
}

fn attributes(count: usize) -> Json {
    let attributes: serde_json::Map<String, Json> = (0..count)
        .map(|index| (format!("key_{index}"), json!("v")))
        .collect();
    json!({ "attributes": attributes })
}

/// A payload whose request body is exactly `bytes` long, filled up at `pointer`.
fn sized(kind: Kind, pointer: &str, envelope: usize, bytes: usize) -> Json {
    let empty = with(kind, pointer, json!("")).to_string().len() + envelope;
    with(kind, pointer, json!("x".repeat(bytes - empty)))
}

const CARD_ENVELOPE: usize = r#"{"conversationId":"","message":{"type":"webchat","card":}}"#.len();

const EDGES: &[Edge] = &[
    Edge {
        name: "widget name",
        kind: Kind::WidgetConfiguration,
        rule: "limit/too-long",
        limit: "100",
        // Counted in characters, not bytes.
        payload: |count| with(Kind::WidgetConfiguration, "/name", json!("é".repeat(count))),
        at: 100,
    },
    Edge {
        name: "border radius",
        kind: Kind::WidgetConfiguration,
        rule: "limit/too-large",
        limit: "50",
        payload: |count| {
            with(
                Kind::WidgetConfiguration,
                "/uiTheme/borderRadius",
                json!(count),
            )
        },
        at: 50,
    },
    Edge {
        name: "form fields",
        kind: Kind::WidgetConfiguration,
        rule: "limit/too-many",
        limit: "15",
        payload: |count| {
            let fields = vec![json!({"label": "Name", "type": "text"}); count];
            with(
                Kind::WidgetConfiguration,
                "/preChatForm/fields",
                json!(fields),
            )
        },
        at: 15,
    },
    Edge {
        name: "max elements",
        kind: Kind::WidgetConfiguration,
        rule: "limit/too-large",
        limit: "50",
        payload: |count| {
            with(
                Kind::WidgetConfiguration,
                "/preChatForm/maxElements",
                json!(count),
            )
        },
        at: 50,
    },
    Edge {
        name: "components at every level",
        kind: Kind::RichCard,
        rule: "rich-card/too-many-components",
        limit: "20",
        payload: components,
        at: 20,
    },
    Edge {
        name: "nesting",
        kind: Kind::RichCard,
        rule: "rich-card/depth",
        limit: "4 levels",
        payload: nested,
        at: 4,
    },
    Edge {
        name: "buttons of a group",
        kind: Kind::RichCard,
        rule: "limit/too-many",
        limit: "5",
        payload: |count| {
            let buttons = vec![json!({"label": "Go", "action": "postback", "payload": "x"}); count];
            with(Kind::RichCard, "/components/2/buttons", json!(buttons))
        },
        at: 5,
    },
    Edge {
        name: "card as sent",
        kind: Kind::RichCard,
        rule: "limit/too-many-bytes",
        limit: "512000",
        payload: |bytes| sized(Kind::RichCard, "/components/0/text", CARD_ENVELOPE, bytes),
        at: 512_000,
    },
    Edge {
        name: "channel as sent",
        kind: Kind::Channel,
        rule: "limit/too-many-bytes",
        limit: "512000",
        payload: |bytes| sized(Kind::Channel, "/description", 0, bytes),
        at: 512_000,
    },
    Edge {
        name: "agent widget as sent",
        kind: Kind::AgentWidget,
        rule: "limit/too-many-bytes",
        limit: "10240",
        payload: |bytes| sized(Kind::AgentWidget, "/description", 0, bytes),
        at: 10_240,
    },
    Edge {
        name: "agent widget width",
        kind: Kind::AgentWidget,
        rule: "limit/too-large",
        limit: "800",
        payload: |count| {
            with(
                Kind::AgentWidget,
                "/settings/dimensions/width",
                json!(count),
            )
        },
        at: 800,
    },
    Edge {
        name: "agent widget height",
        kind: Kind::AgentWidget,
        rule: "limit/too-large",
        limit: "600",
        payload: |count| {
            with(
                Kind::AgentWidget,
                "/settings/dimensions/height",
                json!(count),
            )
        },
        at: 600,
    },
    Edge {
        name: "custom attributes",
        kind: Kind::Channel,
        rule: "limit/too-many",
        limit: "20",
        payload: |count| {
            let attributes: serde_json::Map<String, Json> = (0..count)
                .map(|index| (format!("a{index}"), json!("v")))
                .collect();
            let pointer = "/webMessagingWidgetConfiguration/customAttributes";
            with(Kind::Channel, pointer, Json::Object(attributes))
        },
        at: 20,
    },
    Edge {
        name: "variables",
        kind: Kind::ParticipantVariables,
        rule: "limit/too-many",
        limit: "100",
        payload: attributes,
        at: 100,
    },
    Edge {
        name: "variable key",
        kind: Kind::ParticipantVariables,
        rule: "participant-variables/key-length",
        limit: "64",
        // Counted in bytes of UTF-8: a character of two bytes may not stand across the edge.
        payload: |bytes| json!({"attributes": {format!("{}{}", "é".repeat(bytes / 2), "x".repeat(bytes % 2)): "v"}}),
        at: 64,
    },
    Edge {
        name: "variable value",
        kind: Kind::ParticipantVariables,
        rule: "participant-variables/value-length",
        limit: "2048",
        payload: |bytes| json!({"attributes": {"k": format!("{}{}", "é".repeat(bytes / 2), "x".repeat(bytes % 2))}}),
        at: 2_048,
    },
    Edge {
        name: "variables as sent",
        kind: Kind::ParticipantVariables,
        rule: "limit/too-many-bytes",
        limit: "16384",
        payload: |bytes| {
            // Values stay under their own limit; the last one fills up what is missing.
            let mut attributes = serde_json::Map::new();
            for index in 0..8 {
                attributes.insert(format!("k{index}"), json!("x".repeat(1_900)));
            }
            attributes.insert("last".into(), json!(""));
            let empty = json!({"attributes": attributes}).to_string().len();
            attributes.insert("last".into(), json!("x".repeat(bytes - empty)));
            json!({ "attributes": attributes })
        },
        at: 16_384,
    },
];

fn found(checked: &Checked, rule: &str) -> Option<String> {
    checked
        .report()
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .map(|finding| {
            assert!(!finding.help.is_empty(), "{rule} names no next step");
            finding.message.clone()
        })
}

#[test]
fn what_is_at_the_limit_passes_and_one_more_does_not() {
    for edge in EDGES {
        let at = check_payload(edge.kind, &(edge.payload)(edge.at));
        assert!(
            at.report().ok,
            "{} at {}: {:?}",
            edge.name,
            edge.at,
            at.report().findings
        );
        assert!(at.verified().is_some(), "{}", edge.name);

        let over = check_payload(edge.kind, &(edge.payload)(edge.at + 1));
        let message = found(&over, edge.rule).unwrap_or_else(|| {
            panic!(
                "{} over {}: {:?}",
                edge.name,
                edge.at,
                over.report().findings
            )
        });
        assert!(message.contains(edge.limit), "{}: {message}", edge.name);
        let actual = (edge.at + 1).to_string();
        assert!(message.contains(&actual), "{}: {message}", edge.name);
        assert!(
            !over.report().ok && over.verified().is_none(),
            "{}",
            edge.name
        );
    }
}

#[test]
fn lower_edges() {
    for (kind, pointer, least) in [
        (Kind::WidgetConfiguration, "/preChatForm/maxElements", 1),
        (Kind::WidgetConfiguration, "/uiTheme/borderRadius", 0),
        (Kind::AgentWidget, "/settings/dimensions/width", 1),
        (Kind::AgentWidget, "/settings/dimensions/height", 1),
        (Kind::AgentWidget, "/settings/refresh_interval_ms", 1),
    ] {
        let at = check_payload(kind, &with(kind, pointer, json!(least)));
        assert!(
            at.report().ok,
            "{pointer} at {least}: {:?}",
            at.report().findings
        );
        let under = check_payload(kind, &with(kind, pointer, json!(least - 1)));
        assert!(
            found(&under, "limit/too-small").is_some(),
            "{pointer} under {least}"
        );
    }
}

/// A built name is `CustomWidget_` and the id, so the id may have 87 characters.
#[test]
fn a_built_name_limits_the_widget_id() {
    let policy = Policy::default();
    let manifest = |length: usize| {
        json!({
            "kind": "widget-configuration",
            "id": "w",
            "spec": {"widgetId": "a".repeat(length), "theme": {"primaryColor": "#0056B3"}, "fields": []}
        })
        .to_string()
    };
    assert!(check(&manifest(87), Options::new(&policy)).report().ok);
    let over = check(&manifest(88), Options::new(&policy));
    let finding = &over.report().findings[0];
    assert_eq!(finding.rule, "limit/too-long");
    // The author wrote the id, so that is where the finding points.
    assert_eq!(finding.pointer.as_str(), "/spec/widgetId");
    assert_eq!(
        finding
            .payload_pointer
            .as_ref()
            .map(preflight_core::json::Pointer::as_str),
        Some("/name")
    );
}

#[test]
fn a_document_of_a_mebibyte_is_read_and_one_byte_more_is_not() {
    let policy = Policy::default();
    let padded = |bytes: usize| {
        let text = json!({"kind": "channel", "id": "c", "payload": good_payload(Kind::Channel)})
            .to_string();
        format!("{text}{}", " ".repeat(bytes - text.len()))
    };
    let at = check_bytes(padded(MAX_DOCUMENT_BYTES).as_bytes(), Options::new(&policy));
    assert!(at.report().ok, "{:?}", at.report().findings);
    let over = check_bytes(
        padded(MAX_DOCUMENT_BYTES + 1).as_bytes(),
        Options::new(&policy),
    );
    let finding = &over.report().findings[0];
    assert_eq!(finding.rule, "json/too-large");
    assert!(finding.message.contains("1048576"), "{}", finding.message);
}

/// What, where, the limit and the next step.
#[test]
fn a_message_names_the_place_the_limit_and_the_next_step() {
    let checked = check_payload(Kind::RichCard, &nested(5));
    let finding = &checked.report().findings[0];
    assert_eq!(
        format!("{} {}", finding.message, finding.help),
        "components[0].components[0].components[0].components[0].components[0] is at level 5; \
         cards may nest 4 levels. Move it up one level."
    );
}

/// Texts with markup are judged up to a size each and up to one in all, so that a hostile document costs little.
#[test]
fn markup_is_judged_up_to_a_size() {
    let card = |texts: &[usize]| {
        let bodies: Vec<Json> = texts
            .iter()
            .map(|bytes| json!({"type": "body", "markdown": false, "text": format!("<p>{}</p>", "a".repeat(bytes - 7))}))
            .collect();
        check_payload(
            Kind::RichCard,
            &with(Kind::RichCard, "/components", json!(bodies)),
        )
    };
    assert!(card(&[65_536]).report().ok);
    let over = found(&card(&[65_537]), "html/too-large").expect("one more than is judged");
    assert!(over.contains("65536"), "{over}");
    assert!(card(&[65_536; 4]).report().ok);
    let over = found(
        &card(&[65_536, 65_536, 65_536, 65_536, 8]),
        "html/too-large",
    );
    assert!(
        over.expect("together more than is judged")
            .contains("262144")
    );
}
