//! Workflow commands of GitHub Actions, which shows them as annotations of a run and of the files in a pull request.
//!
//! GitHub shows the first ten annotations of each level that a step prints and drops the others without a word. So the
//! worst come first, no more than are shown are printed, and the last lines say how many there are.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

use preflight_core::finding::Outcome;
use preflight_core::json::TextSpan;
use preflight_core::{Finding, Severity};

use super::Reporter;
use super::notice::Notice;
use super::run::{Run, Work};
use super::visible::shown;
use super::{counted, human};
use crate::input::{Root, is_no_file};
use crate::publish::Finished;

/// Annotations of one level that GitHub shows of one step.
const SHOWN_PER_LEVEL: usize = 10;

/// Prints annotations and a summary.
#[derive(Debug)]
pub(super) struct Github;

impl Reporter for Github {
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let root = Root::of_repository();
        let notices = run.notices();
        let mut annotations: Vec<Annotation<'_>> = notices.iter().map(Annotation::notice).collect();
        for document in run.documents {
            let findings = document.findings();
            annotations
                .extend(findings.map(|finding| Annotation::finding(&document.path, finding)));
        }
        annotations.sort_by_key(|annotation| Reverse(annotation.severity));

        let mut left_out = Vec::new();
        for level in annotations.chunk_by(|one, next| one.severity == next.severity) {
            let (first, rest) = level.split_at(level.len().min(SHOWN_PER_LEVEL));
            for annotation in first {
                annotation.write(out, &root)?;
            }
            if let Some(one) = rest.first() {
                left_out.push(counted(rest.len(), level_of(one.severity)));
            }
        }
        writeln!(out, "{}", summary(run))?;
        if !left_out.is_empty() {
            writeln!(
                out,
                "GitHub shows {SHOWN_PER_LEVEL} annotations of a level for each step. Beyond them: {}; `preflight check` \
                 without --format shows all.",
                left_out.join(", ")
            )?;
        }
        Ok(())
    }
}

/// One annotation.
#[derive(Debug)]
struct Annotation<'r> {
    severity: Severity,
    title: String,
    path: Option<&'r str>,
    span: Option<TextSpan>,
    line: usize,
    message: String,
}

impl<'r> Annotation<'r> {
    fn finding(path: &'r str, finding: &'r Finding) -> Self {
        let doubt = match finding.outcome {
            Outcome::Fail => "",
            Outcome::Review => " (needs a look)",
            Outcome::Untested => " (not judged)",
        };
        let mut message = finding.message.clone();
        if !finding.help.is_empty() {
            message.push('\n');
            message.push_str(&finding.help);
        }
        Self {
            severity: finding.severity,
            title: format!("{}{doubt}", finding.rule),
            path: Some(path),
            span: Some(finding.span),
            line: finding.span.start.line,
            message,
        }
    }

    fn notice(notice: &'r Notice<'r>) -> Self {
        Self {
            severity: notice.topic.severity,
            title: notice.topic.id.to_owned(),
            path: notice.place.map(|(path, _)| path),
            span: None,
            line: notice.place.map_or(1, |(_, line)| line),
            message: notice.message.clone(),
        }
    }

    fn write(&self, out: &mut dyn Write, root: &Root) -> io::Result<()> {
        write!(out, "::{} ", level_of(self.severity))?;
        match self.path {
            // An annotation of a file that does not exist is shown nowhere.
            None => {}
            Some(path) if is_no_file(path) => {}
            Some(path) => {
                let path = path_of(root, path);
                write!(out, "file={},", escaped(&path, Part::Property))?;
                write!(out, "line={},", self.line)?;
                if let Some(span) = self.span {
                    write!(out, "{}", extent(span))?;
                }
            }
        }
        writeln!(
            out,
            "title={}::{}",
            escaped(&self.title, Part::Property),
            escaped(&self.message, Part::Message)
        )
    }
}

/// The properties for the end of a place; both ends belong to it. Columns count only where it stands on one line.
fn extent(span: TextSpan) -> String {
    let (start, end) = (span.start, span.end);
    if start.line == end.line {
        let last = end.column.saturating_sub(1).max(start.column);
        return format!(
            "endLine={},col={},endColumn={last},",
            end.line, start.column
        );
    }
    // A place that ends with a line break does not reach into the next line.
    let last = if end.column == 1 {
        end.line - 1
    } else {
        end.line
    };
    format!("endLine={last},")
}

/// From the root of the repository, as GitHub knows files; the whole path of a file outside.
fn path_of(root: &Root, path: &str) -> String {
    let relative = root.relative(path);
    if relative.starts_with("../") {
        root.absolute(path).to_string_lossy().into_owned()
    } else {
        relative
    }
}

fn level_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn summary(run: &Run<'_>) -> String {
    match run.work {
        Work::Check { noun } => human::summed_up(noun, run.summary(), run.unreadable.len()),
        Work::Publish(finished) => outcomes(finished),
    }
}

fn outcomes(finished: &Finished<'_>) -> String {
    let counts: Vec<String> = finished
        .tally
        .counts()
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| format!("{count} {}", outcome.name()))
        .collect();
    let items = counted(finished.tally.items, "item");
    if counts.is_empty() {
        items
    } else {
        format!("{items}: {}", counts.join(", "))
    }
}

/// A part of a workflow command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Property,
    Message,
}

/// Text that ends neither its part nor the command, and that no terminal obeys.
fn escaped(text: &str, part: Part) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' | '\r' | '\n' => {
                let _ = write!(escaped, "%{:02X}", u32::from(character));
            }
            ':' | ',' if part == Part::Property => {
                let _ = write!(escaped, "%{:02X}", u32::from(character));
            }
            other => escaped.push(shown(other)),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use preflight_core::json::Position;

    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command() {
        for (text, property, message) in [
            ("plain words", "plain words", "plain words"),
            ("100%25", "100%2525", "100%2525"),
            (
                "a\r\n::error::b",
                "a%0D%0A%3A%3Aerror%3A%3Ab",
                "a%0D%0A::error::b",
            ),
            ("x,line=1:y", "x%2Cline=1%3Ay", "x,line=1:y"),
            (
                "\u{1b}[31m\u{202e}é",
                "\u{241b}[31m\u{fffd}é",
                "\u{241b}[31m\u{fffd}é",
            ),
        ] {
            assert_eq!(escaped(text, Part::Property), property);
            assert_eq!(escaped(text, Part::Message), message);
        }
    }

    #[test]
    fn columns_are_told_on_one_line_only() {
        let at = |line, column| Position {
            offset: 0,
            utf16: 0,
            line,
            column,
        };
        for (start, end, expected) in [
            (at(2, 3), at(2, 7), "endLine=2,col=3,endColumn=6,"),
            (at(2, 3), at(2, 3), "endLine=2,col=3,endColumn=3,"),
            (at(2, 3), at(4, 2), "endLine=4,"),
            (at(2, 3), at(4, 1), "endLine=3,"),
        ] {
            assert_eq!(extent(TextSpan { start, end }), expected);
        }
    }
}
