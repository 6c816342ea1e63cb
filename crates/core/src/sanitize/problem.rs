//! What is wrong inside one text, before anybody knows where the text stands.

use std::ops::Range;

use crate::finding::{Rule, Safety};
use crate::order::sort_by_place;

/// Something a text should not hold, with the edits that take it out.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) rule: &'static Rule,
    /// The bytes of the text it is about.
    pub(crate) range: Range<usize>,
    /// What is wrong, as the rest of a sentence that begins with the name of the text.
    pub(crate) predicate: String,
    /// The next step.
    pub(crate) help: String,
    /// How to take it out; none where that is for the author to say.
    pub(crate) removal: Option<Removal>,
}

/// Edits of one text.
#[derive(Debug, Clone)]
pub(crate) struct Removal {
    pub(crate) safety: Safety,
    /// What it does, as an instruction.
    pub(crate) description: &'static str,
    /// The edits, in the order of the text; they do not overlap.
    pub(crate) edits: Vec<TextEdit>,
}

/// A replacement of one range of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextEdit {
    pub(crate) range: Range<usize>,
    pub(crate) replacement: String,
}

impl TextEdit {
    pub(crate) fn remove(range: Range<usize>) -> Self {
        Self {
            range,
            replacement: String::new(),
        }
    }
}

/// `text` with all edits made; an edit that begins inside an earlier one is left out.
pub(crate) fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e TextEdit>) -> String {
    let mut edits: Vec<&TextEdit> = edits.into_iter().collect();
    // The wider of two that begin together wins.
    sort_by_place(&mut edits, |edit| {
        (edit.range.start, usize::MAX - edit.range.end)
    });
    let mut kept = String::with_capacity(text.len());
    let mut offset = 0;
    for edit in edits {
        if edit.range.start < offset {
            continue;
        }
        kept.push_str(&text[offset..edit.range.start]);
        kept.push_str(&edit.replacement);
        offset = edit.range.end;
    }
    kept.push_str(&text[offset..]);
    kept
}

impl Problem {
    pub(crate) fn with(mut self, removal: Removal) -> Self {
        self.removal = Some(removal);
        self
    }
}

/// Problems of one text up to a cap, so that hostile texts cost bounded memory.
#[derive(Debug)]
pub(crate) struct Found {
    problems: Vec<Problem>,
    most: usize,
    uncounted: usize,
    /// What is beyond the cap by rule, where that is asked for.
    beyond: Option<Vec<(&'static Rule, usize)>>,
}

impl Found {
    /// Keeps up to `most` problems and counts the others.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            problems: Vec::new(),
            most,
            uncounted: 0,
            beyond: None,
        }
    }

    /// Keeps up to `most` problems and counts the others by rule.
    pub(crate) fn tallying(most: usize) -> Self {
        Self {
            beyond: Some(Vec::new()),
            ..Self::new(most)
        }
    }

    /// Adds a problem, and tells its place. Once the cap is reached it is made only where its rule has to be known.
    pub(crate) fn add(&mut self, make: impl FnOnce() -> Problem) -> Option<usize> {
        if self.problems.len() < self.most {
            self.problems.push(make());
            return Some(self.problems.len() - 1);
        }
        self.uncounted += 1;
        if let Some(beyond) = &mut self.beyond {
            let rule = make().rule;
            match beyond
                .iter_mut()
                .find(|(known, _)| std::ptr::eq(*known, rule))
            {
                Some((_, count)) => *count += 1,
                None => beyond.push((rule, 1)),
            }
        }
        None
    }

    /// Adds a problem whose place nobody needs.
    pub(crate) fn add_some(&mut self, make: impl FnOnce() -> Problem) {
        self.add(make);
    }

    /// Makes an end tag part of the problem that its start tag is, and tells whether there is such a problem.
    pub(crate) fn extend(&mut self, place: Option<usize>, edit: TextEdit, safety: Safety) -> bool {
        let problem = place.and_then(|place| self.problems.get_mut(place));
        let Some(removal) = problem.and_then(|problem| problem.removal.as_mut()) else {
            return false;
        };
        removal.edits.push(edit);
        removal.safety = removal.safety.max(safety);
        true
    }

    /// What the problems that were added so far speak of.
    pub(crate) fn coverage(&self) -> Coverage {
        let mut ranges: Vec<(usize, usize)> = self
            .problems
            .iter()
            .map(|problem| (problem.range.start, problem.range.end))
            .collect();
        ranges.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut ranges {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Coverage(ranges)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.problems.is_empty() && self.uncounted == 0
    }

    /// The problems that were kept.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// How many more there are.
    pub(crate) fn uncounted(&self) -> usize {
        self.uncounted
    }

    /// How many more there are by rule; nothing where nobody asked for it.
    pub(crate) fn beyond(&self) -> &[(&'static Rule, usize)] {
        self.beyond.as_deref().unwrap_or_default()
    }
}

/// The ranges of some problems, in order of their beginnings, each with the furthest end of those up to it.
#[derive(Debug)]
pub(crate) struct Coverage(Vec<(usize, usize)>);

impl Coverage {
    /// Whether one of the problems speaks of all of a range.
    pub(crate) fn holds(&self, range: &Range<usize>) -> bool {
        let before = self.0.partition_point(|(start, _)| *start <= range.start);
        before > 0 && range.end <= self.0[before - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_covered_by_one_problem_that_holds_all_of_it() {
        // In the order of their beginnings, with the furthest end so far: 0..20 holds 5..8.
        let coverage = Coverage(vec![(0, 20), (5, 20), (30, 40)]);
        for (range, expected) in [
            (0..20, true),
            (6..12, true),
            (15..25, false),
            (20..30, false),
            (31..32, true),
            (39..41, false),
            (50..51, false),
        ] {
            assert_eq!(coverage.holds(&range), expected, "{range:?}");
        }
        assert!(!Coverage(Vec::new()).holds(&(0..1)));
    }
}
