//! Whatever is read, the answer is located findings or a clear error, and never a panic.

use std::process::Command;

use crate::support::{Folder, good, paths, rules};

/// Name, bytes, the rule that has to be among the findings, and its line and column.
type Case = (&'static str, Vec<u8>, &'static str, (u64, u64));

fn hostile_documents() -> Vec<Case> {
    let bytes = |text: &str| text.as_bytes().to_vec();
    vec![
        ("empty", Vec::new(), "json/empty", (1, 1)),
        ("blank", bytes(" \n\t\r\n"), "json/empty", (1, 1)),
        ("1 MB of [", vec![b'['; 1_000_000], "json/depth", (1, 128)),
        (
            "1 MB of {\"a\":",
            br#"{"a":"#.repeat(200_000),
            "json/depth",
            (1, 636),
        ),
        (
            "over 1 MiB",
            vec![b' '; 1_048_577],
            "json/too-large",
            (1, 1),
        ),
        (
            "invalid UTF-8",
            b"{\"id\": \"\xff\"}".to_vec(),
            "json/invalid-utf8",
            (1, 9),
        ),
        (
            "UTF-16",
            b"\xff\xfe{\0}\0".to_vec(),
            "json/invalid-utf8",
            (1, 1),
        ),
        (
            "lone high surrogate",
            bytes(r#"{"id": "\ud800"}"#),
            "json/lone-surrogate",
            (1, 9),
        ),
        (
            "lone low surrogate",
            bytes(r#"{"id": "x\udc00y"}"#),
            "json/lone-surrogate",
            (1, 10),
        ),
        ("NaN", bytes("{\n\"id\": NaN}"), "json/not-a-number", (2, 7)),
        (
            "duplicate keys",
            bytes("{\"id\": \"a\",\n \"id\": \"b\"}"),
            "json/duplicate-key",
            (2, 2),
        ),
        (
            "two documents",
            bytes("{\"id\": \"a\"} {}"),
            "json/trailing-content",
            (1, 13),
        ),
        ("no manifest", bytes("[]"), "schema/type", (1, 1)),
        (
            "nul bytes",
            vec![0; 64],
            "json/unexpected-character",
            (1, 1),
        ),
    ]
}

#[test]
fn documents_give_located_findings() {
    for (name, bytes, rule, (line, column)) in hostile_documents() {
        let folder = Folder::new();
        folder.write("a.json", &bytes);
        let (code, report) = folder.check_json(&["a.json"]);
        assert_eq!(code, 1, "{name}");
        let findings = report["files"][0]["findings"].as_array().expect("a list");
        let finding = findings
            .iter()
            .find(|finding| finding["rule"] == rule)
            .unwrap_or_else(|| panic!("{name}: {:?}", rules(&report, 0)));
        let start = &finding["span"]["start"];
        assert_eq!(
            (start["line"].as_u64(), start["column"].as_u64()),
            (Some(line), Some(column)),
            "{name}"
        );

        let run = folder.run(["check", "a.json"]);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{name}");
        assert!(
            run.stdout.contains("\n --> a.json:"),
            "{name}: {}",
            run.stdout
        );
        assert!(run.stdout.ends_with(")\n"), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_byte_order_mark_is_a_warning() {
    let folder = Folder::new();
    folder.write("a.json", format!("\u{feff}{}", good("a")));
    let (code, report) = folder.check_json(&["a.json"]);
    assert_eq!(code, 0);
    assert_eq!(rules(&report, 0), ["json/byte-order-mark"]);
    assert_eq!(report["files"][0]["findings"][0]["fix"]["safety"], "safe");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::with([("good.json", good("a").as_str()), ("empty/readme.txt", "")]);
    let fifo = folder.path("pipe.json");
    let made = Command::new("mkfifo").arg(&fifo).status();
    assert!(made.expect("mkfifo runs").success());
    let _socket =
        std::os::unix::net::UnixListener::bind(folder.path("socket.json")).expect("a socket");
    for (path, words) in [
        ("missing.json", "no such file"),
        ("pipe.json", "a FIFO"),
        ("socket.json", "a socket"),
        ("/dev/zero", "a device"),
        // A regular file whose beginning cannot be read, for root neither.
        ("/proc/self/mem", "cannot be read"),
        ("empty", "no .json or .ndjson file"),
        ("nothing/*.json", "matches no .json or .ndjson file"),
        ("*.yaml", "matches no .json or .ndjson file"),
        ("a[.json", "no glob"),
    ] {
        let run = folder.run(["check", path, "good.json"]);
        assert_eq!(run.code, 2, "{path}");
        assert!(
            run.stderr.starts_with(&format!("error: {path}: ")) && run.stderr.contains(words),
            "{path}: {}",
            run.stderr
        );
        assert_eq!(
            run.stdout, "1 manifest checked: 1 ok; 1 path could not be read\n",
            "{path}"
        );

        let (code, report) = folder.check_json(&[path, "good.json"]);
        assert_eq!(code, 2, "{path}");
        assert_eq!(paths(&report), ["good.json"], "{path}");
        assert_eq!(report["errors"][0]["path"], path);
        let message = report["errors"][0]["message"].as_str().expect("text");
        assert!(message.contains(words), "{path}: {message}");
    }
}

#[test]
fn a_mixed_folder_is_read_as_far_as_it_can_be() {
    let folder = Folder::with([
        ("all/a-good.json", good("a").as_str()),
        ("all/b-empty.json", ""),
        ("all/d-notes.txt", "not read"),
        ("all/e-good.ndjson", good("e").as_str()),
        ("all/f-blank.ndjson", "\n\n"),
    ]);
    let fifo = folder.path("all/c-pipe.json");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .expect("mkfifo runs")
            .success()
    );
    let (code, report) = folder.check_json(&["all"]);
    assert_eq!(code, 2);
    assert_eq!(
        paths(&report),
        ["all/a-good.json", "all/b-empty.json", "all/e-good.ndjson"]
    );
    assert_eq!(
        report["errors"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|error| error["path"].as_str().expect("text"))
            .collect::<Vec<_>>(),
        ["all/c-pipe.json", "all/f-blank.ndjson"]
    );
}

#[test]
fn an_endless_standard_input_is_not_read_to_its_end() {
    let folder = Folder::new();
    let run = folder.run_with_stdin(&["check", "-", "--format", "json"], &vec![b' '; 8_000_000]);
    assert_eq!(run.code, 1);
    assert_eq!(rules(&run.json(), 0), ["json/too-large"]);
}

#[test]
fn wrong_usage_is_2() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    for (arguments, words) in [
        (vec!["check"], "no PATH was given"),
        (vec!["build"], "no PATH was given"),
        (vec!["frobnicate"], "unrecognized subcommand"),
        (vec!["check", "--kind", "banner", "a.json"], "rich-card"),
        (
            vec!["check", "--format", "xml", "a.json"],
            "possible values",
        ),
        (vec!["schema", "--of", "spec"], "need a KIND"),
        (
            vec!["schema", "channel", "--of", "manifest"],
            "leave KIND out",
        ),
        (vec!["completions", "tcsh"], "possible values"),
    ] {
        let run = folder.run(&arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert!(
            run.stderr.contains("--help"),
            "{arguments:?}: {}",
            run.stderr
        );
    }
}
