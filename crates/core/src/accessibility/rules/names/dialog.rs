//! Dialogs have names.

use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A dialog has an accessible name.
    ///
    /// It is what a screen reader says when the focus comes into the dialog. Best is a title that can be seen, by
    /// `aria-labelledby`.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="dialog"><p>How can we help?</p></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="dialog" aria-labelledby="title"><h2 id="title">Chat</h2><p>How can we help?</p></div>
    /// ```
    pub(crate) DIALOG = "name/dialog", Warning, BestPractice,
        "A dialog has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &DIALOG,
    criteria: &[],
    act: &[],
    axe: &["aria-dialog-name"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Give it a title, and name it by that with aria-labelledby.";
    judge(
        context,
        verdicts,
        ("The dialog has no accessible name.", help),
        |id| matches!(context.role(id), Role::Dialog | Role::AlertDialog),
    );
}
