//! One limit of the server, in its current window.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::super::clock::Moment;
use super::super::super::endpoints::Family;
use super::{MINUTE, Stamp};

/// Two ends that differ by more belong to different windows.
const SAME_WINDOW: Duration = Duration::from_secs(30);
/// The most steps in which it is kept when requests ended of which the limit did not tell.
const STEPS: usize = 16;

/// One limit of the server, in its current window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    pub(super) allowed: u32,
    /// The most that the server said it had counted.
    counted: u32,
    /// Requests that ended without a word about this limit, so that it may have counted them since.
    silent: Silent,
    /// Those of families that have never told of it, so that it may not be theirs.
    foreign: Silent,
    /// Whether an answer told less than had been answered before it came: the limit is not for all, or the answer was
    /// overtaken.
    doubted: bool,
    began: Moment,
    pub(super) ends: Moment,
    /// When its first answer came; none where its end is a guess.
    told_at: Option<Moment>,
    /// No more requests than this that were counted before it were counted in an earlier window.
    base: u64,
    /// The families it is for; all of them where there are none.
    scope: Option<BTreeSet<Family>>,
    told_by: BTreeSet<Family>,
    pub(super) heard: Moment,
}

/// Requests that may have been counted: the number of the last of some, and how many they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Silent(Vec<(u64, u32)>);

impl Silent {
    fn requests(&self) -> u32 {
        let requests = self.0.iter().map(|(_, requests)| *requests);
        requests.fold(0, u32::saturating_add)
    }

    fn add(&mut self, last: u64, requests: u32) {
        self.0.push((last, requests));
        if self.0.len() > STEPS {
            // Kept more coarsely, so that some count for longer than they have to.
            let pairs = self.0.chunks(2).map(|pair| {
                let last = pair.iter().map(|(last, _)| *last).max();
                let requests = pair.iter().map(|(_, requests)| *requests);
                (
                    last.unwrap_or_default(),
                    requests.fold(0, u32::saturating_add),
                )
            });
            self.0 = pairs.collect();
        }
    }

    /// What had ended by then is counted.
    fn forget(&mut self, ended: u64) {
        self.0.retain(|(last, _)| *last > ended);
    }
}

/// What an answer says about one limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// When the request was sent, and when the answer came.
    pub(super) sent: Moment,
    pub(super) at: Moment,
    /// When the window ends at the latest.
    pub(super) ends: Moment,
    /// Requests the window has taken, the answered one included.
    pub(super) count: u32,
    pub(super) family: Family,
    /// What had ended before the request was sent.
    pub(super) stamp: Stamp,
}

impl Rule {
    /// A limit that is told of for the first time; `uncertain` requests ended while the telling one was on its way, the
    /// last of them with this number.
    pub(super) fn new(allowed: u32, told: Told, uncertain: (u64, u32), base: u64) -> Self {
        Self {
            allowed,
            counted: 0,
            silent: Silent::default(),
            foreign: Silent(vec![uncertain]),
            doubted: false,
            began: told.at,
            ends: told.ends,
            told_at: None,
            base,
            scope: None,
            told_by: BTreeSet::new(),
            heard: told.at,
        }
    }

    pub(super) fn is_for(&self, family: Family) -> bool {
        self.scope
            .as_ref()
            .is_none_or(|scope| scope.contains(&family))
    }

    pub(super) fn is_for_all(&self) -> bool {
        self.scope.is_none()
    }

    /// How many more requests of a family it has room for, with so many on their way.
    pub(super) fn left(&self, family: Family, on_their_way: u32) -> u32 {
        let spent = self.counted.saturating_add(self.silent.requests());
        let surely = self
            .allowed
            .saturating_sub(spent.saturating_add(on_their_way));
        let left = surely.saturating_sub(self.foreign.requests());
        // One that belongs to it finds out whether the others do.
        let may_ask = self.doubted && on_their_way == 0 && self.told_by.contains(&family);
        if left == 0 && surely > 0 && may_ask {
            return 1;
        }
        left
    }

    /// A new window; what was sent before it began is part of `base`.
    pub(super) fn begin(&mut self, now: Moment, ends: Moment, base: u64) {
        self.counted = 0;
        self.silent = Silent::default();
        self.foreign = Silent::default();
        self.doubted = false;
        self.began = now;
        self.ends = ends;
        self.told_at = None;
        self.base = base;
    }

    /// An answer speaks of it when so much had ended; `base` holds for a window that begins. Says when the first answer of the same window came.
    pub(super) fn hear(&mut self, told: Told, so_far: Stamp, base: u64) -> Option<Moment> {
        self.heard = self.heard.max(told.at);
        self.told_by.insert(told.family);
        if let Some(scope) = &mut self.scope {
            scope.insert(told.family);
        }
        // An end that is only a guess says nothing of what was sent since.
        let is_before = self.told_at.is_some() || told.sent < self.began;
        if is_before && self.ends.since(told.ends) > SAME_WINDOW {
            // It was counted in the window before.
            return None;
        }
        if told.ends.since(self.ends) > SAME_WINDOW {
            self.begin(told.at, told.ends, base);
        }
        let before = self.told_at;
        if before.is_some() {
            self.ends = self.ends.min(told.ends);
        } else {
            self.ends = told.ends;
            self.told_at = Some(told.at);
        }
        self.counted = self.counted.max(told.count);
        // What had ended before this one was sent is in its count.
        self.silent.forget(told.stamp.ended);
        self.foreign.forget(told.stamp.ended);
        self.narrow(told, so_far);
        before
    }

    /// A limit that has not counted all there was is not for all.
    fn narrow(&mut self, told: Told, so_far: Stamp) {
        let is_less = |stamp: Stamp| {
            let counted = stamp.counted.saturating_sub(self.base);
            u64::from(told.count) <= counted
        };
        if self.scope.is_some() {
            return;
        }
        if is_less(told.stamp) {
            self.scope = Some(self.told_by.clone());
            self.foreign = Silent::default();
        } else {
            self.doubted |= is_less(so_far);
        }
    }

    /// So many requests of a family ended without a word about it, the last of them with this number.
    pub(super) fn hear_nothing(&mut self, family: Family, number: u64, requests: u32) {
        if self.told_by.contains(&family) {
            self.silent.add(number, requests);
        } else {
            self.foreign.add(number, requests);
        }
    }

    /// When its window ends, which nothing has told: a whole one is taken for granted.
    pub(super) fn guess(now: Moment) -> Moment {
        now + MINUTE
    }
}
