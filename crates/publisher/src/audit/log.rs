//! The file.

use std::fs::{File, OpenOptions};
use std::future::poll_fn;
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::SystemTime;

use serde::Serialize;

use super::chain;
use super::data::Data;
use super::lock::Lock;
use super::record::{COMPLIANCE, Compliance, Record};
use super::seal::Seal;
use super::tail::{self, Known};
use super::{Error, Written, events};
use crate::date;
use crate::input::folder_of;
use crate::publish::Outcome;
use crate::replace::remember;

/// Version of the lines. Since 2 a line has `prev` and `hash`, and one that seals has neither `sequence` nor `path`.
const SCHEMA_VERSION: u32 = 2;

/// Where lines go.
#[derive(Debug)]
pub(crate) struct Audit {
    run: String,
    path: PathBuf,
    file: Option<Mutex<Open>>,
}

#[derive(Debug)]
struct Open {
    file: File,
    /// Whether others can append to it as well, and what they wrote can be read. A pipe has a chain of this run alone.
    is_shared: bool,
    /// Whether the file system knows no locks.
    is_unlocked: bool,
    /// Up to where this run knows the chain.
    known: Known,
    /// The number of the next line of this run.
    sequence: u64,
    /// The number of the first line of this run that is not in the file yet.
    unwritten: u64,
    /// Lines that wait for the next one that must not.
    waiting: Vec<u8>,
    /// What kept a line from being written. Nothing is written after it: the line may be there in part, and what follows
    /// it would be a gap.
    broken: Option<io::ErrorKind>,
    /// Whether somebody knows of that.
    is_told: bool,
}

/// What a line says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'l> {
    schema_version: u32,
    timestamp: String,
    run: &'l str,
    sequence: u64,
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'l str>,
    path: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    data: &'l Data<'l>,
    compliance: Compliance,
}

/// What a line says that seals what stands before it. It is no step of the run that found it, so it has no number.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Sealing<'l> {
    schema_version: u32,
    timestamp: String,
    run: &'l str,
    event: &'static str,
    data: Seal,
}

/// Lets everything else that can go on do so first. Those that wait here go on in the order in which they came, which
/// `yield_now` turns around.
async fn behind_the_others() {
    let mut has_waited = false;
    poll_fn(|context| {
        if std::mem::replace(&mut has_waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Drop for Audit {
    /// A run that ends early leaves what it did.
    fn drop(&mut self) {
        if let Some(mut open) = self.opened() {
            // Nobody is left to be told why not.
            let _ = open.flush(&self.run);
        }
    }
}

impl Audit {
    /// An audit of a run that is written nowhere.
    pub(crate) fn nowhere() -> Self {
        Self {
            run: String::new(),
            path: PathBuf::new(),
            file: None,
        }
    }

    /// The audit of the run of that id, in the file at `path` if there is to be one.
    pub(crate) fn of(path: Option<&Path>, run: String) -> Result<Self, Error> {
        path.map_or_else(|| Ok(Self::nowhere()), |path| Self::open(path, run))
    }

    /// Opens the file to append what the run of that id does; what a crash left at its end is sealed.
    pub(crate) fn open(path: &Path, run: String) -> Result<Self, Error> {
        let wrong = |source| Error {
            path: path.to_owned(),
            source,
        };
        let is_new = !path.exists();
        let is_shared = std::fs::metadata(path).map_or(true, |metadata| metadata.is_file());
        let mut options = OpenOptions::new();
        options.create(true).append(true).read(is_shared);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            // Who published what is not for every user of a shared machine.
            options.mode(0o640);
        }
        let mut open = Open {
            file: options.open(path).map_err(wrong)?,
            is_shared,
            is_unlocked: false,
            known: Known::START,
            sequence: 1,
            unwritten: 1,
            waiting: Vec::new(),
            broken: None,
            is_told: false,
        };
        if let Some(folder) = folder_of(path).filter(|_| is_new) {
            remember(&folder);
        }
        open.put(&run).map_err(wrong)?;
        if open.is_unlocked {
            tracing::warn!(
                "{}: this file system knows no locks; let one publish at a time write this audit",
                path.display()
            );
        }
        Ok(Self {
            run,
            path: path.to_owned(),
            file: Some(Mutex::new(open)),
        })
    }

    /// Where lines go, if they go anywhere, and the last one of this run; what waits is written.
    pub(crate) fn written(&self) -> Option<Written<'_>> {
        let mut open = self.opened()?;
        // Why not is for `finish` to tell, which comes after the report.
        let is_whole = open.flush(&self.run).is_ok();
        Some(Written {
            path: self.path.to_string_lossy(),
            head: is_whole.then_some(open.known.head),
        })
    }

    /// Writes a line before anything else is done.
    pub(crate) fn write<'r>(&self, record: impl FnOnce() -> Record<'r>) -> Result<(), Error> {
        // What is written nowhere is not even made.
        if self.file.is_none() {
            return Ok(());
        }
        self.append(&record(), SystemTime::now(), false)
    }

    /// Writes lines before anything else is done about their item, with one call of the system for them and those of every
    /// other item that has some at the moment: where many are under way, each line costs a part of a call.
    pub(crate) async fn write_together<'r>(
        &self,
        records: impl Iterator<Item = Record<'r>>,
    ) -> Result<(), Error> {
        if self.file.is_none() {
            return Ok(());
        }
        for record in records {
            self.append(&record, SystemTime::now(), true)?;
        }
        let Some(next) = self.opened().map(|open| open.sequence) else {
            return Ok(());
        };
        // All items that can go on do so, up to this place, before this one does.
        behind_the_others().await;
        let Some(mut open) = self.opened() else {
            return Ok(());
        };
        if next <= open.unwritten {
            return Ok(());
        }
        let result = open.flush(&self.run);
        self.tell(&mut open, result)
    }

    /// Writes a line of something that happened at `time`, at the latest with the next one.
    pub(crate) fn note(&self, record: &Record<'_>, time: SystemTime) -> Result<(), Error> {
        self.append(record, time, true)
    }

    fn append(&self, record: &Record<'_>, time: SystemTime, may_wait: bool) -> Result<(), Error> {
        const MOST_WAITING: usize = 64 * 1024;
        let Some(mut open) = self.opened() else {
            return Ok(());
        };
        let line = Line {
            schema_version: SCHEMA_VERSION,
            timestamp: date::timestamp(time),
            run: &self.run,
            sequence: open.sequence,
            event: record.event,
            kind: record.kind,
            id: record.id,
            path: record.path,
            outcome: record.outcome,
            data: &record.data,
            compliance: COMPLIANCE,
        };
        open.sequence += 1;
        let result = match chain::push(&mut open.waiting, &line) {
            Ok(()) if may_wait && open.waiting.len() < MOST_WAITING => return Ok(()),
            Ok(()) => open.flush(&self.run),
            Err(error) => Err(open.fail(error.into())),
        };
        self.tell(&mut open, result)
    }

    /// Makes sure that what was written so far outlives the machine.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        let Some(mut open) = self.opened() else {
            return Ok(());
        };
        let result = open.sync(&self.run);
        result.map_err(|source| {
            open.is_told = true;
            self.wrong(source)
        })
    }

    /// Makes sure that what was written outlives the machine, at the end of the run.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        // What was told when it happened ended the run then.
        if self.opened().is_some_and(|open| open.is_told) {
            return Ok(());
        }
        self.sync()
    }

    fn opened(&self) -> Option<MutexGuard<'_, Open>> {
        let file = self.file.as_ref()?;
        // A line is whole or not there, so a panic elsewhere leaves nothing half done.
        Some(file.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells what kept a line from being written, in the log the first time only.
    fn tell(&self, open: &mut Open, result: io::Result<()>) -> Result<(), Error> {
        result.map_err(|source| {
            let error = self.wrong(source);
            if !open.is_told {
                tracing::error!("{error}");
            }
            open.is_told = true;
            error
        })
    }

    fn wrong(&self, source: io::Error) -> Error {
        Error {
            path: self.path.clone(),
            source,
        }
    }
}

