//! What is referred to by its id is alone in having it.

use super::super::criteria;
use crate::accessibility::Context;
use crate::accessibility::attribute::{Attribute, Values};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// An id that a label or an attribute of ARIA refers to is the id of one element.
    ///
    /// Browsers take the first that has it, which may be another than was meant. Whether it was has to be looked at.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label for="a">Name</label><input id="a"> <label>Mail <input id="a"></label>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label for="a">Name</label><input id="a"> <label>Mail <input id="b"></label>
    /// ```
    pub(crate) DUPLICATE_ID = "aria/duplicate-id", Error, Wcag,
        "An id that something refers to is the id of several elements.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &DUPLICATE_ID,
    criteria: criteria!["4.1.2" A],
    act: &[],
    axe: &["duplicate-id-aria"],
    impact: Impact::Critical,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let mut told: std::collections::BTreeSet<NodeId> = std::collections::BTreeSet::new();
    let mut refer = |id: &str| {
        let all = context.all_by_id(id);
        let Some(first) = all.first() else { return };
        if !told.insert(*first) {
            return;
        }
        match all.get(1) {
            None => verdicts.pass(*first),
            Some(second) => {
                let shown: String = id.chars().take(40).collect();
                verdicts.review(
                    *second,
                    format!("The id \"{shown}\" is that of another element too, and something refers to it."),
                    "Give each element its own id.",
                );
            }
        }
    };
    for id in context.telling() {
        if document.html_name(*id) == Some("label")
            && let Some(field) = document.attribute(*id, "for")
        {
            refer(field);
        }
    }
    for id in context.with_aria() {
        for (attribute, value) in super::attributes(context, *id) {
            if is_reference(attribute) {
                value.split_ascii_whitespace().for_each(&mut refer);
            }
        }
    }
}

fn is_reference(attribute: Attribute) -> bool {
    matches!(attribute.values(), Values::Id | Values::Ids)
}
