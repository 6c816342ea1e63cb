//! Even spacing, for as long as the server has not said how it counts.
//!
//! The generic cell rate algorithm (ITU-T I.371): each request moves a theoretical arrival time on by one interval, and
//! is let through once that time is near enough. Wherever a window of a minute is laid, no more than the limit falls
//! into it: 98 % of it are spaced evenly, and the other 2 % may come at once.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::clock::Moment;

const MINUTE: Duration = Duration::from_secs(60);
/// The part of the limit that may come at once.
const BURST: f64 = 0.02;

/// Even spacing: when the next request is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Smooth {
    next: Moment,
}

/// At most so many requests in any minute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    interval: Duration,
    /// How far ahead of its time a request may be.
    tolerance: Duration,
}

impl Rate {
    pub(super) fn per_minute(limit: u32) -> Self {
        let limit = f64::from(limit.max(1));
        let burst = (limit * BURST).max(1.0);
        let interval = MINUTE.div_f64((limit - burst).max(1.0));
        Self {
            interval,
            tolerance: interval.mul_f64(burst - 1.0),
        }
    }
}

impl Smooth {
    /// How long the next request has to wait.
    pub(super) fn wait(self, now: Moment, rate: Rate) -> Duration {
        self.next.since(now + rate.tolerance)
    }

    /// How many requests may go at once.
    pub(super) fn room(self, now: Moment, rate: Rate) -> u32 {
        if !self.wait(now, rate).is_zero() {
            return 0;
        }
        let free = (now + rate.tolerance).since(self.next.max(now));
        let more = free.as_nanos() / rate.interval.as_nanos().max(1);
        u32::try_from(more).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// So many requests are sent.
    pub(super) fn take(&mut self, now: Moment, rate: Rate, requests: u32) {
        let taken = rate.interval.saturating_mul(requests);
        // A server that counts otherwise may let a minute's worth through at once; more than that is never owed.
        self.next = (self.next.max(now) + taken).min(now + MINUTE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times in milliseconds at which requests go that are always ready.
    fn schedule(per_minute: u32, requests: usize) -> Vec<u64> {
        let rate = Rate::per_minute(per_minute);
        let mut smooth = Smooth::default();
        let mut now = Duration::ZERO;
        (0..requests)
            .map(|_| {
                now += smooth.wait(Moment::START + now, rate);
                smooth.take(Moment::START + now, rate, 1);
                u64::try_from(now.as_millis()).expect("short")
            })
            .collect()
    }

    #[test]
    fn no_minute_has_more_than_the_limit() {
        for limit in [1, 2, 60, 100, 300, 3_000] {
            let times = schedule(limit, 4 * limit as usize);
            for (first, start) in times.iter().enumerate() {
                let within = times[first..]
                    .iter()
                    .take_while(|time| **time < start + 60_000)
                    .count();
                assert!(within <= limit as usize, "{within} of {limit}");
            }
        }
    }

    #[test]
    fn nearly_all_of_the_limit_is_used() {
        let times = schedule(300, 3_000);
        let minutes = *times.last().expect("a time") / 1_000;
        assert!((600..=615).contains(&minutes), "{minutes} s");
        assert_eq!(times[5], 0, "2 % come at once");
        assert!(times[6] > 0);
    }

    #[test]
    fn as_many_may_go_at_once_as_would_go_one_after_the_other_without_a_wait() {
        for limit in [1, 2, 60, 300, 3_000, 1_000_000_000] {
            let rate = Rate::per_minute(limit);
            let now = Moment::START + Duration::from_secs(1);
            let mut smooth = Smooth::default();
            let room = smooth.room(now, rate);
            assert!(room > 0);
            smooth.take(now, rate, room - 1);
            assert_eq!(smooth.room(now, rate), 1, "{limit}");
            smooth.take(now, rate, 1);
            assert_eq!(smooth.room(now, rate), 0, "{limit}");
            assert!(!smooth.wait(now, rate).is_zero(), "{limit}");
        }
    }
}
