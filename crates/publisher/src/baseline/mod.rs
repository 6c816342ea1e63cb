//! Baselines: findings that were there before a team began to check, which therefore do not fail a check.
//!
//! A baseline is about `check` alone. What it knows is still wrong: only a clean report makes a payload that can be
//! published, and publishing never reads a baseline.

mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use preflight_core::finding;
use preflight_core::{Finding, Severity};
use serde::{Deserialize, Serialize};

use crate::input::{Document, Loaded, Root, is_no_file};

/// Areas whose errors no baseline may know: what is sent would not be what is meant, or not be at all. The policy
/// keeps the same ones out of suppressions.
const FIXED_AREAS: &[&str] = &["json/", "manifest/", "set/"];

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is none.
    #[error("{}: there is no such baseline; add --write-baseline to write it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be read.
    #[error("{}: the baseline cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file says something that has no meaning.
    #[error("{}:{line}:{column}: this is no baseline: {message}", path.display())]
    Contents {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// In bytes, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The file was written by another version of the program.
    #[error(
        "{}: its schemaVersion is {found}, and this program knows {}; write it anew with --write-baseline",
        path.display(),
        file::SCHEMA_VERSION
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: u64,
    },
    /// An entry that no baseline may have.
    #[error(
        "{}: {rule} ({place}) cannot be in a baseline: what it finds cannot be sent as it was meant; remove the entry",
        path.display()
    )]
    Fixed {
        /// The file.
        path: PathBuf,
        /// The rule.
        rule: String,
        /// Where the entry points.
        place: String,
    },
    /// The file cannot be written.
    #[error("{}: the baseline cannot be written: {source}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

/// A document as a baseline names it: by what an author called it, or else by its number in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Name {
    /// Where it has no id that could be read, from 1.
    Ordinal(usize),
    /// Its id.
    Id(String),
}

impl Name {
    /// The name of a document.
    pub(crate) fn of(document: &Document) -> Self {
        match &document.report.id {
            Some(id) => Self::Id(id.clone()),
            None => Self::Ordinal(document.ordinal),
        }
    }
}

/// A finding as a baseline knows it; what occurs twice stands there twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    /// The file, from the folder of the baseline.
    pub(crate) path: String,
    pub(crate) document: Name,
    pub(crate) rule: String,
    /// The place in the document, as a JSON pointer; on a page a selector.
    pub(crate) pointer: String,
}

/// What came of comparing documents with a baseline.
#[derive(Debug)]
pub(crate) struct Matched {
    /// The baseline as the user would write it.
    pub(crate) path: String,
    /// Entries that nothing was found for, although their file was checked or is gone.
    pub(crate) stale: Vec<Entry>,
}

/// The entries of a baseline file.
#[derive(Debug)]
pub(crate) struct Baseline {
    path: PathBuf,
    root: Root,
    entries: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let entries = file::read(path)?;
        if let Some(entry) = entries.iter().find(|entry| is_fixed(&entry.rule)) {
            return Err(Error::Fixed {
                path: path.to_owned(),
                rule: entry.rule.clone(),
                place: format!("{} {}", entry.path, entry.pointer),
            });
        }
        Ok(Self::new(path, entries))
    }

    /// Reads the baseline that is to be written anew; there may be none yet.
    pub(crate) fn read_or_new(path: &Path) -> Result<Self, Error> {
        match Self::read(path) {
            Err(Error::Missing { .. }) => Ok(Self::new(path, Vec::new())),
            other => other,
        }
    }

    fn new(path: &Path, entries: Vec<Entry>) -> Self {
        Self {
            path: path.to_owned(),
            root: Root::new(path.parent().unwrap_or(Path::new(""))),
            entries,
        }
    }

    /// Marks the findings that the baseline knows.
    pub(crate) fn apply(self, loaded: &mut Loaded) -> Matched {
        let mut left: BTreeMap<&Entry, usize> = BTreeMap::new();
        for entry in &self.entries {
            *left.entry(entry).or_default() += 1;
        }
        let mut checked = BTreeSet::new();
        let mut cut_short = BTreeSet::new();
        for document in &mut loaded.documents {
            let path = self.root.relative(&document.path);
            let name = Name::of(document);
            let known = document
                .report
                .findings
                .iter()
                .map(|finding| {
                    may_hold(finding)
                        && left
                            .get_mut(&entry(&path, &name, finding))
                            .filter(|count| **count > 0)
                            .map(|count| *count -= 1)
                            .is_some()
                })
                .collect();
            document.baselined = known;
            if document.report.omitted_findings > 0 {
                cut_short.insert(path.clone());
            }
            checked.insert(path);
        }
        let stale = left
            .into_iter()
            .filter(|(entry, _)| {
                if checked.contains(&entry.path) {
                    // What is missing may be among the findings that were left out.
                    !cut_short.contains(&entry.path)
                } else {
                    is_gone(&self.root, entry)
                }
            })
            .flat_map(|(entry, count)| std::iter::repeat_n(entry.clone(), count))
            .collect();
        Matched {
            path: self.path.to_string_lossy().into_owned(),
            stale,
        }
    }

    /// Writes a baseline of everything that was found and may stand in one. Entries of files that were not checked
    /// stay, as long as the files do.
    pub(crate) fn rewrite(mut self, loaded: &mut Loaded) -> Result<Matched, Error> {
        let mut checked = BTreeSet::new();
        let mut entries = Vec::new();
        for document in &loaded.documents {
            let path = self.root.relative(&document.path);
            let name = Name::of(document);
            let findings = document.report.findings.iter();
            entries.extend(
                findings
                    .filter(|finding| may_hold(finding))
                    .map(|finding| entry(&path, &name, finding)),
            );
            checked.insert(path);
        }
        entries.extend(
            self.entries
                .into_iter()
                .filter(|entry| !checked.contains(&entry.path))
                .filter(|entry| !is_gone(&self.root, entry)),
        );
        entries.sort();
        file::write(&self.path, &entries)?;
        self.entries = entries;
        Ok(self.apply(loaded))
    }
}

/// Whether the file of an entry is there no more.
fn is_gone(root: &Root, entry: &Entry) -> bool {
    !is_no_file(&entry.path) && !root.open(&entry.path).exists()
}

fn entry(path: &str, name: &Name, finding: &Finding) -> Entry {
    Entry {
        path: path.to_owned(),
        document: name.clone(),
        rule: finding.rule.to_owned(),
        pointer: finding.place().to_owned(),
    }
}

/// Whether a baseline may know a finding.
fn may_hold(finding: &Finding) -> bool {
    finding.severity != Severity::Error || !is_fixed(finding.rule)
}

/// Whether the errors of a rule stand, whatever a team decides.
fn is_fixed(rule: &str) -> bool {
    FIXED_AREAS.iter().any(|area| rule.starts_with(area))
        && finding::rule(rule).is_some_and(|rule| rule.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use preflight_core::PolicyFile;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_baseline_may_hold_what_the_policy_may_suppress() {
        for rule in finding::rules() {
            let policy: PolicyFile = serde_json::from_value(json!({
                "suppressions": [{"rule": rule.id, "pointer": "", "reason": "a test"}]
            }))
            .expect("a policy");
            assert_eq!(
                is_fixed(rule.id),
                policy.into_policy().is_err(),
                "{}",
                rule.id
            );
        }
    }
}
