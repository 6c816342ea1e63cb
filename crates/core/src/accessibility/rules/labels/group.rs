//! Choices that belong together are told as a group.

use std::collections::HashMap;

use super::super::{criteria, html};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// Choices that belong together stand in a group with a name.
    ///
    /// The labels are the answers; the name of the group is the question, and without it a screen reader asks "Yes?" "No?".
    /// A group is a `fieldset` with a `legend`, or an element with the role `radiogroup` or `group` and a name. Choices belong
    /// together where they have one `name`; of check boxes, and of choices in the rows of a table, a person has to tell.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p>Are you a customer?</p>
    /// <label><input type="radio" name="customer">Yes</label>
    /// <label><input type="radio" name="customer">No</label>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <fieldset><legend>Are you a customer?</legend>
    /// <label><input type="radio" name="customer">Yes</label>
    /// <label><input type="radio" name="customer">No</label></fieldset>
    /// ```
    pub(crate) GROUP = "label/group", Error, Wcag,
        "Choices that belong together stand in no group with a name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &GROUP,
    criteria: criteria!["1.3.1" A],
    act: &[],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    // By node: the last group of choices whose first choice it holds.
    let mut holds = vec![usize::MAX; document.len()];
    for (number, choices) in groups(context).into_iter().enumerate() {
        let [first, .., last] = choices[..] else {
            continue;
        };
        // What stands between the first and the last stands in what holds both, in HTML as people write it.
        let is_group = |id: NodeId| {
            matches!(context.role(id), Role::Group | Role::RadioGroup)
                && !context.name(id).is_empty()
        };
        for id in document.ancestors(first) {
            holds[id.index()] = number;
        }
        let mut around = document.ancestors(last);
        if around.any(|id| holds[id.index()] == number && is_group(id)) {
            verdicts.pass(first);
            continue;
        }
        let message = format!(
            "These {} choices stand in no group that has a name.",
            choices.len()
        );
        let help = "Put them into a fieldset, with the question as its legend.";
        let is_in_table = document
            .ancestors(first)
            .any(|id| matches!(document.html_name(id), Some("td" | "th")));
        if is_in_table || html::is_input_of(document, first, &["checkbox"]) {
            verdicts.review(first, message, help);
        } else {
            verdicts.fail(first, message, help);
        }
    }
}

/// The choices that have a name in common, in one form and of one type; in the order of the document.
fn groups(context: &Context<'_>) -> Vec<Vec<NodeId>> {
    let document = context.document();
    let mut places: HashMap<(Option<NodeId>, String, &str), usize> = HashMap::new();
    let mut groups: Vec<Vec<NodeId>> = Vec::new();
    for id in context.telling().iter().copied() {
        let kind =
            html::input_type(document, id).filter(|kind| kind == "radio" || kind == "checkbox");
        let name = document
            .attribute(id, "name")
            .filter(|name| !name.is_empty());
        let (Some(kind), Some(name)) = (kind, name) else {
            continue;
        };
        // With another role they are another thing, with another way to tell what belongs together.
        if !context.is_exposed(id) || html::explicit_role(document, id).is_some() {
            continue;
        }
        let form = document
            .ancestors(id)
            .find(|id| document.html_name(*id) == Some("form"));
        let place = *places.entry((form, kind, name)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(id);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn choices_stand_in_groups_with_names() {
        const RADIOS: &str =
            "<label><input type=radio name=c>Yes</label><label><input type=radio name=c>No</label>";
        for (before, after, outcome) in [
            ("", "", FAIL),
            ("<div>", "</div>", FAIL),
            ("<fieldset>", "</fieldset>", FAIL),
            ("<fieldset><legend> </legend>", "</fieldset>", FAIL),
            ("<fieldset><legend>Customer?</legend>", "</fieldset>", PASS),
            ("<div role=radiogroup aria-label=Customer>", "</div>", PASS),
            ("<div role=radiogroup>", "</div>", FAIL),
            (
                "<div role=group aria-labelledby=q><b id=q>Customer?</b>",
                "</div>",
                PASS,
            ),
            ("<table><tr><td>", "</td></tr></table>", REVIEW),
            ("<div hidden>", "</div>", NONE),
        ] {
            let html = format!("{before}{RADIOS}{after}");
            assert_eq!(judged("label/group", &html), outcome, "{html}");
            let boxes = html.replace("type=radio", "type=checkbox");
            let outcome = if outcome == FAIL { REVIEW } else { outcome };
            assert_eq!(judged("label/group", &boxes), outcome, "{boxes}");
        }
    }

    #[test]
    fn one_choice_is_no_group() {
        for html in [
            "<label><input type=checkbox name=agree>I agree</label>",
            "<label><input type=radio name=a>1</label><label><input type=radio name=b>2</label>",
            "<form><label><input type=radio name=a>1</label></form><form><label><input type=radio name=a>2</label></form>",
            "<label><input type=radio>1</label><label><input type=radio>2</label>",
        ] {
            assert_eq!(judged("label/group", html), NONE, "{html}");
        }
    }
}
