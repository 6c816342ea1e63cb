//! `--baseline`: what was wrong before does not fail a check, and what is wrong is still not published.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Folder, blocked, good, payload, rules};

fn entries(folder: &Folder, path: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.path(path)).expect("written");
    let file: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(file["schemaVersion"], 1);
    file["findings"].as_array().expect("a list").clone()
}

/// A folder whose findings all stand in `known.json`.
fn settled() -> Folder {
    let folder = Folder::with([
        ("a.json", blocked("a").as_str()),
        ("b.ndjson", &format!("{}\n{}\n", good("b1"), blocked("b2"))),
        ("marked.json", &format!("\u{feff}{}", good("m"))),
    ]);
    let run = folder.run(["check", ".", "--baseline", "known.txt", "--write-baseline"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    assert_eq!(
        run.stdout,
        "4 manifests checked: 2 ok, 2 baselined (3 baselined)\n"
    );
    folder
}

const CHECK: &[&str] = &["check", ".", "--baseline", "known.txt"];

#[test]
fn the_file_has_one_sorted_entry_a_line() {
    let folder = settled();
    let text = fs::read_to_string(folder.path("known.txt")).expect("written");
    assert_eq!(
        text,
        r#"{
  "schemaVersion": 1,
  "findings": [
    {"path":"a.json","document":"a","rule":"schema/pattern","pointer":"/spec/theme/primaryColor"},
    {"path":"b.ndjson","document":"b2","rule":"schema/pattern","pointer":"/spec/theme/primaryColor"},
    {"path":"marked.json","document":"m","rule":"json/byte-order-mark","pointer":""}
  ]
}
"#
    );
}

#[test]
fn what_is_known_passes_and_what_is_new_fails() {
    let folder = settled();
    let run = folder.run(CHECK);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "4 manifests checked: 2 ok, 2 baselined (3 baselined)\n"
    );

    folder.write("a.json", blocked("a").replace("[]", "[{}]"));
    let run = folder.run(CHECK);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("error[schema/required]"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("schema/pattern"), "{}", run.stdout);
    assert!(
        run.stdout.contains("1 baselined, 1 blocked"),
        "{}",
        run.stdout
    );

    // Somebody else's new manifest is new as well.
    folder
        .write("a.json", blocked("a"))
        .write("c.json", blocked("c"));
    assert_eq!(folder.run(CHECK).code, 1);
}

#[test]
fn one_more_of_the_same_is_new() {
    let folder = Folder::with([(
        "a.json",
        blocked("a")
            .replace("\"fields\": []", "\"fields\": [], \"x\": 1")
            .as_str(),
    )]);
    folder.run([
        "check",
        "a.json",
        "--baseline",
        "known.txt",
        "--write-baseline",
    ]);
    let entries = entries(&folder, "known.txt");
    let text = json!({"schemaVersion": 1, "findings": entries[..1]}).to_string();
    folder.write("known.txt", text);
    let (code, report) = folder.check_json(&["a.json", "--baseline", "known.txt"]);
    assert_eq!((code, rules(&report, 0).len()), (1, 2));
}

#[test]
fn formats_for_programs_tell_what_is_known() {
    let folder = settled();
    let (_, report) = folder.check_json(&[".", "--baseline", "known.txt"]);
    assert_eq!(
        report["baseline"],
        json!({"path": "known.txt", "documents": 2, "findings": 3, "stale": []})
    );
    assert_eq!(report["summary"]["ok"], 2);
    assert_eq!(report["summary"]["blocked"], 0);
    assert_eq!(report["summary"]["errors"], 0);
    let file = &report["files"][0];
    assert_eq!(file["ok"], false, "it cannot be published");
    assert_eq!(file["findings"][0]["baselined"], true);

    folder.write("c.json", blocked("c"));
    let sarif = folder
        .run(CHECK.iter().chain(&["--format", "sarif"]))
        .json();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let suppressions: Vec<(&Value, usize)> = results
        .iter()
        .map(|result| {
            (
                &result["ruleId"],
                result["suppressions"].as_array().expect("a list").len(),
            )
        })
        .collect();
    assert_eq!(
        suppressions.iter().filter(|(_, count)| *count == 1).count(),
        3
    );
    assert_eq!(
        suppressions.iter().filter(|(_, count)| *count == 0).count(),
        1
    );

    for (format, words) in [
        ("junit", "failures=\"1\""),
        ("github", "2 baselined, 1 blocked"),
        ("gitlab", "\"path\":\"c.json\""),
    ] {
        let run = folder.run(CHECK.iter().chain(&["--format", format]));
        assert!(run.stdout.contains(words), "{format}: {}", run.stdout);
        assert_eq!(
            run.stdout.matches("must be a # and six").count(),
            match format {
                "junit" => 2,
                _ => 1,
            },
            "{format}: {}",
            run.stdout
        );
    }
}

