//! Requests that cannot be read, and the body that says so.

use std::collections::HashSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::samples::{
    AGENT_WIDGET, CARD, CHANNEL, CONFIGURATION, VARIABLES, WEBHOOK, message, with, without,
};
use crate::{
    CHANNELS, CONFIGURATIONS, INTEGRATIONS, MESSAGES, PARTICIPANT, Session, WEBHOOKS, answer,
    respond,
};

#[tokio::test]
async fn an_unknown_key_is_refused_wherever_the_contract_is_closed() {
    let session = Session::start().await;
    for (path, sample, parent) in [
        (CONFIGURATIONS, CONFIGURATION, ""),
        (CONFIGURATIONS, CONFIGURATION, "/uiTheme"),
        (CONFIGURATIONS, CONFIGURATION, "/preChatForm"),
        (CONFIGURATIONS, CONFIGURATION, "/preChatForm/fields/0"),
        (MESSAGES, CARD, ""),
        (MESSAGES, CARD, "/templateMatrix"),
        (MESSAGES, CARD, "/components/0"),
        (MESSAGES, CARD, "/components/1"),
        (MESSAGES, CARD, "/components/2"),
        (MESSAGES, CARD, "/components/2/buttons/0"),
        (INTEGRATIONS, AGENT_WIDGET, ""),
        (CHANNELS, CHANNEL, ""),
        (CHANNELS, CHANNEL, "/webMessagingWidgetConfiguration"),
        (CHANNELS, CHANNEL, "/securityPolicy"),
        (CHANNELS, CHANNEL, "/routingConfiguration"),
        (WEBHOOKS, WEBHOOK, ""),
        (WEBHOOKS, WEBHOOK, "/retryPolicy"),
        (PARTICIPANT, VARIABLES, ""),
    ] {
        let body = with(sample, &format!("{parent}/surplus"), json!("x"));
        let (status, answer) = deliver(&session, path, &body).await;
        assert_eq!(status, 400, "{path} {parent}");
        let message = answer["message"].as_str().expect("a message");
        assert!(message.contains("surplus"), "{path} {parent}: {message}");
    }
    assert!(session.objects().is_empty());
}

#[tokio::test]
async fn a_free_map_takes_any_key() {
    let session = Session::start().await;
    for (path, sample, pointer) in [
        (MESSAGES, CARD, "/dynamicFields/surplus"),
        (INTEGRATIONS, AGENT_WIDGET, "/settings/surplus"),
        (INTEGRATIONS, AGENT_WIDGET, "/settings/dimensions/surplus"),
        (
            CHANNELS,
            CHANNEL,
            "/webMessagingWidgetConfiguration/customAttributes/surplus",
        ),
        (PARTICIPANT, VARIABLES, "/attributes/surplus"),
    ] {
        let (status, answer) = deliver(&session, path, &with(sample, pointer, json!("x"))).await;
        assert_eq!(status, 200, "{pointer}: {answer}");
    }
}

