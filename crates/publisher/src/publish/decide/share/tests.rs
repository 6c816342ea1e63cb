//! Several publishers draw on the limits of one server: in whatever order they ask, send, are answered, are killed or
//! stop, the server never has to refuse one, and none waits for longer than it has to.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::pace::Pacer;
use super::super::pace::server::{Rounding, Server};
use super::*;

const LIMITS: Limits = Limits {
    all: 300,
    cards: 100,
};
/// Milliseconds between two looks.
const STEP: u64 = 20;

/// When runs begin.
const START: Duration = Duration::from_secs(36_000);

/// What one publisher does.
#[derive(Debug, Clone)]
struct Plan {
    starts: u64,
    /// How many requests of each family it has.
    requests: Vec<(Family, u32)>,
    at_a_time: usize,
    round_trip: u64,
    /// How long a question takes.
    exchange: u64,
    /// When it is killed, if it is.
    killed: Option<u64>,
    /// By how much its clock is ahead of the one that is furthest behind.
    ahead: u64,
}

/// A request that was sent.
#[derive(Debug)]
struct Sent {
    family: Family,
    begun: (Moment, Stamp),
    /// When it is counted, half-way.
    arrives: u64,
    is_counted: bool,
    answered: u64,
    signals: Option<Signals>,
}

#[derive(Debug)]
struct Publisher {
    plan: Plan,
    share: Share,
    on_their_way: Vec<Sent>,
    /// What was handed out, and when it arrives.
    grant: Option<(u64, Family, Grant)>,
    /// When to ask again, by family.
    again: BTreeMap<Family, u64>,
    turn: usize,
    hungry_since: Option<u64>,
    longest_hunger: u64,
    last: u64,
    asked: u32,
    is_gone: bool,
}

impl Publisher {
    fn new(number: usize, plan: &Plan) -> Self {
        let began = START + Duration::from_millis(plan.starts + plan.ahead);
        Self {
            plan: plan.clone(),
            share: Share::new(format!("run {number}"), LIMITS, began),
            on_their_way: Vec::new(),
            grant: None,
            again: BTreeMap::new(),
            turn: 0,
            hungry_since: None,
            longest_hunger: 0,
            last: 0,
            asked: 0,
            is_gone: false,
        }
    }

    /// By its own clock.
    fn moment(&self, now: u64) -> Moment {
        Moment::START + Duration::from_millis(now - self.plan.starts)
    }

    fn began(&self) -> Duration {
        START + Duration::from_millis(self.plan.starts + self.plan.ahead)
    }

    fn step(&mut self, now: u64, pacer: &mut Pacer) {
        if now < self.plan.starts || self.is_gone {
            return;
        }
        if self.plan.killed.is_some_and(|killed| killed <= now) {
            self.is_gone = true;
            return;
        }
        let moment = self.moment(now);
        let began = self.began();
        let share = &mut self.share;
        self.on_their_way.retain(|sent| {
            let is_done = sent.answered <= now;
            if is_done {
                share.settle(moment, sent.family, sent.begun, sent.signals);
                self.again.clear();
            }
            !is_done
        });
        if let Some((arrives, family, grant)) = self.grant {
            if now < arrives {
                return;
            }
            self.grant = None;
            self.share.receive(moment, family, &grant);
            if grant.requests == 0 {
                let again = u64::try_from(grant.again.as_millis()).expect("short");
                self.again.insert(family, now + again.max(STEP));
            }
        }
        let mut wants = None;
        let families = self.plan.requests.len();
        for offset in 0..families {
            let index = (self.turn + offset) % families;
            let (family, left) = self.plan.requests[index];
            while self.plan.requests[index].1 > 0 && self.on_their_way.len() < self.plan.at_a_time {
                if !self.share.has(moment, family) {
                    wants = wants.or(Some((family, left)));
                    break;
                }
                self.plan.requests[index].1 -= 1;
                let stamp = self.share.take(family);
                self.on_their_way.push(Sent {
                    family,
                    begun: (moment, stamp),
                    arrives: now + self.plan.round_trip / 2,
                    is_counted: false,
                    answered: now + self.plan.round_trip,
                    signals: None,
                });
                self.last = now;
                self.hungry_since = None;
            }
        }
        self.turn += 1;
        if let Some((family, _)) = wants {
            let since = *self.hungry_since.get_or_insert(now);
            self.longest_hunger = self.longest_hunger.max(now - since);
            if self.again.get(&family).is_some_and(|again| now < *again) {
                wants = None;
            }
        }
        if wants.is_some() || self.share.has_to_tell(moment) {
            let ask = self.share.ask(moment, began, wants);
            let grant = pacer.lease(&ask);
            self.asked += 1;
            // Kept as the store keeps it.
            let state = serde_json::to_string(&pacer).expect("JSON");
            *pacer = serde_json::from_str(&state).expect("a state");
            if let Some((family, _)) = wants {
                self.grant = Some((now + self.plan.exchange, family, grant));
            }
        }
        let is_done = self.plan.requests.iter().all(|(_, left)| *left == 0);
        if is_done && self.on_their_way.is_empty() {
            if let Some(ask) = self.share.leave(moment, began) {
                pacer.lease(&ask);
            }
            self.is_gone = true;
        }
    }
}

