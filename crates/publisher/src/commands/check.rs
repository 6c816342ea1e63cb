//! `preflight check`.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use clap::ValueHint;
use clap::error::ErrorKind;

use crate::baseline::Baseline;
use crate::cli;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Reading};
use crate::report::{self, Format, OutputOptions, Run, Work};

/// Say what is wrong with manifests, and where
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Files, folders, quoted globs, share links, or - for the standard input
    ///
    /// A folder means the .json and .ndjson files in it and in the folders below, except those beginning with a dot
    /// and those that `exclude` in preflight.toml names. An .ndjson file holds one manifest a line.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read bare payloads of this kind, or pages (html), instead of manifests
    ///
    /// Of pages and parts of pages the accessibility is judged; a folder means the .html and .htm files in it. Where only
    /// files are named that end so, they are pages without being called so.
    #[arg(long, value_name = "KIND", value_parser = cli::reading_parser())]
    pub(crate) kind: Option<Reading>,
    /// How to print the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Fail only for findings that FILE does not know
    ///
    /// What it knows is counted and not shown; publishing refuses it all the same. `baseline` in preflight.toml names
    /// the file for every check.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found to the baseline, so that it fails no later check
    ///
    /// Entries that are found no more go away; those of files that are not checked stay. Errors of json/, manifest/ and
    /// set/ cannot be in a baseline.
    #[arg(long)]
    write_baseline: bool,
    /// Check as if preflight.toml named no baseline
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    no_baseline: bool,
}

impl CheckArgs {
    /// What the findings are compared with.
    fn baseline(&self, config: &Config) -> Result<Option<Baseline>, Error> {
        match config.baseline.as_deref().filter(|_| !self.no_baseline) {
            Some(path) if self.write_baseline => Ok(Some(Baseline::read_or_new(path)?)),
            Some(path) => Ok(Some(Baseline::read(path)?)),
            None if self.write_baseline => Err(Error::Usage {
                command: Some("check"),
                kind: ErrorKind::MissingRequiredArgument,
                message: "--write-baseline needs a file: name it with --baseline, or as `baseline` in preflight.toml"
                    .to_owned(),
            }),
            None => Ok(None),
        }
    }
}

/// Checks, prints the findings on the standard output, and tells whether any of them blocks.
pub(crate) fn run(args: &CheckArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let baseline = args.baseline(config)?;
    let reading = match args.kind {
        Some(kind) => kind,
        None => Reading::of_files(&args.paths).map_err(|path| Error::Usage {
            command: Some("check"),
            kind: ErrorKind::ArgumentConflict,
            message: format!(
                "pages and manifests are checked by themselves, and {} is not what was named before it",
                path.display()
            ),
        })?,
    };
    let mut loaded = input::load_as(reading, args.format.needs_results(), &args.paths, config)?;
    let matched = match baseline {
        Some(baseline) if args.write_baseline => Some(baseline.rewrite(&mut loaded)?),
        Some(baseline) => Some(baseline.apply(&mut loaded)),
        None => None,
    };
    report::path_errors(&loaded.errors, output);
    let run = Run {
        documents: &loaded.documents.iter().collect::<Vec<_>>(),
        unreadable: &loaded.errors,
        policy: &config.policy,
        baseline: matched.as_ref(),
        work: Work::Check {
            noun: loaded.noun(reading),
        },
    };
    report::notes(args.format, &run, output);
    let mut stdout = BufWriter::new(output.stdout_of(args.format));
    args.format
        .reporter()
        .end(&mut stdout, &run)
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    Ok(run.exit())
}
