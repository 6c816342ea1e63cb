//! Even spacing, for as long as the server has not said how it counts.
//!
//! The generic cell rate algorithm (ITU-T I.371): each request moves a theoretical arrival time on by one interval, and
//! is let through once that time is near enough. Wherever a window of a minute is laid, no more than the limit falls
//! into it: 98 % of it are spaced evenly, and the other 2 % may come at once.

use std::time::Duration;

use super::super::clock::Moment;

const MINUTE: Duration = Duration::from_secs(60);
/// The part of the limit that may come at once.
const BURST: f64 = 0.02;

/// Even spacing.
#[derive(Debug)]
pub(super) struct Smooth {
    interval: Duration,
    /// How far ahead of its time a request may be.
    tolerance: Duration,
    next: Moment,
}

impl Smooth {
    /// At most `per_minute` requests in any minute.
    pub(super) fn new(per_minute: u32) -> Self {
        let limit = f64::from(per_minute.max(1));
        let burst = (limit * BURST).max(1.0);
        let interval = MINUTE.div_f64((limit - burst).max(1.0));
        Self {
            interval,
            tolerance: interval.mul_f64(burst - 1.0),
            next: Moment::START,
        }
    }

    /// How long the next request has to wait.
    pub(super) fn wait(&self, now: Moment) -> Duration {
        self.next.since(now + self.tolerance)
    }

    /// A request is sent.
    pub(super) fn take(&mut self, now: Moment) {
        // A server that counts otherwise may let a minute's worth through at once; more than that is never owed.
        self.next = (self.next.max(now) + self.interval).min(now + MINUTE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times in milliseconds at which requests go that are always ready.
    fn schedule(per_minute: u32, requests: usize) -> Vec<u64> {
        let mut smooth = Smooth::new(per_minute);
        let mut now = Duration::ZERO;
        (0..requests)
            .map(|_| {
                now += smooth.wait(Moment::START + now);
                smooth.take(Moment::START + now);
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
}
