//! The exported JSON Schemas and core agree: on good documents and on documents broken in every way we can think of,
//! the `jsonschema` crate refuses exactly what core's shape rules refuse, at the same places.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jsonschema::Validator;
use preflight_core::finding::rule;
use preflight_core::shape::{NOT_BLANK, Object, Shape, json_schema};
use preflight_core::{Checked, Kind, Options, Policy, check, kinds, manifest_schema};
use preflight_tests::{check_payload, good_payload};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Compiling a schema takes longer than using it, so each is compiled once.
struct Validators {
    payloads: Vec<Validator>,
    specs: Vec<Validator>,
    manifest: Validator,
}

static VALIDATORS: LazyLock<Validators> = LazyLock::new(|| {
    let policy = Policy::default();
    let validator = |schema: &Json| jsonschema::draft202012::new(schema).expect("a valid schema");
    let each = |table: fn(Kind) -> &'static Object| {
        kinds::ALL
            .iter()
            .map(|kind| {
                validator(&json_schema(
                    kind.name(),
                    Shape::Object(table(*kind)),
                    &policy,
                ))
            })
            .collect()
    };
    Validators {
        payloads: each(Kind::payload),
        specs: each(Kind::spec),
        manifest: validator(&manifest_schema(&policy)),
    }
});

fn payload_validator(kind: Kind) -> &'static Validator {
    &VALIDATORS.payloads[kind as usize]
}

fn spec_validator(kind: Kind) -> &'static Validator {
    &VALIDATORS.specs[kind as usize]
}

/// Specs of every kind that nothing is wrong with.
fn good_spec(kind: Kind) -> Json {
    match kind {
        Kind::WidgetConfiguration => {
            let mut payload = good_payload(kind);
            json!({
                "widgetId": "alpha",
                "theme": payload["uiTheme"].take(),
                "fields": payload["preChatForm"]["fields"].take(),
            })
        }
        Kind::RichCard => json!({
            "templateId": "order-confirmation-v2",
            "fields": {
                "title": "Order Confirmation",
                "description": "Your order has been processed.",
                "actions": [{"label": "Track", "type": "postback", "value": "track:1"}],
                "order": {"number": 12}
            },
            "maxButtons": 3
        }),
        Kind::AgentWidget | Kind::Channel => good_payload(kind),
        Kind::ParticipantVariables => json!({
            "directives": [
                {"key": "customer_tier", "value": "platinum", "type": "string"},
                {"key": "cart_value", "value": 1250.5, "type": "number"},
                {"key": "is_vip", "value": true, "type": "boolean"}
            ],
            "keyMatrix": {"customer_tier": "string", "cart_value": "number", "is_vip": "boolean"}
        }),
    }
}

/// Places of findings whose rule the JSON Schema states too. A finding on a key stands at the key; a schema reports
/// the object that holds it.
fn core_places(
    checked: &Checked,
    pointer: impl Fn(&preflight_core::Finding) -> Option<String>,
) -> BTreeSet<String> {
    checked
        .report()
        .findings
        .iter()
        .filter(|finding| rule(finding.rule).expect("registered").in_json_schema)
        .filter_map(|finding| {
            let place = pointer(finding)?;
            Some(if finding.rule == "schema/unknown-key" {
                place
                    .rsplit_once('/')
                    .map_or("", |(object, _)| object)
                    .to_owned()
            } else {
                place
            })
        })
        .collect()
}

fn schema_places(validator: &Validator, document: &Json) -> BTreeSet<String> {
    validator
        .iter_errors(document)
        .map(|error| error.instance_path().to_string())
        .collect()
}

/// `anyOf` reports the value as a whole where core knows which branch was meant, so places may differ in depth.
fn same_places(core: &BTreeSet<String>, schema: &BTreeSet<String>) -> bool {
    let within =
        |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}/"));
    core.iter()
        .all(|place| schema.iter().any(|error| within(place, error)))
        && schema
            .iter()
            .all(|error| core.iter().any(|place| within(place, error)))
}

/// One way to break a document.
#[derive(Debug, Clone)]
enum Change {
    Remove,
    Rename(String),
    Replace(Json),
    Repeat(usize),
    Add(String, Json),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Remove),
        "[a-zA-Z$]{1,8}".prop_map(Change::Rename),
        value().prop_map(Change::Replace),
        (0..25_usize).prop_map(Change::Repeat),
        (
            prop_oneof![
                "[a-z]{1,6}",
                Just("options".to_owned()),
                Just("components".to_owned())
            ],
            value()
        )
            .prop_map(|(key, value)| Change::Add(key, value)),
    ]
}

fn value() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3..1_000_i64).prop_map(Json::from),
        prop::sample::select(vec![0.5, 1.0, 50.0, 50.5, 1e300, -1.0]).prop_map(Json::from),
        prop::sample::select(vec![
            "",
            " ",
            "\t\r\n\u{a0}\u{3000}",
            "\u{feff}",
            "\u{85}",
            " x ",
            "x",
            "é",
            "#0056B3",
            "#0056B3\n",
            "select",
            "radio",
            "hidden",
            "text",
            "link",
            "postback",
            "default",
            "container",
            "header",
            "body",
            "buttonGroup",
            "webapp",
            "inactive",
            "active",
            "flexbox",
            "2.1",
            "number",
        ])
        .prop_map(Json::from),
        (98..103_usize).prop_map(|length| Json::from("é".repeat(length))),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{"type": "body", "text": "x"}])),
        Just(json!([{"type": "container", "components": [{"type": "header"}]}])),
        Just(json!(["", {"label": "", "value": 1}])),
    ]
}

