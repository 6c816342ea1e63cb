//! `--format sarif`, held to the schema of the standard and to the text it is about.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::formats::{RICH, rich};
use crate::support::{Folder, Run, blocked, good};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sarif-schema-2.1.0.json");
    let text = fs::read_to_string(path).expect("a schema");
    let mut schema: Value = serde_json::from_str(&text).expect("JSON");
    // The standard's pattern for languages is no regular expression by the Unicode rules; no log has a language.
    for component in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][component]["properties"]["language"];
        language
            .as_object_mut()
            .and_then(|language| language.remove("pattern"))
            .expect("a pattern");
    }
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema")
});

/// The only run of a log that the schema accepts.
#[track_caller]
fn run_of(run: &Run) -> Value {
    let log = run.json();
    let errors: Vec<String> = SCHEMA
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1, "GitHub takes no empty list of runs");
    runs[0].clone()
}

fn check(folder: &Folder, paths: &[&str]) -> Value {
    run_of(&folder.run(["check", "--format", "sarif"].iter().chain(paths)))
}

fn list<'v>(value: &'v Value, name: &str) -> &'v Vec<Value> {
    value[name]
        .as_array()
        .unwrap_or_else(|| panic!("{name} in {value}"))
}

fn region(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]["region"]
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("small")
}

#[test]
fn logs_follow_the_schema() {
    let folder = rich();
    let run = run_of(&folder.run(RICH.iter().chain(&["--format", "sarif"])));
    assert!(list(&run, "results").len() > 6);
    let clean = Folder::with([("a.json", good("a").as_str())]);
    assert!(list(&check(&clean, &["a.json"]), "results").is_empty());
    let none = Folder::new();
    assert!(list(&check(&none, &["nothing"]), "results").is_empty());
    for paths in [
        ["good.json"].as_slice(),
        &["good.json", "more.ndjson", "gone.json"],
    ] {
        let publish = ["publish", "--sandbox", "--format", "sarif"];
        run_of(&folder.run(publish.iter().chain(paths)));
    }
    let stdin = none.run_with_stdin(&["check", "-", "--format", "sarif"], b"{");
    assert!(!list(&run_of(&stdin), "results").is_empty());
}

#[test]
fn results_point_at_rules_that_are_listed_once() {
    let folder = rich();
    let run = run_of(&folder.run(RICH.iter().chain(&["--format", "sarif"])));
    let rules = list(&run["tool"]["driver"], "rules");
    let mut used = HashSet::new();
    for result in list(&run, "results") {
        let index = number(&result["ruleIndex"]);
        assert_eq!(rules[index]["id"], result["ruleId"]);
        used.insert(index);
    }
    assert_eq!(used.len(), rules.len());
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert_ne!(rule[text]["text"], "", "{rule}");
        }
    }
}

#[test]
fn places_are_right_in_utf16_and_fixes_can_be_applied() {
    let folder = rich();
    let sarif = run_of(&folder.run(RICH.iter().chain(&["--format", "sarif"])));
    let json = folder.run(RICH.iter().chain(&["--format", "json"])).json();
    let mut results = list(&sarif, "results").iter();
    let mut fixed = 0;
    for file in list(&json, "files") {
        let path = file["path"].as_str().expect("text");
        let bytes = fs::read_to_string(folder.path(path)).expect("text");
        let text = bytes.trim_start_matches('\u{feff}');
        for finding in list(file, "findings") {
            let result = results.next().expect("a result for each finding");
            assert_eq!(result["ruleId"], finding["rule"]);
            let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
            let expected = &bytes[number(&start["offset"])..number(&end["offset"])];
            let expected = expected.trim_start_matches('\u{feff}');
            assert_eq!(
                by_columns(text, region(result)),
                expected,
                "{path}: {finding}"
            );
            assert_eq!(
                by_offset(text, region(result)),
                expected,
                "{path}: {finding}"
            );
            for replacement in result["fixes"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|fix| list(&fix["artifactChanges"][0], "replacements"))
            {
                fixed += 1;
                let deleted = &replacement["deletedRegion"];
                let edit = &finding["fix"]["edits"][0];
                let (start, end) = (&edit["span"]["start"], &edit["span"]["end"]);
                let expected = &bytes[number(&start["offset"])..number(&end["offset"])];
                match deleted["byteOffset"].as_u64() {
                    Some(offset) => {
                        assert_eq!((offset, expected), (0, "\u{feff}"));
                        assert_eq!(deleted["byteLength"], 3);
                    }
                    None => assert_eq!(by_columns(text, deleted), expected),
                }
                let inserted = replacement["insertedContent"]["text"].as_str();
                assert_eq!(inserted.unwrap_or_default(), edit["text"]);
            }
        }
    }
    assert!(results.next().is_none());
    assert!(fixed >= 2, "{fixed}");
}

/// What a viewer would mark that goes by line and column.
fn by_columns(text: &str, region: &Value) -> String {
    let lines: Vec<Vec<u16>> = text
        .split_inclusive('\n')
        .map(|line| line.encode_utf16().collect())
        .collect();
    let at = |line: &Value, column: &Value| {
        let before: usize = lines.iter().take(number(line) - 1).map(Vec::len).sum();
        before + number(column) - 1
    };
    let start = at(&region["startLine"], &region["startColumn"]);
    let end = at(&region["endLine"], &region["endColumn"]);
    String::from_utf16(&lines.concat()[start..end]).expect("whole characters")
}

