//! `preflight drift`.

mod manifests;
mod show;

use std::path::PathBuf;

use preflight_core::Kind;
use preflight_core::compare::Comparison;
use serde::Serialize;

use super::plan::pointers;
use super::publish::destination_of;
use super::{Format, journal};
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::Journal;
use crate::journal::state::State;
use crate::journal::store::{Batch, Entry};
use crate::journal::take_up::{Recovery, recovery};
use crate::plan::{Drift, Drifted, Manifest, Remote, drifted};
use crate::publish::{self, Sought};
use crate::report::{self, OutputOptions};
use manifests::{Manifests, Place};

/// Show how the server differs from what was published
///
/// Looks for everything that the journal says was published to the destination of the settings, and sends nothing. Its
/// manifests are read again, since the journal keeps no payloads; where one is not any more what was published, only
/// whether the object is there can be told. Cards and variables cannot be looked for. Ends with 7 where something was
/// changed on the server or is gone.
#[derive(Debug, clap::Args)]
pub(crate) struct DriftArgs {
    /// The id of a batch, or how it begins; every batch unless given
    #[arg(value_name = "BATCH")]
    batch: Option<String>,
    /// End with 10 where something could not be compared
    #[arg(long)]
    detailed_exitcode: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// What was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    schema_version: u32,
    api_url: String,
    /// Batches that went to other destinations, and were not looked at.
    batches_elsewhere: usize,
    /// Cards and sets of variables that were published, and that no call can look for.
    not_looked_for: usize,
    items: Vec<Line>,
    /// Of each item, how what the server holds differs from its manifest.
    differences: Vec<Option<Comparison>>,
}

/// Something that was published.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    path: String,
    /// The number of the manifest in its file, from 1.
    document: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    batch: String,
    /// The id by which the server knew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    published_as: Option<String>,
    drift: Drift,
    /// What the server holds in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    remote: Option<Remote>,
    /// The places in which that differs: JSON pointers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// Something of the journal that can be looked for.
#[derive(Debug)]
struct Published {
    kind: Kind,
    entry: Entry,
    place: Place,
}

/// Shows it.
pub(crate) fn run(
    args: &DriftArgs,
    config: impl Fn(&[PathBuf]) -> Result<Config, Error>,
    output: OutputOptions,
) -> Result<Exit, Error> {
    report::log_to_stderr(output);
    let own = config(&[])?;
    let journal = journal::open(&own)?;
    let destination = destination_of(&own.publish);
    let (batches, elsewhere) =
        publish::runtime()?.block_on(batches(&journal, args.batch.as_deref(), &own))?;
    let (published, not_looked_for) =
        publish::runtime()?.block_on(published(&journal, batches.clone()))?;
    // Others may write to it while the server is looked at.
    drop(journal);
    let paths = manifests::paths(published.iter().map(|published| &published.place));
    let config = &config(&paths)?;
    // The settings beside the manifests may lead elsewhere than those here.
    for batch in &batches {
        journal::must_lead_to(config, batch)?;
    }
    let manifests = Manifests::read(&paths, config, &destination)?;
    let Found {
        items,
        differences,
        unseen,
    } = look(&published, &manifests, config)?;
    let exit = Exit::worst([exit(&items, args.detailed_exitcode), unseen]);
    let report = Report {
        schema_version: 1,
        api_url: destination.name,
        batches_elsewhere: elsewhere,
        not_looked_for,
        items,
        differences,
    };
    show::show(&report, args.format, output).map_err(Error::Stdout)?;
    Ok(exit)
}

