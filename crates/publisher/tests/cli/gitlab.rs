//! `--format gitlab`: a code quality report, in which no two issues may share a fingerprint.

use std::collections::HashSet;

use serde_json::Value;

use crate::formats::{RICH, rich};
use crate::support::{Folder, blocked};

fn issues(stdout: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(stdout).expect("JSON");
    report.as_array().expect("a list").clone()
}

#[test]
fn issues_have_exactly_the_members_that_gitlab_reads() {
    let folder = rich();
    let run = folder.run(RICH.iter().chain(&["--format", "gitlab"]));
    let issues = issues(&run.stdout);
    assert!(issues.len() > 6);
    let mut fingerprints = HashSet::new();
    for issue in issues {
        let members: Vec<&String> = issue.as_object().expect("an object").keys().collect();
        assert_eq!(
            members,
            [
                "check_name",
                "description",
                "fingerprint",
                "location",
                "severity"
            ]
        );
        let severity = issue["severity"].as_str().expect("text");
        assert!(
            ["info", "minor", "blocker"].contains(&severity),
            "{severity}"
        );
        let path = issue["location"]["path"].as_str().expect("text");
        assert!(!path.starts_with('/') && !path.starts_with("./"), "{path}");
        assert!(
            issue["location"]["lines"]["begin"].as_u64() >= Some(1),
            "{issue}"
        );
        let fingerprint = issue["fingerprint"].as_str().expect("text").to_owned();
        assert_eq!(fingerprint.len(), 32);
        assert!(fingerprints.insert(fingerprint), "{issue}");
    }
}

#[test]
fn an_issue_keeps_its_fingerprint_when_others_come_and_go() {
    let fingerprint = |text: &str, rule: &str| {
        let folder = Folder::with([("a.json", text)]);
        let run = folder.run(["check", "a.json", "--format", "gitlab"]);
        let issues = issues(&run.stdout);
        let issue = issues.iter().find(|issue| issue["check_name"] == rule);
        issue.unwrap_or_else(|| panic!("{rule}: {}", run.stdout))["fingerprint"].clone()
    };
    let text = blocked("a");
    let more = text
        .replace("\"kind\"", "\n\n\"surplus\": 1, \"kind\"")
        .replace("[]", "[,]");
    assert_eq!(
        fingerprint(&text, "schema/pattern"),
        fingerprint(&more, "schema/pattern")
    );
}

#[test]
fn a_path_that_cannot_be_read_is_an_issue_too() {
    let folder = Folder::new();
    let run = folder.run(["check", "missing.json", "--format", "gitlab"]);
    let issues = issues(&run.stdout);
    assert_eq!(issues[0]["check_name"], "preflight/unreadable");
    assert_eq!(issues[0]["location"]["path"], "missing.json");
    assert_eq!(issues[0]["location"]["lines"]["begin"], 1);
}
