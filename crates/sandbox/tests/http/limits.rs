//! Every limit at its edge: the last value inside is accepted, the first one outside is refused by name.

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::samples::{
    AGENT_WIDGET, CARD, CHANNEL, CONFIGURATION, VARIABLES, WEBHOOK, components, message, nested,
    with,
};
use crate::{CHANNELS, CONFIGURATIONS, INTEGRATIONS, MESSAGES, PARTICIPANT, Session, WEBHOOKS};

/// One limit: what is written where, and the field that the refusal must name.
struct Edge {
    pointer: &'static str,
    inside: Vec<Value>,
    outside: Vec<Value>,
    names: &'static str,
}

fn edge(pointer: &'static str, inside: &[Value], outside: &[Value], names: &'static str) -> Edge {
    Edge {
        pointer,
        inside: inside.to_vec(),
        outside: outside.to_vec(),
        names,
    }
}

async fn walk(path: &str, sample: &str, wrap: fn(&str) -> String, edges: Vec<Edge>) {
    let session = Session::start().await;
    for Edge {
        pointer,
        inside,
        outside,
        names,
    } in edges
    {
        for value in inside {
            let name = format!("{pointer} = {value}");
            let mut body = with(sample, pointer, value);
            if path == CHANNELS && pointer != "/name" {
                body = with(&body, "/name", json!(name));
            }
            let (status, answer) = session.post(path, wrap(&body)).await;
            assert_eq!(status, 200, "{name}: {answer}");
        }
        for value in outside {
            let name = format!("{pointer} = {value}");
            let body = with(sample, pointer, value);
            let (status, answer) = session.post(path, wrap(&body)).await;
            assert_eq!(status, 400, "{name}: {answer}");
            assert_eq!(answer["code"], "invalid.value", "{name}: {answer}");
            assert_eq!(answer["details"][0]["fieldName"], names, "{name}: {answer}");
            let message = answer["message"].as_str().expect("a message");
            assert!(message.contains(names), "{name}: {message}");
        }
    }
}

fn fields(count: usize) -> Value {
    vec![json!({"label": "L", "type": "text"}); count].into()
}

#[tokio::test]
async fn of_a_widget_configuration() {
    let edges = vec![
        edge(
            "/name",
            &[json!("é".repeat(100))],
            &[json!("é".repeat(101))],
            "name",
        ),
        edge(
            "/widgetId",
            &[json!("aZ0_-")],
            &[json!(""), json!("a b"), json!("é"), json!("a\n")],
            "widgetId",
        ),
        edge(
            "/uiTheme/primaryColor",
            &[json!("#aBcDeF"), json!("#000000")],
            &[
                json!("#12345"),
                json!("#1234567"),
                json!("#00000g"),
                json!("0056B3"),
                json!(null),
            ],
            "uiTheme.primaryColor",
        ),
        edge(
            "/uiTheme/borderRadius",
            &[json!(0), json!(50), json!(0.5), json!(50.0)],
            &[json!(-1), json!(50.5), json!("8")],
            "uiTheme.borderRadius",
        ),
        edge(
            "/preChatForm/fields",
            &[fields(0), fields(15)],
            &[fields(16)],
            "preChatForm.fields",
        ),
        edge(
            "/preChatForm/maxElements",
            &[json!(1), json!(50), json!(8.0)],
            &[json!(0), json!(51), json!(8.5), json!("8")],
            "preChatForm.maxElements",
        ),
        edge(
            "/preChatForm/fields/0/type",
            &[json!("textarea"), json!("checkbox"), json!("hidden")],
            &[json!("password"), json!("Text")],
            "preChatForm.fields[0].type",
        ),
        edge(
            "/preChatForm/fields/0",
            &[json!({"type": "hidden", "name": "n"})],
            &[json!({"type": "text"})],
            "preChatForm.fields[0].label",
        ),
        edge(
            "/preChatForm/fields/0",
            &[
                json!({"type": "radio", "label": "L", "options": ["a"]}),
                json!({"type": "select", "label": "L", "options": [{"label": "A", "value": "a"}]}),
            ],
            &[
                json!({"type": "radio", "label": "L"}),
                json!({"type": "select", "label": "L", "options": []}),
            ],
            "preChatForm.fields[0].options",
        ),
    ];
    walk(CONFIGURATIONS, CONFIGURATION, str::to_owned, edges).await;
}

