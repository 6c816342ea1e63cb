//! Where a publish is watched: outcomes as they come, progress on a terminal, and what goes wrong on the way.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use indicatif::{ProgressBar, ProgressStyle};

use crate::input::Document;
use crate::publish::ItemReport;
use crate::report::{self, Format, Keeps, Outlook, OutputOptions, Reporter, Run};

/// Where a publish is watched.
pub(super) struct Screen {
    format: Format,
    reporter: Box<dyn Reporter>,
    output: OutputOptions,
    /// The standard output; several items are written at a time.
    out: BufWriter<Box<dyn Write>>,
    /// What kept something from being printed.
    broken: Option<io::Error>,
    /// How many items were printed since they were last shown.
    shown: u64,
    bar: ProgressBar,
}

impl Screen {
    pub(super) fn new(format: Format, output: OutputOptions) -> Self {
        Self {
            format,
            reporter: format.reporter(),
            output,
            out: BufWriter::new(output.stdout_of(format)),
            broken: None,
            shown: 0,
            bar: ProgressBar::hidden(),
        }
    }

    /// Waits and second attempts are told on the standard error, since a silent program seems to hang.
    pub(super) fn log(&self) {
        // The bar is replaced when publishing begins; logs and bar share the standard error.
        report::log_to_stderr(self.output);
    }

    /// Prints what blocks documents.
    pub(super) fn findings<'d>(&self, documents: impl Iterator<Item = &'d Document>) {
        if self.format.is_for_people() {
            report::blocking(documents, self.output);
        }
    }

    /// What of the run the format needs at its end.
    pub(super) fn keeps(&self) -> Keeps {
        self.reporter.keeps()
    }

    // A reader that has gone must not stop a publish halfway, so only the end reports that it has.

    pub(super) fn begin(&mut self, outlook: &Outlook<'_>) {
        let printed = self.reporter.begin(&mut self.out, outlook);
        self.remember(printed);
        self.flush();
        let is_sending = outlook.destination.is_some();
        if is_sending && self.format.is_for_people() && io::stderr().is_terminal() {
            self.bar = ProgressBar::new(outlook.items as u64);
            let template =
                "  {bar:30} {pos}/{len} items, {per_sec}{msg}, {elapsed} so far, about {eta} to go";
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar
                .enable_steady_tick(std::time::Duration::from_millis(200));
            report::suspend_for_logs(&self.bar);
        }
    }

    /// An item is done with.
    pub(super) fn item(&mut self, item: &ItemReport) {
        let printed = self.reporter.item(&mut self.out, item);
        self.remember(printed);
        self.shown += 1;
    }

    /// Shows what was printed; `limit` is how many requests a minute go at present, where that is known.
    pub(super) fn show(&mut self, limit: Option<u32>) {
        let bar = self.bar.clone();
        bar.suspend(|| self.flush());
        if let Some(limit) = limit {
            bar.set_message(format!(" (limit {limit} a minute)"));
        }
        bar.inc(std::mem::take(&mut self.shown));
    }

    fn flush(&mut self) {
        let flushed = self.out.flush();
        self.remember(flushed);
    }

    fn remember(&mut self, printed: io::Result<()>) {
        if let (Err(error), None) = (printed, &self.broken) {
            self.broken = Some(error);
        }
    }

    /// Nothing more moves.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    pub(super) fn end(&mut self, run: &Run<'_>) -> io::Result<()> {
        report::notes(self.format, run, self.output);
        let printed = self.reporter.end(&mut self.out, run);
        self.remember(printed);
        self.flush();
        self.broken.take().map_or(Ok(()), Err)
    }
}
