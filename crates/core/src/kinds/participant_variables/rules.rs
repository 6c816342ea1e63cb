//! What only participant variables have to keep: the key matrix, byte lengths, plain text.

use super::super::definition::PayloadInput;
use super::{decimal, markup};
use crate::finding::{Class, Draft, DraftEdit, FixDraft, Outcome, Rule, Safety, Severity, Sink};
use crate::json::{self, Member, NodeId, OffsetMap, Path, Span, Value, shown_key};
use crate::limits::Limit;
use crate::policy::{KeyMatrix, VariableType};
use crate::shape::{counted, nearest, type_name};

macro_rules! variable_rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $class:ident, $summary:literal;)*) => {
        $($(#[$doc])* static $name: Rule = Rule {
            id: $id,
            severity: Severity::$severity,
            class: Class::$class,
            in_json_schema: false,
            summary: $summary,
        };)*

        pub(super) static ALL: &[&Rule] = &[$(&$name),*];
    };
}

variable_rules! {
    /// A key is there and no longer than the gateway accepts, in bytes of UTF-8.
    ///
    /// Invalid: a key of 65 bytes. Valid: one of 64.
    KEY_LENGTH = "participant-variables/key-length", Error, Limit,
        "A key is empty or has more bytes than it may have.";
    /// A value is no longer than the gateway accepts, in bytes of UTF-8.
    ///
    /// Invalid: a value of 2,049 bytes. Valid: one of 2,048.
    VALUE_LENGTH = "participant-variables/value-length", Error, Limit,
        "A value has more bytes than it may have.";
    /// A key does not begin with a prefix the platform keeps to itself.
    ///
    /// Invalid: `"sys:priority"`. Valid: `"customer_tier"`.
    RESERVED_PREFIX = "participant-variables/reserved-prefix", Error, Platform,
        "A key begins with a reserved prefix.";
    /// A key stands in the key matrix.
    ///
    /// Invalid: `"custmer_tier"` where the matrix lists `customer_tier`. Valid: `"customer_tier"`.
    UNLISTED_KEY = "participant-variables/unlisted-key", Error, House,
        "A key is not in the key matrix.";
    /// Without a key matrix nobody can tell which keys are meant.
    NO_MATRIX = "participant-variables/no-key-matrix", Warning, House,
        "No key matrix is in force, so keys and types were not checked.";
    /// A value has the type its directive and the key matrix give it.
    ///
    /// Invalid: `{"value": "12", "type": "number"}`. Valid: `{"value": 12, "type": "number"}`.
    VALUE_TYPE = "participant-variables/value-type", Error, House,
        "A value does not agree with its type.";
    /// A key is set once.
    ///
    /// Invalid: two directives for `customer_tier`. Valid: one.
    REPEATED_KEY = "participant-variables/repeated-key", Error, Platform,
        "Two directives set one key; only one value could be sent.";
    /// A value is plain text without markup.
    ///
    /// Invalid: `"<script>alert('xss')</script>REF-2024"`. Valid: `"REF-2024"`, `"a < b"`.
    MARKUP = "participant-variables/markup", Error, Security,
        "A key or value holds markup.";
    /// A value is not a URL that runs as a script.
    ///
    /// Invalid: `"javascript:alert(1)"`. Valid: `"javascript: the good parts"`.
    SCRIPT_URL = "participant-variables/script-url", Error, Security,
        "A value is a URL that runs as a script or opens as a document of its own.";
    /// A key or value holds no control characters other than tab and line feed.
    ///
    /// Invalid: `"REF\u0000"`. Valid: `"REF"`.
    CONTROL_CHARACTER = "participant-variables/control-character", Error, Security,
        "A key or value holds a control character.";
}

/// The key matrix in force: the spec's own, else the policy's.
#[derive(Clone, Copy)]
enum Matrix<'t> {
    Spec(NodeId),
    Policy(&'t KeyMatrix),
}

impl<'t> Matrix<'t> {
    fn of(input: PayloadInput<'t, '_>) -> Option<Self> {
        input
            .spec
            .and_then(|spec| input.tree.get(spec, "keyMatrix"))
            .map(Matrix::Spec)
            .or_else(|| input.policy.key_matrix().map(Matrix::Policy))
    }

    fn lists(self, input: PayloadInput<'t, '_>, key: &str) -> bool {
        match self {
            Self::Policy(matrix) => matrix.contains_key(key),
            Self::Spec(node) => input.tree.get(node, key).is_some(),
        }
    }

