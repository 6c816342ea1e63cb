//! `fix`: what can be mended is shown as a diff, or written.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Folder, Run, blocked, good};

/// A manifest with nothing wrong but its notation.
fn sloppy(id: &str) -> String {
    format!(
        "// The configuration of {id}\n{{\n  kind: 'widget-configuration', // what it is\n  \"id\": \"{id}\",\n  \"spec\": {{\n    \"widgetId\": \"{id}\",\n    \"theme\": {{\"primaryColor\": \"#0056B3\",}},\n    \"fields\": []\n  }}\n}}\n"
    )
}

fn tidy(id: &str) -> String {
    format!(
        "{{\n  \"kind\": \"widget-configuration\",\n  \"id\": \"{id}\",\n  \"spec\": {{\n    \"widgetId\": \"{id}\",\n    \"theme\": {{\"primaryColor\": \"#0056B3\"}},\n    \"fields\": []\n  }}\n}}\n"
    )
}

/// Variables with markup: `<b>` goes unseen, `<br>` does not.
fn variables(id: &str, value: &str) -> String {
    format!(
        r#"{{"kind": "participant-variables", "id": "{id}", "target": {{"participantId": "p"}}, "spec": {{"keyMatrix": {{"tier": "string"}}, "directives": [{{"key": "tier", "value": "{value}", "type": "string"}}]}}}}"#
    )
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

/// Pipes a diff into a tool in the folder.
fn pipe_to(folder: &Folder, tool: &[&str], diff: &str) {
    let mut child = Command::new(tool[0])
        .args(&tool[1..])
        .current_dir(folder.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut pipe = child.stdin.take().expect("piped");
    pipe.write_all(diff.as_bytes()).expect("it reads");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{tool:?}: {output:?}\n{diff}");
}

#[test]
fn shows_a_diff_and_changes_nothing() {
    let folder = Folder::with([("a.json", sloppy("a").as_str()), ("b.json", &good("b"))]);
    let run = folder.run(["fix", "."]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.stdout, @r##"
    --- a/a.json
    +++ b/a.json
    @@ -1,10 +1,9 @@
    -// The configuration of a
     {
    -  kind: 'widget-configuration', // what it is
    +  "kind": "widget-configuration",
       "id": "a",
       "spec": {
         "widgetId": "a",
    -    "theme": {"primaryColor": "#0056B3",},
    +    "theme": {"primaryColor": "#0056B3"},
         "fields": []
       }
     }
    "##);
    insta::assert_snapshot!(run.stderr, @r"
    would fix a.json: 2 json/comment, 1 json/single-quotes, 1 json/trailing-comma, 1 json/unquoted-key
    would fix 5 findings in 1 of 2 files; --write makes the changes
    ");
    assert_eq!(read(&folder.path("a.json")), sloppy("a"));
}

#[test]
fn writes_what_it_showed() {
    let folder = Folder::with([("a.json", sloppy("a").as_str()), ("b.json", &good("b"))]);
    let time = |path| fs::metadata(folder.path(path)).expect("there").modified();
    let untouched = time("b.json").expect("a time");
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(folder.path("a.json"), mode).expect("allowed");

    let run = folder.run(["fix", "--write", "."]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    insta::assert_snapshot!(run.stderr, @r"
    fixed a.json: 2 json/comment, 1 json/single-quotes, 1 json/trailing-comma, 1 json/unquoted-key
    fixed 5 findings in 1 of 2 files
    ");
    assert_eq!(read(&folder.path("a.json")), tidy("a"));
    let metadata = fs::metadata(folder.path("a.json")).expect("there");
    assert_eq!(metadata.mode() & 0o7777, 0o640);
    assert_eq!(time("b.json").expect("a time"), untouched);
    assert_eq!(folder.run(["check", "."]).code, 0);

    let written = time("a.json").expect("a time");
    let again = folder.run(["fix", "--write", "."]);
    assert_eq!(again.stderr, "nothing to fix in 2 files\n");
    assert_eq!(time("a.json").expect("a time"), written);
    assert_eq!(names(&folder), [".git", "a.json", "b.json"]);
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path(".")).expect("readable");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// What tools for diffs make of it is what --write makes.
#[test]
fn the_diff_can_be_applied() {
    let crlf = sloppy("crlf").replace('\n', "\r\n");
    let lines = format!(
        "{},\n\n{}\n{}",
        good("one"),
        good("two"),
        good("three").replace("[]", "[],")
    );
    let files = [
        ("plain.json", sloppy("plain")),
        ("deep/my card.json", sloppy("space")),
        ("say \"größe\".json", sloppy("quotes")),
        ("crlf.json", crlf),
        ("no-end.json", sloppy("end").trim_end().to_owned()),
        (
            "bell.json",
            variables("bell", "a\u{7}b\u{1b}[31m\r<b>c</b>"),
        ),
        ("lines.ndjson", lines),
        ("mark.json", format!("\u{feff}{}", good("mark"))),
    ];
    for tool in [&["git", "apply"][..], &["patch", "-p1", "--quiet"]] {
        let by_tool = Folder::new();
        let by_write = Folder::new();
        for (path, contents) in &files {
            by_tool.write(path, contents);
            by_write.write(path, contents);
        }
        let diff = by_tool.run(["fix", "--unsafe", "."]).stdout;
        pipe_to(&by_tool, tool, &diff);
        by_write.run(["fix", "--unsafe", "--write", "."]);
        for (path, contents) in &files {
            let applied = read(&by_tool.path(path));
            assert_eq!(applied, read(&by_write.path(path)), "{tool:?} {path}");
            assert_ne!(&applied, contents, "{path}");
        }
    }
}

#[test]
fn lines_of_ndjson_are_fixed_each_on_its_own() {
    let text = format!(
        "\u{feff}{}\r\n\r\n{}\n{{\"bad\": \"",
        good("a").replace("[]", "['x',]"),
        variables("b", "<b>x</b>")
    );
    let folder = Folder::with([("a.ndjson", text.as_str())]);
    let run = folder.run(["fix", "--write", "a.ndjson"]);
    assert_eq!(run.code, 1);
    let expected = format!(
        "{}\r\n\r\n{}\n{{\"bad\": \"",
        good("a").replace("[]", "[\"x\"]"),
        variables("b", "x")
    );
    assert_eq!(read(&folder.path("a.ndjson")), expected);
    let (_, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!(report["files"].as_array().map(Vec::len), Some(3));
}

#[test]
fn unsafe_fixes_are_asked_for() {
    let folder = Folder::with([("v.json", variables("v", "one<br>two").as_str())]);
    let run = folder.run(["fix", "v.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    insta::assert_snapshot!(run.stderr, @r"
    nothing to fix in 1 file
    remaining: 1 error, which `preflight check` shows; --unsafe would fix 1
    ");
    let run = folder.run(["fix", "--unsafe", "--write", "v.json"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.stderr, @r"
    fixed v.json: 1 text/markup (unsafe)
    fixed 1 finding in 1 of 1 file
    ");
    assert_eq!(read(&folder.path("v.json")), variables("v", "onetwo"));
}

#[test]
fn the_exit_code_tells_what_remains() {
    let folder = Folder::with([
        ("sloppy.json", sloppy("a").as_str()),
        ("blocked.json", &blocked("b")),
        ("good.json", &good("c")),
        ("same.json", &good("c")),
    ]);
    for (arguments, code) in [
        (&["good.json"][..], 0),
        (&["sloppy.json"], 0),
        (&["sloppy.json", "--exit-code"], 10),
        (&["good.json", "--exit-code"], 0),
        (&["blocked.json"], 1),
        // What blocks goes before what is pending.
        (&["blocked.json", "sloppy.json", "--exit-code"], 1),
        // Documents are compared with each other as `check` does.
        (&["good.json", "same.json"], 1),
        (&["good.json", "nowhere.json"], 2),
        (&["--write", "--exit-code", "good.json"], 2),
        (&["-", "good.json"], 2),
        (&[], 2),
    ] {
        let run = folder.run([&["fix"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn the_standard_input_goes_to_the_standard_output() {
    let folder = Folder::new();
    let input = sloppy("a");
    for arguments in [&["fix", "-"][..], &["fix", "--write", "-"]] {
        let run = folder.run_with_stdin(arguments, input.as_bytes());
        assert_eq!((run.code, run.stdout.as_str()), (0, tidy("a").as_str()));
        assert!(run.stderr.contains("fixed <stdin>: "), "{}", run.stderr);
    }
    // Whole even where there is nothing to fix, so that it can stand in a pipe.
    let run = folder.run_with_stdin(&["fix", "-"], blocked("b").as_bytes());
    assert_eq!((run.code, run.stdout), (1, blocked("b")));
}

#[test]
fn bare_payloads_are_fixed_by_kind() {
    let folder = Folder::new();
    folder.write(
        "a.json",
        crate::support::payload("a").replace(":2}", ":2.0,}"),
    );
    let run = folder.run(["fix", "--kind", "widget-configuration", "--write", "a.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(read(&folder.path("a.json")), crate::support::payload("a"));
}

#[test]
fn what_is_no_text_or_too_large_is_told_and_left_alone() {
    let folder = Folder::new();
    let large = format!("{}{}", sloppy("large"), " ".repeat(1_048_576));
    folder.write("large.json", &large);
    folder.write("latin.json", b"{'a': \"\xe9\",}");
    let run = folder.run(["fix", "--write", "."]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("json/too-large"), "{}", run.stderr);
    assert!(run.stderr.contains("json/invalid-utf8"), "{}", run.stderr);
    assert_eq!(read(&folder.path("large.json")), large);
    let latin = fs::read(folder.path("latin.json")).expect("readable");
    assert_eq!(latin, b"{'a': \"\xe9\",}");
    // Only the beginning was read, and half a document must not replace a whole one.
    let run = folder.run_with_stdin(&["fix", "-"], large.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
}

#[test]
fn links_are_written_through() {
    let folder = Folder::with([("real/a.json", sloppy("a").as_str())]);
    symlink("real/a.json", folder.path("link.json")).expect("a link");
    let run = folder.run(["fix", "link.json"]);
    assert!(
        run.stdout.starts_with("--- a/real/a.json\n"),
        "{}",
        run.stdout
    );
    assert_eq!(folder.run(["fix", "--write", "link.json"]).code, 0);
    assert_eq!(read(&folder.path("real/a.json")), tidy("a"));
    let link = fs::symlink_metadata(folder.path("link.json")).expect("there");
    assert!(link.is_symlink());
}

#[test]
fn what_cannot_be_written_is_named_and_the_rest_is_written() {
    let folder = Folder::with([("a.json", sloppy("a").as_str()), ("b.json", &sloppy("b"))]);
    let mode = fs::Permissions::from_mode(0o444);
    fs::set_permissions(folder.path("a.json"), mode).expect("allowed");
    let run = folder.run(["fix", "--write", "."]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("error: a.json: this is read-only"),
        "{}",
        run.stderr
    );
    let told = "\nfixed b.json: 2 json/comment, 1 json/single-quotes, 1 json/trailing-comma, 1 json/unquoted-key\n\
                fixed 5 findings in 1 of 2 files\n";
    assert!(run.stderr.ends_with(told), "{}", run.stderr);
    let run = folder.run(["fix", "--write", "a.json"]);
    assert!(
        run.stderr.ends_with("\nnothing was written\n"),
        "{}",
        run.stderr
    );
    assert_eq!(read(&folder.path("a.json")), sloppy("a"));
    assert_eq!(read(&folder.path("b.json")), tidy("b"));
}

/// Killed at any moment, it leaves the old file or the new one, whole.
#[test]
fn a_kill_leaves_the_old_file_or_the_new_one() {
    let folder = Folder::new();
    let old = format!("[{}1]", "[1,],\n".repeat(20_000));
    let new = old.replace("[1,]", "[1]");
    let mut seen = [false, false];
    for delay in (0..60).map(|step| Duration::from_millis(step * 4)) {
        folder.write("a.json", &old);
        let mut child = folder
            .command(["fix", "--write", "a.json"])
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(delay);
        let _ = child.kill();
        child.wait().expect("it ends");
        let text = read(&folder.path("a.json"));
        assert!(text == old || text == new, "{} bytes", text.len());
        seen[usize::from(text == new)] = true;
        if seen == [true, true] && delay > Duration::from_millis(100) {
            break;
        }
    }
    assert!(seen[0], "the first kill comes before the work is done");
    // What a kill may leave behind is no manifest.
    let (_, report) = folder.check_json(&["."]);
    assert_eq!(crate::support::paths(&report), ["a.json"]);
}

/// For people, a diff obeys --color and shows what a terminal would act on.
#[test]
fn colours_are_for_people() {
    let bell = variables("bell", "a\u{7}<b>b</b>");
    let folder = Folder::with([("a.json", bell.as_str())]);
    let Run { stdout, .. } = folder.run(["fix", "--color", "always", "a.json"]);
    assert!(stdout.contains("\u{1b}[31m-{"), "{stdout}");
    assert!(stdout.contains("a\u{2407}<b>"), "{stdout}");
    let Run { stdout, .. } = folder.run(["fix", "a.json"]);
    assert!(stdout.contains("a\u{7}<b>"), "{stdout}");
}
