//! `cargo xtask compare-clients`: throughput and CPU of `preflight publish`, beside other HTTP clients that make the
//! same posts.
//!
//! Each run of each client has a sandbox of its own, in another process, which tells afterwards what arrived: a figure
//! counts only if every card did, once. The clients take turns, so that whatever else the machine does meanwhile, they
//! share. The sandbox takes its part of the same cores: CPU time says more than posts a second.

mod contender;
mod table;

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::progress::{print, say};
use crate::workspace;

use super::cards::{self, Post};
use super::measure::{self, Usage};
use super::options::Options;
use super::preflight;
use super::sandbox::{self, Sandbox};
use contender::Contender;

/// Where the files of a comparison are.
#[derive(Debug)]
struct Files {
    /// What `preflight publish` reads.
    manifests: PathBuf,
    /// What the other clients read: a key, a tab and a body a line.
    posts: PathBuf,
    /// How the sandbox behaves.
    scenario: PathBuf,
    /// What a single run leaves behind.
    run: PathBuf,
}

impl Files {
    fn within(folder: &Path) -> Self {
        Self {
            manifests: folder.join("cards.ndjson"),
            posts: folder.join("posts.tsv"),
            scenario: folder.join("scenario.json"),
            run: folder.join("run"),
        }
    }
}

/// Measures every client that is there, and prints a table.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let folder = workspace::scratch().join("compare-clients");
    workspace::empty_directory(&folder)?;
    let files = Files::within(&folder);
    preflight::build()?;
    workspace::write(&files.scenario, preflight::SCENARIO)?;
    workspace::write(&files.manifests, &cards::manifests(options.cards))?;
    let posts = cards::posts(
        &preflight::dry_run(&files.manifests).capture()?,
        options.cards,
    )?;
    workspace::write(&files.posts, &cards::lines(&posts))?;

    let contenders = contender::all(options, &files, &folder)?;
    let mut results: Vec<Vec<Usage>> = vec![Vec::new(); contenders.len()];
    for run in 1..=options.runs {
        for (contender, usages) in contenders.iter().zip(&mut results) {
            let usage = measured(contender, &files, &posts)?;
            say(&format!(
                "run {run}/{}: {}, {:.2} s",
                options.runs,
                contender.name,
                usage.wall.as_secs_f64()
            ));
            usages.push(usage);
        }
    }
    print(&table::markdown(&contenders, &results, options.cards));
    Ok(())
}

/// One run of one client against a sandbox that has nothing yet.
fn measured(contender: &Contender, files: &Files, posts: &[Post]) -> Result<Usage, Error> {
    workspace::empty_directory(&files.run)?;
    let sandbox = Sandbox::start(&preflight::sandbox(&files.scenario))?;
    let command = sandbox.known_to(contender.command.clone());
    let usage = measure::run(command, &files.run)?;
    sandbox::compare(&sandbox.state()?, posts).map_err(|difference| Error::Posts {
        client: contender.name,
        difference,
    })?;
    Ok(usage)
}
