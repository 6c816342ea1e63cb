//! The attributes of ARIA exist.

use super::super::criteria;
use crate::accessibility::Context;
use crate::accessibility::attribute::Attribute;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::finding::declare::rules;

rules! {
    /// An attribute that starts with `aria-` is one that WAI-ARIA defines.
    ///
    /// One that it does not define says nothing to anybody, however much was meant by it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button aria-lable="Close">Close</button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button aria-label="Close chat">Close</button>
    /// ```
    pub(crate) ATTRIBUTE = "aria/attribute", Error, Wcag,
        "An attribute starts with aria- and is none that WAI-ARIA defines.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &ATTRIBUTE,
    criteria: criteria!["4.1.2" A],
    act: &["5f99a7"],
    axe: &["aria-valid-attr"],
    impact: Impact::Critical,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_aria() {
        if !super::is_judged(context, *id) {
            continue;
        }
        let Some(element) = context.document().element(*id) else {
            continue;
        };
        let unknown = element
            .attributes()
            .map(|(name, _)| name)
            .find(|name| name.starts_with("aria-") && Attribute::from_name(name).is_none());
        let Some(unknown) = unknown else {
            verdicts.pass(*id);
            continue;
        };
        let shown: String = unknown.chars().take(40).collect();
        let near = nearest(unknown).map_or_else(
            || "Leave it out.".to_owned(),
            |near| format!("Did you mean {near}?"),
        );
        verdicts.fail(*id, format!("The attribute {shown} does not exist."), near);
    }
}

/// The attribute that was most likely meant.
fn nearest(name: &str) -> Option<&'static str> {
    /// How alike two names have to be, 1 being the same.
    const ALIKE: f64 = 0.8;
    /// No name is longer, and comparing takes time.
    const LENGTH: usize = 40;
    if name.len() > LENGTH {
        return None;
    }
    Attribute::all()
        .map(Attribute::name)
        .map(|other| (other, strsim::normalized_damerau_levenshtein(name, other)))
        .filter(|(_, alike)| *alike >= ALIKE)
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(other, _)| other)
}
