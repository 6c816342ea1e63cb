//! The sandbox's clock, which may run faster than the real one. Every time a scenario or an answer names is in
//! its seconds ("virtual" seconds); only real waits and HTTP-dates are converted back.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// How many times faster than the real clock the sandbox's runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64")]
pub(crate) struct TimeScale(f64);

impl TimeScale {
    /// As fast as the real clock.
    pub(crate) const REAL: TimeScale = TimeScale(1.0);
    /// A day in less than a tenth of a second; beyond that the clock is coarser than what it measures.
    const MAX: f64 = 1_000_000.0;

    /// The nearest scale there is; that of a value that is not a number is 1.
    pub(crate) fn nearest(scale: f64) -> TimeScale {
        if scale.is_nan() {
            TimeScale::REAL
        } else {
            TimeScale(scale.clamp(1.0, Self::MAX))
        }
    }

    pub(crate) fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for TimeScale {
    type Error = String;

    fn try_from(scale: f64) -> Result<Self, String> {
        if (1.0..=Self::MAX).contains(&scale) {
            Ok(TimeScale(scale))
        } else {
            Err(format!(
                "{scale} is not a time scale; it must be from 1 to {}",
                Self::MAX
            ))
        }
    }
}

/// A clock that starts at zero. Its times are virtual.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    scale: TimeScale,
}

impl Clock {
    pub(crate) fn start(scale: TimeScale) -> Clock {
        Clock {
            start: Instant::now(),
            scale,
        }
    }

    pub(crate) fn scale(&self) -> TimeScale {
        self.scale
    }

    /// The virtual time since the start.
    pub(crate) fn now(&self) -> Duration {
        self.start.elapsed().mul_f64(self.scale.0)
    }

    /// How long a virtual time takes.
    pub(crate) fn real(&self, duration: Duration) -> Duration {
        duration.div_f64(self.scale.0)
    }

    /// The HTTP-date of `seconds` virtual seconds from now, or before now where negative. A client compares it
    /// with its own real clock, so it is real, and rounded up to the whole second an HTTP-date can say.
    pub(crate) fn http_date(&self, seconds: i64) -> String {
        let offset = self.real(Duration::from_secs(seconds.unsigned_abs()));
        let now = SystemTime::now();
        let then = if seconds < 0 {
            now.checked_sub(offset)
        } else {
            now.checked_add(offset)
        };
        let since_epoch = then
            .and_then(|then| then.duration_since(UNIX_EPOCH).ok())
            .unwrap_or_default();
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(whole_seconds(since_epoch)))
    }
}

/// Seconds, rounded up.
pub(crate) fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_at_least_one() {
        for refused in [0.0, 0.99, -1.0, 1_000_001.0, f64::NAN, f64::INFINITY] {
            assert!(TimeScale::try_from(refused).is_err(), "{refused}");
        }
        for (given, nearest) in [(0.0, 1.0), (f64::NAN, 1.0), (60.0, 60.0), (1e9, 1e6)] {
            assert_eq!(TimeScale::nearest(given), TimeScale(nearest), "{given}");
        }
    }

    #[test]
    fn a_virtual_minute_takes_a_sixtieth_at_scale_sixty() {
        let clock = Clock::start(TimeScale(60.0));
        assert_eq!(clock.real(Duration::from_secs(60)), Duration::from_secs(1));
    }

    #[test]
    fn seconds_are_rounded_up() {
        for (millis, seconds) in [(0, 0), (1, 1), (1_000, 1), (1_001, 2)] {
            assert_eq!(whole_seconds(Duration::from_millis(millis)), seconds);
        }
    }

    #[test]
    fn an_http_date_is_real_and_never_too_early() {
        let clock = Clock::start(TimeScale(60.0));
        for (seconds, real) in [(120, 2), (-120, -2), (0, 0)] {
            let before = SystemTime::now();
            let date = httpdate::parse_http_date(&clock.http_date(seconds)).expect("a date");
            let wanted = if real < 0 {
                before - Duration::from_secs(2)
            } else {
                before + Duration::from_secs(u64::try_from(real).expect("positive"))
            };
            let late = date.duration_since(wanted).expect("not too early");
            assert!(late < Duration::from_secs(2), "{seconds}: {late:?}");
        }
    }
}
