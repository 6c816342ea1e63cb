//! `preflight publish`.

mod confirm;
pub(super) mod destination;
mod dry_run;
mod screen;
mod session;
mod watching;

use std::path::PathBuf;

use clap::ValueHint;

use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, PathError};
use crate::publish::{self, Addresses, Problem, Supply};
use crate::report::{self, OutputOptions};
use destination::Destination;
#[cfg(feature = "sandbox")]
pub(super) use destination::time_scale;
pub(crate) use session::RunArgs;
pub(super) use session::{Files, Session, destination_of};

/// Check manifests, and publish them if nothing blocks any of them
#[derive(Debug, clap::Args)]
#[cfg_attr(
    feature = "sandbox",
    expect(
        clippy::struct_excessive_bools,
        reason = "each is a flag of its own, in any combination"
    )
)]
pub(crate) struct PublishArgs {
    /// Files, folders, quoted globs, or - for the standard input
    ///
    /// What is published already with the same content is left as it is, so the same command can be run again at any
    /// time. The journal remembers cards, which cannot be looked for on the server, and keeps them from being sent twice.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Publish to a sandbox that runs inside this command, and show what it then holds
    #[cfg(feature = "sandbox")]
    #[arg(long, conflicts_with_all = ["environment", "api-url", "login-url", "dry_run"])]
    sandbox: bool,
    /// How that sandbox behaves: a JSON file of faults, rate limits and more
    #[cfg(feature = "sandbox")]
    #[arg(long, value_name = "FILE", requires = "sandbox", value_hint = ValueHint::FilePath)]
    scenario: Option<PathBuf>,
    /// Fetch the manifestUrl of every agent widget first, and block those that agents' browsers could not use
    ///
    /// It must answer 200 without credentials, let the agents' desktop read it (CORS), and let it be shown in a frame
    /// (Content-Security-Policy, X-Frame-Options).
    #[arg(long)]
    probe: bool,
    /// Print every request that would be sent, with credentials hidden, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Publish what can be published although something else is blocked or cannot be read
    #[arg(long)]
    keep_going: bool,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Checks, then publishes.
pub(crate) fn run(
    args: &PublishArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    if args.paths.is_empty() {
        return Err(input::Error::NoPaths.into());
    }
    let files = if args.dry_run {
        Files::none()
    } else {
        Files::of(config, is_rehearsal(args))
    };
    let mut session = Session::new(&args.run, config, output);
    if !args.dry_run {
        session = session.audited(files)?;
    }
    let mut addresses = Addresses::default();
    let (mut supply, unreadable) = Supply::read(&args.paths, config, |place, document, item| {
        if args.probe {
            addresses.add(place, item);
        }
        session.checked(document)
    })?;
    session.begin(supply.documents(), &unreadable, output);
    let others = supply.blocked_elsewhere();
    if others > 0 {
        let words = format!("findings block {others} more manifests; `preflight check` shows them");
        report::note(&words, output);
    }
    let probed = publish::runtime()?.block_on(publish::probe(addresses, &config.publish))?;
    for (place, problem) in probed {
        supply.block(place, problem);
    }
    let destination = Destination::of(args, &config.publish)?;
    let hold = reason_to_hold(&supply, &unreadable, args.keep_going);
    if args.dry_run && hold.is_none() {
        return dry_run::run(args.run.format.0, supply, config, &destination, output);
    }
    if hold.is_none() && !args.run.yes && !destination.is_sandbox() {
        confirm::confirm(config, &supply)?;
    }
    session.publish((supply, &unreadable), hold, &destination, (files, None))
}

/// Whether nothing leaves this command.
#[cfg(feature = "sandbox")]
fn is_rehearsal(args: &PublishArgs) -> bool {
    args.sandbox
}

#[cfg(not(feature = "sandbox"))]
fn is_rehearsal(_: &PublishArgs) -> bool {
    false
}

/// Why nothing of the batch is sent: half a release is worse than none.
fn reason_to_hold(supply: &Supply, unreadable: &[PathError], keep_going: bool) -> Option<Problem> {
    let blocked = supply.blocked();
    let hold = !keep_going && (blocked > 0 || !unreadable.is_empty());
    // Without anything to send, no credentials are asked for either.
    if !hold && blocked < supply.len() {
        return None;
    }
    let mut causes = Vec::new();
    if blocked > 0 {
        let verb = if blocked == 1 {
            "manifest is"
        } else {
            "manifests are"
        };
        causes.push(format!("{blocked} {verb} blocked"));
    }
    if !unreadable.is_empty() {
        let noun = if unreadable.len() == 1 {
            "path"
        } else {
            "paths"
        };
        causes.push(format!("{} {noun} could not be read", unreadable.len()));
    }
    Some(Problem::new(
        Exit::Findings,
        format!("Nothing was sent, because {}.", causes.join(" and ")),
        "Mend that, or send the rest with --keep-going.",
    ))
}
