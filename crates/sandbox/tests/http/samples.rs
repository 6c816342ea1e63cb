//! The payloads of the guides' complete examples, spaced oddly on purpose: what is kept are the bytes.

use serde_json::{Value, json};

pub(crate) const CONFIGURATION: &str = r##"{ "name": "CustomWidget_prod_widget_alpha", "widgetId": "prod_widget_alpha",
  "uiTheme": {"primaryColor": "#0056B3", "fontFamily": "Inter, sans-serif", "borderRadius": 8.0},
  "preChatForm": {"fields": [
    {"label": "Full Name", "type": "text", "required": true},
    {"label": "Email Address", "type": "email", "required": true},
    {"label": "Department", "type": "select", "required": false, "options": ["Sales", {"label":"Caf\u00e9","value":"cafe"}]}
  ], "maxElements": 5.0} }"##;

pub(crate) const CARD: &str = r#"{"messageId":"5f0c4f0e-7d1c-5c55-9b63-3f2f6e0b8a11", "templateMatrix":{"templateId":"order-confirmation-v2","layoutEngine":"flexbox","version":"2.1","fallbackBehavior":"textOnly"},
 "dynamicFields":{"title":"Order Confirmation","anything":[1,2.0,null]},
 "components":[{"type":"header","text":"Order Confirmation","style":"bold"},
  {"type":"body","text":"Your order has been processed successfully.","markdown":true},
  {"type":"buttonGroup","buttons":[
   {"label":"Track Order","action":"postback","payload":"track:12345","style":"primary"},
   {"label":"Contact Support","action":"webchat","payload":"support","style":"primary"}]}]}"#;

pub(crate) const AGENT_WIDGET: &str = r#"{
  "name": "Agent Dashboard Widget", "description": "Custom metrics display for agent desktop", "type": "webapp",
  "status": "inactive", "manifestUrl": "https://s3.amazonaws.com/my-bucket/widget-manifest.json",
  "settings": {"dimensions": {"width": 750, "height": 500}, "refresh_interval_ms": 5000}
}"#;

pub(crate) const CHANNEL: &str = r#"{"name":"Enterprise Support Portal Widget","description":"Primary web messaging channel for customer support",
"webMessagingWidgetConfiguration":{"widgetId":"widget-prod-001","theme":"default","customAttributes":{"department":"support","priority":"high","region":"na"}},
"securityPolicy":{"enabled":true,"allowedOrigins":["https://support.example.com","https://portal.example.com"],"requireConsent":true},
"routingConfiguration":{"queueId":"12345-67890-abcde-fghij"}}"#;

pub(crate) const VARIABLES: &str = r#"{"attributes": {"customer_tier":"platinum","cart_value":"1250.5","is_vip":"true","referral_code":"REF-2024"}}"#;

pub(crate) const WEBHOOK: &str = r#"{"name":"DesignSystem_Sync_WebMessaging","description":"Synchronizes widget configuration updates to external design registry",
"enabled":true,"uri":"https://hooks.example.com/genesys-sync","eventSubscriptions":["webmessaging.configuration.updated"],
"httpHeaders":{"Content-Type":"application/json","X-Source":"GenesysCloud-WebMessaging"},"retryPolicy":{"maxRetries":5,"retryIntervalMs":10000}}"#;

/// The message that carries `card` to conversation `conversation-1`.
pub(crate) fn message(card: &str) -> String {
    format!(
        r#"{{"conversationId":"conversation-1","message":{{"type":"webchat","card": {card} }}}}"#
    )
}

/// The sample with the value at `pointer` replaced; an unknown last key is added.
pub(crate) fn with(sample: &str, pointer: &str, value: Value) -> String {
    let mut document: Value = serde_json::from_str(sample).expect("a sample is JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
    match document.pointer_mut(parent).expect("the parent exists") {
        Value::Object(object) => {
            object.insert(key.to_owned(), value);
        }
        Value::Array(array) => array[key.parse::<usize>().expect("an index")] = value,
        other => panic!("{parent} is {other}"),
    }
    document.to_string()
}

/// The sample without the key at `pointer`.
pub(crate) fn without(sample: &str, pointer: &str) -> String {
    let mut document: Value = serde_json::from_str(sample).expect("a sample is JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a slash");
    document
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .and_then(|object| object.remove(key))
        .expect("the key exists");
    document.to_string()
}

/// `count` text components in a list.
pub(crate) fn components(count: usize) -> Value {
    vec![json!({"type": "body", "text": "x"}); count].into()
}

/// A component list whose innermost component is at `level`.
pub(crate) fn nested(level: usize) -> Value {
    (1..level).fold(
        components(1),
        |inner, _| json!([{"type": "container", "components": inner}]),
    )
}
