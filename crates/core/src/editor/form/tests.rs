//! Forms say what the tables say.

use std::collections::BTreeSet;

use super::*;

fn leads_to<'f>(shape: &'f FormShape, names: &mut Vec<&'f str>) {
    match shape {
        FormShape::Object { object } => names.push(object),
        FormShape::List { item, .. } => leads_to(item, names),
        FormShape::Map { value, .. } => leads_to(value, names),
        FormShape::Tagged { variants, .. } => {
            names.extend(variants.iter().map(|variant| variant.object.as_str()));
        }
        FormShape::Either { shapes } => shapes.iter().for_each(|shape| leads_to(shape, names)),
        _ => {}
    }
}

#[test]
fn every_object_is_there_once_and_is_led_to() {
    for kind in crate::kinds::ALL {
        let form = form(*kind, &Policy::default());
        let mut known = BTreeSet::new();
        for object in &form.objects {
            assert!(known.insert(object.name.as_str()), "{}", object.name);
        }
        let mut named: Vec<&str> = vec![&form.spec, &form.payload];
        named.extend(form.target.as_deref());
        for field in form.objects.iter().flat_map(|object| &object.fields) {
            leads_to(&field.shape, &mut named);
        }
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known, "{kind}");
    }
}

#[test]
fn a_form_is_plain_data() {
    let form = form(Kind::RichCard, &Policy::default());
    let button = form
        .objects
        .iter()
        .find(|object| object.name == "payload.button");
    let json = serde_json::to_value(button).expect("JSON");
    assert_eq!(
        json["fields"][2],
        serde_json::json!({
            "name": "payload",
            "required": true,
            "documentation": "What is sent; for a link, the URL that is opened.",
            "shape": {
                "type": "text",
                "mode": "plain",
                "modeWhen": {"when": {"field": "action", "values": ["link"], "negated": false}, "mode": "link"}
            }
        })
    );
    let group = form
        .objects
        .iter()
        .find(|object| object.name == "payload.buttonGroup");
    let json = serde_json::to_value(group).expect("JSON");
    assert_eq!(
        json["fields"][0]["shape"]["length"],
        serde_json::json!({"of": "items", "maximum": 5, "unit": "buttons", "limit": "rich-card.buttons"})
    );
}

#[test]
fn defaults_are_values_of_their_fields() {
    for kind in crate::kinds::ALL {
        let form = form(*kind, &Policy::default());
        for field in form.objects.iter().flat_map(|object| &object.fields) {
            let Some(default) = field.default else {
                continue;
            };
            let value: serde_json::Value = serde_json::from_str(default).expect("JSON");
            let fits = match &field.shape {
                FormShape::Choice { values } => {
                    value.as_str().is_some_and(|text| values.contains(&text))
                }
                FormShape::Text { .. } => value.is_string(),
                FormShape::Number { .. } => value.is_number(),
                FormShape::Boolean => value.is_boolean(),
                _ => false,
            };
            assert!(fits, "{}: {default}", field.name);
        }
    }
}

#[test]
fn builders_fill_in_the_defaults_that_the_tables_name() {
    let policy = Policy::default();
    let built = |text: &str| {
        let checked = crate::check(text, crate::Options::new(&policy));
        let payload = checked.verified().map(crate::VerifiedPayload::json);
        let payload = payload.unwrap_or_else(|| panic!("{text}: {:?}", checked.report().findings));
        let mut payload: serde_json::Value = serde_json::from_str(payload).expect("JSON");
        // A copy of what the author wrote.
        payload["dynamicFields"].take();
        payload
    };
    let manifest = |kind: &str, spec: &str| {
        format!(
            r#"{{"kind": "{kind}", "id": "a", "target": {{"conversationId": "c"}}, "spec": {spec}}}"#
        )
    };
    for (kind, without, with) in [
        (
            "agent-widget",
            r#"{"name": "A", "manifestUrl": "https://s3.amazonaws.com/m"}"#,
            r#"{"name": "A", "manifestUrl": "https://s3.amazonaws.com/m", "type": "webapp"}"#,
        ),
        (
            "channel",
            r#"{"name": "A", "webMessagingWidgetConfiguration": {"widgetId": "w"}, "routingConfiguration": {"queueId": "q"},
                "securityPolicy": {"allowedOrigins": ["https://a.example"], "requireConsent": true}}"#,
            r#"{"name": "A", "webMessagingWidgetConfiguration": {"widgetId": "w", "theme": "default"}, "routingConfiguration": {"queueId": "q"},
                "securityPolicy": {"enabled": true, "allowedOrigins": ["https://a.example"], "requireConsent": true}}"#,
        ),
        (
            "rich-card",
            r#"{"templateId": "t", "messageId": "m", "fields": {"actions": [{"value": "v"}]}}"#,
            r#"{"templateId": "t", "messageId": "m", "maxButtons": 5, "fields": {"title": "System Notification",
                "description": "Card content placeholder", "actions": [{"value": "v", "label": "Action", "type": "postback"}]}}"#,
        ),
    ] {
        assert_eq!(
            built(&manifest(kind, without)),
            built(&manifest(kind, with))
        );
    }
}
