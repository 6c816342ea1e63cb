//! The file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::Serialize;

use super::Error;
use super::record::Record;
use crate::date;

/// Version of the lines.
const SCHEMA_VERSION: u32 = 1;

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
    /// The number of the next line of this run.
    sequence: u64,
    /// Lines that wait for the next one that must not.
    waiting: Vec<u8>,
    /// What kept a line from being written. Nothing is written after it: the line may be there in part, and another
    /// would go on in the middle of it.
    broken: Option<io::ErrorKind>,
}

/// A line.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'l> {
    schema_version: u32,
    timestamp: String,
    run: &'l str,
    sequence: u64,
    #[serde(flatten)]
    record: &'l Record<'l>,
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

    /// Opens the file to append what the run of that id does.
    pub(crate) fn open(path: &Path, run: String) -> Result<Self, Error> {
        let wrong = |source| Error {
            path: path.to_owned(),
            source,
        };
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            // Who published what is not for every user of a shared machine.
            options.mode(0o640);
        }
        let mut file = options.open(path).map_err(wrong)?;
        if ends_in_the_middle(path) {
            // What a crash cut off stays as it is, on a line of its own.
            file.write_all(b"\n").map_err(wrong)?;
        }
        Ok(Self {
            run,
            path: path.to_owned(),
            file: Some(Mutex::new(Open {
                file,
                sequence: 1,
                waiting: Vec::new(),
                broken: None,
            })),
        })
    }

    /// Where lines go, if they go anywhere.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|_| self.path.as_path())
    }

    /// Writes a line before anything else is done.
    pub(crate) fn write<'r>(&self, record: impl FnOnce() -> Record<'r>) -> Result<(), Error> {
        // What is written nowhere is not even made.
        if self.file.is_none() {
            return Ok(());
        }
        self.append(&record(), SystemTime::now(), false)
    }

    /// Writes a line of something that happened at `time`, at the latest with the next one.
    pub(crate) fn note(&self, record: &Record<'_>, time: SystemTime) -> Result<(), Error> {
        self.append(record, time, true)
    }

    fn append(&self, record: &Record<'_>, time: SystemTime, may_wait: bool) -> Result<(), Error> {
        const MOST_WAITING: usize = 64 * 1024;
        let Some(open) = &self.file else {
            return Ok(());
        };
        // A line is whole or not there, so a panic elsewhere leaves nothing half done.
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        let line = Line {
            schema_version: SCHEMA_VERSION,
            timestamp: date::timestamp(time),
            run: &self.run,
            sequence: open.sequence,
            record,
        };
        open.sequence += 1;
        let written = serde_json::to_writer(&mut open.waiting, &line);
        open.waiting.push(b'\n');
        if may_wait && open.waiting.len() < MOST_WAITING && written.is_ok() {
            return Ok(());
        }
        let lines = std::mem::take(&mut open.waiting);
        if let Some(kind) = open.broken {
            return Err(self.wrong(kind.into()));
        }
        let written = written
            .map_err(io::Error::from)
            .and_then(|()| open.file.write_all(&lines));
        written.map_err(|source| {
            open.broken = Some(source.kind());
            let error = self.wrong(source);
            tracing::error!("{error}");
            error
        })
    }

    fn wrong(&self, source: io::Error) -> Error {
        Error {
            path: self.path.clone(),
            source,
        }
    }

    /// Makes sure that what was written outlives the machine.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        let Some(open) = &self.file else {
            return Ok(());
        };
        let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = std::mem::take(&mut open.waiting);
        if open.broken.is_some() {
            // It was told when it happened, and the run ended because of it.
            return Ok(());
        }
        let result = open
            .file
            .write_all(&lines)
            .and_then(|()| match open.file.sync_data() {
                // A pipe has nothing to be synchronised with.
                Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
                other => other,
            });
        result.map_err(|source| self.wrong(source))
    }
}

/// Whether the last line of a file has no end.
fn ends_in_the_middle(path: &Path) -> bool {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let last = || {
        let mut file = File::open(path)?;
        if !file.metadata()?.is_file() || file.metadata()?.len() == 0 {
            return Ok(b'\n');
        }
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        io::Result::Ok(last[0])
    };
    last().is_ok_and(|last| last != b'\n')
}
