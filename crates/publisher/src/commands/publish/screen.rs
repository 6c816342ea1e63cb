//! Where a publish is watched: outcomes as they come, progress on a terminal, and what goes wrong on the way.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use indicatif::{ProgressBar, ProgressStyle};

use crate::input::Document;
use crate::publish::{Item, ItemReport};
use crate::report::{self, Format, OutputOptions, Reporter, Run};

/// Where a publish is watched.
#[derive(Debug)]
pub(super) struct Screen {
    format: Format,
    reporter: Box<dyn Reporter>,
    output: OutputOptions,
    bar: ProgressBar,
}

impl Screen {
    pub(super) fn new(format: Format, output: OutputOptions) -> Self {
        Self {
            format,
            reporter: format.reporter(),
            output,
            bar: ProgressBar::hidden(),
        }
    }

    /// Waits and second attempts are told on the standard error, since a silent program seems to hang.
    pub(super) fn log(&self) {
        // The bar is replaced when publishing begins; logs and bar share the standard error.
        report::log_to_stderr(self.output);
    }

    /// Prints what blocks documents.
    pub(super) fn findings(&self, documents: &[Document]) {
        if !self.format.is_for_people() {
            return;
        }
        report::blocking(documents, self.output);
    }

    // A reader that has gone must not stop a publish halfway, so only the end reports that it has.

    pub(super) fn begin(&mut self, items: &[Item], destination: Option<&str>) {
        let mut stdout = self.output.stdout_of(self.format);
        let _ = self.reporter.begin(&mut *stdout, items, destination);
        if destination.is_some() && self.format.is_for_people() && io::stderr().is_terminal() {
            self.bar = ProgressBar::new(items.len() as u64);
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

    /// An item is done with; `limit` is how many requests a minute go at present, where that is known.
    pub(super) fn item(&mut self, item: &ItemReport, limit: Option<u32>) {
        let Self {
            format,
            reporter,
            output,
            bar,
        } = self;
        bar.suspend(|| {
            let mut stdout = output.stdout_of(*format);
            let _ = reporter.item(&mut *stdout, item);
        });
        if let Some(limit) = limit {
            bar.set_message(format!(" (limit {limit} a minute)"));
        }
        bar.inc(1);
    }

    /// Nothing more moves.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    pub(super) fn end(&mut self, run: &Run<'_>) -> io::Result<()> {
        report::notes(self.format, run, self.output);
        let mut stdout = BufWriter::new(self.output.stdout_of(self.format));
        self.reporter.end(&mut stdout, run)?;
        stdout.flush()
    }
}
