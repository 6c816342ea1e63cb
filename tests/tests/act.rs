//! The checks against the W3C's test cases for ACT rules.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use preflight_core::accessibility::Context;
use preflight_core::accessibility::check::{RuleOutcome, checks, run};
use preflight_core::dom::Document;
use preflight_tests::corpus;
use serde_json::Value;

/// What a rule got right and wrong.
#[derive(Debug, Default)]
struct Score {
    failed: usize,
    found: usize,
    others: usize,
    missed: Vec<String>,
    wrong: Vec<String>,
}

/// What the checks that ask the same as an ACT rule say about a page together.
fn outcome(rule: &str, html: &str) -> Option<RuleOutcome> {
    let document = Document::from_html(html);
    let context = Context::of(&document);
    let asked: Vec<RuleOutcome> = run(&context)
        .iter()
        .filter(|checked| checked.check.act.contains(&rule))
        .map(preflight_core::accessibility::check::Checked::outcome)
        .collect();
    [
        RuleOutcome::Fail,
        RuleOutcome::Review,
        RuleOutcome::Pass,
        RuleOutcome::Inapplicable,
    ]
    .into_iter()
    .find(|outcome| asked.contains(outcome))
}

#[test]
fn the_cases_of_the_act_rules() {
    let Some(cases) = corpus("act.jsonl") else {
        return;
    };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let rule = text("rule");
        if !checks().any(|check| check.act.contains(&rule)) {
            println!("no check asks for {rule}");
            continue;
        }
        let said = outcome(rule, text("html"));
        let score = scores
            .entry(format!("{rule} {}", text("ruleName")))
            .or_default();
        let name = format!("{} {} ({said:?})", &text("id")[..8], text("title"));
        let fails = said == Some(RuleOutcome::Fail);
        if text("expected") == "failed" {
            score.failed += 1;
            if fails {
                score.found += 1
            } else {
                score.missed.push(name)
            }
        } else {
            score.others += 1;
            if fails {
                score.wrong.push(name)
            }
        }
    }
    let mut table = String::new();
    for (rule, score) in &scores {
        let _ = writeln!(
            table,
            "{rule}: {} of {} found, {} of {} others failed",
            score.found,
            score.failed,
            score.wrong.len(),
            score.others
        );
        for name in &score.missed {
            let _ = writeln!(table, "    missed {name}");
        }
        for name in &score.wrong {
            let _ = writeln!(table, "    wrong  {name}");
        }
    }
    println!("{table}");
}
