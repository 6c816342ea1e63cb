//! Names of fields say their labels.

use super::super::{criteria, html};
use super::in_name::{Seen, seen};
use super::is_hidden;
use super::words::{Said, is_said, shares_a_word};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// The name of a field says the label that people see beside it.
    ///
    /// Who speaks to a computer says the label to reach the field, and who hears a page while others look at it talks with
    /// them about the same field. The W3C's rule for this asks only what is named by the text inside it, such as a button
    /// (`label/in-name`); the criterion asks the same of fields, whose label stands outside.
    ///
    /// It fails for sure where `aria-label` has no word of the field's one label. Where it has some of them the rest may be
    /// no part of the label but a mark or a hint; where several labels are seen, or a group is named, it may be meant: a
    /// person looks.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label for="f">Email</label><input id="f" aria-label="Contact">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label for="f">Email</label><input id="f" aria-label="Email for your receipt">
    /// ```
    pub(crate) FIELD_IN_NAME = "label/field-in-name", Error, Wcag,
        "The accessible name of a field does not say the label that is seen.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &FIELD_IN_NAME,
    criteria: criteria!["2.5.3" A],
    act: &[],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

/// More than this, in bytes, is a text and no label.
const LONGEST: usize = 10_000;

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.with_aria().iter().copied() {
        let by_reference = || html::text_attribute(document, id, "aria-labelledby").is_some();
        if (html::text_attribute(document, id, "aria-label").is_none() && !by_reference())
            || !context.is_exposed(id)
        {
            continue;
        }
        let is_field = html::is_field(document, id);
        let labels = if is_field {
            context.labels(id).to_vec()
        } else {
            legend(context, id).into_iter().collect()
        };
        let labels: Vec<Seen> = labels
            .into_iter()
            .filter(|label| !is_hidden(context, *label))
            .map(|label| seen(context, label, Some(id)))
            .filter(|seen| html::has_text(&seen.apart))
            .collect();
        let name = context.name(id);
        if labels.is_empty() || name.len() > LONGEST {
            continue;
        }
        let unsaid = labels.iter().find(|seen| {
            is_said(&seen.apart, name) != Said::Yes && is_said(&seen.together, name) != Said::Yes
        });
        let Some(unsaid) = unsaid else {
            verdicts.pass(id);
            continue;
        };
        let (name, label) = (html::quoted(name), html::quoted(&unsaid.apart));
        let is_certain = is_field
            && labels.len() == 1
            && !unsaid.is_unsure
            && !by_reference()
            && is_said(&unsaid.apart, context.name(id)) == Said::No
            && !shares_a_word(&unsaid.apart, context.name(id));
        if is_certain {
            verdicts.fail(
                id,
                format!("The name {name} does not say the label {label}, which is seen."),
                "Begin the name with the label, or leave the name to the label.",
            );
        } else {
            verdicts.review(
                id,
                format!("The name {name} may not say the label {label}, which is seen."),
                "Look whether people who speak to it would say something else than its name.",
            );
        }
    }
}

/// The legend of a group.
fn legend(context: &Context<'_>, id: NodeId) -> Option<NodeId> {
    let document = context.document();
    if document.html_name(id) != Some("fieldset") {
        return None;
    }
    let mut inside = document.children(id).iter().copied();
    inside.find(|child| document.html_name(*child) == Some("legend"))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn names_of_fields_say_their_labels() {
        for (html, outcome) in [
            (
                "<label for=f>Email</label><input id=f aria-label=Contact>",
                FAIL,
            ),
            ("<label>Email <input aria-label=Contact></label>", FAIL),
            (
                "<label>City <select aria-label=Place><option>Place</select></label>",
                FAIL,
            ),
            (
                "<label>Place <select aria-label=Place><option>Rome</select></label>",
                PASS,
            ),
            (
                "<label for=f>Full name (required)</label><input id=f aria-label='Your full name'>",
                PASS,
            ),
            (
                "<label for=f>Full name *</label><input id=f aria-label='full name'>",
                PASS,
            ),
            // Perhaps the first word is not what people say.
            (
                "<label for=f>Phone number</label><input id=f aria-label='Telephone number'>",
                REVIEW,
            ),
            (
                "<label for=f>Email</label><input id=f aria-labelledby=d><b id=d>Contact</b>",
                REVIEW,
            ),
            (
                "<label for=f id=l>Email</label><input id=f aria-labelledby='l d'><b id=d>Contact</b>",
                PASS,
            ),
            (
                "<label for=f>Email</label><label for=f>Where to</label><input id=f aria-label=Email>",
                REVIEW,
            ),
            (
                "<label for=f hidden>Email</label><input id=f aria-label=Contact>",
                NONE,
            ),
            (
                "<label for=f aria-hidden=true>Email</label><input id=f aria-label=Contact>",
                NONE,
            ),
            (
                "<label for=f>★</label><input id=f aria-label=Contact>",
                PASS,
            ),
            ("<label for=f>Email</label><input id=f>", NONE),
            ("<input aria-label=Contact>", NONE),
            ("<button aria-label=Contact>Email</button>", NONE),
            (
                "<fieldset aria-label=Colour><legend>Paint</legend><label><input type=radio>Red</label></fieldset>",
                REVIEW,
            ),
            (
                "<fieldset aria-label='Paint colour'><legend>Paint</legend><label><input type=radio>Red</label></fieldset>",
                PASS,
            ),
        ] {
            assert_eq!(judged("label/field-in-name", html), outcome, "{html}");
        }
    }
}
