//! Fixes are tried before they are offered.

use std::collections::VecDeque;

use super::draft::{Draft, Edit};
use super::edits::{Taken, edited};
use super::tally::Tally;

/// Source text that may be checked again for the sake of fixes tried alone, in bytes, over all fixes of one document: ten
/// or so for a card of usual size. To check a text is to draw it, which takes about 0.1 ms per KB of HTML, and nobody waits
/// a quarter of a second for advice.
const ALONE_BUDGET: usize = 128 * 1024;

/// The same for fixes tried together: for 100 KB, the halvings that single out one bad fix among a thousand.
const TOGETHER_BUDGET: usize = 2 * 1024 * 1024;

/// Groups that are tried however large the document is.
const FEWEST_GROUPS: usize = 4;

/// Keeps the fixes that do what they say: the finding is gone afterwards and no rule finds more than before.
///
/// Each is tried alone, as far as the budget allows. Those beyond it are tried together, as far as they do not overlap,
/// and where that fails in halves, so that one bad fix does not cost the others. Fixes may overlap: a reader applies
/// one, or a set that does not. `recheck` counts the findings of a text; `None` where there are too many to count.
///
/// Where findings were `omitted` there is nothing to compare with, so no fix is offered.
pub(crate) fn verified_fixes(
    source: &str,
    drafts: &mut [Draft],
    omitted: usize,
    recheck: impl Fn(&str) -> Option<Tally>,
) {
    let fixable: Vec<usize> = (0..drafts.len())
        .filter(|index| drafts[*index].fix.is_some())
        .collect();
    if fixable.is_empty() {
        return;
    }
    if omitted > 0 {
        for draft in drafts {
            draft.fix = None;
        }
        return;
    }
    for index in refused(source, drafts, &fixable, recheck) {
        drafts[index].fix = None;
    }
}

fn refused(
    source: &str,
    drafts: &[Draft],
    fixable: &[usize],
    recheck: impl Fn(&str) -> Option<Tally>,
) -> Vec<usize> {
    let before = tally(drafts);
    let improves = |chosen: &[usize]| {
        let edits = chosen.iter().flat_map(|index| edits(&drafts[*index]));
        let mended = tally(chosen.iter().map(|index| &drafts[*index]));
        edited(source, edits)
            .and_then(|text| recheck(&text))
            .is_some_and(|after| after.improves_on(&before, &mended))
    };
    let affordable = |budget: usize| budget / source.len().max(1);
    let (alone, rest) = fixable.split_at(affordable(ALONE_BUDGET).min(fixable.len()));
    let mut refused: Vec<usize> = alone
        .iter()
        .copied()
        .filter(|index| !improves(&[*index]))
        .collect();
    let mut tries = affordable(TOGETHER_BUDGET).max(FEWEST_GROUPS);
    let mut groups: VecDeque<Vec<usize>> = apart(drafts, rest).into();
    while let Some(group) = groups.pop_front() {
        if tries == 0 {
            refused.extend(group);
            continue;
        }
        tries -= 1;
        if improves(&group) {
            continue;
        }
        if group.len() == 1 {
            refused.extend(group);
        } else {
            let (first, second) = group.split_at(group.len() / 2);
            groups.extend([first.to_vec(), second.to_vec()]);
        }
    }
    refused
}

/// The fixes in groups within which none overlaps another.
fn apart(drafts: &[Draft], fixable: &[usize]) -> Vec<Vec<usize>> {
    /// Groups are tried one by one, and there are few tries.
    const MOST: usize = 32;
    let mut groups: Vec<(Taken, Vec<usize>)> = Vec::new();
    for index in fixable {
        let edits = edits(&drafts[*index]);
        let position = groups.iter_mut().position(|(taken, _)| taken.take(edits));
        match position {
            Some(position) => groups[position].1.push(*index),
            None if groups.len() < MOST => {
                let mut taken = Taken::default();
                taken.take(edits);
                groups.push((taken, vec![*index]));
            }
            None => groups[MOST - 1].1.push(*index),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn edits(draft: &Draft) -> &[Edit] {
    draft.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Counts findings that were all kept.
pub(crate) fn tally<'d>(drafts: impl IntoIterator<Item = &'d Draft>) -> Tally {
    let found = drafts
        .into_iter()
        .map(|draft| (&draft.rule, &draft.outcome));
    found.collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::super::{FixDraft, Place, Safety};
    use super::*;
    use crate::json::{Span, rules::TRAILING_COMMA};

    /// In this language every comma is a finding, and taking it out is the fix; where one is `bad`, it leaves two.
    fn commas(text: &str, bad: &[usize]) -> Vec<Draft> {
        let places = text.match_indices(',').map(|(at, _)| at);
        let draft = |(index, at): (usize, usize)| {
            let span = Span::new(at, at + 1);
            let text = if bad.contains(&index) { ",," } else { "" };
            let fix = FixDraft {
                safety: Safety::Safe,
                description: String::new(),
                edits: vec![Edit {
                    span,
                    text: text.to_owned(),
                }],
            };
            let place = Place::source(span);
            Draft::new(&TRAILING_COMMA, place, String::new(), "").with_fix(Some(fix))
        };
        places.enumerate().map(draft).collect()
    }

    fn offered(text: &str, drafts: &mut [Draft]) -> (Vec<usize>, usize) {
        let checks = Cell::new(0);
        verified_fixes(text, drafts, 0, |fixed| {
            checks.set(checks.get() + 1);
            Some(tally(&commas(fixed, &[])))
        });
        let offered = (0..drafts.len()).filter(|index| drafts[*index].fix.is_some());
        (offered.collect(), checks.get())
    }

    #[test]
    fn one_bad_fix_does_not_cost_the_others() {
        let text = format!("{}{}", "x,".repeat(200), "x".repeat(100_000));
        for bad in [0, 5, 20, 111, 199] {
            let mut drafts = commas(&text, &[bad]);
            let (offered, checks) = offered(&text, &mut drafts);
            let good: Vec<usize> = (0..200).filter(|index| *index != bad).collect();
            assert_eq!(offered, good, "{bad}");
            assert!(checks <= 30, "{checks} checks of 100 KB");
        }
    }

    #[test]
    fn fixes_that_overlap_are_tried_apart() {
        let text = format!("{}{}", "x,".repeat(20), "x".repeat(1_000_000));
        let mut drafts = commas(&text, &[]);
        drafts.extend(commas(&text, &[]));
        let (offered, checks) = offered(&text, &mut drafts);
        // As if two rules spoke of every comma: two groups.
        assert_eq!((offered.len(), checks), (40, 2));
    }

    #[test]
    fn bad_fixes_cost_no_more_than_the_budget() {
        let text = format!("{}{}", "x,".repeat(500), "x".repeat(1_000_000));
        let all: Vec<usize> = (0..500).collect();
        let mut drafts = commas(&text, &all);
        assert_eq!(offered(&text, &mut drafts), (vec![], FEWEST_GROUPS));
    }
}
