//! Which items of a list stay, move, come and go.
//!
//! Items are found again by their names, where these stand once in either version, and by being equal. The most that can
//! stay in their order do: the longest common subsequence. What is left between two that stay is taken for the same thing,
//! changed, where it may be. Exact work is bounded for all lists of a document together; beyond that the k-th of
//! several equal items is the k-th of the other version, and every step is linear but for a sort.

use std::collections::{HashMap, VecDeque};

use super::identity::Item;

/// What becomes of items, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is in both; moved or not.
    Both {
        before: usize,
        after: usize,
        moved: bool,
    },
    /// It came.
    Added(usize),
    /// It went.
    Removed(usize),
}

/// How much exact work may still be done: pairs of items that are compared.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(1 << 21)
    }
}

impl Budget {
    /// For one list.
    const MOST: usize = 1 << 19;

    fn spend(&mut self, old: usize, new: usize) -> bool {
        // In WebAssembly 32 bits count, and two lists of 65,536 items have more pairs than those.
        let pairs = old.saturating_mul(new);
        let may = pairs <= Self::MOST && pairs <= self.0;
        if may {
            self.0 -= pairs;
        }
        may
    }
}

/// What an item is found again by: a name, or a value.
type Token = u64;

/// The token of a name. Those of values have no upper half.
fn of_name((key, number): (usize, u32)) -> Token {
    (key as u64 + 1) << 32 | u64::from(number)
}

/// Places that wait, by what they are found by.
#[derive(Debug, Default)]
struct Queues(HashMap<u64, VecDeque<usize>>);

impl Queues {
    fn push(&mut self, key: u64, place: usize) {
        self.0.entry(key).or_default().push_back(place);
    }

    fn first(&self, key: u64) -> Option<usize> {
        self.0.get(&key)?.front().copied()
    }

    fn pop(&mut self, key: u64) -> Option<usize> {
        self.0.get_mut(&key)?.pop_front()
    }

    fn count(&self, key: u64) -> usize {
        self.0.get(&key).map_or(0, VecDeque::len)
    }
}

/// What becomes of the items of a list, in the order of the newer version; what went stands where it was. `may_be` says
/// whether two that are left, by their places, may be one thing.
pub(super) fn align(
    before: &[Item],
    after: &[Item],
    budget: &mut Budget,
    may_be: impl Fn(usize, usize) -> bool,
) -> Vec<Step> {
    let (old, new) = tokens(before, after);
    let mut matched = Matched {
        to: vec![None; old.len()],
        stays: vec![false; old.len()],
        taken: vec![false; new.len()],
    };
    let most = old.len().min(new.len());
    let first = (0..most).take_while(|at| old[*at] == new[*at]).count();
    let last = (0..most - first)
        .take_while(|back| old[old.len() - 1 - back] == new[new.len() - 1 - back])
        .count();
    for at in 0..first {
        matched.stay(at, at);
    }
    for back in 1..=last {
        matched.stay(old.len() - back, new.len() - back);
    }
    let (old_end, new_end) = (old.len() - last, new.len() - last);
    let (old_middle, new_middle) = (&old[first..old_end], &new[first..new_end]);
    if budget.spend(old_middle.len(), new_middle.len()) {
        for (one, other) in longest(old_middle, new_middle) {
            matched.stay(first + one, first + other);
        }
        for (one, other) in in_turn(&old, &new, &matched) {
            matched.pair(one, other);
        }
    } else {
        let pairs = in_turn(&old, &new, &matched);
        let places: Vec<usize> = pairs.iter().map(|(_, other)| *other).collect();
        let rising = rising(&places);
        for (place, (one, other)) in pairs.into_iter().enumerate() {
            if rising[place] {
                matched.stay(one, other);
            } else {
                matched.pair(one, other);
            }
        }
    }
    pair_the_rest(before, after, &mut matched, may_be);
    matched.steps()
}

/// What each item is found again by: its name where that stands once in either version, else its value.
fn tokens(before: &[Item], after: &[Item]) -> (Vec<Token>, Vec<Token>) {
    let named = |items: &[Item]| {
        let mut named = Queues::default();
        for (place, item) in items.iter().enumerate() {
            if let Some(name) = item.name {
                named.push(of_name(name), place);
            }
        }
        named
    };
    let (old, new) = (named(before), named(after));
    let token = |item: &Item| {
        let name = item.name.map(of_name);
        let is_one = |name: &Token| old.count(*name) == 1 && new.count(*name) == 1;
        name.filter(is_one).unwrap_or(u64::from(item.value))
    };
    (
        before.iter().map(token).collect(),
        after.iter().map(token).collect(),
    )
}

