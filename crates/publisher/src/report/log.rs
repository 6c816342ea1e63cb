//! Logs, on the standard error: what a run waits for and tries again, and with --verbose what it does.

use std::io::{self, Write};
use std::sync::OnceLock;

use indicatif::ProgressBar;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::OutputOptions;

/// The bar that has to step aside while a line is written.
static BAR: OnceLock<ProgressBar> = OnceLock::new();

/// Starts to log.
///
/// Only this program's own lines are shown, at any level: those of the libraries below it may hold headers.
pub(crate) fn log_to_stderr(output: OutputOptions) {
    let level = match output.verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let colored = output.stderr().current_choice() != anstream::ColorChoice::Never;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(|| Stderr)
        .with_ansi(colored)
        .with_target(false)
        .without_time();
    // Refused when there is one already, which is as good.
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_target("preflight", level))
        .try_init();
}

/// From now on the bar steps aside while a line is written.
pub(crate) fn suspend_for_logs(bar: &ProgressBar) {
    let _ = BAR.set(bar.clone());
}

struct Stderr;

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match BAR.get() {
            Some(bar) => bar.suspend(|| io::stderr().write(bytes)),
            None => io::stderr().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