    /// The type of a key; none where the key is not listed or its type is unreadable.
    fn type_of(self, input: PayloadInput<'t, '_>, key: &str) -> Option<VariableType> {
        match self {
            Self::Policy(matrix) => matrix.get(key).copied(),
            Self::Spec(node) => input
                .tree
                .text_at(node, key)
                .and_then(VariableType::from_name),
        }
    }

    fn keys(self, input: PayloadInput<'t, '_>) -> Vec<&'t str> {
        match self {
            Self::Policy(matrix) => matrix.keys().map(String::as_str).collect(),
            Self::Spec(node) => input
                .tree
                .members(node)
                .iter()
                .map(|member| member.key.as_ref())
                .collect(),
        }
    }
}

pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let Some(attributes) = input.tree.get(input.payload, "attributes") else {
        return;
    };
    let matrix = Matrix::of(input);
    let members = input.tree.members(attributes);
    if matrix.is_none() && !members.is_empty() {
        let place = sink.place(input.tree, attributes, &Path::of(&["attributes"]));
        sink.add(|| {
            Draft::new(
                &NO_MATRIX,
                place,
                "No key matrix is in force, so keys and types were not checked.".to_owned(),
                "Add \"keyMatrix\" to the spec, or key-matrix to the policy in preflight.toml.",
            )
            .with_outcome(Outcome::Untested)
        });
    }
    for member in members {
        attribute(input, matrix, member, sink);
    }
    if let Some(directives) = input
        .spec
        .and_then(|spec| input.tree.get(spec, "directives"))
    {
        self::directives(input, matrix, directives, sink);
    }
}

fn attribute(
    input: PayloadInput<'_, '_>,
    matrix: Option<Matrix<'_>>,
    member: &Member<'_>,
    sink: &mut Sink,
) {
    let key = member.key.as_ref();
    // A directive without a readable key is the spec table's to report.
    let unreadable = key.is_empty() && matches!(input.tree.value(member.value), Value::Invalid);
    if !unreadable {
        self::key(input, matrix, member, sink);
    }
    let Some(value) = input.tree.text(member.value) else {
        return;
    };
    let path = Path::of(&["attributes"]).key(key);
    let place = || sink_place(input, member.value, &path);
    let most = input.policy.limit(Limit::VariableValueBytes);
    let bytes = value.len() as u64;
    if bytes > most {
        sink.add(|| {
            Draft::new(
                &VALUE_LENGTH,
                place(),
                format!("{path} has {bytes} bytes of UTF-8; at most {most} are accepted."),
                format!("Shorten it by {}.", counted(bytes - most, "byte")),
            )
        });
    }
    plain_text(input, member.value, value, &path, sink);
    if input.spec.is_none()
        && let Some(listed) = matrix.and_then(|matrix| matrix.type_of(input, key))
        && let Some(wanted) = lexical_problem(value, listed)
    {
        sink.add(|| {
            Draft::new(
                &VALUE_TYPE,
                place(),
                format!(
                    "{path} is {}; the key matrix says {}, so it must be {wanted}.",
                    shown_key(value),
                    listed.name()
                ),
                format!("Write {wanted}."),
            )
        });
    }
}

/// The place of a payload node; rules here always speak of the payload.
fn sink_place(input: PayloadInput<'_, '_>, node: NodeId, path: &Path<'_>) -> crate::finding::Place {
    crate::finding::Place {
        span: input.tree.span(node),
        payload: Some(path.pointer()),
    }
}