/// The longest common subsequence, by the table of its lengths.
fn longest(old: &[Token], new: &[Token]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            lengths[one * width + other] = if old[one] == new[other] {
                lengths[(one + 1) * width + other + 1] + 1
            } else {
                lengths[(one + 1) * width + other].max(lengths[one * width + other + 1])
            };
        }
    }
    let (mut one, mut other) = (0, 0);
    let mut pairs = Vec::new();
    while one < old.len() && other < new.len() {
        if old[one] == new[other] {
            pairs.push((one, other));
            one += 1;
            other += 1;
        } else if lengths[(one + 1) * width + other] >= lengths[one * width + other + 1] {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// Pairs of equal tokens that are left, the k-th with the k-th, in the order of the older version.
fn in_turn(old: &[Token], new: &[Token], matched: &Matched) -> Vec<(usize, usize)> {
    let mut waiting = Queues::default();
    for (place, token) in new.iter().enumerate() {
        if !matched.taken[place] {
            waiting.push(*token, place);
        }
    }
    let left = old.iter().enumerate();
    let left = left.filter(|(place, _)| matched.to[*place].is_none());
    left.filter_map(|(place, token)| Some((place, waiting.pop(*token)?)))
        .collect()
}

/// Which of some numbers are in the longest rising subsequence.
fn rising(numbers: &[usize]) -> Vec<bool> {
    // The places of the least last numbers, by length; and what stands before each place.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; numbers.len()];
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        previous[place] = length.checked_sub(1).map(|length| ends[length]);
        if length == ends.len() {
            ends.push(place);
        } else {
            ends[length] = place;
        }
    }
    let mut is_in = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        is_in[place] = true;
        next = previous[place];
    }
    is_in
}

/// Pairs what is left between two that stay, in order, where it is of one sort and may be one thing.
fn pair_the_rest(
    before: &[Item],
    after: &[Item],
    matched: &mut Matched,
    may_be: impl Fn(usize, usize) -> bool,
) {
    let (mut one, mut other) = (0, 0);
    while one < before.len() || other < after.len() {
        let stay = (one..before.len()).find(|place| matched.stays[*place]);
        let (end, other_end) = match stay.and_then(|place| Some((place, matched.to[place]?))) {
            Some(ends) => ends,
            None => (before.len(), after.len()),
        };
        let sort = |item: &Item| u64::from(item.sort.0) << 32 | u64::from(item.sort.1);
        let mut waiting = Queues::default();
        for place in (other..other_end).filter(|place| !matched.taken[*place]) {
            waiting.push(sort(&after[place]), place);
        }
        let mut last = None;
        for (place, item) in before.iter().enumerate().take(end).skip(one) {
            if matched.to[place].is_some() {
                continue;
            }
            if let Some(candidate) = waiting.first(sort(item))
                && may_be(place, candidate)
            {
                waiting.pop(sort(item));
                // Of two sorts one may have come before the other.
                if last.is_none_or(|last| last < candidate) {
                    matched.stay(place, candidate);
                    last = Some(candidate);
                } else {
                    matched.pair(place, candidate);
                }
            }
        }
        (one, other) = (end + 1, other_end + 1);
    }
}

/// What was found so far.
struct Matched {
    /// Where an item of the older version stands in the newer one.
    to: Vec<Option<usize>>,
    /// Whether it stays in its order.
    stays: Vec<bool>,
    /// Whether an item of the newer version was found in the older one.
    taken: Vec<bool>,
}

impl Matched {
    fn pair(&mut self, one: usize, other: usize) {
        self.to[one] = Some(other);
        self.taken[other] = true;
    }

    fn stay(&mut self, one: usize, other: usize) {
        self.pair(one, other);
        self.stays[one] = true;
    }

    fn steps(&self) -> Vec<Step> {
        let mut from = vec![None; self.taken.len()];
        for (one, other) in self.to.iter().enumerate() {
            if let Some(other) = other {
                from[*other] = Some(one);
            }
        }
        let mut steps = Vec::with_capacity(self.to.len().max(self.taken.len()));
        let gone = |places: std::ops::Range<usize>| {
            places
                .filter(|place| self.to[*place].is_none())
                .map(Step::Removed)
        };
        let mut told = 0;
        for (after, before) in from.into_iter().enumerate() {
            match before {
                Some(before) => {
                    let moved = !self.stays[before];
                    if !moved {
                        steps.extend(gone(told..before));
                        told = before + 1;
                    }
                    steps.push(Step::Both {
                        before,
                        after,
                        moved,
                    });
                }
                None => steps.push(Step::Added(after)),
            }
        }
        steps.extend(gone(told..self.to.len()));
        steps
    }
}

#[cfg(test)]
#[path = "lists_tests.rs"]
mod tests;
