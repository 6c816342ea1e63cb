//! `preflight rollback`.

use std::io::{self, BufWriter, Write};

use preflight_core::Kind;
use serde::Serialize;

use super::Format;
use super::journal;
use crate::audit::{self, Audit};
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::state::State;
use crate::journal::store::{BatchStatus, Entry};
use crate::publish::{self, Outcome, Problem};
use crate::report::{OutputOptions, visible};

/// Take back what a batch published, as far as the platform lets
///
/// Agent widgets that the batch published are deactivated. Nothing else can be taken back by the calls that the guides
/// describe: configurations and channels are listed with their ids, for a person to remove; cards were read, and variables
/// set. Without --yes nothing is done and everything is listed. What was there before the batch is not touched.
#[derive(Debug, clap::Args)]
pub(crate) struct RollbackArgs {
    /// The id of the batch, or how it begins; the latest one that published something unless given
    #[arg(value_name = "BATCH")]
    batch: Option<String>,
    /// Do it, rather than list it
    #[arg(long, short)]
    yes: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Done {
    /// It would be deactivated.
    ToDeactivate,
    /// It is deactivated.
    Deactivated,
    /// It could not be.
    Failed,
    /// It stays.
    Stays,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    kind: &'static str,
    id: Option<String>,
    path: String,
    remote_id: Option<String>,
    done: Done,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Takes it back.
pub(crate) fn run(
    args: &RollbackArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let journal = journal::open(config)?;
    let runtime = publish::runtime()?;
    let has_done = |status: &BatchStatus| status.count(State::Done) > 0;
    let chosen = runtime.block_on(journal::choose(&journal, args.batch.as_deref(), has_done))?;
    let mut lines = Vec::new();
    let mut exit = Exit::Done;
    if let Some(status) = chosen {
        journal::must_lead_to(config, &status.batch)?;
        journal::must_be_over(&status)?;
        let mut entries = runtime.block_on(journal.items(status.batch.id))?;
        entries.retain(|entry| entry.state == State::Done && entry.is_new());
        lines = entries.iter().filter_map(listed).collect();
        if args.yes {
            exit = take_back(&entries, &mut lines, config)?;
        }
    }
    print(&lines, args.format, output).map_err(Error::Stdout)?;
    Ok(exit)
}

impl Entry {
    /// Whether its batch made something that was not there before.
    fn is_new(&self) -> bool {
        self.outcome.as_deref() != Some(Outcome::AlreadyPublished.name())
    }
}

fn listed(entry: &Entry) -> Option<Line> {
    let kind = entry.kind?;
    let (done, reason) = match kind {
        Kind::AgentWidget => (Done::ToDeactivate, None),
        Kind::WidgetConfiguration | Kind::Channel => (
            Done::Stays,
            Some("The guides describe no call that removes it; remove it by hand."),
        ),
        Kind::RichCard => (Done::Stays, Some("A message cannot be unsent.")),
        Kind::ParticipantVariables => (
            Done::Stays,
            Some("What they were before is not known; publish what they should be."),
        ),
    };
    Some(Line {
        kind: kind.name(),
        id: entry.id.clone(),
        path: entry.path.clone(),
        remote_id: entry.remote_id.clone(),
        done,
        reason: reason.map(str::to_owned),
    })
}

/// Deactivates what can be, writes that down, and says so in the lines.
fn take_back(entries: &[Entry], lines: &mut [Line], config: &Config) -> Result<Exit, Error> {
    let audit = Audit::of(config.publish.audit.path.as_deref(), publish::new_id())?;
    let ids: Vec<String> = lines
        .iter()
        .filter(|line| line.done == Done::ToDeactivate)
        .filter_map(|line| line.remote_id.clone())
        .collect();
    let results = if ids.is_empty() {
        Vec::new()
    } else {
        publish::runtime()?.block_on(publish::deactivate(&ids, &config.publish, &config.policy))?
    };
    let mut exits = Vec::new();
    for (id, result) in ids.iter().zip(results) {
        let of_id = |line: &&mut Line| line.remote_id.as_ref() == Some(id);
        let Some(line) = lines.iter_mut().find(of_id) else {
            continue;
        };
        let problem = result
            .err()
            .map(|error| Problem::of(&error, Kind::AgentWidget));
        let entry = entries
            .iter()
            .find(|entry| entry.remote_id.as_ref() == Some(id));
        if let Some(entry) = entry {
            audit.write(|| audit::taken_back(entry, problem.as_ref()))?;
        }
        line.done = match problem {
            None => Done::Deactivated,
            Some(problem) => {
                exits.push(problem.exit);
                line.reason = Some(problem.message);
                Done::Failed
            }
        };
    }
    audit.finish()?;
    Ok(Exit::worst(exits))
}

fn print(lines: &[Line], format: Format, output: OutputOptions) -> io::Result<()> {
    let mut out = BufWriter::new(output.stdout());
    if format == Format::Json {
        let document = serde_json::json!({ "schemaVersion": 1, "items": lines });
        super::write_json(&mut out, &document)?;
        return out.flush();
    }
    if lines.is_empty() {
        writeln!(out, "There is nothing to take back.")?;
    }
    for line in lines {
        let word = match line.done {
            Done::ToDeactivate => "would be deactivated",
            Done::Deactivated => "deactivated",
            Done::Failed => "failed",
            Done::Stays => "stays",
        };
        writeln!(
            out,
            "  {word:<20}  {:22} {}  {}",
            line.kind,
            visible(line.id.as_deref().unwrap_or(&line.path)),
            visible(line.remote_id.as_deref().unwrap_or("-"))
        )?;
        if let Some(reason) = &line.reason {
            writeln!(out, "      {}", visible(reason))?;
        }
    }
    if lines.iter().any(|line| line.done == Done::ToDeactivate) {
        writeln!(out, "Nothing was done; say --yes to do it.")?;
    }
    out.flush()
}
