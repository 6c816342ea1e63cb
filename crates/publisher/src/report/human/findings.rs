//! Findings in their source: an excerpt of the source with the place underlined, and what to do.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};
use clap::builder::styling::AnsiColor;
use preflight_core::Severity;
use preflight_core::accessibility::check::{Data, Impact};
use preflight_core::finding::{Accessibility, Finding, Outcome, Safety};

use super::counted;
use crate::input::Document;
use crate::report::excerpt::{Excerpt, excerpt};
use crate::report::{visible, visible_start};

/// Findings of one file that are printed in full. Whoever has more mends these first; programs read the JSON.
const MOST_PER_FILE: usize = 50;

/// Longest message, in characters: a message may quote a key, and a key may be long.
const LONGEST_MESSAGE: usize = 600;

/// Prints the findings of documents, in their order. Styles are for the stream to remove.
pub(crate) fn print_findings<'d>(
    out: &mut (impl Write + ?Sized),
    documents: impl IntoIterator<Item = &'d Document>,
) -> io::Result<()> {
    let renderer = Renderer::styled();
    let mut documents = documents.into_iter().peekable();
    let mut printed = 0;
    let mut left_out = 0;
    while let Some(document) = documents.next() {
        for finding in document.findings() {
            if printed < MOST_PER_FILE {
                print_finding(out, &renderer, document, finding)?;
                printed += 1;
            } else {
                left_out += 1;
            }
        }
        left_out += document.report.omitted_findings;
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
    out: &mut (impl Write + ?Sized),
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
    if let Some(page) = &finding.accessibility {
        notes.push(Level::NOTE.message(text(&standing(page))));
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

/// What is failed by it, how much it keeps a person from, the colours that were measured, and the element.
fn standing(page: &Accessibility) -> String {
    let mut words: Vec<String> = page
        .wcag
        .iter()
        .map(|criterion| format!("WCAG 2.2 {} ({})", criterion.number, criterion.level))
        .collect();
    let impact = match page.impact {
        Impact::Minor => "minor",
        Impact::Moderate => "moderate",
        Impact::Serious => "serious",
        Impact::Critical => "critical",
    };
    words.push(format!("impact {impact}"));
    if let Some(Data::Contrast {
        foreground,
        background,
        ..
    }) = &page.data
    {
        words.push(format!("{foreground} on {background}"));
    }
    format!("{}, element {}", words.join(", "), page.selector)
}

fn text(text: &str) -> String {
    visible_start(text, LONGEST_MESSAGE)
}
