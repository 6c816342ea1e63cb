//! Share links: made by `share`, read by the commands that read files.

use crate::support::{Folder, Run, blocked, good, payload, rules};

/// By Node's zlib, of `{"text": "{}", "name": "../a\u001b]0;owned\u0007\n::error::x\u202e.json", "policyDigest":` 64 zeros,
/// `"coreVersion": "0.0.9"}`.
const HOSTILE: &str = include_str!("share_link/hostile_name.txt");

/// The link to a document, with what was said when it was made.
fn shared(folder: &Folder, arguments: &[&str]) -> (String, String) {
    let run = folder.run(["share"].iter().chain(arguments));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.ends_with('\n'), "{run:?}");
    (run.stdout.trim_end().to_owned(), run.stderr)
}

fn link(folder: &Folder, arguments: &[&str]) -> String {
    shared(folder, arguments).0
}

#[test]
fn a_link_is_the_same_every_time_and_says_who_can_read_it() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let (fragment, said) = shared(&folder, &["a.json"]);
    assert!(fragment.starts_with("#preflight1="), "{fragment}");
    insta::assert_snapshot!(said, @"warning: anyone who has the link can read the document; there is no key to it and no way to call it back");
    assert_eq!(link(&folder, &["a.json"]), fragment);
    assert_eq!(link(&folder, &["./a.json"]), fragment);
    for (base, start) in [
        (
            "https://designer.example/a/b?c=d",
            "https://designer.example/a/b?c=d",
        ),
        ("http://127.0.0.1:7733", "http://127.0.0.1:7733/"),
    ] {
        let whole = link(&folder, &["a.json", "--base", base]);
        assert_eq!(whole, format!("{start}{fragment}"));
    }
    // The same text from elsewhere is the same but for its name.
    let from_stdin = folder.run_with_stdin(&["share", "-"], good("a").as_bytes());
    assert_eq!(from_stdin.code, 0, "{from_stdin:?}");
    assert_ne!(from_stdin.stdout.trim_end(), fragment);
}

