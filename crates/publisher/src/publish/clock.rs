//! The one clock of a run: monotonic, so that a change of the system's time moves no wait, and scalable, so that a
//! rehearsal against a sandbox need not take as long as the real thing.

use std::ops::Add;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// The most times that two clocks are read for one comparison.
const READINGS: u32 = 10;
/// What takes no longer happens at the same time.
const AT_ONCE: Duration = Duration::from_micros(10);

/// A point in the time of a run; or of several, where they share what it is kept in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Moment(Duration);

impl Moment {
    /// When the run began.
    pub(crate) const START: Self = Self(Duration::ZERO);

    /// The time from `earlier` to here; nothing where it is not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }
}

/// Where the run gets its time from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    started: Instant,
    scale: f64,
}

impl Clock {
    /// A clock that runs `scale` times as fast as the real one.
    pub(crate) fn scaled(scale: f64) -> Self {
        Self {
            started: Instant::now(),
            scale,
        }
    }

    /// Now.
    pub(crate) fn now(self) -> Moment {
        Moment(self.stretched(self.started.elapsed()))
    }

    /// What passes on this clock while `real` passes on the wall.
    pub(super) fn stretched(self, real: Duration) -> Duration {
        if self.scale > 1.0 {
            Duration::try_from_secs_f64(real.as_secs_f64() * self.scale).unwrap_or(Duration::MAX)
        } else {
            real
        }
    }

    /// When the run began by the clock that all runs of the machine have, as that clock is now: since 1970, stretched.
    pub(crate) fn began(self) -> Duration {
        // Both clocks are to be read at the same time. A process that is put aside in between tries again: others go by
        // the same clock, and a scaled one makes much of little.
        let mut best = (Duration::MAX, Duration::ZERO);
        for _ in 0..READINGS {
            let before = self.started.elapsed();
            let date = SystemTime::now().duration_since(UNIX_EPOCH);
            let apart = self.started.elapsed().saturating_sub(before);
            if apart < best.0 {
                best = (apart, date.unwrap_or_default().saturating_sub(before));
            }
            if apart < AT_ONCE {
                break;
            }
        }
        self.stretched(best.1)
    }

    /// How long it is until a date of the real world.
    pub(crate) fn until(self, date: SystemTime) -> Duration {
        let real = date.duration_since(SystemTime::now()).unwrap_or_default();
        self.stretched(real)
    }

    /// Waits for so long.
    pub(crate) async fn sleep(self, duration: Duration) {
        if !duration.is_zero() {
            tokio::time::sleep(duration.div_f64(self.scale)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_never_run_backwards() {
        let later = Moment::START + Duration::from_secs(5);
        assert_eq!(later.since(Moment::START), Duration::from_secs(5));
        assert_eq!(Moment::START.since(later), Duration::ZERO);
        assert_eq!(later + Duration::MAX, later + Duration::MAX + Duration::MAX);
    }

    #[test]
    fn a_scaled_clock_is_that_much_faster() {
        let clock = Clock::scaled(1_000.0);
        let date = SystemTime::now() + Duration::from_secs(60);
        let until = clock.until(date).as_secs_f64();
        assert!((59_000.0..=60_000.0).contains(&until), "{until}");
        assert_eq!(clock.until(SystemTime::UNIX_EPOCH), Duration::ZERO);
    }
}