/// The batches that are looked at, and how many others went elsewhere.
async fn batches(
    journal: &Journal,
    wanted: Option<&str>,
    config: &Config,
) -> Result<(Vec<Batch>, usize), Error> {
    if wanted.is_some() {
        let chosen = journal::choose(journal, wanted, |_| true).await?;
        let batches: Vec<Batch> = chosen.into_iter().map(|status| status.batch).collect();
        for batch in &batches {
            journal::must_lead_to(config, batch)?;
        }
        return Ok((batches, 0));
    }
    let destination = destination_of(&config.publish);
    let all = journal.batches().await?;
    let count = all.len();
    let latest = all.first().map(|status| status.batch.clone());
    let batches: Vec<Batch> = all
        .into_iter()
        .map(|status| status.batch)
        .filter(|batch| batch.destination == destination)
        .collect();
    let elsewhere = count - batches.len();
    if let (true, Some(latest)) = (batches.is_empty(), latest) {
        // That nothing is known of what is here is no good news of what is there.
        journal::must_lead_to(config, &latest)?;
    }
    Ok((batches, elsewhere))
}

/// What these batches published, and how much of it cannot be looked for.
async fn published(
    journal: &Journal,
    batches: Vec<Batch>,
) -> Result<(Vec<Published>, usize), Error> {
    let mut published = Vec::new();
    let mut not_looked_for = 0;
    for batch in batches {
        let entries = journal.items(batch.id).await?;
        for entry in entries {
            if entry.state != State::Done {
                continue;
            }
            match entry.kind {
                Some(kind) if recovery(kind) == Recovery::Look => {
                    let place = Place::of(&batch.folder, &entry);
                    published.push(Published { kind, entry, place });
                }
                _ => not_looked_for += 1,
            }
        }
    }
    Ok((published, not_looked_for))
}

/// What came of looking.
#[derive(Default)]
struct Found {
    items: Vec<Line>,
    differences: Vec<Option<Comparison>>,
    /// What would be the exit code for what could not be looked for.
    unseen: Exit,
}

/// Looks for all of it; what could not be looked for is told too, and gives an exit code.
fn look(published: &[Published], manifests: &Manifests, config: &Config) -> Result<Found, Error> {
    if published.is_empty() {
        return Ok(Found::default());
    }
    let sought: Vec<Sought<'_>> = published
        .iter()
        .map(|published| Sought {
            kind: published.kind,
            payload: manifests.payload(&published.entry),
            remote_id: published.entry.remote_id.as_deref(),
        })
        .collect();
    let seen = publish::look_again(&sought, &config.publish, &config.policy);
    let seen = publish::runtime()?.block_on(seen)?;
    let mut found = Found::default();
    for (Published { kind, entry, place }, seen) in published.iter().zip(seen) {
        let manifest = match manifests.payload(entry) {
            Some(payload) if manifests.builds(entry) => Manifest::AsPublished(payload.json()),
            Some(payload) => Manifest::Changed(payload.json()),
            None => Manifest::Lost(manifests.why_lost(place, entry)),
        };
        let Drifted {
            drift,
            remote,
            changes,
            why,
        } = match seen {
            Ok(seen) => drifted(
                (*kind, &manifest),
                &seen,
                entry.remote_id.as_deref(),
                &config.policy,
            ),
            Err(error) => {
                let exit = publish::Problem::of(&error, *kind).exit;
                found.unseen = Exit::worst([found.unseen, exit]);
                Drifted {
                    drift: Drift::Unknown,
                    remote: None,
                    changes: None,
                    why: Some(format!("It could not be looked for: {error}.")),
                }
            }
        };
        found.items.push(Line {
            path: entry.path.clone(),
            document: entry.ordinal,
            kind: kind.name(),
            id: entry.id.clone(),
            batch: entry.batch.clone(),
            published_as: entry.remote_id.clone(),
            drift,
            remote,
            changes: pointers(changes.as_ref()),
            why,
        });
        found.differences.push(changes);
    }
    Ok(found)
}

fn exit(items: &[Line], detailed: bool) -> Exit {
    Exit::worst([
        if items.iter().any(|item| item.drift.is_drift()) {
            Exit::Conflict
        } else {
            Exit::Done
        },
        if detailed && items.iter().any(|item| item.drift.is_open()) {
            Exit::ChangesPending
        } else {
            Exit::Done
        },
    ])
}
