//! Group commit: one thread writes the journal, and takes all steps that wait for it into one transaction.
//!
//! A transaction costs one synchronisation with the disk, however many steps it has. So the more items are under way,
//! the less each of them waits, and a disk that synchronises 500 times a second journals thousands of items in it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::oneshot;

use super::store::{Step, Store, StoreError, Timestamp};

/// The most steps of one transaction: enough for every item that can be under way.
const MOST: usize = 1_000;

/// Something to do with the store.
type Call = Box<dyn FnOnce(&mut dyn Store) + Send>;

/// What the thread is asked for.
enum Job {
    /// A step, and who waits for it, if anybody does.
    Step(Step, Option<oneshot::Sender<Result<bool, StoreError>>>),
    /// Something else to do with the store, between transactions.
    Call(Call),
}

/// The thread that writes.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts it.
    pub(super) fn start(mut store: Box<dyn Store>) -> std::io::Result<Self> {
        let (jobs, queue) = channel();
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || write(&mut *store, &queue))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Makes a step; when this returns, it outlives the machine. Says whether the item was where it could be made.
    pub(super) async fn step(&self, step: Step) -> Result<bool, StoreError> {
        let (done, made) = oneshot::channel();
        self.send(Job::Step(step, Some(done)))?;
        made.await.map_err(|_| gone())?
    }

    /// Makes a step before any that is asked for later, and does not wait for it. Where it cannot be made, none that
    /// builds on it can.
    pub(super) fn enqueue(&self, step: Step) -> Result<(), StoreError> {
        self.send(Job::Step(step, None))
    }

    /// Does something with the store.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        what: impl FnOnce(&mut dyn Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (done, result) = oneshot::channel();
        self.send(Job::Call(Box::new(move |store| {
            // Who asked may have gone.
            let _ = done.send(what(store));
        })))?;
        result.await.map_err(|_| gone())?
    }

    /// Does something with the store, and waits for nothing.
    pub(super) fn tell(&self, what: impl FnOnce(&mut dyn Store) + Send + 'static) {
        // Where the thread has ended, whoever waits for something is told.
        let _ = self.send(Job::Call(Box::new(what)));
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        self.jobs
            .as_ref()
            .and_then(|jobs| jobs.send(job).ok())
            .ok_or_else(gone)
    }
}

impl Drop for Writer {
    /// What was asked for is done before the store is closed.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn gone() -> StoreError {
    StoreError::Broken("the thread that writes it has ended".to_owned())
}

fn write(store: &mut dyn Store, queue: &Receiver<Job>) {
    let mut steps = Vec::new();
    let mut waiting = Vec::new();
    // After a transaction that failed nothing is certain, so nothing else is written on top of it.
    let mut failed: Option<StoreError> = None;
    while let Ok(first) = queue.recv() {
        let mut next = Some(first);
        let mut call = None;
        while let Some(job) = next.take() {
            match job {
                Job::Step(step, done) => {
                    steps.push(step);
                    waiting.push(done);
                }
                Job::Call(what) => {
                    call = Some(what);
                    break;
                }
            }
            if steps.len() < MOST {
                next = queue.try_recv().ok();
            }
        }
        if !steps.is_empty() {
            let result = match &failed {
                Some(error) => Err(error.clone()),
                None => store.commit(&steps, now()),
            };
            if let Err(error) = &result {
                failed = Some(error.clone());
            }
            for (place, done) in waiting.drain(..).enumerate() {
                let made = match &result {
                    Ok(made) => Ok(made.get(place).copied().unwrap_or_default()),
                    Err(error) => Err(error.clone()),
                };
                // Who asked may have gone.
                let _ = done.map(|done| done.send(made));
            }
            steps.clear();
        }
        if let Some(what) = call {
            what(store);
        }
    }
}

/// The time by the machine's clock.
pub(crate) fn now() -> Timestamp {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| Timestamp::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::store::{Batch, BatchStatus, Entry, Found, Planned, What};
    use super::super::subject::Subject;
    use super::super::take_up::Taken;
    use super::*;
    use crate::digest::Digest;
    use crate::publish::{Ask, Grant, Pacer};
    use std::sync::{Arc, Mutex};

    /// A store that only counts, and is full after a while.
    struct Counting {
        transactions: Arc<Mutex<Vec<usize>>>,
        room: usize,
    }

    impl Store for Counting {
        fn take_up(
            &mut self,
            _: &Batch,
            _: &str,
            _: &mut dyn Iterator<Item = Planned>,
            _: Timestamp,
        ) -> Result<Vec<Taken>, StoreError> {
            Ok(Vec::new())
        }

        fn foresee(&mut self, _: &str, _: &[Planned]) -> Result<Vec<Taken>, StoreError> {
            Ok(Vec::new())
        }

        fn commit(&mut self, steps: &[Step], _: Timestamp) -> Result<Vec<bool>, StoreError> {
            let mut transactions = self.transactions.lock().expect("no panic");
            if transactions.len() == self.room {
                return Err(StoreError::Broken("full".to_owned()));
            }
            transactions.push(steps.len());
            drop(transactions);
            thread::sleep(std::time::Duration::from_millis(5));
            Ok(vec![true; steps.len()])
        }

        fn resolve(&mut self, _: Subject, _: &Found, _: Timestamp) -> Result<bool, StoreError> {
            Ok(false)
        }

        fn batches(&mut self) -> Result<Vec<BatchStatus>, StoreError> {
            Ok(Vec::new())
        }

        fn items(&mut self, _: &str) -> Result<Vec<Entry>, StoreError> {
            Ok(Vec::new())
        }

        fn lease(&mut self, _: Digest, ask: &Ask) -> Result<Grant, StoreError> {
            Ok(Pacer::default().lease(ask))
        }
    }

    fn step() -> Step {
        Step {
            subject: Subject(Digest::of([])),
            owner: "run".to_owned(),
            what: What::Claim,
        }
    }

    fn start(room: usize) -> (Arc<Writer>, Arc<Mutex<Vec<usize>>>) {
        let transactions = Arc::<Mutex<Vec<usize>>>::default();
        let store = Counting {
            transactions: Arc::clone(&transactions),
            room,
        };
        let writer = Writer::start(Box::new(store)).expect("a thread");
        (Arc::new(writer), transactions)
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime")
    }

    #[test]
    fn what_waits_together_is_committed_together() {
        let (writer, transactions) = start(usize::MAX);
        runtime().block_on(async {
            let mut all = tokio::task::JoinSet::new();
            for _ in 0..200 {
                let writer = Arc::clone(&writer);
                all.spawn(async move { writer.step(step()).await });
            }
            while let Some(made) = all.join_next().await {
                assert!(made.expect("no panic").expect("written"));
            }
        });
        let transactions = transactions.lock().expect("no panic").clone();
        assert_eq!(transactions.iter().sum::<usize>(), 200);
        assert!(transactions.len() < 20, "{transactions:?}");
    }

    #[test]
    fn after_a_failure_nothing_is_written() {
        let (writer, transactions) = start(1);
        runtime().block_on(async {
            assert!(writer.step(step()).await.is_ok());
            for _ in 0..3 {
                assert!(writer.step(step()).await.is_err());
            }
        });
        assert_eq!(*transactions.lock().expect("no panic"), [1]);
    }

    #[test]
    fn what_nobody_waits_for_is_written_before_the_end() {
        let (writer, transactions) = start(usize::MAX);
        for _ in 0..5 {
            writer.enqueue(step()).expect("a thread");
        }
        drop(writer);
        assert_eq!(
            transactions.lock().expect("no panic").iter().sum::<usize>(),
            5
        );
    }
}
