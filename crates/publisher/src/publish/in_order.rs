//! Results in the order of the items, whatever the order in which they come.

use std::collections::BTreeMap;

/// Results that come in any order and are told in that of the items.
#[derive(Debug)]
pub(super) struct InOrder<T> {
    waiting: BTreeMap<usize, T>,
    told: usize,
}

impl<T> InOrder<T> {
    pub(super) fn new() -> Self {
        Self {
            waiting: BTreeMap::new(),
            told: 0,
        }
    }

    pub(super) fn set(&mut self, place: usize, result: T) {
        self.waiting.insert(place, result);
    }

    pub(super) fn is_missing(&self, place: usize) -> bool {
        place >= self.told && !self.waiting.contains_key(&place)
    }

    /// Tells those that are next.
    pub(super) fn emit(&mut self, mut done: impl FnMut(T)) {
        while let Some(result) = self.waiting.remove(&self.told) {
            done(result);
            self.told += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_told_in_the_order_of_the_items() {
        let mut results = InOrder::new();
        let mut told = Vec::new();
        for (place, result) in [(2, "c"), (0, "a"), (1, "b")] {
            results.set(place, result);
            assert!(!results.is_missing(place));
            results.emit(|result| told.push(result));
            told.push("|");
        }
        assert_eq!(told.concat(), "|a|bc|");
        assert!(!results.is_missing(0) && results.is_missing(3));
    }
}
