//! `preflight publish`.

mod confirm;
mod destination;
mod dry_run;
mod screen;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use clap::ValueHint;

use crate::audit::{self, Audit};
use crate::config::{AuditFile, Config};
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, PathError};
use crate::publish::{self, Batch, Finished, Holdings, Item, Metrics, Problem, Ran, Signals};
use crate::report::{self, OutputOptions, PublishFormat, Run, Work};
use destination::Destination;
#[cfg(feature = "sandbox")]
pub(super) use destination::time_scale;
use screen::Screen;

/// Check manifests, and publish them if nothing blocks any of them
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own, in any combination"
)]
pub(crate) struct PublishArgs {
    /// Files, folders, quoted globs, or - for the standard input
    ///
    /// What is published already with the same content is left as it is, so the same command can be run again at any
    /// time. Cards are the exception: every run sends them.
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
    /// Let a minute of waiting pass in 1/N of a minute; only for rehearsals against a sandbox on this machine
    #[arg(long, value_name = "N", value_parser = destination::time_scale)]
    time_scale: Option<f64>,
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
    /// Publish without asking where the profile asks
    #[arg(long, short)]
    yes: bool,
    /// Write rates and latencies of the run to FILE: as JSON, or as Prometheus text if it ends in .prom or .txt
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) metrics: Option<PathBuf>,
    /// How to print what became of each manifest
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: PublishFormat,
}

/// Checks, then publishes.
pub(crate) fn run(
    args: &PublishArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let started = Instant::now();
    let began = SystemTime::now();
    let mut loaded = input::load(&args.paths, config)?;
    for document in &mut loaded.documents {
        // What blocks a manifest is written down, and told to others.
        input::hide_messages(document);
    }
    report::path_errors(&loaded.errors, output);
    let mut screen = Screen::new(args.format.0, output);
    screen.log();
    screen.findings(&loaded.documents);
    let mut items: Vec<Item> = loaded.documents.iter_mut().map(Item::of).collect();
    if args.probe {
        publish::runtime()?.block_on(publish::probe(&mut items, &config.publish))?;
    }
    let destination = Destination::of(args, &config.publish)?;
    let hold = reason_to_hold(&items, &loaded.errors, args.keep_going);
    if args.dry_run && hold.is_none() {
        return dry_run::run(args, items, config, &destination, output);
    }
    if hold.is_none() && !args.yes && !destination.is_sandbox() {
        confirm::confirm(config, &items)?;
    }
    let audit = Arc::new(open_audit(args, config)?);
    for record in loaded.documents.iter().flat_map(audit::built) {
        audit.note(&record, began)?;
    }
    let done = match hold {
        Some(reason) => {
            screen.begin(&items, None);
            Done {
                ran: publish::hold(&items, &reason, &audit, |report| screen.item(report)),
                ..Done::default()
            }
        }
        None => publish::runtime()?.block_on(publish(
            items,
            config,
            &destination,
            &audit,
            &mut screen,
        ))?,
    };
    screen.finish();
    let metrics = Metrics::of(
        &done.ran.reports,
        done.gate.unwrap_or_default(),
        done.token_requests,
        started.elapsed(),
    );
    let finished = Finished {
        reports: &done.ran.reports,
        unreadable: &loaded.errors,
        stop: done.ran.stop,
        unwritten: done.ran.unwritten,
        elapsed: started.elapsed(),
        metrics: &metrics,
        audit: audit.written(),
        sandbox: done.holdings.as_ref(),
    };
    let run = Run {
        documents: &loaded.documents,
        unreadable: &loaded.errors,
        policy: &config.policy,
        baseline: None,
        work: Work::Publish(&finished),
    };
    screen.end(&run).map_err(Error::Stdout)?;
    // What became of the items is told before anything that can fail after it.
    audit.finish()?;
    if let Some(path) = &args.metrics {
        metrics.write(path).map_err(|source| Error::Output {
            path: path.clone(),
            source,
        })?;
    }
    Ok(run.exit())
}

/// What a run leaves behind.
#[derive(Debug, Default)]
struct Done {
    ran: Ran,
    gate: Option<publish::GateSummary>,
    token_requests: u32,
    holdings: Option<Holdings>,
}

async fn publish(
    items: Vec<Item>,
    config: &Config,
    destination: &Destination,
    audit: &Arc<Audit>,
    screen: &mut Screen,
) -> Result<Done, publish::Error> {
    let serving = destination.open(&config.publish).await?;
    let manner = publish::Manner {
        mode: publish::Mode {
            dry_run: false,
            redact: config.redact,
        },
        time_scale: destination.time_scale(),
    };
    let context = publish::context(&items, &serving.settings, &config.policy, manner)?;
    let context = Arc::new(context);
    let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
    screen.begin(&items, Some(&serving.name));
    let batch = Batch {
        context: Arc::clone(&context),
        audit: Arc::clone(audit),
        concurrency: serving.settings.concurrency,
    };
    let ran = publish::run(items, batch, &mut signals, |report| screen.item(report)).await;
    Ok(Done {
        ran,
        gate: Some(context.gate_summary()),
        token_requests: context.token_requests(),
        holdings: serving.close().await,
    })
}

/// The audit of this run. A rehearsal is written down only where somebody asks for it.
fn open_audit(args: &PublishArgs, config: &Config) -> Result<Audit, Error> {
    let AuditFile { path, is_given } = &config.publish.audit;
    let path = path.as_ref().filter(|_| *is_given || !is_rehearsal(args));
    match path {
        Some(path) => Ok(Audit::open(path, publish::new_id())?),
        None => Ok(Audit::nowhere()),
    }
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
