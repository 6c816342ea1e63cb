//! What else needs a name.

use super::super::criteria;
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A meter, a progress bar, a tab, a tooltip and an item of a tree have accessible names.
    ///
    /// Without one a screen reader says how far something is, or that it can be chosen, and not what it is.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <progress max="3" value="1"></progress>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <progress max="3" value="1" aria-label="Upload"></progress>
    /// ```
    pub(crate) OTHER = "name/other", Error, Wcag,
        "A meter, a progress bar, a tab, a tooltip or an item of a tree has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &OTHER,
    criteria: criteria!["4.1.2" A],
    act: &[],
    axe: &[
        "aria-meter-name",
        "aria-progressbar-name",
        "aria-tooltip-name",
        "aria-treeitem-name",
    ],
    impact: Impact::Serious,
    run,
}];

/// The roles that are not those of a rule of their own.
const ROLES: &[Role] = &[
    Role::Meter,
    Role::ProgressBar,
    Role::Tab,
    Role::ToolTip,
    Role::TreeItem,
];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Give it text or a label; where none can be seen, an aria-label.";
    judge(
        context,
        verdicts,
        ("This has no accessible name.", help),
        |id| ROLES.contains(&context.role(id)),
    );
}