#[tokio::test]
async fn a_missing_key_is_named_with_its_object() {
    let session = Session::start().await;
    for (path, sample, pointer) in [
        (CONFIGURATIONS, CONFIGURATION, "/name"),
        (CONFIGURATIONS, CONFIGURATION, "/widgetId"),
        (CONFIGURATIONS, CONFIGURATION, "/uiTheme/primaryColor"),
        (CONFIGURATIONS, CONFIGURATION, "/preChatForm/fields"),
        (CONFIGURATIONS, CONFIGURATION, "/preChatForm/maxElements"),
        (MESSAGES, CARD, "/messageId"),
        (MESSAGES, CARD, "/components"),
        (MESSAGES, CARD, "/templateMatrix/templateId"),
        (MESSAGES, CARD, "/templateMatrix/version"),
        (INTEGRATIONS, AGENT_WIDGET, "/name"),
        (INTEGRATIONS, AGENT_WIDGET, "/manifestUrl"),
        (INTEGRATIONS, AGENT_WIDGET, "/type"),
        (CHANNELS, CHANNEL, "/name"),
        (CHANNELS, CHANNEL, "/routingConfiguration/queueId"),
        (CHANNELS, CHANNEL, "/securityPolicy/allowedOrigins"),
        (PARTICIPANT, VARIABLES, "/attributes"),
    ] {
        let (status, answer) = deliver(&session, path, &without(sample, pointer)).await;
        assert_eq!(status, 400, "{path} {pointer}");
        let prefix = if path == MESSAGES {
            "message.card."
        } else {
            ""
        };
        let field = format!("{prefix}{}", pointer[1..].replace('/', "."));
        assert_eq!(answer["details"][0]["fieldName"], field, "{answer}");
    }
    for (path, sample, pointer) in [
        (CONFIGURATIONS, CONFIGURATION, "/uiTheme/fontFamily"),
        (CONFIGURATIONS, CONFIGURATION, "/uiTheme/borderRadius"),
        (
            CONFIGURATIONS,
            CONFIGURATION,
            "/preChatForm/fields/0/required",
        ),
        (MESSAGES, CARD, "/dynamicFields"),
        (MESSAGES, CARD, "/components/0/style"),
        (MESSAGES, CARD, "/components/1/markdown"),
        (MESSAGES, CARD, "/components/2/buttons/0/style"),
        (INTEGRATIONS, AGENT_WIDGET, "/description"),
        (INTEGRATIONS, AGENT_WIDGET, "/status"),
        (INTEGRATIONS, AGENT_WIDGET, "/settings"),
        (CHANNELS, CHANNEL, "/description"),
    ] {
        let (status, answer) = deliver(&session, path, &without(sample, pointer)).await;
        assert_eq!(status, 200, "{path} {pointer}: {answer}");
    }
}

