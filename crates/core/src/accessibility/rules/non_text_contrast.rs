//! What shows a field, and what shows the focus, stands out from what is around it.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::accessibility::contrast::Threshold;
use crate::accessibility::contrast::non_text::{Mark, Shown, measure};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// The border or the surface of a field, and the ring of the focus, have a contrast of at least 3:1 with what is beside
    /// them.
    ///
    /// People with low sight have to see where a field is, and where they are. What browsers draw themselves is exempt. It is
    /// certain only where neither the border nor the surface of a field that a style draws can be told from what is around
    /// it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label>Name <input style="border: 1px solid #ddd; background: white"></label>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label>Name <input style="border: 1px solid #777; background: white"></label>
    /// ```
    pub(crate) NON_TEXT = "contrast/non-text", Error, Wcag,
        "What shows a field or the focus does not stand out.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &NON_TEXT,
    criteria: criteria!["1.4.11" AA],
    act: &[],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.telling() {
        for shown in measure(context, *id) {
            judge(*id, &shown, verdicts);
        }
    }
}

fn judge(id: NodeId, shown: &Shown, verdicts: &mut Verdicts) {
    if shown.is_enough() {
        verdicts.pass(id);
        return;
    }
    let (what, help) = match shown.mark {
        Mark::Field => (
            "What shows the field",
            "Give its border a colour of at least 3:1 with what is around it.",
        ),
        Mark::Ring => (
            "The ring of the focus",
            "Give the outline a colour of at least 3:1 with what is around it.",
        ),
    };
    let message = format!(
        "{what} has a contrast of {:.2}:1 with what is beside it, and needs 3:1.",
        (shown.ratio * 100.0).floor() / 100.0
    );
    let verdict = if shown.certain {
        verdicts.fail(id, message, help)
    } else {
        verdicts.review(id, message, help)
    };
    verdict.data = Some(Data::Contrast {
        foreground: shown.foreground,
        background: shown.background,
        ratio: shown.ratio,
        needed: Threshold::NON_TEXT.ratio(),
    });
}
