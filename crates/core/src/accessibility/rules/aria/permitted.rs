//! Elements have the states and properties that their roles may have.

use super::super::criteria;
use super::{has_only_unknown_roles, is_custom, said};
use crate::accessibility::attribute::Attribute;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::role::{Kind, Naming};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A state or property is one that every element may have, or one that the element's role supports.
    ///
    /// What a role does not support is told to nobody, or to some and not to others.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button aria-checked="true">Sound</button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button role="switch" aria-checked="true">Sound</button>
    /// ```
    pub(crate) PERMITTED = "aria/permitted", Error, Wcag,
        "An element has a state or property of ARIA that its role does not support.";

    /// An element that must not be named has no name, and one without a role no description of it.
    ///
    /// What is only a container, or only emphasis in a text, is read and not announced. A name on it is passed over by some
    /// screen readers, and read in place of its text by others.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div aria-label="Opening hours">Monday to Friday</div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="group" aria-label="Opening hours">Monday to Friday</div>
    /// ```
    pub(crate) PROHIBITED = "aria/prohibited", Error, Wcag,
        "An element has a name that its role must not have.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &PERMITTED,
        criteria: criteria!["4.1.2" A],
        act: &["5c01ea"],
        axe: &["aria-allowed-attr", "aria-conditional-attr"],
        impact: Impact::Serious,
        run: permitted,
    },
    Check {
        rule: &PROHIBITED,
        criteria: criteria!["4.1.2" A],
        act: &["kb1m8s", "5c01ea"],
        axe: &["aria-prohibited-attr"],
        impact: Impact::Serious,
        run: prohibited,
    },
];

/// Whether these rules are about an element: assistive technology is told of it, and its role is known.
fn is_about(context: &Context<'_>, id: NodeId) -> bool {
    super::is_judged(context, id)
        && context.is_exposed(id)
        && context.role(id) != Role::None
        && !has_only_unknown_roles(context, id)
}

fn permitted(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_aria() {
        if !is_about(context, *id) {
            continue;
        }
        let role = context.role(*id);
        let written = context.written_role(*id).unwrap_or(role);
        let mut is_about = false;
        let wrong: Vec<Attribute> = super::attributes(context, *id)
            .inspect(|_| is_about = true)
            .map(|(attribute, _)| attribute)
            .filter(|attribute| !role.supports(*attribute) && !written.supports(*attribute))
            .collect();
        // What was never right says more than what is right no more.
        let mut sure = wrong.iter().filter(|attribute| !is_old(role, **attribute));
        let wrong = sure.next().or(wrong.first()).copied();
        match wrong {
            Some(attribute) if is_custom(context, *id) => {
                verdicts.review(
                    *id,
                    format!(
                        "Nothing says that this element supports {}.",
                        attribute.name()
                    ),
                    "Give it a role that does.",
                );
            }
            Some(attribute) if is_old(role, attribute) => {
                verdicts.review(
                    *id,
                    unsupported(context, *id, role, attribute),
                    "WAI-ARIA 1.1 allowed it, and WAI-ARIA 1.2 does not. Leave it out, or give the element a role that has it.",
                );
            }
            Some(attribute) => {
                verdicts.fail(
                    *id,
                    unsupported(context, *id, role, attribute),
                    "Leave it out, or give the element a role that has it.",
                );
            }
            None if contradicts(context, *id) => {
                verdicts.review(
                    *id,
                    "aria-checked says something else than the field itself.",
                    "Leave aria-checked out: the field tells whether it is checked.",
                );
            }
            None if is_about => verdicts.pass(*id),
            None => {}
        }
    }
}

/// Whether a role supported an attribute in WAI-ARIA 1.1, or supports it in practice, as axe-core knows.
fn is_old(role: Role, attribute: Attribute) -> bool {
    let definition = role.definition();
    match attribute {
        Attribute::Expanded => {
            !matches!(
                definition.kind,
                Kind::Abstract | Kind::Platform | Kind::Widget
            ) && definition.naming != Naming::Prohibited
                && !matches!(role, Role::Separator | Role::Meter)
        }
        Attribute::Level => matches!(role, Role::Grid | Role::TreeGrid),
        Attribute::Orientation => role == Role::ComboBox,
        Attribute::Required => role == Role::Radio,
        _ => false,
    }
}