/// What a viewer would mark that goes by offset and length.
fn by_offset(text: &str, region: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let start = number(&region["charOffset"]);
    let end = start + number(&region["charLength"]);
    String::from_utf16(&units[start..end]).expect("whole characters")
}

#[test]
fn what_a_person_has_to_decide_is_no_failure() {
    let folder = rich();
    let run = run_of(&folder.run(RICH.iter().chain(&["--format", "sarif"])));
    let of = |rule: &str| {
        let results = list(&run, "results");
        let result = results.iter().find(|result| result["ruleId"] == rule);
        let result = result.unwrap_or_else(|| panic!("{rule}"));
        (result["kind"].clone(), result["level"].clone())
    };
    for (rule, kind, level) in [
        ("schema/choice", "fail", "error"),
        ("json/byte-order-mark", "fail", "warning"),
        ("channel/queue-id", "review", "none"),
        ("participant-variables/no-key-matrix", "open", "none"),
    ] {
        assert_eq!(of(rule), (json!(kind), json!(level)), "{rule}");
    }
    // Unless it blocks.
    folder.write(
        "preflight.toml",
        "[policy.severities]\n\"channel/queue-id\" = \"error\"\n",
    );
    let run = check(&folder, &["channel.json"]);
    let result = list(&run, "results")
        .iter()
        .find(|result| result["ruleId"] == "channel/queue-id");
    assert_eq!(result.expect("a result")["level"], "error");
}

#[test]
fn fingerprints_are_unlike_each_other_and_outlive_lines() {
    let fingerprints = |text: &str| -> Vec<Value> {
        let folder = Folder::with([("a.json", text)]);
        let run = check(&folder, &["a.json"]);
        list(&run, "results")
            .iter()
            .map(|result| result["partialFingerprints"]["preflightFinding/v1"].clone())
            .collect()
    };
    // Two of one rule at one place.
    let text = blocked("a").replace("\"fields\": []", "\"fields\": [,], \"fields\": [,]");
    let first = fingerprints(&text);
    let unique: HashSet<String> = first.iter().map(Value::to_string).collect();
    assert!(first.len() > 3);
    assert_eq!(unique.len(), first.len(), "{first:?}");
    let moved = text
        .replace("\"spec\"", "\n\n\n   \"spec\"")
        .replace("blue", "green");
    assert_eq!(fingerprints(&moved), first);
}

#[test]
fn what_is_no_finding_is_a_notification() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let run = check(&folder, &["a.json", "missing #1.json"]);
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 2);
    let notification = &invocation["toolExecutionNotifications"][0];
    let descriptors = list(&run["tool"]["driver"], "notifications");
    let index = number(&notification["descriptor"]["index"]);
    assert_eq!(descriptors[index]["id"], "unreadable");
    assert_eq!(notification["level"], "error");
    let location = &notification["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location["uri"], "missing%20%231.json");

    folder.write("b.json", blocked("b"));
    let run = check(&folder, &["b.json"]);
    let invocation = &run["invocations"][0];
    assert_eq!(
        invocation["executionSuccessful"], true,
        "finding something is what it is for"
    );
    assert_eq!(invocation["exitCode"], 1);
}

#[test]
fn a_document_cannot_put_links_into_messages() {
    let manifest = good("a").replace(
        "\"fields\"",
        "\"[Log in](https://evil.example)\": 1, \"fields\"",
    );
    let folder = Folder::with([("a.json", manifest.as_str())]);
    let run = check(&folder, &["a.json"]);
    let text = list(&run, "results")[0]["message"]["text"]
        .as_str()
        .expect("text")
        .to_owned();
    assert!(
        text.contains("\\[Log in\\](https://evil.example)"),
        "{text}"
    );
}

#[test]
fn more_results_than_github_takes_are_cut_to_the_worst_and_said() {
    let keys: Vec<String> = (0..999).map(|number| format!("\"k{number}\": 1")).collect();
    let many =
        |id: &str| good(id).replace("\"fields\"", &format!("{}, \"fields\"", keys.join(", ")));
    let warning = "\u{feff}".to_owned() + &many("w");
    let lines: Vec<String> = (0..26).map(|number| many(&format!("id{number}"))).collect();
    let folder = Folder::with([
        ("a.json", warning.as_str()),
        ("b.ndjson", &lines.join("\n")),
    ]);
    let output = folder.run(["check", ".", "--format", "sarif"]);
    assert_eq!(
        output.stderr,
        "note: the report holds the 25000 worst of 26974 results, since GitHub refuses more; `preflight check --format \
         json` prints all\n"
    );
    let log = output.json();
    let run = &log["runs"][0];
    let results = list(run, "results");
    assert_eq!(results.len(), 25_000);
    assert!(results.iter().all(|result| result["level"] == "error"));
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["descriptor"]["id"], "omitted-results");

    folder.write("b.ndjson", lines[..5].join("\n"));
    let output = folder.run(["check", ".", "--format", "sarif"]);
    assert_eq!(
        output.stderr,
        "note: the report holds 5995 results; GitHub keeps the 5000 worst\n"
    );
}