#[tokio::test]
async fn a_duplicate_key_and_a_null_are_refused() {
    let session = Session::start().await;
    let twice = CHANNEL.replacen('{', r#"{"name":"first","#, 1);
    assert_eq!(session.post(CHANNELS, twice).await.0, 400);
    let null = with(CHANNEL, "/description", Value::Null);
    let (status, answer) = session.post(CHANNELS, null).await;
    assert_eq!(status, 400);
    assert_eq!(answer["details"][0]["fieldName"], "description");
}

#[tokio::test]
async fn a_body_that_is_not_json_is_a_bad_request() {
    let session = Session::start().await;
    let deep_array = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_card = with(CARD, "/components", json!("HERE")).replace(
        "\"HERE\"",
        &format!(
            "{}[]{}",
            r#"[{"type":"container","components":"#.repeat(5_000),
            "}]".repeat(5_000)
        ),
    );
    for (name, body) in [
        ("empty", String::new()),
        ("cut off", CONFIGURATION[..40].to_owned()),
        ("trailing comma", r#"{"name":"a",}"#.to_owned()),
        ("trailing text", format!("{CONFIGURATION} x")),
        ("not a number", r#"{"name":NaN}"#.to_owned()),
        ("byte order mark", format!("\u{feff}{CONFIGURATION}")),
        ("deep", deep_array),
    ] {
        let (status, answer) = session.post(CONFIGURATIONS, body).await;
        assert_eq!(status, 400, "{name}");
        assert!(
            answer["code"] == "bad.request" || answer["code"] == "invalid.value",
            "{name}"
        );
    }
    let (status, refused) = session.post(MESSAGES, message(&deep_card)).await;
    assert_eq!(status, 400, "{refused}");

    let latin1 = session
        .request(Method::POST, CONFIGURATIONS)
        .header("Content-Type", "application/json")
        .body(b"{\"name\":\"\xe9\"}".to_vec());
    let (status, body) = answer(latin1).await;
    assert_eq!((status, body["code"].as_str()), (400, Some("bad.request")));
}

#[tokio::test]
async fn nesting_the_parser_still_follows_is_refused() {
    let session = Session::start().await;
    for levels in [15, 30, 50] {
        let deep = with(CARD, "/components", crate::samples::nested(levels));
        let (status, answer) = session.post(MESSAGES, message(&deep)).await;
        assert_eq!(status, 400, "{answer}");
    }
}

#[tokio::test]
async fn a_body_over_the_platform_limit_is_too_large() {
    let session = Session::start().await;
    let empty = message(&with(CARD, "/dynamicFields", json!({"filler": ""})));
    let sized = |bytes: usize| {
        let filler = "x".repeat(bytes - empty.len());
        empty.replace(r#""filler":"""#, &format!(r#""filler":"{filler}""#))
    };
    assert_eq!(session.post(MESSAGES, sized(512_000)).await.0, 200);
    for bytes in [512_001, 8_000_000] {
        let (status, answer) = session.post(MESSAGES, sized(bytes)).await;
        assert_eq!(status, 413, "{bytes}");
        assert_eq!(answer["code"], "request.entity.too.large", "{bytes}");
    }
    let unauthorised = session.bare(Method::POST, MESSAGES).body(sized(8_000_000));
    assert_eq!(answer(unauthorised).await.0, 401, "and the answer arrives");
}

#[tokio::test]
async fn a_body_of_another_type_is_unsupported() {
    let session = Session::start().await;
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let mut request = session
            .request(Method::POST, CONFIGURATIONS)
            .body(CONFIGURATION);
        if let Some(content_type) = content_type {
            request = request.header("Content-Type", content_type);
        }
        let (status, body) = answer(request).await;
        assert_eq!(status, 415, "{content_type:?}");
        assert_eq!(body["code"], "unsupported.media.type", "{content_type:?}");
    }
}

#[tokio::test]
async fn an_unknown_path_has_the_whole_platform_body() {
    let session = Session::start().await;
    for request in [
        session.bare(Method::GET, "/api/v2/nowhere"),
        session.request(Method::POST, "/api/v2/nowhere"),
    ] {
        let response = respond(request).await;
        assert_eq!(response.status(), 404);
        let correlation = response.headers()["ININ-Correlation-Id"].clone();
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(
            body,
            json!({
                "message": "There is no resource at /api/v2/nowhere.",
                "code": "not.found",
                "status": 404,
                "messageWithParams": "There is no resource at /api/v2/nowhere.",
                "messageParams": {},
                "contextId": correlation.to_str().expect("text"),
                "details": [],
                "errors": [],
            })
        );
    }
    let (status, body) = answer(session.request(Method::DELETE, CHANNELS)).await;
    assert_eq!(
        (status, body["code"].as_str()),
        (405, Some("method.not.allowed"))
    );
}

#[tokio::test]
async fn every_answer_has_a_correlation_id_of_its_own() {
    let session = Session::start().await;
    let mut seen = HashSet::new();
    for path in ["/nowhere", "/sandbox/state", CHANNELS, CHANNELS] {
        let response = respond(session.request(Method::GET, path)).await;
        seen.insert(response.headers()["ININ-Correlation-Id"].clone());
    }
    assert_eq!(seen.len(), 4);
}

async fn deliver(session: &Session, path: &str, body: &str) -> crate::Answer {
    match path {
        MESSAGES => session.post(path, message(body)).await,
        PARTICIPANT => session.send(Method::PATCH, path, body).await,
        CHANNELS => {
            // A name of its own, so that one accepted channel does not stand in the way of the next.
            let mut channel: Value = serde_json::from_str(body).expect("JSON");
            if channel.get("name").is_some() {
                channel["name"] = json!(format!("{}", session.objects().len()));
            }
            session.post(path, channel.to_string()).await
        }
        _ => session.post(path, body).await,
    }
}
