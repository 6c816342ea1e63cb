//! The audit judged by others, who know nothing but its documentation: Python's hashlib, and sha256sum.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::proof::{hold, publish, verified};
use crate::support::{AuditFile, Run, Sandbox};

/// An auditor of somebody else's, who knows the documentation alone: prints the head of each file, or what is wrong.
const PYTHON: &str = r#"
import hashlib, json, sys

def sha(data):
    return hashlib.sha256(data).hexdigest()

def audit(path):
    head, loose, begun = sha(b""), b"", False
    for line in open(path, "rb"):
        body, found, end = line.rpartition(b',"hash":"')
        if not (found and line.startswith(b'{"prev":"') and len(end) == 67 and end.endswith(b'"}\n')):
            loose += line
            continue
        said = json.loads(line)
        stands = {"lines": loose.count(b"\n"), "bytes": len(loose), "sha256": sha(loose)}
        if said["hash"] != sha(body) or said["prev"] != head:
            return "changed or moved"
        if (said["data"] if said["event"] == "AUDIT_SEALED" else None) != (stands if loose else None):
            return "not sealed"
        head, loose, begun = said["hash"], b"", True
    return head if begun and not loose else "no end"

for path in sys.argv[1:]:
    print(audit(path))
"#;

/// Whether a program is there to judge by; where it is not, that is told, and CI fails.
pub(crate) fn is_there(program: &str) -> bool {
    let is_there = Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !is_there {
        let why = format!("there is no `{program}` on PATH");
        assert!(
            std::env::var_os("CI").is_none_or(|value| value != "true"),
            "{why}"
        );
        preflight_tests::not_run(&format!("the audit judged by {program}"), &why);
    }
    is_there
}

/// What the auditor in Python says of each file.
pub(crate) fn python(files: &[PathBuf]) -> Vec<String> {
    let run = Run::of(Command::new("python3").args(["-c", PYTHON]).args(files));
    assert_eq!(run.exit, Some(0), "{run:?}");
    run.stdout.lines().map(str::to_owned).collect()
}

/// Everything an audit can hold: lines of an older version, two publishes, what a crash left, an item that failed.
fn full_audit() -> AuditFile {
    let audit = AuditFile::new();
    fs::write(audit.path(), "{\"schemaVersion\":1}\n".repeat(2)).expect("it is written");
    let sandbox = Sandbox::start();
    publish(&sandbox, &audit);
    fs::write(audit.path(), audit.text() + "{\"prev\":\"01234").expect("it is written");
    Run::of(&mut hold(&audit.path()));
    audit
}

#[test]
fn an_auditor_in_python_comes_to_the_same() {
    if !is_there("python3") {
        return;
    }
    let audit = full_audit();
    let good = audit.text();
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    let mut cases = vec![("as it is".to_owned(), good.clone(), true)];
    for (index, line) in lines.iter().enumerate() {
        let (mut without, mut twice, mut changed) = (lines.clone(), lines.clone(), lines.clone());
        without.remove(index);
        twice.insert(index, line);
        let other = line.replacen('1', "2", 1);
        changed[index] = &other;
        let number = index + 1;
        // Nobody can see that the last line is missing.
        let is_ok = number == lines.len();
        cases.push((format!("without line {number}"), without.concat(), is_ok));
        cases.push((format!("line {number} twice"), twice.concat(), false));
        cases.push((format!("line {number} changed"), changed.concat(), false));
    }
    let mut files = Vec::new();
    for (name, text, _) in &cases {
        let file = audit.path().with_file_name(name);
        fs::write(&file, text).expect("it is written");
        files.push(file);
    }
    let judged = python(&files);
    assert_eq!(judged.len(), cases.len());
    for ((name, text, is_ok), judged) in cases.iter().zip(judged) {
        fs::write(audit.path(), text).expect("it is written");
        let report = verified(&audit);
        assert_eq!(report["ok"], *is_ok, "{name}: {report}");
        assert_eq!(judged == report["head"], *is_ok, "{name}: {judged}");
    }
}

/// What the documentation tells to type.
#[cfg(unix)]
#[test]
fn the_commands_of_the_documentation_prove_an_audit() {
    if !is_there("sha256sum") {
        return;
    }
    let document = preflight_tests::repository().join("docs/audit.md");
    let document = fs::read_to_string(document).expect("it is read");
    let commands: Vec<&str> = document
        .split("```sh\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap_or_default())
        .filter(|block| block.contains("sha256sum"))
        .collect();
    let [script, line, seal] = commands[..] else {
        panic!("{commands:?}");
    };
    let audit = full_audit();
    let path = audit.path().with_file_name("preflight-audit.jsonl");
    fs::rename(audit.path(), &path).expect("it is renamed");
    let type_in = |commands: &str| {
        let output = Command::new("sh")
            .args(["-c", commands])
            .current_dir(path.parent().expect("a folder"))
            .output()
            .expect("sh runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let good = fs::read_to_string(&path).expect("it is read");
    let lines: Vec<&str> = good.split_inclusive('\n').collect();

    assert_eq!(type_in(script), "", "nothing is wrong");
    for number in [3, 7, lines.len()] {
        let (mut changed, mut without) = (lines.clone(), lines.clone());
        let other = lines[number - 1].replacen("\"schemaVersion\":2", "\"schemaVersion\":1", 1);
        changed[number - 1] = &other;
        fs::write(&path, changed.concat()).expect("it is written");
        assert_eq!(type_in(script), format!("line {number} was changed\n"));
        without.remove(number - 1);
        fs::write(&path, without.concat()).expect("it is written");
        // Nobody can see that the last line is missing.
        let expected = if number == lines.len() {
            String::new()
        } else {
            format!("line {number} was not written after the one before it\n")
        };
        assert_eq!(type_in(script), expected);
    }
    fs::write(&path, &good).expect("it is written");

    let of = |number: usize| -> Value { serde_json::from_str(lines[number - 1]).expect("JSON") };
    // The documentation takes line 7 for an example of a line, and line 3 for a seal of the two lines before it.
    assert_eq!(
        type_in(line)[..64],
        *of(7)["hash"].as_str().expect("a hash")
    );
    assert_eq!(of(3)["event"], "AUDIT_SEALED");
    assert_eq!(
        type_in(seal)[..64],
        *of(3)["data"]["sha256"].as_str().expect("a hash")
    );
}
