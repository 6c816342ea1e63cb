//! `preview`: pages, and trees.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, good};

const FORM: &str = r##"{"kind": "widget-configuration", "id": "a", "spec": {
    "widgetId": "a", "theme": {"primaryColor": "#0056B3"},
    "fields": [{"label": "</style><script>alert(1)</script>", "type": "email", "required": true}]}}"##;

#[test]
fn a_page_runs_nothing_and_loads_nothing() {
    let folder = Folder::with([("a.json", FORM)]);
    let run = folder.run([
        "preview",
        "a.json",
        "-o",
        "page.html",
        "--scheme",
        "dark",
        "--language",
        "ar",
    ]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "")
    );
    let page = fs::read_to_string(folder.path("page.html")).expect("a page");
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">"),
        "{page}"
    );
    assert!(
        page.contains("Content-Security-Policy\" content=\"default-src 'none'"),
        "{page}"
    );
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    let printed = folder.run(["preview", "a.json", "--scheme", "dark", "--language", "ar"]);
    assert_eq!(printed.stdout, page);
}

#[test]
fn the_tree_tells_what_assistive_technology_is_told() {
    let folder = Folder::with([
        ("a.json", FORM),
        ("page.html", "<p>Hello <button disabled>Send</button>"),
    ]);
    let run = folder.run(["preview", "a.json", "--tree"]);
    assert!(
        run.stdout
            .contains("textbox \"</style><script>alert(1)</script> (required)\" [required]"),
        "{}",
        run.stdout
    );
    let run = folder.run(["preview", "page.html", "--tree"]);
    assert_eq!(
        run.stdout,
        "paragraph\n  text \"Hello\"\n  button \"Send\" [disabled]\n"
    );
    let run = folder.run(["preview", "page.html", "--tree", "--format", "json"]);
    let tree: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let button = tree
        .as_array()
        .expect("an array")
        .iter()
        .find(|node| node["role"] == "button");
    let button = button.expect("a button");
    assert_eq!(
        (&button["name"], &button["selector"]),
        (&"Send".into(), &":scope > p > button".into())
    );
    assert_eq!(button["states"]["disabled"], true);
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let lines = format!("{}\n{}\n", good("a"), good("b"));
    let folder = Folder::with([
        ("no.json", "{}"),
        ("two.ndjson", &lines),
        ("page.html", "<p>"),
    ]);
    let run = folder.run(["preview", "no.json"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("no.json: there is no payload to draw"),
        "{}",
        run.stderr
    );
    let run = folder.run(["preview", "two.ndjson", "--document", "3"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("holds documents 1 to 2"),
        "{}",
        run.stderr
    );
    assert_eq!(
        folder
            .run(["preview", "two.ndjson", "--document", "2"])
            .code,
        0
    );
    let run = folder.run(["preview", "page.html"]);
    assert!(run.stderr.contains("say --tree"), "{}", run.stderr);
    assert_eq!(folder.run(["preview", "gone.json"]).code, 2);
}

#[test]
fn values_are_hidden_where_that_is_asked_for() {
    let folder = Folder::with([(
        "a.json",
        r#"{"kind": "participant-variables", "id": "a", "payload": {"attributes": {"tier": "platinum"}}}"#,
    )]);
    assert!(
        folder
            .run(["preview", "a.json"])
            .stdout
            .contains("platinum")
    );
    let run = folder.run(["preview", "a.json", "--redact"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.contains("********") && !run.stdout.contains("platinum"),
        "{}",
        run.stdout
    );
}
