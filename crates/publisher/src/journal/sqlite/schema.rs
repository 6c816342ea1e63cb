//! The tables.

use rusqlite::Connection;

use super::super::store::StoreError;
use super::{broken, bucket, unusable};

/// Marks a file as a journal of this program, in the place `SQLite` keeps for it: the letters `PFlt`.
const APPLICATION: i64 = 0x5046_6c74;
/// The version of the tables.
const VERSION: i64 = 2;
/// The version before there were [buckets](super::bucket), which are all it lacks.
const WITHOUT_BUCKETS: i64 = 1;

/// An item's state is the place of its name in `state::STATES`.
///
/// Items lie in the order in which they were taken up, which is about that in which they are sent: steps that are written
/// together change a few pages. By subject, which is a digest, each would change a page of its own.
const TABLES: &str = "
CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    destination BLOB NOT NULL,
    destination_name TEXT NOT NULL,
    policy TEXT NOT NULL,
    folder TEXT NOT NULL,
    began INTEGER NOT NULL,
    -- The run at work on it, or the last one that was.
    run TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE item (
    subject BLOB NOT NULL PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES batch (id),
    position INTEGER NOT NULL,
    digest BLOB,
    kind TEXT,
    id TEXT,
    path TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    state INTEGER NOT NULL,
    owner TEXT,
    call TEXT,
    remote_id TEXT,
    outcome TEXT,
    reason TEXT,
    to_follow_up INTEGER NOT NULL DEFAULT 0,
    -- When a request was sent that may still be on its way.
    sent INTEGER,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX item_by_batch ON item (batch, position);
";

/// Makes the tables where there are none, adds those that an earlier version did not have, and refuses a file that is somebody else's or of a later version.
pub(super) fn prepare(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(broken)?;
    let number = |name: &str| {
        transaction
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(broken)
    };
    match (number("application_id")?, number("user_version")?) {
        (APPLICATION, VERSION) => return Ok(()),
        (APPLICATION, version) if version > VERSION => {
            return Err(unusable(format!(
                "it was written by a later version (its tables are of version {version}, and this knows {VERSION}); \
                 update preflight"
            )));
        }
        (APPLICATION, WITHOUT_BUCKETS) => {}
        (0, 0) if is_empty(&transaction)? => {
            transaction.execute_batch(TABLES).map_err(broken)?;
        }
        _ => {
            return Err(unusable(
                "it is a database of something else; name another file with --journal".to_owned(),
            ));
        }
    }
    transaction.execute_batch(bucket::TABLE).map_err(broken)?;
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .and_then(|()| transaction.pragma_update(None, "user_version", VERSION))
        .and_then(|()| transaction.commit())
        .map_err(broken)
}

fn is_empty(connection: &Connection) -> Result<bool, StoreError> {
    connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })
        .map(|tables| tables == 0)
        .map_err(broken)
}
