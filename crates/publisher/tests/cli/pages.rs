//! `check --kind html`, and the formats that tell of accessibility alone.

use serde_json::Value;

use crate::support::{Folder, Run, good};

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<title>Chat</title>
<style>.hint { color: #999 }</style>
<main>
  <h1>Chat</h1>
  <label for="mail">E-mail</label> <input id="mail" autocomplete="emial">
  <p class="hint">We answer within a day.</p>
  <button type="button"><svg aria-hidden="true"></svg></button>
</main>
"#;

fn page() -> Folder {
    Folder::with([("page.html", PAGE)])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn a_page_is_judged_at_its_elements() {
    let run = page().run(["check", "--kind", "html", "page.html"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    insta::assert_snapshot!("page_human", run.stdout);
}

/// As for a preview, the ending of a file says what it is; a folder or the standard input says nothing.
#[test]
fn files_that_end_like_pages_are_pages() {
    let folder = page();
    folder.write("a.json", good("a"));
    folder.write("b.htm", "<p>Hello</p>");
    for (paths, code, words) in [
        (&["page.html"][..], 1, "1 page checked: 1 blocked"),
        (
            &["b.htm", "page.html"],
            1,
            "2 pages checked: 1 ok, 1 blocked",
        ),
        (&["*.htm"], 0, "1 page checked: 1 ok"),
        (&["."], 0, "1 manifest checked: 1 ok"),
        (&["a.json"], 0, "1 manifest checked: 1 ok"),
    ] {
        let run = folder.run([&["check"], paths].concat());
        assert_eq!(run.code, code, "{paths:?}: {}", run.stderr);
        assert!(run.stdout.contains(words), "{paths:?}: {}", run.stdout);
    }
    for paths in [["a.json", "page.html"], ["page.html", "a.json"]] {
        let run = folder.run([&["check"], &paths[..]].concat());
        assert_eq!(run.code, 2);
        let words = format!("{} is not what was named before it", paths[1]);
        assert!(run.stderr.contains(&words), "{}", run.stderr);
    }
}

#[test]
fn every_rule_says_what_it_makes_of_a_page() {
    let run = page().run(["check", "--kind", "html", "page.html", "--format", "json"]);
    let report = json(&run);
    let file = &report["files"][0];
    assert_eq!(file["kind"], "html");
    let outcome = |act: &str| {
        let rules = file["rules"].as_array().expect("an array");
        let rule = rules.iter().find(|rule| {
            let ids = rule["act"].as_array().expect("an array");
            ids.iter().any(|id| id == act)
        });
        rule.expect("a rule")["outcome"].clone()
    };
    for (act, said) in [
        ("97a4e1", "fail"),
        ("73f2c2", "fail"),
        ("afw4f7", "fail"),
        ("e086e5", "pass"),
        ("b5c3f8", "pass"),
        ("23a2a8", "inapplicable"),
    ] {
        assert_eq!(outcome(act), said, "{act}");
    }
    let findings = file["findings"].as_array().expect("an array");
    let contrast = findings
        .iter()
        .find(|finding| finding["rule"] == "contrast/text")
        .expect("a finding");
    assert_eq!(contrast["selector"], "html > body > main > p");
    assert_eq!(contrast["wcag"][0]["number"], "1.4.3");
    assert_eq!(contrast["data"]["foreground"], "#999999");
    assert_eq!(contrast["span"]["start"]["line"], 8);
}

#[test]
fn a_folder_of_pages_means_its_html_files() {
    let folder = page();
    folder.write("a.json", good("a"));
    folder.write(
        "part.htm",
        "<p>A part of a page has no language of its own.</p>",
    );
    let run = folder.run(["check", "--kind", "html", "."]);
    assert!(
        run.stdout.contains("2 pages checked: 1 ok, 1 blocked"),
        "{}",
        run.stdout
    );
    let run = folder.run(["check", "--kind", "html", "a.json"]);
    assert_eq!(run.code, 0, "text is a page too: {}", run.stdout);
    let empty = Folder::with([("a.json", good("a").as_str())]);
    let run = empty.run(["check", "--kind", "html", "."]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("no .html or .htm file"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_shape_of_axe_has_its_four_lists() {
    let run = page().run(["check", "--kind", "html", "page.html", "--format", "axe"]);
    assert_eq!(run.code, 1);
    let results = json(&run);
    let of = |list: &str| -> Vec<String> {
        let entries = results[0][list].as_array().expect("an array");
        let ids = entries
            .iter()
            .map(|entry| entry["id"].as_str().expect("an id"));
        ids.map(str::to_owned).collect()
    };
    let violations = of("violations");
    for rule in ["name/button", "form/autocomplete", "contrast/text"] {
        assert!(violations.iter().any(|id| id == rule), "{violations:?}");
    }
    assert!(of("passes").contains(&"name/field".to_owned()));
    assert!(of("inapplicable").contains(&"name/image".to_owned()));
    let entries = results[0]["violations"].as_array().expect("an array");
    let button = entries.iter().find(|entry| entry["id"] == "name/button");
    let button = button.expect("a violation");
    assert_eq!(button["impact"], "critical");
    assert_eq!(
        button["nodes"][0]["target"][0],
        "html > body > main > button"
    );
    let tags: Vec<&str> = button["tags"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(tags, ["wcag2a", "wcag412", "ACT"]);
}

#[test]
fn earl_has_an_assertion_for_each_rule_of_a_page_and_of_a_drawn_payload() {
    let folder = page();
    folder.write("a.json", good("a"));
    for arguments in [
        &["check", "--kind", "html", "page.html", "--format", "earl"][..],
        &["check", "a.json", "--format", "earl"],
    ] {
        let run = folder.run(arguments);
        let graph = json(&run);
        let assertions = graph["@graph"].as_array().expect("an array");
        assert!(assertions.len() > 30, "{}", assertions.len());
        for assertion in assertions {
            let outcome = assertion["result"]["outcome"].as_str().expect("an outcome");
            assert!(
                [
                    "earl:failed",
                    "earl:cantTell",
                    "earl:passed",
                    "earl:inapplicable"
                ]
                .contains(&outcome)
            );
        }
    }
}

/// What the team lives with is no violation, and no pass either.
#[test]
fn suppressed_failures_stay_in_sight() {
    let suppress = |selectors: &[&str]| {
        let folder = Folder::new();
        folder.write(
            "page.html",
            "<div id=a><button></button></div><div id=b><button></button></div>",
        );
        let table = |selector: &&str| {
            format!(
                "[[policy.suppressions]]\nrule = \"name/button\"\nselector = \"{selector}\"\nreason = \"The vendor names it.\"\n"
            )
        };
        let tables: Vec<String> = selectors.iter().map(table).collect();
        folder.write("preflight.toml", tables.concat());
        let of = |format| {
            json(&folder.run(["check", "--kind", "html", "page.html", "--format", format]))
        };
        let assertions = of("earl");
        let assertions = assertions["@graph"].as_array().expect("an array").clone();
        let mut assertions = assertions.into_iter();
        let assertion = assertions.find(|one| one["test"]["title"] == "name/button");
        (
            of("axe")[0].clone(),
            assertion.expect("every rule")["result"].clone(),
        )
    };
    let nodes = |axe: &Value, list: &str| {
        let entries = axe[list].as_array().expect("an array");
        let entry = entries.iter().find(|entry| entry["id"] == "name/button");
        entry.map_or(0, |entry| entry["nodes"].as_array().expect("nodes").len())
    };
    for (selectors, violations, incomplete, outcome) in [
        (&[][..], 2, 0, "earl:failed"),
        (&["#a > button"], 1, 1, "earl:failed"),
        (&["#a > button", "#b > button"], 0, 2, "earl:cantTell"),
    ] {
        let (axe, earl) = suppress(selectors);
        assert_eq!(nodes(&axe, "violations"), violations, "{selectors:?}");
        assert_eq!(nodes(&axe, "incomplete"), incomplete, "{selectors:?}");
        assert_eq!(earl["outcome"], outcome, "{selectors:?}");
        let pointers = earl["pointer"].as_array().expect("an array");
        assert_eq!(pointers.len(), 2, "{selectors:?}");
        let told = pointers.iter().filter(|pointer| {
            let words = pointer["description"].as_str().expect("words");
            words.ends_with("Suppressed by the policy: The vendor names it.")
        });
        assert_eq!(told.count(), selectors.len());
    }
}

#[test]
fn a_publish_prints_no_format_of_accessibility() {
    let run = Folder::with([("a.json", good("a").as_str())])
        .run(["publish", "a.json", "--format", "earl"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("invalid value 'earl'"),
        "{}",
        run.stderr
    );
}
