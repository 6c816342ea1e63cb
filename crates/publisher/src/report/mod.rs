//! What people and programs get to see: data on the standard output, errors on the standard error.

mod excerpt;
pub(crate) mod human;
pub(crate) mod json;
mod visible;

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::AnsiColor;
use serde::Serialize;

pub(crate) use visible::visible;

use crate::cli;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{Document, PathError};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutputOptions {
    /// `--color`; `Auto` means colours on a terminal, unless `NO_COLOR` or `TERM=dumb` say otherwise.
    pub(crate) color: ColorChoice,
}

impl OutputOptions {
    /// The standard output, for people: styles are removed where colours are off.
    pub(crate) fn stdout(self) -> AutoStream<io::StdoutLock<'static>> {
        AutoStream::new(io::stdout(), self.color).lock()
    }

    /// The standard error.
    pub(crate) fn stderr(self) -> AutoStream<io::StderrLock<'static>> {
        AutoStream::new(io::stderr(), self.color).lock()
    }
}

/// Documents and findings, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Summary {
    pub(crate) documents: usize,
    pub(crate) ok: usize,
    pub(crate) blocked: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    #[serde(skip)]
    pub(crate) suppressed: usize,
}

impl Summary {
    /// Counts.
    pub(crate) fn of(documents: &[Document]) -> Self {
        documents.iter().fold(Self::default(), |mut sum, document| {
            let report = document.checked.report();
            let findings = report.summary();
            sum.documents += 1;
            sum.ok += usize::from(report.ok);
            sum.blocked += usize::from(!report.ok);
            sum.errors += findings.errors;
            sum.warnings += findings.warnings;
            sum.infos += findings.infos;
            sum.suppressed += report.suppressed_findings;
            sum
        })
    }
}

/// The exit code of a command that judges documents.
pub(crate) fn exit_of(summary: Summary, errors: &[PathError]) -> Exit {
    Exit::worst([
        if summary.blocked > 0 {
            Exit::Findings
        } else {
            Exit::Done
        },
        if errors.is_empty() {
            Exit::Done
        } else {
            Exit::Failure
        },
    ])
}

/// Prints the paths that could not be read.
pub(crate) fn path_errors(errors: &[PathError], output: OutputOptions) {
    let mut stderr = output.stderr();
    for error in errors {
        // Where the standard error is gone there is nobody left to tell.
        let _ = error_line(&mut stderr, &error.to_string());
    }
}

/// Tells why the program ends, and gives its exit code.
pub(crate) fn failure(error: &Error) -> Exit {
    // Where the standard error is gone there is nobody left to tell.
    let _ = match error {
        Error::Usage {
            command,
            kind,
            message,
        } => cli::usage_error(*command, *kind, message).print(),
        error if error.is_broken_pipe() => Ok(()),
        error => error_line(&mut anstream::stderr().lock(), &error.to_string()),
    };
    error.exit()
}

fn error_line(out: &mut impl Write, message: &str) -> io::Result<()> {
    let style = AnsiColor::BrightRed.on_default().bold();
    writeln!(out, "{style}error{style:#}: {}", visible(message))
}
