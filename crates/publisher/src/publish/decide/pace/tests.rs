//! The pacer against servers that count as servers do, with time as a number.

use super::*;

const LIMITS: Limits = Limits {
    all: 300,
    cards: 100,
};

/// How a server says how long its window lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    Up,
    Down,
    Silent,
}

/// A server with fixed windows of a minute.
#[derive(Debug)]
struct Server {
    /// Size, and the one family it is for, if it is not for all.
    limits: Vec<(u32, Option<Family>)>,
    rounding: Rounding,
    /// Where its windows begin, in milliseconds; with their first request where there is none.
    phase: Option<u64>,
    /// Of each limit: when its window ends, and what it counted.
    windows: Vec<Option<(u64, u32)>>,
    refused: u32,
}

impl Server {
    fn new(limits: &[(u32, Option<Family>)], rounding: Rounding, phase: Option<u64>) -> Self {
        Self {
            limits: limits.to_vec(),
            rounding,
            phase,
            windows: vec![None; limits.len()],
            refused: 0,
        }
    }

    /// Counts a request, and says what its answer says.
    fn serve(&mut self, now: u64, family: Family) -> Option<Signals> {
        let matching: Vec<usize> = (0..self.limits.len())
            .filter(|index| self.limits[*index].1.is_none_or(|only| only == family))
            .collect();
        for index in &matching {
            let window = &mut self.windows[*index];
            let current = window.filter(|(ends, _)| now < *ends);
            *window = current.or_else(|| {
                let ends = match self.phase {
                    Some(phase) => now + 60_000 - (now + 60_000 - phase) % 60_000,
                    None => now + 60_000,
                };
                Some((ends, 0))
            });
        }
        let over = matching.iter().any(|index| {
            self.windows[*index].is_some_and(|(_, count)| count >= self.limits[*index].0)
        });
        if over {
            self.refused += 1;
        }
        for index in &matching {
            if let (Some((_, count)), false) = (&mut self.windows[*index], over) {
                *count += 1;
            }
        }
        let (allowed, ends, count) = matching
            .iter()
            .filter_map(|index| {
                let (ends, count) = self.windows[*index]?;
                Some((self.limits[*index].0, ends, count))
            })
            .min_by_key(|(allowed, _, count)| allowed - count)?;
        let left = ends - now;
        let reset = match self.rounding {
            Rounding::Up => left.div_ceil(1_000),
            Rounding::Down => left / 1_000,
            Rounding::Silent => return None,
        };
        Some(Signals {
            allowed,
            count,
            reset: Some(Duration::from_secs(reset)),
        })
    }
}

/// Sends requests, so many of each family, with so many at a time and so long on the way; gives the milliseconds it takes.
fn run(server: &mut Server, requests: &[(Family, u32)], at_a_time: usize, round_trip: u64) -> u64 {
    let mut pacer = Pacer::new(LIMITS);
    let mut left = requests.to_vec();
    // Sent when, of which family, and what the answer says.
    let mut in_flight: Vec<(u64, Family, Option<Signals>)> = Vec::new();
    let (mut now, mut last, mut turn) = (0, 0, 0);
    while !in_flight.is_empty() || left.iter().any(|(_, count)| *count > 0) {
        let moment = |milliseconds| Moment::START + Duration::from_millis(milliseconds);
        in_flight.retain(|(sent, family, signals)| {
            let done = sent + round_trip <= now;
            if done {
                pacer.settle(moment(now), *family, moment(*sent), *signals);
            }
            !done
        });
        while in_flight.len() < at_a_time {
            // Families take turns, and one that has to wait does not hold up another.
            let next = (0..left.len())
                .map(|offset| (turn + offset) % left.len())
                .find(|index| {
                    let (family, count) = left[*index];
                    count > 0 && pacer.wait(moment(now), family).is_zero()
                });
            let Some(next) = next else {
                break;
            };
            turn = next + 1;
            left[next].1 -= 1;
            let family = left[next].0;
            pacer.take(moment(now), family);
            // It is counted half-way.
            let signals = server.serve(now + round_trip / 2, family);
            in_flight.push((now, family, signals));
            last = now;
        }
        now += 10;
    }
    last
}

