//! `preflight check`.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use clap::ValueHint;
use preflight_core::Kind;

use crate::cli;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input;
use crate::report::{self, Format, OutputOptions, Run, Work};

/// Say what is wrong with manifests, and where
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Files, folders, quoted globs, or - for the standard input
    ///
    /// A folder means the .json and .ndjson files in it and in the folders below, except those beginning with a dot
    /// and those that `exclude` in preflight.toml names. An .ndjson file holds one manifest a line.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read bare payloads of this kind instead of manifests
    #[arg(long, value_name = "KIND", value_parser = cli::kind_parser())]
    pub(crate) kind: Option<Kind>,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Checks, prints the findings on the standard output, and tells whether any of them blocks.
pub(crate) fn run(args: &CheckArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let loaded = input::load_as(args.kind, &args.paths, config)?;
    report::path_errors(&loaded.errors, output);
    let run = Run {
        documents: &loaded.documents,
        unreadable: &loaded.errors,
        policy: &config.policy,
        work: Work::Check {
            noun: if args.kind.is_some() {
                "payload"
            } else {
                "manifest"
            },
        },
    };
    let mut stdout = BufWriter::new(output.stdout_of(args.format));
    args.format
        .reporter()
        .end(&mut stdout, &run)
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    Ok(run.exit())
}
