//! The attributes of HTML, and the declarations of its styles.

use std::ops::Range;

use super::vocabulary::{self, STYLED_ELEMENTS};
use super::words::{quoted, removal, safe_where, shown};
use super::{Attribute, rules};
use crate::finding::Rule;
use crate::sanitize::css::{self, Verdict};
use crate::sanitize::problem::{Found, Problem, TextEdit};
use crate::sanitize::url;

pub(super) const REMOVE_ATTRIBUTE: &str = "Remove the attribute.";

/// What is wrong with one attribute of an allowed element.
pub(super) fn judge(
    text: &str,
    element: &str,
    attribute: &Attribute,
    all: &[Attribute],
    found: &mut Found,
) {
    if attribute.name == "style" && STYLED_ELEMENTS.contains(&element) {
        style(text, attribute, found);
        return;
    }
    let problem = danger(attribute, all).unwrap_or_else(|| Problem {
        rule: &rules::ATTRIBUTE,
        range: attribute.range.clone(),
        predicate: format!(
            "gives <{element}> the attribute {}, which messages may not hold",
            shown(&attribute.name)
        ),
        help: "Remove the attribute; span and div may have a style, nothing else has any."
            .to_owned(),
        removal: None,
    });
    let safety = safe_where(vocabulary::attribute_is_unseen(&attribute.name));
    let edit = TextEdit::remove(attribute_range(text, attribute));
    found.add_some(|| problem.with(removal(safety, REMOVE_ATTRIBUTE, edit)));
}

/// An attribute that does harm on whatever element it stands.
pub(super) fn danger(attribute: &Attribute, all: &[Attribute]) -> Option<Problem> {
    let problem = |rule: &'static Rule, predicate: String, help: &str| Problem {
        rule,
        range: attribute.range.clone(),
        predicate,
        help: help.to_owned(),
        removal: None,
    };
    let name = shown(&attribute.name);
    if vocabulary::is_event_handler(&attribute.name) {
        return Some(problem(
            &rules::EVENT_HANDLER,
            format!("holds the event handler {name}, which runs as a script"),
            "Remove the attribute.",
        ));
    }
    if vocabulary::holds_url(&attribute.name)
        && let Some(scheme) = url::script_scheme(&attribute.value)
    {
        return Some(problem(
            &rules::SCRIPT_URL,
            format!("holds a {scheme} URL in {name}, which runs or opens as content of its own"),
            "Remove the attribute.",
        ));
    }
    if attribute.name == "target" && opens_reachable_window(&attribute.value, all) {
        return Some(problem(
            &rules::BLANK_TARGET,
            format!(
                "opens {} without rel=\"noopener\", so the page there can steer this one",
                quoted(&attribute.value)
            ),
            "Remove the target.",
        ));
    }
    None
}

/// A named window is one that the linked page can reach back from, as `_blank` is to older browsers.
fn opens_reachable_window(target: &str, all: &[Attribute]) -> bool {
    let own = ["_self", "_parent", "_top"]
        .iter()
        .any(|own| target.eq_ignore_ascii_case(own));
    let cut_off = all
        .iter()
        .find(|attribute| attribute.name == "rel")
        .is_some_and(|rel| {
            rel.value.split_ascii_whitespace().any(|word| {
                word.eq_ignore_ascii_case("noopener") || word.eq_ignore_ascii_case("noreferrer")
            })
        });
    !target.is_empty() && !own && !cut_off
}

/// The range to cut for an attribute: from the white space before it to the end of its value.
pub(super) fn attribute_range(text: &str, attribute: &Attribute) -> Range<usize> {
    let before = text[..attribute.range.start]
        .trim_end_matches(|character: char| character.is_ascii_whitespace() || character == '/');
    before.len()..attribute.range.end
}

fn style(text: &str, attribute: &Attribute, found: &mut Found) {
    let as_written = text[attribute.value_range.clone()] == attribute.value;
    let kept = css::allowed_declarations(&attribute.value);
    let whole = if kept.is_empty() {
        TextEdit::remove(attribute_range(text, attribute))
    } else {
        TextEdit {
            range: attribute.range.clone(),
            replacement: format!("style=\"{kept}\""),
        }
    };
    for declaration in css::declarations(&attribute.value) {
        let (rule, predicate, help) = match declaration.verdict {
            Verdict::Allowed => continue,
            Verdict::UnknownProperty => (
                &css::PROPERTY,
                format!(
                    "sets the style property {}, which messages may not set",
                    quoted(declaration.property)
                ),
                format!(
                    "Remove it; allowed are {}.",
                    css::property_names().collect::<Vec<_>>().join(", ")
                ),
            ),
            Verdict::BadValue => (
                &css::VALUE,
                format!(
                    "sets {} to {}, which is no plain value",
                    shown(declaration.property),
                    quoted(declaration.value)
                ),
                css::VALUE_HELP.to_owned(),
            ),
        };
        let (range, edit) = if as_written {
            let start = attribute.value_range.start + declaration.range.start;
            let end = attribute.value_range.start + declaration.range.end;
            let rest = &text[end..attribute.value_range.end];
            let separator = rest.len() - rest.trim_start().trim_start_matches(';').len();
            let edit = if kept.is_empty() {
                whole.clone()
            } else {
                TextEdit::remove(start..end + separator)
            };
            (start..end, edit)
        } else {
            // Character references move the places, so the whole attribute is named.
            (attribute.range.clone(), whole.clone())
        };
        found.add_some(|| Problem {
            rule,
            range,
            predicate,
            help,
            removal: Some(removal(
                css::removal_safety(declaration.property),
                "Remove it from the style.",
                edit,
            )),
        });
    }
}
