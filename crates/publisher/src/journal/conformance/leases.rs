//! Leases: limits that several publishers draw on.

use std::time::Duration;

use preflight_core::Kind;

use super::{Shared, Sqlite, State, Store as _, batch, item, state_of, stores};
use crate::digest::Digest;
use crate::publish::endpoints::Family;
use crate::publish::{Ask, Ended, Limits, Moment, RateSignals};

/// A question for cards, by a run that has so many on their way.
fn ask(run: &str, seconds: u64, on_their_way: u32, waiting: u32) -> Ask {
    Ask {
        run: run.to_owned(),
        now: Moment::START + Duration::from_secs(1_000_000 + seconds),
        limits: Limits {
            all: 300,
            cards: 100,
        },
        outstanding: [(Family::Cards, on_their_way)].into(),
        wants: Some((Family::Cards, waiting)),
        ..Ask::default()
    }
}

#[test]
fn what_is_handed_out_to_one_is_not_handed_out_to_another() {
    let destination = Digest::of([b"destination".as_slice()]);
    for Shared {
        mut one, mut other, ..
    } in stores()
    {
        // An answer tells that a window of 12 has taken one.
        let first = one.lease(destination, &ask("a", 0, 0, 1)).expect("written");
        assert_eq!(first.requests, 1);
        let told = Ask {
            ended: vec![Ended {
                family: Family::Cards,
                sent: first.now,
                stamp: first.stamp,
                at: first.now,
                signals: Some(RateSignals {
                    allowed: 12,
                    count: 1,
                    reset: Some(Duration::from_secs(40)),
                }),
            }],
            ..ask("a", 0, 0, 7)
        };
        assert_eq!(one.lease(destination, &told).expect("written").requests, 7);
        let rest = other.lease(destination, &ask("b", 1, 0, 10));
        assert_eq!(rest.expect("written").requests, 4);
        let none = one.lease(destination, &ask("a", 2, 7, 1)).expect("written");
        assert_eq!((none.requests, none.limit), (0, 12));
        assert_eq!(none.wait, Duration::from_secs(39), "rounded up by a second");

        // Another destination has a limit of its own, and what is given back is there again.
        let elsewhere = Digest::of([b"elsewhere".as_slice()]);
        let grant = other.lease(elsewhere, &ask("b", 2, 0, 1)).expect("written");
        assert_eq!(grant.requests, 1);
        let left = Ask {
            wants: None,
            leaves: true,
            ..ask("b", 3, 0, 0)
        };
        other.lease(destination, &left).expect("written");
        let grant = one.lease(destination, &ask("a", 4, 7, 9)).expect("written");
        assert_eq!(grant.requests, 4);
    }
}

#[test]
fn a_refusal_of_one_keeps_all_from_asking_again() {
    let destination = Digest::of([b"destination".as_slice()]);
    for Shared {
        mut one, mut other, ..
    } in stores()
    {
        let refused = Ask {
            wants: None,
            blocked: [(Family::Cards, ask("a", 30, 0, 0).now)].into(),
            ..ask("a", 0, 0, 0)
        };
        one.lease(destination, &refused).expect("written");
        let grant = other
            .lease(destination, &ask("b", 10, 0, 1))
            .expect("written");
        assert_eq!((grant.requests, grant.wait.as_secs()), (0, 20));
        let grant = other
            .lease(destination, &ask("b", 30, 0, 1))
            .expect("written");
        assert_eq!(grant.requests, 1);
    }
}

#[test]
fn a_journal_of_the_version_before_is_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let mut store = Sqlite::open(&path).expect("a journal");
    let items = [item("a", Kind::Channel)];
    store
        .take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
        .expect("written");
    drop(store);
    let connection = rusqlite::Connection::open(&path).expect("a database");
    let before = "DROP TABLE bucket; PRAGMA user_version = 1;";
    connection.execute_batch(before).expect("written");
    drop(connection);
    let mut store = Sqlite::open(&path).expect("a journal");
    assert_eq!(state_of(&mut store, "x", "a"), Some(State::Validated));
    let grant = store.lease(Digest::of([]), &ask("a", 0, 0, 1));
    assert_eq!(grant.expect("written").requests, 1);
}
