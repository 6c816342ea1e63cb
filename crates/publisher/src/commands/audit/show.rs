//! `preflight audit show`.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};
use serde_json::Value;

use crate::audit::show::{Filter, Found, read};
use crate::audit::snapshot;
use crate::error::Error;
use crate::exit::Exit;
use crate::report::{OutputOptions, visible};

/// How lines are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each event
    Human,
    /// The lines as they stand in the file
    Json,
}

/// What to print.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The file
    #[arg(default_value = "preflight-audit.jsonl", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Only the run of this id; last for the last one
    #[arg(long, value_name = "ID")]
    run: Option<String>,
    /// Only manifests of this kind
    #[arg(long)]
    kind: Option<String>,
    /// Only the manifest of this id
    #[arg(long)]
    id: Option<String>,
    /// Only events of this name, of those listed below
    #[arg(long)]
    event: Option<String>,
    /// Only what ended so, such as failed
    #[arg(long)]
    outcome: Option<String>,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Prints what is asked for.
pub(crate) fn run(args: &ShowArgs, output: OutputOptions) -> Result<Exit, Error> {
    let unreadable = |source| Error::Unreadable {
        path: args.file.clone(),
        source,
    };
    let file = snapshot::open(&args.file).map_err(unreadable)?;
    let filter = Filter {
        run: args.run.clone(),
        kind: args.kind.clone(),
        id: args.id.clone(),
        event: args.event.clone(),
        outcome: args.outcome.clone(),
    };
    let Found {
        lines,
        unreadable: cut,
    } = read(file, &filter).map_err(unreadable)?;
    let mut stdout = BufWriter::new(output.stdout());
    lines
        .iter()
        .try_for_each(|line| match args.format {
            Format::Human => show(&mut stdout, &line.value),
            Format::Json => writeln!(stdout, "{}", line.text),
        })
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    drop(stdout);
    for number in &cut {
        // Where the standard error is gone there is nobody left to tell.
        let _ = writeln!(
            output.stderr(),
            "{}:{number}: this line cannot be read; a crash may have cut it off",
            args.file.display()
        );
    }
    Ok(if cut.is_empty() {
        Exit::Done
    } else {
        Exit::Failure
    })
}

fn show(out: &mut impl Write, line: &Value) -> io::Result<()> {
    let text = |member: &str| line[member].as_str().unwrap_or_default();
    let name = line["id"].as_str().unwrap_or(text("path"));
    write!(
        out,
        "{}  {:28}  {:22}  {}",
        visible(text("timestamp")),
        visible(text("event")),
        visible(text("kind")),
        visible(name)
    )?;
    let data = &line["data"];
    if let Some(outcome) = line["outcome"].as_str() {
        write!(out, "  {}", visible(outcome))?;
    }
    if let Some(latency) = data["totalPipelineLatencyMs"].as_f64() {
        write!(out, "  {latency:.0} ms")?;
    }
    if let (Some(lines), Some(bytes)) = (data["lines"].as_u64(), data["bytes"].as_u64()) {
        write!(out, "lines: {lines}, bytes: {bytes}")?;
    }
    if let Some(message) = data["error"]["message"].as_str() {
        write!(out, "  {}", visible(message))?;
    }
    writeln!(out)
}
