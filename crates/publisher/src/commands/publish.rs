//! `preflight publish`.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use clap::ValueHint;

use crate::config::{Config, PublishSettings};
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Document, PathError};
use crate::publish::{self, Finished, Holdings, Item, ItemReport, Problem, Signals, Stop};
use crate::report::{self, Format, OutputOptions, Reporter, Run, Work, human};

/// Check manifests, and publish them if nothing blocks any of them
#[derive(Debug, clap::Args)]
pub(crate) struct PublishArgs {
    /// Files, folders, quoted globs, or - for the standard input
    ///
    /// What is published already with the same content is left as it is, so the same command can be run again at any
    /// time. Cards are the exception: every run sends them.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Publish to a sandbox that runs inside this command, and show what it then holds
    #[cfg(feature = "sandbox")]
    #[arg(long, conflicts_with_all = ["environment", "api-url", "login-url"])]
    sandbox: bool,
    /// Fetch the manifestUrl of every agent widget first, and block those that agents' browsers could not use
    ///
    /// It must answer 200 without credentials, let the agents' desktop read it (CORS), and let it be shown in a frame
    /// (Content-Security-Policy, X-Frame-Options).
    #[arg(long)]
    probe: bool,
    /// Publish what can be published although something else is blocked or cannot be read
    #[arg(long)]
    keep_going: bool,
    /// How to print what became of each manifest
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Checks, then publishes.
pub(crate) fn run(
    args: &PublishArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let started = Instant::now();
    let mut loaded = input::load(&args.paths, config)?;
    report::path_errors(&loaded.errors, output);
    if args.format.is_for_people() {
        report_blocked(&loaded.documents, output);
    }
    log_to_stderr(output);
    let mut items: Vec<Item> = loaded.documents.iter_mut().map(Item::of).collect();
    if args.probe {
        publish::runtime()?.block_on(publish::probe(&mut items, &config.publish))?;
    }
    let mut screen = Screen {
        format: args.format,
        reporter: args.format.reporter(),
        output,
    };
    let done = match reason_to_hold(&items, &loaded.errors, args.keep_going) {
        Some(reason) => {
            screen.begin(&items, None);
            Done {
                reports: publish::hold(&items, &reason, |report| screen.item(report)),
                ..Done::default()
            }
        }
        None => publish::runtime()?.block_on(publish(args, items, &config.publish, &mut screen))?,
    };
    let finished = Finished {
        reports: &done.reports,
        unreadable: &loaded.errors,
        stop: done.stop,
        elapsed: started.elapsed(),
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
    Ok(run.exit())
}

/// What a run leaves behind.
#[derive(Debug, Default)]
struct Done {
    reports: Vec<ItemReport>,
    stop: Option<Stop>,
    holdings: Option<Holdings>,
}

#[cfg(feature = "sandbox")]
async fn publish(
    args: &PublishArgs,
    items: Vec<Item>,
    settings: &PublishSettings,
    screen: &mut Screen,
) -> Result<Done, publish::Error> {
    if !args.sandbox {
        return publish_to(items, settings, settings.api_url.as_str(), screen).await;
    }
    let sandbox = publish::sandbox::start(0).await?;
    let settings = PublishSettings {
        api_url: sandbox.url.clone(),
        login_url: sandbox.url.clone(),
        client_id: Some(preflight_sandbox::CLIENT_ID.to_owned()),
        client_secret: Some(crate::secret::Secret::new(
            preflight_sandbox::CLIENT_SECRET.to_owned(),
        )),
        // It runs in this process, which no proxy can reach.
        proxy: None,
        ..settings.clone()
    };
    let destination = format!("the sandbox at {}", sandbox.url);
    let done = publish_to(items, &settings, &destination, screen).await?;
    let running = sandbox.running;
    let holdings = Holdings::of(running.base_url(), &running.state());
    running.stop().await;
    Ok(Done {
        holdings: Some(holdings),
        ..done
    })
}

#[cfg(not(feature = "sandbox"))]
async fn publish(
    _args: &PublishArgs,
    items: Vec<Item>,
    settings: &PublishSettings,
    screen: &mut Screen,
) -> Result<Done, publish::Error> {
    publish_to(items, settings, settings.api_url.as_str(), screen).await
}

async fn publish_to(
    items: Vec<Item>,
    settings: &PublishSettings,
    destination: &str,
    screen: &mut Screen,
) -> Result<Done, publish::Error> {
    let context = publish::context(&items, settings)?;
    let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
    screen.begin(&items, Some(destination));
    let (reports, stop) = publish::run(
        items,
        context,
        settings.concurrency,
        &mut signals,
        |report| screen.item(report),
    )
    .await;
    Ok(Done {
        reports,
        stop,
        holdings: None,
    })
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

fn report_blocked(documents: &[Document], output: OutputOptions) {
    let blocked = documents.iter().filter(|document| !document.report.ok);
    let mut stderr = BufWriter::new(output.stderr());
    // Where the standard error is gone there is nobody left to tell; the exit code still does.
    let _ = human::print_findings(&mut stderr, blocked).and_then(|()| stderr.flush());
}

/// Waits and second attempts are told on the standard error, since a silent program seems to hang.
fn log_to_stderr(output: OutputOptions) {
    let colored = output.stderr().current_choice() != anstream::ColorChoice::Never;
    // Refused when there is one already, which is as good.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(io::stderr)
        .with_ansi(colored)
        .with_target(false)
        .without_time()
        .try_init();
}

/// Where outcomes are shown as they come.
#[derive(Debug)]
struct Screen {
    format: Format,
    reporter: Box<dyn Reporter>,
    output: OutputOptions,
}

impl Screen {
    // A reader that has gone must not stop a publish halfway, so only the end reports that it has.

    fn begin(&mut self, items: &[Item], destination: Option<&str>) {
        let mut stdout = self.output.stdout_of(self.format);
        let _ = self.reporter.begin(&mut *stdout, items, destination);
    }

    fn item(&mut self, report: &ItemReport) {
        let mut stdout = self.output.stdout_of(self.format);
        let _ = self.reporter.item(&mut *stdout, report);
    }

    fn end(&mut self, run: &Run<'_>) -> io::Result<()> {
        report::notes(self.format, run, self.output);
        let mut stdout = BufWriter::new(self.output.stdout_of(self.format));
        self.reporter.end(&mut stdout, run)?;
        stdout.flush()
    }
}
