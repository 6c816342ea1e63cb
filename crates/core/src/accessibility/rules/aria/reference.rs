//! What a role needs to refer to something refers to something that is there.

use super::super::criteria;
use super::said;
use crate::accessibility::Context;
use crate::accessibility::Role;
use crate::accessibility::attribute::{Attribute, Values};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A property that a role needs, and that refers to an element by its id, refers to one that is there.
    ///
    /// A scrollbar that controls nothing scrolls nothing. What a combobox controls has to be there while it is open.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="scrollbar" aria-controls="log" aria-valuenow="0"></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="scrollbar" aria-controls="log" aria-valuenow="0"></div><p id="log">Hello</p>
    /// ```
    pub(crate) REFERENCE = "aria/reference", Error, Wcag,
        "A property that a role needs refers to nothing that is there.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &REFERENCE,
    criteria: criteria!["4.1.2" A],
    act: &["in6db8"],
    axe: &["aria-valid-attr-value"],
    impact: Impact::Critical,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_aria() {
        if !super::is_judged(context, *id) || !context.is_exposed(*id) {
            continue;
        }
        for (attribute, value) in super::attributes(context, *id) {
            if value.trim_ascii().is_empty() || !is_required(context, *id, attribute) {
                continue;
            }
            if is_there(context, value) {
                verdicts.pass(*id);
                continue;
            }
            verdicts.fail(
                *id,
                format!(
                    "{} refers to nothing that is there, and {} needs it.",
                    attribute.name(),
                    said(context.role(*id))
                ),
                "Refer to an element that is there, by its id.",
            );
        }
    }
}

/// Whether the role of an element needs an attribute to refer to something now.
pub(super) fn is_required(context: &Context<'_>, id: NodeId, attribute: Attribute) -> bool {
    let role = context.role(id);
    let is_expanded = || context.document().attribute(id, "aria-expanded") == Some("true");
    matches!(attribute.values(), Values::Id | Values::Ids)
        && role.definition().required.contains(attribute)
        && (role != Role::ComboBox || is_expanded())
}

/// Whether one of the ids in the value of an attribute is that of an element.
pub(super) fn is_there(context: &Context<'_>, value: &str) -> bool {
    value
        .split_ascii_whitespace()
        .any(|part| context.by_id(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn what_a_role_needs_to_refer_to_is_there() {
        for (html, outcome) in [
            (
                "<div role=scrollbar aria-controls=x aria-valuenow=1></div>",
                FAIL,
            ),
            (
                "<div role=scrollbar aria-controls='x y' aria-valuenow=1></div><p id=y>",
                PASS,
            ),
            (
                "<input role=combobox aria-expanded=true aria-controls=x>",
                FAIL,
            ),
            (
                "<input role=combobox aria-expanded=true aria-controls=x><ul id=x></ul>",
                PASS,
            ),
            (
                "<input role=combobox aria-expanded=false aria-controls=x>",
                NONE,
            ),
            (
                "<div role=scrollbar aria-controls='' aria-valuenow=1></div>",
                NONE,
            ),
            (
                "<div hidden role=scrollbar aria-controls=x aria-valuenow=1></div>",
                NONE,
            ),
            ("<button aria-controls=x>a</button>", NONE),
            ("<input aria-describedby=x>", NONE),
        ] {
            assert_eq!(judged("aria/reference", html), outcome, "{html}");
            assert_ne!(judged("aria/value", html), FAIL, "{html}");
        }
    }
}
