//! Reports in the order of the items, whatever the order in which they come.

use super::outcome::ItemReport;

/// Reports that come in any order and are shown in that of the items.
#[derive(Debug)]
pub(super) struct InOrder {
    reports: Vec<Option<ItemReport>>,
    shown: usize,
}

impl InOrder {
    pub(super) fn new(items: usize) -> Self {
        Self {
            reports: std::iter::repeat_with(|| None).take(items).collect(),
            shown: 0,
        }
    }

    pub(super) fn set(&mut self, index: usize, report: ItemReport) {
        self.reports[index] = Some(report);
    }

    pub(super) fn is_missing(&self, index: usize) -> bool {
        self.reports[index].is_none()
    }

    /// Shows those that are next.
    pub(super) fn emit(&mut self, mut done: impl FnMut(&ItemReport)) {
        while let Some(Some(report)) = self.reports.get(self.shown) {
            done(report);
            self.shown += 1;
        }
    }

    pub(super) fn into_vec(self) -> Vec<ItemReport> {
        self.reports.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::Outcome;
    use crate::publish::trace::Trace;
    use std::time::Duration;

    fn report(label: &str) -> ItemReport {
        ItemReport {
            path: String::new(),
            ordinal: 1,
            label: label.to_owned(),
            kind: None,
            id: None,
            outcome: Outcome::Skipped,
            remote_id: None,
            attempts: 0,
            latency: Duration::ZERO,
            side_effects: Vec::new(),
            request_id: None,
            problem: None,
            trace: Trace::default(),
        }
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
