//! Recipients that a limit of their own holds back, while everybody else goes on.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Moment;
use super::decide::fair::Recipient;

/// Until when recipients are held back.
#[derive(Debug, Default)]
pub(super) struct HeldBack(Mutex<BTreeMap<Recipient, Moment>>);

impl HeldBack {
    /// Nothing is to be sent to this one until then.
    pub(super) fn add(&self, recipient: Recipient, until: Moment) {
        let mut recipients = self.recipients();
        let latest = recipients.entry(recipient).or_default();
        *latest = until.max(*latest);
    }

    /// Whether nobody is.
    pub(super) fn is_empty(&self) -> bool {
        self.recipients().is_empty()
    }

    /// How long nothing is to be sent to this one; none where something may be.
    pub(super) fn wait(&self, recipient: Recipient, now: Moment) -> Option<Duration> {
        let mut recipients = self.recipients();
        let wait = recipients.get(&recipient)?.since(now);
        if wait.is_zero() {
            recipients.remove(&recipient);
            return None;
        }
        Some(wait)
    }

    fn recipients(&self) -> MutexGuard<'_, BTreeMap<Recipient, Moment>> {
        // Every change is complete when it is made, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_held_back_until_the_latest_of_its_times() {
        let held_back = HeldBack::default();
        let at = |seconds| Moment::START + Duration::from_secs(seconds);
        held_back.add(1, at(10));
        held_back.add(1, at(7));
        assert_eq!(held_back.wait(1, at(4)), Some(Duration::from_secs(6)));
        assert_eq!(held_back.wait(2, at(4)), None);
        assert_eq!(held_back.wait(1, at(10)), None);
        assert_eq!(held_back.wait(1, at(0)), None, "it is forgotten then");
    }
}
