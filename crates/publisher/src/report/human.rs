//! For people.

mod findings;
mod outcomes;

use std::fmt::Write as _;
use std::io::{self, Write};

pub(crate) use findings::print_findings;
use outcomes::Table;

use super::run::{Run, Summary, Work};
use super::{Keeps, Outlook, Reporter, counted};
use crate::publish::ItemReport;

/// Prints findings in their source, and items as they come.
#[derive(Debug, Default)]
pub(super) struct Human {
    table: Table,
}

impl Reporter for Human {
    fn begin(&mut self, out: &mut dyn Write, outlook: &Outlook<'_>) -> io::Result<()> {
        self.table = Table::of(outlook);
        match outlook.destination {
            Some(destination) => outcomes::header(out, outlook.to_send, destination),
            None => Ok(()),
        }
    }

    fn item(&mut self, out: &mut dyn Write, report: &ItemReport) -> io::Result<()> {
        self.table.item(out, report)
    }

    fn keeps(&self) -> Keeps {
        Keeps::Nothing
    }

    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        match run.work {
            Work::Check { noun } => {
                print_findings(out, run.documents.iter().copied())?;
                let unreadable = run.unreadable.len();
                writeln!(out, "{}", summed_up(noun, run.summary(), unreadable))
            }
            Work::Publish(finished) => outcomes::end(out, finished),
        }
    }
}

/// The line that sums up a check; `noun` is what was checked.
pub(super) fn summed_up(noun: &str, summary: Summary, unreadable: usize) -> String {
    let mut line = format!("{} checked", counted(summary.documents, noun));
    let verdicts = listed([
        (summary.ok > 0).then(|| format!("{} ok", summary.ok)),
        (summary.baselined > 0).then(|| format!("{} baselined", summary.baselined)),
        (summary.blocked > 0).then(|| format!("{} blocked", summary.blocked)),
    ]);
    if !verdicts.is_empty() {
        line.push_str(": ");
        line.push_str(&verdicts);
    }
    let some = |count, noun| (count > 0).then(|| counted(count, noun));
    let known = summary.baselined_findings;
    let findings = listed([
        some(summary.errors, "error"),
        some(summary.warnings, "warning"),
        some(summary.infos, "info"),
        (known > 0).then(|| format!("{known} baselined")),
        (summary.suppressed > 0).then(|| format!("{} suppressed", summary.suppressed)),
    ]);
    if !findings.is_empty() {
        let _ = write!(line, " ({findings})");
    }
    if unreadable > 0 {
        let paths = counted(unreadable, "path");
        let _ = write!(line, "; {paths} could not be read");
    }
    line
}

fn listed<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}
