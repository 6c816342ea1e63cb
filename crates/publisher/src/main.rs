//! `preflight`: checks, builds and publishes Genesys Cloud Web Messaging payloads.

mod audit;
mod baseline;
mod cli;
mod commands;
mod config;
mod date;
#[cfg(feature = "designer")]
mod designer;
mod digest;
mod error;
mod exit;
mod gather;
#[cfg(test)]
mod generated;
mod input;
mod journal;
mod plan;
mod publish;
mod redact;
mod replace;
mod report;
mod secret;

use std::process::ExitCode;

/// musl's own allocator has one lock and gives memory back at once, which makes a check take six times as long.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    commands::run(&cli::parse())
        .unwrap_or_else(|error| report::failure(&error))
        .into()
}