/// Lets publishers send all they have; gives when the last request went.
fn run(plans: &[Plan], server: &mut Server) -> Vec<Publisher> {
    let mut pacer = Pacer::default();
    let mut publishers: Vec<Publisher> = plans
        .iter()
        .enumerate()
        .map(|(number, plan)| Publisher::new(number, plan))
        .collect();
    let mut now = 0;
    while publishers.iter().any(|publisher| !publisher.is_gone) {
        let mut arrived: Vec<&mut Sent> = publishers
            .iter_mut()
            .flat_map(|publisher| &mut publisher.on_their_way)
            .filter(|sent| !sent.is_counted && sent.arrives <= now)
            .collect();
        arrived.sort_by_key(|sent| sent.arrives);
        for sent in arrived {
            sent.signals = server.serve(sent.arrives, sent.family);
            sent.is_counted = true;
        }
        // Whoever is first at one time is last at the next.
        let count = publishers.len();
        for offset in 0..count {
            let turn = usize::try_from(now / STEP).expect("few") + offset;
            publishers[turn % count].step(now, &mut pacer);
        }
        now += STEP;
        assert!(now < 3_600_000, "somebody waits for ever: {publishers:?}");
    }
    publishers
}

fn plan(requests: u32) -> Plan {
    Plan {
        starts: 0,
        requests: vec![(Family::Cards, requests)],
        at_a_time: 16,
        round_trip: 200,
        exchange: 20,
        killed: None,
        ahead: 0,
    }
}

fn last(publishers: &[Publisher]) -> u64 {
    publishers
        .iter()
        .map(|publisher| publisher.last)
        .max()
        .expect("publishers")
}

#[test]
fn four_publishers_use_up_the_windows_of_one_limit() {
    for rounding in [Rounding::Up, Rounding::Down] {
        let mut server = Server::new(&[(300, None)], rounding, None);
        let publishers = run(&vec![plan(375); 4], &mut server);
        assert_eq!(server.refused, 0, "{rounding:?}");
        let took = last(&publishers);
        assert!((240_000..246_000).contains(&took), "{rounding:?} {took}");
    }
}

#[test]
fn one_alone_uses_the_windows_up_and_asks_for_several_at_a_time() {
    let mut server = Server::new(&[(300, None)], Rounding::Up, None);
    let publishers = run(&[plan(3_000)], &mut server);
    assert_eq!(server.refused, 0);
    let took = last(&publishers);
    assert!((540_000..547_000).contains(&took), "{took}");
    assert!(publishers[0].asked < 900, "{}", publishers[0].asked);

    // Without a limit worth the name.
    let mut share = Share::new(
        "run".to_owned(),
        Limits {
            all: 1_000_000_000,
            cards: 1_000_000_000,
        },
        START,
    );
    let now = Moment::START + Duration::from_secs(1);
    let grant = Pacer::default().lease(&share.ask(now, START, Some((Family::Cards, 64))));
    assert_eq!(grant.requests, 1_000);
}

#[test]
fn what_one_that_was_killed_had_is_there_for_the_others_within_the_window() {
    let mut server = Server::new(&[(300, None)], Rounding::Up, None);
    let mut plans = vec![plan(300); 4];
    plans[1].killed = Some(70_000);
    let publishers = run(&plans, &mut server);
    assert_eq!(server.refused, 0);
    let left: u32 = publishers[1]
        .plan
        .requests
        .iter()
        .map(|(_, left)| left)
        .sum();
    assert!(left > 0);
    let windows = (1_200 - left).div_ceil(300) - 1;
    let took = last(&publishers);
    assert!(took <= u64::from(windows) * 60_000 + 4_000, "{took}");
}

