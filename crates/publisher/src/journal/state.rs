//! Where an item stands, and how it gets from there to elsewhere: one table that the store and its tests read.
//!
//! ```text
//! planned -> validated -> claimed -> sending -> done | failed | ambiguous
//!       \-> blocked          ^  |       |
//!                            |  \-> done | failed (nothing had to be sent)
//!                            \----------/ (refused for now, or never sent)
//! ```
//! `sending` is written down, and outlives the machine, before a byte that may change something leaves the process. So
//! whatever ends the process, an item that may have arrived is known as one.

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It belongs to a batch; its manifest was not looked at yet.
    Planned,
    /// Its manifest was checked, and nothing blocks it.
    Validated,
    /// A publisher is at work on it; nothing that may have changed something is on its way.
    Claimed,
    /// A request that may change something was sent, or is about to be.
    Sending,
    /// The server holds it.
    Done,
    /// The server does not hold it, and will not without somebody's doing.
    Failed,
    /// It may have arrived.
    Ambiguous,
    /// It cannot be published as it is; nothing was sent.
    Blocked,
}

/// Every state, in the order of their numbers.
pub(crate) const STATES: &[(State, &str, &str)] = &[
    (
        State::Planned,
        "planned",
        "Belongs to a batch; its manifest was not looked at yet.",
    ),
    (
        State::Validated,
        "validated",
        "Checked, and waiting to be sent.",
    ),
    (
        State::Claimed,
        "claimed",
        "A publisher is at work on it; nothing is on its way.",
    ),
    (
        State::Sending,
        "sending",
        "Was sent, or is about to be; the answer is not known.",
    ),
    (State::Done, "done", "The server holds it."),
    (
        State::Failed,
        "failed",
        "The server does not hold it, and said why.",
    ),
    (
        State::Ambiguous,
        "ambiguous",
        "May have arrived; `preflight reconcile` finds out or asks.",
    ),
    (
        State::Blocked,
        "blocked",
        "Cannot be published as it is; nothing was sent.",
    ),
];

/// What happens to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// Its manifest was read and nothing blocks it.
    Validate,
    /// Its manifest was read and cannot be sent.
    Block,
    /// A publisher takes it.
    Claim,
    /// A request that may change something is about to be sent.
    Send,
    /// That request was refused for now or never left, so it may be sent again.
    Return,
    /// The publisher puts it back for a later run, with nothing changed, or only what that run finds again.
    Release,
    /// It ended well.
    Complete,
    /// It ended badly.
    Fail,
    /// Nobody knows how it ended.
    Lose,
    /// Somebody looked, and it is not there: it may be sent again.
    Reopen,
}

/// Every event: what it is, from which states it may come, and to which one it leads.
pub(crate) const TRANSITIONS: &[(Event, &str, &[State], State)] = {
    use State::{Ambiguous, Blocked, Claimed, Done, Failed, Planned, Sending, Validated};
    &[
        (
            Event::Validate,
            "its manifest is read, and nothing blocks it",
            &[Planned],
            Validated,
        ),
        (
            Event::Block,
            "its manifest is read, and cannot be sent",
            &[Planned, Validated],
            Blocked,
        ),
        (Event::Claim, "a publisher takes it", &[Validated], Claimed),
        // A flow may send several requests that change something, one after the other.
        (
            Event::Send,
            "a request that may change something is about to be sent",
            &[Claimed, Sending],
            Sending,
        ),
        (
            Event::Return,
            "that request was refused for now, or never left",
            &[Sending],
            Claimed,
        ),
        (
            Event::Release,
            "the publisher puts it back for a later run: nothing has changed, or what has is found again",
            &[Claimed, Sending],
            Validated,
        ),
        (
            Event::Complete,
            "it ends well",
            &[Claimed, Sending, Ambiguous],
            Done,
        ),
        (
            Event::Fail,
            "it ends badly",
            &[Claimed, Sending, Ambiguous],
            Failed,
        ),
        (
            Event::Lose,
            "nobody knows how it ended",
            &[Claimed, Sending],
            Ambiguous,
        ),
        (
            Event::Reopen,
            "somebody looked, and it is not there",
            &[Sending, Ambiguous],
            Validated,
        ),
    ]
};

impl State {
    /// What people and reports call it.
    pub(crate) fn name(self) -> &'static str {
        STATES
            .iter()
            .find(|(state, ..)| *state == self)
            .map_or("", |(_, name, _)| name)
    }

    /// Whether work is left to do that a publisher can do by itself.
    pub(crate) fn is_unfinished(self) -> bool {
        matches!(
            self,
            Self::Planned | Self::Validated | Self::Claimed | Self::Sending
        )
    }
}

impl Event {
    /// The states from which it may come, and the one it leads to.
    pub(crate) fn transition(self) -> (&'static [State], State) {
        TRANSITIONS
            .iter()
            .find(|(event, ..)| *event == self)
            .map_or((&[], State::Planned), |(_, _, from, to)| (from, *to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_table() {
        for (state, name, meaning) in STATES {
            assert_eq!(state.name(), *name);
            assert!(meaning.ends_with('.'), "{meaning}");
        }
    }

    #[test]
    fn nothing_is_sent_that_was_not_claimed_and_nothing_settled_is_sent_again() {
        let into = |state| {
            TRANSITIONS
                .iter()
                .filter(move |(.., to)| *to == state)
                .flat_map(|(_, _, from, _)| from.iter().copied())
        };
        assert!(into(State::Sending).all(|from| matches!(from, State::Claimed | State::Sending)));
        for settled in [State::Done, State::Failed, State::Blocked] {
            let leaves = TRANSITIONS
                .iter()
                .any(|(_, _, from, _)| from.contains(&settled));
            assert!(!leaves, "{settled:?} is left only by a new batch");
        }
    }

    #[test]
    fn every_state_is_reached_and_every_unfinished_one_left() {
        for (state, ..) in STATES {
            let reached = TRANSITIONS.iter().any(|(.., to)| to == state);
            assert!(reached || *state == State::Planned, "{state:?}");
            let left = TRANSITIONS
                .iter()
                .any(|(_, _, from, to)| from.contains(state) && to != state);
            assert_eq!(left, state.is_unfinished() || *state == State::Ambiguous);
        }
    }
}
