//! A code quality report of GitLab, which compares it with the one of the target branch.

use std::io::{self, Write};

use preflight_core::Severity;
use serde::Serialize;

use super::Reporter;
use super::fingerprint::Fingerprints;
use super::run::Run;
use crate::input::Root;

/// Prints a list of issues.
#[derive(Debug)]
pub(super) struct Gitlab;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl Reporter for Gitlab {
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let root = Root::of_repository();
        let mut fingerprints = Fingerprints::default();
        let mut list = List::begin(out)?;
        for notice in run.notices() {
            // What is only worth knowing is told on the standard error; an issue of the code would have to be mended.
            let Some((path, line)) = notice
                .place
                .filter(|_| notice.topic.severity != Severity::Info)
            else {
                continue;
            };
            let path = root.relative(path);
            let check_name = format!("preflight/{}", notice.topic.id);
            list.add(&Issue {
                fingerprint: fingerprints.unique([&check_name, &path]),
                description: notice.message,
                check_name,
                severity: severity(notice.topic.severity),
                location: Location {
                    path: &path,
                    lines: Lines { begin: line },
                },
            })?;
        }
        for document in run.documents {
            let path = root.relative(&document.path);
            // The fingerprint of one must not depend on whether the baseline knows another.
            for (finding, baselined) in document.all_findings() {
                let fingerprint = fingerprints.of(&path, document, finding);
                if baselined {
                    continue;
                }
                list.add(&Issue {
                    description: format!("{} {}", finding.message, finding.help),
                    check_name: finding.rule.to_owned(),
                    fingerprint,
                    severity: severity(finding.severity),
                    location: Location {
                        path: &path,
                        lines: Lines {
                            begin: finding.span.start.line,
                        },
                    },
                })?;
            }
        }
        list.end()
    }
}

/// A JSON array that is written as it grows, one issue a line.
struct List<'o> {
    out: &'o mut dyn Write,
    is_empty: bool,
}

impl<'o> List<'o> {
    fn begin(out: &'o mut dyn Write) -> io::Result<Self> {
        write!(out, "[")?;
        Ok(Self {
            out,
            is_empty: true,
        })
    }

    fn add(&mut self, issue: &Issue<'_>) -> io::Result<()> {
        let before = if self.is_empty { "\n" } else { ",\n" };
        self.is_empty = false;
        write!(self.out, "{before}")?;
        Ok(serde_json::to_writer(&mut *self.out, issue)?)
    }

    fn end(self) -> io::Result<()> {
        let before = if self.is_empty { "" } else { "\n" };
        writeln!(self.out, "{before}]")
    }
}

/// An error keeps everything from being published, which is what GitLab calls a blocker.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "blocker",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
