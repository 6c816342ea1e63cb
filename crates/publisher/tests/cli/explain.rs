//! `preflight explain`: the page of a rule, wherever it is asked for.

use preflight_core::finding;
use serde_json::Value;

use crate::support::Folder;

#[test]
fn a_page_fits_a_terminal() {
    let run = Folder::new().run(["explain", "text/bidi-control"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn every_rule_is_explained_and_listed() {
    let folder = Folder::new();
    let index = folder.run(["explain"]).stdout;
    for rule in finding::rules() {
        assert!(
            index.contains(&format!("  {} ", rule.id)),
            "{} is not listed",
            rule.id
        );
    }
    let all: Value = folder.run(["explain", "--format", "json"]).json();
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), finding::rules().count());
    for told in all {
        let id = told["id"].as_str().expect("a text");
        let page = told["page"].as_str().expect("a text");
        assert!(page.starts_with(&format!("# {id}\n")), "{page}");
    }
}

#[test]
fn an_area_lists_its_rules() {
    let run = Folder::new().run(["explain", "css"]);
    assert_eq!(run.code, 0);
    let ids: Vec<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.contains('/'))
        .collect();
    assert_eq!(ids, ["css/property", "css/value"]);
}

#[test]
fn a_misspelt_rule_names_the_nearest() {
    let run = Folder::new().run(["explain", "html/elment"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean html/element?"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_broken_configuration_is_no_obstacle() {
    let folder = Folder::with([("preflight.toml", "not toml")]);
    assert_eq!(folder.run(["explain", "json/depth"]).code, 0);
}
