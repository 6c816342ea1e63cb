//! What a store of the journal has to do.
//!
//! Two things make it one: what is committed outlives the machine, and an item is claimed by one publisher at a time.
//! `SQLite` does both for the publishers of one machine; a database server can do them for many.

use preflight_core::Kind;

use super::state::{Event, State};
use super::subject::{Destination, Subject};
use super::take_up::{Recovery, Taken, recovery};
use crate::digest::Digest;
use crate::publish::{Ask, Grant};

/// Milliseconds since 1970, UTC, by the clock of the machine: only for people to read, and to know how long ago
/// something was sent.
pub(crate) type Timestamp = u64;

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum StoreError {
    /// It cannot be opened as what it is.
    #[error("{0}")]
    Unusable(String),
    /// It cannot be read or written.
    #[error("{0}")]
    Broken(String),
}

/// A run that publishes, or goes on publishing, these items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Batch {
    /// Its id; that of the run that began it.
    pub(crate) id: String,
    pub(crate) destination: Destination,
    /// The digest of the policy that its manifests were checked with.
    pub(crate) policy: String,
    /// The folder from which its paths go.
    pub(crate) folder: String,
    pub(crate) began: Timestamp,
}

/// An item that is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) subject: Subject,
    /// Of its payload; none where there is none.
    pub(crate) digest: Option<Digest>,
    pub(crate) kind: Option<Kind>,
    /// The manifest's id.
    pub(crate) id: Option<String>,
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// Planned, validated, or blocked.
    pub(crate) state: State,
}

/// What the journal knows of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) subject: Subject,
    pub(crate) batch: String,
    /// Its place in the batch, from 0.
    pub(crate) position: usize,
    pub(crate) digest: Option<Digest>,
    pub(crate) kind: Option<Kind>,
    pub(crate) id: Option<String>,
    pub(crate) path: String,
    pub(crate) ordinal: usize,
    pub(crate) state: State,
    /// The run at work on it, or the last one that was.
    pub(crate) owner: Option<String>,
    /// The call that was sent last.
    pub(crate) call: Option<String>,
    /// By which the server knows it.
    pub(crate) remote_id: Option<String>,
    /// The outcome as reports have it.
    pub(crate) outcome: Option<String>,
    /// What went wrong.
    pub(crate) reason: Option<String>,
    /// Whether what follows a publish (preview, webhook, events) is still to be done.
    pub(crate) to_follow_up: bool,
    /// When a request was sent that may still be on its way. It stays through everything that only reads, so that no
    /// number of broken-off runs makes anybody forget to wait for it.
    pub(crate) sent: Option<Timestamp>,
    pub(crate) updated: Timestamp,
}

impl Entry {
    /// Whether a run can do anything more about it.
    pub(crate) fn has_work_left(&self) -> bool {
        match self.state {
            State::Planned | State::Validated | State::Claimed | State::Sending => true,
            State::Ambiguous => self
                .kind
                .is_some_and(|kind| recovery(kind) != Recovery::Ask),
            State::Done => self.to_follow_up,
            State::Failed | State::Blocked => false,
        }
    }
}

/// How an item ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ending {
    pub(crate) outcome: &'static str,
    pub(crate) remote_id: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) to_follow_up: bool,
}

/// Something that happens to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) subject: Subject,
    /// The run that does it: of a claimed item only the one that claimed it can.
    pub(crate) owner: String,
    pub(crate) what: What,
}

/// What happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Claim,
    /// A call is about to be sent.
    Send(&'static str),
    Return,
    Release,
    Complete(Ending),
    Fail(Ending),
    Lose(Ending),
    /// What follows a publish is done.
    FollowedUp,
}

impl What {
    /// The transition it makes; none where the state stays.
    pub(crate) fn event(&self) -> Option<Event> {
        Some(match self {
            Self::Claim => Event::Claim,
            Self::Send(_) => Event::Send,
            Self::Return => Event::Return,
            Self::Release => Event::Release,
            Self::Complete(_) => Event::Complete,
            Self::Fail(_) => Event::Fail,
            Self::Lose(_) => Event::Lose,
            Self::FollowedUp => return None,
        })
    }

    /// How it ended, where it did.
    pub(crate) fn ending(&self) -> Option<&Ending> {
        match self {
            Self::Complete(ending) | Self::Fail(ending) | Self::Lose(ending) => Some(ending),
            _ => None,
        }
    }
}

/// What somebody who looked says of an item whose fate was unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// It is there.
    There(Ending),
    /// It is not there, and may be sent again.
    Absent,
    /// Something else is there.
    Other(Ending),
}

/// A batch with how many of its items stand where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BatchStatus {
    pub(crate) batch: Batch,
    /// The run at work on it, or the last one that was.
    pub(crate) run: String,
    /// Whether that run is still at work.
    pub(crate) is_running: bool,
    /// Items by state, those that are there.
    pub(crate) counts: Vec<(State, usize)>,
    /// Items that are done, except for what follows a publish.
    pub(crate) to_follow_up: usize,
    /// Items that are ambiguous, of kinds of which a run can find out more.
    pub(crate) recoverable: usize,
}

impl BatchStatus {
    /// How many items stand there.
    pub(crate) fn count(&self, state: State) -> usize {
        self.counts
            .iter()
            .filter(|(of, _)| *of == state)
            .map(|(_, count)| count)
            .sum()
    }

    /// Whether a run may do anything more about some of its items.
    pub(crate) fn has_work_left(&self) -> bool {
        self.recoverable > 0
            || self.to_follow_up > 0
            || self.counts.iter().any(|(state, _)| state.is_unfinished())
    }
}

/// A store of the journal.
pub(crate) trait Store: Send {
    /// Takes up items for a batch on which `run` is at work: all that can be are the batch's from now on. Says of each in
    /// the order given what becomes of it.
    fn take_up(
        &mut self,
        batch: &Batch,
        run: &str,
        items: &mut dyn Iterator<Item = Planned>,
        now: Timestamp,
    ) -> Result<Vec<Taken>, StoreError>;

    /// Says what would become of items if they were taken up now.
    fn foresee(&mut self, run: &str, items: &[Planned]) -> Result<Vec<Taken>, StoreError>;

    /// Carries out steps in order: all of them outlive the machine when this returns, or none does. Says of each whether
    /// the item was where it could be made.
    fn commit(&mut self, steps: &[Step], now: Timestamp) -> Result<Vec<bool>, StoreError>;

    /// Writes down what somebody found out about an item that is ambiguous, or that a run which is no more left in
    /// sending. Says whether it was one.
    fn resolve(
        &mut self,
        subject: Subject,
        found: &Found,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// The batches, the latest first.
    fn batches(&mut self) -> Result<Vec<BatchStatus>, StoreError>;

    /// The items of a batch in their order.
    fn items(&mut self, batch: &str) -> Result<Vec<Entry>, StoreError>;

    /// Hands out requests of the limits of a destination ([`Pacer::lease`](crate::publish::Pacer)), of which the store
    /// keeps one state that a single publisher changes at a time. It need not outlive the machine: after a minute it is
    /// worth nothing.
    fn lease(&mut self, destination: Digest, ask: &Ask) -> Result<Grant, StoreError>;
}
