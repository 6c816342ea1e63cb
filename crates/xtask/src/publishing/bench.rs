//! `cargo xtask bench-publisher`: what `preflight publish` takes, beside what was aimed at.
//!
//! Each figure is that of the release build against a sandbox in another process, which tells afterwards what arrived: a
//! figure counts only if every card did, once. Figures that vary are medians of several runs.

mod figure;
mod limits;
mod memory;
mod speed;
mod start;

use std::path::{Path, PathBuf};

use super::cards::{self, Post};
use super::compare_clients;
use super::measure::{self, Usage};
use super::options::Options;
use super::preflight::{self, Journal};
use super::sandbox::{self, Sandbox};
use crate::error::Error;
use crate::progress::{print, say};
use crate::workspace;

/// A sandbox that makes nobody wait, and answers each card after so many seconds.
fn patient(seconds: f64) -> String {
    format!(
        r#"{{"rateLimits":[{{"perMinute":100000000}}],"faults":[{{"path":"{}","times":null,"then":{{"latencySeconds":{seconds}}}}}]}}"#,
        cards::PATH
    )
}

/// Where the files of a benchmark are.
#[derive(Debug)]
struct Bench {
    folder: PathBuf,
    runs: usize,
}

/// Cards, and the posts that they come to.
#[derive(Debug)]
struct Batch {
    manifests: PathBuf,
    posts: Vec<Post>,
}

/// Measures everything, and prints a table of it; then compares the clients.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let bench = Bench {
        folder: workspace::scratch().join("bench-publisher"),
        runs: options.runs,
    };
    workspace::empty_directory(&bench.folder)?;
    preflight::build()?;
    let before = load();
    let mut figures = speed::figures(&bench, options)?;
    figures.extend(memory::figures(&bench)?);
    figures.extend(start::figures()?);
    figures.extend(limits::figures(&bench)?);
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    print(&format!(
        "{}\n{processors} processors; their load was {before} at the beginning and {} at the end.\n\n",
        figure::markdown(&figures),
        load()
    ));
    compare_clients::run(options)
}

/// How many programs wanted a processor during the last minute, where the system tells.
fn load() -> String {
    let text = workspace::read(Path::new("/proc/loadavg")).unwrap_or_default();
    text.split_whitespace()
        .next()
        .unwrap_or("not known")
        .to_owned()
}

impl Bench {
    /// So many cards.
    fn batch(&self, count: usize) -> Result<Batch, Error> {
        let manifests = self.folder.join(format!("cards-{count}.ndjson"));
        workspace::write(&manifests, &cards::manifests(count))?;
        let posts = cards::posts(&preflight::dry_run(&manifests).capture()?, count)?;
        Ok(Batch { manifests, posts })
    }

    /// A sandbox that behaves like this.
    fn sandbox(&self, scenario: &str) -> Result<Sandbox, Error> {
        let path = self.folder.join("scenario.json");
        workspace::write(&path, scenario)?;
        Sandbox::start(&preflight::sandbox(&path))
    }

    /// What a run leaves behind.
    fn run_folder(&self) -> Result<PathBuf, Error> {
        let folder = self.folder.join("run");
        workspace::empty_directory(&folder)?;
        Ok(folder)
    }

    /// Publishes to a new sandbox; every card has to arrive, once.
    fn publish(
        &self,
        batch: &Batch,
        scenario: &str,
        concurrency: usize,
        journal: Journal,
    ) -> Result<Usage, Error> {
        let folder = self.run_folder()?;
        let sandbox = self.sandbox(scenario)?;
        let command = preflight::publish(&batch.manifests, concurrency, &folder, journal);
        let usage = measure::run(sandbox.known_to(command), &folder)?;
        sandbox::compare(&sandbox.state()?, &batch.posts).map_err(|difference| Error::Posts {
            client: "preflight publish",
            difference,
        })?;
        preflight::verify(&preflight::audit(&folder)).capture()?;
        Ok(usage)
    }

    /// The same several times.
    fn publish_often(
        &self,
        what: &str,
        batch: &Batch,
        journal: Journal,
        concurrency: usize,
    ) -> Result<Vec<Usage>, Error> {
        (1..=self.runs)
            .map(|run| {
                let usage = self.publish(batch, preflight::SCENARIO, concurrency, journal)?;
                say(&format!(
                    "run {run}/{}: {what}, {:.2} s",
                    self.runs,
                    usage.wall.as_secs_f64()
                ));
                Ok(usage)
            })
            .collect()
    }
}
