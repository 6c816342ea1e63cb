//! Whom items are for: who is held back by a limit of their own, and for whom how much is under way.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::clock::Moment;
use super::decide::fair::Recipient;

/// Whom items of a run are for.
#[derive(Debug, Default)]
pub(super) struct Recipients {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Until when nothing is to be sent to them.
    held_back: BTreeMap<Recipient, Moment>,
    /// How many of their items are under way.
    under_way: BTreeMap<Recipient, usize>,
}

/// How many items for one recipient are under way at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtOnce {
    /// One: the last of them is what holds.
    One,
    /// So many, and more only where nobody else is waiting.
    Rather(usize),
}

/// Whether an item is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Go,
    /// Others first.
    Later,
    /// Not before something changes, or before that time is over.
    Not(Option<Duration>),
}

impl Recipients {
    /// Nothing is to be sent to this one until then.
    pub(super) fn hold_back(&self, recipient: Recipient, until: Moment) {
        let mut state = self.state();
        let latest = state.held_back.entry(recipient).or_default();
        *latest = until.max(*latest);
    }

    /// How an item for this one stands.
    pub(super) fn standing(&self, recipient: Recipient, at_once: AtOnce, now: Moment) -> Standing {
        let mut state = self.state();
        if let Some(until) = state.held_back.get(&recipient) {
            let wait = until.since(now);
            if !wait.is_zero() {
                return Standing::Not(Some(wait));
            }
            state.held_back.remove(&recipient);
        }
        let under_way = state.under_way.get(&recipient).copied().unwrap_or_default();
        match at_once {
            AtOnce::One if under_way > 0 => Standing::Not(None),
            AtOnce::Rather(most) if under_way >= most => Standing::Later,
            _ => Standing::Go,
        }
    }

    /// An item for this one is handed out.
    pub(super) fn begin(&self, recipient: Recipient) {
        *self.state().under_way.entry(recipient).or_default() += 1;
    }

    /// An item for this one is done with.
    pub(super) fn end(&self, recipient: Recipient) {
        let mut state = self.state();
        if let Some(under_way) = state.under_way.get_mut(&recipient) {
            *under_way -= 1;
            if *under_way == 0 {
                state.under_way.remove(&recipient);
            }
        }
        drop(state);
        self.changed.notify_one();
    }

    /// Waits until an item is done with.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is complete when it is made, so a panic elsewhere leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_held_back_is_so_until_the_latest_of_its_times() {
        let recipients = Recipients::default();
        let at = |seconds| Moment::START + Duration::from_secs(seconds);
        recipients.hold_back(1, at(10));
        recipients.hold_back(1, at(7));
        let standing = |recipient, now| recipients.standing(recipient, AtOnce::One, at(now));
        assert_eq!(standing(1, 4), Standing::Not(Some(Duration::from_secs(6))));
        assert_eq!(standing(2, 4), Standing::Go);
        assert_eq!(standing(1, 10), Standing::Go);
        assert_eq!(standing(1, 0), Standing::Go, "it is forgotten then");
    }

    #[test]
    fn what_is_under_way_counts_for_its_recipient() {
        let recipients = Recipients::default();
        let standing = |at_once| recipients.standing(1, at_once, Moment::START);
        recipients.begin(1);
        assert_eq!(standing(AtOnce::One), Standing::Not(None));
        assert_eq!(standing(AtOnce::Rather(2)), Standing::Go);
        recipients.begin(1);
        assert_eq!(standing(AtOnce::Rather(2)), Standing::Later);
        recipients.end(1);
        recipients.end(1);
        assert_eq!(standing(AtOnce::One), Standing::Go);
    }
}