fn key(
    input: PayloadInput<'_, '_>,
    matrix: Option<Matrix<'_>>,
    member: &Member<'_>,
    sink: &mut Sink,
) {
    let key = member.key.as_ref();
    let path = Path::of(&["attributes"]).key(key);
    let span = member.key_origin.span();
    let place = sink.at(span, &path);
    let most = input.policy.limit(Limit::VariableKeyBytes);
    let bytes = key.len() as u64;
    if bytes == 0 || bytes > most {
        sink.add(|| {
            Draft::new(
                &KEY_LENGTH,
                place.clone(),
                format!(
                    "The key {} has {bytes} bytes of UTF-8; keys have 1 to {most}.",
                    shown_key(key)
                ),
                if bytes == 0 {
                    "Name the attribute.".to_owned()
                } else {
                    format!("Shorten it by {}.", counted(bytes - most, "byte"))
                },
            )
        });
    }
    let reserved = input.policy.reserved_prefixes().iter().find(|prefix| {
        key.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    });
    if let Some(prefix) = reserved {
        sink.add(|| {
            Draft::new(
                &RESERVED_PREFIX,
                place.clone(),
                format!(
                    "The key {} begins with \"{prefix}\", which the platform keeps to itself.",
                    shown_key(key)
                ),
                "Choose a key without the prefix.",
            )
        });
    }
    if let Some(matrix) = matrix.filter(|matrix| !matrix.lists(input, key)) {
        sink.add(|| {
            let keys = matrix.keys(input);
            let help = match nearest(key, keys.iter().copied()) {
                Some(name) => format!("Did you mean \"{name}\"?"),
                None => {
                    "Add the key to the matrix with its type, or remove the attribute.".to_owned()
                }
            };
            Draft::new(
                &UNLISTED_KEY,
                place.clone(),
                format!(
                    "The key {} is not in the key matrix, which lists {}.",
                    shown_key(key),
                    counted(keys.len() as u64, "key")
                ),
                help,
            )
        });
    }
    if !markup::find(key).is_empty() {
        sink.add(|| {
            Draft::new(
                &MARKUP,
                place.clone(),
                format!(
                    "The key {} holds markup; keys are plain text.",
                    shown_key(key)
                ),
                "Remove the markup.",
            )
        });
    }
    if key.chars().any(is_control) {
        sink.add(|| {
            Draft::new(
                &CONTROL_CHARACTER,
                place,
                format!("The key {} holds a control character.", shown_key(key)),
                "Remove the control character.",
            )
        });
    }
}

fn plain_text(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    value: &str,
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let found = markup::find(value);
    if let Some(first) = found.first() {
        let place = inner_place(input, node, first, path);
        // A value that long is refused anyway, and cleaning it would cost more than it tells.
        let cleaned = (value.len() as u64 <= input.policy.limit(Limit::VariablesBytes))
            .then(|| markup::without(value));
        sink.add(|| {
            let message = format!(
                "{path} holds markup, {}; values are plain text.",
                shown_key(&value[first.clone()])
            );
            match cleaned {
                Some(cleaned) => Draft::new(
                    &MARKUP,
                    place,
                    message,
                    format!(
                        "Remove the markup; what remains is {}.",
                        shown_key(&cleaned)
                    ),
                )
                .with_fix(removal(
                    input,
                    node,
                    value,
                    &found,
                    &cleaned,
                    "Remove the markup",
                )),
                None => Draft::new(&MARKUP, place, message, "Remove the markup."),
            }
        });
    }
    if let Some(scheme) = markup::script_scheme(value) {
        let place = sink_place(input, node, path);
        sink.add(|| {
            Draft::new(
                &SCRIPT_URL,
                place,
                format!("{path} is a {scheme} URL, which runs or opens as content of its own where it is followed."),
                "Send plain text, or an https URL.",
            )
        });
    }
    let controls: Vec<_> = value
        .char_indices()
        .filter(|(_, character)| is_control(*character))
        .map(|(at, character)| at..at + character.len_utf8())
        .collect();
    if let Some(first) = controls.first() {
        let cleaned: String = value
            .chars()
            .filter(|character| !is_control(*character))
            .collect();
        let place = inner_place(input, node, first, path);
        let code = value[first.start..].chars().next().map_or(0, u32::from);
        sink.add(|| {
            Draft::new(
                &CONTROL_CHARACTER,
                place,
                format!(
                    "{path} holds {}, the first being U+{code:04X}.",
                    counted(controls.len() as u64, "control character")
                ),
                "Remove the control characters; only tab and line feed are text.",
            )
            .with_fix(removal(
                input,
                node,
                value,
                &controls,
                &cleaned,
                "Remove the control characters",
            ))
        });
    }
}

fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
}

/// The place of a range inside a string: the very characters where the author wrote the string, else the value.
fn inner_place(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    range: &std::ops::Range<usize>,
    path: &Path<'_>,
) -> crate::finding::Place {
    let mut place = sink_place(input, node, path);
    if let Some(literal) = input.tree.origin(node).source_span() {
        place.span = OffsetMap::new(input.tree.source(), literal).source_span(range.clone());
    }
    place
}

/// Edits of one fix that a person can still follow; beyond, the whole string is written anew.
const MOST_EDITS: usize = 32;

