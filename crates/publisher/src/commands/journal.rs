//! What the commands that go by the journal have in common: which one, and which batch of it.

use std::path::{Path, PathBuf};

use super::publish::destination_of;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::Journal;
use crate::journal::store::{Batch, BatchStatus};
use crate::publish;

/// Why there is no batch to do something with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BatchError {
    /// None is kept.
    #[error("the settings say that no journal is kept; name one with --journal")]
    NoJournal,
    /// It is not there.
    #[error(
        "{}: there is no such journal; run the command where the publish was run, or name its journal with --journal",
        .0.display()
    )]
    Missing(PathBuf),
    /// No batch has that id.
    #[error("{}: no batch has an id that begins with {id}; `preflight status` lists them", path.display())]
    Unknown { path: PathBuf, id: String },
    /// Several do.
    #[error("{count} batches have an id that begins with {id}; give more of it")]
    Several { count: usize, id: String },
    /// What is said of an item is not asked for.
    #[error(
        "{id} is no item of the batch {batch} of which it is unknown whether it arrived; `preflight status {batch}` lists them"
    )]
    NotUnknown { id: String, batch: String },
    /// What is said of an item cannot both be.
    #[error("{0} is said to be delivered and not delivered; say one of them")]
    Both(String),
    /// Somebody is at it.
    #[error(
        "the run {run} is still at work on the batch {batch}; run the command again when that one is over"
    )]
    AtWork { batch: String, run: String },
    /// Its paths go from another folder.
    #[error(
        "the manifests of the batch {batch} are named as seen from {folder}; run the command there, and name the journal \
         with --journal"
    )]
    OtherFolder { batch: String, folder: String },
    /// The settings lead elsewhere.
    #[error(
        "the batch {batch} went to {destination} as another client than the settings name, or elsewhere; nothing was \
         sent. Publish with the settings of that batch"
    )]
    Elsewhere { batch: String, destination: String },
}

impl BatchError {
    /// The exit code that tells it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::AtWork { .. } => Exit::Temporary,
            Self::Elsewhere { .. } => Exit::Conflict,
            Self::NoJournal
            | Self::Missing(_)
            | Self::Unknown { .. }
            | Self::Several { .. }
            | Self::NotUnknown { .. }
            | Self::OtherFolder { .. }
            | Self::Both(_) => Exit::Failure,
        }
    }
}

/// Opens the journal that the settings name, which must be there.
pub(super) fn open(config: &Config) -> Result<Journal, Error> {
    let path = config.publish.journal.path.as_deref();
    let path = path.ok_or(BatchError::NoJournal)?;
    if !path.exists() {
        return Err(BatchError::Missing(path.to_owned()).into());
    }
    Ok(Journal::open(path, publish::new_id())?)
}

/// Refuses a batch that a run is still at work on.
pub(super) fn must_be_over(status: &BatchStatus) -> Result<(), BatchError> {
    if !status.is_running {
        return Ok(());
    }
    Err(BatchError::AtWork {
        batch: status.batch.id.clone(),
        run: status.run.clone(),
    })
}

/// Refuses settings that lead elsewhere than a batch went.
pub(super) fn must_lead_to(config: &Config, batch: &Batch) -> Result<(), BatchError> {
    if batch.destination == destination_of(&config.publish) {
        return Ok(());
    }
    Err(BatchError::Elsewhere {
        batch: batch.id.clone(),
        destination: batch.destination.name.clone(),
    })
}

/// Refuses paths that mean nothing, or something else, in this folder.
pub(super) fn must_be_seen_from_here(batch: &Batch, paths: &[PathBuf]) -> Result<(), BatchError> {
    let is_here = || std::env::current_dir().is_ok_and(|here| here == Path::new(&batch.folder));
    if paths.iter().all(|path| path.is_absolute()) || is_here() {
        return Ok(());
    }
    Err(BatchError::OtherFolder {
        batch: batch.id.clone(),
        folder: batch.folder.clone(),
    })
}

/// The batch whose id begins as asked for; the latest that `fits`, if there is one, where none is asked for.
pub(super) async fn choose(
    journal: &Journal,
    wanted: Option<&str>,
    fits: impl Fn(&BatchStatus) -> bool,
) -> Result<Option<BatchStatus>, Error> {
    let mut batches = journal.batches().await?;
    let Some(id) = wanted else {
        return Ok(batches.into_iter().find(fits));
    };
    batches.retain(|status| status.batch.id.starts_with(id));
    let id = id.to_owned();
    match batches.len() {
        0 => Err(BatchError::Unknown {
            path: journal.path().to_owned(),
            id,
        }
        .into()),
        1 => Ok(batches.pop()),
        count => Err(BatchError::Several { count, id }.into()),
    }
}
