//! What is marked as decoration is not told.

use super::super::criteria;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// An element with the role `none` or `presentation`, or an image with an empty `alt`, has nothing that makes browsers
    /// tell it all the same.
    ///
    /// What can have the focus, or says something of itself in ARIA, is told whatever its role. An image that is told and
    /// has no text is read as "image", or as the name of its file.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <img src="line.png" alt="" aria-label="A line">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <img src="line.png" alt="">
    /// ```
    pub(crate) DECORATIVE = "aria/decorative-exposed", Error, Wcag,
        "An element is marked as decoration and told all the same.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &DECORATIVE,
    criteria: criteria!["1.1.1" A],
    act: &["46ca7f"],
    axe: &["presentation-role-conflict"],
    impact: Impact::Minor,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling() {
        let is_image = document.html_name(*id) == Some("img")
            && document.attribute(*id, "alt").is_some_and(str::is_empty)
            && document
                .attribute(*id, "role")
                .is_none_or(|_| context.written_role(*id).is_none());
        let written = document
            .attribute(*id, "role")
            .and_then(|_| context.written_role(*id));
        let is_none = written == Some(Role::None);
        if !is_none && !is_image || !super::is_judged(context, *id) {
            continue;
        }
        if !context.is_exposed(*id) || !is_none && written.is_none() && !context.must_be_told(*id) {
            verdicts.pass(*id);
            continue;
        }
        if is_none && !context.must_be_told(*id) {
            verdicts.pass(*id);
            continue;
        }
        let message = "The element is marked as decoration, and told all the same.";
        let help = "Take away what makes browsers tell it: tabindex and attributes of ARIA. Or say what it is.";
        if is_sure(context, *id, written) {
            verdicts.fail(*id, message, help);
        } else {
            verdicts.review(*id, message, help);
        }
    }
}

/// Whether the element is surely told: because it can have the focus, or has an attribute of ARIA that says something. An
/// image with another role is no decoration, and an element without meaning is hardly told either way.
fn is_sure(context: &Context<'_>, id: NodeId, written: Option<Role>) -> bool {
    let says = super::attributes(context, id).any(|(attribute, value)| {
        attribute.is_global()
            && attribute != crate::accessibility::attribute::Attribute::Hidden
            && !value.trim().is_empty()
    });
    let is_other = written.is_some_and(|role| role != Role::None);
    let is_html_generic =
        context.document().html_name(id).is_some() && context.implicit_role(id) == Role::Generic;
    !is_other && !is_html_generic && (context.is_focusable(id) || says)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn decoration_is_not_told() {
        for (html, outcome) in [
            ("<img alt=''>", PASS),
            ("<img alt='' hidden tabindex=0>", PASS),
            ("<img alt='' aria-label=a>", FAIL),
            ("<img alt='' tabindex=0>", FAIL),
            // Another role says that it is none.
            ("<img alt='' role=img aria-label=a>", NONE),
            ("<img alt='' role=button aria-label=a>", NONE),
            ("<nav role=none><a href=x>a</a></nav>", PASS),
            ("<nav role=none aria-label=a></nav>", FAIL),
            ("<button role=none>a</button>", FAIL),
            ("<button role=none disabled>a</button>", PASS),
            ("<b role=none aria-live=polite>a</b>", REVIEW),
            ("<img alt=a>", NONE),
        ] {
            assert_eq!(judged("aria/decorative-exposed", html), outcome, "{html}");
        }
    }
}