#[test]
fn a_refusal_is_seen_by_all() {
    let mut pacer = Pacer::default();
    let mut shares = ["a", "b"].map(|run| Share::new(run.to_owned(), LIMITS, START));
    let now = Moment::START + Duration::from_secs(1);
    let [one, other] = &mut shares;
    one.block(now, Family::Cards, Duration::from_secs(7));
    assert!(one.has_to_tell(now));
    pacer.lease(&one.ask(now, START, None));
    let grant = pacer.lease(&other.ask(now, START, Some((Family::Cards, 1))));
    assert_eq!((grant.requests, grant.wait), (0, Duration::from_secs(7)));
    let grant = pacer.lease(&other.ask(now, START, Some((Family::Channels, 1))));
    assert_eq!(grant.requests, 1);
}

#[test]
fn a_clock_that_is_set_moves_no_wait() {
    const HOUR: Duration = Duration::from_secs(3_600);
    let mut pacer = Pacer::default();
    let mut one = Share::new("a".to_owned(), LIMITS, START);
    let now = Moment::START + Duration::from_secs(1);
    let ask = one.ask(now, START, Some((Family::Cards, 1)));
    let grant = pacer.lease(&ask);
    one.receive(now, Family::Cards, &grant);
    let stamp = one.take(Family::Cards);
    let full = Signals {
        allowed: 100,
        count: 100,
        reset: Some(Duration::from_secs(50)),
    };
    one.settle(now, Family::Cards, (now, stamp), Some(full));
    let wants = Some((Family::Cards, 1));
    let grant = pacer.lease(&one.ask(now, START, wants));
    assert_eq!(grant.wait, Duration::from_secs(51));
    for (began, longest) in [
        // A few seconds back: as if none had passed since.
        (START.saturating_sub(Duration::from_secs(5)), 51),
        // An hour: what is there was written by a clock that nobody has any more.
        (START + HOUR, 0),
        (START.saturating_sub(HOUR), 0),
    ] {
        let mut other = Share::new("b".to_owned(), LIMITS, began);
        let mut pacer = pacer.clone();
        let grant = pacer.lease(&other.ask(now, began, wants));
        assert!(grant.wait <= Duration::from_secs(longest), "{began:?}");
        // The first goes on with the later time of both, and waits for no longer than before.
        let grant = pacer.lease(&one.ask(now, START, wants));
        assert!(grant.wait <= Duration::from_secs(51), "{began:?} {grant:?}");
    }
}

fn family() -> impl Strategy<Value = Family> {
    prop_oneof![
        2 => Just(Family::Cards),
        1 => Just(Family::Channels),
        1 => Just(Family::Participants),
    ]
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let one = (
        0..90_000_u64,
        prop::collection::vec((family(), 0..250_u32), 1..3),
        1..40_usize,
        20..2_000_u64,
        0..400_u64,
        prop::option::weighted(0.2, 0..200_000_u64),
        // Clocks of one machine differ by less than a request takes.
        0..10_u64,
    );
    let one = one.prop_map(
        |(starts, requests, at_a_time, round_trip, exchange, killed, ahead)| Plan {
            starts: starts / STEP * STEP,
            requests,
            at_a_time,
            round_trip,
            exchange,
            killed,
            ahead,
        },
    );
    prop::collection::vec(one, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_window_is_overdrawn_and_nobody_starves(
        plans in plans(),
        limit in 20..400_u32,
        up in any::<bool>(),
        phase in prop::option::of(0..60_000_u64),
    ) {
        let rounding = if up { Rounding::Up } else { Rounding::Down };
        let mut server = Server::new(&[(limit, None)], rounding, phase);
        let publishers = run(&plans, &mut server);
        prop_assert_eq!(server.refused, 0);
        // A window may have been used up by others when it begins to wait; the next has something for each.
        for publisher in &publishers {
            prop_assert!(
                publisher.longest_hunger <= 66_000,
                "{} ms: {:?}", publisher.longest_hunger, publisher.plan
            );
        }
    }
}
