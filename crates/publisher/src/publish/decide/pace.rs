//! When the next request may go, so that the server never has to refuse one.
//!
//! # Before the server has spoken
//! The limits of the settings hold, spaced evenly ([`Smooth`]): one for the whole client, and one for a family that is
//! known to have less.
//!
//! # After
//! The platform tells with each answer how many requests its window has taken and how long it lasts
//! (`inin-ratelimit-count`, `-allowed`, `-reset`). From the first such answer on the window is spent as fast as the
//! batch can, and the next one awaited. Two things make that exact:
//! - **How much is left**: what the server has counted, plus what is on its way and may not be counted yet, plus what ended
//!   without a word about this limit since. That is never too little, and gets exact as answers come in.
//! - **When the window ends**: each answer says it to the second. Nobody says how the second was rounded, so each gives
//!   an upper bound, and the lowest counts.
//!
//! # Whom a limit is for
//! Limits are layered: one for the client, lower ones for single endpoints, and an answer speaks of one of them without
//! saying which. A limit, told by its size, is taken to be for everything until an answer tells of fewer requests than had
//! been answered in its window before the answered one was even sent; then it is only for the families whose answers spoke
//! of it. Where answers to a single publisher only seem to tell of too few, since one may overtake another, one request
//! finds out.
//!
//! # Who paces
//! A run that keeps no journal has a pacer of its own. With a journal the state is kept there, and publishers of one
//! destination draw on it by leases ([`Pacer::lease`]).

mod lease;
mod rule;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::clock::Moment;
use super::super::endpoints::Family;
use super::smooth::{Rate, Smooth};
use lease::Member;
pub(crate) use lease::{Ask, Grant};
use rule::{Rule, Told};

const MINUTE: Duration = Duration::from_secs(60);
/// How long a limit is believed in that no answer speaks of any more.
const FORGOTTEN: Duration = Duration::from_secs(150);

/// What an answer says about a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signals {
    /// Requests the window has room for.
    pub(crate) allowed: u32,
    /// Requests it has taken, the answered one included.
    pub(crate) count: u32,
    /// How long it lasts, to the second.
    pub(crate) reset: Option<Duration>,
}

/// Requests a minute where the server does not say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Limits {
    /// Of the client.
    pub(crate) all: u32,
    /// Of cards, which the platform takes fewer of.
    pub(crate) cards: u32,
}

/// How many requests had ended at some time, and how many of them a limit had counted for certain. What had ended before
/// a request was sent is in every count that its answer tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    ended: u64,
    counted: u64,
}

/// A request that has come to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ended {
    pub(crate) family: Family,
    /// When it was sent, and what had ended by then.
    pub(crate) sent: Moment,
    pub(crate) stamp: Stamp,
    /// When it ended.
    pub(crate) at: Moment,
    pub(crate) signals: Option<Signals>,
}

/// When the next request may go.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Pacer {
    #[serde(skip)]
    limits: Limits,
    client: Smooth,
    lanes: BTreeMap<Family, Lane>,
    rules: Vec<Rule>,
    /// Whether the server rounds the rest of a window up: it has said that a whole minute is left of one that had begun.
    rounds_up: bool,
    /// Who draws on the limits.
    members: BTreeMap<String, Member>,
    stamp: Stamp,
    /// When somebody asked last.
    seen: Moment,
}

/// One family.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Lane {
    smooth: Smooth,
    /// Whether an answer has spoken of a limit.
    told: bool,
    /// Nothing goes before, because the server said so.
    blocked_until: Moment,
}

impl Pacer {
    /// With these limits until the server tells others.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// The limits of the settings.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// How many requests of a family may go at once, and how long the next has to wait where none may.
    pub(crate) fn look(&mut self, now: Moment, family: Family) -> (u32, Duration) {
        self.turn(now);
        let lane = self.lanes.entry(family).or_default();
        let blocked = lane.blocked_until.since(now);
        let mut room = u32::MAX;
        let mut wait = blocked;
        if !blocked.is_zero() {
            room = 0;
        }
        let even = [
            (!lane.told).then(|| (lane.smooth, self.limits.of(family))),
            (!self.rules.iter().any(Rule::is_for_all)).then(|| (self.client, self.limits.of_all())),
        ];
        for (smooth, rate) in even.into_iter().flatten() {
            room = room.min(smooth.room(now, rate));
            wait = wait.max(smooth.wait(now, rate));
        }
        for rule in self.rules.iter().filter(|rule| rule.is_for(family)) {
            let left = rule.left(family, self.outstanding(rule));
            room = room.min(left);
            if left == 0 {
                wait = wait.max(rule.ends.since(now));
            }
        }
        (room, wait)
    }

