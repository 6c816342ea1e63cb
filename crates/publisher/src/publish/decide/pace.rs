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
//! - **How much is left**: what the server has counted, plus what is on its way and may not be counted yet. That is never
//!   too little, and gets exact as answers come in.
//! - **When the window ends**: each answer says it to the second. Nobody says how the second was rounded, so each gives
//!   an upper bound, and the lowest counts.
//!
//! # Whom a limit is for
//! Limits are layered: one for the client, lower ones for single endpoints, and an answer speaks of one of them without
//! saying which. A limit, told by its size, is taken to be for everything until it is found to have counted fewer
//! requests than were answered since its window began; then it is only for the families whose answers spoke of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::super::clock::Moment;
use super::super::endpoints::Family;
use super::smooth::Smooth;

const MINUTE: Duration = Duration::from_secs(60);
/// Two ends that differ by more belong to different windows.
const SAME_WINDOW: Duration = Duration::from_secs(30);
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
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Of the client.
    pub(crate) all: u32,
    /// Of cards, which the platform takes fewer of.
    pub(crate) cards: u32,
}

/// When the next request may go.
#[derive(Debug)]
pub(crate) struct Pacer {
    limits: Limits,
    client: Smooth,
    lanes: BTreeMap<Family, Lane>,
    rules: Vec<Rule>,
    /// Whether the server rounds the rest of a window up: it has said that a whole minute is left of one that had begun.
    rounds_up: bool,
}

/// One family.
#[derive(Debug)]
struct Lane {
    smooth: Smooth,
    in_flight: u32,
    /// Whether an answer has spoken of a limit.
    told: bool,
    /// Nothing goes before, because the server said so.
    blocked_until: Moment,
}

/// One limit of the server, in its current window.
#[derive(Debug)]
struct Rule {
    allowed: u32,
    /// The most that the server said it had counted.
    counted: u32,
    /// The most it can have counted.
    spent: u32,
    began: Moment,
    ends: Moment,
    /// When its first answer came; none where its end is a guess.
    told_at: Option<Moment>,
    /// Requests that were sent and answered since the window began.
    answered: u32,
    /// The families it is for; all of them where there are none.
    scope: Option<BTreeSet<Family>>,
    told_by: BTreeSet<Family>,
    heard: Moment,
}

