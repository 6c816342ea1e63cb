//! What the form's author can be spared: labels, tokens and names that the drawn form lacks or has wrong.

use super::super::definition::{Fault, PayloadInput};
use super::super::member;
use crate::finding::{FixDraft, Safety};
use crate::json::{NodeId, Tree, shown_key};
use crate::view::purpose;

/// Mends a field.
pub(super) fn repair(input: PayloadInput<'_, '_>, fault: &Fault<'_>) -> Option<FixDraft> {
    let tree = input.tree;
    let field = field_at(input, fault.place.as_str())?;
    let (description, edit) = match fault.rule {
        "name/field" | "label/group" | "label/title-only" => label(tree, field)?,
        "form/autocomplete" => autocomplete(tree, field)?,
        // What is seen has to be part of what is said; the label alone is both.
        "label/field-in-name" => (
            "Remove \"ariaLabel\".".to_owned(),
            member::removed(tree, field, "ariaLabel")?,
        ),
        _ => return None,
    };
    Some(FixDraft {
        safety: Safety::Unsafe,
        description,
        edits: vec![edit],
    })
}

/// What the form's author does.
pub(super) fn advice(fault: &Fault<'_>) -> Option<&'static str> {
    match fault.rule {
        "name/field" | "label/title-only" => Some("Give the field a \"label\"."),
        "label/group" => Some("Give the field a \"label\": the question that its options answer."),
        "label/field-in-name" => Some("Begin \"ariaLabel\" with the label, or leave it out."),
        _ => None,
    }
}

/// The field that a place belongs to.
fn field_at(input: PayloadInput<'_, '_>, place: &str) -> Option<NodeId> {
    let rest = place.strip_prefix("/preChatForm/fields/")?;
    let index: usize = rest.split('/').next()?.parse().ok()?;
    let fields = input
        .tree
        .get_path(input.payload, &["preChatForm", "fields"])?;
    input.tree.items(fields).get(index).copied()
}

/// A label, from what else the field says about itself.
fn label(tree: &Tree<'_>, field: NodeId) -> Option<(String, crate::finding::DraftEdit)> {
    let words = ["ariaLabel", "name", "placeholder"]
        .iter()
        .find_map(|key| {
            tree.text_at(field, key)
                .map(as_label)
                .filter(|words| !words.is_empty())
        })?;
    let edit = match tree.get(field, "label") {
        // Words of the author's own stay.
        Some(label) if tree.text(label).is_none_or(|text| !text.trim().is_empty()) => return None,
        Some(label) => member::replaced(tree, label, &words)?,
        None => member::added(tree, field, "label", &words)?,
    };
    Some((format!("Label the field {}.", shown_key(&words)), edit))
}

/// A key as people write it: `order_number` and `orderNumber` are "Order number".
fn as_label(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 4);
    let mut after_small = false;
    for character in key.trim().chars() {
        let is_gap = matches!(character, '_' | '-' | '.') || character.is_whitespace();
        if (is_gap || (after_small && character.is_uppercase())) && !words.ends_with(' ') {
            words.push(' ');
        }
        if !is_gap {
            if words.is_empty() {
                words.extend(character.to_uppercase());
            } else if after_small && character.is_uppercase() {
                words.extend(character.to_lowercase());
            } else {
                words.push(character);
            }
        }
        after_small = character.is_lowercase();
    }
    words.trim().to_owned()
}

/// The token of what the field asks for, or none where that cannot be told.
fn autocomplete(tree: &Tree<'_>, field: NodeId) -> Option<(String, crate::finding::DraftEdit)> {
    let own = tree.get(field, "autocomplete")?;
    let kind = tree.text_at(field, "type").unwrap_or("text");
    let token = purpose(
        kind,
        tree.text_at(field, "label"),
        tree.text_at(field, "name"),
    );
    Some(match token.filter(|token| tree.text(own) != Some(*token)) {
        Some(token) => (
            format!("Write \"autocomplete\": {}.", shown_key(token)),
            member::replaced(tree, own, token)?,
        ),
        None => (
            "Remove \"autocomplete\".".to_owned(),
            member::removed(tree, field, "autocomplete")?,
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::edited;
    use crate::json::Pointer;
    use crate::kinds::Kind;
    use crate::{Options, Policy};

    /// A form of one field, mended.
    fn mended(field: &str, rule: &'static str) -> Option<String> {
        let text = format!(r#"{{"preChatForm": {{"fields": [{field}]}}}}"#);
        let policy = Policy::default();
        let options = Options {
            kind: Some(Kind::WidgetConfiguration),
            ..Options::new(&policy)
        };
        let (tree, kind, payload) = crate::check::read_payload(&text, options)?;
        let input = PayloadInput {
            tree: &tree,
            payload,
            spec: None,
            policy: &policy,
        };
        let fault = Fault {
            rule,
            place: &Pointer::from("/preChatForm/fields/0"),
            contrast: None,
        };
        let fix = kind.definition().repair(input, &fault)?;
        let mended = edited(&text, &fix.edits)?;
        let rest = mended.strip_prefix(r#"{"preChatForm": {"fields": ["#)?;
        Some(rest.strip_suffix("]}}")?.to_owned())
    }

    #[test]
    fn what_a_field_says_about_itself_becomes_its_label() {
        for (field, after) in [
            (
                r#"{"name": "order_number"}"#,
                Some(r#"{"name": "order_number", "label": "Order number"}"#),
            ),
            (
                r#"{"name":"orderNumber","label":" "}"#,
                Some(r#"{"name":"orderNumber","label":"Order number"}"#),
            ),
            (
                r#"{"placeholder": "Your city"}"#,
                Some(r#"{"placeholder": "Your city", "label": "Your city"}"#),
            ),
            (r#"{"name": "a", "label": "Mine"}"#, None),
            (r#"{"type": "text"}"#, None),
            ("{}", None),
        ] {
            assert_eq!(mended(field, "name/field").as_deref(), after, "{field}");
        }
    }

    #[test]
    fn a_wrong_token_becomes_the_right_one_or_goes() {
        for (field, after) in [
            (
                r#"{"label": "Full Name", "autocomplete": "fullname"}"#,
                r#"{"label": "Full Name", "autocomplete": "name"}"#,
            ),
            (
                r#"{"label": "Order", "autocomplete": "order"}"#,
                r#"{"label": "Order"}"#,
            ),
            (
                r#"{"autocomplete": "order", "label": "Order"}"#,
                r#"{"label": "Order"}"#,
            ),
            (r#"{"autocomplete": "order"}"#, "{}"),
        ] {
            assert_eq!(mended(field, "form/autocomplete").as_deref(), Some(after));
        }
    }

    #[test]
    fn a_name_that_leaves_the_label_out_goes() {
        let field = r#"{"label": "Name", "ariaLabel": "Field one", "required": true}"#;
        let after = r#"{"label": "Name", "required": true}"#;
        assert_eq!(mended(field, "label/field-in-name").as_deref(), Some(after));
        assert_eq!(mended(field, "list/structure"), None);
    }
}
