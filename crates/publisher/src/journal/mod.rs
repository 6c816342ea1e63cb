//! The journal: where every item stands, written down before and after everything that may change something.
//!
//! ```text
//! take_up (may this item be sent?)  ->  Journal (per run)  ->  writer (group commit)  ->  store: sqlite
//! state (the states and how they follow each other)
//! ```
//! The promise is at most one live object for each natural key, and that everything unknown is reported: whatever ends a
//! run, the journal says which items may have arrived, and the next run looks before it sends.
//!
//! No payload and no credential is kept, only digests, ids and places.

#[cfg(test)]
mod conformance;
mod runs;
mod sqlite;
pub(crate) mod state;
pub(crate) mod store;
pub(crate) mod subject;
pub(crate) mod take_up;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use state::State;
use store::{Batch, BatchStatus, Ending, Entry, Found, Planned, Step, StoreError, What};
use subject::Subject;
use take_up::Taken;
use writer::Writer;

pub(crate) use writer::now;

use crate::digest::Digest;
use crate::publish::{Ask, Grant};

/// Why something cannot be journalled.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: the journal cannot be used: {source}", path.display())]
pub(crate) struct Error {
    path: PathBuf,
    source: StoreError,
}

/// The journal of a run.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    path: PathBuf,
    run: String,
    writer: Arc<Writer>,
}

impl Journal {
    /// Opens the journal at `path`, which is made where there is none, for a run of that id.
    pub(crate) fn open(path: &Path, run: String) -> Result<Self, Error> {
        let wrong = |source| Error {
            path: path.to_owned(),
            source,
        };
        let store = sqlite::Sqlite::open(path).map_err(wrong)?;
        let writer = Writer::start(Box::new(store))
            .map_err(|error| wrong(StoreError::Broken(error.to_string())))?;
        Ok(Self {
            path: path.to_owned(),
            run,
            writer: Arc::new(writer),
        })
    }

    /// The run that keeps it.
    pub(crate) fn run(&self) -> &str {
        &self.run
    }

    /// Hands out requests of limits that all publishers of a destination draw on.
    pub(crate) async fn lease(&self, destination: Digest, ask: Ask) -> Result<Grant, Error> {
        self.call(move |store| store.lease(destination, &ask)).await
    }

    /// The same where nothing is asked for, only told; nothing waits for it.
    pub(crate) fn tell(&self, destination: Digest, ask: Ask) {
        self.writer.tell(move |store| {
            // Who asks next finds out what is wrong.
            let _ = store.lease(destination, &ask);
        });
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes up the items of a batch, which `of` makes as the journal sees them; says of each what becomes of it. What they
    /// are made of comes back.
    pub(crate) async fn take_up<S: Send + 'static>(
        &self,
        batch: Batch,
        source: S,
        of: impl for<'s> FnOnce(&'s S, &'s Batch) -> Box<dyn Iterator<Item = Planned> + 's>
        + Send
        + 'static,
    ) -> Result<(S, Vec<Taken>), Error> {
        let run = self.run.clone();
        self.call(move |store| {
            let taken = store.take_up(&batch, &run, &mut *of(&source, &batch), now())?;
            Ok((source, taken))
        })
        .await
    }

    /// Says what would become of items if they were taken up now.
    pub(crate) async fn foresee(&self, items: Vec<Planned>) -> Result<Vec<Taken>, Error> {
        let run = self.run.clone();
        self.call(move |store| store.foresee(&run, &items)).await
    }

    /// The handle of an item that was taken up.
    pub(crate) fn claim(&self, subject: Subject) -> Claim {
        Claim(Some((self.clone(), subject)))
    }

    /// The batches, the latest first.
    pub(crate) async fn batches(&self) -> Result<Vec<BatchStatus>, Error> {
        self.call(|store| store.batches()).await
    }

    /// The items of a batch.
    pub(crate) async fn items(&self, batch: String) -> Result<Vec<Entry>, Error> {
        self.call(move |store| store.items(&batch)).await
    }

    /// Writes down what somebody found out about an item; says whether that was unknown.
    pub(crate) async fn resolve(&self, subject: Subject, found: Found) -> Result<bool, Error> {
        self.call(move |store| store.resolve(subject, &found, now()))
            .await
    }

    async fn call<T: Send + 'static>(
        &self,
        what: impl FnOnce(&mut dyn store::Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer
            .call(what)
            .await
            .map_err(|source| self.wrong(source))
    }

    fn wrong(&self, source: StoreError) -> Error {
        Error {
            path: self.path.clone(),
            source,
        }
    }
}

/// One item that a run is at work on; or one of a run that keeps no journal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claim(Option<(Journal, Subject)>);

impl Claim {
    /// Takes the item into hand. This needs no waiting: nothing of it can be sent before [`Claim::sending`] is written.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        self.enqueue(What::Claim)
    }

    /// A call that may change something is about to be sent. Once this returns, that outlives the machine.
    pub(crate) async fn sending(&self, call: &'static str) -> Result<(), Error> {
        self.write(What::Send(call)).await
    }

    /// That call was refused for now or never left.
    pub(crate) async fn returned(&self) -> Result<(), Error> {
        self.write(What::Return).await
    }

    /// This run does no more about it, and a later one may: what was sent is known not to have taken effect, or is found
    /// again.
    pub(crate) async fn released(&self) -> Result<(), Error> {
        self.write(What::Release).await
    }

    /// How it ended.
    pub(crate) async fn ended(&self, state: State, ending: Ending) -> Result<(), Error> {
        let what = match state {
            State::Done => What::Complete(ending),
            State::Failed | State::Blocked => What::Fail(ending),
            _ => What::Lose(ending),
        };
        self.write(what).await
    }

    /// What follows a publish is done.
    pub(crate) fn followed_up(&self) -> Result<(), Error> {
        self.enqueue(What::FollowedUp)
    }

    fn enqueue(&self, what: What) -> Result<(), Error> {
        let Some((journal, step)) = self.step(what) else {
            return Ok(());
        };
        journal
            .writer
            .enqueue(step)
            .map_err(|source| journal.wrong(source))
    }

    async fn write(&self, what: What) -> Result<(), Error> {
        let Some((journal, step)) = self.step(what) else {
            return Ok(());
        };
        match journal.writer.step(step).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(journal.wrong(StoreError::Broken(
                "the item is not this run's any more; another one has taken it over".to_owned(),
            ))),
            Err(source) => Err(journal.wrong(source)),
        }
    }

    fn step(&self, what: What) -> Option<(&Journal, Step)> {
        let (journal, subject) = self.0.as_ref()?;
        let step = Step {
            subject: *subject,
            owner: journal.run.clone(),
            what,
        };
        Some((journal, step))
    }
}
