//! `preflight completions`.

use clap_complete::Shell;

use super::print;
use crate::cli;
use crate::error::Error;
use crate::exit::Exit;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &CompletionsArgs) -> Result<Exit, Error> {
    // The generator panics where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::command(), cli::NAME, &mut script);
    print(&script)
}
