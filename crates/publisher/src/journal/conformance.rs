//! What every store of the journal has to do: one suite, run against each.

mod leases;

use preflight_core::Kind;

use super::sqlite::Sqlite;
use super::state::State;
use super::store::{Batch, Ending, Found, Planned, Step, Store, What};
use super::subject::Subject;
use super::take_up::Taken;
use crate::digest::Digest;

/// A store that two publishers have open.
struct Shared {
    one: Box<dyn Store>,
    other: Box<dyn Store>,
    _folder: tempfile::TempDir,
}

/// Every store there is.
fn stores() -> Vec<Shared> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let open = || Box::new(Sqlite::open(&path).expect("a journal"));
    vec![Shared {
        one: open(),
        other: open(),
        _folder: folder,
    }]
}

fn batch(id: &str) -> Batch {
    Batch {
        id: id.to_owned(),
        policy: "policy".to_owned(),
        folder: "/somewhere".to_owned(),
        began: 1,
        ..Batch::default()
    }
}

fn item(name: &str, kind: Kind) -> Planned {
    Planned {
        subject: subject(name),
        digest: Some(Digest::of([b"content".as_slice()])),
        kind: Some(kind),
        id: Some(name.to_owned()),
        path: format!("{name}.json"),
        ordinal: 1,
        state: State::Validated,
    }
}

fn subject(name: &str) -> Subject {
    Subject(Digest::of([name.as_bytes()]))
}

fn step(name: &str, run: &str, what: What) -> Step {
    Step {
        subject: subject(name),
        owner: run.to_owned(),
        what,
    }
}

fn ending() -> Ending {
    Ending {
        outcome: "published",
        remote_id: Some("7".to_owned()),
        reason: None,
        to_follow_up: true,
    }
}

fn state_of(store: &mut dyn Store, batch: &str, name: &str) -> Option<State> {
    let items = store.items(batch).expect("readable");
    items
        .iter()
        .find(|entry| entry.subject == subject(name))
        .map(|entry| entry.state)
}

#[test]
fn an_item_goes_its_way_and_no_other() {
    for Shared {
        mut one, mut other, ..
    } in stores()
    {
        let items = [item("a", Kind::Channel)];
        let taken = one
            .take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
            .expect("written");
        assert_eq!(taken, [Taken::Ours { sent: None }]);
        let mut make = |what| one.commit(&[step("a", "run", what)], 3).expect("written");
        assert_eq!(make(What::Send("create")), [false], "it is not claimed");
        assert_eq!(make(What::Claim), [true]);
        assert_eq!(make(What::Claim), [false], "twice");
        assert_eq!(make(What::Send("create")), [true]);
        assert_eq!(make(What::Return), [true]);
        assert_eq!(make(What::Send("create")), [true]);
        assert_eq!(make(What::Complete(ending())), [true]);
        assert_eq!(make(What::Send("create")), [false], "it is done");
        let entry = other.items("x").expect("readable").remove(0);
        assert_eq!(
            (
                entry.state,
                entry.call.as_deref(),
                entry.remote_id.as_deref()
            ),
            (State::Done, Some("create"), Some("7"))
        );
        assert!(entry.to_follow_up && entry.updated == 3);
        assert_eq!(make(What::FollowedUp), [true]);
        assert!(!other.items("x").expect("readable")[0].to_follow_up);
    }
}

#[test]
fn what_is_put_back_after_it_was_sent_is_for_a_later_run() {
    for Shared {
        mut one, mut other, ..
    } in stores()
    {
        let items = [item("a", Kind::Channel)];
        one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
            .expect("written");
        let way = [What::Claim, What::Send("create"), What::Release];
        let steps = way.map(|what| step("a", "run", what));
        assert_eq!(one.commit(&steps, 3).expect("written"), [true; 3]);
        assert_eq!(state_of(&mut *other, "x", "a"), Some(State::Validated));
        let next = [step("a", "run", What::Complete(ending()))];
        let made = one.commit(&next, 4).expect("written");
        assert_eq!(made, [false], "it has to be claimed again");
    }
}

#[test]
fn a_transaction_makes_each_step_it_can() {
    for Shared {
        mut one, mut other, ..
    } in stores()
    {
        let items = [item("a", Kind::Channel), item("b", Kind::Channel)];
        one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
            .expect("written");
        let steps = [
            step("a", "run", What::Claim),
            step("a", "run", What::Send("create")),
            step("b", "another", What::Claim),
            step("nothing", "run", What::Claim),
        ];
        let made = one.commit(&steps, 3).expect("written");
        assert_eq!(made, [true, true, false, false]);
        assert_eq!(state_of(&mut *other, "x", "a"), Some(State::Sending));
        assert_eq!(state_of(&mut *other, "x", "b"), Some(State::Validated));
    }
}

