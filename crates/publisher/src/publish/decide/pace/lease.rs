//! Leases: how several publishers draw on the same limits.
//!
//! The [`Pacer`] is then kept where all of them reach it, and each [`Ask`] is one change of it, made while nobody else
//! makes one. A publisher is handed a few requests at a time, and says with the next question what became of those it had.
//! Until then each may be on its way, so what is handed out is never more than the server has room for.
//!
//! - **How many at a time**: as many as wait, up to [`LEASE`]; more than that only while the limit is far away, so that
//!   nobody sits on requests that another could send.
//! - **Whose turn it is**: a publisher that was refused comes before those that ask after it, and a part of what is left
//!   then is kept for it.
//! - **One that is gone** is forgotten after [`SILENT`]. What it was handed is sent and counted by then, or never will be:
//!   the next answer tells, or the next window begins without it.
//! - **Time** is that of the machine, as each run has it since it began. Where two disagree, the later one holds for
//!   both, so that a clock which is set back moves no wait; a state that is further away than anything in it lasts
//!   was written by another clock, and begins anew.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::super::clock::Moment;
use super::super::super::endpoints::Family;
use super::{Ended, FORGOTTEN, Limits, Pacer, Stamp};

/// The most requests that are handed out because as many wait.
const LEASE: u32 = 10;
/// The part of what is left that is handed out where that is more: a run without a limit worth the name is not to ask
/// more often than that.
const PART: u32 = 1_000;
/// The most requests at a time.
const MOST: u32 = 1_000;
/// How long a publisher is remembered that does not ask: longer than a lease is used and a request takes.
const SILENT: Duration = Duration::from_secs(30);
/// When to ask again where others may give back what they were handed.
const AGAIN: Duration = Duration::from_secs(1);
/// How long one that was refused keeps its turn after it was to ask again.
const GRACE: Duration = Duration::from_secs(2);

/// What a publisher asks for, and tells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ask {
    pub(crate) run: String,
    /// By the clock of the run.
    pub(crate) now: Moment,
    pub(crate) limits: Limits,
    /// What it was handed and has not told the end of.
    pub(crate) outstanding: BTreeMap<Family, u32>,
    /// What has ended since it asked before.
    pub(crate) ended: Vec<Ended>,
    /// Families that the server refuses, and until when.
    pub(crate) blocked: BTreeMap<Family, Moment>,
    /// A family, and how many requests of it wait.
    pub(crate) wants: Option<(Family, u32)>,
    /// Whether it asks for nothing ever again.
    pub(crate) leaves: bool,
}

/// What a publisher is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grant {
    /// By the clock of all.
    pub(crate) now: Moment,
    /// How many requests it may send.
    pub(crate) requests: u32,
    /// What had ended by then.
    pub(crate) stamp: Stamp,
    /// How long the limit has nothing more, where there is nothing.
    pub(crate) wait: Duration,
    /// When to ask again, where there is nothing.
    pub(crate) again: Duration,
    /// Requests a minute, as far as the server told.
    pub(crate) limit: u32,
}

/// What a publisher has of the limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    heard: Moment,
    /// Requests it was handed and has not told the end of.
    pub(super) outstanding: BTreeMap<Family, u32>,
    /// Where it was refused.
    hungry: BTreeMap<Family, Hunger>,
}

/// A turn that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Hunger {
    since: Moment,
    until: Moment,
}

impl Pacer {
    /// Hands out requests.
    pub(crate) fn lease(&mut self, ask: &Ask) -> Grant {
        let now = self.arrive(ask);
        for ended in &ask.ended {
            self.settle(&ask.run, ended);
        }
        for (family, until) in &ask.blocked {
            self.block(now, *family, until.since(now));
        }
        if ask.leaves {
            self.members.remove(&ask.run);
        }
        let mut grant = Grant {
            now,
            requests: 0,
            stamp: self.stamp,
            wait: Duration::ZERO,
            again: Duration::ZERO,
            limit: self.limit(),
        };
        let Some((family, waiting)) = ask.wants else {
            return grant;
        };
        let (room, wait) = self.look(now, family);
        let free = self.part(now, &ask.run, family, room);
        let members = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let in_advance = (room / members.saturating_mul(4).max(1)).min(LEASE);
        let whole = (room / PART).min(MOST);
        grant.requests = waiting.min(LEASE).max(in_advance).max(whole).min(free);
        if grant.requests > 0 {
            grant.stamp = self.take(now, &ask.run, family, grant.requests);
            self.member(&ask.run).hungry.remove(&family);
        } else {
            grant.wait = wait;
            grant.again = match self.is_shared(&ask.run) {
                true if wait.is_zero() => AGAIN,
                true => wait.min(AGAIN),
                false => wait,
            };
            let until = now + grant.again + GRACE;
            let hungry = &mut self.member(&ask.run).hungry;
            hungry
                .entry(family)
                .and_modify(|hunger| hunger.until = until)
                .or_insert(Hunger { since: now, until });
        }
        grant
    }

    /// Somebody asks: the time is told, and who has gone forgotten.
    fn arrive(&mut self, ask: &Ask) -> Moment {
        let apart = ask.now.since(self.seen).max(self.seen.since(ask.now));
        if apart > FORGOTTEN {
            // Stamps go on, since publishers still have some.
            *self = Self {
                stamp: self.stamp,
                ..Self::default()
            };
        }
        self.limits = ask.limits;
        let now = self.seen.max(ask.now);
        self.seen = now;
        self.forget(now);
        let member = self.member(&ask.run);
        member.heard = now;
        member.outstanding.clone_from(&ask.outstanding);
        for ended in &ask.ended {
            *member.outstanding.entry(ended.family).or_default() += 1;
        }
        member.hungry.retain(|_, hunger| now < hunger.until);
        now
    }

    /// Forgets who has gone.
    fn forget(&mut self, now: Moment) {
        let gone = |member: &Member| now.since(member.heard) >= SILENT;
        for member in self.members.values().filter(|member| gone(member)) {
            for (family, requests) in &member.outstanding {
                self.stamp.ended += u64::from(*requests);
                let number = self.stamp.ended;
                for rule in self.rules.iter_mut().filter(|rule| rule.is_for(*family)) {
                    rule.hear_nothing(*family, number, *requests);
                }
            }
        }
        self.members.retain(|_, member| !gone(member));
    }

    /// How much of the room is for one who asks now: an equal part with those that wait for it, whose turn comes first where
    /// there is not one for each.
    fn part(&mut self, now: Moment, run: &str, family: Family, room: u32) -> u32 {
        let own = self
            .members
            .get(run)
            .and_then(|member| member.hungry.get(&family))
            .map(|hunger| hunger.since);
        let others: Vec<(Family, Moment)> = self
            .members
            .iter()
            .filter(|(other, _)| *other != run)
            .flat_map(|(_, member)| &member.hungry)
            .filter(|(_, hunger)| now < hunger.until)
            .map(|(family, hunger)| (*family, hunger.since))
            .collect();
        let (mut waiting, mut before) = (0, 0);
        for (family, since) in others {
            if self.look(now, family).0 > 0 {
                waiting += 1;
                before += u32::from(own.is_none_or(|own| since < own));
            }
        }
        if room > before {
            (room / (waiting + 1)).max(1)
        } else {
            0
        }
    }

    /// Whether others have something that they may give back, or wait before this one.
    fn is_shared(&self, run: &str) -> bool {
        self.members
            .iter()
            .filter(|(other, _)| *other != run)
            .any(|(_, member)| {
                !member.hungry.is_empty() || member.outstanding.values().any(|more| *more > 0)
            })
    }
}