#[test]
fn values_of_variables_stay_out_of_a_link_that_is_asked_to_hide_them() {
    let folder = Folder::new();
    folder.write("v.json", r#"{"attributes": {"tier": "platinum"}}"#);
    let kind = ["v.json", "--kind", "participant-variables"];
    for (flags, shown) in [(&[][..], "platinum"), (&["--redact"], "********")] {
        let link = link(&folder, &[&kind, flags].concat());
        let run = folder.run(["build", &link]);
        assert!(run.stdout.contains(shown), "{run:?}");
    }
}

#[test]
fn every_command_that_reads_a_file_reads_a_link() {
    let folder = Folder::with([("a.json", good("a").as_str()), ("b.json", &blocked("b"))]);
    let good = link(&folder, &["a.json", "--base", "https://designer.example/"]);
    let bad = link(&folder, &["b.json"]);

    let run = folder.run(["check", &good]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    let run = folder.run(["check", &bad]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.stdout);
    assert_eq!(run.stderr, "");

    let run = folder.run(["build", &good]);
    assert_eq!(
        (run.code, run.stdout.trim_end()),
        (0, payload("a").as_str())
    );
    let by_link = folder.run(["preview", &bad]);
    let by_file = folder.run(["preview", "b.json"]);
    assert_eq!((by_link.code, &by_link.stdout), (0, &by_file.stdout));
    assert!(by_link.stdout.contains("<html"));

    // What both say is the same, but for where it stands.
    let (code, by_link) = folder.check_json(&[&bad, "a.json"]);
    let (_, by_file) = folder.check_json(&["b.json", "a.json"]);
    assert_eq!(code, 1);
    assert_eq!(by_link["files"][0]["path"], "<share link: b.json>");
    assert_eq!(
        by_link["files"][0]["findings"],
        by_file["files"][0]["findings"]
    );
    assert_eq!(by_link["files"][1], by_file["files"][1]);
    // The same link twice is one document, and a copy of a file another with the same id.
    let (_, twice) = folder.check_json(&[&bad, &bad]);
    assert_eq!(twice["files"].as_array().map(Vec::len), Some(1));
    let (_, both) = folder.check_json(&[&good, "a.json"]);
    assert_eq!(rules(&both, 1), ["set/repeated-id", "set/repeated-name"]);
}

#[test]
fn fix_shows_what_it_would_change_and_writes_nothing() {
    let sloppy = good("a").replace("[]", "[],");
    let folder = Folder::with([("a.json", sloppy.as_str())]);
    let link = link(&folder, &["a.json"]);
    let run = folder.run(["fix", &link]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout.starts_with("--- a/<share link: a.json>"),
        "{run:?}"
    );
    assert!(run.stdout.contains("\n+"), "{run:?}");
    let run = folder.run(["fix", "--write", &link, "a.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(
        run.stderr.contains("--write has no file to write to"),
        "{run:?}"
    );
    assert_eq!(
        std::fs::read_to_string(folder.path("a.json")).expect("readable"),
        sloppy
    );
}

#[test]
fn a_bare_payload_is_read_as_the_kind_its_link_names() {
    let folder = Folder::new();
    folder.write("p.json", payload("a"));
    let link = link(&folder, &["p.json", "--kind", "widget-configuration"]);
    let run = folder.run(["check", &link]);
    assert_eq!(run.code, 0, "{run:?}");
    insta::assert_snapshot!(run.stdout, @"1 payload checked: 1 ok");
    let run = folder.run(["build", &link]);
    assert_eq!(run.stdout.trim_end(), payload("a"));
    let drawn = folder.run(["preview", &link]);
    assert_eq!(drawn.code, 0, "{drawn:?}");
    let diff = folder.run(["fix", &link]);
    assert_eq!(diff.code, 0, "{diff:?}");
    // What the command line says goes before what the link says.
    let run = folder.run(["check", "--kind", "channel", &link]);
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn another_policy_and_another_version_are_told() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let link = link(&folder, &["a.json"]);
    folder.write(
        "preflight.toml",
        "[policy.limits]\n\"rich-card.depth\" = 3\n",
    );
    for command in ["check", "build", "preview", "fix"] {
        let run = folder.run([command, &link]);
        assert_eq!(run.code, 0, "{run:?}");
        let warned = run.stderr.lines().next().unwrap_or_default();
        if command == "check" {
            steady().bind(|| insta::assert_snapshot!(warned));
        }
        assert!(
            warned.starts_with("warning: <share link: a.json>: judged under the policy "),
            "{run:?}"
        );
    }
    // It stays out of what programs read.
    let run = folder.run(["check", "--format", "json", &link]);
    assert_eq!(run.json()["files"][0]["path"], "<share link: a.json>");

    // Made by another version.
    let run = folder.run(["check", HOSTILE.trim_end()]);
    steady().bind(|| insta::assert_snapshot!(run.stderr));
}

/// How snapshots leave out what changes with the default policy and the version.
fn steady() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"[0-9a-f]{12}", "DIGEST");
    settings.add_filter(&env!("CARGO_PKG_VERSION").replace('.', r"\."), "VERSION");
    settings
}

#[test]
fn links_that_hold_nothing_readable_are_errors_like_files_that_cannot_be_read() {
    let folder = Folder::with([("a.json", good("a").as_str())]);
    let whole = link(&folder, &["a.json"]);
    let cut = &whole[..whole.len() - 40];
    let said: String = [
        "#preflight1=",
        "#preflight1=AAA=",
        "#preflight1=AA\u{1b}[31m",
        "#preflight1=AAAA",
        "#preflight9=AAAA",
        "https://designer.example/#preflight1=q1YqAAA",
    ]
    .iter()
    .map(|link| {
        let run = folder.run(["check", link, "a.json"]);
        assert_eq!(run.code, 2, "{run:?}");
        // The others are checked all the same.
        assert!(
            run.stdout.starts_with("1 manifest checked: 1 ok;"),
            "{run:?}"
        );
        run.stderr
    })
    .collect();
    assert!(!said.contains('\u{1b}'), "{said}");
    insta::assert_snapshot!(said);
    assert_eq!(folder.run(["check", cut]).code, 2);
    assert_eq!(folder.run(["preview", cut]).code, 2);
}

#[test]
fn nothing_is_published_from_a_link() {
    let mut folder = Folder::with([("a.json", good("a").as_str())]);
    folder
        .set("GENESYS_CLIENT_ID", "id")
        .set("GENESYS_CLIENT_SECRET", "secret");
    let link = link(&folder, &["a.json"]);
    for arguments in [
        &["publish", "a.json", &link][..],
        &["publish", "--dry-run", &link],
        &["publish", "--sandbox", &link],
        &["auth", "check", &link],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(
            run.stderr.contains("a share link is not published"),
            "{run:?}"
        );
    }
}

/// A name that came with a link is somebody else's text.
#[test]
fn hostile_names_do_nothing_to_a_terminal_or_a_report() {
    let hostile = HOSTILE.trim_end();
    let folder = Folder::new();
    for format in ["human", "json", "sarif", "junit", "github", "gitlab"] {
        let run = folder.run(["check", "--format", format, hostile]);
        assert_eq!(run.code, 1, "{run:?}");
        for text in [&run.stdout, &run.stderr] {
            for obeyed in ['\u{1b}', '\u{7}', '\u{202e}'] {
                assert!(!text.contains(obeyed), "{format}: {text}");
            }
            assert!(!text.contains("\n::error::x"), "{format}: {text}");
        }
    }
    let run = folder.run(["check", hostile]);
    insta::assert_snapshot!(run.stdout);
}

/// No platform looks for a file that is not there.
#[test]
fn reports_name_no_file_for_a_link() {
    let folder = Folder::with([("b.json", blocked("b").as_str())]);
    let link = link(&folder, &["b.json"]);
    let run = folder.run(["check", "--format", "github", &link]);
    assert!(run.stdout.contains("::error title="), "{run:?}");
    let run = folder.run(["check", "--format", "sarif", &link]);
    let sarif = run.json();
    let location =
        &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(location["uri"], "%3Cshare%20link%3A%20b.json%3E");
    assert_eq!(location["uriBaseId"], serde_json::Value::Null);
}

#[test]
fn what_no_link_can_hold_is_refused() {
    let folder = Folder::with([("a.json", good("a").as_str()), ("page.html", "<p>")]);
    folder.write("lines.ndjson", good("a"));
    folder.write("latin.json", b"\"\xe9\"");
    folder.write("long.json", vec![b' '; (1 << 20) + 1]);
    let of = |arguments: &[&str]| -> String {
        let run: Run = folder.run(["share"].iter().chain(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        let line = run.stderr.lines().next().unwrap_or_default();
        format!("{}\n  {line}\n", arguments.join(" "))
    };
    let said: String = [
        &["lines.ndjson"][..],
        &["page.html"],
        &["latin.json"],
        &["long.json"],
        &["nowhere.json"],
        &["."],
        &["*.json"],
        &["#preflight1=AA"],
        &["a.json", "--base", "designer.example"],
        &["a.json", "--base", "ftp://designer.example"],
        &["a.json", "--base", "https://designer.example/#a"],
    ]
    .iter()
    .map(|arguments| of(arguments))
    .collect();
    insta::assert_snapshot!(said);
}

#[test]
fn a_link_that_no_command_line_takes_is_told() {
    let folder = Folder::new();
    // What does not compress: every line is another.
    let lines: Vec<u32> = (0..40_000_u32)
        .map(|number| number.wrapping_mul(2_654_435_761))
        .collect();
    folder.write("a.json", format!("{lines:?}"));
    let (link, said) = shared(&folder, &["a.json"]);
    assert!(link.len() > 131_071, "{}", link.len());
    assert!(
        said.contains("no command line takes more than 131071"),
        "{said}"
    );
}
