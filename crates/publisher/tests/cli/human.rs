//! What people see, and what must never reach their terminal.

use crate::support::{Folder, blocked, good};

const CARD: &str = r#"{
    "kind": "rich-card",
    "id": "welcome",
    "target": {"conversationId": "c0ffee"},
    "spec": {
        "templateId": "welcome",
        "fields": {
            "title": "Willkommen 👋",
            "descripton": "Wählen Sie",
            "actions": [
                {"label": "Los", "type": "call", "value": "go"},
            ]
        }
    }
}
"#;

#[test]
fn findings_are_shown_in_the_source() {
    let folder = Folder::with([("card.json", CARD)]);
    let run = folder.run(["check", "card.json"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn several_files_are_summed_up() {
    let folder = Folder::with([
        ("a.json", good("a").as_str()),
        ("b.json", &blocked("b")),
        ("c.json", ""),
        ("d.ndjson", &format!("{}\n\n{}", good("d"), good("d"))),
        ("e.json", &format!("\u{feff}{}", good("e"))),
    ]);
    let run = folder.run(["check", "."]);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn a_clean_run_is_one_line() {
    let folder = Folder::with([("a.json", good("a").as_str()), ("b.json", &good("b"))]);
    let run = folder.run(["check", "."]);
    assert_eq!(run.stdout, "2 manifests checked: 2 ok\n");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    type Case = (
        &'static [&'static str],
        Option<(&'static str, &'static str)>,
        bool,
    );
    let cases: &[Case] = &[
        (&[], None, false),
        (&["--color", "auto"], None, false),
        (&["--color", "always"], None, true),
        (&["--color", "never"], None, false),
        (&["--color", "always"], Some(("NO_COLOR", "1")), true),
        (&["--color", "never"], Some(("CLICOLOR_FORCE", "1")), false),
        (&[], Some(("CLICOLOR_FORCE", "1")), true),
        (&[], Some(("NO_COLOR", "1")), false),
    ];
    for (flags, variable, coloured) in cases {
        let mut folder = Folder::with([("b.json", blocked("b").as_str())]);
        if let Some((name, value)) = variable {
            folder.set(name, value);
        }
        for command in ["check", "build"] {
            let run = folder.run([command, "b.json", "missing.json"].iter().chain(*flags));
            let findings = if command == "check" {
                &run.stdout
            } else {
                &run.stderr
            };
            for output in [findings, &run.stderr] {
                assert_eq!(
                    output.contains('\u{1b}'),
                    *coloured,
                    "{command} {flags:?} {variable:?}: {output}"
                );
            }
        }
        // Data has no colours.
        let json = folder.run(["check", "b.json", "--format", "json"].iter().chain(*flags));
        assert!(!json.stdout.contains('\u{1b}'));
    }
}

#[test]
fn a_document_cannot_drive_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\r\u{8}\u{feff}";
    let manifest = format!(
        "{{\"kind\": \"channel{hostile}\", \"id\": \"{hostile}\", \"{hostile}\": '{hostile}'}}"
    );
    let escaped = r#"{"kind": "\u001b[2J", "id": "\u009b2J\u202e", "\u001b]0;x\u0007": 1}"#;
    let name = "odd\u{1b}[31m\u{9b}.json";
    let folder = Folder::with([(name, manifest.as_str()), ("escaped.json", escaped)]);
    for arguments in [
        ["check", name].as_slice(),
        &["build", name],
        &["check", "escaped.json"],
        &["check", "\u{1b}[31mmissing"],
        &["check", "x", "--config", "\u{1b}[31mmissing"],
    ] {
        let run = folder.run(arguments);
        for output in [&run.stdout, &run.stderr] {
            let obeyed = output.chars().find(|character| {
                (character.is_control() && *character != '\n')
                    || ('\u{202a}'..='\u{202e}').contains(character)
                    || ('\u{2066}'..='\u{2069}').contains(character)
                    || *character == '\u{feff}'
            });
            assert_eq!(obeyed, None, "{arguments:?}: {output}");
        }
    }
}

#[test]
fn one_long_line_does_not_flood_the_terminal() {
    let filler = format!("\"{}\"", "x".repeat(500_000));
    let line = good("a").replace(
        "\"fields\"",
        &format!("\"left\": {filler}, \"bad\": nope, \"right\": {filler}, \"fields\""),
    );
    assert!(line.len() > 1_000_000 && !line.contains('\n'));
    let folder = Folder::with([("long.json", line.as_str())]);
    let run = folder.run(["check", "long.json"]);
    assert_eq!(run.code, 1);
    let findings: Vec<&str> = run.stdout.split("\n\n").collect();
    assert!(findings.len() >= 4, "{}", run.stdout);
    for finding in findings {
        assert!(finding.len() < 2_000, "{} bytes", finding.len());
    }
    assert!(
        run.stdout.contains("\"bad\": nope, \"right\""),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("^^^^\n"), "{}", run.stdout);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::with([("b.json", blocked("b").as_str()), ("a.json", &good("a"))]);
    for arguments in [
        ["check", "b.json"].as_slice(),
        &["check", "b.json", "--format", "json"],
        &["build", "a.json"],
        &["schema"],
        &["completions", "bash"],
        &["man"],
        &["--show-config"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = folder
            .command(arguments)
            .stdout(writer)
            .output()
            .expect("it starts");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let output = folder
        .command(["check", "a.json"])
        .stdout(full.expect("Linux has one"))
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("standard output"), "{stderr}");
}