#[test]
fn what_is_found_no_more_is_said_and_written_out() {
    let folder = settled();
    folder.write("a.json", good("a"));
    fs::remove_file(folder.path("marked.json")).expect("removed");
    let run = folder.run(CHECK);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "note: known.txt: 2 entries are found no more; --write-baseline removes them: a.json (a) schema/pattern \
         /spec/theme/primaryColor; marked.json (m) json/byte-order-mark\n"
    );
    let (_, report) = folder.check_json(&[".", "--baseline", "known.txt"]);
    assert_eq!(
        report["baseline"]["stale"].as_array().map(Vec::len),
        Some(2)
    );

    // Nothing is known about a file that was not checked.
    let run = folder.run(["check", "a.json", "--baseline", "known.txt"]);
    assert!(run.stderr.contains("2 entries are"), "{}", run.stderr);
    assert!(!run.stderr.contains("b.ndjson"), "{}", run.stderr);

    let run = folder.run([
        "check",
        "a.json",
        "--baseline",
        "known.txt",
        "--write-baseline",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let left = entries(&folder, "known.txt");
    assert_eq!(
        left.len(),
        1,
        "the entry of the file that was not checked stays"
    );
    assert_eq!(left[0]["path"], "b.ndjson");
}

#[test]
fn what_cannot_be_sent_as_it_was_meant_is_never_known() {
    let folder = Folder::with([
        ("comma.json", good("c").replace("[]", "[,]").as_str()),
        ("empty.json", ""),
        (
            "both.json",
            &good("k").replace(
                "\"spec\"",
                &format!("\"payload\": {}, \"spec\"", payload("k")),
            ),
        ),
        ("same.ndjson", &format!("{}\n{}\n", good("s"), good("s"))),
    ]);
    let run = folder.run(["check", ".", "--baseline", "known.txt", "--write-baseline"]);
    assert_eq!(run.code, 1);
    for rule in ["json/empty", "set/repeated-id", "manifest/"] {
        assert!(
            run.stdout.contains(&format!("error[{rule}")),
            "{rule}: {}",
            run.stdout
        );
    }
    assert_eq!(entries(&folder, "known.txt"), [] as [Value; 0]);

    let entry = json!({"path": "empty.json", "document": 1, "rule": "json/empty", "pointer": ""});
    folder.write(
        "known.txt",
        json!({"schemaVersion": 1, "findings": [entry]}).to_string(),
    );
    let run = folder.run(["check", ".", "--baseline", "known.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr
            .contains("known.txt: json/empty (empty.json ) cannot be in a baseline"),
        "{}",
        run.stderr
    );
}

#[test]
fn paths_are_told_from_the_folder_of_the_baseline() {
    let folder = Folder::with([
        ("job/cards/a.json", blocked("a").as_str()),
        ("job/known.txt", ""),
    ]);
    fs::remove_file(folder.path("job/known.txt")).expect("removed");
    folder.run([
        "check",
        "job",
        "--baseline",
        "job/known.txt",
        "--write-baseline",
    ]);
    assert_eq!(entries(&folder, "job/known.txt")[0]["path"], "cards/a.json");
    let output = folder
        .command(["check", "a.json", "--baseline", "../known.txt"])
        .current_dir(folder.path("job/cards"))
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn the_configuration_may_name_it() {
    let folder = Folder::with([("job/a.json", blocked("a").as_str())]);
    folder.write("preflight.toml", "baseline = \"known.txt\"\n");
    let run = folder.run(["check", "job"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("known.txt: there is no such baseline; add --write-baseline to write it"),
        "{}",
        run.stderr
    );
    let run = folder.run(["check", "job", "--write-baseline"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(folder.run(["check", "job"]).code, 0);
    assert_eq!(folder.run(["check", "job", "--no-baseline"]).code, 1);
    folder.write("none.txt", r#"{"schemaVersion": 1, "findings": []}"#);
    assert_eq!(
        folder.run(["check", "job", "--baseline", "none.txt"]).code,
        1
    );

    let shown = folder.run(["check", "--show-config"]).stdout;
    assert!(
        shown.contains("\nbaseline = known.txt  (preflight.toml:1)\n"),
        "{shown}"
    );
    // A build prints what may be sent, and what a baseline knows may not.
    let run = folder.run(["build", "job"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    let run = folder.run(["publish", "job", "--sandbox", "--format", "json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["items"][0]["outcome"], "blocked");
}

#[test]
fn the_file_itself_is_no_manifest() {
    let folder = Folder::with([("a.json", blocked("a").as_str())]);
    let flags = ["check", ".", "--baseline", "known.json"];
    let write = flags.iter().chain(&["--write-baseline"]);
    for _ in 0..2 {
        let run = folder.run(write.clone());
        assert_eq!(
            run.stdout,
            "1 manifest checked: 1 baselined (1 baselined)\n"
        );
        assert_eq!(folder.run(flags).stdout, run.stdout);
    }
    folder.write("preflight.toml", "baseline = \"known.json\"\n");
    folder.write("a.json", good("a"));
    assert_eq!(folder.run(["build", "."]).code, 0);
    assert_eq!(folder.run(["publish", ".", "--sandbox"]).code, 0);
    let shown = folder
        .run(["check", "--baseline", "b.json", "--show-config"])
        .stdout;
    assert!(
        shown.contains("\nbaseline = b.json  (flag --baseline)\n"),
        "{shown}"
    );
}

#[test]
fn a_bad_baseline_is_an_error_with_its_place() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    for (contents, words) in [
        ("", "known.txt:1:1: this is no baseline: EOF while parsing"),
        (
            "{\n  \"findings\": []\n}",
            "known.txt:3:1: this is no baseline: missing field `schemaVersion`",
        ),
        (
            "{\"schemaVersion\": 2}",
            "its schemaVersion is 2, and this program knows 1",
        ),
        (
            "{\"schemaVersion\": 1,\n\"findings\": [{\"path\": \"a\", \"rule\": \"x/y\"}]}",
            "known.txt:2:41: this is no baseline: missing field `document`",
        ),
        (
            "{\"schemaVersion\": 1, \"findings\": [], \"finding\": []}",
            "unknown field `finding`",
        ),
    ] {
        folder.write("known.txt", contents);
        for flags in [[].as_slice(), &["--write-baseline"]] {
            let run = folder.run(
                ["check", "a.json", "--baseline", "known.txt"]
                    .iter()
                    .chain(flags),
            );
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{contents}");
            assert!(run.stderr.contains(words), "{contents}: {}", run.stderr);
            assert_eq!(
                fs::read_to_string(folder.path("known.txt")).expect("there"),
                contents
            );
        }
    }
    for (arguments, words) in [
        (
            ["--write-baseline"].as_slice(),
            "--write-baseline needs a file",
        ),
        (
            &["--no-baseline", "--write-baseline"],
            "cannot be used with",
        ),
        (
            &["--baseline", "missing/known.txt", "--write-baseline"],
            "known.txt: the baseline cannot be written: ",
        ),
        (&["--baseline", "."], ".: the baseline cannot be read: "),
    ] {
        let run = folder.run(["check", "a.json"].iter().chain(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
}
