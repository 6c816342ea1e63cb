//! A plan as people and programs see it.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use preflight_core::compare::{Change, ChangeKind, Comparison};
use serde::Serialize;

use super::Survey;
use crate::commands::Format;
use crate::plan::{Action, Plan};
use crate::report::{OutputOptions, visible};

/// The most changes of one object that are shown to people.
const SHOWN: usize = 20;

/// The JSON document: the plan, and with each item how what the server holds differs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'d> {
    #[serde(flatten)]
    plan: &'d Plan,
    differences: Vec<Option<&'d Comparison>>,
}

/// Prints it.
pub(super) fn show(
    survey: &[Survey],
    plan: &Plan,
    format: Format,
    output: OutputOptions,
) -> io::Result<()> {
    let mut out = BufWriter::new(output.stdout());
    match format {
        Format::Human => human(&mut out, survey, plan)?,
        Format::Json => {
            let document = Document {
                plan,
                differences: survey
                    .iter()
                    .map(|survey| survey.decided.changes.as_ref())
                    .collect(),
            };
            crate::commands::write_json(&mut out, &document)?;
        }
    }
    out.flush()
}

/// Says where the plan is.
pub(super) fn written(path: &Path, digest: &str, is_unsafe: bool, output: OutputOptions) {
    let mut stderr = output.stderr();
    // Where the standard error is gone there is nobody left to tell.
    let _ = writeln!(
        stderr,
        "Plan: {} ({digest}); carry it out with `preflight apply {0}`",
        path.display()
    );
    if is_unsafe {
        let _ = writeln!(
            stderr,
            "It changes more than 30 % of what is there, so `apply` wants --force."
        );
    }
}

fn human(out: &mut impl Write, survey: &[Survey], plan: &Plan) -> io::Result<()> {
    let counts: Vec<String> = Action::all()
        .map(|action| (action, plan.count(action)))
        .filter(|(_, count)| *count > 0)
        .map(|(action, count)| format!("{count} {}", action.name()))
        .collect();
    let counts = if counts.is_empty() {
        "nothing".to_owned()
    } else {
        counts.join(", ")
    };
    writeln!(out, "{}: {counts}", visible(&plan.api_url))?;
    for Survey { item, decided } in survey {
        write!(
            out,
            "  {:<10} {:22} {}",
            decided.action.name(),
            item.kind.unwrap_or("-"),
            visible(item.id.as_deref().unwrap_or(&item.label))
        )?;
        if let Some(id) = decided
            .remote
            .as_ref()
            .and_then(|remote| remote.id.as_ref())
        {
            write!(out, "  {}", visible(id))?;
        }
        writeln!(out)?;
        if let Some(why) = &decided.why {
            writeln!(out, "      {}", visible(why))?;
        }
        write_changes(out, decided.changes.as_ref())?;
    }
    let cost = plan.cost;
    let (noun, time) = (
        if cost.calls == 1 { "call" } else { "calls" },
        duration(cost.seconds),
    );
    writeln!(
        out,
        "{} {noun} besides looking, {time} at the limits that are set",
        cost.calls
    )
}

/// Shows people how an object differs.
pub(in crate::commands) fn write_changes(
    out: &mut impl Write,
    found: Option<&Comparison>,
) -> io::Result<()> {
    let changes = found.into_iter().flat_map(|found| &found.changes);
    for change in changes.clone().take(SHOWN) {
        writeln!(out, "      {}", one(change))?;
    }
    let more = changes.count().saturating_sub(SHOWN);
    if more > 0 {
        writeln!(out, "      and {more} more")?;
    }
    Ok(())
}

fn duration(seconds: u32) -> String {
    match seconds {
        0 => "less than a second".to_owned(),
        1..120 => format!("about {seconds} s"),
        _ => format!("about {} min", seconds.div_ceil(60)),
    }
}

/// One change on a line, as of a patch: what the server has goes, what the manifest has comes.
fn one(change: &Change) -> String {
    let sign = match change.kind {
        ChangeKind::Added => '+',
        ChangeKind::Removed => '-',
        ChangeKind::Changed => '~',
        ChangeKind::Moved => '>',
    };
    let label = visible(&change.label);
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            format!("{sign} {label}: {} -> {}", visible(before), visible(after))
        }
        (Some(value), None) | (None, Some(value)) => format!("{sign} {label}: {}", visible(value)),
        (None, None) => format!("{sign} {label}"),
    }
}
