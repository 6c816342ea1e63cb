//! `check --format json`.

use serde_json::{Value, json};

use crate::support::{Folder, blocked, good};

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn has_exactly_the_documented_members() {
    let folder = Folder::with([
        ("bad.json", blocked("b").as_str()),
        ("good.json", good("a").as_str()),
    ]);
    let (code, report) = folder.check_json(&["good.json", "bad.json"]);
    assert_eq!(code, 1);
    // serde_json sorts the members it reads.
    assert_eq!(
        keys(&report),
        [
            "coreVersion",
            "files",
            "policyDigest",
            "schemaVersion",
            "summary"
        ]
    );
    assert_eq!(report["schemaVersion"], 1);
    assert_eq!(report["policyDigest"].as_str().map(str::len), Some(64));
    assert_eq!(
        report["summary"],
        json!({"documents": 2, "ok": 1, "blocked": 1, "errors": 1, "warnings": 0, "infos": 0})
    );
    let file = &report["files"][1];
    assert_eq!(
        keys(file),
        [
            "document",
            "facts",
            "findings",
            "id",
            "kind",
            "ok",
            "omittedFindings",
            "path",
            "suppressedFindings"
        ]
    );
    assert_eq!(file["document"], 1);
    assert_eq!(file["kind"], "widget-configuration");
    assert_eq!(file["id"], "b");
    assert_eq!(
        keys(&file["findings"][0]),
        [
            "class",
            "help",
            "message",
            "outcome",
            "payloadPointer",
            "pointer",
            "rule",
            "severity",
            "span"
        ]
    );
    assert_eq!(
        keys(&file["findings"][0]["span"]["start"]),
        ["column", "line", "offset", "utf16"]
    );
}

#[test]
fn members_stand_in_the_documented_order() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let run = folder.run(["check", "a.json", "nope.json", "--format", "json"]);
    let places: Vec<usize> = [
        "{\"schemaVersion\":1,\"files\":[{\"path\":",
        "\"document\":",
        "\"kind\":",
        "\"id\":",
        "\"ok\":",
        "\"findings\":",
        "\"facts\":",
        "\"omittedFindings\":",
        "\"suppressedFindings\":",
        "\"errors\":[{\"path\":\"nope.json\",\"message\":",
        "\"summary\":",
        "\"policyDigest\":",
        "\"coreVersion\":",
    ]
    .iter()
    .map(|part| {
        run.stdout
            .find(part)
            .unwrap_or_else(|| panic!("{part}: {}", run.stdout))
    })
    .collect();
    assert!(places.is_sorted(), "{}", run.stdout);
}

#[test]
fn holds_findings_that_the_human_form_leaves_out() {
    let fields: Vec<String> = (0..400).map(|number| format!("\"k{number}\": 1")).collect();
    let manifest = good("a").replace("\"fields\"", &format!("{}, \"fields\"", fields.join(", ")));
    let folder = Folder::with([("a.json", manifest.as_str())]);
    let (_, report) = folder.check_json(&["a.json"]);
    assert_eq!(
        report["files"][0]["findings"].as_array().map(Vec::len),
        Some(400)
    );
    let human = folder.run(["check", "a.json"]).stdout;
    assert_eq!(human.matches("error[").count(), 50);
    assert!(human.contains("a.json: and 350 more findings"), "{human}");
    assert!(human.ends_with("(400 errors)\n"), "{human}");
}

#[test]
fn counts_what_a_suppression_took_away() {
    let policy = |expires: &str| {
        format!(
            "[[policy.suppressions]]\nrule = \"schema/pattern\"\n\
             pointer = \"/spec/theme/primaryColor\"\nreason = \"agreed\"\nexpires = \"{expires}\"\n"
        )
    };
    let folder = Folder::with([("a.json", blocked("a").as_str())]);
    folder.write("preflight.toml", policy("2999-12-31"));
    let (code, report) = folder.check_json(&["a.json"]);
    assert_eq!(
        (code, &report["files"][0]["suppressedFindings"]),
        (0, &json!(1))
    );
    let human = folder.run(["check", "a.json"]);
    assert_eq!(human.stdout, "1 manifest checked: 1 ok (1 suppressed)\n");

    // The clock is the system's.
    folder.write("preflight.toml", policy("2020-01-01"));
    let (code, report) = folder.check_json(&["a.json"]);
    assert_eq!(
        (code, &report["files"][0]["suppressedFindings"]),
        (1, &json!(0))
    );
}
