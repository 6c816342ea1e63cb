//! Mends a text by the fixes of its findings, until none is left that helps.
//!
//! Fixes are made in passes. A pass takes the fixes that do not overlap, makes them all and judges the result; where
//! that is no improvement it tries halves, so that one bad fix does not cost the others. The next pass starts from
//! the text that was reached, because mending one thing may show how to mend the next: a string in single quotes can
//! only be rewritten once the control characters in it are gone.
//!
//! - **Earliest first, outer before inner.** An outer fix rewrites what is inside it, so an inner one made before would be
//!   lost; what is still wrong inside is found by the next pass, on the text as it is then.
//! - **Safe before unsafe.** Unsafe fixes are tried only on a text that safe ones cannot mend further. So whatever
//!   [`Safety::Safe`] does, [`Safety::Unsafe`] does first.
//! - **Nothing gets worse.** A step counts only if each finding it is for is gone and no rule finds more than before.
//!   Findings beyond the number that is kept are judged as well, but only counted, so the comparison is exact for any
//!   text, and a text with thousands of faults is mended like any other.
//! - **It ends.** Each step leaves fewer findings. Work is bounded in bytes judged; a pass that finds nothing within
//!   its bound ends the run, and would find nothing the next time either.

use std::collections::VecDeque;

use serde::Serialize;

use super::conclude::is_suppressed;
use super::judge::{Judged, judge_and_tally};
use super::{Checked, MAX_DOCUMENT_BYTES, Options, check};
use crate::finding::{DraftEdit, Outcome, Rule, Safety, Taken, Tally, edited};
use crate::json::Pointer;
use crate::order::sort_by_place;

/// Findings of which a pass looks at the fixes. A mebibyte of comments takes 14 passes on a shrinking text; ten times as
/// many findings would take 100 MB of memory.
const MOST_PER_PASS: usize = 20_000;

/// Bytes that are judged for one pass: 8 tries at the largest document, thousands at one of usual size.
const PASS_BUDGET: usize = 8 * MAX_DOCUMENT_BYTES;

/// Bytes that are judged for one document: a second or so at most.
const BUDGET: usize = 16 * MAX_DOCUMENT_BYTES;

/// A mended document.
#[derive(Debug)]
pub struct Fixed {
    text: String,
    applied: Vec<AppliedFix>,
    checked: Checked,
    complete: bool,
}

impl Fixed {
    /// The text, the fixes made.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The fixes that were made, in the order they were made in.
    pub fn applied(&self) -> &[AppliedFix] {
        &self.applied
    }

    /// The verdict on the new text; its places are places in the new text.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// Whether every fix was made that helps. Otherwise the work came to its bound first, or the text would have become
    /// too large; only a document made to be slow or one near the limit brings that about.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The text, the fixes and the verdict, each of its own.
    pub fn into_parts(self) -> (String, Vec<AppliedFix>, Checked) {
        (self.text, self.applied, self.checked)
    }
}

/// A fix that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppliedFix {
    /// The rule of the finding it mended.
    pub rule: &'static str,
    /// Where the finding was, in the text as it was before the fix.
    pub pointer: Pointer,
    /// What was done, as an instruction.
    pub description: String,
    /// Whether it keeps the meaning.
    pub safety: Safety,
}

