//! Whether an item that the journal knows from before may be taken up by a new batch: a pure decision.
//!
//! This is what makes it harmless to run a publish twice. What may have arrived is never just sent again: it is looked
//! for where its kind can be looked for, sent again where sending it twice does no harm, and left to a person otherwise.

use preflight_core::Kind;

use super::state::State;
use super::store::{Entry, Planned, Timestamp};

/// What becomes of an item that is to be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is the batch's, to be sent.
    Ours {
        /// When a request was sent that may still be on its way, in the journal's time.
        sent: Option<Timestamp>,
    },
    /// It is the batch's, and was done before; what follows a publish is left. Where it can be looked for, it is, since
    /// it may be gone by now.
    Unfollowed { remote_id: Option<String> },
    /// It is there already, and sending it again would double it.
    Done { remote_id: Option<String> },
    /// Another run is at work on it.
    Busy { run: String },
    /// An earlier run may have sent it, and nobody but a person can find out.
    Unknown { run: Option<String> },
    /// The same natural key was used for something else that cannot be replaced.
    Elsewhere { path: String },
}

/// How the fate of an item of a kind is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recovery {
    /// By looking for it on the server.
    Look,
    /// Not at all, but sending it again leaves the same state.
    SendAgain,
    /// By a person.
    Ask,
}

/// How the fate of an item of this kind is found out.
pub(crate) fn recovery(kind: Kind) -> Recovery {
    match kind {
        Kind::WidgetConfiguration | Kind::AgentWidget | Kind::Channel => Recovery::Look,
        Kind::ParticipantVariables => Recovery::SendAgain,
        Kind::RichCard => Recovery::Ask,
    }
}

/// Decides about an item of which the journal has an entry already. `is_running` says whether a run is still at work.
pub(crate) fn take_up(
    known: &Entry,
    item: &Planned,
    run: &str,
    is_running: impl Fn(&str) -> bool,
) -> Taken {
    let recovery = item.kind.map_or(Recovery::SendAgain, recovery);
    let busy = known
        .owner
        .as_deref()
        .filter(|owner| *owner != run && is_running(owner));
    let is_at_work =
        known.state.is_unfinished() || known.state == State::Done && known.to_follow_up;
    if let (true, Some(owner)) = (is_at_work, busy) {
        return Taken::Busy {
            run: owner.to_owned(),
        };
    }
    match (known.state, recovery) {
        // One message id is one message: another content under it would be read as a second one.
        (State::Done | State::Sending | State::Ambiguous, Recovery::Ask)
            if known.digest != item.digest =>
        {
            Taken::Elsewhere {
                path: known.path.clone(),
            }
        }
        (State::Done, Recovery::Ask) if !known.to_follow_up => Taken::Done {
            remote_id: known.remote_id.clone(),
        },
        (State::Done, Recovery::Ask) => Taken::Unfollowed {
            remote_id: known.remote_id.clone(),
        },
        (State::Sending | State::Ambiguous, Recovery::Ask) => Taken::Unknown {
            run: known.owner.clone(),
        },
        // The runs since then may have come no further than looking for it.
        (state, Recovery::Look)
            if known.to_follow_up
                && known.digest == item.digest
                && !matches!(state, State::Sending | State::Ambiguous) =>
        {
            Taken::Unfollowed {
                remote_id: known.remote_id.clone(),
            }
        }
        // What comes late sets the same variables.
        (_, Recovery::SendAgain) if known.digest == item.digest => Taken::Ours { sent: None },
        _ => Taken::Ours { sent: known.sent },
    }
}

#[cfg(test)]
mod tests {
    use super::super::subject::Subject;
    use super::*;
    use crate::digest::Digest;

    fn digest(text: &str) -> Digest {
        Digest::of([text.as_bytes()])
    }

    fn planned(kind: Kind) -> Planned {
        Planned {
            subject: Subject(digest("subject")),
            digest: Some(digest("content")),
            kind: Some(kind),
            id: None,
            path: "new.json".to_owned(),
            ordinal: 1,
            state: State::Validated,
        }
    }

    fn known(kind: Kind, state: State) -> Entry {
        Entry {
            subject: Subject(digest("subject")),
            batch: "before".to_owned(),
            position: 0,
            digest: Some(digest("content")),
            kind: Some(kind),
            id: None,
            path: "old.json".to_owned(),
            ordinal: 1,
            state,
            owner: Some("before".to_owned()),
            call: None,
            remote_id: Some("7".to_owned()),
            outcome: None,
            reason: None,
            to_follow_up: false,
            sent: matches!(state, State::Sending | State::Ambiguous).then_some(1_000),
            updated: 2_000,
        }
    }

