//! `preflight sanitize`: a text in, what is left of it out.

use serde_json::{Value, json};

use crate::support::{Folder, Run};

fn sanitize(arguments: &[&str], text: &str) -> Run {
    let arguments: Vec<&str> = ["sanitize"].iter().chain(arguments).copied().collect();
    Folder::new().run_with_stdin(&arguments, text.as_bytes())
}

#[test]
fn a_text_is_cleaned_by_how_it_is_read() {
    for (mode, text, cleaned) in [
        (
            "html",
            "Hi <b onclick=x()>you</b><script>steal()</script>\n",
            "Hi <strong>you</strong>\n",
        ),
        (
            "markdown",
            "**Hi** [you](javascript:x) <b>all</b>\n",
            "**Hi** you all\n",
        ),
        (
            "plain",
            "a < b, <b>c</b> & List<String>\n",
            "a < b, c & List<String>\n",
        ),
        ("url", "java\tscript:alert(1)", ""),
        (
            "url",
            "https://example.com/a?b=c",
            "https://example.com/a?b=c",
        ),
        ("css", "Inter, sans-serif", "Inter, sans-serif"),
        ("css", "x}body{color:red", ""),
    ] {
        let run = sanitize(&["--mode", mode], text);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (0, cleaned),
            "{mode} {text}"
        );
    }
}

#[test]
fn json_tells_what_was_removed_where_and_why() {
    let run = sanitize(
        &["--format", "json", "-"],
        "Hi\n<i>é</i><img src=x onerror=go()>",
    );
    let answer = run.json();
    assert_eq!(answer["payload"], "Hi\n<em>é</em>");
    assert_eq!(answer["changed"], true);
    assert_eq!(answer["omitted"], 0);
    let removed = answer["removed"].as_array().expect("a list");
    let rules: Vec<&Value> = removed.iter().map(|one| &one["rule"]).collect();
    assert_eq!(
        rules,
        ["html/element", "html/element", "html/event-handler"]
    );
    assert_eq!(
        removed[1]["span"]["start"],
        json!({"offset": 12, "utf16": 11, "line": 2, "column": 9})
    );
    assert_eq!(
        removed[1]["message"],
        "The text holds the element <img>, which messages may not hold."
    );
    assert_eq!(removed[1]["safety"], "unsafe");
}

#[test]
fn lines_in_and_out_stay_in_step() {
    let lines = concat!(
        "{\"payload\": \"<b>1</b>\", \"id\": \"a\"}\n",
        "no line\n",
        "{\"payload\": 3}\n",
        "{\"payload\": \"\\ud800\"}\n",
        "{\"payload\": \"4\"}"
    );
    let run = sanitize(&["--format", "json"], lines);
    assert_eq!(run.code, 2);
    let answers: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["payload"], "<strong>1</strong>");
    assert_eq!(answers[0]["id"], "a");
    for answer in &answers[1..4] {
        assert!(answer["error"].is_string(), "{answer}");
    }
    assert_eq!(answers[4]["changed"], false);

    let plain = sanitize(&[], "{\"payload\":\"<b>1\",\"id\":7}\n");
    assert_eq!(
        (plain.code, plain.stdout.as_str()),
        (0, "{\"payload\":\"<strong>1</strong>\",\"id\":7}\n")
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new();
    let missing = folder.run(["sanitize", "nowhere.html"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("nowhere.html: "), "{missing:?}");
    let bytes = folder.run_with_stdin(&["sanitize"], b"ab\xffc");
    assert_eq!(bytes.code, 2);
    assert!(bytes.stderr.contains("byte 2 is not UTF-8"), "{bytes:?}");
    let long = "x".repeat(1024 * 1024 + 1);
    let large = folder.run_with_stdin(&["sanitize"], long.as_bytes());
    assert_eq!(large.code, 2);
    assert!(large.stderr.contains("1 MiB"), "{large:?}");
}
