//! Which files the paths of a command line mean.

use std::os::unix::fs::symlink;

use crate::support::{Folder, good, paths};

fn house() -> Folder {
    let folder = Folder::new();
    for path in [
        "cards/b.json",
        "cards/a.json",
        "cards/a/z.json",
        "cards/drafts/d.json",
        "cards/more.ndjson",
        "cards/notes.txt",
        "cards/.hidden/h.json",
        "channels/a.json",
    ] {
        folder.write(path, good(&path.replace(['/', '.'], "-")));
    }
    folder
}

#[test]
fn paths_become_files_in_order() {
    let cases: &[(&[&str], &[&str])] = &[
        (
            &["cards"],
            &[
                "cards/a/z.json",
                "cards/a.json",
                "cards/b.json",
                "cards/drafts/d.json",
                "cards/more.ndjson",
            ],
        ),
        (
            &["channels", "cards/drafts"],
            &["channels/a.json", "cards/drafts/d.json"],
        ),
        (
            &["cards/b.json", "cards/a.json"],
            &["cards/b.json", "cards/a.json"],
        ),
        (&["./cards/a.json"], &["cards/a.json"]),
        (&["cards/*.json"], &["cards/a.json", "cards/b.json"]),
        (&["./cards/?.json"], &["cards/a.json", "cards/b.json"]),
        (&["*/a.json"], &["cards/a.json", "channels/a.json"]),
        (
            &["**/{a,z}.json"],
            &["cards/a/z.json", "cards/a.json", "channels/a.json"],
        ),
        (&["cards/notes.txt"], &["cards/notes.txt"]),
        (
            &["cards/.hidden", "cards/.hidden/h.json"],
            &["cards/.hidden/h.json"],
        ),
        // Once each, at the first place.
        (
            &["cards/b.json", "cards", "./cards/b.json", "cards/*.json"],
            &[
                "cards/b.json",
                "cards/a/z.json",
                "cards/a.json",
                "cards/drafts/d.json",
                "cards/more.ndjson",
            ],
        ),
    ];
    let folder = house();
    for (arguments, expected) in cases {
        let (code, report) = folder.check_json(arguments);
        assert_eq!(paths(&report), *expected, "{arguments:?}");
        assert_eq!(code, 0, "{arguments:?}");
    }
}

#[test]
fn the_current_folder_needs_no_prefix() {
    let folder = house();
    let (_, report) = folder.check_json(&["."]);
    assert_eq!(paths(&report)[0], "cards/a/z.json");
}

#[test]
fn excludes_hold_for_folders_and_globs_and_give_way_to_names() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            r#"["cards/drafts", "**/z.json"]"#,
            &["cards"],
            &["cards/a.json", "cards/b.json", "cards/more.ndjson"],
        ),
        (
            r#"["cards/drafts/**"]"#,
            &["cards/**/*.json"],
            &["cards/a/z.json", "cards/a.json", "cards/b.json"],
        ),
        (
            r#"["cards/drafts/"]"#,
            &["cards/drafts/d.json"],
            &["cards/drafts/d.json"],
        ),
        (r#"["cards"]"#, &["cards/drafts"], &["cards/drafts/d.json"]),
        (
            r#"["cards/drafts/**"]"#,
            &["cards/drafts"],
            &["cards/drafts/d.json"],
        ),
        (r#"["cards"]"#, &["."], &["channels/a.json"]),
    ];
    let folder = house();
    for (exclude, arguments, expected) in cases {
        folder.write("preflight.toml", format!("exclude = {exclude}\n"));
        let (_, report) = folder.check_json(arguments);
        assert_eq!(paths(&report), *expected, "{exclude} {arguments:?}");
    }
}

#[test]
fn what_was_excluded_is_said_where_nothing_is_left() {
    let folder = house();
    folder.write("preflight.toml", "exclude = [\"channels/a.json\"]\n");
    let run = folder.run(["check", "channels"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("\"exclude\""), "{}", run.stderr);
}

#[test]
fn excludes_are_relative_to_their_file() {
    let folder = house();
    folder.write("cards/preflight.toml", "exclude = [\"drafts\", \"a\"]\n");
    let expected = ["cards/a.json", "cards/b.json", "cards/more.ndjson"];
    let (_, report) = folder.check_json(&["cards"]);
    assert_eq!(paths(&report), expected);
    let (_, report) =
        folder.check_json(&["--config", "cards/preflight.toml", "./channels/../cards"]);
    assert_eq!(paths(&report).len(), expected.len());
}

#[test]
fn links_to_files_are_read_and_links_to_folders_are_not() {
    let folder = house();
    symlink(folder.path("cards"), folder.path("channels/cards")).expect("a link");
    symlink(folder.path("cards"), folder.path("channels/folder.json")).expect("a link");
    symlink(folder.path("channels"), folder.path("channels/round")).expect("a link");
    symlink(folder.path("cards/b.json"), folder.path("channels/b.json")).expect("a link");
    symlink("nowhere", folder.path("channels/c.json")).expect("a link");
    let (code, report) = folder.check_json(&["channels"]);
    assert_eq!(paths(&report), ["channels/a.json", "channels/b.json"]);
    assert_eq!(report["errors"][0]["path"], "channels/c.json");
    assert_eq!(code, 2);
    // Named, a link to a folder is that folder.
    let (_, report) = folder.check_json(&["channels/cards"]);
    assert_eq!(paths(&report)[0], "channels/cards/a/z.json");
}

#[test]
fn the_standard_input_is_one_document() {
    let folder = house();
    let run = folder.run_with_stdin(
        &["check", "-", "cards/a.json", "-", "--format", "json"],
        good("in").as_bytes(),
    );
    assert_eq!(paths(&run.json()), ["<stdin>", "cards/a.json"]);
    assert_eq!(run.code, 0);
}

#[test]
fn a_file_whose_name_looks_like_a_glob_is_that_file() {
    let folder = Folder::with([("a[1].json", good("a").as_str())]);
    let (code, report) = folder.check_json(&["a[1].json"]);
    assert_eq!((code, paths(&report)), (0, vec!["a[1].json"]));
}

#[test]
fn bare_payloads_are_checked_by_kind() {
    let payload = crate::support::payload("a");
    let folder = Folder::with([("a.json", payload.as_str())]);
    let run = folder.run(["check", "--kind", "widget-configuration", "a.json"]);
    assert_eq!(run.stdout, "1 payload checked: 1 ok\n");
    assert_eq!(folder.run(["check", "a.json"]).code, 1);
    let run = folder.run(["check", "--kind", "channel", "a.json"]);
    assert_eq!(run.code, 1);
}
