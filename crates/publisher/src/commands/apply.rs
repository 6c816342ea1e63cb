//! `preflight apply`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::ValueHint;

use super::plan::{Survey, planned, survey};
use super::publish::destination::Destination;
use super::publish::{Files, RunArgs, Session, destination_of};
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::input;
use crate::plan::{Action, FileError, Now, Plan, PlannedItem, is_unsafe, stale};
use crate::publish::{Item, Supply};
use crate::report::OutputOptions;

/// Carry out a plan, exactly or not at all
///
/// The manifests are read and checked again, and the server is looked at again. Whatever has changed since the plan was
/// made makes it stale, and nothing is sent.
#[derive(Debug, clap::Args)]
pub(crate) struct ApplyArgs {
    /// The plan, as `preflight plan -o FILE` wrote it
    #[arg(value_name = "PLAN", value_hint = ValueHint::FilePath)]
    plan: PathBuf,
    /// Carry it out although it changes more than 30 % of what is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Why a plan is not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    /// It is none.
    #[error("{} {source}", path.display())]
    File { path: PathBuf, source: FileError },
    /// It does not hold any more.
    #[error("{} is stale, so nothing was sent: {}; make it anew with `preflight plan`", path.display(), reasons.join("; "))]
    Stale { path: PathBuf, reasons: Vec<String> },
    /// It has conflicts.
    #[error(
        "{} has {count} that cannot be carried out, so nothing was sent; mend them and make it anew with `preflight plan`",
        path.display()
    )]
    Conflicts { path: PathBuf, count: String },
    /// It changes too much.
    #[error(
        "{} changes more than 30 % of what is there, so nothing was sent; look at it again, and say --force if that is \
         meant",
        path.display()
    )]
    Unsafe { path: PathBuf },
}

impl ApplyError {
    /// The exit code that tells it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::File {
                source: FileError::Unreadable(_) | FileError::NoPlan(_) | FileError::Version(_),
                ..
            } => Exit::Failure,
            Self::File {
                source: FileError::Edited,
                ..
            }
            | Self::Stale { .. }
            | Self::Conflicts { .. } => Exit::Conflict,
            Self::Unsafe { .. } => Exit::UnsafePlan,
        }
    }
}

/// Carries it out.
pub(crate) fn run(
    args: &ApplyArgs,
    config: impl Fn(&[PathBuf]) -> Result<Config, Error>,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let path = &args.plan;
    let (plan, _) = fs::read(path)
        .map_err(FileError::from)
        .and_then(|text| Plan::read(&text))
        .map_err(|source| ApplyError::File {
            path: path.clone(),
            source,
        })?;
    let files: BTreeSet<&str> = plan.items.iter().map(|item| item.path.as_str()).collect();
    let paths: Vec<PathBuf> = files.into_iter().map(input::as_given).collect();
    let config = &config(&paths)?;
    let now = Now {
        time: date::timestamp(SystemTime::now()),
        destination: destination_of(&config.publish).digest.to_string(),
        policy: config.policy.digest().to_owned(),
    };
    args.must_hold(stale(&plan, &now))?;
    let conflicts = plan.count(Action::Conflict);
    if conflicts > 0 {
        let noun = if conflicts == 1 { "item" } else { "items" };
        return Err(ApplyError::Conflicts {
            path: path.clone(),
            count: format!("{conflicts} {noun}"),
        }
        .into());
    }
    if !args.force && is_unsafe(&plan.items) {
        return Err(ApplyError::Unsafe { path: path.clone() }.into());
    }

    let session = Session::new(&args.run, config, output);
    let wanted: BTreeMap<(&str, usize), &PlannedItem> = plan
        .items
        .iter()
        .map(|item| ((item.path.as_str(), item.document), item))
        .collect();
    let mut loaded = input::load(&paths, config)?;
    loaded
        .documents
        .retain(|document| wanted.contains_key(&(document.path.as_str(), document.ordinal)));
    for document in &mut loaded.documents {
        input::hide_messages(document);
    }
    session.begin(loaded.documents.iter(), &loaded.errors, output);
    let items: Vec<Item> = loaded.documents.iter_mut().map(Item::of).collect();
    args.must_hold(changed_files(&items, &wanted))?;
    let surveyed = survey(items, config)?;
    args.must_hold(changed_objects(&surveyed, &wanted))?;
    let items = surveyed
        .into_iter()
        .map(|Survey { mut item, decided }| {
            if decided.action == Action::Unchanged {
                item.leave(decided.remote.and_then(|remote| remote.id));
            }
            item
        })
        .collect();
    let destination = Destination::named(&args.run, &config.publish, "apply")?;
    let files = Files::of(config, false);
    let supply = Supply::of(loaded.documents, items);
    session.publish((supply, &loaded.errors), None, &destination, (files, None))
}

impl ApplyArgs {
    fn must_hold(&self, reasons: Vec<String>) -> Result<(), Error> {
        if reasons.is_empty() {
            return Ok(());
        }
        let path = self.plan.clone();
        Err(ApplyError::Stale { path, reasons }.into())
    }
}

/// The most reasons of one sort that are told.
const TOLD: usize = 5;

/// Which manifests are not what they were.
fn changed_files(items: &[Item], wanted: &BTreeMap<(&str, usize), &PlannedItem>) -> Vec<String> {
    let same: BTreeSet<(&str, usize)> = items
        .iter()
        .filter_map(|item| {
            let place = (item.path.as_str(), item.ordinal);
            let digest = item.digest()?.to_string();
            (wanted.get(&place)?.payload == digest).then_some(place)
        })
        .collect();
    wanted
        .keys()
        .filter(|place| !same.contains(*place))
        .take(TOLD)
        .map(|(path, _)| format!("{path} has changed, or cannot be published as it is now"))
        .collect()
}

/// Which objects are not what they were.
fn changed_objects(
    surveyed: &[Survey],
    wanted: &BTreeMap<(&str, usize), &PlannedItem>,
) -> Vec<String> {
    surveyed
        .iter()
        .filter_map(|survey| {
            let now = planned(survey);
            let then = wanted.get(&(now.path.as_str(), now.document))?;
            if now.action == then.action && now.remote == then.remote {
                return None;
            }
            Some(format!(
                "the server holds something else for {} than it did ({} then, {} now)",
                survey.item.label,
                then.action.name(),
                now.action.name()
            ))
        })
        .take(TOLD)
        .collect()
}