/// A fix that takes `ranges` out of a string the author wrote, leaving `cleaned`.
fn removal(
    input: PayloadInput<'_, '_>,
    node: NodeId,
    value: &str,
    ranges: &[std::ops::Range<usize>],
    cleaned: &str,
    description: &str,
) -> Option<FixDraft> {
    let literal = input.tree.origin(node).source_span()?;
    let kept: usize = value.len() - ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    let edits = if kept == cleaned.len() && ranges.len() <= MOST_EDITS {
        let map = OffsetMap::new(input.tree.source(), literal);
        let edit = |range: &std::ops::Range<usize>| DraftEdit {
            span: map.source_span(range.clone()),
            text: String::new(),
        };
        ranges.iter().map(edit).collect()
    } else {
        // Taking the ranges out joined the pieces of more, or there are too many to read one by one.
        vec![DraftEdit {
            span: literal,
            text: json::quote(cleaned),
        }]
    };
    Some(FixDraft {
        safety: Safety::Safe,
        description: format!("{description}."),
        edits,
    })
}

fn lexical_problem(value: &str, wanted: VariableType) -> Option<&'static str> {
    match wanted {
        VariableType::String => None,
        VariableType::Number => {
            (!decimal::is_plain(value)).then_some("a plain decimal such as \"1250.5\"")
        }
        VariableType::Boolean => {
            (!matches!(value, "true" | "false")).then_some("\"true\" or \"false\"")
        }
    }
}

fn directives(
    input: PayloadInput<'_, '_>,
    matrix: Option<Matrix<'_>>,
    directives: NodeId,
    sink: &mut Sink,
) {
    let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for (index, directive) in input.tree.items(directives).iter().enumerate() {
        let key = input.tree.text_at(*directive, "key");
        let path = Path::of(&["attributes"]).key(key.unwrap_or_default());
        let shown = Path::of(&["directives"]).index(index);
        if let Some((key, node)) = key.zip(input.tree.get(*directive, "key"))
            && !seen.insert(key)
        {
            let place = sink.place(input.tree, node, &path);
            sink.add(|| {
                Draft::new(
                    &REPEATED_KEY,
                    place,
                    format!(
                        "{shown} sets {} a second time; only one value could be sent.",
                        shown_key(key)
                    ),
                    "Keep one of the directives.",
                )
            });
        }
        let declared = input
            .tree
            .text_at(*directive, "type")
            .and_then(VariableType::from_name);
        let Some(declared) = declared else {
            continue;
        };
        value_type(input, *directive, declared, &path, sink);
        let listed = key.and_then(|key| matrix?.type_of(input, key));
        if let Some(listed) = listed.filter(|listed| *listed != declared) {
            let span = input
                .tree
                .get(*directive, "type")
                .map_or(Span::new(0, 0), |node| input.tree.span(node));
            let place = sink.at(span, &path);
            sink.add(|| {
                Draft::new(
                    &VALUE_TYPE,
                    place,
                    format!("{shown}.type is \"{}\"; the key matrix says \"{}\".", declared.name(), listed.name()),
                    "Give the directive the matrix's type and a value to match, or change the matrix.",
                )
            });
        }
    }
}

fn value_type(
    input: PayloadInput<'_, '_>,
    directive: NodeId,
    declared: VariableType,
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let Some(node) = input.tree.get(directive, "value") else {
        return;
    };
    let value = input.tree.value(node);
    let problem = match (value, declared) {
        (Value::String(_), VariableType::String)
        | (Value::Bool(_), VariableType::Boolean)
        // What is no scalar at all is the spec table's to report.
        | (Value::Invalid | Value::Null | Value::Array(_) | Value::Object(_), _) => return,
        (Value::Number(digits), VariableType::Number) if decimal::plain(digits).is_some() => return,
        (Value::Number(_), VariableType::Number) => "a number of thousands of digits",
        (other, _) => type_name(other),
    };
    let place = sink.place(input.tree, node, path);
    sink.add(|| {
        let wanted = match declared {
            VariableType::String => "a string",
            VariableType::Number => "a number",
            VariableType::Boolean => "true or false",
        };
        Draft::new(
            &VALUE_TYPE,
            place,
            format!(
                "The value of {path} is {problem}; its type is \"{}\", so it must be {wanted}.",
                declared.name()
            ),
            format!("Write {wanted}, or change the type."),
        )
    });
}
