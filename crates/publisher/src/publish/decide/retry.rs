//! When a request is sent again.
//!
//! A pure decision: what happened goes in, what to do comes out.
//!
//! # Policy
//! - **Sent again**: what the server refused for now (429, of any request), and what never reached it (name not found,
//!   connection refused).
//! - **Sent again when that does no harm** (a look-up, a PATCH): time-outs, broken connections, 408, 500, 502, 503,
//!   504 and other 5xx. The same events leave the fate of any other request unknown: whether to send it again is for the
//!   flow to decide, after it has looked for the object (RFC 9110, section 9.2.2).
//! - **Never sent again**: other 4xx, because the same request gets the same answer; 501 and 505, which say that it
//!   always will; a refused certificate; a readable answer from something that is not the platform. The one renewal
//!   of a token after a 401 is the client's business, not a retry.
//!
//! # Constants
//! [`ATTEMPTS`] is five: with [`BASE`] doubling that is at most 15 s of waiting, enough for a rolling restart, short
//! enough for a release job. Waiting is *full jitter* (uniform between nothing and the doubled base, capped at
//! [`CAP`]), which spreads competing clients best ("Exponential Backoff And Jitter", AWS Architecture Blog). A server
//! that says `Retry-After` is obeyed, plus up to [`BASE`] at random so that all who were told the same do not return
//! at once. One call takes at most [`BUDGET`]: two of the platform's one-minute rate windows. A server that asks for
//! more than is left is not waited for, since a person or a scheduler does that better.

use std::time::{Duration, SystemTime};

/// Most times one request is sent.
pub(crate) const ATTEMPTS: u32 = 5;
/// The longest wait after the first attempt; it doubles with each further one.
const BASE: Duration = Duration::from_secs(1);
/// The longest wait that is not asked for by the server.
const CAP: Duration = Duration::from_secs(30);
/// The most time from the first attempt to the end of the last wait.
pub(crate) const BUDGET: Duration = Duration::from_secs(120);

/// What became of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// The platform answered.
    Answered {
        status: u16,
        /// What its `Retry-After` asks for.
        retry_after: Option<Duration>,
    },
    /// Something answered that is not the platform, or not as the platform does.
    Unreadable,
    /// Nothing was sent, and another try may do better.
    NotSent,
    /// Nothing was sent, and another try ends the same way.
    Refused,
    /// No answer came in time.
    TimedOut,
    /// The connection broke before the answer was complete.
    Broken,
}

impl Event {
    /// Whether the same request may well succeed later.
    pub(crate) fn is_temporary(self) -> bool {
        match self {
            Self::Answered { status, .. } => status == 429 || is_unsettled(status),
            Self::NotSent | Self::TimedOut | Self::Broken => true,
            Self::Unreadable | Self::Refused => false,
        }
    }
}

/// Statuses of a server that was overtaxed, or lost the request or its answer on the way.
fn is_unsettled(status: u16) -> bool {
    status == 408 || (status >= 500 && !matches!(status, 501 | 505))
}

/// The attempt that just ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Time since the first attempt began.
    pub(crate) elapsed: Duration,
    /// Whether sending the request twice does no harm.
    pub(crate) repeatable: bool,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It worked.
    Done,
    /// It did not and will not.
    Fail,
    /// Send it again after this long.
    RetryAfter(Duration),
    /// Nobody knows whether it worked.
    Ambiguous(Unknown),
}

/// How to find out what became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unknown {
    /// How long to wait before looking.
    pub(crate) look_after: Duration,
    /// Whether the server may still be at work on it, so that not finding its object proves nothing.
    pub(crate) may_still_run: bool,
}

/// Decides what follows `event`; `random` is uniform in [0, 1).
pub(crate) fn decide(event: Event, attempt: Attempt, random: f64) -> Decision {
    let repeat = || match event {
        _ if attempt.number >= ATTEMPTS => Decision::Fail,
        _ => {
            let wait = wait(event, attempt.number, random);
            if attempt.elapsed + wait > BUDGET {
                Decision::Fail
            } else {
                Decision::RetryAfter(wait)
            }
        }
    };
    let unsettled = |may_still_run| {
        if attempt.repeatable {
            repeat()
        } else {
            Decision::Ambiguous(Unknown {
                look_after: wait(event, attempt.number, random).min(CAP),
                may_still_run,
            })
        }
    };
    match event {
        Event::Answered { status, .. } => match status {
            200..=299 => Decision::Done,
            429 => repeat(),
            // A gateway that gave up waiting says nothing about the server behind it.
            504 => unsettled(true),
            _ if is_unsettled(status) => unsettled(false),
            _ => Decision::Fail,
        },
        Event::NotSent => repeat(),
        Event::TimedOut => unsettled(true),
        Event::Refused => Decision::Fail,
        Event::Unreadable if attempt.repeatable => Decision::Fail,
        Event::Broken | Event::Unreadable => unsettled(false),
    }
}