impl Open {
    /// Writes the lines that wait.
    fn flush(&mut self, run: &str) -> io::Result<()> {
        if let Some(kind) = self.broken {
            self.waiting.clear();
            return Err(kind.into());
        }
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.put(run).map_err(|error| self.fail(error))
    }

    fn sync(&mut self, run: &str) -> io::Result<()> {
        self.flush(run)?;
        match self.file.sync_data() {
            // A pipe has nothing to be synchronised with.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            // What could not be written back is not tried again by the system: nothing can be built on it.
            other => other.map_err(|error| self.fail(error)),
        }
    }

    fn fail(&mut self, error: io::Error) -> io::Error {
        self.broken = Some(error.kind());
        self.waiting.clear();
        error
    }

    /// Ties the waiting lines to the end of the file, whoever wrote it, and writes them with one call.
    fn put(&mut self, run: &str) -> io::Result<()> {
        let lock = if self.is_shared && !self.is_unlocked {
            let lock = Lock::take(&self.file)?;
            self.is_unlocked = lock.is_none();
            lock
        } else {
            None
        };
        if self.is_shared {
            let length = (&self.file).seek(SeekFrom::End(0))?;
            if length != self.known.end {
                let missing = catch_up(&self.file, &mut self.known, length, run)?;
                self.waiting.splice(..0, missing);
            }
        }
        let head = chain::tie(&mut self.waiting, self.known.head);
        (&self.file).write_all(&self.waiting)?;
        drop(lock);
        self.known = Known {
            end: self.known.end + self.waiting.len() as u64,
            head,
        };
        self.waiting.clear();
        self.unwritten = self.sequence;
        Ok(())
    }
}

/// Reads what others wrote, up to `length`; gives what has to be written before the chain goes on: the end of the last
/// line, where a crash took it, and a seal of what is in no chain.
fn catch_up(mut file: &File, known: &mut Known, length: u64, run: &str) -> io::Result<Vec<u8>> {
    let mut tail = tail::read(&mut file, *known, length)?;
    *known = Known {
        end: length,
        head: tail.head,
    };
    let mut missing = Vec::new();
    if tail.is_open {
        missing.push(b'\n');
    }
    if !tail.unchained.is_empty() {
        tail.unchained.add(&missing);
        let sealing = Sealing {
            schema_version: SCHEMA_VERSION,
            timestamp: date::timestamp(SystemTime::now()),
            run,
            event: events::SEALED.0,
            data: tail.unchained.seal(),
        };
        chain::push(&mut missing, &sealing)?;
    }
    Ok(missing)
}

#[cfg(test)]
mod tests;
