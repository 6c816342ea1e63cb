//! Publishes a batch: a few items at a time, reported in the order they were given, and stopped in an orderly way.
//!
//! Everything runs on one thread. A publisher waits for a server nearly all of its time, so a second thread would
//! only cost start-up; requests in flight are bounded by the number of workers, each of which takes the next item.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use preflight_core::{Kind, VerifiedPayload};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::client;
use super::clock::Clock;
use super::connection::REQUEST_TIMEOUT;
use super::flows::{self, Context};
use super::in_order::InOrder;
use super::item::Item;
use super::outcome::{Conclusion, ItemReport, Outcome, Problem, SideEffect};
use super::signals::{Signals, Stop};
use super::trace::Trace;
use crate::audit::{self, Audit};
use crate::digest::Digest;
use crate::exit::Exit;
use crate::journal::state::State;
use crate::journal::store::{Ending, Timestamp};
use crate::journal::{self, Claim, Journal};
use crate::redact::Hidden;

/// What the workers share.
#[derive(Debug)]
struct Queue {
    batch: journal::store::Batch,
    items: Vec<Item>,
    context: Arc<Context>,
    audit: Arc<Audit>,
    journal: Option<Journal>,
    /// How many items were tried so far, and how many of them went well.
    tried: AtomicUsize,
    good: AtomicUsize,
    next: AtomicUsize,
    /// Why no further item is begun.
    stopped: OnceLock<Problem>,
    /// Whether something could not be written down.
    unwritten: AtomicBool,
}

/// Reports that nothing of a batch is sent, and why.
pub(crate) fn hold(
    items: &[Item],
    reason: &Problem,
    audit: &Audit,
    mut done: impl FnMut(&ItemReport),
) -> Ran {
    let reports: Vec<ItemReport> = items.iter().map(|item| item.left(reason)).collect();
    let mut unwritten = false;
    for report in &reports {
        unwritten |= !write(audit, || audit::concluded(report, None, None));
        done(report);
    }
    Ran {
        reports,
        stop: None,
        unwritten,
    }
}

/// Writes a line of the audit that no request follows; says whether it is written.
fn write<'r>(audit: &Audit, record: impl FnOnce() -> audit::Record<'r>) -> bool {
    audit.write(record).is_ok()
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
    pub(crate) async fn take_up(&self, items: &mut [Item]) -> Result<(), journal::Error> {
        let Some(journal) = &self.journal else {
            return Ok(());
        };
        // What is left as it is has no part in the batch.
        let mut items: Vec<&mut Item> = items.iter_mut().filter(|item| !item.is_left()).collect();
        let planned = items
            .iter()
            .map(|item| item.planned(&self.identity.destination))
            .collect();
        let taken = journal.take_up(self.identity.clone(), planned).await?;
        for (item, taken) in items.iter_mut().zip(taken) {
            item.take_up(taken);
        }
        Ok(())
    }
}