fn unsupported(context: &Context<'_>, id: NodeId, role: Role, attribute: Attribute) -> String {
    let name = attribute.name();
    let element = context
        .document()
        .element(id)
        .map_or("", |element| element.name.as_str());
    if matches!(role, Role::Generic) || role.definition().kind == Kind::Platform {
        format!("The element {element} does not support {name}.")
    } else {
        format!("{name} is not supported by {}.", said(role))
    }
}

/// Whether `aria-checked` says something else than a checkbox or a radio button of HTML.
fn contradicts(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let is_checkbox = document.html_name(id) == Some("input")
        && document.attribute(id, "type").is_some_and(|kind| {
            ["checkbox", "radio"]
                .iter()
                .any(|other| kind.eq_ignore_ascii_case(other))
        });
    let is_checked = document.attribute(id, "checked").is_some();
    match document.attribute(id, "aria-checked") {
        Some("true") => is_checkbox && !is_checked,
        Some("false") => is_checkbox && is_checked,
        _ => false,
    }
}

fn prohibited(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_aria() {
        if !is_about(context, *id) {
            continue;
        }
        let role = context.role(*id);
        let mut is_about = false;
        let wrong = super::attributes(context, *id)
            .inspect(|_| is_about = true)
            .find(|(attribute, value)| role.prohibits(*attribute) && !value.trim().is_empty());
        let Some((attribute, _)) = wrong else {
            if is_about {
                verdicts.pass(*id);
            }
            continue;
        };
        let name = attribute.name();
        let message = if role == Role::Generic {
            format!("An element without a role must not have {name}.")
        } else if role.definition().kind == Kind::Platform {
            let element = context
                .document()
                .element(*id)
                .map_or("", |element| element.name.as_str());
            format!("The element {element} must not have {name}.")
        } else {
            format!("An element with {} must not have {name}.", said(role))
        };
        let help = "Give the element a role that can be named, or say it in its text.";
        if is_sure(context, *id, role) {
            verdicts.fail(*id, message, help);
        } else {
            verdicts.review(*id, message, help);
        }
    }
}

/// Whether an element surely has the role that must not be named: it is HTML's own, and neither the page nor a later
/// version of the standards makes something else of it.
fn is_sure(context: &Context<'_>, id: NodeId, role: Role) -> bool {
    let is_later = matches!(role, Role::Mark | Role::Suggestion | Role::Time);
    let is_placed = context
        .written_role(id)
        .is_some_and(|written| written != role);
    let is_open = matches!(
        context.document().html_name(id),
        // An aside or a section that refers to nothing for its name is meant to have one, and a role by it.
        None | Some("aside" | "body" | "html" | "section" | "slot" | "summary")
    );
    !is_later
        && !is_placed
        && !is_open
        && !is_custom(context, id)
        && role.definition().kind != Kind::Platform
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, PASS, REVIEW, judged};

    #[test]
    fn roles_have_the_attributes_they_support() {
        for (html, outcome) in [
            ("<button aria-sort=none>a</button>", FAIL),
            ("<button aria-pressed=true>a</button>", PASS),
            ("<button role=none aria-pressed=true>a</button>", PASS),
            ("<div aria-expanded=true>a</div>", FAIL),
            ("<p aria-expanded=true>a</p>", FAIL),
            ("<input type=password aria-required=true>", PASS),
            ("<audio controls aria-orientation=vertical></audio>", FAIL),
            // WAI-ARIA 1.1 allowed these.
            ("<nav aria-expanded=true>a</nav>", REVIEW),
            ("<div role=group aria-expanded=true>a</div>", REVIEW),
            (
                "<div role=radio aria-checked=false aria-required=true>a</div>",
                REVIEW,
            ),
            ("<div role=textbox aria-expanded=true>a</div>", FAIL),
        ] {
            assert_eq!(judged("aria/permitted", html), outcome, "{html}");
        }
    }

    #[test]
    fn what_must_not_be_named_is_not() {
        for (html, outcome) in [
            ("<div aria-label=a>b</div>", FAIL),
            ("<div aria-labelledby=x>b</div>", FAIL),
            ("<div role=group aria-label=a>b</div>", PASS),
            ("<section aria-label=a>b</section>", PASS),
            ("<section aria-labelledby=x>b</section>", REVIEW),
            ("<aside aria-labelledby=x>b</aside>", PASS),
            (
                "<article><aside aria-labelledby=x>b</aside></article>",
                REVIEW,
            ),
        ] {
            assert_eq!(judged("aria/prohibited", html), outcome, "{html}");
        }
    }
}
