//! What a rule says about some HTML, for tests.

use crate::accessibility::Context;
use crate::accessibility::check::{RuleOutcome, run};
use crate::dom::Document;

pub(super) const FAIL: RuleOutcome = RuleOutcome::Fail;
pub(super) const REVIEW: RuleOutcome = RuleOutcome::Review;
pub(super) const PASS: RuleOutcome = RuleOutcome::Pass;
pub(super) const NONE: RuleOutcome = RuleOutcome::Inapplicable;

/// What the rule says about a part of a page.
pub(super) fn judged(rule: &str, html: &str) -> RuleOutcome {
    outcome(rule, &Document::from_html_fragment(html))
}

/// What the rule says about a page.
pub(super) fn judged_page(rule: &str, html: &str) -> RuleOutcome {
    outcome(rule, &Document::from_html(html))
}

fn outcome(rule: &str, document: &Document) -> RuleOutcome {
    run(&Context::of(document))
        .iter()
        .find(|checked| checked.check.rule.id == rule)
        .expect("a rule of this id")
        .outcome()
}
