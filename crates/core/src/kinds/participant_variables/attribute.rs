//! One attribute: its key, its length, its type as sent.

use super::super::definition::PayloadInput;
use super::matrix::Matrix;
use super::rules::{KEY_LENGTH, RESERVED_PREFIX, UNLISTED_KEY, VALUE_LENGTH, VALUE_TYPE};
use crate::finding::{Draft, DraftEdit, FixDraft, Safety, Sink};
use crate::json::{self, Member, Path, decimal, shown_key};
use crate::limits::Limit;
use crate::policy::VariableType;
use crate::sanitize::cut;
use crate::shape::counted;

pub(super) fn check(
    input: PayloadInput<'_, '_>,
    matrix: Option<&Matrix<'_>>,
    member: &Member<'_>,
    sink: &mut Sink,
) {
    let key = member.key.as_ref();
    // A directive's empty or unreadable key is the spec table's to report.
    if !(key.is_empty() && input.spec.is_some()) {
        key_rules(input, matrix, member, sink);
    }
    let Some(value) = input.tree.text(member.value) else {
        return;
    };
    let path = Path::of(&["attributes"]).key(key);
    let most = input.policy.limit(Limit::VariableValueBytes);
    let bytes = value.len() as u64;
    if bytes > most {
        let place = sink.place(input.tree, member.value, &path);
        let literal = input.tree.origin(member.value).source_span();
        sink.add(|| {
            let shorter = |span| FixDraft {
                safety: Safety::Unsafe,
                description: "Cut the value between two characters.".to_owned(),
                edits: vec![DraftEdit {
                    span,
                    text: json::quote(cut(value, usize::try_from(most).unwrap_or(usize::MAX))),
                }],
            };
            Draft::new(
                &VALUE_LENGTH,
                place,
                format!("{path} has {bytes} bytes of UTF-8; at most {most} are accepted."),
                format!("Shorten it by {}.", counted(bytes - most, "byte")),
            )
            .with_fix(literal.map(shorter))
        });
    }
    if input.spec.is_none()
        && let Some(listed) = matrix.and_then(|matrix| matrix.type_of(key))
        && let Some(wanted) = lexical_problem(value, listed)
    {
        let place = sink.place(input.tree, member.value, &path);
        sink.add(|| {
            Draft::new(
                &VALUE_TYPE,
                place,
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

fn key_rules(
    input: PayloadInput<'_, '_>,
    matrix: Option<&Matrix<'_>>,
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
    if let Some(matrix) = matrix.filter(|matrix| !matrix.lists(key)) {
        let suggests = sink.suggests();
        sink.add(|| {
            let help = match suggests.then(|| matrix.nearest(key)).flatten() {
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
                    counted(matrix.len() as u64, "key")
                ),
                help,
            )
        });
    }
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
