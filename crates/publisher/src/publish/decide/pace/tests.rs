//! The pacer against servers that count as servers do, with time as a number.

use super::server::{Rounding, Server};
use super::*;

const LIMITS: Limits = Limits {
    all: 300,
    cards: 100,
};

/// Sends requests, so many of each family, with so many at a time and so long on the way; gives the milliseconds it takes.
fn run(server: &mut Server, requests: &[(Family, u32)], at_a_time: usize, round_trip: u64) -> u64 {
    let mut pacer = Pacer::new(LIMITS);
    let mut left = requests.to_vec();
    let mut in_flight: Vec<(u64, Ended)> = Vec::new();
    let (mut now, mut last, mut turn) = (0, 0, 0);
    while !in_flight.is_empty() || left.iter().any(|(_, count)| *count > 0) {
        let moment = |milliseconds| Moment::START + Duration::from_millis(milliseconds);
        in_flight.retain(|(answered, ended)| {
            let done = *answered <= now;
            if done {
                pacer.settle("", ended);
            }
            !done
        });
        while in_flight.len() < at_a_time {
            // Families take turns, and one that has to wait does not hold up another.
            let next = (0..left.len())
                .map(|offset| (turn + offset) % left.len())
                .find(|index| {
                    let (family, count) = left[*index];
                    count > 0 && pacer.look(moment(now), family).0 > 0
                });
            let Some(next) = next else {
                break;
            };
            turn = next + 1;
            left[next].1 -= 1;
            let family = left[next].0;
            let stamp = pacer.take(moment(now), "", family, 1);
            // It is counted half-way.
            let signals = server.serve(now + round_trip / 2, family);
            let answered = now + round_trip;
            let ended = Ended {
                family,
                sent: moment(now),
                stamp,
                at: moment(answered.next_multiple_of(10)),
                signals,
            };
            in_flight.push((answered, ended));
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

/// A request that was sent and answered at once.
fn answered(pacer: &mut Pacer, now: Moment, family: Family, signals: Signals) {
    let stamp = pacer.take(now, "", family, 1);
    let ended = Ended {
        family,
        sent: now,
        stamp,
        at: now,
        signals: Some(signals),
    };
    pacer.settle("", &ended);
}

#[test]
fn others_that_use_the_same_limit_are_counted() {
    let mut pacer = Pacer::new(LIMITS);
    let now = Moment::START;
    let told = Signals {
        allowed: 300,
        count: 299,
        reset: Some(Duration::from_secs(20)),
    };
    answered(&mut pacer, now, Family::Channels, told);
    assert_eq!(pacer.look(now, Family::Channels), (1, Duration::ZERO));
    pacer.take(now, "", Family::Channels, 1);
    assert_eq!(
        pacer.look(now, Family::Channels),
        (0, Duration::from_secs(21)),
        "a second more, since the server may round down"
    );
}

#[test]
fn a_family_that_is_refused_waits_alone() {
    let mut pacer = Pacer::new(LIMITS);
    let now = Moment::START;
    pacer.block(now, Family::Channels, Duration::from_secs(7));
    pacer.block(now, Family::Channels, Duration::from_secs(3));
    assert_eq!(
        pacer.look(now, Family::Channels),
        (0, Duration::from_secs(7))
    );
    assert_eq!(pacer.look(now, Family::Jobs).1, Duration::ZERO);
}

#[test]
fn the_limit_in_force_is_told() {
    let mut pacer = Pacer::new(LIMITS);
    assert_eq!(pacer.limit(), 300);
    let told = Signals {
        allowed: 180,
        count: 1,
        reset: None,
    };
    answered(&mut pacer, Moment::START, Family::Jobs, told);
    assert_eq!(pacer.limit(), 180);
}
