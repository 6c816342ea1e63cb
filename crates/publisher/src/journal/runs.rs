//! Which runs are still at work: each holds a lock on a file of its own, which the system lets go of when the process
//! ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::store::StoreError;

/// The marks of the runs of one journal.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// The path of the journal, of which those of the marks are made.
    journal: PathBuf,
    /// The marks of this process.
    held: Vec<(PathBuf, File)>,
}

impl Runs {
    /// Those of the journal at that path.
    pub(crate) fn beside(journal: &Path) -> Self {
        Self {
            journal: journal.to_owned(),
            held: Vec::new(),
        }
    }

    /// Marks a run of this process as at work, until the process ends or this is dropped.
    pub(crate) fn begin(&mut self, run: &str) -> Result<(), StoreError> {
        let path = self.mark(run);
        if self.held.iter().any(|(held, _)| *held == path) {
            return Ok(());
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .and_then(|file| {
                file.lock()?;
                Ok(file)
            })
            .map_err(|error| StoreError::Broken(format!("{}: {error}", path.display())))?;
        self.held.push((path, file));
        Ok(())
    }

    /// Whether a run is still at work. The mark of one that is not is taken away.
    pub(crate) fn is_running(&self, run: &str) -> bool {
        let path = self.mark(run);
        if self.held.iter().any(|(held, _)| *held == path) {
            return true;
        }
        match File::open(&path).map(|file| file.try_lock()) {
            Ok(Ok(())) => {
                // Nobody holds it, and nobody will: ids of runs are never used again.
                let _ = std::fs::remove_file(&path);
                false
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            // It is held. Or it cannot be asked for, and then its run may be at work: to wait is safe, to send is not.
            Ok(Err(TryLockError::WouldBlock | TryLockError::Error(_))) | Err(_) => true,
        }
    }

    fn mark(&self, run: &str) -> PathBuf {
        let mut name = self.journal.clone().into_os_string();
        name.push(format!("-run-{run}"));
        name.into()
    }
}

impl Drop for Runs {
    fn drop(&mut self) {
        for (path, _) in &self.held {
            // Left behind it does no harm: the next who asks takes it away.
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_at_work_as_long_as_it_holds_its_mark() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = folder.path().join("journal.db");
        let mut one = Runs::beside(&journal);
        let other = Runs::beside(&journal);
        assert!(!other.is_running("a"));
        one.begin("a").expect("a mark");
        assert!(other.is_running("a") && one.is_running("a"));
        assert!(!other.is_running("b"));
        drop(one);
        assert!(!other.is_running("a"));
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
    }

    #[test]
    fn the_mark_of_a_process_that_was_killed_is_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = folder.path().join("journal.db");
        // What a killed process leaves behind is a mark without a lock.
        std::fs::write(folder.path().join("journal.db-run-a"), "").expect("a file");
        assert!(!Runs::beside(&journal).is_running("a"));
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
    }
}
