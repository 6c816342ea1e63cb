//! What was mended and what remains, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use preflight_core::AppliedFix;
use preflight_core::finding::Safety;

use super::FixedFile;
use crate::input::{Document, PathError};
use crate::report::{Summary, visible};

/// What there is to tell.
pub(super) struct Told<'r> {
    pub(super) files: &'r [FixedFile],
    /// The documents as they are once mended.
    pub(super) documents: &'r [Document],
    pub(super) remaining: Summary,
    pub(super) failed: &'r [PathError],
    /// Whether the changes were made, not only shown.
    pub(super) done: bool,
}

/// Writes a line for each changed file, one for all of them, and one for what remains.
pub(super) fn write(out: &mut impl Write, told: &Told<'_>) -> io::Result<()> {
    let verb = if told.done { "fixed" } else { "would fix" };
    let failed = |file: &FixedFile| told.failed.iter().any(|error| error.path == file.path);
    let (mut mended_files, mut findings) = (0, 0);
    for file in told.files {
        if !file.complete {
            let path = visible(&file.path);
            writeln!(
                out,
                "{path}: there is too much to mend, so not every fix was tried"
            )?;
        }
        if file.is_changed() && !failed(file) {
            mended_files += 1;
            findings += file.applied.len();
            writeln!(
                out,
                "{verb} {}: {}",
                visible(&file.path),
                by_rule(&file.applied)
            )?;
        }
    }
    let of_files = counted(told.files.len(), "file");
    let unwritten = told.files.iter().filter(|file| file.is_changed()).count() - mended_files;
    if unwritten > 0 && mended_files == 0 {
        writeln!(out, "nothing was written")?;
    } else if findings == 0 {
        writeln!(out, "nothing to fix in {of_files}")?;
    } else {
        let findings = counted(findings, "finding");
        let hint = if told.done {
            ""
        } else {
            "; --write makes the changes"
        };
        writeln!(
            out,
            "{verb} {findings} in {mended_files} of {of_files}{hint}"
        )?;
    }
    write_remaining(out, told, unwritten)
}

fn write_remaining(out: &mut impl Write, told: &Told<'_>, unwritten: usize) -> io::Result<()> {
    let remaining = told.remaining;
    let parts: Vec<String> = [
        (remaining.errors, "error"),
        (remaining.warnings, "warning"),
        (remaining.infos, "info"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, noun)| counted(count, noun))
    .collect();
    if parts.is_empty() {
        return Ok(());
    }
    let when = if unwritten > 0 {
        " once every file is written"
    } else {
        ""
    };
    write!(
        out,
        "remaining{when}: {}, which `preflight check` shows",
        parts.join(", ")
    )?;
    let more = told
        .documents
        .iter()
        .flat_map(|document| &document.report.findings)
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.safety == Safety::Unsafe)
        .count();
    if more > 0 {
        write!(out, "; --unsafe would fix {more}")?;
    }
    writeln!(out)
}

/// The rules whose findings were mended, by name, with how often.
fn by_rule(applied: &[AppliedFix]) -> String {
    let mut counts: BTreeMap<(&str, Safety), usize> = BTreeMap::new();
    for fix in applied {
        *counts.entry((fix.rule, fix.safety)).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .into_iter()
        .map(|((rule, safety), count)| {
            let note = match safety {
                Safety::Safe => "",
                Safety::Unsafe => " (unsafe)",
            };
            format!("{count} {rule}{note}")
        })
        .collect();
    parts.join(", ")
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