#[tokio::test]
async fn of_a_rich_card() {
    let button = json!({"label": "L", "action": "link", "payload": "p"});
    let group = |count| json!({"type": "buttonGroup", "buttons": vec![button.clone(); count]});
    let spread = |count| json!([{"type": "container", "components": components(count)}]);
    let edges = vec![
        edge(
            "/components",
            &[components(0), components(20), spread(19)],
            &[components(21), spread(20)],
            "message.card.components",
        ),
        edge(
            "/components",
            &[nested(4)],
            &[nested(5)],
            "message.card.components[0].components[0].components[0].components[0].components[0]",
        ),
        edge(
            "/components/2",
            &[group(0), group(5)],
            &[group(6)],
            "message.card.components[2].buttons",
        ),
        edge(
            "/components/0/style",
            &[json!("bold")],
            &[json!("italic")],
            "message.card.components[0].style",
        ),
        edge(
            "/components/2/buttons/1/action",
            &[json!("postback"), json!("webchat"), json!("link")],
            &[json!("call")],
            "message.card.components[2].buttons[1].action",
        ),
        edge(
            "/components/2/buttons/1/style",
            &[json!("primary"), json!("secondary")],
            &[json!("danger")],
            "message.card.components[2].buttons[1].style",
        ),
        edge(
            "/templateMatrix/layoutEngine",
            &[],
            &[json!("grid")],
            "message.card.templateMatrix.layoutEngine",
        ),
        edge(
            "/templateMatrix/version",
            &[],
            &[json!("2.2")],
            "message.card.templateMatrix.version",
        ),
        edge(
            "/templateMatrix/fallbackBehavior",
            &[],
            &[json!("none")],
            "message.card.templateMatrix.fallbackBehavior",
        ),
    ];
    walk(MESSAGES, CARD, message, edges).await;
}

#[tokio::test]
async fn of_an_agent_widget() {
    let edges = vec![
        edge("/name", &[json!("n")], &[json!("")], "name"),
        edge("/type", &[json!("integration")], &[json!("webApp")], "type"),
        edge(
            "/status",
            &[json!("inactive")],
            &[json!("active")],
            "status",
        ),
        edge(
            "/manifestUrl",
            &[json!("https://x"), json!("HTTPS://x/y")],
            &[
                json!("http://x"),
                json!("https://"),
                json!("javascript:1"),
                json!("é"),
            ],
            "manifestUrl",
        ),
        edge(
            "/settings/dimensions/width",
            &[json!(1), json!(800), json!(800.0)],
            &[json!(0), json!(801), json!(1.5), json!("750")],
            "settings.dimensions.width",
        ),
        edge(
            "/settings/dimensions/height",
            &[json!(1), json!(600)],
            &[json!(-5), json!(601)],
            "settings.dimensions.height",
        ),
        edge(
            "/settings/dimensions",
            &[json!({})],
            &[json!("750x500")],
            "settings.dimensions",
        ),
    ];
    walk(INTEGRATIONS, AGENT_WIDGET, str::to_owned, edges).await;

    let filler = 10_240 - with(AGENT_WIDGET, "/description", json!("")).len();
    let edges = vec![edge(
        "/description",
        &[json!("x".repeat(filler))],
        &[json!("x".repeat(filler + 1))],
        "body",
    )];
    walk(INTEGRATIONS, AGENT_WIDGET, str::to_owned, edges).await;
}

