//! Labels can be seen.

use super::super::html;
use super::{is_hidden, says_something};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A field is not labelled by its `title` or its description alone.
    ///
    /// A title is shown only under a pointer that rests on the field; who uses the keyboard, or a finger, never sees it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <input title="Email">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label>Email <input title="We answer within a day"></label>
    /// ```
    pub(crate) TITLE_ONLY = "label/title-only", Warning, BestPractice,
        "A field is labelled by its title alone.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &TITLE_ONLY,
    criteria: &[],
    act: &[],
    axe: &["label-title-only"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        if !html::is_field(document, id) || !context.is_exposed(id) {
            continue;
        }
        let has_hint = html::text_attribute(document, id, "title").is_some()
            || !context.references(id, "aria-describedby").is_empty();
        if has_hint && !is_labelled(context, id) {
            verdicts.fail(
                id,
                "The field is labelled by its title or its description alone.",
                "Give it a label that can be seen.",
            );
        } else {
            verdicts.pass(id);
        }
    }
}

fn is_labelled(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let by_label = || {
        let labels = context.labels(id);
        // A hidden label names nothing, unless it is referred to.
        labels
            .iter()
            .any(|label| !is_hidden(context, *label) && says_something(context, *label, id))
    };
    let by_reference = || {
        let labels = context.references(id, "aria-labelledby");
        labels
            .iter()
            .any(|label| says_something(context, *label, id) || !context.name(*label).is_empty())
    };
    html::text_attribute(document, id, "aria-label").is_some() || by_label() || by_reference()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn a_title_is_no_label() {
        for (html, outcome) in [
            ("<input title=a>", FAIL),
            ("<input aria-describedby=d><b id=d>a</b>", FAIL),
            ("<label> <input title=a></label>", FAIL),
            ("<label>b<input title=a></label>", PASS),
            ("<label><img alt=b><input title=a></label>", PASS),
            ("<label for=f hidden>b</label><input id=f title=a>", FAIL),
            (
                "<label for=f aria-hidden=true>b</label><input id=f title=a>",
                FAIL,
            ),
            ("<label><b hidden>b</b><input title=a></label>", FAIL),
            (
                "<b id=l hidden>b</b><input title=a aria-labelledby=l>",
                PASS,
            ),
            (
                "<label><select title=a><option>b</option></select></label>",
                FAIL,
            ),
            ("<input title=a aria-label=b>", PASS),
            ("<input title=a aria-labelledby=l><b id=l>b</b>", PASS),
            ("<input>", PASS),
            ("<input type=submit title=a>", NONE),
            ("<input title=a hidden>", NONE),
        ] {
            assert_eq!(judged("label/title-only", html), outcome, "{html}");
        }
    }
}
