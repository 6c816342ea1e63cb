//! What `publish` and `resume` have in common: a run that is watched, written down, journalled and summed up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use clap::ValueHint;

use super::destination::{self, Destination};
use super::screen::Screen;
use crate::audit::{self, Audit};
use crate::config::{Config, OwnFile, PublishSettings};
use crate::error::Error;
use crate::exit::Exit;
use crate::input::Loaded;
use crate::journal::{self, Journal, subject};
use crate::publish::{self, Batch, Finished, Holdings, Item, Metrics, Problem, Ran, Signals};
use crate::report::{self, OutputOptions, PublishFormat, Run, Work};

/// Flags of every run that publishes.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Let a minute of waiting pass in 1/N of a minute; only for rehearsals against a sandbox on this machine
    #[arg(long, value_name = "N", value_parser = destination::time_scale)]
    pub(super) time_scale: Option<f64>,
    /// Publish without asking where the profile asks
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Write rates and latencies of the run to FILE: as JSON, or as Prometheus text if it ends in .prom or .txt
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) metrics: Option<PathBuf>,
    /// How to print what became of each manifest
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: PublishFormat,
}

/// Where a run writes for itself.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct Files<'f> {
    audit: Option<&'f Path>,
    journal: Option<&'f Path>,
}

impl<'f> Files<'f> {
    /// The same, with the journal that a batch is in.
    pub(in crate::commands) fn with_journal(self, journal: &'f Path) -> Self {
        Self {
            journal: Some(journal),
            ..self
        }
    }

    /// The journal.
    pub(in crate::commands) fn journal(self) -> Option<&'f Path> {
        self.journal
    }

    /// Those of the settings. A rehearsal writes only where somebody asks for it.
    pub(in crate::commands) fn of(config: &'f Config, is_rehearsal: bool) -> Self {
        let wanted = |file: &'f OwnFile| {
            let path = file.path.as_deref();
            path.filter(|_| file.is_given || !is_rehearsal)
        };
        Self {
            audit: wanted(&config.publish.audit),
            journal: wanted(&config.publish.journal),
        }
    }
}

/// A run that publishes.
#[derive(Debug)]
pub(in crate::commands) struct Session<'s> {
    args: &'s RunArgs,
    config: &'s Config,
    screen: Screen,
    /// Its id.
    run: String,
    started: Instant,
    began: SystemTime,
}

/// What a run leaves behind.
#[derive(Debug, Default)]
struct Done {
    ran: Ran,
    gate: Option<publish::GateSummary>,
    token_requests: u32,
    holdings: Option<Holdings>,
}

impl<'s> Session<'s> {
    /// One that begins now.
    pub(in crate::commands) fn new(
        args: &'s RunArgs,
        config: &'s Config,
        output: OutputOptions,
    ) -> Self {
        Self {
            args,
            config,
            screen: Screen::new(args.format.0, output),
            run: publish::new_id(),
            started: Instant::now(),
            began: SystemTime::now(),
        }
    }

    /// Tells what could not be read and what is blocked.
    pub(in crate::commands) fn begin(&self, loaded: &Loaded, output: OutputOptions) {
        report::path_errors(&loaded.errors, output);
        self.screen.log();
        self.screen.findings(&loaded.documents);
    }

    /// Publishes the items, or reports that nothing is sent, and why; `batch` is the one that is gone on with, where it
    /// is not a new one.
    pub(in crate::commands) fn publish(
        mut self,
        loaded: &Loaded,
        items: Vec<Item>,
        hold: Option<Problem>,
        destination: &Destination,
        (files, batch): (Files<'_>, Option<journal::store::Batch>),
    ) -> Result<Exit, Error> {
        let audit = Arc::new(Audit::of(files.audit, self.run.clone())?);
        for record in loaded.documents.iter().flat_map(audit::built) {
            audit.note(&record, self.began)?;
        }
        let done = if let Some(reason) = hold {
            self.screen.begin(&items, None);
            Done {
                ran: publish::hold(&items, &reason, &audit, |report| {
                    self.screen.item(report, None);
                }),
                ..Done::default()
            }
        } else {
            let open = |path| Journal::open(path, self.run.clone());
            let journal = files.journal.map(open).transpose()?;
            let sent = self.send(items, destination, &audit, (journal, batch));
            publish::runtime()?.block_on(sent)?
        };
        self.screen.finish();
        let metrics = Metrics::of(
            &done.ran.reports,
            done.gate.unwrap_or_default(),
            done.token_requests,
            self.started.elapsed(),
        );
        let finished = Finished {
            reports: &done.ran.reports,
            unreadable: &loaded.errors,
            stop: done.ran.stop,
            unwritten: done.ran.unwritten,
            elapsed: self.started.elapsed(),
            metrics: &metrics,
            audit: audit.written(),
            sandbox: done.holdings.as_ref(),
        };
        let run = Run {
            documents: &loaded.documents,
            unreadable: &loaded.errors,
            policy: &self.config.policy,
            baseline: None,
            work: Work::Publish(&finished),
        };
        self.screen.end(&run).map_err(Error::Stdout)?;
        // What became of the items is told before anything that can fail after it.
        audit.finish()?;
        if let Some(path) = &self.args.metrics {
            metrics.write(path).map_err(|source| Error::Output {
                path: path.clone(),
                source,
            })?;
        }
        Ok(run.exit())
    }

    async fn send(
        &mut self,
        mut items: Vec<Item>,
        destination: &Destination,
        audit: &Arc<Audit>,
        (journal, batch): (Option<Journal>, Option<journal::store::Batch>),
    ) -> Result<Done, Error> {
        let serving = destination.open(&self.config.publish).await?;
        let manner = publish::Manner {
            mode: publish::Mode {
                dry_run: false,
                redact: self.config.redact,
            },
            time_scale: destination.time_scale(),
        };
        let mut context = publish::context(&items, &serving.settings, &self.config.policy, manner)?;
        if let Some(journal) = &journal {
            context.share_pace(journal, &destination_of(&serving.settings));
        }
        let context = Arc::new(context);
        let identity = match batch {
            Some(batch) => batch,
            None => self.batch(&serving.settings)?,
        };
        let batch = Batch {
            identity,
            context: Arc::clone(&context),
            audit: Arc::clone(audit),
            journal,
            concurrency: serving.settings.concurrency,
        };
        batch.take_up(&mut items).await?;
        let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
        self.screen.begin(&items, Some(&serving.name));
        let screen = &mut self.screen;
        let ran = publish::run(items, batch, &mut signals, |report| {
            screen.item(report, Some(context.gate_summary().limit));
        })
        .await;
        Ok(Done {
            ran,
            gate: Some(context.gate_summary()),
            token_requests: context.token_requests(),
            holdings: serving.close().await,
        })
    }

    /// The batch that this run begins.
    fn batch(&self, settings: &PublishSettings) -> Result<journal::store::Batch, Error> {
        let folder = std::env::current_dir().map_err(|source| Error::Unreadable {
            path: ".".into(),
            source,
        })?;
        Ok(journal::store::Batch {
            id: self.run.clone(),
            destination: destination_of(settings),
            policy: self.config.policy.digest().to_owned(),
            folder: folder.display().to_string(),
            began: journal::now(),
        })
    }
}

/// Where these settings publish to, and as whom.
pub(in crate::commands) fn destination_of(settings: &PublishSettings) -> subject::Destination {
    let client = settings.client_id.as_deref().unwrap_or_default();
    subject::Destination::new(&settings.api_url, client)
}
