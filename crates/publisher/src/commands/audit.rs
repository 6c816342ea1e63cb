//! `preflight audit`: what publishes wrote down.

mod show;
mod verify;

use clap::Subcommand;

use crate::error::Error;
use crate::exit::Exit;
use crate::report::OutputOptions;
use show::ShowArgs;
use verify::VerifyArgs;

/// Read what publishes wrote down
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Print the lines of an audit, all or some of them
    Show(ShowArgs),
    /// Prove that no line of an audit was changed, taken out or put in
    Verify(VerifyArgs),
}

/// Reads an audit in one of these ways.
pub(crate) fn run(command: &AuditCommand, output: OutputOptions) -> Result<Exit, Error> {
    match command {
        AuditCommand::Show(args) => show::run(args, output),
        AuditCommand::Verify(args) => verify::run(args, output),
    }
}
