//! A publish that is over, as data; how it is shown is for others to decide.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{ItemReport, Metrics, OUTCOMES, Outcome, Problem, Stop};
use crate::audit::Written;
use crate::exit::Exit;
use crate::input::PathError;

/// A publish that is over.
#[derive(Debug)]
pub(crate) struct Finished<'f> {
    /// What became of the items, in numbers.
    pub(crate) tally: &'f Tally,
    /// Reports that the format needs at the end, in the order of the items.
    pub(crate) reports: &'f [ItemReport],
    /// The paths that could not be read.
    pub(crate) unreadable: &'f [PathError],
    pub(crate) stop: Option<Stop>,
    /// Whether it ended because it could not be written down.
    pub(crate) unwritten: bool,
    pub(crate) elapsed: Duration,
    /// All of it in numbers.
    pub(crate) metrics: &'f Metrics,
    /// Where it was written down, if it was.
    pub(crate) audit: Option<Written<'f>>,
    /// What the sandbox holds, where one was used.
    pub(crate) sandbox: Option<&'f Holdings>,
}

impl Finished<'_> {
    /// The exit code of the run.
    pub(crate) fn exit(&self) -> Exit {
        let unreadable = (!self.unreadable.is_empty()).then_some(Exit::Failure);
        Exit::worst(
            [self.tally.exit]
                .into_iter()
                .chain(unreadable)
                .chain(self.unwritten.then_some(Exit::Failure))
                .chain(self.stop.map(Stop::exit)),
        )
    }
}

/// What became of items, counted while they come.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How many there are.
    pub(crate) items: usize,
    counts: BTreeMap<Outcome, usize>,
    /// Those that were skipped, if any were.
    pub(crate) skipped: Option<Skipped>,
    exit: Exit,
}

/// Items that were skipped.
#[derive(Debug)]
pub(crate) struct Skipped {
    pub(crate) count: usize,
    /// Why the first of them was.
    pub(crate) reason: Problem,
}

impl Tally {
    /// Counts what became of an item.
    pub(crate) fn add(&mut self, report: &ItemReport) {
        self.items += 1;
        *self.counts.entry(report.outcome).or_default() += 1;
        self.exit = Exit::worst([self.exit, report.exit()]);
        if let (Outcome::Skipped, Some(problem)) = (report.outcome, &report.problem) {
            match &mut self.skipped {
                Some(skipped) => skipped.count += 1,
                None => {
                    self.skipped = Some(Skipped {
                        count: 1,
                        reason: problem.clone(),
                    });
                }
            }
        }
    }

    /// How often each outcome occurs, the good ones first.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Outcome, usize)> {
        OUTCOMES.iter().map(|outcome| {
            let count = self.counts.get(outcome).copied().unwrap_or_default();
            (*outcome, count)
        })
    }
}

/// What the sandbox holds, counted.
#[derive(Debug, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Holdings {
    pub(crate) base_url: String,
    /// Objects by kind.
    pub(crate) objects: BTreeMap<String, usize>,
    pub(crate) jobs: usize,
    pub(crate) webhooks: usize,
}

#[cfg(feature = "sandbox")]
impl Holdings {
    /// Counts what the sandbox's state lists.
    pub(crate) fn of(base_url: &str, state: &serde_json::Value) -> Self {
        let list = |name: &str| state[name].as_array().map_or(&[][..], Vec::as_slice);
        let mut objects = BTreeMap::new();
        for object in list("objects") {
            let kind = object["kind"].as_str().unwrap_or_default();
            *objects.entry(kind.to_owned()).or_default() += 1;
        }
        Self {
            base_url: base_url.to_owned(),
            objects,
            jobs: list("jobs").len(),
            webhooks: list("webhooks").len(),
        }
    }
}
