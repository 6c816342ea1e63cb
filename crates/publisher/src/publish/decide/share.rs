//! What one publisher has of limits that it shares with others: requests it was handed by a [lease](super::pace), what
//! is on its way, and what it has to tell.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::clock::Moment;
use super::super::endpoints::Family;
use super::pace::{Ask, Ended, Grant, Limits, Signals, Stamp};

/// How long what was handed out is used. What is left then is given back, since another may need it.
const USED: Duration = Duration::from_secs(10);
/// How often what has ended is told, although nothing is asked for.
const TELL: Duration = Duration::from_secs(1);

/// A clock that is set by less than this is followed, since all of the machine follow it; one that jumps further moves
/// no wait of a run that has begun.
const JUMP: Duration = Duration::from_secs(1);

/// One publisher's part.
#[derive(Debug)]
pub(crate) struct Share {
    run: String,
    limits: Limits,
    /// When the run began by the clock of all.
    began: Duration,
    held: BTreeMap<Family, Held>,
    on_their_way: BTreeMap<Family, u32>,
    ended: Vec<Ended>,
    blocked: BTreeMap<Family, Moment>,
    told: Moment,
    limit: u32,
}

/// Requests of a family that may be sent.
#[derive(Debug, Clone, Copy)]
struct Held {
    requests: u32,
    stamp: Stamp,
    until: Moment,
}

impl Share {
    /// One that has nothing yet, of a run that began then by the clock of all.
    pub(crate) fn new(run: String, limits: Limits, began: Duration) -> Self {
        Self {
            run,
            limits,
            began,
            held: BTreeMap::new(),
            on_their_way: BTreeMap::new(),
            ended: Vec::new(),
            blocked: BTreeMap::new(),
            told: Moment::START,
            limit: limits.all,
        }
    }

    /// Whether a request of a family may go.
    pub(crate) fn has(&self, now: Moment, family: Family) -> bool {
        self.held
            .get(&family)
            .is_some_and(|held| held.requests > 0 && now < held.until)
    }

    /// A request is sent that may go.
    pub(crate) fn take(&mut self, family: Family) -> Stamp {
        *self.on_their_way.entry(family).or_default() += 1;
        self.held
            .get_mut(&family)
            .map(|held| {
                held.requests = held.requests.saturating_sub(1);
                held.stamp
            })
            .unwrap_or_default()
    }

    /// A request has come to its end.
    pub(crate) fn settle(
        &mut self,
        now: Moment,
        family: Family,
        (sent, stamp): (Moment, Stamp),
        signals: Option<Signals>,
    ) {
        if let Some(requests) = self.on_their_way.get_mut(&family) {
            *requests = requests.saturating_sub(1);
        }
        self.ended.push(Ended {
            family,
            sent: self.to_all(sent),
            stamp,
            at: self.to_all(now),
            signals,
        });
    }

    /// The server refuses the requests of a family for so long.
    pub(crate) fn block(&mut self, now: Moment, family: Family, wait: Duration) {
        self.held.remove(&family);
        let until = self.to_all(now + wait);
        let blocked = self.blocked.entry(family).or_default();
        *blocked = until.max(*blocked);
    }

    /// Whether there is something to tell that others wait for.
    pub(crate) fn has_to_tell(&self, now: Moment) -> bool {
        !self.blocked.is_empty() || !self.ended.is_empty() && now.since(self.told) >= TELL
    }

    /// What is asked for and told; `began` is when the run began by the clock of all as it is now.
    pub(crate) fn ask(
        &mut self,
        now: Moment,
        began: Duration,
        wants: Option<(Family, u32)>,
    ) -> Ask {
        self.told = now;
        if began.abs_diff(self.began) < JUMP {
            self.began = began;
        }
        self.held
            .retain(|_, held| held.requests > 0 && now < held.until);
        let mut outstanding = self.on_their_way.clone();
        for (family, held) in &self.held {
            *outstanding.entry(*family).or_default() += held.requests;
        }
        Ask {
            run: self.run.clone(),
            now: self.to_all(now),
            limits: self.limits,
            outstanding,
            ended: std::mem::take(&mut self.ended),
            blocked: std::mem::take(&mut self.blocked),
            wants,
            leaves: false,
        }
    }

    /// What is told at the end, if anything was ever asked for.
    pub(crate) fn leave(&mut self, now: Moment, began: Duration) -> Option<Ask> {
        let is_known = self.told > Moment::START;
        is_known.then(|| Ask {
            leaves: true,
            ..self.ask(now, began, None)
        })
    }

    /// Takes what was handed out.
    pub(crate) fn receive(&mut self, now: Moment, family: Family, grant: &Grant) {
        let behind = grant.now.since(self.to_all(now));
        // Others are ahead: their clock holds.
        self.began = self.began.saturating_add(behind);
        self.limit = grant.limit;
        if grant.requests > 0 {
            let before = self.held.remove(&family).map_or(0, |held| held.requests);
            self.held.insert(
                family,
                Held {
                    // What it had is told of as on its way, so it is kept.
                    requests: before.saturating_add(grant.requests),
                    stamp: grant.stamp,
                    until: now + USED,
                },
            );
        }
    }

    /// Requests a minute, as far as the server told.
    pub(crate) fn limit(&self) -> u32 {
        self.limit
    }

    fn to_all(&self, moment: Moment) -> Moment {
        Moment::START + self.began + moment.since(Moment::START)
    }
}

#[cfg(test)]
mod tests;
