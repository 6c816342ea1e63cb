//! The lock under which lines are appended, so that several publishers can write one chain.

use std::fs::{File, TryLockError};
use std::io;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for others, each of whom holds the lock for as long as one write takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock<'f>(&'f File);

impl<'f> Lock<'f> {
    /// Takes the lock; none where the file system knows no locks.
    ///
    /// # Errors
    /// Where another program keeps it: a publish that waits without an end tells nobody why.
    pub(super) fn take(file: &'f File) -> io::Result<Option<Self>> {
        Self::get(file, File::try_lock, PATIENCE)
    }

    /// Takes the lock together with other readers, so that nobody writes.
    ///
    /// # Errors
    /// As those of [`Lock::take`].
    pub(super) fn share(file: &'f File) -> io::Result<Option<Self>> {
        Self::get(file, File::try_lock_shared, PATIENCE)
    }

    fn get(
        file: &'f File,
        attempt: fn(&File) -> Result<(), TryLockError>,
        patience: Duration,
    ) -> io::Result<Option<Self>> {
        const LONGEST_PAUSE: Duration = Duration::from_millis(5);
        let mut pause = Duration::from_micros(20);
        let mut since = None;
        loop {
            match attempt(file) {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(_)) => return Ok(None),
                Err(TryLockError::WouldBlock) => {
                    let since = *since.get_or_insert_with(Instant::now);
                    if since.elapsed() > patience {
                        return Err(io::Error::new(
                            io::ErrorKind::TimedOut,
                            format!("another program has kept it locked for {patience:?}"),
                        ));
                    }
                    thread::sleep(pause);
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // The system gives it up at the latest when the file is closed.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_share_it_and_nobody_waits_for_it_without_an_end() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let open = || File::open(file.path()).expect("it is opened");
        let (one, other) = (open(), open());
        let brief = Duration::from_millis(50);
        let reader = Lock::share(&one).expect("a lock");
        assert!(reader.is_some());
        assert!(Lock::share(&other).expect("a lock").is_some());
        let error = Lock::get(&other, File::try_lock, brief).expect_err("it is read");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(
            error.to_string(),
            "another program has kept it locked for 50ms"
        );
        drop(reader);
        let writer = Lock::get(&other, File::try_lock, brief).expect("nobody has it");
        assert!(writer.is_some());
        assert!(Lock::get(&one, File::try_lock_shared, brief).is_err());
        drop(writer);
        assert!(Lock::get(&one, File::try_lock_shared, brief).is_ok());
    }
}
