//! Of which items a request was sent that may have changed something, and nobody knows yet what came of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The places of items that are under way.
#[derive(Debug, Default)]
pub(super) struct UnderWay(Mutex<BTreeSet<usize>>);

/// What an item tells of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark(Option<(Arc<UnderWay>, usize)>);

impl UnderWay {
    /// What the item at a place tells of itself.
    pub(super) fn mark(self: &Arc<Self>, place: usize) -> Mark {
        Mark(Some((Arc::clone(self), place)))
    }

    /// It is known what became of the item at a place.
    pub(super) fn is_over(&self, place: usize) {
        self.places().remove(&place);
    }

    /// Whether the item at a place may have changed something.
    pub(super) fn includes(&self, place: usize) -> bool {
        self.places().contains(&place)
    }

    fn places(&self) -> MutexGuard<'_, BTreeSet<usize>> {
        // Every change is complete when it is made, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mark {
    /// A request is about to be sent that may change something.
    pub(super) fn set(&self) {
        if let Some((under_way, place)) = &self.0 {
            under_way.places().insert(*place);
        }
    }

    /// It has changed nothing.
    pub(super) fn unset(&self) {
        if let Some((under_way, place)) = &self.0 {
            under_way.is_over(*place);
        }
    }
}
