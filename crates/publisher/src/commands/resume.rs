//! `preflight resume`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::path::PathBuf;

use super::journal;
use super::publish::destination::Destination;
use super::publish::{Files, RunArgs, Session};
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, PathError};
use crate::journal::state::State;
use crate::journal::store::{BatchStatus, Entry};
use crate::publish::{self, Item, Part, Problem, Supply};
use crate::report::OutputOptions;

/// Go on with a batch that was broken off, as the journal has it
///
/// Its manifests are read and checked again; one that has changed since is not sent. What may have arrived is looked for
/// before anything is sent. A card cannot be looked for, so it is reported instead, and never sent twice.
#[derive(Debug, clap::Args)]
pub(crate) struct ResumeArgs {
    /// The id of the batch, or how it begins; the latest with something left to do unless given
    #[arg(value_name = "BATCH")]
    batch: Option<String>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Goes on with it.
pub(crate) fn run(
    args: &ResumeArgs,
    config: impl Fn(&[PathBuf]) -> Result<Config, Error>,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let journal = journal::open(&config(&[])?)?;
    let runtime = publish::runtime()?;
    let status = runtime.block_on(journal::choose(
        &journal,
        args.batch.as_deref(),
        BatchStatus::has_work_left,
    ))?;
    let Some(status) = status else {
        let path = journal.path().display();
        writeln!(io::stdout(), "{path}: nothing is left to do.").map_err(Error::Stdout)?;
        return Ok(Exit::Done);
    };
    journal::must_be_over(&status)?;
    let batch = status.batch;
    let mut left: BTreeMap<(String, usize), Entry> = runtime
        .block_on(journal.items(batch.id.clone()))?
        .into_iter()
        .filter(Entry::has_work_left)
        .map(|entry| ((entry.path.clone(), entry.ordinal), entry))
        .collect();
    let files: BTreeSet<&String> = left.keys().map(|(path, _)| path).collect();
    let paths: Vec<PathBuf> = files
        .into_iter()
        .map(|path| input::as_given(path))
        .collect();
    let config = &config(&paths)?;
    journal::must_lead_to(config, &batch)?;
    journal::must_be_seen_from_here(&batch, &paths)?;
    let path = journal.path().to_owned();
    // The run opens it again, under its own id.
    drop(journal);

    let files = Files::of(config, false).with_journal(&path);
    let session = Session::new(&args.run, config, output).audited(files)?;
    let (mut supply, unreadable) = Supply::read(&paths, config, |_, document, item| {
        let Some(entry) = left.remove(&(document.path.clone(), document.ordinal)) else {
            return Ok(Part::None);
        };
        if item.payload().is_some() && item.digest() != entry.digest {
            item.block(changed());
        }
        // What may have arrived, or is owed something, stays as it stands; of the rest nothing is left to do.
        if item.payload().is_none() && is_untouched(&entry) {
            item.was_about(entry.subject);
            session.checked(document)?;
            return Ok(Part::Told);
        }
        session.checked(document)
    })?;
    for entry in left.values().filter(|entry| is_untouched(entry)) {
        if !may_come_back(&entry.path, &unreadable) {
            supply.add(Item::missing(entry, missing()));
        }
    }
    session.begin(supply.documents(), &unreadable, output);
    let destination = Destination::named(&args.run, &config.publish, "resume")?;
    session.publish(
        (supply, &unreadable),
        None,
        &destination,
        (files, Some(batch)),
    )
}

/// Whether nothing was sent of it.
fn is_untouched(entry: &Entry) -> bool {
    matches!(
        entry.state,
        State::Planned | State::Validated | State::Claimed
    )
}

/// Whether a file is there and only cannot be read for now.
fn may_come_back(path: &str, unreadable: &[PathError]) -> bool {
    unreadable
        .iter()
        .any(|error| error.path == path && !matches!(error.problem, input::Problem::Missing))
}

fn missing() -> Problem {
    Problem::new(
        Exit::Conflict,
        "The manifest is not there any more, so it was not sent.",
        "Publish it from where it is now, with `preflight publish`.",
    )
}

fn changed() -> Problem {
    Problem::new(
        Exit::Conflict,
        "The manifest has changed since its batch was begun, so it was not sent.",
        "Publish it as it is now, with `preflight publish`.",
    )
}
