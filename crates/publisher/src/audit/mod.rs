//! The audit: who published what, when, and what came of it, as JSON lines that are only ever appended.
//!
//! Each line is written with one call of the system before the next step is taken, so what happened before a crash is
//! there after it. No line holds a credential or the value of a variable.

pub(crate) mod events;
mod log;
mod record;
pub(crate) mod show;

use std::io;
use std::path::PathBuf;

pub(crate) use log::Audit;
pub(crate) use record::{Record, built, concluded, side_effect, started};

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
