//! From the fields a server names to the text the author wrote.

use preflight_core::json::TextSpan;
use preflight_core::{Policy, locate};
use serde::Serialize;

use super::trouble::{FieldRefusal, Refusal};
use crate::date;
use crate::input::Source;

/// The most fields that are told of one refusal.
const SHOWN: usize = 20;

/// What a server says about one field, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FieldProblem {
    /// The field as the server writes it.
    pub(crate) field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// The place in the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payload_pointer: Option<String>,
    /// The place in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) span: Option<TextSpan>,
}

/// The fields that a refusal names, each with its place in the manifest.
pub(super) fn located(refusal: &Refusal, source: &Source, policy: &Policy) -> Vec<FieldProblem> {
    let today = date::today();
    let Ok(text) = std::str::from_utf8(source.bytes()) else {
        return Vec::new();
    };
    let options = source.options(policy, &today);
    let mut problems: Vec<FieldProblem> = named(refusal)
        .into_iter()
        .take(SHOWN)
        .map(|field| {
            let located = locate(text, options, &field.name);
            FieldProblem {
                payload_pointer: located
                    .as_ref()
                    .map(|located| located.payload_pointer.to_string()),
                span: located.map(|located| source.placed(located.span)),
                field: field.name,
                code: field.code,
                message: field.message,
            }
        })
        .collect();
    if refusal.fields.is_empty() {
        // A word of a message is only a field if it leads somewhere.
        problems.retain(|problem| problem.span.is_some());
    }
    problems
}

/// The fields of the error's details, or words of its message that look like the name of one.
fn named(refusal: &Refusal) -> Vec<FieldRefusal> {
    if !refusal.fields.is_empty() {
        return refusal.fields.clone();
    }
    let message = refusal.message.as_deref().unwrap_or_default();
    let mut names: Vec<&str> = message
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| "'\"`:,;.()<>".contains(c)))
        .filter(|word| word.len() > 1 && word.chars().all(is_part_of_a_name))
        .filter(|word| word.contains(['.', '[', '/']) || message.contains(&format!("'{word}'")))
        .collect();
    names.dedup();
    names
        .into_iter()
        .map(|name| FieldRefusal {
            name: name.to_owned(),
            ..FieldRefusal::default()
        })
        .collect()
}

fn is_part_of_a_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "._-[]/$~".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_like_fields_are_taken_from_a_message() {
        for (message, names) in [
            (
                "uiTheme.primaryColor: is \"red\"",
                &["uiTheme.primaryColor"][..],
            ),
            (
                "The value of 'name' at /preChatForm/fields/0 is wrong.",
                &["name", "/preChatForm/fields/0"],
            ),
            ("Nothing to see here.", &[]),
        ] {
            let refusal = Refusal {
                message: Some(message.to_owned()),
                ..Refusal::default()
            };
            let found: Vec<String> = named(&refusal)
                .into_iter()
                .map(|field| field.name)
                .collect();
            assert_eq!(found, names, "{message}");
        }
    }
}
