//! Whether an object of the server is what a payload says.

use preflight_core::{Kind, VerifiedPayload};
use serde_json::Value;

/// Members of payloads that the server changes by itself, so that they say nothing about who made the object.
const CHANGED_BY_THE_SERVER: &[&str] = &["status"];

/// Whether `entity` has the content of the payload: every member that a payload of its kind may have is equal, or absent
/// in both. What else the server keeps with it (ids, dates, versions) does not count.
pub(super) fn is_same(payload: &VerifiedPayload, entity: &Value) -> bool {
    let Ok(ours) = serde_json::from_str::<Value>(payload.json()) else {
        return false;
    };
    payload
        .kind()
        .payload()
        .fields
        .iter()
        .map(|field| field.name)
        .filter(|name| !CHANGED_BY_THE_SERVER.contains(name))
        .all(|name| match (ours.get(name), entity.get(name)) {
            (Some(ours), Some(theirs)) => equal(ours, theirs),
            (None, None) => true,
            (Some(only), None) | (None, Some(only)) => is_nothing(only),
        })
}

/// The members of an object that a payload of its kind may have.
pub(super) fn comparable(kind: Kind, entity: &Value) -> Value {
    let members = kind.payload().fields.iter().filter_map(|field| {
        let value = entity.get(field.name)?;
        let counts = !CHANGED_BY_THE_SERVER.contains(&field.name) && !is_nothing(value);
        counts.then(|| (field.name.to_owned(), value.clone()))
    });
    Value::Object(members.collect())
}

/// Servers store an absent member as one of these, or the other way round.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Equal as JSON: the order of members does not count, nor does how a number is written.
fn equal(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            ours == theirs
                || (is_float(ours) != is_float(theirs) && ours.as_f64() == theirs.as_f64())
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| equal(ours, theirs))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|(name, value)| {
                    theirs.get(name).is_some_and(|theirs| equal(value, theirs))
                })
        }
        _ => ours == theirs,
    }
}

fn is_float(number: &serde_json::Number) -> bool {
    number.is_f64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use preflight_core::{Options, Policy, check};
    use serde_json::json;

    fn payload(kind: Kind, payload: &Value) -> VerifiedPayload {
        let policy = Policy::default();
        let options = Options {
            kind: Some(kind),
            ..Options::new(&policy)
        };
        let checked = check(&payload.to_string(), options);
        checked.into_parts().1.expect("a right payload")
    }

    fn configuration() -> Value {
        json!({
            "name": "CustomWidget_alpha",
            "widgetId": "alpha",
            "uiTheme": {"primaryColor": "#0056B3", "borderRadius": 8},
            "preChatForm": {"fields": [], "maxElements": 2},
        })
    }

    #[test]
    fn what_only_the_server_keeps_does_not_count() {
        let ours = payload(Kind::WidgetConfiguration, &configuration());
        let mut entity = configuration();
        entity["id"] = json!("1");
        entity["version"] = json!(7);
        entity["uiTheme"]["borderRadius"] = json!(8.0);
        assert!(is_same(&ours, &entity));
        entity["uiTheme"]["primaryColor"] = json!("#000000");
        assert!(!is_same(&ours, &entity));
    }

    #[test]
    fn a_member_that_was_taken_away_counts() {
        let mut widget = json!({
            "name": "Dashboard", "type": "webapp", "status": "inactive",
            "manifestUrl": "https://s3.amazonaws.com/bucket/manifest.json",
        });
        let ours = payload(Kind::AgentWidget, &widget);
        widget["status"] = json!("active");
        widget["description"] = json!("");
        widget["settings"] = json!({});
        assert!(is_same(&ours, &widget));
        widget["description"] = json!("as it was before");
        assert!(!is_same(&ours, &widget));
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (ours, theirs, same) in [
            ("8", "8.0", true),
            ("8", "9", false),
            ("9007199254740993", "9007199254740992", false),
            ("1e2", "100", true),
        ] {
            let parse = |text| serde_json::from_str::<Value>(text).expect("a number");
            assert_eq!(equal(&parse(ours), &parse(theirs)), same, "{ours} {theirs}");
        }
    }
}
