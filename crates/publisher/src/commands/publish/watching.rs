//! Who is told what becomes of items: it is counted and shown, and what the format needs at its end is kept.

use std::sync::Arc;

use super::screen::Screen;
use crate::input::Document;
use crate::publish::{
    Context, Counting, ItemReport, SideEffect, Supply, Tally, Telemetry, Unit, Watcher,
};
use crate::report::{Keeps, Outlook};

/// Who counts items and shows them; what the format needs at its end is kept.
pub(super) struct Watching<'w> {
    pub(super) screen: &'w mut Screen,
    pub(super) kept: Kept,
    pub(super) tally: Tally,
    pub(super) counting: Counting,
    pub(super) telemetry: Telemetry,
    pub(super) context: Option<Arc<Context>>,
}

/// What the format needs at its end.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) what: Keeps,
    pub(super) units: Vec<Arc<Unit>>,
    pub(super) reports: Vec<ItemReport>,
}

impl Watcher for Watching<'_> {
    fn done(&mut self, report: &ItemReport) {
        self.tally.add(report);
        self.counting.add(report);
    }

    fn next(&mut self, document: Option<Arc<Unit>>, report: ItemReport) {
        self.screen.item(&report);
        self.telemetry.item(&report);
        self.kept.add(document, report);
    }

    fn pause(&mut self) {
        let context = self.context.as_ref();
        self.screen
            .show(context.map(|context| context.gate_summary().limit));
    }
}

impl<'w> Watching<'w> {
    /// Shows on this screen.
    pub(super) fn on(screen: &'w mut Screen, telemetry: Telemetry) -> Self {
        Self {
            kept: Kept {
                what: screen.keeps(),
                units: Vec::new(),
                reports: Vec::new(),
            },
            screen,
            tally: Tally::default(),
            counting: Counting::default(),
            telemetry,
            context: None,
        }
    }

    /// Publishing begins; without a destination nothing is going to be sent.
    pub(super) fn begin(&mut self, supply: &Supply, destination: Option<&str>) {
        self.screen.begin(&Outlook {
            items: supply.len(),
            to_send: supply.kinds().values().sum(),
            names: &|| Box::new(supply.names()),
            destination,
        });
    }
}

impl Kept {
    fn add(&mut self, unit: Option<Arc<Unit>>, report: ItemReport) {
        self.units.extend(unit.filter(|unit| {
            let document = unit.document.as_ref();
            document.is_some_and(|document| is_wanted(self.what, document))
        }));
        let went_wrong =
            report.problem.is_some() || report.side_effects.iter().any(SideEffect::has_failed);
        let is_kept = match self.what {
            Keeps::Nothing => false,
            Keeps::WhatIsSaid => went_wrong,
            Keeps::Everything => true,
        };
        if is_kept {
            self.reports.push(report);
        }
    }
}

/// Whether a format needs a document at its end.
pub(super) fn is_wanted(keeps: Keeps, document: &Document) -> bool {
    let report = &document.report;
    match keeps {
        Keeps::Nothing => false,
        Keeps::WhatIsSaid => !report.findings.is_empty() || report.suppressed_findings > 0,
        Keeps::Everything => true,
    }
}
