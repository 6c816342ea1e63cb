//! The manifest: the authored file around a spec or payload.

use serde_json::{Value as Json, json};

use crate::finding::declare::rules;
use crate::finding::{Draft, Sink};
use crate::json::{NodeId, Path, Tree, Value};
use crate::kinds::{self, Kind};
use crate::policy::Policy;
use crate::shape::{self, Field, Object, Shape, Text, TextMode, Unknown};

rules! {
    /// A document has the members of a manifest: `kind`, `id`, and `spec` or `payload`.
    ///
    /// A bare payload says neither what it is nor what its author calls it; name its kind to check it as one.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"attributes": {"tier": "gold"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel manifest
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    NOT_A_MANIFEST = "manifest/not-a-manifest", Error, Schema (schema),
        "The document is no manifest: it has none of a manifest's keys.";
    /// A manifest holds either a spec, from which the payload is built, or the payload itself. With both nobody could tell which
    /// is sent, with neither nothing would be.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "A", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    CONTENT = "manifest/content", Error, Schema (schema),
        "A manifest needs either a spec or a payload, not both.";
    /// A card names its conversation and variables name their participant, or they can be checked but not published: the
    /// request is addressed by it.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"kind": "rich-card", "id": "a", "spec": {"templateId": "t"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "rich-card", "id": "a", "target": {"conversationId": "c-1"}, "spec": {"templateId": "t"}}
    /// ```
    MISSING_TARGET = "manifest/missing-target", Warning, Platform,
        "The manifest has no target, so it can be checked but not published.";
    /// A target stands only where something is addressed to it: on cards and variables. Elsewhere it hints at a misunderstanding.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "target": {"conversationId": "c-1"}, "spec": {"name": "A", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "spec": {"name": "A", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    UNUSED_TARGET = "manifest/unused-target", Warning, Platform,
        "The manifest has a target that its kind does not use.";
}

