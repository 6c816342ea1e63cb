//! What became of items: one line each as it comes, what went wrong with it, and the sums.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};

use super::counted;
use crate::publish::{
    FieldProblem, Finished, Holdings, ItemReport, Metrics, Outcome, SideEffect, Skipped,
};
use crate::report::{Outlook, visible};

/// The longest name of an outcome.
const OUTCOME_WIDTH: usize = 17;
/// Longest id that the columns after it are aligned to.
const WIDEST_ID: usize = 32;
/// Where what belongs to an item stands below it.
const INDENT: &str = "      ";

/// Prints items in columns wide enough for all of them.
#[derive(Debug, Default)]
pub(super) struct Table {
    kind_width: usize,
    name_width: usize,
}

impl Table {
    /// Columns for items of these kinds and names.
    pub(super) fn of(outlook: &Outlook<'_>) -> Self {
        let mut table = Self::default();
        for (kind, name) in (outlook.names)() {
            table.kind_width = table.kind_width.max(kind.unwrap_or("?").len());
            let width = visible(&name).chars().count().min(WIDEST_ID);
            table.name_width = table.name_width.max(width);
        }
        table
    }

    /// Prints what became of an item.
    pub(super) fn item(
        &self,
        out: &mut (impl Write + ?Sized),
        report: &ItemReport,
    ) -> io::Result<()> {
        let style = style(report.outcome);
        let name = visible(report.id.as_deref().unwrap_or(&report.label));
        write!(
            out,
            "  {style}{:OUTCOME_WIDTH$}{style:#}  {:kind_width$}  ",
            report.outcome.name(),
            report.kind.unwrap_or("?"),
            kind_width = self.kind_width,
        )?;
        if report.attempts > 0 {
            let attempts = counted(report.attempts as usize, "attempt");
            write!(
                out,
                "{name:name_width$}  {attempts:>10}  {:>6} ms",
                report.latency.as_millis(),
                name_width = self.name_width,
            )?;
        } else {
            write!(out, "{name}")?;
        }
        if let Some(remote_id) = &report.remote_id {
            write!(out, "  {}", visible(remote_id))?;
        }
        writeln!(out)?;
        side_effects(out, &report.side_effects)?;
        match &report.problem {
            // The reason is the same for all of them, so it stands once, below the sums.
            Some(problem) if report.outcome != Outcome::Skipped => {
                writeln!(out, "{INDENT}{}", visible(&problem.message))?;
                for field in &problem.fields {
                    self::field(out, &report.path, field)?;
                }
                if let Some(cause) = &problem.cause {
                    writeln!(out, "{INDENT}Cause: {}", visible(cause))?;
                }
                if let Some(correlation_id) = &problem.correlation_id {
                    writeln!(out, "{INDENT}Correlation id: {}", visible(correlation_id))?;
                }
                writeln!(out, "{INDENT}Next step: {}", visible(&problem.next_step))
            }
            _ => Ok(()),
        }
    }
}

/// Prints what a server says about a field, and where it stands.
fn field(out: &mut (impl Write + ?Sized), path: &str, field: &FieldProblem) -> io::Result<()> {
    let place = match field.span {
        Some(span) => format!("{path}:{}:{}", span.start.line, span.start.column),
        None => path.to_owned(),
    };
    let name = &field.field;
    let words = match (&field.message, &field.code) {
        (Some(message), _) => format!("{place}: {name}: {message}"),
        (None, Some(code)) => format!("{place}: {name} ({code})"),
        (None, None) => format!("{place}: {name}"),
    };
    writeln!(out, "{INDENT}At {}", visible(&words))
}

/// Prints what is about to happen.
pub(super) fn header(
    out: &mut (impl Write + ?Sized),
    items: usize,
    destination: &str,
) -> io::Result<()> {
    writeln!(
        out,
        "Publishing {} to {destination}\n",
        counted(items, "payload")
    )
}

/// Prints the sums.
pub(super) fn end(out: &mut (impl Write + ?Sized), finished: &Finished<'_>) -> io::Result<()> {
    writeln!(out)?;
    if let Some(holdings) = finished.sandbox {
        self::holdings(out, holdings)?;
    }
    let mut counts: Vec<String> = finished
        .tally
        .counts()
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| {
            let style = style(outcome);
            format!("{style}{count} {}{style:#}", outcome.name())
        })
        .collect();
    if counts.is_empty() {
        counts.push("nothing to publish".to_owned());
    }
    writeln!(
        out,
        "{}: {}, in {:.1} s",
        counted(finished.tally.items, "item"),
        counts.join(", "),
        finished.elapsed.as_secs_f32()
    )?;
    rates(out, finished.metrics)?;
    if let Some(audit) = &finished.audit {
        write!(out, "Audit: {}", visible(&audit.path))?;
        match audit.head {
            Some(head) => writeln!(out, ", head {head}")?,
            None => writeln!(out)?,
        }
    }
    match &finished.tally.skipped {
        Some(Skipped { reason, .. }) => {
            writeln!(out, "Skipped: {} {}", reason.message, reason.next_step)
        }
        None => Ok(()),
    }
}

/// Prints how much went well, and how long it took.
fn rates(out: &mut (impl Write + ?Sized), metrics: &Metrics) -> io::Result<()> {
    let (payloads, attempts) = (&metrics.payloads, &metrics.attempts);
    let times = &metrics.latency.attempt;
    let (Some(payload_rate), Some(attempt_rate), Some(availability)) = (
        payloads.success_rate,
        attempts.success_rate,
        attempts.availability,
    ) else {
        return Ok(());
    };
    let (Some(p50), Some(p95), Some(p99)) = (times.p50_ms, times.p95_ms, times.p99_ms) else {
        return Ok(());
    };
    writeln!(
        out,
        "Success: {:.1} % of payloads, {:.1} % of {}; availability {:.1} %",
        payload_rate * 100.0,
        attempt_rate * 100.0,
        counted(attempts.total, "attempt"),
        availability * 100.0,
    )?;
    writeln!(
        out,
        "An attempt took {p50:.0} ms (median), {p95:.0} ms (95 %), {p99:.0} ms (99 %)"
    )
}

fn holdings(out: &mut (impl Write + ?Sized), holdings: &Holdings) -> io::Result<()> {
    let mut held: Vec<String> = holdings
        .objects
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    if holdings.jobs > 0 {
        held.push(counted(holdings.jobs, "preview job"));
    }
    if holdings.webhooks > 0 {
        held.push(counted(holdings.webhooks, "webhook"));
    }
    if held.is_empty() {
        held.push("nothing".to_owned());
    }
    writeln!(out, "The sandbox holds: {}", held.join(", "))
}

fn side_effects(out: &mut (impl Write + ?Sized), effects: &[SideEffect]) -> io::Result<()> {
    for effect in effects {
        let style = if effect.has_failed() {
            AnsiColor::Yellow.on_default()
        } else {
            Style::new().dimmed()
        };
        write!(
            out,
            "{INDENT}{style}{} {}{style:#}",
            effect.name, effect.outcome
        )?;
        match &effect.detail {
            Some(detail) => writeln!(out, ": {}", visible(detail))?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

fn style(outcome: Outcome) -> Style {
    match outcome {
        outcome if outcome.is_good() => AnsiColor::Green.on_default().bold(),
        Outcome::Skipped => Style::new().dimmed(),
        Outcome::Ambiguous | Outcome::Blocked => AnsiColor::Yellow.on_default().bold(),
        _ => AnsiColor::BrightRed.on_default().bold(),
    }
}
