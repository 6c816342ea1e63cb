//! `preflight reconcile`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::Format;
use super::journal::{self, BatchError};
use crate::audit::{self, Audit};
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input;
use crate::journal::Journal;
use crate::journal::state::State;
use crate::journal::store::{BatchStatus, Ending, Entry, Found};
use crate::journal::take_up::{Recovery, recovery};
use crate::publish::{self, Held, Item, Looked, Outcome};
use crate::report::{OutputOptions, visible};

/// Find out what became of items that may or may not have arrived
///
/// What can be looked for is looked for; nothing is sent. Cards cannot be looked for: look into their conversations, and
/// tell by --delivered or --not-delivered. What turns out not to be there is sent by the next `preflight resume`.
#[derive(Debug, clap::Args)]
pub(crate) struct ReconcileArgs {
    /// The id of the batch, or how it begins; the latest with something unknown unless given
    #[arg(value_name = "BATCH")]
    batch: Option<String>,
    /// The id of a manifest that somebody saw on the server; may be given several times
    #[arg(long, value_name = "ID")]
    delivered: Vec<String>,
    /// The id of a manifest that is certainly not on the server; may be given several times
    #[arg(long, value_name = "ID")]
    not_delivered: Vec<String>,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// What is known of an item now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// The server holds it.
    There,
    /// It does not; a resume sends it.
    NotThere,
    /// The server holds something else under its name.
    Other,
    /// Nobody knows.
    Unknown,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::NotThere => "not there",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    path: String,
    kind: Option<&'static str>,
    id: Option<String>,
    verdict: Verdict,
    next_step: Option<&'static str>,
}

/// Finds out.
pub(crate) fn run(
    args: &ReconcileArgs,
    config: impl Fn(&[PathBuf]) -> Result<Config, Error>,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let own = config(&[])?;
    let journal = journal::open(&own)?;
    let runtime = publish::runtime()?;
    let chosen = runtime.block_on(journal::choose(&journal, args.batch.as_deref(), is_unknown))?;
    let mut lines = Vec::new();
    if let Some(status) = chosen {
        journal::must_be_over(&status)?;
        let entries = runtime.block_on(journal.items(status.batch.id.clone()))?;
        let unknown: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| matches!(entry.state, State::Ambiguous | State::Sending))
            .collect();
        args.are_among(&unknown, &status)?;
        let found = look(&unknown, &status, args, &config)?;
        let audit = Audit::of(own.publish.audit.path.as_deref(), publish::new_id())?;
        for entry in unknown {
            let said = args.said(&entry);
            let by = if said.is_some() {
                "a person"
            } else {
                "reconcile"
            };
            let found = said.or_else(|| found.get(&place(&entry)).cloned());
            let settled = settle(&journal, (&audit, by), entry, found);
            lines.push(runtime.block_on(settled)?);
        }
        audit.finish()?;
    }
    print(&lines, args.format, output).map_err(Error::Stdout)?;
    Ok(Exit::worst(lines.iter().map(|line| match line.verdict {
        Verdict::There => Exit::Done,
        Verdict::NotThere => Exit::Temporary,
        Verdict::Other => Exit::Conflict,
        Verdict::Unknown => Exit::Ambiguous,
    })))
}

fn is_unknown(status: &BatchStatus) -> bool {
    status.count(State::Ambiguous) + status.count(State::Sending) > 0
}

fn place(entry: &Entry) -> (String, usize) {
    (entry.path.clone(), entry.ordinal)
}

impl ReconcileArgs {
    /// What a person says of an item.
    fn said(&self, entry: &Entry) -> Option<Found> {
        let id = entry.id.as_ref()?;
        if self.delivered.contains(id) {
            return Some(Found::There(Ending {
                outcome: Outcome::AlreadyPublished.name(),
                reason: Some("Somebody saw it on the server.".to_owned()),
                ..Ending::default()
            }));
        }
        self.not_delivered.contains(id).then_some(Found::Absent)
    }

    /// Refuses what is said of items that are not unknown: the wrong id would hide a card that is missing.
    fn are_among(&self, unknown: &[Entry], status: &BatchStatus) -> Result<(), Error> {
        let both = |id: &&String| self.not_delivered.contains(id);
        if let Some(id) = self.delivered.iter().find(both) {
            return Err(BatchError::Both(id.clone()).into());
        }
        let ids: BTreeSet<&str> = unknown
            .iter()
            .filter_map(|entry| entry.id.as_deref())
            .collect();
        match self
            .delivered
            .iter()
            .chain(&self.not_delivered)
            .find(|id| !ids.contains(id.as_str()))
        {
            None => Ok(()),
            Some(id) => Err(BatchError::NotUnknown {
                id: id.clone(),
                batch: status.batch.id.clone(),
            }
            .into()),
        }
    }
}