/// Mends a document as far as its fixes go; with [`Safety::Unsafe`] also by those a person should look at afterwards.
///
/// The new text has no more findings than the old one, of any rule, and mending it again changes nothing. What no edit
/// touches stays as it is, byte for byte, and so do line ends; a text of one line stays one line. A finding that a
/// suppression covers is not mended. A document that is too large is left alone.
///
/// ```
/// use preflight_core::finding::Safety;
/// use preflight_core::{Options, Policy, fix};
///
/// let policy = Policy::default();
/// let text = "{\n  kind: 'channel', // ours\n  \"id\": \"portal\",\n}\n";
/// let fixed = fix(text, Options::new(&policy), Safety::Safe);
/// assert_eq!(fixed.text(), "{\n  \"kind\": \"channel\",\n  \"id\": \"portal\"\n}\n");
/// let rules: Vec<&str> = fixed.applied().iter().map(|fix| fix.rule).collect();
/// assert_eq!(
///     rules,
///     ["json/unquoted-key", "json/single-quotes", "json/comment", "json/trailing-comma"]
/// );
/// // What is missing, no fix can know.
/// assert_eq!(fixed.checked().report().findings[0].rule, "manifest/content");
/// ```
pub fn fix(text: &str, options: Options<'_>, safety: Safety) -> Fixed {
    if text.len() > MAX_DOCUMENT_BYTES {
        return Fixed {
            text: text.to_owned(),
            applied: Vec::new(),
            checked: check(text, options),
            complete: true,
        };
    }
    let mut run = Run {
        options,
        state: State::of(text.to_owned(), options),
        applied: Vec::new(),
        spent: text.len(),
        complete: true,
    };
    while run.pass(Safety::Safe) || (safety == Safety::Unsafe && run.pass(Safety::Unsafe)) {}
    Fixed {
        checked: check(&run.state.text, options),
        text: run.state.text,
        applied: run.applied,
        complete: run.complete,
    }
}

/// What there is to know about one version of the text.
struct State {
    text: String,
    census: Census,
    candidates: Vec<Candidate>,
}

impl State {
    fn of(text: String, options: Options<'_>) -> Self {
        let judged = judge_and_tally(MOST_PER_PASS, &text, options);
        let census = Census::of(&judged, options);
        let candidates = candidates(&judged, options);
        Self {
            text,
            census,
            candidates,
        }
    }
}

/// A fix that may be made.
struct Candidate {
    rule: &'static Rule,
    outcome: Outcome,
    pointer: Pointer,
    description: String,
    safety: Safety,
    edits: Vec<DraftEdit>,
}

impl Candidate {
    fn applied(&self) -> AppliedFix {
        AppliedFix {
            rule: self.rule.id,
            pointer: self.pointer.clone(),
            description: self.description.clone(),
            safety: self.safety,
        }
    }
}

/// The fixes of a text, in the order they are to be made in.
fn candidates(judged: &Judged<'_>, options: Options<'_>) -> Vec<Candidate> {
    let one_line = !judged.tree.source().contains('\n');
    let breaks_line = |edit: &DraftEdit| edit.text.contains(['\n', '\r']);
    let mut candidates: Vec<Candidate> = judged
        .drafts
        .iter()
        .filter_map(|draft| {
            let fix = draft.fix.as_ref()?;
            // A line of an NDJSON file is a document of its own and has to stay one line.
            if (one_line && fix.edits.iter().any(breaks_line))
                || is_suppressed(judged, draft, options)
            {
                return None;
            }
            Some(Candidate {
                rule: draft.rule,
                outcome: draft.outcome,
                pointer: judged.tree.pointer_at(judged.root, draft.place.span),
                description: fix.description.clone(),
                safety: fix.safety,
                edits: fix.edits.clone(),
            })
        })
        .collect();
    // The wider of two that begin together comes first.
    sort_by_place(&mut candidates, |candidate| {
        let spans = candidate.edits.iter().map(|edit| edit.span.range());
        let start = spans.clone().map(|range| range.start).min();
        let end = spans.map(|range| range.end).max();
        (
            start.unwrap_or_default(),
            usize::MAX - end.unwrap_or_default(),
        )
    });
    candidates
}

/// The findings of a text, counted.
struct Census {
    /// All of them, suppressed or not.
    all: Tally,
    /// Those no suppression covers; none where there were too many to look at each.
    in_force: Option<Tally>,
}

