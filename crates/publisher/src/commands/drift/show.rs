//! Drift as people and programs see it.

use std::io::{self, BufWriter, Write};

use super::{Line, Report};
use crate::commands::Format;
use crate::commands::plan::write_changes;
use crate::plan::DRIFTS;
use crate::report::{OutputOptions, visible};

/// Prints it.
pub(super) fn show(report: &Report, format: Format, output: OutputOptions) -> io::Result<()> {
    let mut out = BufWriter::new(output.stdout());
    match format {
        Format::Human => human(&mut out, report)?,
        Format::Json => crate::commands::write_json(&mut out, report)?,
    }
    out.flush()
}

fn human(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let counts: Vec<String> = DRIFTS
        .iter()
        .map(|(drift, name, _)| {
            let of = |item: &&Line| item.drift == *drift;
            (name, report.items.iter().filter(of).count())
        })
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    let counts = if counts.is_empty() {
        "nothing that can be looked for was published".to_owned()
    } else {
        counts.join(", ")
    };
    writeln!(out, "{}: {counts}", visible(&report.api_url))?;
    for (item, changes) in report.items.iter().zip(&report.differences) {
        write!(
            out,
            "  {:<16} {:22} {}",
            item.drift.name(),
            item.kind,
            visible(item.id.as_deref().unwrap_or(&item.path))
        )?;
        let remote_id = item.remote.as_ref().and_then(|remote| remote.id.as_ref());
        if let Some(id) = remote_id.or(item.published_as.as_ref()) {
            write!(out, "  {}", visible(id))?;
        }
        writeln!(out)?;
        if let Some(why) = &item.why {
            writeln!(out, "      {}", visible(why))?;
        }
        write_changes(out, changes.as_ref())?;
    }
    let unseen = report.not_looked_for;
    if unseen > 0 {
        let things = if unseen == 1 {
            "1 card or set of variables"
        } else {
            &format!("{unseen} cards or sets of variables")
        };
        writeln!(out, "{things} cannot be looked for")?;
    }
    let elsewhere = report.batches_elsewhere;
    if elsewhere > 0 {
        let batches = if elsewhere == 1 {
            "1 batch"
        } else {
            &format!("{elsewhere} batches")
        };
        writeln!(
            out,
            "{batches} of the journal went elsewhere, or as another client, and had no part in this"
        )?;
    }
    Ok(())
}
