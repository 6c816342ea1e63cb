//! `cargo xtask generate`: rewrites the committed files that are generated.
//!
//! Each such file has a drift test, which compares it with what the code makes of it now and, under
//! `UPDATE_GENERATED=1`, writes it instead. So no second list of generated files can fall behind.

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::step;

const COMMANDS: &[&str] = &[
    // Drift tests have `generated` in their path.
    "UPDATE_GENERATED=1 cargo test --workspace --locked generated",
    // The fuzz targets lock the dependencies of core a second time; this follows a change there, no more.
    "cargo update --workspace --manifest-path crates/core/fuzz/Cargo.toml",
];

/// Runs the drift tests in the mode that writes, and brings the second lock file up to date.
pub(crate) fn run() -> Result<(), Error> {
    COMMANDS
        .iter()
        .try_for_each(|command| step(command, || CommandLine::parse(command).run()))
}
