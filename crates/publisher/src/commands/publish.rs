//! `preflight publish`.

mod confirm;
pub(super) mod destination;
mod dry_run;
mod screen;
mod session;

use std::path::PathBuf;

use clap::ValueHint;

use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, PathError};
use crate::publish::{self, Item, Problem};
use crate::report::OutputOptions;
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
    let session = Session::new(&args.run, config, output);
    let mut loaded = input::load(&args.paths, config)?;
    for document in &mut loaded.documents {
        // What blocks a manifest is written down, and told to others.
        input::hide_messages(document);
    }
    session.begin(&loaded, output);
    let mut items: Vec<Item> = loaded.documents.iter_mut().map(Item::of).collect();
    if args.probe {
        publish::runtime()?.block_on(publish::probe(&mut items, &config.publish))?;
    }
    let destination = Destination::of(args, &config.publish)?;
    let hold = reason_to_hold(&items, &loaded.errors, args.keep_going);
    if args.dry_run && hold.is_none() {
        return dry_run::run(args.run.format.0, items, config, &destination, output);
    }
    if hold.is_none() && !args.run.yes && !destination.is_sandbox() {
        confirm::confirm(config, &items)?;
    }
    let files = Files::of(config, is_rehearsal(args));
    session.publish(&loaded, items, hold, &destination, (files, None))
}

fn is_rehearsal(args: &PublishArgs) -> bool {
    #[cfg(feature = "sandbox")]
    let is_sandbox = args.sandbox;
    #[cfg(not(feature = "sandbox"))]
    let is_sandbox = false;
    is_sandbox || args.dry_run
}

/// Why nothing of the batch is sent: half a release is worse than none.
fn reason_to_hold(items: &[Item], unreadable: &[PathError], keep_going: bool) -> Option<Problem> {
    let blocked = items.iter().filter(|item| item.payload().is_none()).count();
    let hold = !keep_going && (blocked > 0 || !unreadable.is_empty());
    // Without anything to send, no credentials are asked for either.
    if !hold && blocked < items.len() {
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
