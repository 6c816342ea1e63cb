//! `preflight audit verify`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use serde::Serialize;

use crate::audit::verify::{Head, Problem, Verified, verify};
use crate::audit::{Hash, snapshot};
use crate::error::Error;
use crate::exit::Exit;
use crate::report::{OutputOptions, counted, visible};

/// Version of the JSON; it grows when a field changes meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// How it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each thing that does not agree, and the sums
    Human,
    /// One JSON document, for programs
    Json,
}

/// What to prove.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// The file
    #[arg(default_value = "preflight-audit.jsonl", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// A head that the end of a publish printed: one line must have it, which proves that nothing up to that line was cut
    /// off or rewritten; any number of them
    #[arg(long = "head", value_name = "HASH")]
    heads: Vec<Hash>,
    /// How to tell it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Walks through the file, and tells what does not agree.
pub(crate) fn run(args: &VerifyArgs, output: OutputOptions) -> Result<Exit, Error> {
    let verified = snapshot::open(&args.file)
        .and_then(|file| verify(file, &args.heads))
        .map_err(|source| Error::Unreadable {
            path: args.file.clone(),
            source,
        })?;
    let path = args.file.to_string_lossy();
    let mut stdout = output.stdout();
    match args.format {
        Format::Human => human(&mut stdout, &path, &verified),
        Format::Json => serde_json::to_writer(&mut stdout, &Report::of(&path, &verified))
            .map_err(io::Error::from)
            .and_then(|()| writeln!(stdout)),
    }
    .map_err(Error::Stdout)?;
    Ok(if verified.is_ok() {
        Exit::Done
    } else {
        Exit::Findings
    })
}

fn human(out: &mut impl Write, path: &str, verified: &Verified) -> io::Result<()> {
    let path = visible(path);
    for problem in &verified.problems {
        let words = problem.to_string();
        let words = visible(&words);
        match problem.line {
            Some(line) => writeln!(out, "{path}:{line}: {words}")?,
            None => writeln!(out, "{path}: {words}")?,
        }
    }
    if verified.omitted_problems > 0 {
        writeln!(out, "{path}: and {} more", verified.omitted_problems)?;
    }
    write!(
        out,
        "{path}: {} of {}",
        counted(verified.chained, "chained line"),
        counted(verified.runs, "run")
    )?;
    if verified.seals > 0 {
        write!(
            out,
            ", {} of {} in no chain",
            counted(verified.seals, "seal"),
            counted(verified.sealed_lines, "line")
        )?;
    }
    match verified.problems.len() + verified.omitted_problems {
        0 => writeln!(out, ": all agree")?,
        problems => writeln!(
            out,
            ": {} found; compare the file with a copy kept elsewhere",
            counted(problems, "problem")
        )?,
    }
    if let Some(head) = verified.head {
        writeln!(out, "Head: {head}")?;
    }
    for Head { hash, line } in &verified.heads {
        if let Some(line) = line {
            writeln!(
                out,
                "Line {line} has the hash {hash}; {}",
                match verified.lines - line {
                    0 => "nothing follows".to_owned(),
                    1 => "1 line follows".to_owned(),
                    lines => format!("{lines} lines follow"),
                }
            )?;
        }
    }
    Ok(())
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'r> {
    schema_version: u32,
    path: &'r str,
    ok: bool,
    lines: usize,
    chained: usize,
    runs: usize,
    seals: usize,
    sealed_lines: usize,
    head: Option<Hash>,
    heads: Vec<Kept>,
    problems: &'r [Problem],
    omitted_problems: usize,
}

/// What became of a head that was given.
#[derive(Debug, Serialize)]
struct Kept {
    hash: Hash,
    line: Option<usize>,
    /// How many lines follow it.
    following: Option<usize>,
}

impl<'r> Report<'r> {
    fn of(path: &'r str, verified: &'r Verified) -> Self {
        let kept = |head: &Head| Kept {
            hash: head.hash,
            line: head.line,
            following: head.line.map(|line| verified.lines - line),
        };
        Self {
            schema_version: SCHEMA_VERSION,
            path,
            ok: verified.is_ok(),
            lines: verified.lines,
            chained: verified.chained,
            runs: verified.runs,
            seals: verified.seals,
            sealed_lines: verified.sealed_lines,
            head: verified.head,
            heads: verified.heads.iter().map(kept).collect(),
            problems: &verified.problems,
            omitted_problems: verified.omitted_problems,
        }
    }
}
