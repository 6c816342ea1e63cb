//! Headings have names.

use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A heading is not empty.
    ///
    /// People jump from heading to heading; one that says nothing leads them nowhere. No success criterion of WCAG asks for
    /// it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <h2><br></h2>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <h2>Chat</h2>
    /// ```
    pub(crate) HEADING = "name/heading", Warning, BestPractice,
        "A heading is empty.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &HEADING,
    criteria: &[],
    act: &["ffd0e9"],
    axe: &["empty-heading"],
    impact: Impact::Minor,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Give it text, or make it no heading.";
    judge(context, verdicts, ("The heading is empty.", help), |id| {
        context.document().html_name(id).is_some() && context.role(id) == Role::Heading
    });
}