#[test]
fn a_window_is_spent_whole_and_never_overdrawn() {
    for rounding in [Rounding::Up, Rounding::Down] {
        for phase in [None, Some(0), Some(17_300), Some(59_990)] {
            for (at_a_time, round_trip) in [(1, 20), (8, 150), (32, 300), (300, 1_000)] {
                let mut server = Server::new(&[(300, None)], rounding, phase);
                let took = run(
                    &mut server,
                    &[(Family::Cards, 3_000)],
                    at_a_time,
                    round_trip,
                );
                let told = format!("{rounding:?} {phase:?} {at_a_time} {round_trip}: {took} ms");
                assert_eq!(server.refused, 0, "{told}");
                if at_a_time > 1 {
                    // Nine more windows are needed. Each may be known to end a second late, where it is not known how
                    // the server rounds, and begins when the first request of it arrives.
                    let bound = 540_000 + phase.unwrap_or_default();
                    assert!(took < bound + 9 * (1_100 + round_trip), "{told}");
                }
            }
        }
    }
}

#[test]
fn a_server_that_says_nothing_is_not_overdrawn_either() {
    for phase in [None, Some(30_000)] {
        let mut server = Server::new(&[(300, None)], Rounding::Silent, phase);
        let all = [(Family::Channels, 750), (Family::Integrations, 750)];
        let took = run(&mut server, &all, 32, 200);
        assert_eq!(server.refused, 0);
        assert!(took < 310_000, "{took}");
        let mut server = Server::new(&[(100, Some(Family::Cards))], Rounding::Silent, phase);
        run(&mut server, &[(Family::Cards, 500)], 32, 200);
        assert_eq!(server.refused, 0);
    }
}

#[test]
fn a_limit_of_one_family_does_not_hold_up_the_others() {
    let requests = [
        (Family::Channels, 150),
        (Family::Cards, 150),
        (Family::Participants, 150),
    ];
    let limits = [(300, None), (100, Some(Family::Cards))];
    for rounding in [Rounding::Up, Rounding::Down] {
        let mut server = Server::new(&limits, rounding, None);
        let took = run(&mut server, &requests, 32, 100);
        assert_eq!(server.refused, 0, "{rounding:?}");
        // 450 requests need a second window, and so do 150 cards.
        assert!((60_000..66_000).contains(&took), "{rounding:?} {took}");
    }
}

#[test]
fn a_lower_limit_than_expected_is_kept_from_the_first_answer_on() {
    let mut server = Server::new(&[(180, None)], Rounding::Up, None);
    let took = run(&mut server, &[(Family::Channels, 720)], 32, 100);
    assert_eq!(server.refused, 0);
    assert!((180_000..186_000).contains(&took), "{took}");
}

#[test]
fn others_that_use_the_same_limit_are_counted() {
    let mut pacer = Pacer::new(LIMITS);
    let now = Moment::START;
    pacer.take(now, Family::Channels);
    let told = Signals {
        allowed: 300,
        count: 299,
        reset: Some(Duration::from_secs(20)),
    };
    pacer.settle(now, Family::Channels, now, Some(told));
    assert_eq!(pacer.wait(now, Family::Channels), Duration::ZERO);
    pacer.take(now, Family::Channels);
    assert_eq!(
        pacer.wait(now, Family::Channels),
        Duration::from_secs(21),
        "a second more, since the server may round down"
    );
}

#[test]
fn a_family_that_is_refused_waits_alone() {
    let mut pacer = Pacer::new(LIMITS);
    let now = Moment::START;
    pacer.block(now, Family::Channels, Duration::from_secs(7));
    pacer.block(now, Family::Channels, Duration::from_secs(3));
    assert_eq!(pacer.wait(now, Family::Channels), Duration::from_secs(7));
    assert_eq!(pacer.wait(now, Family::Jobs), Duration::ZERO);
}

#[test]
fn the_limit_in_force_is_told() {
    let mut pacer = Pacer::new(LIMITS);
    assert_eq!(pacer.limit(), 300);
    pacer.take(Moment::START, Family::Jobs);
    let told = Signals {
        allowed: 180,
        count: 1,
        reset: None,
    };
    pacer.settle(Moment::START, Family::Jobs, Moment::START, Some(told));
    assert_eq!(pacer.limit(), 180);
}
