//! How often each rule speaks: what two versions of a text are compared by.

use std::collections::BTreeMap;

use super::{Outcome, Rule};

/// Findings by rule and outcome; a rule that asks for a look where it was sure before is no better.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally(BTreeMap<(&'static str, Outcome), usize>);

impl Tally {
    pub(crate) fn add(&mut self, rule: &'static Rule, outcome: Outcome) {
        self.add_many(rule, outcome, 1);
    }

    pub(crate) fn add_many(&mut self, rule: &'static Rule, outcome: Outcome, count: usize) {
        *self.0.entry((rule.id, outcome)).or_default() += count;
    }

    /// Whether nothing is found more often than in `before`, and what was `mended` that much less often.
    pub(crate) fn improves_on(&self, before: &Self, mended: &Self) -> bool {
        let at_most = |found: &BTreeMap<_, usize>, less: &BTreeMap<_, usize>| {
            found.keys().chain(less.keys()).all(|key| {
                let of = |counts: &BTreeMap<_, usize>| counts.get(key).copied().unwrap_or(0);
                of(found) + of(less) <= of(&before.0)
            })
        };
        at_most(&self.0, &mended.0)
    }
}

impl<'r> FromIterator<(&'r &'static Rule, &'r Outcome)> for Tally {
    fn from_iter<I: IntoIterator<Item = (&'r &'static Rule, &'r Outcome)>>(found: I) -> Self {
        let mut tally = Self::default();
        for (rule, outcome) in found {
            tally.add(rule, *outcome);
        }
        tally
    }
}
