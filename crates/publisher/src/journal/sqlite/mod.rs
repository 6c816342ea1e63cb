//! The journal in a file of `SQLite`: for the publishers of one machine.
//!
//! Write-ahead log, synchronised in full: what is committed outlives the power supply. A writer takes the whole
//! database for the time of one transaction, so claims need no locks of their own. The file belongs on a local disk: a
//! file system over the network may not keep these promises.

mod bucket;
mod items;
mod rows;
mod schema;

use std::fs::OpenOptions;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, params};

use super::runs::Runs;
use super::state::{Event, State};
use super::store::{Batch, BatchStatus, Entry, Found, Planned, Step, Store, StoreError, Timestamp};
use super::subject::Subject;
use super::take_up::{Recovery, Taken, recovery};
use crate::digest::Digest;
use crate::publish::{Ask, Grant};
use bucket::Buckets;
use items::{
    can_be_looked_for, find, foreseen, hand_over, lose, write_batch, write_item, write_step,
};
use rows::{ENTRY, entry, number};

/// How long a transaction waits for that of another publisher.
const BUSY: Duration = Duration::from_secs(30);

/// A journal in a file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    connection: Connection,
    runs: Runs,
    buckets: Buckets,
}

impl Sqlite {
    /// Opens the journal at `path`, which is made where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        create(path)?;
        // By whatever links or relative paths it is reached, it is one file with one set of marks.
        let path = &path
            .canonicalize()
            .map_err(|error| StoreError::Broken(error.to_string()))?;
        let mut connection = Connection::open(path).map_err(broken)?;
        connection.busy_timeout(BUSY).map_err(broken)?;
        schema::prepare(&mut connection)?;
        write_ahead(&connection)?;
        connection
            .pragma_update(None, "synchronous", "FULL")
            .map_err(broken)?;
        Ok(Self {
            connection,
            runs: Runs::beside(path),
            buckets: Buckets::of(path.clone()),
        })
    }

    fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(broken)
    }
}

impl Store for Sqlite {
    fn take_up(
        &mut self,
        batch: &Batch,
        run: &str,
        items: &mut dyn Iterator<Item = Planned>,
        now: Timestamp,
    ) -> Result<Vec<Taken>, StoreError> {
        let mut runs = std::mem::take(&mut self.runs);
        let taken = self.begin().and_then(|transaction| {
            // Within the transaction, so that nobody sees an item of this run before its mark is there.
            runs.begin(run)?;
            write_batch(&transaction, batch, run)?;
            let taken = items
                .enumerate()
                .map(|(place, item)| {
                    let item = &item;
                    let taken = foreseen(&transaction, &runs, run, item)?;
                    match &taken {
                        Taken::Ours { sent } => {
                            let before = (*sent, false);
                            write_item(&transaction, batch, run, (place, item), before, now)?;
                        }
                        Taken::Unfollowed { .. } if can_be_looked_for(item) => {
                            let before = (None, true);
                            write_item(&transaction, batch, run, (place, item), before, now)?;
                        }
                        Taken::Unfollowed { .. } => {
                            hand_over(&transaction, batch, run, (place, item))?;
                        }
                        Taken::Unknown { .. } => lose(&transaction, item.subject, now)?,
                        Taken::Done { .. } | Taken::Busy { .. } | Taken::Elsewhere { .. } => {}
                    }
                    Ok(taken)
                })
                .collect::<Result<Vec<_>, StoreError>>()?;
            // A batch whose items all belong to others, later ones or those of runs at work, is none.
            transaction
                .execute(
                    "DELETE FROM batch WHERE id NOT IN (SELECT batch FROM item)",
                    [],
                )
                .map_err(broken)?;
            transaction.commit().map_err(broken)?;
            Ok(taken)
        });
        self.runs = runs;
        taken
    }

    fn foresee(&mut self, run: &str, items: &[Planned]) -> Result<Vec<Taken>, StoreError> {
        items
            .iter()
            .map(|item| foreseen(&self.connection, &self.runs, run, item))
            .collect()
    }

    fn commit(&mut self, steps: &[Step], now: Timestamp) -> Result<Vec<bool>, StoreError> {
        let transaction = self.begin()?;
        let made = steps
            .iter()
            .map(|step| write_step(&transaction, step, now))
            .collect::<Result<Vec<_>, StoreError>>()?;
        transaction.commit().map_err(broken)?;
        Ok(made)
    }

