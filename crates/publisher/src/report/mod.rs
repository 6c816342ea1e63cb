//! What people and programs get to see: data on the standard output, errors on the standard error.
//!
//! One file a format, each a [`Reporter`] of a [`Run`]; the table of formats is below.

mod axe;
mod earl;
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
pub(crate) mod human;
mod json;
mod jsonl;
mod junit;
mod log;
mod notice;
mod run;
mod sarif;
mod shared;
mod visible;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use clap::builder::styling::AnsiColor;

pub(crate) use log::{log_to_stderr, suspend_for_logs};
pub(crate) use run::{Run, Summary, Work, exit_of};
pub(crate) use shared::share_links;
pub(crate) use visible::{visible, visible_start};

use crate::cli;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{Document, PathError};
use crate::publish::ItemReport;

macro_rules! formats {
    ($($name:ident = $reporter:expr, $help:literal;)+) => {
        /// How a report is printed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
        pub(crate) enum Format {
            $(#[value(help = $help)] $name,)+
        }

        impl Format {
            /// What prints it.
            pub(crate) fn reporter(self) -> Box<dyn Reporter> {
                match self {
                    $(Self::$name => Box::new($reporter),)+
                }
            }
        }
    };
}

formats! {
    Human = human::Human::default(), "Findings in their source, and a line for each manifest that is published";
    Json = json::Json::default(), "One JSON document, for programs";
    Jsonl = jsonl::JsonLines, "A line of JSON for each event, as it happens";
    Sarif = sarif::Sarif, "SARIF 2.1.0, for code scanning";
    Junit = junit::Junit, "JUnit XML, for test reports";
    Github = github::Github, "Workflow commands, which GitHub Actions shows as annotations";
    Gitlab = gitlab::Gitlab, "A code quality report, for GitLab";
    Axe = axe::Axe, "Accessibility in the shape of axe-core's results (check only)";
    Earl = earl::Earl, "Accessibility as EARL assertions in JSON-LD (check only)";
}

/// How a report of a publish is printed: any way but those that are about accessibility alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PublishFormat(pub(crate) Format);

impl ValueEnum for PublishFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Format::Human),
            Self(Format::Json),
            Self(Format::Jsonl),
            Self(Format::Sarif),
            Self(Format::Junit),
            Self(Format::Github),
            Self(Format::Gitlab),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        self.0.to_possible_value()
    }
}

impl Format {
    /// Whether it tells what every rule about pages says.
    pub(crate) fn needs_results(self) -> bool {
        matches!(self, Self::Axe | Self::Earl)
    }

    /// Whether a person reads it as it comes, in colours; all others are data.
    pub(crate) fn is_for_people(self) -> bool {
        self == Self::Human
    }
}

/// Prints a run in one format.
pub(crate) trait Reporter: fmt::Debug {
    /// Publishing begins.
    fn begin(&mut self, _out: &mut dyn Write, _outlook: &Outlook<'_>) -> io::Result<()> {
        Ok(())
    }

    /// An item is done with.
    fn item(&mut self, _out: &mut dyn Write, _report: &ItemReport) -> io::Result<()> {
        Ok(())
    }

    /// What of a publish has to be kept for the end.
    fn keeps(&self) -> Keeps {
        Keeps::WhatIsSaid
    }

    /// All is known.
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()>;

    /// What a limit of the platform keeps a reader from seeing, where the report itself has no place to say it.
    fn left_out(&self, _run: &Run<'_>) -> Option<String> {
        None
    }
}

/// What is about to be published.
pub(crate) struct Outlook<'o> {
    /// How many items there are.
    pub(crate) items: usize,
    /// How many of them can be sent.
    pub(crate) to_send: usize,
    /// Kind and name of each.
    pub(crate) names: &'o dyn Fn() -> Names<'o>,
    /// Where they go; without one nothing is going to be sent.
    pub(crate) destination: Option<&'o str>,
}

/// Kinds and names, one after the other.
pub(crate) type Names<'n> = Box<dyn Iterator<Item = (Option<&'static str>, Cow<'n, str>)> + 'n>;

/// What of a publish a format needs at its end. A batch may be larger than the memory, so it is as little as can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// Nothing: items are printed as they come.
    Nothing,
    /// What something is to be said of: documents with findings, items that did not go well.
    WhatIsSaid,
    /// Every document and every item.
    Everything,
}

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OutputOptions {
    /// `--color`; `Auto` means colours on a terminal, unless `NO_COLOR` or `TERM=dumb` say otherwise.
    pub(crate) color: ColorChoice,
    /// How often `--verbose` was given.
    pub(crate) verbose: u8,
}

impl OutputOptions {
    /// The standard output, for people: styles are removed where colours are off.
    pub(crate) fn stdout(self) -> AutoStream<io::StdoutLock<'static>> {
        AutoStream::new(io::stdout(), self.color).lock()
    }

    /// The standard output of a format.
    pub(crate) fn stdout_of(self, format: Format) -> Box<dyn Write> {
        if format.is_for_people() {
            Box::new(self.stdout())
        } else {
            Box::new(io::stdout().lock())
        }
    }

    /// The standard error.
    pub(crate) fn stderr(self) -> AutoStream<io::StderrLock<'static>> {
        AutoStream::new(io::stderr(), self.color).lock()
    }
}

/// Prints the paths that could not be read.
pub(crate) fn path_errors(errors: &[PathError], output: OutputOptions) {
    let mut stderr = output.stderr();
    for error in errors {
        // Where the standard error is gone there is nobody left to tell.
        let _ = error_line(&mut stderr, &error.to_string());
    }
}

/// Shows a person what blocks documents.
pub(crate) fn blocking<'d>(documents: impl Iterator<Item = &'d Document>, output: OutputOptions) {
    let blocked = documents.filter(|document| !document.report.ok);
    let mut stderr = BufWriter::new(output.stderr());
    // Where the standard error is gone there is nobody left to tell; the exit code still does.
    let _ = human::print_findings(&mut stderr, blocked).and_then(|()| stderr.flush());
}

/// Tells a person what changes nothing about the result: entries of a baseline that are found no more, and what a
/// platform is not going to show.
pub(crate) fn notes(format: Format, run: &Run<'_>, output: OutputOptions) {
    let unneeded = run.baseline.and_then(|matched| {
        let words = notice::stale_words(matched)?;
        Some(format!("{}: {words}", matched.path))
    });
    let left_out = format.reporter().left_out(run);
    for words in unneeded.into_iter().chain(left_out) {
        note(&words, output);
    }
}

/// Tells a person something that changes nothing about the result.
pub(crate) fn note(words: &str, output: OutputOptions) {
    said("note", AnsiColor::BrightGreen, words, output);
}

/// Tells a person something to mind before they go on.
pub(crate) fn warning(words: &str, output: OutputOptions) {
    said("warning", AnsiColor::BrightYellow, words, output);
}

fn said(label: &str, color: AnsiColor, words: &str, output: OutputOptions) {
    let style = color.on_default().bold();
    // Where the standard error is gone there is nobody left to tell.
    let _ = writeln!(
        output.stderr(),
        "{style}{label}{style:#}: {}",
        visible(words)
    );
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

/// A number with what it counts.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
