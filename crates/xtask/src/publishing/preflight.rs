//! The command lines of `preflight`, all in one place.

use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::workspace;

/// A sandbox that never makes anybody wait, though it counts and tells its limit as the platform does.
pub(super) const SCENARIO: &str = "{\"rateLimits\":[{\"perMinute\":100000000}]}\n";

/// Builds what people install.
pub(super) fn build() -> Result<(), Error> {
    CommandLine::parse("cargo build --release --locked --package preflight").run()
}

/// Serves until killed.
pub(super) fn sandbox(scenario: &Path) -> CommandLine {
    program().arg("sandbox").arg("--scenario").arg(scenario)
}

/// Where a publish keeps what stands how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Journal {
    Nowhere,
    /// In a file, synchronised in full before each request.
    Kept,
}

/// Publishes, with an audit and, if there is to be one, a journal in `folder`.
pub(super) fn publish(
    manifests: &Path,
    concurrency: usize,
    folder: &Path,
    journal: Journal,
) -> CommandLine {
    let journal = match journal {
        Journal::Nowhere => "none".into(),
        Journal::Kept => folder.join("journal.db"),
    };
    program()
        .arg("publish")
        .arg(manifests)
        .arg("--concurrency")
        .arg(concurrency.to_string())
        .arg("--audit")
        .arg(audit(folder))
        .arg("--journal")
        .arg(journal)
}

/// The audit of a publish.
pub(super) fn audit(folder: &Path) -> PathBuf {
    folder.join("audit.jsonl")
}

/// Says whether an audit is whole.
pub(super) fn verify(audit: &Path) -> CommandLine {
    program().arg("audit").arg("verify").arg(audit)
}

/// Reads and checks, and sends nothing: what a publish does before its first request.
pub(super) fn check(manifests: &Path) -> CommandLine {
    program().arg("check").arg(manifests)
}

/// Prints the requests that publishing would make.
pub(super) fn dry_run(manifests: &Path) -> CommandLine {
    program().arg("publish").arg("--dry-run").arg(manifests)
}

/// Prints its name and version.
pub(super) fn version() -> CommandLine {
    program().arg("--version")
}

/// The binary.
pub(super) fn path() -> PathBuf {
    let name = format!("preflight{}", std::env::consts::EXE_SUFFIX);
    workspace::target().join("release").join(name)
}

fn program() -> CommandLine {
    CommandLine::of(path())
}