static MANIFEST: Object = Object {
    name: "manifest",
    doc: "A spec or payload with its kind and the author's name for it.",
    fields: &[
        Field::optional(
            "$schema",
            Shape::Text(&Text::of(TextMode::Plain)),
            "The JSON Schema an editor checks the file with.",
        ),
        Field::required(
            "kind",
            Shape::Choice(kinds::NAMES),
            "What the manifest describes.",
        ),
        Field::required(
            "id",
            Shape::Text(&Text::words(TextMode::Plain)),
            "The author's stable name, unique among the manifests published together.",
        ),
        Field::optional("target", Shape::Any, "Whom a card or variables are for."),
        Field::optional("spec", Shape::Any, "What the payload is built from."),
        Field::optional("payload", Shape::Any, "The payload, as sent."),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

/// The fields of a manifest, each with what its kind says of it.
///
/// A target is required where the kind is sent to somebody, and left out where it is not.
pub(crate) fn fields(kind: Option<Kind>) -> Vec<Field> {
    let table = |name: &str| {
        let definition = kind?.definition();
        match name {
            "spec" => Some(definition.spec()),
            "payload" => Some(definition.payload()),
            "target" => definition.target(),
            _ => None,
        }
    };
    let addressed = kind.is_none_or(|kind| kind.definition().target().is_some());
    MANIFEST
        .fields
        .iter()
        .filter(|field| field.name != "target" || addressed)
        .map(|field| Field {
            shape: table(field.name).map_or(field.shape, Shape::Object),
            required: field.required || (field.name == "target" && kind.is_some()),
            ..*field
        })
        .collect()
}

/// The parts of a manifest, as far as they could be told.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manifest {
    pub(crate) kind: Option<Kind>,
    pub(crate) id: Option<NodeId>,
    pub(crate) target: Option<NodeId>,
    pub(crate) spec: Option<NodeId>,
    pub(crate) payload: Option<NodeId>,
}

impl Manifest {
    /// The spec, where the payload is built from it; a payload written beside it wins, and the manifest is reported.
    pub(crate) fn spec_in_use(self) -> Option<NodeId> {
        self.spec.filter(|_| self.payload.is_none())
    }
}

/// Takes a manifest apart and judges its own members.
pub(crate) fn read(tree: &Tree<'_>, root: NodeId, policy: &Policy, sink: &mut Sink) -> Manifest {
    let members = tree.members(root);
    let known = |key: &str| {
        MANIFEST
            .fields
            .iter()
            .any(|field| field.name == key && key != "$schema")
    };
    if matches!(tree.value(root), Value::Object(_))
        && !members.iter().any(|member| known(&member.key))
    {
        let place = sink.place(tree, root, &Path::document());
        sink.add(|| {
            Draft::new(
                &NOT_A_MANIFEST,
                place,
                "The document is no manifest: it has no \"kind\", \"id\", \"spec\" or \"payload\".".to_owned(),
                "Wrap it as { \"kind\": …, \"id\": …, \"payload\": … }, or name its kind to check it as a bare payload.",
            )
        });
        return Manifest::default();
    }
    let mut path = Path::document();
    shape::check(
        tree,
        root,
        Shape::Object(&MANIFEST),
        policy,
        &mut path,
        sink,
        &mut shape::Visited::default(),
    );
    let manifest = Manifest {
        kind: tree.text_at(root, "kind").and_then(Kind::from_name),
        id: tree
            .get(root, "id")
            .filter(|id| tree.text(*id).is_some_and(|id| !id.is_empty())),
        target: tree.get(root, "target"),
        spec: tree.get(root, "spec"),
        payload: tree.get(root, "payload"),
    };
    if matches!(tree.value(root), Value::Object(_)) {
        content(tree, root, manifest, sink);
    }
    if let Some(kind) = manifest.kind {
        target(tree, root, kind, manifest, policy, sink);
    }
    manifest
}

fn content(tree: &Tree<'_>, root: NodeId, manifest: Manifest, sink: &mut Sink) {
    let (message, help) = match (manifest.spec, manifest.payload) {
        (Some(_), Some(_)) => (
            "The manifest has both \"spec\" and \"payload\"; only one can be sent.",
            "Remove one of them.",
        ),
        (None, None) => (
            "The manifest has neither \"spec\" nor \"payload\".",
            "Add \"spec\" (what to build from) or \"payload\" (what to send).",
        ),
        _ => return,
    };
    let place = sink.place(tree, manifest.payload.unwrap_or(root), &Path::document());
    sink.add(|| Draft::new(&CONTENT, place, message.to_owned(), help));
}

fn target(
    tree: &Tree<'_>,
    root: NodeId,
    kind: Kind,
    manifest: Manifest,
    policy: &Policy,
    sink: &mut Sink,
) {
    match (kind.definition().target(), manifest.target) {
        (Some(table), Some(target)) => {
            let mut path = Path::of(&["target"]);
            let visited = &mut shape::Visited::default();
            shape::check(
                tree,
                target,
                Shape::Object(table),
                policy,
                &mut path,
                sink,
                visited,
            );
        }
        (Some(table), None) => {
            let place = sink.place(tree, root, &Path::document());
            let needed: Vec<&str> = table
                .fields
                .iter()
                .filter(|field| field.required)
                .map(|field| field.name)
                .collect();
            sink.add(|| {
                Draft::new(
                    &MISSING_TARGET,
                    place,
                    format!("The manifest has no \"target\", so this {kind} can be checked but not published."),
                    format!("Add \"target\": {{ \"{}\": … }}.", needed.join("\": …, \"")),
                )
            });
        }
        (None, Some(target)) => {
            let place = sink.place(tree, target, &Path::of(&["target"]));
            sink.add(|| {
                Draft::new(
                    &UNUSED_TARGET,
                    place,
                    format!("The manifest has a \"target\", which a {kind} does not use."),
                    "Remove it.",
                )
            });
        }
        (None, None) => {}
    }
}

/// The JSON Schema of manifests of every kind.
pub fn json_schema(policy: &Policy) -> Json {
    let mut schema = shape::json_schema("Preflight manifest", Shape::Object(&MANIFEST), policy);
    let mut definitions = take(&mut schema, "$defs");
    let mut branches = vec![json!({"oneOf": [{"required": ["spec"]}, {"required": ["payload"]}]})];
    for kind in kinds::ALL {
        let definition = kind.definition();
        let mut properties = serde_json::Map::new();
        let tables = [
            ("spec", Some(definition.spec())),
            ("payload", Some(definition.payload())),
            ("target", definition.target()),
        ];
        for (member, table) in tables {
            if let Some(table) = table {
                properties.insert(
                    member.into(),
                    part(kind.name(), member, table, policy, &mut definitions),
                );
            }
        }
        branches.push(json!({
            "if": {"properties": {"kind": {"const": kind.name()}}, "required": ["kind"]},
            "then": {"properties": properties},
        }));
    }
    definitions["manifest"]["allOf"] = Json::Array(branches);
    schema["$defs"] = definitions;
    schema
}

/// Moves the definitions of one table under names of its own, since kinds may name theirs alike.
fn part(
    kind: &str,
    member: &str,
    table: &'static Object,
    policy: &Policy,
    definitions: &mut Json,
) -> Json {
    let prefix = format!("#/$defs/{kind}.{member}.");
    let mut schema = shape::json_schema("", Shape::Object(table), policy);
    let own = take(&mut schema, "$defs");
    if let Json::Object(own) = own {
        for (name, mut definition) in own {
            rename_references(&mut definition, &prefix);
            definitions[format!("{kind}.{member}.{name}")] = definition;
        }
    }
    json!({"$ref": format!("{prefix}{}", table.name)})
}

fn rename_references(schema: &mut Json, prefix: &str) {
    match schema {
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(reference) if key == "$ref" => {
                        if let Some(name) = reference.strip_prefix("#/$defs/") {
                            *reference = format!("{prefix}{name}");
                        }
                    }
                    other => rename_references(other, prefix),
                }
            }
        }
        Json::Array(items) => {
            for item in items {
                rename_references(item, prefix);
            }
        }
        _ => {}
    }
}

fn take(schema: &mut Json, key: &str) -> Json {
    schema
        .as_object_mut()
        .and_then(|members| members.remove(key))
        .unwrap_or_else(|| json!({}))
}