    const KINDS: [Kind; 3] = [Kind::Channel, Kind::ParticipantVariables, Kind::RichCard];

    #[test]
    fn what_may_have_arrived_is_looked_for_sent_again_or_asked_about() {
        use State::{Ambiguous, Blocked, Claimed, Done, Failed, Planned, Sending, Validated};
        let again = || Taken::Ours { sent: None };
        let look = || Taken::Ours { sent: Some(1_000) };
        let ask = || Taken::Unknown {
            run: Some("before".to_owned()),
        };
        let done = || Taken::Done {
            remote_id: Some("7".to_owned()),
        };
        let table = [
            (Planned, [again(), again(), again()]),
            (Validated, [again(), again(), again()]),
            (Claimed, [again(), again(), again()]),
            (Sending, [look(), again(), ask()]),
            (Ambiguous, [look(), again(), ask()]),
            (Done, [again(), again(), done()]),
            (Failed, [again(), again(), again()]),
            (Blocked, [again(), again(), again()]),
        ];
        for (state, expected) in table {
            for (kind, expected) in KINDS.into_iter().zip(expected) {
                let taken = take_up(&known(kind, state), &planned(kind), "run", |_| false);
                assert_eq!(taken, expected, "{state:?} {kind:?}");
            }
        }
    }

    #[test]
    fn a_request_on_its_way_is_waited_for_however_many_runs_broke_off_since() {
        for state in [State::Validated, State::Claimed] {
            for kind in [Kind::Channel, Kind::RichCard] {
                let mut before = known(kind, state);
                before.sent = Some(1_000);
                let taken = take_up(&before, &planned(kind), "run", |_| false);
                assert_eq!(
                    taken,
                    Taken::Ours { sent: Some(1_000) },
                    "{state:?} {kind:?}"
                );
            }
        }
        // Old variables that come late would replace new ones.
        let kind = Kind::ParticipantVariables;
        let mut item = planned(kind);
        item.digest = Some(digest("other content"));
        let taken = take_up(&known(kind, State::Sending), &item, "run", |_| false);
        assert_eq!(taken, Taken::Ours { sent: Some(1_000) });
    }

    #[test]
    fn what_another_run_is_at_work_on_is_left_to_it() {
        for (state, ..) in super::super::state::STATES {
            for kind in KINDS {
                let taken = take_up(&known(kind, *state), &planned(kind), "run", |run| {
                    run == "before"
                });
                let is_busy = taken
                    == Taken::Busy {
                        run: "before".to_owned(),
                    };
                assert_eq!(is_busy, state.is_unfinished(), "{state:?} {kind:?}");
            }
        }
        // It is telling others of it.
        let mut following = known(Kind::Channel, State::Done);
        following.to_follow_up = true;
        let taken = take_up(&following, &planned(Kind::Channel), "run", |_| true);
        assert!(matches!(taken, Taken::Busy { .. }), "{taken:?}");
    }

    #[test]
    fn a_message_id_is_not_used_for_two_messages() {
        let mut card = planned(Kind::RichCard);
        card.digest = Some(digest("other content"));
        for state in [State::Done, State::Sending, State::Ambiguous] {
            let taken = take_up(&known(Kind::RichCard, state), &card, "run", |_| false);
            let path = "old.json".to_owned();
            assert_eq!(taken, Taken::Elsewhere { path }, "{state:?}");
        }
    }

    #[test]
    fn what_follows_a_publish_is_made_up_for_once() {
        for kind in [Kind::WidgetConfiguration, Kind::RichCard] {
            let mut before = known(kind, State::Done);
            before.to_follow_up = true;
            let remote_id = Some("7".to_owned());
            assert_eq!(
                take_up(&before, &planned(kind), "run", |_| false),
                Taken::Unfollowed { remote_id }
            );
        }
        // Variables are set again, and told then.
        let mut before = known(Kind::ParticipantVariables, State::Done);
        before.to_follow_up = true;
        let item = planned(Kind::ParticipantVariables);
        assert_eq!(
            take_up(&before, &item, "run", |_| false),
            Taken::Ours { sent: None }
        );
        // Other content is published anew, and followed up then.
        let mut before = known(Kind::WidgetConfiguration, State::Done);
        before.to_follow_up = true;
        let item = planned(Kind::WidgetConfiguration);
        before.digest = Some(digest("other content"));
        assert_eq!(
            take_up(&before, &item, "run", |_| false),
            Taken::Ours { sent: None }
        );
    }
}
