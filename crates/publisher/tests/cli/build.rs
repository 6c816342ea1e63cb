//! `build`: the exact bytes that are sent.

use std::fs;

use crate::support::{Folder, blocked, good, payload};

#[test]
fn prints_payloads_one_a_line() {
    let lines = format!("{}\n{}\n", good("c"), good("b"));
    let folder = Folder::with([("a.json", good("a").as_str()), ("more.ndjson", &lines)]);
    let run = folder.run(["build", "more.ndjson", "a.json"]);
    assert_eq!(
        run.stdout,
        format!("{}\n{}\n{}\n", payload("c"), payload("b"), payload("a"))
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_blocked_manifest_does_not_hold_up_the_others() {
    let folder = Folder::with([("a.json", good("a").as_str()), ("b.json", &blocked("b"))]);
    let run = folder.run(["build", "b.json", "a.json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout, format!("{}\n", payload("a")));
    assert!(
        run.stderr.contains("error[schema/pattern]"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--> b.json:1:"), "{}", run.stderr);

    let run = folder.run(["build", "b.json", "nope.json", "a.json"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stdout, format!("{}\n", payload("a")));
}

#[test]
fn a_bare_payload_is_made_compact() {
    let folder = Folder::new();
    folder.write("a.json", payload("a").replace(',', " ,\n  "));
    let run = folder.run(["build", "--kind", "widget-configuration", "a.json"]);
    assert_eq!(run.stdout, format!("{}\n", payload("a")));
}

#[test]
fn writes_files_named_by_id() {
    let folder = Folder::with([
        ("a.json", good("alpha").as_str()),
        ("b.json", &blocked("b")),
    ]);
    let odd = good("odd").replace("\"id\": \"odd\"", "\"id\": \"../Ö dd\"");
    folder.write("odd.json", odd);
    let run = folder.run([
        "build",
        "a.json",
        "b.json",
        "odd.json",
        "-o",
        "out/payloads",
    ]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    let mut names: Vec<_> = fs::read_dir(folder.path("out/payloads"))
        .expect("made")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "_.._____dd.json".replace("_____", "___"),
            "alpha.json".to_owned()
        ]
    );
    let written = fs::read_to_string(folder.path("out/payloads/alpha.json")).expect("written");
    assert_eq!(written, payload("alpha"));
}

#[test]
fn two_payloads_for_one_file_are_refused() {
    let folder = Folder::with([
        ("a.json", good("Alpha").as_str()),
        ("b.json", &good("alpha")),
    ]);
    let run = folder.run(["build", "a.json", "b.json", "-o", "out"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("a.json and b.json"), "{}", run.stderr);
    assert!(!folder.path("out").exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::with([("a.json", good("a").as_str()), ("file", "")]);
    let run = folder.run(["build", "a.json", "--output", "file/out"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("file/out: cannot be written"),
        "{}",
        run.stderr
    );
}
