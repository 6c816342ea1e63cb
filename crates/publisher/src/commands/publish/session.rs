//! What `publish` and `resume` have in common: a run that is watched, written down, journalled and summed up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use clap::ValueHint;

use super::destination::{self, Destination};
use super::screen::Screen;
use super::watching::{Watching, is_wanted};
use crate::audit::{self, Audit};
use crate::config::{Config, OwnFile, PublishSettings};
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{Document, PathError};
use crate::journal::{self, Journal, subject};
use crate::publish::{
    self, Batch, Finished, Holdings, Part, Problem, Ran, Signals, Supply, Telemetry, kinds_of,
};
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

    /// Of a run that does nothing.
    pub(in crate::commands) fn none() -> Self {
        Self {
            audit: None,
            journal: None,
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
pub(in crate::commands) struct Session<'s> {
    outset: Outset<'s>,
    screen: Screen,
    /// Where it is written down what is done, once that has begun.
    audit: Option<Arc<Audit>>,
}

/// How a run began.
#[derive(Debug)]
struct Outset<'s> {
    args: &'s RunArgs,
    config: &'s Config,
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
            outset: Outset {
                args,
                config,
                run: publish::new_id(),
                started: Instant::now(),
                began: SystemTime::now(),
            },
            screen: Screen::new(args.format.0, output),
            audit: None,
        }
    }

    /// Begins to write down what is done, before there is anything to publish.
    pub(in crate::commands) fn audited(self, files: Files<'_>) -> Result<Self, Error> {
        let audit = Audit::of(files.audit, self.outset.run.clone())?;
        Ok(Self {
            audit: Some(Arc::new(audit)),
            ..self
        })
    }

    /// Writes down what was found in a document, once that has begun; says whether the format needs it at the end.
    pub(in crate::commands) fn checked(&self, document: &Document) -> Result<Part, Error> {
        if let Some(audit) = &self.audit {
            for record in audit::built(document) {
                audit.note(&record, self.outset.began)?;
            }
        }
        let is_wanted = is_wanted(self.screen.keeps(), document);
        Ok(if is_wanted { Part::Told } else { Part::Sent })
    }

    /// Tells what could not be read and what is blocked.
    pub(in crate::commands) fn begin<'d>(
        &self,
        documents: impl Iterator<Item = &'d Document>,
        unreadable: &[PathError],
        output: OutputOptions,
    ) {
        report::path_errors(unreadable, output);
        self.screen.log();
        self.screen.findings(documents);
    }

    /// Publishes the items, or reports that nothing is sent, and why; `batch` is the one that is gone on with, where it
    /// is not a new one.
    pub(in crate::commands) fn publish(
        self,
        (supply, unreadable): (Supply, &[PathError]),
        hold: Option<Problem>,
        destination: &Destination,
        (files, batch): (Files<'_>, Option<journal::store::Batch>),
    ) -> Result<Exit, Error> {
        let session = if self.audit.is_some() {
            self
        } else {
            let session = self.audited(files)?;
            for document in supply.documents() {
                session.checked(document)?;
            }
            session
        };
        let Self {
            outset,
            mut screen,
            audit,
        } = session;
        let audit = audit.unwrap_or_else(|| Arc::new(Audit::nowhere()));
        let telemetry = Telemetry::begin(
            &outset.run,
            (outset.began, outset.started),
            &outset.config.publish,
        );
        let mut watching = Watching::on(&mut screen, telemetry);
        let done = if let Some(reason) = hold {
            watching.begin(&supply, None);
            Done {
                ran: publish::hold(&supply, &reason, &audit, &mut watching),
                ..Done::default()
            }
        } else {
            let open = |path| Journal::open(path, outset.run.clone());
            let journal = files.journal.map(open).transpose()?;
            let sent = outset.send(supply, destination, &audit, (journal, batch), &mut watching);
            publish::runtime()?.block_on(sent)?
        };
        let Watching {
            kept,
            tally,
            counting,
            telemetry,
            ..
        } = watching;
        screen.finish();
        let metrics = counting.finish(
            done.gate.unwrap_or_default(),
            done.token_requests,
            outset.started.elapsed(),
        );
        let finished = Finished {
            tally: &tally,
            reports: &kept.reports,
            unreadable,
            stop: done.ran.stop,
            unwritten: done.ran.unwritten,
            elapsed: outset.started.elapsed(),
            metrics: &metrics,
            audit: audit.written(),
            sandbox: done.holdings.as_ref(),
        };
        let documents: Vec<&Document> = kept
            .units
            .iter()
            .filter_map(|unit| unit.document.as_ref())
            .collect();
        let run = Run {
            documents: &documents,
            unreadable,
            policy: &outset.config.policy,
            baseline: None,
            work: Work::Publish(&finished),
        };
        let printed = screen.end(&run).map_err(Error::Stdout);
        // What became of the items is told before anything that can fail after it.
        audit.finish()?;
        if let Some(path) = &outset.args.metrics {
            metrics.write(path).map_err(|source| Error::Output {
                path: path.clone(),
                source,
            })?;
        }
        telemetry.end(run.exit(), done.gate);
        match printed {
            // A reader that has seen enough changes nothing about what became of the items.
            Err(error) if !error.is_broken_pipe() => Err(error),
            _ => Ok(run.exit()),
        }
    }
}

impl Outset<'_> {
    async fn send(
        &self,
        supply: Supply,
        destination: &Destination,
        audit: &Arc<Audit>,
        (journal, batch): (Option<Journal>, Option<journal::store::Batch>),
        watching: &mut Watching<'_>,
    ) -> Result<Done, Error> {
        let serving = destination.open(&self.config.publish).await?;
        let manner = publish::Manner {
            mode: publish::Mode {
                dry_run: false,
                redact: self.config.redact,
            },
            time_scale: destination.time_scale(),
        };
        let kinds = kinds_of(&supply.kinds());
        let mut context = publish::context(&kinds, &serving.settings, &self.config.policy, manner)?;
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
        let supply = batch.take_up(supply).await?;
        let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
        watching.begin(&supply, Some(&serving.name));
        watching.context = Some(Arc::clone(&context));
        let ran = publish::run(supply, batch, &mut signals, watching).await;
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