    /// So many requests are sent, or may be, by one who draws on the limits.
    pub(crate) fn take(&mut self, now: Moment, run: &str, family: Family, requests: u32) -> Stamp {
        let limits = self.limits;
        self.client.take(now, limits.of_all(), requests);
        let lane = self.lanes.entry(family).or_default();
        lane.smooth.take(now, limits.of(family), requests);
        *self.member(run).outstanding.entry(family).or_default() += requests;
        self.stamp
    }

    /// A request of one who draws on the limits has come to its end.
    pub(crate) fn settle(&mut self, run: &str, ended: &Ended) {
        let outstanding = &mut self.member(run).outstanding;
        if let Some(requests) = outstanding.get_mut(&ended.family) {
            *requests = requests.saturating_sub(1);
        }
        self.learn(ended);
    }

    /// Takes from an answer what it tells.
    fn learn(&mut self, ended: &Ended) {
        self.stamp.ended += 1;
        let signals = ended.signals.filter(|signals| signals.allowed > 0);
        let spoken_of = signals.map(|signals| self.hear(ended, signals));
        let number = self.stamp.ended;
        for (index, rule) in self.rules.iter_mut().enumerate() {
            if spoken_of != Some(index) && rule.is_for(ended.family) {
                rule.hear_nothing(ended.family, number, 1);
            }
        }
        // One that was refused was not counted, and is told by a window that is full.
        if signals.is_some_and(|signals| signals.count < signals.allowed) {
            self.stamp.counted += 1;
        }
    }

    /// An answer speaks of a limit; says of which.
    fn hear(&mut self, ended: &Ended, signals: Signals) -> usize {
        self.lanes.entry(ended.family).or_default().told = true;
        let rounding = Duration::from_secs(u64::from(!self.rounds_up));
        let told = Told {
            sent: ended.sent,
            at: ended.at,
            ends: ended.at + signals.reset.unwrap_or(MINUTE) + rounding,
            count: signals.count,
            family: ended.family,
            stamp: ended.stamp,
        };
        let base = self.base();
        let known = self
            .rules
            .iter()
            .position(|rule| rule.allowed == signals.allowed);
        let index = known.unwrap_or_else(|| {
            // All but itself.
            let since = (self.stamp.ended - 1).saturating_sub(ended.stamp.ended);
            let since = u32::try_from(since).unwrap_or(u32::MAX);
            let uncertain = (self.stamp.ended - 1, since);
            self.rules
                .push(Rule::new(signals.allowed, told, uncertain, base));
            self.rules.len() - 1
        });
        // What several publishers tell comes in no order, from which nothing follows.
        let is_in_order = self.members.len() <= 1;
        let so_far = if is_in_order { self.stamp } else { told.stamp };
        let first = self.rules[index].hear(told, so_far, base);
        let had_begun = first.is_some_and(|first| first < ended.sent);
        self.rounds_up |= had_begun && signals.reset.is_some_and(|reset| reset >= MINUTE);
        index
    }

    /// The server refuses the requests of a family for so long.
    pub(crate) fn block(&mut self, now: Moment, family: Family, wait: Duration) {
        let lane = self.lanes.entry(family).or_default();
        lane.blocked_until = lane.blocked_until.max(now + wait);
    }

    /// The limit that counts for the most requests, as far as it is known.
    pub(crate) fn limit(&self) -> u32 {
        self.rules
            .iter()
            .filter(|rule| rule.is_for_all())
            .map(|rule| rule.allowed)
            .min()
            .unwrap_or(self.limits.all)
    }

    fn member(&mut self, run: &str) -> &mut Member {
        self.members.entry(run.to_owned()).or_default()
    }

    /// Begins the windows whose time has come.
    fn turn(&mut self, now: Moment) {
        self.rules.retain(|rule| now.since(rule.heard) < FORGOTTEN);
        let base = self.base();
        for rule in self.rules.iter_mut().filter(|rule| rule.ends <= now) {
            rule.begin(now, Rule::guess(now), base);
        }
    }

    /// No more than these were counted before a window that begins now: what is on its way may be counted in it.
    fn base(&self) -> u64 {
        let on_their_way = self.members.values().flat_map(|member| {
            let requests = member.outstanding.values();
            requests.map(|requests| u64::from(*requests))
        });
        self.stamp.counted + on_their_way.sum::<u64>()
    }

    /// What is on its way, and may be counted by a limit or not yet.
    fn outstanding(&self, rule: &Rule) -> u32 {
        self.members
            .values()
            .flat_map(|member| &member.outstanding)
            .filter(|(family, _)| rule.is_for(**family))
            .fold(0, |sum, (_, requests)| sum.saturating_add(*requests))
    }
}

impl Limits {
    fn of_all(self) -> Rate {
        Rate::per_minute(self.all)
    }

    fn of(self, family: Family) -> Rate {
        Rate::per_minute(match family {
            Family::Cards => self.cards.min(self.all),
            _ => self.all,
        })
    }
}

#[cfg(test)]
pub(super) mod server;
#[cfg(test)]
mod tests;
