//! Publishes a batch: a few items at a time, reported in the order they were given, and stopped in an orderly way.
//!
//! Everything runs on one thread. A publisher waits for a server nearly all of its time, so a second thread would
//! only cost start-up; requests in flight are bounded by the number of workers, each of which takes the next item.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use preflight_core::VerifiedPayload;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::client::Trace;
use super::flows::{self, Context};
use super::outcome::{ItemReport, Outcome, Problem};
use super::signals::{Signals, Stop};
use crate::exit::Exit;
use crate::input::Document;

/// One manifest of a batch.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) kind: Option<&'static str>,
    pub(crate) id: Option<String>,
    plan: Plan,
}

#[derive(Debug)]
enum Plan {
    Send(VerifiedPayload),
    Blocked(Problem),
}

impl Item {
    /// Takes the payload out of a checked document, or says why there is none that can be sent.
    pub(crate) fn of(document: &mut Document) -> Self {
        let report = &document.report;
        let plan = match document.payload.take() {
            Some(payload) => match flows::obstacle(&payload) {
                None => Plan::Send(payload),
                Some(obstacle) => Plan::Blocked(obstacle),
            },
            None => Plan::Blocked(Problem::findings(&report.findings, report.omitted_findings)),
        };
        Self {
            path: document.path.clone(),
            ordinal: document.ordinal,
            label: document.label(),
            kind: report.kind,
            id: report.id.clone(),
            plan,
        }
    }

    /// The payload, where it can be sent.
    pub(crate) fn payload(&self) -> Option<&VerifiedPayload> {
        match &self.plan {
            Plan::Send(payload) => Some(payload),
            Plan::Blocked(_) => None,
        }
    }

    /// Finds a reason not to send it after all.
    pub(super) fn block(&mut self, problem: Problem) {
        self.plan = Plan::Blocked(problem);
    }

    fn report(&self, outcome: Outcome, problem: Option<Problem>) -> ItemReport {
        ItemReport {
            path: self.path.clone(),
            ordinal: self.ordinal,
            label: self.label.clone(),
            kind: self.kind,
            id: self.id.clone(),
            outcome,
            remote_id: None,
            attempts: 0,
            latency: std::time::Duration::ZERO,
            side_effects: Vec::new(),
            request_id: None,
            problem,
        }
    }

    /// The report of an item that is not tried.
    fn left(&self, reason: &Problem) -> ItemReport {
        match &self.plan {
            Plan::Blocked(problem) => self.report(Outcome::Blocked, Some(problem.clone())),
            Plan::Send(_) => self.report(Outcome::Skipped, Some(reason.clone())),
        }
    }
}

/// What the workers share.
#[derive(Debug)]
struct Queue {
    items: Vec<Item>,
    context: Context,
    next: AtomicUsize,
    /// Why no further item is begun.
    stopped: OnceLock<Problem>,
}

/// Reports that nothing of a batch is sent, and why.
pub(crate) fn hold(
    items: &[Item],
    reason: &Problem,
    mut done: impl FnMut(&ItemReport),
) -> Vec<ItemReport> {
    let reports: Vec<ItemReport> = items.iter().map(|item| item.left(reason)).collect();
    reports.iter().for_each(&mut done);
    reports
}

/// Publishes what can be sent; `done` sees each report as soon as those of all items before it are there.
pub(crate) async fn run(
    items: Vec<Item>,
    context: Context,
    concurrency: usize,
    signals: &mut Signals,
    mut done: impl FnMut(&ItemReport),
) -> (Vec<ItemReport>, Option<Stop>) {
    let mut reports = InOrder::new(items.len());
    let mut to_send = 0;
    for (index, item) in items.iter().enumerate() {
        match &item.plan {
            Plan::Send(_) => to_send += 1,
            Plan::Blocked(problem) => {
                reports.set(index, item.report(Outcome::Blocked, Some(problem.clone())));
            }
        }
    }
    let queue = Arc::new(Queue {
        items,
        context,
        next: AtomicUsize::new(0),
        stopped: OnceLock::new(),
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
            reports.set(index, report);
        }
    }
    reports.emit(&mut done);
    (reports.into_vec(), stop)
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
        let mut report = publish(&queue.context, item, payload).await;
        if let Some(problem) = report.problem.as_ref().filter(|problem| problem.stops_all) {
            let reason = Problem::new(
                problem.exit,
                "Not tried, because another item could not be authorised.",
                problem.next_step.clone(),
            );
            let is_first = queue.stopped.set(reason).is_ok();
            if let Some(reason) = queue
                .stopped
                .get()
                .filter(|_| !is_first && report.attempts == 0)
            {
                // It only waited for the token that the other one asked for.
                report = item.left(reason);
            }
        }
        if results.send((index, report)).is_err() {
            return;
        }
    }
}

async fn publish(context: &Context, item: &Item, payload: &VerifiedPayload) -> ItemReport {
    let started = Instant::now();
    let mut trace = Trace::default();
    let conclusion = flows::publish(context, payload, &mut trace).await;
    let latency = started.elapsed();
    let side_effects = flows::follow_up(context, payload, &conclusion).await;
    ItemReport {
        remote_id: conclusion.remote_id,
        attempts: trace.attempts,
        latency,
        side_effects,
        request_id: trace.request_id,
        ..item.report(conclusion.outcome, conclusion.problem)
    }
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

/// Reports that come in any order and are shown in that of the items.
#[derive(Debug)]
struct InOrder {
    reports: Vec<Option<ItemReport>>,
    shown: usize,
}

impl InOrder {
    fn new(items: usize) -> Self {
        Self {
            reports: std::iter::repeat_with(|| None).take(items).collect(),
            shown: 0,
        }
    }

    fn set(&mut self, index: usize, report: ItemReport) {
        self.reports[index] = Some(report);
    }

    fn is_missing(&self, index: usize) -> bool {
        self.reports[index].is_none()
    }

    /// Shows those that are next.
    fn emit(&mut self, mut done: impl FnMut(&ItemReport)) {
        while let Some(Some(report)) = self.reports.get(self.shown) {
            done(report);
            self.shown += 1;
        }
    }

    fn into_vec(self) -> Vec<ItemReport> {
        self.reports.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(label: &str) -> ItemReport {
        let item = Item {
            path: String::new(),
            ordinal: 1,
            label: label.to_owned(),
            kind: None,
            id: None,
            plan: Plan::Blocked(broken_off()),
        };
        item.left(&broken_off())
    }

    #[test]
    fn reports_are_shown_in_the_order_of_the_items() {
        let mut reports = InOrder::new(3);
        let mut shown = Vec::new();
        for (index, label) in [(2, "c"), (0, "a"), (1, "b")] {
            reports.set(index, report(label));
            reports.emit(|report| shown.push(report.label.clone()));
            shown.push("|".to_owned());
        }
        assert_eq!(shown.concat(), "|a|bc|");
        assert_eq!(reports.into_vec().len(), 3);
    }
}
