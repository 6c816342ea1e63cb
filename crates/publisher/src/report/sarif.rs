//! SARIF 2.1.0, the OASIS standard for results of static analysis: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.
//!
//! Findings are results. What else went wrong is no result of a rule, and stands among the notifications of the
//! invocation: paths that could not be read, and items that were not published.

mod model;
mod region;
mod result;
mod uri;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use preflight_core::accessibility::check::checks;
use preflight_core::finding::{self, Page, Rule};
use preflight_core::{Finding, Severity};
use serde_json::{Map, Value, json};

use super::Reporter;
use super::fingerprint::Fingerprints;
use super::notice::{Notice, Topic};
use super::run::Run;
use crate::exit::Exit;
use crate::gather::Gather as _;
use crate::input::{Document, Root};
use model::{
    Configuration, Descriptor, Driver, Help, Invocation, Location, Log, Notification,
    PhysicalLocation, Reference, Region, SarifResult, Suppression, Text, Tool,
};
use region::Regions;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Results that GitHub takes of one run; it refuses a file with more.
const MOST_RESULTS: usize = 25_000;
/// Results of these that it keeps, the worst ones.
const RESULTS_KEPT_BY_GITHUB: usize = 5_000;

/// Prints one line of JSON.
#[derive(Debug)]
pub(super) struct Sarif;

impl Reporter for Sarif {
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &log(run))?;
        writeln!(out)
    }

    fn left_out(&self, run: &Run<'_>) -> Option<String> {
        let count: usize = run
            .documents
            .iter()
            .map(|document| document.report.findings.len())
            .sum();
        if count > MOST_RESULTS {
            Some(too_many(count))
        } else if count > RESULTS_KEPT_BY_GITHUB {
            Some(format!(
                "the report holds {count} results; GitHub keeps the {RESULTS_KEPT_BY_GITHUB} worst"
            ))
        } else {
            None
        }
    }
}

fn too_many(count: usize) -> String {
    format!(
        "the report holds the {MOST_RESULTS} worst of {count} results, since GitHub refuses more; `preflight check \
         --format json` prints all"
    )
}

static TOO_MANY: Topic = Topic {
    id: "omitted-results",
    severity: Severity::Warning,
    summary: "There are more findings than a platform takes.",
};

fn log<'r>(run: &Run<'r>) -> Log<'r> {
    let root = Root::of_repository();
    let results = Chosen::of(run);
    let mut notices = run.notices();
    if results.total > MOST_RESULTS {
        notices.push(Notice {
            topic: &TOO_MANY,
            place: None,
            message: too_many(results.total),
        });
    }
    let rules = results.rules();
    let topics: BTreeMap<&str, &Topic> = notices
        .iter()
        .map(|notice| (notice.topic.id, notice.topic))
        .gather();
    let exit = run.exit();
    Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [model::Run {
            invocations: [Invocation {
                // That something was found is a success of the search.
                execution_successful: matches!(exit, Exit::Done | Exit::Findings),
                exit_code: exit as u8,
                tool_execution_notifications: notices
                    .iter()
                    .map(|notice| notification(notice, &topics, &root))
                    .collect(),
            }],
            results: results.write(run, &rules, &root),
            tool: Tool {
                driver: Driver {
                    name: "Preflight",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(|id| rule(id)).collect(),
                    notifications: topics
                        .values()
                        .map(|topic| topic_descriptor(topic))
                        .collect(),
                },
            },
            original_uri_base_ids: json!({
                uri::SOURCE_ROOT: {"description": {"text": "The root of the repository."}}
            }),
            column_kind: "utf16CodeUnits",
            default_encoding: "utf-8",
            properties: members([
                ("policyDigest", run.policy.digest().into()),
                ("coreVersion", preflight_core::VERSION.into()),
                ("suppressedFindings", run.summary().suppressed.into()),
            ]),
        }],
    }
}

/// The findings that become results, in the order of the documents.
struct Chosen<'r> {
    findings: Vec<(&'r Document, &'r Finding, bool)>,
    /// How many there would be without a limit.
    total: usize,
}

impl<'r> Chosen<'r> {
    fn of(run: &Run<'r>) -> Self {
        let all = run.documents.iter().copied().flat_map(|document| {
            let findings = document.all_findings();
            findings.map(move |(finding, baselined)| (document, finding, baselined))
        });
        let findings: Vec<_> = all.collect();
        let total = findings.len();
        Self {
            findings: worst(findings, MOST_RESULTS),
            total,
        }
    }

