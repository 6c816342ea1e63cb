//! A line of JSON for each thing that happens, as it happens, for programs that watch: a run that takes an hour is known
//! while it takes it.

use std::io::{self, Write};

use preflight_core::finding::SCHEMA_VERSION as REPORT_SCHEMA_VERSION;
use serde::Serialize;
use serde_json::{Map, Value};

use super::json::{File, Item, PUBLISH_SCHEMA_VERSION, summary};
use super::run::{Run, Summary, Work};
use super::{Keeps, Outlook, Reporter};
use crate::audit::Written;
use crate::input::PathError;
use crate::publish::{Holdings, ItemReport, Metrics};

/// Prints a line for each event.
#[derive(Debug)]
pub(super) struct JsonLines;

/// One event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'l> {
    schema_version: u32,
    #[serde(flatten)]
    event: Event<'l>,
}

#[derive(Serialize)]
#[serde(
    tag = "event",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
enum Event<'e> {
    /// Publishing begins; without a destination nothing is going to be sent.
    Begin {
        items: usize,
        destination: Option<&'e str>,
    },
    /// A manifest is done with.
    Item(Item<'e>),
    /// A document was checked.
    Document(File<'e>),
    /// A path could not be read.
    Unreadable(&'e PathError),
    /// The check is over.
    Checked {
        summary: Summary,
        policy_digest: &'e str,
        core_version: &'static str,
    },
    /// The publish is over.
    End {
        #[serde(skip_serializing_if = "Option::is_none")]
        sandbox: Option<&'e Holdings>,
        #[serde(skip_serializing_if = "Option::is_none")]
        audit: Option<&'e Written<'e>>,
        summary: Map<String, Value>,
        metrics: &'e Metrics,
    },
}

fn write(out: &mut dyn Write, schema_version: u32, event: Event<'_>) -> io::Result<()> {
    let line = Line {
        schema_version,
        event,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)?;
    // Who watches is told now, not when a buffer is full.
    out.flush()
}

impl Reporter for JsonLines {
    fn begin(&mut self, out: &mut dyn Write, outlook: &Outlook<'_>) -> io::Result<()> {
        let begin = Event::Begin {
            items: outlook.items,
            destination: outlook.destination,
        };
        write(out, PUBLISH_SCHEMA_VERSION, begin)
    }

    fn keeps(&self) -> Keeps {
        Keeps::Nothing
    }

    fn item(&mut self, out: &mut dyn Write, report: &ItemReport) -> io::Result<()> {
        write(out, PUBLISH_SCHEMA_VERSION, Event::Item(Item::from(report)))
    }

    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let version = match run.work {
            Work::Check { .. } => REPORT_SCHEMA_VERSION,
            Work::Publish(_) => PUBLISH_SCHEMA_VERSION,
        };
        for error in run.unreadable {
            write(out, version, Event::Unreadable(error))?;
        }
        match run.work {
            Work::Check { .. } => {
                for document in run.documents {
                    write(out, version, Event::Document(File::of(document)))?;
                }
                let over = Event::Checked {
                    summary: run.summary(),
                    policy_digest: run.policy.digest(),
                    core_version: preflight_core::VERSION,
                };
                write(out, version, over)
            }
            Work::Publish(finished) => {
                let over = Event::End {
                    sandbox: finished.sandbox,
                    audit: finished.audit.as_ref(),
                    summary: summary(finished),
                    metrics: finished.metrics,
                };
                write(out, version, over)
            }
        }
    }
}
