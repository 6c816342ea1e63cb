//! The shape of axe-core's results, one for each document, as `@axe-core/cli` writes them.

use std::io::{self, Write};
use std::time::SystemTime;

use preflight_core::accessibility::check::{Impact, RuleOutcome};
use preflight_core::finding::{self, Outcome, Page, Rule, RuleResult};
use preflight_core::{Finding, Report};
use serde::Serialize;
use serde_json::{Value, json};

use super::Reporter;
use super::run::Run;
use crate::date;
use crate::input::Document;

/// Prints an array of results.
#[derive(Debug)]
pub(super) struct Axe;

impl Reporter for Axe {
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let timestamp = date::timestamp(SystemTime::now());
        let results: Vec<Results<'_>> = run
            .documents
            .iter()
            .map(|document| Results::of(document, &timestamp))
            .collect();
        serde_json::to_writer(&mut *out, &results)?;
        writeln!(out)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Results<'r> {
    test_engine: Value,
    test_runner: Value,
    tool_options: Value,
    timestamp: &'r str,
    url: String,
    violations: Vec<Entry<'r>>,
    passes: Vec<Entry<'r>>,
    incomplete: Vec<Entry<'r>>,
    inapplicable: Vec<Entry<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'r> {
    id: &'static str,
    impact: Option<Impact>,
    tags: Vec<String>,
    description: String,
    help: String,
    help_url: String,
    nodes: Vec<Node<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node<'r> {
    any: Vec<Value>,
    all: Vec<Value>,
    none: Vec<Value>,
    impact: Option<Impact>,
    html: &'r str,
    target: [&'r str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_summary: Option<String>,
}

impl<'r> Results<'r> {
    fn of(document: &'r Document, timestamp: &'r str) -> Self {
        let report = &document.report;
        let told = |outcome: Outcome| {
            let entries = report.rules.iter().filter_map(move |result| {
                let findings = report.findings.iter();
                let nodes: Vec<Node<'_>> = findings
                    .filter(|finding| finding.rule == result.id && finding.outcome == outcome)
                    .filter_map(|finding| node(finding, None))
                    .chain(accepted(report, result, outcome))
                    .collect();
                (!nodes.is_empty()).then(|| entry(result, nodes))
            });
            entries.collect()
        };
        let silent = |outcome: RuleOutcome| {
            let results = report
                .rules
                .iter()
                .filter(|result| result.outcome == outcome);
            results.map(|result| entry(result, Vec::new())).collect()
        };
        let mut incomplete: Vec<Entry<'_>> = told(Outcome::Review);
        // What could not be looked at whole has no node to tell of.
        let doubted: Vec<Entry<'_>> = silent(RuleOutcome::Review);
        for entry in doubted {
            if !incomplete.iter().any(|told| told.id == entry.id) {
                incomplete.push(entry);
            }
        }
        Self {
            test_engine: json!({"name": "preflight", "version": preflight_core::VERSION}),
            test_runner: json!({"name": "preflight"}),
            tool_options: json!({"resultTypes": ["violations", "incomplete"]}),
            timestamp,
            url: document.label(),
            violations: told(Outcome::Fail),
            passes: silent(RuleOutcome::Pass),
            incomplete,
            inapplicable: silent(RuleOutcome::Inapplicable),
        }
    }
}

fn entry<'r>(result: &RuleResult, nodes: Vec<Node<'r>>) -> Entry<'r> {
    let asked = finding::page(result.id).map_or_else(String::new, Page::gist);
    // The title of what is wrong says what is wrong; that of what passes says what is asked.
    let summary = finding::rule(result.id).map_or("", |rule: &Rule| rule.summary);
    let help = if nodes.is_empty() {
        asked.clone()
    } else {
        summary.to_owned()
    };
    Entry {
        id: result.id,
        impact: nodes.iter().filter_map(|node| node.impact).max(),
        tags: tags(result),
        description: asked,
        help,
        help_url: help_url(result),
        nodes,
    }
}

/// What the policy suppresses: no violation, since somebody has looked at it and lives with it; but seen.
fn accepted<'r>(
    report: &'r Report,
    result: &'r RuleResult,
    outcome: Outcome,
) -> impl Iterator<Item = Node<'r>> {
    let suppressed = report
        .suppressed
        .iter()
        .filter(move |one| one.finding.rule == result.id && outcome == Outcome::Review);
    suppressed.filter_map(|one| node(&one.finding, Some(&one.reason)))
}

/// A finding, with the reason for which it is suppressed, if it is.
fn node<'r>(finding: &'r Finding, reason: Option<&str>) -> Option<Node<'r>> {
    let page = finding.accessibility.as_ref()?;
    let message = match reason {
        Some(reason) => format!("{} Suppressed by the policy: {reason}", finding.message),
        None => finding.message.clone(),
    };
    let summary = match reason {
        Some(_) => message.clone(),
        None => format!("Fix any of the following:\n  {message} {}", finding.help),
    };
    let check = json!({
        "id": finding.rule,
        "impact": page.impact,
        "message": message,
        "data": page.data,
        "relatedNodes": [],
    });
    Some(Node {
        any: vec![check],
        all: Vec::new(),
        none: Vec::new(),
        impact: Some(page.impact),
        html: &page.html,
        target: [&page.selector],
        failure_summary: Some(summary),
    })
}

/// The tags axe gives: the version and level of WCAG, and the success criterion.
fn tags(result: &RuleResult) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for criterion in result.wcag {
        let version = match criterion.details().since {
            "2.0" => String::from("2"),
            since => since.replace('.', ""),
        };
        let level = criterion.level.to_ascii_lowercase();
        tags.push(format!("wcag{version}{level}"));
        tags.push(format!("wcag{}", criterion.number.replace('.', "")));
    }
    if tags.is_empty() {
        tags.push("best-practice".to_owned());
    }
    if !result.act.is_empty() {
        tags.push("ACT".to_owned());
    }
    tags
}

/// Where to read more: the W3C's rule, where there is one that asks the same.
fn help_url(result: &RuleResult) -> String {
    match (result.act.first(), result.wcag.first()) {
        (Some(id), _) => format!("https://www.w3.org/WAI/standards-guidelines/act/rules/{id}/"),
        (None, Some(criterion)) => criterion.url(),
        (None, None) => "https://www.w3.org/TR/WCAG22/".to_owned(),
    }
}
