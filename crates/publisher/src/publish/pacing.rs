//! Whose limits a run draws on: its own without a journal, and those of all publishers of the journal with one.
//!
//! The decisions are those of [`pace`](super::decide::pace) and [`share`](super::decide::share); here they are asked for.

use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

use super::clock::{Clock, Moment};
use super::decide::pace::{Ask, Ended, Grant, Limits, Pacer, Signals, Stamp};
use super::decide::share::Share;
use super::endpoints::Family;
use crate::digest::Digest;
use crate::journal::{self, Journal};

/// Who draws on limits of its own.
const ALONE: &str = "";

/// What a run knows of the limits.
#[derive(Debug)]
pub(super) enum Pace {
    /// All there is.
    Alone(Pacer),
    /// Its part; the rest is kept in the journal.
    Shared(Share),
}

/// Whether a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// It may.
    Free,
    /// Not for this long.
    In(Duration),
    /// That has to be asked for.
    Unknown,
}

impl Pace {
    /// With limits of its own, until the server tells others.
    pub(super) fn alone(limits: Limits) -> Self {
        Self::Alone(Pacer::new(limits))
    }

    /// From now on with a part of limits that others draw on as well.
    pub(super) fn share(&mut self, run: &str, clock: Clock) {
        if let Self::Alone(pacer) = self {
            let share = Share::new(run.to_owned(), pacer.limits(), clock.began());
            *self = Self::Shared(share);
        }
    }

    /// Whether a request of a family may go.
    pub(super) fn look(&mut self, now: Moment, family: Family) -> Room {
        match self {
            Self::Alone(pacer) => match pacer.look(now, family) {
                (0, wait) => Room::In(wait),
                _ => Room::Free,
            },
            Self::Shared(share) if share.has(now, family) => Room::Free,
            Self::Shared(_) => Room::Unknown,
        }
    }

    /// A request is sent that may go.
    pub(super) fn take(&mut self, now: Moment, family: Family) -> Stamp {
        match self {
            Self::Alone(pacer) => pacer.take(now, ALONE, family, 1),
            Self::Shared(share) => share.take(family),
        }
    }

    /// A request that was sent then has come to its end.
    pub(super) fn settle(
        &mut self,
        now: Moment,
        family: Family,
        (sent, stamp): (Moment, Stamp),
        signals: Option<Signals>,
    ) {
        match self {
            Self::Alone(pacer) => pacer.settle(
                ALONE,
                &Ended {
                    family,
                    sent,
                    stamp,
                    at: now,
                    signals,
                },
            ),
            Self::Shared(share) => share.settle(now, family, (sent, stamp), signals),
        }
    }

    /// The server refuses the requests of a family for so long.
    pub(super) fn block(&mut self, now: Moment, family: Family, wait: Duration) {
        match self {
            Self::Alone(pacer) => pacer.block(now, family, wait),
            Self::Shared(share) => share.block(now, family, wait),
        }
    }

    /// Requests a minute, as far as the server told.
    pub(super) fn limit(&self) -> u32 {
        match self {
            Self::Alone(pacer) => pacer.limit(),
            Self::Shared(share) => share.limit(),
        }
    }

    /// What is asked for and told; `wants` is a family and how many requests of it wait.
    pub(super) fn ask(&mut self, clock: Clock, wants: Option<(Family, u32)>) -> Option<Ask> {
        Some(self.part()?.ask(clock.now(), clock.began(), wants))
    }

    /// What is told at the end.
    pub(super) fn leave(&mut self, clock: Clock) -> Option<Ask> {
        self.part()?.leave(clock.now(), clock.began())
    }

    /// Whether something has to be told that others wait for.
    pub(super) fn has_to_tell(&self, now: Moment) -> bool {
        match self {
            Self::Alone(_) => false,
            Self::Shared(share) => share.has_to_tell(now),
        }
    }

    /// Takes what was handed out.
    pub(super) fn receive(&mut self, now: Moment, family: Family, grant: &Grant) {
        if let Some(share) = self.part() {
            share.receive(now, family, grant);
        }
    }

    fn part(&mut self) -> Option<&mut Share> {
        match self {
            Self::Alone(_) => None,
            Self::Shared(share) => Some(share),
        }
    }
}

/// Where the limits of a destination are kept for all its publishers.
#[derive(Debug)]
pub(super) struct Pool {
    journal: Journal,
    destination: Digest,
    /// One question at a time: each tells what was handed out by those before it.
    turn: Mutex<()>,
}

impl Pool {
    pub(super) fn new(journal: Journal, destination: Digest) -> Self {
        Self {
            journal,
            destination,
            turn: Mutex::new(()),
        }
    }

    /// Waits until nobody else asks.
    pub(super) async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// The same where nobody does.
    pub(super) fn try_turn(&self) -> Option<MutexGuard<'_, ()>> {
        self.turn.try_lock().ok()
    }

    /// Asks for requests.
    pub(super) async fn ask(&self, ask: Ask) -> Result<Grant, journal::Error> {
        self.journal.lease(self.destination, ask).await
    }

    /// Tells, and waits for nothing. Where it fails, the next question does.
    pub(super) fn tell(&self, ask: Ask) {
        self.journal.tell(self.destination, ask);
    }
}
