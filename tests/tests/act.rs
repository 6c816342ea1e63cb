//! The checks against the W3C's test cases for ACT rules: what they find, what they miss, and that they never say that a
//! page fails which the W3C says does not. The scores are kept in `docs/accessibility-scores.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use preflight_core::accessibility::Context;
use preflight_core::accessibility::check::{Checked, RuleOutcome, checks, run};
use preflight_core::read_page;
use preflight_tests::{assert_generated, corpus};
use serde_json::Value;

/// The rules that cannot be judged without styles.
const STYLES: &[&str] = &[
    "afw4f7", "09o5cg", "24afc2", "78fd32", "9e45ec", "oj04fd", "0ssw9k",
];

/// What the checks say about the cases of one rule.
#[derive(Debug, Default)]
struct Score {
    name: String,
    failed: usize,
    found: usize,
    passed: usize,
    /// Cases that do not fail, and were left to a person.
    doubted: usize,
    /// Cases that fail and were not found, with what was said of them.
    missed: Vec<String>,
    /// Cases that do not fail and were said to.
    wrong: Vec<String>,
}

/// What the checks that ask the same as an ACT rule say about a page together.
fn outcome(rule: &str, html: &str) -> Option<RuleOutcome> {
    let document = read_page(html);
    let said: Vec<RuleOutcome> = run(&Context::of(&document))
        .iter()
        .filter(|checked| checked.check.act.contains(&rule))
        .map(Checked::outcome)
        .collect();
    [
        RuleOutcome::Fail,
        RuleOutcome::Review,
        RuleOutcome::Pass,
        RuleOutcome::Inapplicable,
    ]
    .into_iter()
    .find(|outcome| said.contains(outcome))
}

fn scores(cases: &str) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let score = scores.entry(text("rule").to_owned()).or_default();
        text("ruleName").clone_into(&mut score.name);
        let said = outcome(text("rule"), text("html"));
        let name = format!("{} ({}), said: {said:?}", text("title"), &text("id")[..8]);
        let fails = said == Some(RuleOutcome::Fail);
        if text("expected") == "failed" {
            score.failed += 1;
            if fails {
                score.found += 1;
            } else {
                score.missed.push(name);
            }
        } else {
            score.passed += 1;
            score.doubted += usize::from(said == Some(RuleOutcome::Review));
            if fails {
                score.wrong.push(name);
            }
        }
    }
    scores
}

/// Failed cases that were found, of all, in per cent.
fn recall(scores: &BTreeMap<String, Score>, with_styles: bool) -> (usize, usize) {
    scores
        .iter()
        .filter(|(rule, _)| STYLES.contains(&rule.as_str()) == with_styles)
        .fold((0, 0), |(found, failed), (_, score)| {
            (found + score.found, failed + score.failed)
        })
}

fn table(scores: &BTreeMap<String, Score>) -> String {
    let mut text = String::from(
        "# Accessibility scores\n\n\
         What the checks say about the W3C's test cases for [ACT rules](https://www.w3.org/WAI/standards-guidelines/act/rules/), \
         by rule. A case is *found* where it fails and a check says so; *in doubt* where it does not fail and a check asks a \
         person to look; *wrong* where it does not fail and a check says that it does. Of no rule may any be wrong. The test \
         `act` writes this page.\n\n\
         | ACT rule | checks | failed cases | found | other cases | in doubt | wrong |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for (rule, score) in scores {
        let asked: Vec<String> = checks()
            .filter(|check| check.act.contains(&rule.as_str()))
            .map(|check| format!("[`{0}`](rules/{0}.md)", check.rule.id))
            .collect();
        let _ = writeln!(
            text,
            "| [{rule}](https://www.w3.org/WAI/standards-guidelines/act/rules/{rule}/) {} | {} | {} | {} | {} | {} | {} |",
            score.name.replace('|', "\\|"),
            asked.join(", "),
            score.failed,
            score.found,
            score.passed,
            score.doubted,
            score.wrong.len()
        );
    }
    for (what, with_styles) in [("structure alone", false), ("styles too", true)] {
        let (found, failed) = recall(scores, with_styles);
        let _ = write!(
            text,
            "\nRules that need {what}: {found} of {failed} failed cases found ({:.1} %).\n",
            percent(found, failed)
        );
    }
    let missed: Vec<String> = scores
        .iter()
        .flat_map(|(rule, score)| {
            let cases = score.missed.iter();
            cases.map(move |case| format!("- {rule}: {case}\n"))
        })
        .collect();
    if !missed.is_empty() {
        let _ = write!(text, "\n## Not found\n\n{}", missed.concat());
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "counts of test cases")]
fn percent(found: usize, failed: usize) -> f64 {
    100.0 * found as f64 / failed.max(1) as f64
}

#[test]
fn the_cases_of_the_act_rules_give_the_generated_scores() {
    let Some(cases) = corpus("act.jsonl") else {
        return;
    };
    let scores = scores(&cases);
    let table = table(&scores);
    println!("{table}");
    let wrong: Vec<&String> = scores.values().flat_map(|score| &score.wrong).collect();
    assert!(wrong.is_empty(), "said to fail, and do not: {wrong:#?}");
    for (with_styles, least) in [(false, 97.0), (true, 90.0)] {
        let (found, failed) = recall(&scores, with_styles);
        assert!(failed > 20, "{failed} cases");
        assert!(percent(found, failed) >= least, "{found} of {failed}");
    }
    assert_generated("docs/accessibility-scores.md", &table);
}

#[test]
fn every_act_rule_that_a_check_names_has_cases() {
    let Some(cases) = corpus("act.jsonl") else {
        return;
    };
    let scores = scores(&cases);
    for check in checks() {
        for rule in check.act {
            // Rules of which the corpus has no case are named where their text was read.
            let known = scores.contains_key(*rule) || UNSEEN.contains(rule);
            assert!(known, "{}: {rule}", check.rule.id);
        }
    }
}

/// ACT rules that checks name and the corpus has no case of.
const UNSEEN: &[&str] = &["2779a5", "in6db8"];
