//! Publishes a batch: a few items at a time, reported in the order they were given, and stopped in an orderly way.
//!
//! Everything runs on one thread. A publisher waits for a server nearly all of its time, so a second thread would
//! only cost start-up; requests in flight are bounded by the number of workers, each of which takes the next item.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use preflight_core::VerifiedPayload;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;

use super::carry_out::carry_out;
use super::feed::{self, AT_ONCE, Feed};
use super::flows::Context;
use super::in_order::InOrder;
use super::item::Item;
use super::outcome::{ItemReport, Outcome, Problem, SideEffect};
use super::signals::{Signals, Stop};
use super::supply::{Supply, Unit};
use super::trace::Origin;
use super::under_way::UnderWay;
use crate::audit::{self, Audit};
use crate::exit::Exit;
use crate::journal::subject::{Destination, Subject};
use crate::journal::{self, Claim, Journal};

/// What the workers share.
#[derive(Debug)]
struct Queue {
    /// The id of the batch.
    batch: Arc<str>,
    destination: Destination,
    feed: Mutex<Feed>,
    under_way: Arc<UnderWay>,
    context: Arc<Context>,
    audit: Arc<Audit>,
    journal: Option<Journal>,
    /// How many items were tried so far, and how many of them went well.
    tried: AtomicUsize,
    good: AtomicUsize,
    /// Why no further item is begun.
    stopped: OnceLock<Problem>,
    /// Whether something could not be written down.
    unwritten: AtomicBool,
}

/// Who is told what becomes of items.
pub(crate) trait Watcher {
    /// An item is done with, whichever it is.
    fn done(&mut self, report: &ItemReport);

    /// An item is done with, and so are all before it; what was found in it comes along, if anything is to be said of that.
    fn next(&mut self, document: Option<Arc<Unit>>, report: ItemReport);

    /// Nothing more is told for now.
    fn pause(&mut self) {}
}

/// Reports that nothing of a batch is sent, and why.
pub(crate) fn hold(
    supply: &Supply,
    reason: &Problem,
    audit: &Audit,
    watcher: &mut impl Watcher,
) -> Ran {
    let mut is_written = true;
    for unit in (0..supply.len()).filter_map(|place| supply.unread(place)) {
        let report = unit.item.left(reason);
        is_written &= audit
            .write(|| audit::concluded(&report, None, None))
            .is_ok();
        watcher.done(&report);
        watcher.next(with_document(unit), report);
    }
    watcher.pause();
    Ran {
        stop: None,
        unwritten: !is_written,
    }
}

/// An item of which something is to be said; of the others nothing is kept while those before them are under way.
fn with_document(unit: Arc<Unit>) -> Option<Arc<Unit>> {
    unit.document.is_some().then_some(unit)
}

/// What a batch is published with.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) identity: journal::store::Batch,
    pub(crate) context: Arc<Context>,
    pub(crate) audit: Arc<Audit>,
    /// Where it is kept what stands how, if anywhere.
    pub(crate) journal: Option<Journal>,
    pub(crate) concurrency: usize,
}

impl Batch {
    /// Takes the items up: what the journal knows of them decides what is done with each.
    pub(crate) async fn take_up(&self, supply: Supply) -> Result<Supply, journal::Error> {
        let Some(journal) = &self.journal else {
            return Ok(supply);
        };
        let (mut supply, taken) = journal
            .take_up(self.identity.clone(), supply, |supply, batch| {
                Box::new(supply.planned(&batch.destination))
            })
            .await?;
        supply.take_up(taken);
        Ok(supply)
    }
}

