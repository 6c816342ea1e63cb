//! EARL 1.0, as JSON-LD: an assertion for each rule and document, as those who implement the W3C's ACT rules file them.

use std::io::{self, Write};

use preflight_core::accessibility::check::RuleOutcome;
use preflight_core::finding::{self, Outcome, RuleResult};
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
    let outcome = match result.outcome {
        RuleOutcome::Fail => "earl:failed",
        RuleOutcome::Review => "earl:cantTell",
        RuleOutcome::Pass => "earl:passed",
        RuleOutcome::Inapplicable => "earl:inapplicable",
    };
    let pointers: Vec<Value> = document
        .report
        .findings
        .iter()
        .filter(|finding| finding.rule == result.id && finding.outcome != Outcome::Untested)
        .filter_map(|finding| {
            let page = finding.accessibility.as_ref()?;
            Some(json!({
                "@type": "ptr:CSSSelectorPointer",
                "expression": page.selector,
                "description": finding.message,
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
            "description": finding::rule(result.id).map(|rule| rule.summary),
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
