//! `preflight plan` and `preflight diff`: what publishing would change.

mod show;
mod survey;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::ValueHint;
use preflight_core::compare::Comparison;

use super::Format;
use super::publish::destination_of;
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::input;
use crate::plan::{Action, Cost, Plan, PlannedItem, is_unsafe};
use crate::publish::Item;
use crate::report::{self, OutputOptions};
pub(super) use show::write_changes;
pub(super) use survey::{Survey, survey};

/// Say what publishing would change, and keep it as a plan that `apply` carries out
///
/// Reads the server and the journal, and sends nothing. A plan holds digests and places, never payloads.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// Files, folders, quoted globs, or - for the standard input
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Write the plan to FILE
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// How many hours the plan holds, 1 to 720
    #[arg(long, value_name = "HOURS", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=720))]
    hours: u32,
    #[command(flatten)]
    shown: ShownArgs,
}

/// Show how the server differs from manifests
///
/// What `plan` says, with every place in which an object differs, and no plan made.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Files, folders, quoted globs, or - for the standard input
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    shown: ShownArgs,
}

/// How it is shown.
#[derive(Debug, clap::Args)]
pub(super) struct ShownArgs {
    /// End with 10 where something would change
    #[arg(long)]
    detailed_exitcode: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Makes a plan.
pub(crate) fn run(args: &PlanArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let surveyed = read(&args.paths, config, output)?;
    let Read { survey, blocked } = surveyed;
    let plan = plan(&survey, config, args.hours);
    let unsafe_plan = is_unsafe(&plan.items);
    let exit = exit(&plan, blocked, args.shown.detailed_exitcode);
    show::show(&survey, &plan, args.shown.format, output).map_err(Error::Stdout)?;
    if let (Some(path), false) = (&args.output, blocked) {
        let (text, digest) = plan.sealed();
        std::fs::write(path, text).map_err(|source| Error::Output {
            path: path.clone(),
            source,
        })?;
        show::written(path, &digest, unsafe_plan, output);
    }
    Ok(exit)
}

/// Shows how the server differs.
pub(crate) fn diff(args: &DiffArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let Read { survey, blocked } = read(&args.paths, config, output)?;
    let plan = plan(&survey, config, 1);
    let exit = exit(&plan, blocked, args.shown.detailed_exitcode);
    show::show(&survey, &plan, args.shown.format, output).map_err(Error::Stdout)?;
    Ok(exit)
}

struct Read {
    survey: Vec<Survey>,
    /// Whether something cannot be published as it is.
    blocked: bool,
}

fn read(paths: &[PathBuf], config: &Config, output: OutputOptions) -> Result<Read, Error> {
    report::log_to_stderr(output);
    let mut loaded = input::load(paths, config)?;
    report::path_errors(&loaded.errors, output);
    report::blocking(loaded.documents.iter(), output);
    let items: Vec<Item> = loaded.documents.iter_mut().map(Item::of).collect();
    let blocked = !loaded.errors.is_empty() || items.iter().any(|item| item.payload().is_none());
    Ok(Read {
        survey: survey(items, config)?,
        blocked,
    })
}

fn exit(plan: &Plan, blocked: bool, detailed: bool) -> Exit {
    let has_changes = plan.items.iter().any(|item| item.action.is_change());
    Exit::worst([
        if blocked { Exit::Findings } else { Exit::Done },
        if plan.count(Action::Conflict) > 0 {
            Exit::Conflict
        } else {
            Exit::Done
        },
        if detailed && has_changes {
            Exit::ChangesPending
        } else {
            Exit::Done
        },
    ])
}

/// What was found, as a plan.
fn plan(survey: &[Survey], config: &Config, hours: u32) -> Plan {
    let now = SystemTime::now();
    let destination = destination_of(&config.publish);
    Plan {
        schema_version: Plan::version(),
        created: date::timestamp(now),
        expires: date::timestamp(now + Duration::from_secs(u64::from(hours) * 3_600)),
        api_url: destination.name,
        destination: destination.digest.to_string(),
        policy: config.policy.digest().to_owned(),
        cost: cost(survey, config),
        items: survey.iter().map(planned).collect(),
    }
}

/// What was found of one item, as a plan has it.
pub(super) fn planned(survey: &Survey) -> PlannedItem {
    let decided = &survey.decided;
    PlannedItem {
        path: survey.item.path.clone(),
        document: survey.item.ordinal,
        kind: survey.item.kind.unwrap_or_default().to_owned(),
        id: survey.item.id.clone(),
        payload: survey
            .item
            .digest()
            .map(|digest| digest.to_string())
            .unwrap_or_default(),
        action: decided.action,
        remote: decided.remote.clone(),
        changes: pointers(decided.changes.as_ref()),
        why: decided.why.clone(),
    }
}

/// The places in which an object differs.
pub(super) fn pointers(found: Option<&Comparison>) -> Vec<String> {
    found
        .into_iter()
        .flat_map(|comparison| &comparison.changes)
        .map(|change| change.pointer.to_string())
        .collect()
}

/// The calls, and the time that the limits of the settings make of them.
fn cost(survey: &[Survey], config: &Config) -> Cost {
    let calls = |cards: bool| -> u32 {
        survey
            .iter()
            .filter(|survey| (survey.item.kind == Some("rich-card")) == cards)
            .map(|survey| survey.decided.calls)
            .sum()
    };
    let limits = config.publish.limits;
    let seconds = |calls: u32, limit: u32| u64::from(calls) * 60 / u64::from(limit.max(1));
    let all = calls(true) + calls(false);
    let longest = seconds(all, limits.all).max(seconds(calls(true), limits.cards));
    Cost {
        calls: all,
        seconds: u32::try_from(longest).unwrap_or(u32::MAX),
    }
}
