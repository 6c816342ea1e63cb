//! Items and batches written, one statement each.

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::super::runs::Runs;
use super::super::state::State;
use super::super::store::{Batch, Entry, Planned, Step, StoreError, Timestamp, What};
use super::super::subject::Subject;
use super::super::take_up::{Recovery, Taken, recovery, take_up};
use super::broken;
use super::rows::{ENTRY, entry, number};
use crate::digest::Digest;

pub(super) fn write_batch(
    transaction: &Transaction<'_>,
    batch: &Batch,
    run: &str,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "INSERT INTO batch (id, destination, destination_name, policy, folder, began, run) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET run = ?7",
            params![
                batch.id,
                batch.destination.digest.bytes(),
                batch.destination.name,
                batch.policy,
                batch.folder,
                batch.began,
                run,
            ],
        )
        .map(drop)
        .map_err(broken)
}

/// What becomes of an item if it is taken up.
pub(super) fn foreseen(
    connection: &Connection,
    runs: &Runs,
    run: &str,
    item: &Planned,
) -> Result<Taken, StoreError> {
    let known = find(connection, item.subject)?;
    let new = Taken::Ours { sent: None };
    Ok(known.map_or(new, |known| {
        take_up(&known, item, run, |other| runs.is_running(other))
    }))
}

pub(super) fn can_be_looked_for(item: &Planned) -> bool {
    item.kind
        .is_some_and(|kind| recovery(kind) == Recovery::Look)
}

/// Writes an item as the batch's, with nothing done yet; `before` is what an earlier run left: a request that may be on
/// its way, and something to follow up.
pub(super) fn write_item(
    transaction: &Transaction<'_>,
    batch: &Batch,
    run: &str,
    (place, item): (usize, &Planned),
    (sent, to_follow_up): (Option<Timestamp>, bool),
    now: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO item \
             (subject, batch, position, digest, kind, id, path, ordinal, state, owner, sent, to_follow_up, updated) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                item.subject.0.bytes(),
                batch.id,
                place,
                item.digest.as_ref().map(Digest::bytes),
                item.kind.map(preflight_core::Kind::name),
                item.id,
                item.path,
                item.ordinal,
                number(item.state),
                run,
                sent,
                to_follow_up,
                now,
            ])
        })
        .map(drop)
        .map_err(broken)
}

/// Gives an item that is done to the batch, which does what is left to do after it.
pub(super) fn hand_over(
    transaction: &Transaction<'_>,
    batch: &Batch,
    run: &str,
    (place, item): (usize, &Planned),
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE item SET batch = ?2, position = ?3, owner = ?4 WHERE subject = ?1")
        .and_then(|mut statement| {
            statement.execute(params![item.subject.0.bytes(), batch.id, place, run])
        })
        .map(drop)
        .map_err(broken)
}

/// An item that a run which is no more left in sending is ambiguous from now on.
pub(super) fn lose(
    transaction: &Transaction<'_>,
    subject: Subject,
    now: Timestamp,
) -> Result<(), StoreError> {
    transaction
        .execute(
            "UPDATE item SET state = ?3, outcome = 'ambiguous', updated = ?4 WHERE subject = ?1 AND state = ?2",
            params![
                subject.0.bytes(),
                number(State::Sending),
                number(State::Ambiguous),
                now
            ],
        )
        .map(drop)
        .map_err(broken)
}

pub(super) fn find(connection: &Connection, subject: Subject) -> Result<Option<Entry>, StoreError> {
    connection
        .prepare_cached(&format!("SELECT {ENTRY} FROM item WHERE subject = ?1"))
        .and_then(|mut statement| statement.query_row([subject.0.bytes()], entry).optional())
        .map_err(broken)
}

/// Makes a step where the item is this run's and stands where it can be made from.
pub(super) fn write_step(
    transaction: &Transaction<'_>,
    step: &Step,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = match step.what.event() {
        None => transaction
            .prepare_cached(
                "UPDATE item SET to_follow_up = 0, updated = ?3 WHERE subject = ?1 AND owner = ?2",
            )
            .and_then(|mut statement| {
                statement.execute(params![step.subject.0.bytes(), step.owner, now])
            }),
        Some(event) => {
            let (from, to) = event.transition();
            // A bit for each state it may come from, so that one text serves all events.
            let from = from
                .iter()
                .fold(0_i64, |bits, state| bits | 1 << number(*state));
            let ending = step.what.ending();
            // A claim and a release send nothing, so what an earlier run sent counts on.
            let is_silent = matches!(step.what, What::Claim | What::Release);
            let may_be_on_its_way = matches!(step.what, What::Send(_) | What::Lose(_));
            let call = match step.what {
                What::Send(call) => Some(call),
                _ => None,
            };
            transaction
                .prepare_cached(
                    "UPDATE item SET state = ?4, updated = ?5, call = coalesce(?6, call), \
                     remote_id = coalesce(?7, remote_id), outcome = ?8, reason = ?9, to_follow_up = coalesce(?10, to_follow_up), \
                     sent = CASE WHEN ?11 THEN sent ELSE ?12 END \
                     WHERE subject = ?1 AND owner = ?2 AND (?3 >> state) & 1",
                )
                .and_then(|mut statement| {
                    statement.execute(params![
                        step.subject.0.bytes(),
                        step.owner,
                        from,
                        number(to),
                        now,
                        call,
                        ending.and_then(|ending| ending.remote_id.as_deref()),
                        ending.map(|ending| ending.outcome),
                        ending.and_then(|ending| ending.reason.as_deref()),
                        ending.map(|ending| ending.to_follow_up),
                        is_silent,
                        may_be_on_its_way.then_some(now),
                    ])
                })
        }
    };
    changed.map(|rows| rows > 0).map_err(broken)
}
