//! The registry: every rule there is.

use super::{Page, Rule};
use crate::{accessibility, check, json, kinds, manifest, policy, sanitize, shape};

/// The rules of each area, in the order of the documentation.
static RULES: &[&[&[&Rule]]] = &[
    json::rules::RULES,
    &[manifest::RULES, shape::RULES],
    sanitize::RULES,
    &[policy::RULES, kinds::COMMON_RULES],
    kinds::RULES,
    &[check::SET_RULES, check::PAGE_RULES],
    accessibility::RULES,
];

/// Their pages, in the same order.
static PAGES: &[&[&[Page]]] = &[
    json::rules::PAGES,
    &[manifest::PAGES, shape::PAGES],
    sanitize::PAGES,
    &[policy::PAGES, kinds::COMMON_PAGES],
    kinds::PAGES,
    &[check::SET_PAGES, check::PAGE_PAGES],
    accessibility::PAGES,
];

/// Every rule, in the order of the documentation.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().flatten().copied().flatten().copied()
}

/// The documentation of every rule, in the same order.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    PAGES.iter().copied().flatten().copied().flatten()
}

/// The documentation of the rule of that id.
pub fn page(id: &str) -> Option<&'static Page> {
    pages().find(|page| page.rule.id == id)
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_well_formed() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "{} stands twice", rule.id);
            let (area, cause) = rule.id.split_once('/').expect("area/cause");
            for word in [area, cause] {
                assert!(
                    !word.is_empty()
                        && word.bytes().all(|byte| byte.is_ascii_lowercase()
                            || byte.is_ascii_digit()
                            || byte == b'-'),
                    "{}",
                    rule.id
                );
            }
            assert!(rule.summary.ends_with('.'), "{}: {}", rule.id, rule.summary);
        }
        assert!(rule("json/depth").is_some());
    }

    #[test]
    fn every_rule_has_its_page() {
        assert!(
            rules()
                .map(|rule| rule.id)
                .eq(pages().map(|page| page.rule.id))
        );
    }
}
