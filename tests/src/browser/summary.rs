//! What was compared, as a table for people.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::time::Duration;

use super::Case;
use super::compare::{About, Contradiction};
use super::facts::{AxeOutcome, Facts, Versions};
use super::ours::Verdict;

/// What was compared.
#[derive(Debug, Default)]
pub struct Tally {
    /// Pages.
    pub pages: usize,
    /// Their elements.
    pub elements: usize,
    /// Verdicts on one element by a rule that both know.
    pub verdicts: usize,
    /// Of these, where both are certain that it is wrong.
    pub both_fail: usize,
    /// Where one of them leaves it open.
    pub open: usize,
    /// Ratios.
    pub ratios: usize,
    /// The greatest difference between two of them.
    pub ratio_difference: f64,
    /// Roles.
    pub roles: usize,
    /// Names.
    pub names: usize,
    /// States of being required.
    pub required: usize,
    /// What core fails on elements of which axe says nothing, by core's rule.
    pub only_ours: BTreeMap<&'static str, usize>,
    /// By axe's rule: where both fail, and all that were compared.
    pub by_rule: BTreeMap<String, (usize, usize)>,
}

impl Tally {
    pub(super) fn verdict(&mut self, rule: &str, ours: Option<Verdict>, theirs: AxeOutcome) {
        self.verdicts += 1;
        let both = ours == Some(Verdict::Fail) && theirs == AxeOutcome::Fail;
        self.both_fail += usize::from(both);
        let open = ours == Some(Verdict::Review) || theirs == AxeOutcome::Incomplete;
        self.open += usize::from(open);
        let (fails, all) = self.by_rule.entry(rule.to_owned()).or_default();
        *fails += usize::from(both);
        *all += 1;
    }

    pub(super) fn contrast(&mut self, difference: f64) {
        self.ratios += 1;
        self.ratio_difference = self.ratio_difference.max(difference);
    }

    pub(super) fn only_ours(&mut self, rule: &'static str) {
        *self.only_ours.entry(rule).or_default() += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "pages {}, elements {}",
            self.pages, self.elements
        )?;
        writeln!(
            formatter,
            "verdict pairs {}: both fail {}, one leaves it open {}",
            self.verdicts, self.both_fail, self.open
        )?;
        writeln!(
            formatter,
            "contrast ratios {}, greatest difference {:.4}",
            self.ratios, self.ratio_difference
        )?;
        writeln!(
            formatter,
            "roles {}, names {}, required states {}",
            self.roles, self.names, self.required
        )?;
        for (rule, (fails, all)) in &self.by_rule {
            writeln!(formatter, "  {rule}: {all} pairs, both fail {fails}")?;
        }
        for (rule, count) in &self.only_ours {
            writeln!(
                formatter,
                "  {rule}: fails {count} that axe says nothing of"
            )?;
        }
        Ok(())
    }
}

/// A contradiction with its case.
#[derive(Debug)]
pub struct Found<'c> {
    /// The case.
    pub case: &'c Case,
    /// The contradiction.
    pub contradiction: Contradiction,
}

/// How many examples of one sort are shown; `PREFLIGHT_FAULTS` sets another number.
fn examples() -> usize {
    std::env::var("PREFLIGHT_FAULTS")
        .ok()
        .and_then(|most| most.parse().ok())
        .unwrap_or(3)
}

/// Contradictions by their sort, the most frequent first.
pub fn by_sort(found: &[Found<'_>]) -> String {
    let mut sorts: BTreeMap<(About, String), Vec<&Found<'_>>> = BTreeMap::new();
    for one in found {
        let Contradiction {
            about,
            what,
            ours,
            theirs,
            ..
        } = &one.contradiction;
        let sort = match about {
            About::Verdict | About::Role | About::Exposure | About::Required => {
                format!("{what}: core {ours}, browser {theirs}")
            }
            About::Contrast | About::Name => what.clone(),
        };
        sorts.entry((*about, sort)).or_default().push(one);
    }
    let mut sorts: Vec<_> = sorts.into_iter().collect();
    sorts.sort_by_key(|((about, _), found)| (*about, std::cmp::Reverse(found.len())));
    let mut text = String::new();
    for ((about, sort), found) in sorts {
        let _ = writeln!(text, "{} x {about:?} {sort}", found.len());
        for Found {
            case,
            contradiction,
        } in found.iter().take(examples())
        {
            let tag = case.tag(contradiction.node);
            let _ = writeln!(text, "    {}: {tag}", case.id);
            if matches!(about, About::Contrast | About::Name) {
                let Contradiction { ours, theirs, .. } = contradiction;
                let _ = writeln!(text, "        core {ours}, browser {theirs}");
            }
        }
    }
    text
}

/// Who was asked, and how long it took.
pub fn times(versions: &Versions, facts: &[Facts], all: Duration) -> String {
    let sum = |part: usize| facts.iter().map(|facts| facts.times[part]).sum::<f64>() / 1000.0;
    format!(
        "Chromium {}, axe-core {}: {:.1} s, of it loading {:.1} s, trees {:.1} s, axe {:.1} s\n",
        versions.chromium,
        versions.axe,
        all.as_secs_f64(),
        sum(0),
        sum(1),
        sum(2),
    )
}
