//! Rows read back as what they were.

use preflight_core::Kind;
use rusqlite::types::{FromSqlError, Type};
use rusqlite::{Error, Result, Row};

use super::super::state::{STATES, State};
use super::super::store::{Batch, Entry};
use super::super::subject::{Destination, Subject};
use crate::digest::Digest;

/// The columns that [`entry`] reads.
pub(super) const ENTRY: &str = "subject, batch, position, digest, kind, id, path, ordinal, state, owner, call, remote_id, \
                                outcome, reason, to_follow_up, sent, updated";

/// An item.
pub(super) fn entry(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        subject: Subject(digest(row, 0)?),
        batch: row.get(1)?,
        position: row.get(2)?,
        digest: match row.get_ref(3)?.as_blob_or_null()? {
            Some(_) => Some(digest(row, 3)?),
            None => None,
        },
        kind: kind(row, 4)?,
        id: row.get(5)?,
        path: row.get(6)?,
        ordinal: row.get(7)?,
        state: state(row, 8)?,
        owner: row.get(9)?,
        call: row.get(10)?,
        remote_id: row.get(11)?,
        outcome: row.get(12)?,
        reason: row.get(13)?,
        to_follow_up: row.get(14)?,
        sent: row.get(15)?,
        updated: row.get(16)?,
    })
}

/// A batch, and the run at work on it.
pub(super) fn batch(row: &Row<'_>) -> Result<(Batch, String)> {
    let batch = Batch {
        id: row.get(0)?,
        destination: Destination {
            digest: digest(row, 1)?,
            name: row.get(2)?,
        },
        policy: row.get(3)?,
        folder: row.get(4)?,
        began: row.get(5)?,
    };
    Ok((batch, row.get(6)?))
}

/// How many items of a kind stand somewhere, and whether something is left to do after them.
pub(super) fn count(row: &Row<'_>) -> Result<(State, Option<Kind>, bool, usize)> {
    Ok((state(row, 0)?, kind(row, 1)?, row.get(2)?, row.get(3)?))
}

fn kind(row: &Row<'_>, column: usize) -> Result<Option<Kind>> {
    let name: Option<String> = row.get(column)?;
    Ok(name.and_then(|name| Kind::from_name(&name)))
}

/// A state.
fn state(row: &Row<'_>, column: usize) -> Result<State> {
    let number: usize = row.get(column)?;
    STATES
        .get(number)
        .map(|(state, ..)| *state)
        .ok_or(FromSqlError::OutOfRange(
            i64::try_from(number).unwrap_or(i64::MAX),
        ))
        .map_err(|error| Error::FromSqlConversionFailure(column, Type::Integer, Box::new(error)))
}

fn digest(row: &Row<'_>, column: usize) -> Result<Digest> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Digest::from_bytes(bytes).ok_or_else(|| {
        let error = FromSqlError::InvalidBlobSize {
            expected_size: 32,
            blob_size: bytes.len(),
        };
        Error::FromSqlConversionFailure(column, Type::Blob, Box::new(error))
    })
}

/// The place of a state in the table of states, which is its number in the file.
pub(super) fn number(state: State) -> i64 {
    let place = STATES.iter().position(|(other, ..)| *other == state);
    i64::try_from(place.unwrap_or(STATES.len())).unwrap_or(i64::MAX)
}
