//! Exports a shape table as JSON Schema, draft 2020-12.

use std::collections::BTreeMap;

use serde_json::{Map as JsonMap, Value, json};

use super::table::{Condition, NOT_BLANK, Object, Shape, Tagged, Text, Unknown};
use crate::policy::Policy;

/// The JSON Schema of `root` under a policy; it refuses exactly the documents that the shape check refuses.
///
/// Named objects go to `$defs`, so tables may refer to themselves.
pub fn json_schema(title: &str, root: Shape, policy: &Policy) -> Value {
    let mut export = Export {
        policy,
        definitions: BTreeMap::new(),
    };
    let root = export.shape(root);
    let mut schema = JsonMap::new();
    schema.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".into(), json!(title));
    if let Value::Object(members) = root {
        schema.extend(members);
    }
    let definitions: JsonMap<String, Value> = export
        .definitions
        .into_iter()
        .filter_map(|(name, definition)| Some((name.to_owned(), definition?)))
        .collect();
    if !definitions.is_empty() {
        schema.insert("$defs".into(), Value::Object(definitions));
    }
    Value::Object(schema)
}

struct Export<'p> {
    policy: &'p Policy,
    /// `None` while the definition is being written: a table that refers to itself stops there.
    definitions: BTreeMap<&'static str, Option<Value>>,
}

impl Export<'_> {
    fn shape(&mut self, shape: Shape) -> Value {
        match shape {
            Shape::Any => json!({}),
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::Choice(choices) => json!({"type": "string", "enum": choices}),
            Shape::Text(text) => self.text(text),
            Shape::Number(number) => {
                let mut schema = JsonMap::new();
                let name = if number.integer { "integer" } else { "number" };
                schema.insert("type".into(), json!(name));
                if let Some(bound) = number.minimum {
                    schema.insert("minimum".into(), json!(bound.value(self.policy)));
                }
                if let Some(bound) = number.maximum {
                    schema.insert("maximum".into(), json!(bound.value(self.policy)));
                }
                Value::Object(schema)
            }
            Shape::List(list) => {
                let mut schema = JsonMap::new();
                schema.insert("type".into(), json!("array"));
                schema.insert("items".into(), self.shape(list.item));
                if list.min_items > 0 {
                    schema.insert("minItems".into(), json!(list.min_items));
                }
                if let Some(limit) = list.max_items {
                    schema.insert("maxItems".into(), json!(self.policy.limit(limit)));
                }
                Value::Object(schema)
            }
            Shape::Map(map) => {
                let mut schema = JsonMap::new();
                schema.insert("type".into(), json!("object"));
                schema.insert("additionalProperties".into(), self.shape(map.value));
                if let Some(limit) = map.max_entries {
                    schema.insert("maxProperties".into(), json!(self.policy.limit(limit)));
                }
                Value::Object(schema)
            }
            Shape::Either(shapes) => {
                let shapes: Vec<Value> = shapes.iter().map(|shape| self.shape(*shape)).collect();
                json!({"anyOf": shapes})
            }
            Shape::Object(object) => {
                self.reference(object.name, |export| export.object(object, None))
            }
            Shape::Tagged(tagged) => self.reference(tagged.noun, |export| export.tagged(tagged)),
        }
    }

    fn text(&self, text: &Text) -> Value {
        let mut schema = JsonMap::new();
        schema.insert("type".into(), json!("string"));
        if text.min_characters > 0 {
            schema.insert("minLength".into(), json!(text.min_characters));
        }
        if let Some(limit) = text.max_characters {
            schema.insert("maxLength".into(), json!(self.policy.limit(limit)));
        }
        let not_blank = text.says_something.then_some(NOT_BLANK);
        if let Some(pattern) = text.pattern.map(|pattern| pattern.regex).or(not_blank) {
            schema.insert("pattern".into(), json!(pattern));
        }
        Value::Object(schema)
    }

    fn reference(&mut self, name: &'static str, write: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(name) {
            self.definitions.insert(name, None);
            let definition = write(self);
            self.definitions.insert(name, Some(definition));
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn object(&mut self, object: &Object, tag: Option<(&str, &str)>) -> Value {
        let mut properties = JsonMap::new();
        let mut required = Vec::new();
        if let Some((key, value)) = tag {
            properties.insert(key.into(), json!({"const": value}));
            required.push(key);
        }
        for field in object.fields {
            let mut schema = self.shape(field.shape);
            if let Value::Object(members) = &mut schema {
                members.insert("description".into(), json!(field.doc));
                if let Some(default) = field.default {
                    members.insert(
                        "default".into(),
                        serde_json::from_str(default).unwrap_or_default(),
                    );
                }
            }
            properties.insert(field.name.into(), schema);
            if field.required {
                required.push(field.name);
            }
        }
        let mut schema = JsonMap::new();
        schema.insert("type".into(), json!("object"));
        schema.insert("description".into(), json!(object.doc));
        schema.insert("properties".into(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".into(), json!(required));
        }
        if object.unknown == Unknown::Refused {
            schema.insert("additionalProperties".into(), json!(false));
        }
        if !object.when.is_empty() {
            let conditions: Vec<Value> = object
                .when
                .iter()
                .map(|when| {
                    let among = |texts| json!({"properties": {when.field: {"enum": texts}}, "required": [when.field]});
                    let condition = match when.condition {
                        Condition::Is(texts) => among(texts),
                        Condition::IsNot(texts) => json!({ "not": among(texts) }),
                    };
                    json!({"if": condition, "then": {"required": [when.requires]}})
                })
                .collect();
            schema.insert("allOf".into(), Value::Array(conditions));
        }
        Value::Object(schema)
    }

    fn tagged(&mut self, tagged: &'static Tagged) -> Value {
        let names: Vec<&str> = tagged.names().collect();
        let branches: Vec<Value> = tagged
            .variants
            .iter()
            .map(|(name, object)| {
                let reference = self.reference(object.name, |export| {
                    export.object(object, Some((tagged.tag, name)))
                });
                json!({
                    "if": {"properties": {tagged.tag: {"const": name}}, "required": [tagged.tag]},
                    "then": reference,
                })
            })
            .collect();
        json!({
            "type": "object",
            "properties": {tagged.tag: {"type": "string", "enum": names}},
            "required": [tagged.tag],
            "allOf": branches,
        })
    }
}