#[test]
fn what_one_run_is_at_work_on_no_other_gets() {
    for Shared {
        mut one,
        mut other,
        _folder,
    } in stores()
    {
        let items = [item("a", Kind::Channel), item("card", Kind::RichCard)];
        one.take_up(&batch("x"), "first", &mut items.iter().cloned(), 2)
            .expect("written");
        one.commit(&[step("card", "first", What::Claim)], 3)
            .expect("written");
        one.commit(&[step("card", "first", What::Send("send"))], 3)
            .expect("written");
        let run = "first".to_owned();
        let busy = Taken::Busy { run: run.clone() };
        let more = [
            item("a", Kind::Channel),
            item("card", Kind::RichCard),
            item("b", Kind::Channel),
        ];
        let taken = other
            .take_up(&batch("y"), "second", &mut more.iter().cloned(), 4)
            .expect("written");
        assert_eq!(taken, [busy.clone(), busy, Taken::Ours { sent: None }]);
        let running: Vec<bool> = other
            .batches()
            .expect("readable")
            .iter()
            .map(|status| status.is_running)
            .collect();
        assert_eq!(running, [true, true]);
        assert!(
            !other
                .resolve(subject("card"), &Found::Absent, 5)
                .expect("written")
        );

        // The run ends; what it left is another's from now on, and it can write no more of it.
        drop(one);
        let taken = other
            .take_up(&batch("z"), "third", &mut items.iter().cloned(), 6)
            .expect("written");
        let unknown = Taken::Unknown { run: Some(run) };
        assert_eq!(taken, [Taken::Ours { sent: None }, unknown]);
        assert_eq!(state_of(&mut *other, "x", "card"), Some(State::Ambiguous));
        let late = other
            .commit(&[step("a", "first", What::Claim)], 7)
            .expect("written");
        assert_eq!(late, [false]);
    }
}

#[test]
fn when_something_was_sent_outlives_the_runs_that_only_waited_for_it() {
    let sent = |sent| [Taken::Ours { sent }];
    for Shared { mut one, .. } in stores() {
        let items = [item("a", Kind::Channel)];
        one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
            .expect("written");
        let steps = [
            step("a", "run", What::Claim),
            step("a", "run", What::Send("create")),
        ];
        one.commit(&steps, 3).expect("written");
        // Each is broken off before it sends anything; somebody looks too early, and does not find it.
        let taken = one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 4);
        assert_eq!(taken.expect("written"), sent(Some(3)));
        let taken = one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 5);
        assert_eq!(taken.expect("written"), sent(Some(3)));
        let steps = [
            step("a", "run", What::Claim),
            step("a", "run", What::Release),
            step("a", "run", What::Claim),
            step("a", "run", What::Send("create")),
        ];
        one.commit(&steps, 6).expect("written");
        let taken = one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 7);
        assert_eq!(taken.expect("written"), sent(Some(6)));
        let steps = [
            step("a", "run", What::Claim),
            step("a", "run", What::Send("create")),
            step("a", "run", What::Lose(Ending::default())),
        ];
        one.commit(&steps, 8).expect("written");
        assert!(
            one.resolve(subject("a"), &Found::Absent, 9)
                .expect("written")
        );
        let taken = one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 10);
        assert_eq!(taken.expect("written"), sent(Some(8)));
        // What was refused or ended is on its way no more.
        let steps = [
            step("a", "run", What::Claim),
            step("a", "run", What::Send("create")),
            step("a", "run", What::Return),
        ];
        one.commit(&steps, 11).expect("written");
        let taken = one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 12);
        assert_eq!(taken.expect("written"), sent(None));
    }
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_reached_by_a_link_has_the_same_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let link = elsewhere.path().join("journal.db");
    let mut one = Sqlite::open(&path).expect("a journal");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    let mut other = Sqlite::open(&link).expect("a journal");
    let items = [item("a", Kind::Channel)];
    one.take_up(&batch("x"), "first", &mut items.iter().cloned(), 2)
        .expect("written");
    let taken = other
        .take_up(&batch("y"), "second", &mut items.iter().cloned(), 3)
        .expect("written");
    let run = "first".to_owned();
    assert_eq!(taken, [Taken::Busy { run }]);
}

#[test]
fn what_is_unknown_can_be_resolved_once() {
    for Shared { mut one, .. } in stores() {
        for (name, found, expected) in [
            ("there", Found::There(ending()), State::Done),
            ("absent", Found::Absent, State::Validated),
            ("other", Found::Other(ending()), State::Failed),
        ] {
            let id = format!("batch of {name}");
            one.take_up(
                &batch(&id),
                "run",
                &mut [item(name, Kind::RichCard)].into_iter(),
                2,
            )
            .expect("written");
            let lost = Ending {
                outcome: "ambiguous",
                ..Ending::default()
            };
            for what in [What::Claim, What::Send("send"), What::Lose(lost)] {
                assert_eq!(
                    one.commit(&[step(name, "run", what)], 3).expect("written"),
                    [true]
                );
            }
            assert!(one.resolve(subject(name), &found, 4).expect("written"));
            assert_eq!(state_of(&mut *one, &id, name), Some(expected));
            assert!(
                !one.resolve(subject(name), &found, 5).expect("written"),
                "twice"
            );
        }
    }
}

#[test]
fn a_batch_counts_what_is_left() {
    for Shared { mut one, .. } in stores() {
        let names = ["a", "b", "c"];
        let items: Vec<Planned> = names.iter().map(|name| item(name, Kind::Channel)).collect();
        one.take_up(&batch("x"), "run", &mut items.iter().cloned(), 2)
            .expect("written");
        for what in [What::Claim, What::Send("create"), What::Complete(ending())] {
            one.commit(&[step("a", "run", what)], 3).expect("written");
        }
        for what in [
            What::Claim,
            What::Send("create"),
            What::Lose(Ending::default()),
        ] {
            one.commit(&[step("b", "run", what)], 3).expect("written");
        }
        let status = one.batches().expect("readable").remove(0);
        assert_eq!(
            status.counts,
            [
                (State::Validated, 1),
                (State::Done, 1),
                (State::Ambiguous, 1)
            ]
        );
        assert_eq!((status.to_follow_up, status.recoverable), (1, 1));
        // A later batch that takes all of them leaves none to the first.
        one.take_up(&batch("y"), "run", &mut items.iter().cloned(), 4)
            .expect("written");
        let ids: Vec<String> = one
            .batches()
            .expect("readable")
            .into_iter()
            .map(|status| status.batch.id)
            .collect();
        assert_eq!(ids, ["y"]);
    }
}
