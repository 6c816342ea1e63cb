//! What is left of the rate limits of a destination, for all publishers of the machine.
//!
//! It has a connection of its own, which does not wait for the disk: a lease of a minute ago is worth nothing, and what
//! other connections commit is synchronised in full all the same. The log is one, written in order and synchronised
//! before it is copied into the database, so the promises of the journal hold.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::super::store::StoreError;
use super::{BUSY, broken};
use crate::digest::Digest;
use crate::publish::{Ask, Grant, Pacer};

/// The table; a row has the state of one destination, as the pacer's own JSON.
pub(super) const TABLE: &str = "
CREATE TABLE bucket (
    destination BLOB PRIMARY KEY,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// The buckets of one journal.
#[derive(Debug)]
pub(super) struct Buckets {
    path: PathBuf,
    connection: Option<Connection>,
}

impl Buckets {
    /// Those of the journal at that path, which has its tables.
    pub(super) fn of(path: PathBuf) -> Self {
        Self {
            path,
            connection: None,
        }
    }

    /// Hands out requests of the limits of a destination.
    pub(super) fn lease(&mut self, destination: Digest, ask: &Ask) -> Result<Grant, StoreError> {
        let transaction = self
            .connection()?
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(broken)?;
        let state: Option<String> = transaction
            .prepare_cached("SELECT state FROM bucket WHERE destination = ?1")
            .and_then(|mut statement| {
                let state = statement.query_row([destination.bytes()], |row| row.get(0));
                state.optional()
            })
            .map_err(broken)?;
        // One that another version wrote otherwise is forgotten, as it would be in a minute.
        let mut pacer: Pacer = state
            .and_then(|state| serde_json::from_str(&state).ok())
            .unwrap_or_default();
        let grant = pacer.lease(ask);
        let state =
            serde_json::to_string(&pacer).map_err(|error| StoreError::Broken(error.to_string()))?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO bucket (destination, state) VALUES (?1, ?2)")
            .and_then(|mut statement| statement.execute(params![destination.bytes(), state]))
            .map_err(broken)?;
        transaction.commit().map_err(broken)?;
        Ok(grant)
    }

    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.open()?,
        };
        Ok(self.connection.insert(connection))
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let connection = Connection::open(&self.path).map_err(broken)?;
        connection.busy_timeout(BUSY).map_err(broken)?;
        connection
            .pragma_update(None, "synchronous", "NORMAL")
            .map_err(broken)?;
        Ok(connection)
    }
}