fn wait(event: Event, number: u32, random: f64) -> Duration {
    match event {
        Event::Answered {
            retry_after: Some(asked),
            ..
        } if !asked.is_zero() => asked.saturating_add(BASE.mul_f64(random)),
        _ => BASE
            .saturating_mul(1 << (number - 1).min(16))
            .min(CAP)
            .mul_f64(random),
    }
}

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date, of which `until` says how far away it is.
pub(crate) fn retry_after(
    value: &str,
    until: impl FnOnce(SystemTime) -> Duration,
) -> Option<Duration> {
    let value = value.trim();
    match value.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(value).ok().map(until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: f64 = 0.5;

    fn answered(status: u16) -> Event {
        Event::Answered {
            status,
            retry_after: None,
        }
    }

    fn throttled(seconds: u64) -> Event {
        Event::Answered {
            status: 429,
            retry_after: Some(Duration::from_secs(seconds)),
        }
    }

    fn attempt(number: u32, repeatable: bool) -> Attempt {
        Attempt {
            number,
            elapsed: Duration::ZERO,
            repeatable,
        }
    }

    fn again(milliseconds: u64) -> Decision {
        Decision::RetryAfter(Duration::from_millis(milliseconds))
    }

    fn unknown(milliseconds: u64, may_still_run: bool) -> Decision {
        Decision::Ambiguous(Unknown {
            look_after: Duration::from_millis(milliseconds),
            may_still_run,
        })
    }

    #[test]
    fn each_event_has_its_decision() {
        let table: &[(Event, Decision, Decision)] = &[
            // event, of a request that may be repeated, of one that may not
            (answered(200), Decision::Done, Decision::Done),
            (answered(202), Decision::Done, Decision::Done),
            (answered(204), Decision::Done, Decision::Done),
            (answered(301), Decision::Fail, Decision::Fail),
            (answered(400), Decision::Fail, Decision::Fail),
            (answered(401), Decision::Fail, Decision::Fail),
            (answered(403), Decision::Fail, Decision::Fail),
            (answered(404), Decision::Fail, Decision::Fail),
            (answered(408), again(500), unknown(500, false)),
            (answered(409), Decision::Fail, Decision::Fail),
            (answered(422), Decision::Fail, Decision::Fail),
            (answered(429), again(500), again(500)),
            (answered(500), again(500), unknown(500, false)),
            (answered(501), Decision::Fail, Decision::Fail),
            (answered(502), again(500), unknown(500, false)),
            (answered(503), again(500), unknown(500, false)),
            (answered(504), again(500), unknown(500, true)),
            (answered(505), Decision::Fail, Decision::Fail),
            (throttled(7), again(7_500), again(7_500)),
            (throttled(0), again(500), again(500)),
            (Event::NotSent, again(500), again(500)),
            (Event::Refused, Decision::Fail, Decision::Fail),
            (Event::TimedOut, again(500), unknown(500, true)),
            (Event::Broken, again(500), unknown(500, false)),
            (Event::Unreadable, Decision::Fail, unknown(500, false)),
        ];
        for (event, repeatable, other) in table {
            assert_eq!(
                decide(*event, attempt(1, true), HALF),
                *repeatable,
                "{event:?}"
            );
            assert_eq!(decide(*event, attempt(1, false), HALF), *other, "{event:?}");
        }
    }

    #[test]
    fn a_schedule_doubles_and_ends() {
        let schedule: Vec<_> = (1..=5)
            .map(|number| decide(answered(503), attempt(number, true), HALF))
            .collect();
        assert_eq!(
            schedule,
            [
                again(500),
                again(1_000),
                again(2_000),
                again(4_000),
                Decision::Fail
            ]
        );
    }

    #[test]
    fn jitter_is_full_and_capped() {
        for (number, random, expected) in [
            (1, 0.0, Duration::ZERO),
            (4, 0.75, Duration::from_secs(6)),
            (9, 0.5, Duration::from_secs(15)),
            (u32::MAX, 0.5, Duration::from_secs(15)),
        ] {
            assert_eq!(
                wait(Event::NotSent, number, random),
                expected,
                "attempt {number}"
            );
        }
    }

    #[test]
    fn a_wait_beyond_the_budget_is_not_begun() {
        assert_eq!(
            decide(throttled(3_600), attempt(1, true), 0.0),
            Decision::Fail
        );
        assert_eq!(
            decide(throttled(u64::MAX), attempt(1, true), HALF),
            Decision::Fail
        );
        let late = Attempt {
            elapsed: Duration::from_secs(100),
            ..attempt(2, false)
        };
        assert_eq!(decide(throttled(20), late, 0.0), again(20_000));
        assert_eq!(decide(throttled(21), late, 0.0), Decision::Fail);
    }

    #[test]
    fn a_look_is_not_put_off_for_longer_than_the_cap() {
        let event = Event::Answered {
            status: 503,
            retry_after: Some(Duration::from_secs(3_600)),
        };
        assert_eq!(
            decide(event, attempt(1, false), 0.0),
            unknown(30_000, false)
        );
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_in_any_of_three_forms() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").expect("a date");
        for (value, seconds) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:49:44 GMT", Some(7)),
            ("Sunday, 06-Nov-94 08:49:44 GMT", Some(7)),
            ("Sun Nov  6 08:49:44 1994", Some(7)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-7", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            let until = |date: SystemTime| date.duration_since(now).unwrap_or_default();
            assert_eq!(
                retry_after(value, until),
                seconds.map(Duration::from_secs),
                "{value:?}"
            );
        }
    }
}
