//! Elements have the states and properties that their roles need.

use super::super::criteria;
use crate::accessibility::attribute::Attribute;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// An element with a role has the states and properties that the role needs.
    ///
    /// A checkbox that does not say whether it is checked is a checkbox nobody can use without seeing it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="checkbox" tabindex="0">Remember me</div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="checkbox" aria-checked="false" tabindex="0">Remember me</div>
    /// ```
    pub(crate) REQUIRED = "aria/required", Error, Wcag,
        "An element lacks a state or property that its role needs.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &REQUIRED,
    criteria: criteria!["4.1.2" A],
    act: &["4e8ab6"],
    axe: &["aria-required-attr"],
    impact: Impact::Critical,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_role() {
        if !super::is_judged(context, *id) || !context.is_exposed(*id) {
            continue;
        }
        let Some(role) = context
            .explicit_role(*id)
            .filter(|role| *role != context.implicit_role(*id))
        else {
            continue;
        };
        let needs_value = role == Role::Separator && context.is_focusable(*id);
        let required = role.definition().required;
        let mut is_about = needs_value;
        let mut missing = None;
        for attribute in required
            .iter()
            .chain(needs_value.then_some(Attribute::ValueNow))
        {
            is_about = true;
            if missing.is_none() && !is_given(context, *id, role, attribute) {
                missing = Some(attribute);
            }
        }
        let Some(attribute) = missing else {
            if is_about {
                verdicts.pass(*id);
            }
            continue;
        };
        let message = format!(
            "An element with {} needs {}.",
            super::said(role),
            attribute.name()
        );
        let help = "Add it, or use the element of HTML that has it of itself.";
        // What a closed combobox controls is not there yet; WAI-ARIA 1.2 asks for it all the same, and its editors doubt it.
        let is_closed = context.document().attribute(*id, "aria-expanded") == Some("false");
        if attribute == Attribute::Controls && role == Role::ComboBox && is_closed {
            verdicts.review(*id, message, help);
        } else {
            verdicts.fail(*id, message, help);
        }
    }
}

/// Whether an attribute is there, or what it says is said otherwise: by HTML, or by the role.
fn is_given(context: &Context<'_>, id: NodeId, role: Role, attribute: Attribute) -> bool {
    let document = context.document();
    let is_written = document
        .attribute(id, attribute.name())
        .is_some_and(|value| !value.trim_ascii().is_empty());
    let is_implied = || {
        let implicit = role.definition().implicit;
        implicit.iter().any(|(other, _)| *other == attribute)
    };
    let is_native = || {
        let kind = document.attribute(id, "type").unwrap_or_default();
        let is_kind = |kinds: &[&str]| kinds.iter().any(|other| kind.eq_ignore_ascii_case(other));
        match (document.html_name(id), attribute) {
            (Some("input"), Attribute::Checked) => is_kind(&["checkbox", "radio"]),
            (Some("input"), Attribute::ValueNow) => is_kind(&["range", "number"]),
            (Some("meter" | "progress"), Attribute::ValueNow)
            | (Some("option"), Attribute::Selected)
            | (Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"), Attribute::Level)
            | (Some("select" | "summary"), Attribute::Expanded) => true,
            _ => false,
        }
    };
    is_written || is_implied() || is_native()
}
