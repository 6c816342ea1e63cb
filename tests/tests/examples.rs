//! The examples people start from: the good ones pass, the blocked ones show the rule they are named after.

use std::path::Path;

use preflight_core::{Options, Policy, PolicyFile, Severity, check_bytes, kinds};
use preflight_tests::{files, repository, rules_of};

fn settings() -> toml::Table {
    let path = repository().join("examples/preflight.toml");
    let text = std::fs::read_to_string(&path).expect("readable");
    text.parse().expect("TOML")
}

fn policy() -> Policy {
    let policy: PolicyFile = settings()["policy"].clone().try_into().expect("a policy");
    policy.into_policy().expect("a policy")
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_kind_has_a_good_example_without_any_finding() {
    let policy = policy();
    let mut seen = Vec::new();
    for path in files("examples", "json") {
        let checked = check_bytes(&read(&path), Options::new(&policy));
        assert_eq!(rules_of(&checked), [""; 0], "{}", path.display());
        let payload = checked.verified().expect("verified");
        assert_eq!(
            path.file_stem().and_then(|stem| stem.to_str()),
            Some(payload.kind().name())
        );
        seen.push(payload.kind());
    }
    seen.sort();
    assert_eq!(seen, kinds::ALL);
}

/// Under the default policy, which is what a person who opens the page has.
#[test]
fn the_templates_of_the_designer_have_no_finding_and_every_kind_has_some() {
    let policy = Policy::default();
    let mut seen = Vec::new();
    for path in files("web/designer/src/templates", "json") {
        let checked = check_bytes(&read(&path), Options::new(&policy));
        assert_eq!(rules_of(&checked), [""; 0], "{}", path.display());
        seen.push(checked.verified().expect("verified").kind());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen, kinds::ALL);
}

#[test]
fn blocked_examples_break_the_rule_they_are_named_after() {
    let policy = policy();
    let mut guides = Vec::new();
    for path in files("examples/blocked", "json") {
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name");
        let rule = stem.replace('_', "/");
        let checked = check_bytes(&read(&path), Options::new(&policy));
        let report = checked.report();
        assert!(!report.ok, "{stem}");
        let errors: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.rule)
            .collect();
        assert!(errors.contains(&rule.as_str()), "{stem}: {errors:?}");
        guides.push((report.kind, report.id.clone()));
    }
    for kind in kinds::ALL {
        assert!(
            guides.iter().any(|(shown, _)| *shown == Some(kind.name())),
            "no blocked {kind}"
        );
    }
}

#[test]
fn the_examples_folder_excludes_what_is_blocked() {
    let excluded = settings()["exclude"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert_eq!(excluded, [toml::Value::from("blocked/**")]);
}
