//! The audit: who published what, when, and what came of it, as JSON lines that are only ever appended.
//!
//! Each line is written before the next step of its item is taken, so what happened before a crash is there after it. Lines
//! of items that take a step at the same moment are written with one call of the system. No line holds a credential or the
//! value of a variable.
//!
//! ```text
//! record (what a line says, of its subject, as data) -> log (the file, under its lock) -> chain (ties each line to the one before it)
//!                               tail (where the chain goes on), seal (what is in no chain)
//! verify (reads a file as a stranger would) and show (prints it)
//! ```

mod chain;
mod data;
pub(crate) mod events;
mod lines;
mod lock;
mod log;
mod record;
mod seal;
pub(crate) mod show;
pub(crate) mod snapshot;
mod subject;
mod tail;
pub(crate) mod verify;

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

pub(crate) use chain::Hash;

pub(crate) use log::Audit;
pub(crate) use record::{built, concluded, reconciled, side_effect, started, taken_back};

/// Why something cannot be written down.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: the audit cannot be written: {source}; nothing is sent that cannot be written down, so name another file with \
     --audit, or --audit none for none",
    path.display()
)]
pub(crate) struct Error {
    path: PathBuf,
    source: io::Error,
}

/// What a run wrote down, as its report tells it.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Written<'a> {
    pub(crate) path: Cow<'a, str>,
    /// The hash of the last line; none where that could not be written. Kept elsewhere, it proves later that nothing up to
    /// that line was changed or cut off.
    pub(crate) head: Option<Hash>,
}