/// Every place of a document, as pointers.
fn places(document: &Json) -> Vec<String> {
    fn walk(node: &Json, pointer: &str, places: &mut Vec<String>) {
        places.push(pointer.to_owned());
        match node {
            Json::Object(members) => {
                for (key, value) in members {
                    walk(
                        value,
                        &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                        places,
                    );
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{index}"), places);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, "", &mut found);
    found
}

fn apply(document: &mut Json, pointer: &str, change: &Change) {
    if let Change::Add(key, value) = change {
        if let Some(Json::Object(members)) = document.pointer_mut(pointer) {
            members.insert(key.clone(), value.clone());
        }
        return;
    }
    if let Change::Replace(value) = change {
        if let Some(node) = document.pointer_mut(pointer) {
            *node = value.clone();
        }
        return;
    }
    let Some((parent, last)) = pointer.rsplit_once('/') else {
        return;
    };
    let last = last.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent), change) {
        (Some(Json::Object(members)), Change::Remove) => {
            members.remove(&last);
        }
        (Some(Json::Object(members)), Change::Rename(name)) => {
            if let Some(value) = members.remove(&last) {
                members.insert(name.clone(), value);
            }
        }
        (Some(Json::Array(items)), Change::Remove) => {
            if let Ok(index) = last.parse::<usize>() {
                items.remove(index);
            }
        }
        (Some(Json::Array(items)), Change::Repeat(count)) => {
            if let Ok(index) = last.parse::<usize>() {
                let item = items[index].clone();
                items.extend(std::iter::repeat_n(item, *count));
            }
        }
        _ => {}
    }
}

fn broken(document: Json) -> impl Strategy<Value = Json> {
    prop::collection::vec((any::<prop::sample::Index>(), change()), 0..4).prop_map(move |changes| {
        let mut document = document.clone();
        for (at, change) in changes {
            let places = places(&document);
            let pointer = places[at.index(places.len())].clone();
            apply(&mut document, &pointer, &change);
        }
        document
    })
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(kinds::ALL)
}

/// Readers of regular expressions differ in what `\s` is; core and the schemas do not.
#[test]
fn blank_is_what_unicode_calls_white_space() {
    let schema = json!({"type": "string", "pattern": NOT_BLANK});
    let validator = jsonschema::draft202012::new(&schema).expect("a valid schema");
    for character in '\0'..='\u{ffff}' {
        let text = character.to_string();
        let is_blank = text.trim().is_empty();
        assert_eq!(
            validator.is_valid(&Json::from(text)),
            !is_blank,
            "{character:?}"
        );
    }
}

#[test]
fn good_documents_are_valid() {
    for kind in kinds::ALL {
        let places = schema_places(payload_validator(*kind), &good_payload(*kind));
        assert!(places.is_empty(), "{kind}: {places:?}");
        let places = schema_places(spec_validator(*kind), &good_spec(*kind));
        assert!(places.is_empty(), "{kind} spec: {places:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn payloads((kind, payload) in any_kind().prop_flat_map(|kind| (Just(kind), broken(good_payload(kind))))) {
        let checked = check_payload(kind, &payload);
        let core = core_places(&checked, |finding| finding.payload_pointer.as_ref().map(ToString::to_string));
        let schema = schema_places(payload_validator(kind), &payload);
        prop_assert_eq!(core.is_empty(), schema.is_empty(), "{} {}\ncore {:?}\nschema {:?}", kind, payload, core, schema);
        prop_assert!(same_places(&core, &schema), "{} {}\ncore {:?}\nschema {:?}", kind, payload, core, schema);
    }

    /// A spec is judged by its own schema and, once built, by the payload's limits.
    #[test]
    fn specs((kind, spec) in any_kind().prop_flat_map(|kind| (Just(kind), broken(good_spec(kind))))) {
        let manifest = json!({"kind": kind.name(), "id": "m", "spec": spec}).to_string();
        let policy = Policy::default();
        let checked = check(&manifest, Options::new(&policy));
        let core = core_places(&checked, |finding| {
            Some(finding.pointer.as_str().strip_prefix("/spec").unwrap_or("").to_owned())
        });
        let schema = schema_places(spec_validator(kind), &spec);
        if schema.is_empty() {
            for finding in &checked.report().findings {
                let known = rule(finding.rule).expect("registered");
                prop_assert!(
                    !known.in_json_schema || known.id.starts_with("limit/") || known.id == "schema/empty-text",
                    "{} {}\n{:?}", kind, spec, finding
                );
            }
        } else {
            prop_assert!(!core.is_empty(), "{} {}\nschema {:?}", kind, spec, schema);
        }
    }

    #[test]
    fn manifests((kind, manifest) in any_kind().prop_flat_map(|kind| {
        let target = match kind {
            Kind::RichCard => json!({"conversationId": "c"}),
            _ => json!({"participantId": "p"}),
        };
        let manifest = json!({"kind": kind.name(), "id": "m", "target": target, "payload": good_payload(kind)});
        (Just(kind), broken(manifest))
    })) {
        let policy = Policy::default();
        let checked = check(&manifest.to_string(), Options::new(&policy));
        // A bare text or number has no kind to judge it by, nor has a kind nobody knows.
        let core = core_places(&checked, |finding| Some(finding.pointer.to_string()));
        let schema = schema_places(&VALIDATORS.manifest, &manifest);
        let both = manifest.get("spec").is_some() && manifest.get("payload").is_some();
        prop_assert!(
            both || core.is_empty() == schema.is_empty(),
            "{} {}\ncore {:?}\nschema {:?}", kind, manifest, core, schema
        );
    }
}
