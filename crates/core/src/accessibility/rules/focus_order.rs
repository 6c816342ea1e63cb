//! The Tab key goes through a page as it is read.

use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::finding::declare::rules;

rules! {
    /// No element has a `tabindex` above zero.
    ///
    /// It would come before everything else on the page, which nobody expects, least of all in a page that a widget was put
    /// into.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button tabindex="1">Send</button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button>Send</button>
    /// ```
    pub(crate) TAB_INDEX = "focus/tabindex", Warning, BestPractice,
        "An element has a tabindex above zero.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &TAB_INDEX,
    criteria: &[],
    act: &[],
    axe: &["tabindex"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.telling() {
        let Some(index) = context.tab_index(*id) else {
            continue;
        };
        if index > 0 {
            verdicts.fail(
                *id,
                format!(
                    "The element has tabindex {index}: the Tab key comes to it before all others."
                ),
                "Use tabindex=\"0\", and put the element where it belongs in the page.",
            );
        } else {
            verdicts.pass(*id);
        }
    }
}
