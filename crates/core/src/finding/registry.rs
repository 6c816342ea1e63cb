//! The registry: every rule there is.

use super::{Page, Rule};
use crate::{check, json, kinds, manifest, policy, sanitize, shape};

/// Every rule, by area.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    json::rules::ALL
        .iter()
        .chain(manifest::RULES)
        .chain(shape::RULES)
        .chain(sanitize::RULES.iter().copied().flatten())
        .chain(policy::RULES)
        .chain(kinds::COMMON_RULES)
        .chain(kinds::ALL.iter().flat_map(|kind| kind.definition().rules()))
        .chain(check::SET_RULES)
        .copied()
}

/// The documentation of every rule, in the same order.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    shape::PAGES
        .iter()
        .chain(sanitize::PAGES.iter().copied().flatten())
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
}
