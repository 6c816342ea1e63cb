//! EARL 1.0, as JSON-LD: an assertion for each rule and document, as those who implement the W3C's ACT rules file them.

use std::io::{self, Write};

use preflight_core::accessibility::check::RuleOutcome;
use preflight_core::finding::{self, Outcome, Page, RuleResult, Suppressed};
use serde_json::{Value, json};

use super::Reporter;
use super::run::Run;
use crate::input::Document;

/// Prints one graph.
#[derive(Debug)]
pub(super) struct Earl;

impl Reporter for Earl {
    fn end(&mut self, out: &mut dyn Write, run: &Run<'_>) -> io::Result<()> {
        let assertions: Vec<Value> = run
            .documents
            .iter()
            .flat_map(|document| {
                let rules = document.report.rules.iter();
                rules.map(move |result| assertion(document, result))
            })
            .collect();
        let graph = json!({"@context": context(), "@graph": assertions});
        serde_json::to_writer(&mut *out, &graph)?;
        writeln!(out)
    }
}

/// What the terms mean, written out, so that a reader fetches nothing.
fn context() -> Value {
    json!({
        "@vocab": "http://www.w3.org/ns/earl#",
        "earl": "http://www.w3.org/ns/earl#",
        "dct": "http://purl.org/dc/terms/",
        "doap": "http://usefulinc.com/ns/doap#",
        "ptr": "http://www.w3.org/2009/pointers#",
        "sch": "https://schema.org/",
        "assertedBy": {"@type": "@id"},
        "outcome": {"@type": "@id"},
        "mode": {"@type": "@id"},
        "title": "dct:title",
        "description": "dct:description",
        "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
        "source": {"@id": "dct:source"},
        "expression": "ptr:expression",
        "name": "doap:name",
        "version": "doap:revision",
    })
}

fn assertion(document: &Document, result: &RuleResult) -> Value {
    let report = &document.report;
    let suppressed: Vec<&Suppressed> = report
        .suppressed
        .iter()
        .filter(|one| one.finding.rule == result.id)
        .collect();
    let found = report
        .findings
        .iter()
        .filter(|finding| finding.rule == result.id && finding.outcome != Outcome::Untested);
    let fails = found
        .clone()
        .any(|finding| finding.outcome == Outcome::Fail);
    let outcome = match result.outcome {
        // A person has looked, and decided otherwise than the rule.
        RuleOutcome::Fail if !fails && !suppressed.is_empty() => "earl:cantTell",
        RuleOutcome::Fail => "earl:failed",
        RuleOutcome::Review => "earl:cantTell",
        RuleOutcome::Pass => "earl:passed",
        RuleOutcome::Inapplicable => "earl:inapplicable",
    };
    let accepted = suppressed
        .iter()
        .map(|one| (&one.finding, Some(&one.reason)));
    let pointers: Vec<Value> = found
        .map(|finding| (finding, None))
        .chain(accepted)
        .filter_map(|(finding, reason)| {
            let page = finding.accessibility.as_ref()?;
            let description = match reason {
                Some(reason) => format!("{} Suppressed by the policy: {reason}", finding.message),
                None => finding.message.clone(),
            };
            Some(json!({
                "@type": "ptr:CSSSelectorPointer",
                "expression": page.selector,
                "description": description,
            }))
        })
        .collect();
    json!({
        "@type": "Assertion",
        "mode": "earl:automatic",
        "subject": {"@type": ["TestSubject", "sch:WebPage"], "source": document.label()},
        "assertedBy": {
            "@type": ["Assertor", "Software", "doap:Project"],
            "name": "Preflight",
            "version": preflight_core::VERSION,
        },
        "test": {
            "@type": "TestCriterion",
            "title": result.id,
            "description": finding::page(result.id).map(Page::gist),
            "isPartOf": parts(result),
        },
        "result": {"@type": "TestResult", "outcome": outcome, "pointer": pointers},
    })
}

/// The success criteria and ACT rules that a rule belongs to.
fn parts(result: &RuleResult) -> Vec<String> {
    let criteria = result.wcag.iter().map(|criterion| criterion.url());
    let act = result
        .act
        .iter()
        .map(|id| format!("https://www.w3.org/WAI/standards-guidelines/act/rules/{id}/"));
    criteria.chain(act).collect()
}
