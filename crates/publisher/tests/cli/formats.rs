//! `--format`: what every format has in common, and a golden copy of each.

use serde_json::Value;

use crate::support::{Folder, blocked, good};

/// The formats, as `--format` knows them.
pub(crate) const FORMATS: &[&str] = &["human", "json", "sarif", "junit", "github", "gitlab"];

const CARD: &str = r#"{
    "kind": "rich-card",
    "id": "welcome",
    "target": {"conversationId": "c0ffee"},
    "spec": {
        "templateId": "welcome",
        "fields": {
            "title": "Willkommen 👋", "descripton": "Wählen Sie",
            "actions": [
                {"label": "👋 Los", "type": "call", "value": "go"},
            ]
        }
    }
}
"#;

const VARIABLES: &str = r#"{"kind": "participant-variables", "id": "vip", "target": {"participantId": "p"},
"spec": {"directives": [{"key": "tier", "value": "gold", "type": "string"}]}}
"#;

const CHANNEL: &str = r#"{"kind": "channel", "id": "portal", "spec": {
  "name": "Portal", "description": "", "routingConfiguration": {"queueId": "queue"},
  "webMessagingWidgetConfiguration": {"widgetId": "w", "theme": "default", "customAttributes": {}},
  "securityPolicy": {"enabled": true, "allowedOrigins": ["https://a.example"], "requireConsent": false}
}}
"#;

/// The paths to check in [`rich`].
pub(crate) const RICH: &[&str] = &["check", ".", "missing.json"];

/// One of everything that a format has to be able to tell.
pub(crate) fn rich() -> Folder {
    let lines = format!(
        "{}\r\n\r\n{}\n{}",
        good("n1"),
        blocked("n2").replace("\"n2\", \"theme", "\"😀😀\", \"theme"),
        good("n1")
    );
    let folder = Folder::with([
        ("good.json", good("good").as_str()),
        ("cards/welcome card #1, 100%: 'ü'.json", CARD),
        ("marked.json", &format!("\u{feff}{}", good("marked"))),
        ("more.ndjson", &lines),
        ("line\nbreak.json", ""),
        ("channel.json", CHANNEL),
        ("variables.json", VARIABLES),
    ]);
    folder.write(
        "preflight.toml",
        "[[policy.suppressions]]\nrule = \"channel/consent-required\"\n\
         pointer = \"/securityPolicy/requireConsent\"\nreason = \"agreed\"\n",
    );
    folder
}

