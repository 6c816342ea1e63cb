//! Buttons have names.

use super::criteria;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A button has an accessible name.
    ///
    /// Without one a screen reader says "button" and nothing of what it does.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button><svg aria-hidden="true"></svg></button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button aria-label="Close"><svg aria-hidden="true"></svg></button>
    /// ```
    pub(crate) BUTTON = "name/button", Error, Wcag,
        "A button has no accessible name.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &BUTTON,
    criteria: criteria!["4.1.2" A],
    act: &["97a4e1"],
    axe: &["button-name"],
    impact: Impact::Critical,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in document.elements() {
        if context.role(id) != Role::Button || !context.is_exposed(id) {
            continue;
        }
        if context.name(id).is_empty() {
            verdicts.fail(
                id,
                "The button has no accessible name.",
                "Give it text, or an aria-label that says what it does.",
            );
        } else {
            verdicts.pass(id);
        }
    }
}
