//! Findings for people: an excerpt of the source with the place underlined, and what to do.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};
use clap::builder::styling::AnsiColor;
use preflight_core::Severity;
use preflight_core::finding::{Finding, Outcome, Safety};

use super::excerpt::{Excerpt, excerpt};
use super::{Summary, visible};
use crate::input::Document;

/// Findings of one file that are printed in full. Whoever has more mends these first; programs read the JSON.
const MOST_PER_FILE: usize = 50;

/// Longest message, in characters: a message may quote a key, and a key may be long.
const LONGEST_MESSAGE: usize = 600;

/// Prints the findings of documents, in their order. Styles are for the stream to remove.
pub(crate) fn print_findings<'d>(
    out: &mut impl Write,
    documents: impl IntoIterator<Item = &'d Document>,
) -> io::Result<()> {
    let renderer = Renderer::styled();
    let mut documents = documents.into_iter().peekable();
    let mut printed = 0;
    let mut left_out = 0;
    while let Some(document) = documents.next() {
        let report = document.checked.report();
        for finding in &report.findings {
            if printed < MOST_PER_FILE {
                print_finding(out, &renderer, document, finding)?;
                printed += 1;
            } else {
                left_out += 1;
            }
        }
        left_out += report.omitted_findings;
        // The documents of one file follow each other.
        if documents
            .peek()
            .is_none_or(|next| next.path != document.path)
        {
            if left_out > 0 {
                let path = visible(&document.path);
                let what = counted(left_out, "more finding");
                writeln!(
                    out,
                    "{path}: and {what}; `preflight check --format json` prints up to 1000 of a document\n"
                )?;
            }
            (printed, left_out) = (0, 0);
        }
    }
    Ok(())
}

/// Prints a finding: its title, its place, and the excerpt with what to do.
///
/// The line with the place is ours, since the renderer would count the column in the excerpt, which may be cut out of
/// the middle of a line.
fn print_finding(
    out: &mut impl Write,
    renderer: &Renderer,
    document: &Document,
    finding: &Finding,
) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .clone()
        .primary_title(text(&finding.message))
        .id(finding.rule);
    writeln!(out, "{}", renderer.render(&[Group::with_title(title)]))?;

    let start = finding.span.start;
    let line = start.line.to_string();
    let style = AnsiColor::BrightBlue.on_default().bold();
    writeln!(
        out,
        "{:indent$}{style}-->{style:#} {}:{line}:{}",
        "",
        visible(&document.path),
        start.column,
        indent = line.len()
    )?;

    let excerpt = excerpt_of(document, finding);
    let snippet = Snippet::source(excerpt.text)
        .line_start(start.line)
        .annotation(AnnotationKind::Primary.span(excerpt.span));
    let group = Group::with_level(level)
        .element(snippet)
        .elements(notes(finding));
    writeln!(out, "{}\n", renderer.render(&[group]))
}

fn excerpt_of(document: &Document, finding: &Finding) -> Excerpt {
    let offset = |offset: usize| offset.saturating_sub(document.base.offset);
    let span = finding.span;
    excerpt(
        document.source(),
        offset(span.start.offset)..offset(span.end.offset),
    )
}

fn notes(finding: &Finding) -> Vec<Message<'static>> {
    let mut notes = Vec::new();
    match finding.outcome {
        Outcome::Fail => {}
        Outcome::Review => {
            let note = "this cannot be decided from the text; a person has to look";
            notes.push(Level::NOTE.message(note));
        }
        Outcome::Untested => notes.push(Level::NOTE.message("this was not judged")),
    }
    if !finding.help.is_empty() {
        notes.push(Level::HELP.message(text(&finding.help)));
    }
    if let Some(fix) = &finding.fix {
        let safety = match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "needs a look afterwards",
        };
        let fix = format!("a fix is known ({safety}): {}", text(&fix.description));
        notes.push(Level::NOTE.message(fix));
    }
    notes
}

fn text(text: &str) -> String {
    let text = visible(text);
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.into_owned(),
    }
}

/// Prints the line that sums up a check; `noun` is what was checked.
pub(crate) fn print_summary(
    out: &mut impl Write,
    noun: &str,
    summary: Summary,
    unreadable: usize,
) -> io::Result<()> {
    write!(out, "{} checked", counted(summary.documents, noun))?;
    let verdicts = listed([
        (summary.ok > 0).then(|| format!("{} ok", summary.ok)),
        (summary.blocked > 0).then(|| format!("{} blocked", summary.blocked)),
    ]);
    if !verdicts.is_empty() {
        write!(out, ": {verdicts}")?;
    }
    let some = |count, noun| (count > 0).then(|| counted(count, noun));
    let findings = listed([
        some(summary.errors, "error"),
        some(summary.warnings, "warning"),
        some(summary.infos, "info"),
        (summary.suppressed > 0).then(|| format!("{} suppressed", summary.suppressed)),
    ]);
    if !findings.is_empty() {
        write!(out, " ({findings})")?;
    }
    if unreadable > 0 {
        write!(out, "; {} could not be read", counted(unreadable, "path"))?;
    }
    writeln!(out)
}

fn listed<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