impl Census {
    fn of(judged: &Judged<'_>, options: Options<'_>) -> Self {
        let mut all = judged.beyond.clone();
        let mut in_force = Tally::default();
        for draft in &judged.drafts {
            all.add(draft.rule, draft.outcome);
            if !is_suppressed(judged, draft, options) {
                in_force.add(draft.rule, draft.outcome);
            }
        }
        Self {
            all,
            in_force: (judged.omitted == 0).then_some(in_force),
        }
    }

    fn improves_on(&self, before: &Self, mended: &Tally) -> bool {
        let in_force = self.in_force.as_ref().zip(before.in_force.as_ref());
        self.all.improves_on(&before.all, mended)
            && in_force.is_none_or(|(after, before)| after.improves_on(before, mended))
    }
}

/// The work on one document.
struct Run<'p> {
    options: Options<'p>,
    state: State,
    applied: Vec<AppliedFix>,
    /// Bytes judged so far.
    spent: usize,
    complete: bool,
}

impl Run<'_> {
    /// Makes the fixes of one safety that help; whether there were any.
    fn pass(&mut self, safety: Safety) -> bool {
        let mut open: Vec<usize> = (0..self.state.candidates.len())
            .filter(|index| self.state.candidates[*index].safety == safety)
            .collect();
        let bound = BUDGET.min(self.spent + PASS_BUDGET);
        while !open.is_empty() {
            let mut taken = Taken::default();
            let (apart, overlapping) = open
                .into_iter()
                .partition(|index| taken.take(&self.state.candidates[*index].edits));
            let (made, better) = self.attempt(apart, bound);
            if let Some(better) = better {
                let fixes = made.iter().map(|index| &self.state.candidates[*index]);
                self.applied.extend(fixes.map(Candidate::applied));
                self.state = better;
                return true;
            }
            // None of these helps, so what they stood in the way of gets its turn.
            open = overlapping;
        }
        false
    }

    /// Makes as many as can be of fixes that do not overlap, first all at once, then in halves. Gives those that were
    /// made and what the text is with them.
    fn attempt(&mut self, fixes: Vec<usize>, bound: usize) -> (Vec<usize>, Option<State>) {
        let mut made = Vec::new();
        let mut best: Option<State> = None;
        let mut groups = VecDeque::from([fixes]);
        while let Some(group) = groups.pop_front() {
            if self.spent >= bound {
                self.complete = false;
                break;
            }
            let before = best.as_ref().unwrap_or(&self.state);
            match self.step(&made, &group, &before.census) {
                (spent, Some(state)) => {
                    self.spent += spent;
                    made.extend(group);
                    best = Some(state);
                }
                (spent, None) => {
                    self.spent += spent;
                    if group.len() > 1 {
                        let (first, second) = group.split_at(group.len() / 2);
                        groups.extend([first.to_vec(), second.to_vec()]);
                    }
                }
            }
        }
        made.sort_unstable();
        (made, best)
    }

    /// Makes `group` beside what is `made` already. Gives the bytes that were judged and, if the text got better than it
    /// was `before`, what it is then.
    fn step(&self, made: &[usize], group: &[usize], before: &Census) -> (usize, Option<State>) {
        let fix = |index: &usize| &self.state.candidates[*index];
        let edits = made.iter().chain(group).flat_map(|index| &fix(index).edits);
        let Some(text) = edited(&self.state.text, edits) else {
            return (0, None);
        };
        if text.len() > MAX_DOCUMENT_BYTES {
            return (text.len(), None);
        }
        let mut mended = Tally::default();
        for candidate in group.iter().map(fix) {
            mended.add(candidate.rule, candidate.outcome);
        }
        let judged = judge_and_tally(MOST_PER_PASS, &text, self.options);
        let census = Census::of(&judged, self.options);
        if !census.improves_on(before, &mended) {
            return (text.len(), None);
        }
        let candidates = candidates(&judged, self.options);
        let state = State {
            text,
            census,
            candidates,
        };
        (state.text.len(), Some(state))
    }
}