    /// The ids of the rules in use, sorted.
    fn rules(&self) -> Vec<&'static str> {
        let rules: BTreeSet<_> = self
            .findings
            .iter()
            .map(|(_, finding, _)| finding.rule)
            .gather();
        rules.into_iter().collect()
    }

    fn write(&self, run: &Run<'_>, rules: &[&str], root: &Root) -> Vec<SarifResult<'r>> {
        let mut fingerprints = Fingerprints::default();
        let mut results = Vec::with_capacity(self.findings.len());
        for findings in self
            .findings
            .chunk_by(|(one, ..), (next, ..)| std::ptr::eq(*one, *next))
        {
            let [(document, ..), ..] = findings else {
                continue;
            };
            let path = root.relative(&document.path);
            let file = uri::artifact(root, &document.path);
            let regions = Regions::of(document);
            for (_, finding, baselined) in findings {
                let fingerprint = fingerprints.of(&path, document, finding);
                let suppressions = run.baseline.map(|matched| {
                    let known = baselined.then(|| Suppression {
                        kind: "external",
                        status: "accepted",
                        justification: format!("It stands in the baseline {}.", matched.path),
                    });
                    known.into_iter().collect()
                });
                results.push(SarifResult {
                    rule_index: rules.binary_search(&finding.rule).unwrap_or_default(),
                    suppressions,
                    ..result::result(document, finding, fingerprint, &regions, &file)
                });
            }
        }
        results
    }
}

/// As many as `most`, those that weigh most, in the order they were in; what a baseline knows weighs least.
fn worst<'r>(
    findings: Vec<(&'r Document, &'r Finding, bool)>,
    most: usize,
) -> Vec<(&'r Document, &'r Finding, bool)> {
    if findings.len() <= most {
        return findings;
    }
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| {
        let (_, finding, baselined) = findings[*index];
        (baselined, Reverse(finding.severity))
    });
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|index| findings[index]).collect()
}

fn notification(notice: &Notice<'_>, topics: &BTreeMap<&str, &Topic>, root: &Root) -> Notification {
    let id = notice.topic.id;
    Notification {
        descriptor: Reference {
            id,
            index: topics
                .keys()
                .position(|topic| *topic == id)
                .unwrap_or_default(),
        },
        level: level(notice.topic.severity),
        message: Text {
            text: plain(&notice.message),
        },
        locations: notice
            .place
            .map(|(path, line)| Location {
                physical_location: PhysicalLocation {
                    artifact_location: uri::artifact(root, path),
                    region: (line > 1).then_some(Region::Line { start_line: line }),
                },
                logical_locations: Vec::new(),
            })
            .into_iter()
            .collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(id: &'static str) -> Descriptor {
    let rule = finding::rule(id);
    let summary = rule.map_or(id, |rule| rule.summary);
    let help = finding::page(id).map_or(summary.to_owned(), Page::markdown);
    let mut properties = Map::new();
    if let Some(Rule { class, .. }) = rule {
        // GitHub takes twenty tags of a rule.
        let check = checks().find(|check| check.rule.id == id);
        let criteria = check.map_or(&[][..], |check| check.criteria).iter();
        let tags =
            criteria.map(|criterion| json!(format!("wcag{}", criterion.number.replace('.', ""))));
        let tags: Vec<Value> = [json!(class)].into_iter().chain(tags).collect();
        properties = members([("class", json!(class)), ("tags", tags.into())]);
    }
    Descriptor {
        id,
        short_description: Text {
            text: summary.to_owned(),
        },
        // GitHub asks for all three.
        full_description: Some(Text {
            text: summary.to_owned(),
        }),
        help: Some(Help {
            text: help.clone(),
            markdown: help,
        }),
        default_configuration: Configuration {
            level: level(rule.map_or(Severity::Error, |rule| rule.severity)),
        },
        properties,
    }
}

fn topic_descriptor(topic: &Topic) -> Descriptor {
    Descriptor {
        id: topic.id,
        short_description: Text {
            text: topic.summary.to_owned(),
        },
        full_description: None,
        help: None,
        default_configuration: Configuration {
            level: level(topic.severity),
        },
        properties: Map::new(),
    }
}

/// Text that a viewer takes for text: `[words](target)` would be a link (3.11.6), and what stands in a document must
/// not choose where it leads.
fn plain(text: &str) -> String {
    if text.contains("](") {
        text.replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    } else {
        text.to_owned()
    }
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
