//! Roles are known, and fit their elements.

use super::super::criteria;
use super::has_only_unknown_roles;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::role::allowed::{Allowed, allowed};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A `role` has a value that WAI-ARIA defines.
    ///
    /// Browsers pass over what they do not know: the element is told as what it is of itself, and not as what it does.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <span role="buton" tabindex="0">Send</span>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <span role="button" tabindex="0">Send</span>
    /// ```
    pub(crate) ROLE = "aria/role", Error, Wcag,
        "A role is none that WAI-ARIA defines.";

    /// An element has a role that fits it.
    ///
    /// HTML says which roles an element may have. With another, what it does and what is told of it differ: a heading that
    /// is told as a button is no heading any more, and no button either.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label role="note" for="city">City</label><input id="city">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button role="switch" aria-checked="false">Sound</button>
    /// ```
    pub(crate) ROLE_ALLOWED = "aria/role-allowed", Warning, BestPractice,
        "An element has a role that HTML does not allow for it.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &ROLE,
        criteria: criteria!["4.1.2" A],
        act: &["674b10"],
        axe: &["aria-roles", "aria-deprecated-role"],
        impact: Impact::Critical,
        run: known,
    },
    Check {
        rule: &ROLE_ALLOWED,
        criteria: &[],
        act: &[],
        axe: &["aria-allowed-role"],
        impact: Impact::Minor,
        run: fits,
    },
];

fn known(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_role() {
        let value = context
            .document()
            .attribute(*id, "role")
            .unwrap_or_default();
        if value.trim_ascii().is_empty()
            || !super::is_judged(context, *id)
            || !context.is_exposed(*id)
        {
            continue;
        }
        match context.written_role(*id) {
            Some(role) if role.definition().is_deprecated => {
                verdicts.review(
                    *id,
                    format!("The role {} is deprecated.", role.name()),
                    if role == Role::Directory {
                        "Use the role list instead."
                    } else {
                        "Use the element or the role that took its place."
                    },
                );
            }
            Some(_) => verdicts.pass(*id),
            None => {
                let shown: String = value.chars().take(40).collect();
                let help = match Role::from_name(value.trim_ascii()) {
                    Some(_) => "That role is abstract: it only orders others. Use one of those.",
                    None => "Use a role of WAI-ARIA, or leave role out.",
                };
                verdicts.fail(*id, format!("The role \"{shown}\" does not exist."), help);
            }
        }
    }
}

fn fits(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_role() {
        if !context.is_exposed(*id) || has_only_unknown_roles(context, *id) {
            continue;
        }
        let Some(role) = context.written_role(*id) else {
            continue;
        };
        let fits = role == context.implicit_role(*id)
            || match allowed(context, *id) {
                Allowed::Any => true,
                Allowed::None => false,
                Allowed::Only(roles) => roles.contains(&role),
            };
        if fits {
            verdicts.pass(*id);
            continue;
        }
        let element = context.document().element(*id);
        let name = element.map_or("", |element| element.name.as_str());
        verdicts.fail(
            *id,
            format!("The element {name} must not have {}.", super::said(role)),
            "Use an element that may have the role, or leave role out.",
        );
    }
}