impl Pacer {
    /// With these limits until the server tells others.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            client: Smooth::new(limits.all),
            lanes: BTreeMap::new(),
            rules: Vec::new(),
            rounds_up: false,
        }
    }

    /// How long the next request of a family has to wait.
    pub(crate) fn wait(&mut self, now: Moment, family: Family) -> Duration {
        self.turn(now);
        let told = self.lane(family).told;
        let lane = &self.lanes[&family];
        let by_rules = self
            .rules
            .iter()
            .filter(|rule| rule.is_for(family) && rule.spent >= rule.allowed)
            .map(|rule| rule.ends.since(now))
            .max();
        let is_client_limited = self.rules.iter().any(|rule| rule.scope.is_none());
        let even = [
            (!is_client_limited).then(|| self.client.wait(now)),
            (!told).then(|| lane.smooth.wait(now)),
        ];
        even.into_iter()
            .flatten()
            .chain(by_rules)
            .chain([lane.blocked_until.since(now)])
            .max()
            .unwrap_or_default()
    }

    /// A request is sent.
    pub(crate) fn take(&mut self, now: Moment, family: Family) {
        self.client.take(now);
        let lane = self.lane(family);
        lane.smooth.take(now);
        lane.in_flight += 1;
        for rule in &mut self.rules {
            if rule.is_for(family) {
                rule.spent = rule.spent.saturating_add(1);
            }
        }
    }

    /// A request that was sent at `sent` has come to its end.
    pub(crate) fn settle(
        &mut self,
        now: Moment,
        family: Family,
        sent: Moment,
        signals: Option<Signals>,
    ) {
        let lane = self.lane(family);
        lane.in_flight = lane.in_flight.saturating_sub(1);
        let Some(signals) = signals.filter(|signals| signals.allowed > 0) else {
            return;
        };
        lane.told = true;
        let rounding = Duration::from_secs(u64::from(!self.rounds_up));
        let ends = now + signals.reset.unwrap_or(MINUTE) + rounding;
        let known = self
            .rules
            .iter()
            .position(|rule| rule.allowed == signals.allowed);
        let index = known.unwrap_or_else(|| {
            self.rules.push(Rule::new(signals.allowed, now, ends));
            self.rules.len() - 1
        });
        // A request that was refused was not counted.
        let was_counted = signals.count <= signals.allowed;
        let rule = &mut self.rules[index];
        rule.heard = now;
        rule.told_by.insert(family);
        if let Some(scope) = &mut rule.scope {
            scope.insert(family);
        }
        let is_known_window = rule.hear(now, ends, signals.count);
        let had_begun = is_known_window && rule.told_at.is_some_and(|told_at| told_at < sent);
        self.rounds_up |= had_begun && signals.reset.is_some_and(|reset| reset >= MINUTE);
        if was_counted {
            for rule in self.rules.iter_mut().filter(|rule| rule.began <= sent) {
                rule.answered += 1;
            }
        }
        self.rules[index].narrow();
        self.recount(index);
    }

    /// The server refuses the requests of a family for so long.
    pub(crate) fn block(&mut self, now: Moment, family: Family, wait: Duration) {
        let lane = self.lane(family);
        lane.blocked_until = lane.blocked_until.max(now + wait);
    }

    /// The limit that counts for the most requests, as far as it is known.
    pub(crate) fn limit(&self) -> u32 {
        self.rules
            .iter()
            .filter(|rule| rule.scope.is_none())
            .map(|rule| rule.allowed)
            .min()
            .unwrap_or(self.limits.all)
    }

    fn lane(&mut self, family: Family) -> &mut Lane {
        let limits = self.limits;
        self.lanes.entry(family).or_insert_with(|| Lane {
            smooth: Smooth::new(match family {
                Family::Cards => limits.cards.min(limits.all),
                _ => limits.all,
            }),
            in_flight: 0,
            told: false,
            blocked_until: Moment::START,
        })
    }

    /// Begins the windows whose time has come.
    fn turn(&mut self, now: Moment) {
        self.rules.retain(|rule| now.since(rule.heard) < FORGOTTEN);
        for index in 0..self.rules.len() {
            let rule = &mut self.rules[index];
            if rule.ends <= now {
                rule.begin(now, now + MINUTE);
                self.recount(index);
            }
        }
    }

    /// What is on its way may be counted in the window or not yet.
    fn recount(&mut self, index: usize) {
        let rule = &self.rules[index];
        let in_flight: u32 = self
            .lanes
            .iter()
            .filter(|(family, _)| rule.is_for(**family))
            .map(|(_, lane)| lane.in_flight)
            .sum();
        let rule = &mut self.rules[index];
        rule.spent = rule.counted.saturating_add(in_flight);
    }
}

impl Rule {
    fn new(allowed: u32, now: Moment, ends: Moment) -> Self {
        Self {
            allowed,
            counted: 0,
            spent: 0,
            began: now,
            ends,
            told_at: None,
            answered: 0,
            scope: None,
            told_by: BTreeSet::new(),
            heard: now,
        }
    }

    fn is_for(&self, family: Family) -> bool {
        self.scope
            .as_ref()
            .is_none_or(|scope| scope.contains(&family))
    }

    /// A new window.
    fn begin(&mut self, now: Moment, ends: Moment) {
        self.counted = 0;
        self.answered = 0;
        self.began = now;
        self.ends = ends;
        self.told_at = None;
    }

    /// An answer says that the window has counted `count` and ends no later than `ends`. Says whether an answer of the
    /// same window had come before.
    fn hear(&mut self, now: Moment, ends: Moment, count: u32) -> bool {
        if self.ends.since(ends) > SAME_WINDOW {
            // It was counted in the window before.
            return false;
        }
        if ends.since(self.ends) > SAME_WINDOW {
            self.begin(now, ends);
        }
        let is_known = self.told_at.is_some();
        if is_known {
            self.ends = self.ends.min(ends);
        } else {
            self.ends = ends;
            self.told_at = Some(now);
        }
        self.counted = self.counted.max(count);
        is_known
    }

    /// A limit that has not counted all there was is not for all.
    fn narrow(&mut self) {
        if self.scope.is_none() && self.counted < self.answered {
            self.scope = Some(self.told_by.clone());
        }
    }
}

#[cfg(test)]
mod tests;