#[tokio::test]
async fn of_a_channel() {
    let attributes = |count| numbered(count, "v");
    let edges = vec![
        edge(
            "/webMessagingWidgetConfiguration/theme",
            &[json!("default"), json!("compact"), json!("custom")],
            &[json!("dark")],
            "webMessagingWidgetConfiguration.theme",
        ),
        edge(
            "/webMessagingWidgetConfiguration/customAttributes",
            &[attributes(0), attributes(20)],
            &[attributes(21)],
            "webMessagingWidgetConfiguration.customAttributes",
        ),
        edge(
            "/securityPolicy/allowedOrigins/1",
            &[json!("https://a.example:8443")],
            &[json!("http://a.example"), json!("javascript:alert(1)")],
            "securityPolicy.allowedOrigins[1]",
        ),
        edge(
            "/securityPolicy/requireConsent",
            &[json!(true)],
            &[json!(false)],
            "securityPolicy.requireConsent",
        ),
        edge(
            "/securityPolicy",
            &[json!({"enabled": false, "allowedOrigins": [], "requireConsent": false})],
            &[],
            "securityPolicy",
        ),
    ];
    walk(CHANNELS, CHANNEL, str::to_owned, edges).await;
}

#[tokio::test]
async fn of_a_webhook() {
    let edges = vec![
        edge("/name", &[], &[json!("")], "name"),
        edge(
            "/uri",
            &[json!("http://127.0.0.1:9/hook")],
            &[json!("ftp://hooks.example.com")],
            "uri",
        ),
        edge(
            "/eventSubscriptions",
            &[],
            &[json!([])],
            "eventSubscriptions",
        ),
        edge(
            "/eventSubscriptions/0",
            &[],
            &[json!("webmessaging.configuration.deleted")],
            "eventSubscriptions[0]",
        ),
        edge(
            "/retryPolicy/maxRetries",
            &[json!(0), json!(5.0)],
            &[json!(-1), json!(0.5)],
            "retryPolicy.maxRetries",
        ),
    ];
    walk(WEBHOOKS, WEBHOOK, str::to_owned, edges).await;
}

#[tokio::test]
async fn of_participant_variables() {
    let session = Session::start().await;
    let one = |key: &str, value: &str| json!({"attributes": {key: value}}).to_string();
    let sized = |bytes: usize| {
        let mut document: Value = serde_json::from_str(VARIABLES).expect("JSON");
        document["attributes"] = numbered(8, &"x".repeat(2_000));
        document["attributes"]["filler"] = json!("");
        let missing = bytes - document.to_string().len();
        document["attributes"]["filler"] = json!("y".repeat(missing));
        document.to_string()
    };
    let hundred = |count| json!({"attributes": numbered(count, "v")}).to_string();
    for (name, inside, outside) in [
        ("count", hundred(100), hundred(101)),
        (
            "key bytes",
            one(&"é".repeat(32), "v"),
            one(&format!("{}x", "é".repeat(32)), "v"),
        ),
        (
            "value bytes",
            one("k", &"é".repeat(1_024)),
            one("k", &format!("{}x", "é".repeat(1_024))),
        ),
        ("body bytes", sized(16_384), sized(16_385)),
        ("reserved sys:", one("sys", "v"), one("sys:a", "v")),
        (
            "reserved genesys:",
            one("a:sys:", "v"),
            one("genesys:", "v"),
        ),
        (
            "reserved internal:",
            one("Internal", "v"),
            one("internal:a", "v"),
        ),
        (
            "reserved routing:",
            one("routing_a", "v"),
            one("routing:a", "v"),
        ),
        (
            "reserved conversation:",
            one("", "v"),
            one("conversation:a", "v"),
        ),
        (
            "strings only",
            one("n", "1"),
            r#"{"attributes":{"n":1}}"#.to_owned(),
        ),
    ] {
        let (status, body) = session.send(Method::PATCH, PARTICIPANT, inside).await;
        assert_eq!(status, 200, "{name}: {body}");
        let (status, body) = session.send(Method::PATCH, PARTICIPANT, outside).await;
        assert_eq!(status, 400, "{name}: {body}");
        assert_eq!(body["code"], "invalid.value", "{name}: {body}");
    }
}

fn numbered(count: usize, value: &str) -> Value {
    (0..count)
        .map(|number| (format!("key{number}"), json!(value)))
        .collect::<Map<_, _>>()
        .into()
}
