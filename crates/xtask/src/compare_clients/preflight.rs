//! The command lines of `preflight`, all in one place.

use std::path::Path;

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

/// Publishes, with everything that belongs to it.
pub(super) fn publish(manifests: &Path, concurrency: usize, audit: &Path) -> CommandLine {
    program()
        .arg("publish")
        .arg(manifests)
        .arg("--concurrency")
        .arg(concurrency.to_string())
        .arg("--audit")
        .arg(audit)
}

/// Prints the requests that publishing would make.
pub(super) fn dry_run(manifests: &Path) -> CommandLine {
    program().arg("publish").arg("--dry-run").arg(manifests)
}

/// Prints its name and version.
pub(super) fn version() -> CommandLine {
    program().arg("--version")
}

fn program() -> CommandLine {
    let name = format!("preflight{}", std::env::consts::EXE_SUFFIX);
    CommandLine::of(workspace::target().join("release").join(name))
}
