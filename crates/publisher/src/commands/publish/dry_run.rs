//! `--dry-run`: every request as it would be sent, and nothing sent.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use clap::error::ErrorKind;
use serde::Serialize;

use crate::audit::Audit;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal;
use crate::publish::{
    self, Batch, ItemReport, Manner, Mode, PlannedRequest, Signals, Supply, Unit, Watcher, kinds_of,
};
use crate::report::{Format, OutputOptions, visible};

use super::destination::Destination;

/// The requests of a batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'p> {
    schema_version: u32,
    dry_run: bool,
    destination: &'p str,
    /// What asks for the token that all others carry.
    token: Option<PlannedRequest>,
    items: Vec<PlannedItem<'p>>,
}

#[derive(Debug, Serialize)]
struct PlannedItem<'p> {
    path: &'p str,
    kind: Option<&'static str>,
    id: Option<&'p str>,
    requests: &'p [PlannedRequest],
}

/// Shows what would be sent.
pub(super) fn run(
    format: Format,
    supply: Supply,
    config: &Config,
    destination: &Destination,
    output: OutputOptions,
) -> Result<Exit, Error> {
    if !matches!(format, Format::Human | Format::Json) {
        return Err(Error::Usage {
            command: Some("publish"),
            kind: ErrorKind::ArgumentConflict,
            message: "--dry-run prints requests, which only the formats human and json can show"
                .to_owned(),
        });
    }
    let (token, reports) = publish::runtime()?.block_on(plan(supply, config, destination))?;
    let destination = config.publish.api_url.as_str();
    let plan = Plan {
        schema_version: 1,
        dry_run: true,
        destination,
        token,
        items: reports
            .iter()
            .map(|report| PlannedItem {
                path: &report.path,
                kind: report.kind,
                id: report.id.as_deref(),
                requests: &report.trace.planned,
            })
            .collect(),
    };
    let mut stdout = BufWriter::new(output.stdout_of(format));
    if format.is_for_people() {
        show(&mut stdout, &plan)
    } else {
        serde_json::to_writer(&mut stdout, &plan)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(stdout))
    }
    .and_then(|()| stdout.flush())
    .map_err(Error::Stdout)?;
    let blocked = reports.iter().map(ItemReport::exit);
    Ok(Exit::worst(blocked))
}

async fn plan(
    supply: Supply,
    config: &Config,
    destination: &Destination,
) -> Result<(Option<PlannedRequest>, Vec<ItemReport>), publish::Error> {
    let manner = Manner {
        mode: Mode {
            dry_run: true,
            redact: config.redact,
        },
        time_scale: destination.time_scale(),
    };
    let kinds = kinds_of(&supply.kinds());
    let context = publish::context(&kinds, &config.publish, &config.policy, manner)?;
    let context = Arc::new(context);
    let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
    let batch = Batch {
        identity: journal::store::Batch::default(),
        context: Arc::clone(&context),
        audit: Arc::new(Audit::nowhere()),
        journal: None,
        // One after the other, so that the same files show the same requests in the same order.
        concurrency: 1,
    };
    let mut reports = Reports::default();
    publish::run(supply, batch, &mut signals, &mut reports).await;
    Ok((context.planned_token(), reports.0))
}

/// Reports of all items, with the requests that would have been sent.
#[derive(Default)]
struct Reports(Vec<ItemReport>);

impl Watcher for Reports {
    fn done(&mut self, _report: &ItemReport) {}

    fn next(&mut self, _document: Option<Arc<Unit>>, report: ItemReport) {
        self.0.push(report);
    }
}

fn show(out: &mut impl Write, plan: &Plan<'_>) -> io::Result<()> {
    writeln!(
        out,
        "Dry run: nothing is sent. The answers are taken to be those of a server that has nothing yet."
    )?;
    if let Some(token) = &plan.token {
        writeln!(out, "\ntoken, once for all")?;
        request(out, token)?;
    }
    for item in &plan.items {
        let name = item.id.unwrap_or(item.path);
        writeln!(out, "\n{}  {}", item.kind.unwrap_or("?"), visible(name))?;
        if item.requests.is_empty() {
            writeln!(out, "  nothing: a finding blocks it")?;
        }
        for planned in item.requests {
            request(out, planned)?;
        }
    }
    Ok(())
}

fn request(out: &mut impl Write, planned: &PlannedRequest) -> io::Result<()> {
    writeln!(out, "  {} {}", planned.method, visible(&planned.url))?;
    for (name, value) in &planned.headers {
        writeln!(out, "    {name}: {}", visible(value))?;
    }
    match &planned.body {
        Some(body) => writeln!(out, "    {}", visible(body)),
        None => Ok(()),
    }
}