/// Publishes what can be sent.
pub(crate) async fn run(
    supply: Supply,
    batch: Batch,
    signals: &mut Signals,
    watcher: &mut impl Watcher,
) -> Ran {
    let items = supply.len();
    let (feed, loader) = feed::start(supply, batch.concurrency);
    let queue = Arc::new(Queue {
        batch: batch.identity.id.into(),
        destination: batch.identity.destination,
        feed: Mutex::new(feed),
        under_way: Arc::default(),
        context: batch.context,
        audit: batch.audit,
        journal: batch.journal,
        tried: AtomicUsize::new(0),
        good: AtomicUsize::new(0),
        stopped: OnceLock::new(),
        unwritten: AtomicBool::new(false),
    });
    let (sender, mut results) = mpsc::unbounded_channel();
    let mut workers = JoinSet::new();
    for _ in 0..batch.concurrency.min(items) {
        workers.spawn(work(Arc::clone(&queue), sender.clone()));
    }
    drop(sender);

    let mut reports = InOrder::new();
    let mut stop = None;
    let mut done = Vec::new();
    loop {
        tokio::select! {
            count = results.recv_many(&mut done, AT_ONCE) => {
                if count == 0 {
                    break;
                }
                for (place, unit, report) in done.drain(..) {
                    watcher.done(&report);
                    reports.set(place, (with_document(unit), report));
                }
                reports.emit(|(unit, report)| watcher.next(unit, report));
                watcher.pause();
            }
            signal = signals.next() => {
                if stop.is_some() {
                    workers.shutdown().await;
                    continue;
                }
                stop = Some(signal);
                let _ = queue.stopped.set(interrupted(signal));
                queue.context.stop();
                tracing::warn!(
                    "{}: no further item is begun; waiting for those on their way, once more stops at once",
                    signal.name()
                );
            }
        }
    }

    queue.feed.lock().await.close();
    let supply = loader.rest().await;
    for place in (0..items)
        .filter(|place| reports.is_missing(*place))
        .collect::<Vec<_>>()
    {
        let Some(unit) = supply.unread(place) else {
            continue;
        };
        let report = match queue.stopped.get() {
            Some(reason) if !queue.under_way.includes(place) => unit.item.left(reason),
            _ => unit.item.report(Outcome::Ambiguous, Some(broken_off())),
        };
        let line = || audit::concluded(&report, unit.item.payload(), None);
        if queue.audit.write(line).is_err() {
            queue.unwritten.store(true, Ordering::Relaxed);
        }
        watcher.done(&report);
        reports.set(place, (with_document(unit), report));
        reports.emit(|(unit, report)| watcher.next(unit, report));
    }
    watcher.pause();
    Ran {
        stop,
        unwritten: queue.unwritten.load(Ordering::Relaxed),
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    pub(crate) stop: Option<Stop>,
    /// Whether it ended because it could not be written down.
    pub(crate) unwritten: bool,
}

/// An item that is done with, and its place.
type Done = (usize, Arc<Unit>, ItemReport);

/// Takes one item after the other.
async fn work(queue: Arc<Queue>, results: mpsc::UnboundedSender<Done>) {
    while queue.stopped.get().is_none() {
        let next = queue.feed.lock().await.next(&queue.context).await;
        let Some((place, unit)) = next else {
            return;
        };
        let (report, goes_on) = queue.work_on(place, &unit).await;
        queue.under_way.is_over(place);
        if let Some(recipient) = unit.recipient() {
            queue.context.recipients().end(recipient);
        }
        if results.send((place, unit, report)).is_err() || !goes_on {
            return;
        }
    }
}

impl Queue {
    /// Does what is to be done about an item; says what became of it, and whether there is any use in going on.
    async fn work_on(&self, place: usize, unit: &Unit) -> (ItemReport, bool) {
        let item = &unit.item;
        if let Some(report) = item.settled() {
            let line = || audit::concluded(&report, item.content(), None);
            if self.audit.write(line).is_err() {
                self.unwritten.store(true, Ordering::Relaxed);
            }
            return (report, true);
        }
        let Some(payload) = item.payload() else {
            return (item.report(Outcome::Ambiguous, Some(broken_off())), true);
        };
        let subject = item.subject(&self.destination);
        let claim = self.claim(subject);
        let begun = match claim.begin() {
            Ok(()) => {
                let started = std::iter::once_with(|| audit::started(item, payload));
                let written = self.audit.write_together(started).await;
                written.map_err(Unwritten::Audit)
            }
            Err(error) => Err(Unwritten::Journal(error)),
        };
        if let Err(error) = begun {
            return self.not_begun(item, &error);
        }
        let origin = Origin {
            batch: Arc::clone(&self.batch),
            subject: Some(subject),
        };
        let made_by = (origin, self.under_way.mark(place));
        let (report, kept) = carry_out(&self.context, (item, payload), &claim, made_by).await;
        let report = self.judged(item, report);
        let written = self
            .conclude(&report, payload)
            .await
            .map_err(Unwritten::Audit)
            .and(kept.map_err(Unwritten::Journal))
            .and_then(|()| {
                // Last, so that a run which ends before its lines are written leaves them to the next one; and not where
                // something could not be told, which the next run with the batch does.
                let is_told = !report.side_effects.iter().any(SideEffect::is_owed);
                if report.outcome.is_good() && is_told {
                    claim.followed_up().map_err(Unwritten::Journal)?;
                }
                Ok(())
            });
        if let Err(error) = &written {
            // What cannot be written down is not done any more.
            self.give_up(error);
        }
        (report, written.is_ok())
    }

    /// An item that is not begun, since that cannot be written down.
    fn not_begun(&self, item: &Item, error: &Unwritten) -> (ItemReport, bool) {
        self.give_up(error);
        (item.report(Outcome::Skipped, Some(unwritten(error))), false)
    }

    /// What became of an item, in view of what became of others; stops them where all would meet the same.
    fn judged(&self, item: &Item, report: ItemReport) -> ItemReport {
        let mut report = report;
        if let Some(reason) = self
            .stopped
            .get()
            .filter(|_| report.outcome == Outcome::Skipped)
        {
            report = item.left(reason);
        }
        if let Some(problem) = report.problem.as_ref().filter(|problem| problem.stops_all) {
            let reason = Problem::new(
                problem.exit,
                format!("Not tried, because of another item: {}", problem.message),
                problem.next_step.clone(),
            );
            let is_first = self.stopped.set(reason).is_ok();
            self.context.stop();
            if let Some(reason) = self
                .stopped
                .get()
                .filter(|_| !is_first && report.attempts == 0)
            {
                // It only waited for the token that the other one asked for.
                report = item.left(reason);
            }
        }
        report
    }

    /// Begins nothing more, since it could not be written down.
    fn give_up(&self, error: &Unwritten) {
        let is_first = !self.unwritten.swap(true, Ordering::Relaxed);
        if let (true, Unwritten::Journal(error)) = (is_first, error) {
            // The item that met it may have ended well, and says nothing of it.
            tracing::error!("{error}");
        }
        let _ = self.stopped.set(unwritten(error));
        self.context.stop();
    }

    /// The item in the journal.
    fn claim(&self, subject: Subject) -> Claim {
        self.journal
            .as_ref()
            .map_or_else(Claim::default, |journal| journal.claim(subject))
    }

    /// Writes down what became of an item and of what followed it.
    async fn conclude(
        &self,
        report: &ItemReport,
        payload: &VerifiedPayload,
    ) -> Result<(), audit::Error> {
        let mut rate = None;
        if report.outcome != Outcome::Skipped {
            let good = self
                .good
                .fetch_add(usize::from(report.outcome.is_good()), Ordering::Relaxed)
                + usize::from(report.outcome.is_good());
            let tried = self.tried.fetch_add(1, Ordering::Relaxed) + 1;
            rate = Some(part(good, tried));
        }
        let concluded = std::iter::once_with(|| audit::concluded(report, Some(payload), rate));
        let effects = report.side_effects.iter();
        let told = effects.filter_map(|effect| audit::side_effect(report, effect));
        let mut records = concluded.chain(told);
        if self.stopped.get().is_some() {
            // A run that is being stopped may be broken off at any wait, and then would not know of these lines.
            return records.try_for_each(|record| self.audit.write(|| record));
        }
        self.audit.write_together(records).await
    }
}

/// A part of a whole, from 0 to 1.
#[expect(
    clippy::cast_precision_loss,
    reason = "no batch has more items than a double counts exactly"
)]
pub(crate) fn part(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64
}

/// What could not be written down, and where.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Audit(audit::Error),
    #[error(transparent)]
    Journal(journal::Error),
}

fn unwritten(error: &Unwritten) -> Problem {
    Problem::new(
        Exit::Failure,
        format!("Not tried: {error}."),
        "Make room or name another file, then run the same command again.",
    )
}

fn interrupted(signal: Stop) -> Problem {
    Problem::new(
        signal.exit(),
        format!(
            "Not tried, because the run was stopped by {}.",
            signal.name()
        ),
        "Run the same command again: it sends only what is not there.",
    )
}

fn broken_off() -> Problem {
    Problem::new(
        Exit::Ambiguous,
        "The run was broken off while this was on its way, so it is not known whether it arrived.",
        "Look at what the server holds, then run the same command again.",
    )
}