/// Publishes what can be sent; `done` sees each report as soon as those of all items before it are there.
pub(crate) async fn run(
    items: Vec<Item>,
    batch: Batch,
    signals: &mut Signals,
    mut done: impl FnMut(&ItemReport),
) -> Ran {
    let Batch {
        identity,
        context,
        audit,
        journal,
        concurrency,
    } = batch;
    let mut reports = InOrder::new(items.len());
    let mut to_send = 0;
    let mut unwritten = false;
    for (index, item) in items.iter().enumerate() {
        match item.settled() {
            None => to_send += 1,
            Some(report) => {
                unwritten |= !write(&audit, || audit::concluded(&report, item.content(), None));
                reports.set(index, report);
            }
        }
    }
    let queue = Arc::new(Queue {
        batch: identity,
        items,
        context,
        audit,
        journal,
        tried: AtomicUsize::new(0),
        good: AtomicUsize::new(0),
        next: AtomicUsize::new(0),
        stopped: OnceLock::new(),
        unwritten: AtomicBool::new(unwritten),
    });
    let (sender, mut results) = mpsc::unbounded_channel();
    let mut workers = JoinSet::new();
    for _ in 0..concurrency.min(to_send) {
        workers.spawn(work(Arc::clone(&queue), sender.clone()));
    }
    drop(sender);

    let mut stop = None;
    loop {
        reports.emit(&mut done);
        tokio::select! {
            result = results.recv() => match result {
                Some((index, report)) => reports.set(index, report),
                None => break,
            },
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

    let begun = queue.next.load(Ordering::Relaxed);
    for (index, item) in queue.items.iter().enumerate() {
        if reports.is_missing(index) {
            let report = match queue.stopped.get() {
                Some(reason) if index >= begun => item.left(reason),
                _ => item.report(Outcome::Ambiguous, Some(broken_off())),
            };
            let line = || audit::concluded(&report, item.payload(), None);
            if !write(&queue.audit, line) {
                queue.unwritten.store(true, Ordering::Relaxed);
            }
            reports.set(index, report);
        }
    }
    reports.emit(&mut done);
    Ran {
        reports: reports.into_vec(),
        stop,
        unwritten: queue.unwritten.load(Ordering::Relaxed),
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub(crate) struct Ran {
    pub(crate) reports: Vec<ItemReport>,
    pub(crate) stop: Option<Stop>,
    /// Whether it ended because it could not be written down.
    pub(crate) unwritten: bool,
}

/// Takes one item after the other.
async fn work(queue: Arc<Queue>, results: mpsc::UnboundedSender<(usize, ItemReport)>) {
    while queue.stopped.get().is_none() {
        let index = queue.next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = queue.items.get(index) else {
            return;
        };
        let Some(payload) = item.payload() else {
            continue;
        };
        let claim = queue.claim(item);
        let begun = match claim.begin() {
            Ok(()) => {
                let started = std::iter::once_with(|| audit::started(item, payload));
                let written = queue.audit.write_together(started).await;
                written.map_err(Unwritten::Audit)
            }
            Err(error) => Err(Unwritten::Journal(error)),
        };
        if let Err(error) = begun {
            queue.give_up(&error);
            let report = item.report(Outcome::Skipped, Some(unwritten(&error)));
            let _ = results.send((index, report));
            return;
        }
        let (mut report, kept) = publish(&queue, item, payload, &claim).await;
        if let Some(reason) = queue
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
            let is_first = queue.stopped.set(reason).is_ok();
            queue.context.stop();
            if let Some(reason) = queue
                .stopped
                .get()
                .filter(|_| !is_first && report.attempts == 0)
            {
                // It only waited for the token that the other one asked for.
                report = item.left(reason);
            }
        }
        let written = queue
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
            queue.give_up(error);
        }
        let stop = written.is_err();
        if results.send((index, report)).is_err() || stop {
            return;
        }
    }
}

impl Queue {
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

    /// What makes the keys of an item's requests: a run that goes on with the batch makes the same.
    fn origin(&self, item: &Item) -> Digest {
        let subject = item.subject(&self.batch.destination);
        Digest::of([self.batch.id.as_bytes(), subject.0.bytes()])
    }

    /// The item in the journal.
    fn claim(&self, item: &Item) -> Claim {
        self.journal
            .as_ref()
            .map_or_else(Claim::default, |journal| {
                journal.claim(item.subject(&self.batch.destination))
            })
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
        self.audit.write_together(concluded.chain(told)).await
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

/// Publishes an item, and says whether that could be written down.
async fn publish(
    queue: &Queue,
    item: &Item,
    payload: &VerifiedPayload,
    claim: &Claim,
) -> (ItemReport, Result<(), journal::Error>) {
    let context = &queue.context;
    let clock = context.clock();
    let started = clock.now();
    let mut trace = Trace {
        origin: queue.origin(item),
        was_sent: item.sent().is_some(),
        claim: claim.clone(),
        ..Trace::hiding(hidden(payload))
    };
    let before = item.concluded_before();
    let is_new = before.is_none();
    let mut conclusion = if let Some(conclusion) = before {
        conclusion
    } else {
        let is_stopped = match item.sent() {
            Some(sent) => {
                let wait = clock.sleep(still_on_its_way(clock, sent));
                context.is_stopped_during(wait).await
            }
            None => false,
        };
        if is_stopped {
            Conclusion::of(&client::Error::Stopped, payload.kind())
        } else {
            flows::publish(context, item, payload, &mut trace).await
        }
    };
    if item.is_owed() && conclusion.outcome == Outcome::AlreadyPublished {
        // It is what the earlier run published, of which nobody was told.
        conclusion.outcome = Outcome::Published;
    }
    let latency = clock.now().since(started);
    let mut kept = Ok(());
    if is_new {
        // Before what follows, which must not be able to hide it.
        kept = write_end(claim, &conclusion, item.is_owed()).await;
    }
    trace.is_side_effect = true;
    let side_effects = flows::follow_up(context, payload, &conclusion, &mut trace).await;
    let report = ItemReport {
        remote_id: conclusion.remote_id,
        attempts: trace.most_attempts(),
        latency,
        side_effects,
        request_id: trace.request_id().map(str::to_owned),
        trace,
        ..item.report(conclusion.outcome, conclusion.problem)
    };
    (report, kept)
}

/// Writes down how an item ended.
async fn write_end(
    claim: &Claim,
    conclusion: &Conclusion,
    is_owed: bool,
) -> Result<(), journal::Error> {
    let outcome = conclusion.outcome;
    let state = match outcome {
        Outcome::Published | Outcome::Delivered | Outcome::Updated | Outcome::AlreadyPublished => {
            State::Done
        }
        // It is for `resume` to try again what fails only for now, and what was only the first to meet it.
        Outcome::Failed if is_for_later(conclusion) => return claim.released().await,
        Outcome::Conflict | Outcome::Failed | Outcome::Blocked => State::Failed,
        Outcome::Ambiguous => State::Ambiguous,
        Outcome::Skipped => return claim.released().await,
    };
    let ending = Ending {
        outcome: outcome.name(),
        remote_id: conclusion.remote_id.clone(),
        reason: conclusion
            .problem
            .as_ref()
            .map(|problem| problem.message.clone()),
        // Of what was there before, nothing is told.
        to_follow_up: is_owed || outcome.is_good() && outcome != Outcome::AlreadyPublished,
    };
    claim.ended(state, ending).await
}

/// Whether the item itself is not to blame.
fn is_for_later(conclusion: &Conclusion) -> bool {
    conclusion
        .problem
        .as_ref()
        .is_some_and(|problem| problem.exit == Exit::Temporary || problem.stops_all)
}

/// How long a request that an earlier run sent then may still be on its way: a server works on none for longer than
/// its clients wait for it.
fn still_on_its_way(clock: Clock, sent: Timestamp) -> Duration {
    let since = Duration::from_millis(journal::now().saturating_sub(sent));
    REQUEST_TIMEOUT.saturating_sub(clock.stretched(since))
}

/// What must not be seen of a payload, whoever repeats it: the values of variables.
fn hidden(payload: &VerifiedPayload) -> Hidden {
    let mut hidden = Hidden::default();
    if payload.kind() == Kind::ParticipantVariables {
        let content: Value = serde_json::from_str(payload.json()).unwrap_or_default();
        content["attributes"]
            .as_object()
            .into_iter()
            .flat_map(|attributes| attributes.values())
            .filter_map(Value::as_str)
            .for_each(|value| hidden.add(value));
    }
    hidden
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