/// The output with what depends on other parts of the program taken out, and JSON spread over lines.
fn steady(text: &str) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(text) else {
        return text.to_owned();
    };
    strip(&mut value);
    serde_json::to_string_pretty(&value).expect("JSON")
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // The help of a finding is text; that of a rule is its page, which is written for its own sake.
            members.retain(|name, member| name != "help" || member.is_string());
            for (name, member) in members {
                if matches!(&**name, "policyDigest" | "coreVersion") {
                    *member = "…".into();
                }
                strip(member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn every_format_has_a_golden_copy() {
    let folder = rich();
    for format in FORMATS {
        let run = folder.run(RICH.iter().chain(&["--format", format]));
        assert_eq!(run.code, 2, "{format}");
        assert!(
            run.stderr.starts_with("error: missing.json: "),
            "{format}: {}",
            run.stderr
        );
        insta::assert_snapshot!(*format, steady(&run.stdout));
    }
}

#[test]
fn every_format_ends_properly_without_findings() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    for format in FORMATS {
        let run = folder.run(["check", "a.json", "--format", format]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{format}");
        assert!(run.stdout.ends_with('\n'), "{format}: {}", run.stdout);
        let expected = match *format {
            "human" | "github" => "1 manifest checked: 1 ok\n",
            "gitlab" => "[]\n",
            "sarif" => "\"results\":[]",
            "junit" => "tests=\"1\" failures=\"0\" errors=\"0\"",
            _ => "\"findings\":[]",
        };
        assert!(run.stdout.contains(expected), "{format}: {}", run.stdout);
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    let folder = Folder::with([
        ("good.json", good("a").as_str()),
        ("bad.json", &blocked("b")),
    ]);
    for format in FORMATS {
        for (paths, code) in [
            (["good.json"].as_slice(), 0),
            (&["bad.json", "good.json"], 1),
            (&["bad.json", "missing.json"], 2),
        ] {
            let run = folder.run(["check", "--format", format].iter().chain(paths));
            assert_eq!(run.code, code, "{format} {paths:?}");
        }
    }
}

#[test]
fn the_standard_input_has_a_name_in_every_format() {
    let folder = Folder::new();
    for (format, name) in [
        ("human", "<stdin>:1:"),
        ("json", "\"path\":\"<stdin>\""),
        ("sarif", "{\"uri\":\"%3Cstdin%3E\"}"),
        ("junit", "name=\"&lt;stdin&gt;\""),
        // An annotation of a file that is none would be shown nowhere.
        ("github", "::error title=schema/pattern::"),
        ("gitlab", "\"path\":\"<stdin>\""),
    ] {
        let run =
            folder.run_with_stdin(&["check", "-", "--format", format], blocked("a").as_bytes());
        assert_eq!(run.code, 1, "{format}");
        assert!(run.stdout.contains(name), "{format}: {}", run.stdout);
    }
}

#[test]
fn platforms_are_told_paths_from_the_root_of_the_repository() {
    let folder = Folder::with([("job/cards/a.json", blocked("a").as_str())]);
    let outside = Folder::with([("b.json", blocked("b").as_str())]);
    let outside = std::fs::canonicalize(outside.path("b.json")).expect("there");
    let outside = outside.to_str().expect("text");
    for (format, inside, elsewhere) in [
        (
            "sarif",
            "{\"uri\":\"job/cards/a.json\",\"uriBaseId\":\"%SRCROOT%\"}".to_owned(),
            format!("{{\"uri\":\"file://{outside}\"}}"),
        ),
        (
            "junit",
            "file=\"job/cards/a.json\"".to_owned(),
            "/b.json\"".to_owned(),
        ),
        (
            "github",
            "file=job/cards/a.json,".to_owned(),
            format!("file={outside},"),
        ),
        (
            "gitlab",
            "\"path\":\"job/cards/a.json\"".to_owned(),
            "/b.json\"".to_owned(),
        ),
    ] {
        let output = folder
            .command(["check", "./cards/../cards", "--format", format, outside])
            .current_dir(folder.path("job"))
            .output()
            .expect("it starts");
        let stdout = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(stdout.contains(&inside), "{format}: {stdout}");
        assert!(stdout.contains(&elsewhere), "{format}: {stdout}");
    }
}

#[test]
fn findings_beyond_what_a_report_keeps_are_told_in_every_format() {
    let keys: Vec<String> = (0..1_200)
        .map(|number| format!("\"k{number}\": 1"))
        .collect();
    let manifest = good("a").replace("\"fields\"", &format!("{}, \"fields\"", keys.join(", ")));
    let folder = Folder::with([("a.json", manifest.as_str())]);
    for (format, words) in [
        ("human", "a.json: and 1150 more findings"),
        ("json", "\"omittedFindings\":200"),
        ("sarif", "200 more findings are left out"),
        ("junit", "200 findings left out"),
        ("github", "200 more findings are left out"),
        ("gitlab", "200 more findings are left out"),
    ] {
        let run = folder.run(["check", "a.json", "--format", format]);
        assert_eq!(run.code, 1, "{format}");
        assert!(run.stdout.contains(words), "{format}");
    }
}

#[test]
fn data_holds_no_colours_and_no_controls() {
    let folder = Folder::new();
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\n::error::x]]>";
    let key = serde_json::to_string(hostile).expect("JSON");
    folder.write(
        "a.json",
        good("a").replace("\"fields\"", &format!("{key}: 1, \"fields\"")),
    );
    for format in FORMATS {
        let run = folder.run(["check", "a.json", "--color", "always", "--format", format]);
        let obeyed = run.stdout.chars().find(|character| {
            matches!(character, '\u{7}' | '\u{9b}' | '\u{202e}')
                || (*character == '\u{1b}' && *format != "human")
        });
        // JSON keeps what has no short form; it is read by programs.
        let obeyed = obeyed.filter(|_| !matches!(*format, "json" | "sarif" | "gitlab"));
        assert_eq!(obeyed, None, "{format}: {}", run.stdout);
        assert!(
            !run.stdout.contains("\n::error::x"),
            "{format}: {}",
            run.stdout
        );
    }
}
