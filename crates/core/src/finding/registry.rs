//! The registry: every rule there is.

use super::{Page, Rule};
use crate::{accessibility, check, json, kinds, manifest, policy, sanitize, shape};

/// Every rule, by area.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let kinds = kinds::ALL.iter().map(|kind| kind.definition().rules());
    let areas = json::rules::RULES
        .iter()
        .copied()
        .chain([manifest::RULES, shape::RULES])
        .chain(sanitize::RULES.iter().copied())
        .chain([policy::RULES, kinds::COMMON_RULES])
        .chain(kinds)
        .chain([check::SET_RULES, check::PAGE_RULES])
        .chain(accessibility::RULES.iter().copied());
    areas.flatten().copied()
}

/// The documentation of every rule, in the same order.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    let kinds = kinds::ALL.iter().map(|kind| kind.definition().pages());
    let areas = json::rules::PAGES
        .iter()
        .copied()
        .chain([manifest::PAGES, shape::PAGES])
        .chain(sanitize::PAGES.iter().copied())
        .chain([policy::PAGES, kinds::COMMON_PAGES])
        .chain(kinds)
        .chain([check::SET_PAGES, check::PAGE_PAGES])
        .chain(accessibility::PAGES.iter().copied());
    areas.flatten()
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
