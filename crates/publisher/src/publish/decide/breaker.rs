//! The circuit breaker of one route family: after several failures in a row nothing is sent for a while, then one request
//! tries whether the service is back.
//!
//! ```text
//! closed --[FAILURES in a row]--> open --[time]--> one probe --good--> closed
//!                                  ^                  |
//!                                  +------bad---------+   (open for twice as long, up to LONGEST)
//! ```
//! Failures are 502, 503, 504, and what never got an answer: a gateway or a network that cannot reach the service. A
//! 500 is not one of them, since a service that answers so is there, and may only dislike one payload.

use std::time::Duration;

use super::super::clock::Moment;

/// Failures in a row that open it: as many as the attempts of one call, so that one call alone tells it when the last
/// of them fails, and a few calls side by side tell it early.
const FAILURES: u32 = 5;
/// How long it is open at first.
const FIRST: Duration = Duration::from_secs(5);
/// The longest it is open at a time.
const LONGEST: Duration = Duration::from_secs(60);

/// Whether a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It may.
    Go,
    /// It may, as the one that tries.
    Probe,
    /// Not for this long.
    Wait(Duration),
    /// Not before the one that tries is answered.
    WaitForProbe,
}

/// What a request says about the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    /// It is there.
    Good,
    /// It is not.
    Bad,
    /// Nothing: the request was never sent, or nobody waited for its answer.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed { failures: u32 },
    Open { until: Moment },
    Probing,
}

/// The breaker of one route family.
#[derive(Debug)]
pub(crate) struct Breaker {
    state: State,
    /// How long it is open the next time.
    next: Duration,
    /// How often it opened.
    opened: u32,
    /// When it opened for the first time since the service was last there.
    away_since: Option<Moment>,
}

impl Default for Breaker {
    fn default() -> Self {
        Self {
            state: State::Closed { failures: 0 },
            next: FIRST,
            opened: 0,
            away_since: None,
        }
    }
}

impl Breaker {
    /// How often it opened so far.
    pub(crate) fn opened(&self) -> u32 {
        self.opened
    }

    /// How long the service has been away.
    pub(crate) fn away(&self, now: Moment) -> Duration {
        self.away_since
            .map_or(Duration::ZERO, |since| now.since(since))
    }

    /// Whether a request may go now; one that may as a probe is taken for sent.
    pub(crate) fn admit(&mut self, now: Moment) -> Admission {
        match self.state {
            State::Closed { .. } => Admission::Go,
            State::Open { until } if now < until => Admission::Wait(until.since(now)),
            State::Open { .. } => {
                self.state = State::Probing;
                Admission::Probe
            }
            State::Probing => Admission::WaitForProbe,
        }
    }

    /// What came of a request.
    pub(crate) fn report(&mut self, now: Moment, probe: bool, health: Health) {
        match (self.state, health) {
            // Answers to what was sent before it opened change nothing.
            (State::Open { .. }, _) | (State::Closed { .. }, Health::Unknown) => {}
            (State::Probing, _) if !probe => {}
            (State::Closed { failures }, Health::Bad) if failures + 1 < FAILURES => {
                self.state = State::Closed {
                    failures: failures + 1,
                };
            }
            (State::Closed { .. } | State::Probing, Health::Bad) => self.open(now),
            (State::Closed { .. } | State::Probing, Health::Good) => {
                self.state = State::Closed { failures: 0 };
                self.next = FIRST;
                self.away_since = None;
            }
            // The next one may try.
            (State::Probing, Health::Unknown) => self.state = State::Open { until: now },
        }
    }

    fn open(&mut self, now: Moment) {
        self.state = State::Open {
            until: now + self.next,
        };
        self.next = (self.next * 2).min(LONGEST);
        self.opened += 1;
        self.away_since.get_or_insert(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment::START + Duration::from_secs(seconds)
    }

    /// A breaker that opened at the start.
    fn open() -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..FAILURES {
            assert_eq!(breaker.admit(at(0)), Admission::Go);
            breaker.report(at(0), false, Health::Bad);
        }
        breaker
    }

    #[test]
    fn only_failures_in_a_row_open_it() {
        let mut breaker = Breaker::default();
        for _ in 0..10 {
            for _ in 1..FAILURES {
                breaker.report(at(0), false, Health::Bad);
            }
            breaker.report(at(0), false, Health::Good);
        }
        assert_eq!(breaker.admit(at(0)), Admission::Go);
        assert_eq!(breaker.opened(), 0);
    }

    #[test]
    fn nothing_goes_while_it_is_open_and_one_probe_after() {
        let mut breaker = open();
        assert_eq!(
            breaker.admit(at(1)),
            Admission::Wait(Duration::from_secs(4))
        );
        // A straggler from before changes nothing.
        breaker.report(at(2), false, Health::Good);
        assert_eq!(
            breaker.admit(at(2)),
            Admission::Wait(Duration::from_secs(3))
        );
        assert_eq!(breaker.admit(at(5)), Admission::Probe);
        assert_eq!(breaker.admit(at(5)), Admission::WaitForProbe);
        breaker.report(at(6), false, Health::Good);
        assert_eq!(breaker.admit(at(6)), Admission::WaitForProbe);
        breaker.report(at(6), true, Health::Good);
        assert_eq!(breaker.admit(at(6)), Admission::Go);
    }

    #[test]
    fn a_failed_probe_doubles_the_time_up_to_a_cap() {
        let mut breaker = open();
        let (mut now, mut opened) = (at(0), Vec::new());
        for _ in 0..6 {
            let Admission::Wait(wait) = breaker.admit(now) else {
                panic!("it is open");
            };
            opened.push(wait.as_secs());
            now = now + wait;
            assert_eq!(breaker.admit(now), Admission::Probe);
            breaker.report(now, true, Health::Bad);
        }
        assert_eq!(opened, [5, 10, 20, 40, 60, 60]);
        assert_eq!(breaker.opened(), 7);
        assert_eq!(breaker.away(now), Duration::from_secs(195));
        assert_eq!(breaker.admit(now + LONGEST), Admission::Probe);
        breaker.report(now + LONGEST, true, Health::Good);
        assert_eq!(breaker.away(now + LONGEST), Duration::ZERO);
    }

    #[test]
    fn a_probe_that_nobody_waits_for_leaves_its_place_to_another() {
        let mut breaker = open();
        assert_eq!(breaker.admit(at(5)), Admission::Probe);
        breaker.report(at(6), true, Health::Unknown);
        assert_eq!(breaker.admit(at(6)), Admission::Probe);
    }
}
