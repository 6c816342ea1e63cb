//! What a person sees: one line when a step starts, one with its duration when it ends.
//!
//! Progress goes to standard error, in order with cargo's own; a closed stream is no reason to stop a test run.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::error::Error;

/// Prints text a person asked for, to standard output.
pub(crate) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Says one line of progress.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Announces a step, runs it, and says how long it took, whether it went well or not.
pub(crate) fn step(title: &str, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    say(&format!("==> {title}"));
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    say(&format!(
        "==> {title}: {verdict} in {}",
        duration(start.elapsed())
    ));
    outcome
}

/// A duration as a person reads it: `0.4 s`, `75.0 s`.
pub(crate) fn duration(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
