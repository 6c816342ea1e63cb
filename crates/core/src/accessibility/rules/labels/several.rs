//! Fields have one label.

use std::collections::HashSet;

use super::super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::finding::declare::rules;

rules! {
    /// A field has one label, or its labels make sense one after the other.
    ///
    /// Some screen readers say only the first of several, or the last. Whether one is enough takes a person to tell.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label for="phone">Phone</label><label for="phone">Only digits</label><input id="phone" type="tel">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label for="phone">Phone</label><span id="hint">Only digits</span>
    /// <input id="phone" type="tel" aria-describedby="hint">
    /// ```
    pub(crate) SEVERAL = "label/several", Error, Wcag,
        "A field has several labels.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &SEVERAL,
    criteria: criteria!["3.3.2" A],
    act: &[],
    axe: &["form-field-multiple-labels"],
    impact: Impact::Moderate,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        if !html::is_field(document, id) || !context.is_exposed(id) {
            continue;
        }
        let rendered = |label: &&_| context.styles().is_rendered(**label);
        let labels: Vec<_> = context
            .labels(id)
            .iter()
            .filter(rendered)
            .copied()
            .collect();
        let told: HashSet<_> = context
            .references(id, "aria-labelledby")
            .into_iter()
            .collect();
        // Where the author lists the labels, screen readers say all of them.
        if labels.len() < 2 || labels.iter().all(|label| told.contains(label)) {
            verdicts.pass(id);
        } else {
            verdicts.review(
                id,
                format!(
                    "The field has {} labels, of which some screen readers say only one.",
                    labels.len()
                ),
                "Keep one label, and describe the field by aria-describedby.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{NONE, PASS, REVIEW, judged};

    #[test]
    fn several_labels_are_looked_at() {
        for (html, outcome) in [
            ("<label>a<input></label>", PASS),
            ("<label for=x>a</label><input id=x>", PASS),
            ("<label for=x>a<input id=x></label>", PASS),
            (
                "<label for=x>a</label><label for=x>b</label><input id=x>",
                REVIEW,
            ),
            ("<label for=x>a</label><label>b<input id=x></label>", REVIEW),
            (
                "<label for=x>a</label><label for=x hidden>b</label><input id=x>",
                PASS,
            ),
            (
                "<label id=a for=x>a</label><label id=b for=x>b</label><input id=x aria-labelledby='a b'>",
                PASS,
            ),
            ("<label>a<button>b</button></label>", NONE),
        ] {
            assert_eq!(judged("label/several", html), outcome, "{html}");
        }
    }
}
