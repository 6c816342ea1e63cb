//! Where core and the browser may contradict each other, since the browser is wrong: by the test cases of the W3C's ACT
//! rules, or by the text of a specification.

use super::Case;
use super::compare::{About, Contradiction};

/// A contradiction that stays.
#[derive(Debug)]
pub struct Deviation {
    /// What it is about.
    pub about: About,
    /// The rule of axe, or the role.
    pub what: &'static str,
    /// The ACT test cases, or the section of the specification, that decide.
    pub decides: &'static [&'static str],
    /// What they say.
    pub why: &'static str,
    /// Whether a contradiction is this one.
    pub is: fn(&Case, &Contradiction) -> bool,
}

/// Every deviation.
pub const DEVIATIONS: &[Deviation] = &[];

/// The deviation that a contradiction is.
pub fn find(case: &Case, contradiction: &Contradiction) -> Option<&'static Deviation> {
    DEVIATIONS.iter().find(|deviation| {
        deviation.about == contradiction.about
            && contradiction.what.contains(deviation.what)
            && (deviation.is)(case, contradiction)
    })
}