    fn resolve(
        &mut self,
        subject: Subject,
        found: &Found,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let runs = std::mem::take(&mut self.runs);
        let resolved = self.begin().and_then(|transaction| {
            let known = find(&transaction, subject)?;
            let is_open = known.is_some_and(|known| match known.state {
                State::Ambiguous => true,
                State::Sending => !known.owner.is_some_and(|owner| runs.is_running(&owner)),
                _ => false,
            });
            if is_open {
                let (event, ending) = match found {
                    Found::There(ending) => (Event::Complete, Some(ending)),
                    Found::Other(ending) => (Event::Fail, Some(ending)),
                    Found::Absent => (Event::Reopen, None),
                };
                let (_, to) = event.transition();
                let ending = ending.cloned().unwrap_or_default();
                transaction
                    .prepare_cached(
                        "UPDATE item SET state = ?2, updated = ?3, remote_id = coalesce(?4, remote_id), outcome = ?5, \
                         reason = ?6 WHERE subject = ?1",
                    )
                    .and_then(|mut statement| {
                        statement.execute(params![
                            subject.0.bytes(),
                            number(to),
                            now,
                            ending.remote_id,
                            Some(ending.outcome).filter(|outcome| !outcome.is_empty()),
                            ending.reason,
                        ])
                    })
                    .map_err(broken)?;
            }
            transaction.commit().map_err(broken)?;
            Ok(is_open)
        });
        self.runs = runs;
        resolved
    }

    fn batches(&mut self) -> Result<Vec<BatchStatus>, StoreError> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT id, destination, destination_name, policy, folder, began, run FROM batch \
                 ORDER BY began DESC, id",
            )
            .map_err(broken)?;
        let batches: Vec<(Batch, String)> = statement
            .query_map([], rows::batch)
            .and_then(Iterator::collect)
            .map_err(broken)?;
        drop(statement);
        batches
            .into_iter()
            .map(|(batch, run)| self.status(batch, run))
            .collect()
    }

    fn lease(&mut self, destination: Digest, ask: &Ask) -> Result<Grant, StoreError> {
        self.buckets.lease(destination, ask)
    }

    fn items(&mut self, batch: &str) -> Result<Vec<Entry>, StoreError> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {ENTRY} FROM item WHERE batch = ?1 ORDER BY position"
            ))
            .and_then(|mut statement| statement.query_map([batch], entry)?.collect())
            .map_err(broken)
    }
}

impl Sqlite {
    fn status(&self, batch: Batch, run: String) -> Result<BatchStatus, StoreError> {
        let mut status = BatchStatus {
            is_running: self.runs.is_running(&run),
            batch,
            run,
            counts: Vec::new(),
            to_follow_up: 0,
            recoverable: 0,
        };
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT state, kind, to_follow_up, count(*) FROM item WHERE batch = ?1 GROUP BY 1, 2, 3 ORDER BY 1",
            )
            .map_err(broken)?;
        let mut counted = statement.query([&status.batch.id]).map_err(broken)?;
        while let Some(row) = counted.next().map_err(broken)? {
            let (state, kind, to_follow_up, count) = rows::count(row).map_err(broken)?;
            match status.counts.last_mut() {
                Some((last, sum)) if *last == state => *sum += count,
                _ => status.counts.push((state, count)),
            }
            if state == State::Done && to_follow_up {
                status.to_follow_up += count;
            }
            if state == State::Ambiguous && kind.is_some_and(|kind| recovery(kind) != Recovery::Ask)
            {
                status.recoverable += count;
            }
        }
        Ok(status)
    }
}

/// Has the database keep a write-ahead log. `SQLite` does not wait for others when it changes that, so this does.
fn write_ahead(connection: &Connection) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        let mode = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(unusable(format!(
                    "its file system does not allow a write-ahead log (SQLite says {mode}); put the journal on a local \
                     disk"
                )));
            }
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && begun.elapsed() < BUSY =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(broken(error)),
        }
    }
}

/// Makes the file with the rights of an audit, before `SQLite` makes it with those of any file: who published what is not
/// for every user of a shared machine.
fn create(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o640);
    }
    options
        .open(path)
        .map(drop)
        .map_err(|error| StoreError::Broken(error.to_string()))
}

fn unusable(reason: String) -> StoreError {
    StoreError::Unusable(reason)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn broken(error: rusqlite::Error) -> StoreError {
    StoreError::Broken(error.to_string())
}
