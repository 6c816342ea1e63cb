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

fn main() -> ExitCode {
    commands::run(&cli::parse())
        .unwrap_or_else(|error| report::failure(&error))
        .into()
}