/// Looks for what can be looked for and nobody has said anything of.
fn look(
    unknown: &[Entry],
    status: &BatchStatus,
    args: &ReconcileArgs,
    config: &impl Fn(&[PathBuf]) -> Result<Config, Error>,
) -> Result<BTreeMap<(String, usize), Found>, Error> {
    let wanted: BTreeMap<(String, usize), &Entry> = unknown
        .iter()
        .filter(|entry| args.said(entry).is_none())
        .filter(|entry| {
            entry
                .kind
                .is_some_and(|kind| recovery(kind) == Recovery::Look)
        })
        .map(|entry| (place(entry), entry))
        .collect();
    let mut found: BTreeMap<(String, usize), Found> = unknown
        .iter()
        .filter(|entry| {
            entry
                .kind
                .is_some_and(|kind| recovery(kind) == Recovery::SendAgain)
        })
        .map(|entry| (place(entry), Found::Absent))
        .collect();
    if wanted.is_empty() {
        return Ok(found);
    }
    let files: BTreeSet<&String> = wanted.keys().map(|(path, _)| path).collect();
    let paths: Vec<PathBuf> = files
        .into_iter()
        .map(|path| input::as_given(path))
        .collect();
    let config = &config(&paths)?;
    journal::must_lead_to(config, &status.batch)?;
    let mut loaded = input::load(&paths, config)?;
    let items: Vec<Item> = loaded
        .documents
        .iter_mut()
        .map(Item::of)
        .filter(|item| {
            wanted
                .get(&(item.path.clone(), item.ordinal))
                .is_some_and(|entry| item.digest() == entry.digest)
        })
        .collect();
    let looked = publish::look(&items, &config.publish, &config.policy, 1.0);
    let looked = publish::runtime()?.block_on(looked)?;
    for (item, looked) in items.iter().zip(looked) {
        let ending = |outcome: Outcome, entity| Ending {
            outcome: outcome.name(),
            remote_id: publish::id_of(entity),
            ..Ending::default()
        };
        let what = match &looked {
            Looked::Held(Some(Held::Same(entity))) => {
                Found::There(ending(Outcome::AlreadyPublished, entity))
            }
            Looked::Held(Some(Held::Other(entity))) => {
                Found::Other(ending(Outcome::Conflict, entity))
            }
            // A widget that agents do not see is sent again, which activates it.
            Looked::Held(Some(Held::Absent | Held::Inactive(_))) => Found::Absent,
            Looked::Held(None) => continue,
            Looked::Failed(error) => {
                tracing::error!("{}: {error}", item.label);
                continue;
            }
        };
        found.insert((item.path.clone(), item.ordinal), what);
    }
    Ok(found)
}

async fn settle(
    journal: &Journal,
    (audit, by): (&Audit, &'static str),
    entry: Entry,
    found: Option<Found>,
) -> Result<Line, Error> {
    let verdict = match &found {
        Some(Found::There(_)) => Verdict::There,
        Some(Found::Absent) => Verdict::NotThere,
        Some(Found::Other(_)) => Verdict::Other,
        None => Verdict::Unknown,
    };
    if let Some(found) = found {
        let outcome = match verdict {
            Verdict::There => Some(Outcome::AlreadyPublished),
            Verdict::Other => Some(Outcome::Conflict),
            Verdict::NotThere | Verdict::Unknown => None,
        };
        audit.write(|| audit::reconciled(&entry, verdict.word(), by, outcome))?;
        journal.resolve(entry.subject, found).await?;
    }
    Ok(Line {
        next_step: match verdict {
            Verdict::There => None,
            Verdict::NotThere => Some("`preflight resume` sends it."),
            Verdict::Other => {
                Some("Give the manifest another name, or remove what is on the server.")
            }
            Verdict::Unknown if entry.kind.map(recovery) == Some(Recovery::Ask) => {
                Some("Look into the conversation, then tell by --delivered or --not-delivered.")
            }
            Verdict::Unknown => Some(
                "It could not be looked for, because its manifest has changed or cannot be read; tell by --delivered or \
                 --not-delivered.",
            ),
        },
        path: entry.path,
        kind: entry.kind.map(preflight_core::Kind::name),
        id: entry.id,
        verdict,
    })
}

fn print(lines: &[Line], format: Format, output: OutputOptions) -> io::Result<()> {
    let mut out = BufWriter::new(output.stdout());
    if format == Format::Json {
        let document = serde_json::json!({ "schemaVersion": 1, "items": lines });
        super::write_json(&mut out, &document)?;
        return out.flush();
    }
    if lines.is_empty() {
        writeln!(out, "Nothing is unknown.")?;
    }
    for line in lines {
        let word = line.verdict.word();
        writeln!(
            out,
            "  {word:<10} {:22} {}",
            line.kind.unwrap_or("-"),
            visible(line.id.as_deref().unwrap_or(&line.path))
        )?;
        if let Some(next_step) = line.next_step {
            writeln!(out, "             {next_step}")?;
        }
    }
    out.flush()
}
