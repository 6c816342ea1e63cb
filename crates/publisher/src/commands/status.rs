//! `preflight status`.

use std::io::{self, BufWriter, Write};
use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;

use super::{Format, journal};
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::state::State;
use crate::journal::store::{BatchStatus, Entry};
use crate::publish;
use crate::report::{OutputOptions, visible};

/// Show how batches stand, as the journal has it
///
/// Ends with 6 where something may have arrived that nobody knows of, with 5 where something is left to do, else with 0.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {
    /// The id of a batch, or how it begins, to show its items; without one every batch is listed
    #[arg(value_name = "BATCH")]
    batch: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// The document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    schema_version: u32,
    journal: String,
    batches: Vec<BatchLine>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BatchLine {
    id: String,
    began: String,
    destination: String,
    policy: String,
    running: bool,
    states: std::collections::BTreeMap<&'static str, usize>,
    /// Done items of which the preview, the webhook or an event is still to be seen to.
    to_follow_up: usize,
    /// The items, where one batch was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<ItemLine>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ItemLine {
    path: String,
    ordinal: usize,
    kind: Option<&'static str>,
    id: Option<String>,
    state: &'static str,
    outcome: Option<String>,
    remote_id: Option<String>,
    reason: Option<String>,
    updated: String,
}

/// Shows it.
pub(crate) fn run(
    args: &StatusArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let journal = journal::open(config)?;
    let batches = publish::runtime()?.block_on(async {
        let mut lines = Vec::new();
        match &args.batch {
            None => {
                for status in journal.batches().await? {
                    lines.push((status, None));
                }
            }
            Some(id) => {
                if let Some(status) = journal::choose(&journal, Some(id), |_| true).await? {
                    let items = journal.items(status.batch.id.clone()).await?;
                    lines.push((status, Some(items)));
                }
            }
        }
        Ok::<_, Error>(lines)
    })?;
    let exit = Exit::worst(batches.iter().map(|(status, _)| exit(status)));
    let status = Status {
        schema_version: 1,
        journal: journal.path().display().to_string(),
        batches: batches
            .into_iter()
            .map(|(status, items)| BatchLine::of(status, items))
            .collect(),
    };
    let mut stdout = BufWriter::new(output.stdout());
    match args.format {
        Format::Human => show(&mut stdout, &status),
        Format::Json => super::write_json(&mut stdout, &status),
    }
    .and_then(|()| stdout.flush())
    .map_err(Error::Stdout)?;
    Ok(exit)
}

/// What is left to do about a batch.
fn exit(status: &BatchStatus) -> Exit {
    if status.count(State::Ambiguous) > 0 {
        Exit::Ambiguous
    } else if status.has_work_left() {
        Exit::Temporary
    } else {
        Exit::Done
    }
}

impl BatchLine {
    fn of(status: BatchStatus, items: Option<Vec<Entry>>) -> Self {
        Self {
            id: status.batch.id,
            began: timestamp(status.batch.began),
            destination: status.batch.destination.name,
            policy: status.batch.policy,
            running: status.is_running,
            states: status
                .counts
                .into_iter()
                .map(|(state, count)| (state.name(), count))
                .collect(),
            to_follow_up: status.to_follow_up,
            items: items.map(|items| items.into_iter().map(ItemLine::of).collect()),
        }
    }
}

impl ItemLine {
    fn of(entry: Entry) -> Self {
        Self {
            path: entry.path,
            ordinal: entry.ordinal,
            kind: entry.kind.map(preflight_core::Kind::name),
            id: entry.id,
            state: entry.state.name(),
            outcome: entry.outcome,
            remote_id: entry.remote_id,
            reason: entry.reason,
            updated: timestamp(entry.updated),
        }
    }
}

fn timestamp(milliseconds: u64) -> String {
    date::timestamp(UNIX_EPOCH + Duration::from_millis(milliseconds))
}

fn show(out: &mut impl Write, status: &Status) -> io::Result<()> {
    if status.batches.is_empty() {
        writeln!(out, "{}: no batch yet.", status.journal)?;
    }
    for batch in &status.batches {
        let mut counts: Vec<String> = batch
            .states
            .iter()
            .map(|(state, count)| format!("{count} {state}"))
            .collect();
        if batch.to_follow_up > 0 {
            counts.push(format!("{} to follow up", batch.to_follow_up));
        }
        let running = if batch.running { ", at work" } else { "" };
        writeln!(
            out,
            "{}  {}  {}  {}{running}",
            batch.id,
            batch.began,
            visible(&batch.destination),
            counts.join(", ")
        )?;
        for item in batch.items.iter().flatten() {
            write!(
                out,
                "  {:<10} {:22} {}",
                item.state,
                item.kind.unwrap_or("-"),
                visible(item.id.as_deref().unwrap_or(&item.path))
            )?;
            if let Some(remote_id) = &item.remote_id {
                write!(out, "  {}", visible(remote_id))?;
            }
            writeln!(out)?;
            if let Some(reason) = &item.reason {
                writeln!(out, "             {}", visible(reason))?;
            }
        }
    }
    Ok(())
}
