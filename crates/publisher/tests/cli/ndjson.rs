//! One manifest a line; places count from the beginning of the file.

use crate::support::{Folder, blocked, each, good, paths, rules};

#[test]
fn spans_are_absolute() {
    let first = blocked("first").replace("first\", \"theme", "first\", \"é😀\": 1, \"theme");
    let second = blocked("second");
    let text = format!("{first}\r\n\r\n   \n{second}\n{}", good("third"));
    let folder = Folder::with([("a.ndjson", text.as_str())]);
    let (code, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!(code, 1);
    assert_eq!(paths(&report), ["a.ndjson"; 3]);
    assert_eq!(each(&report, "document"), [1, 2, 3]);
    assert_eq!(each(&report, "id"), ["first", "second", "third"]);
    assert_eq!(each(&report, "ok"), [false, false, true]);

    let finding = &report["files"][1]["findings"][0];
    let (start, end) = (&finding["span"]["start"], &finding["span"]["end"]);
    let offset = |position: &serde_json::Value| {
        usize::try_from(position["offset"].as_u64().expect("a number")).expect("small")
    };
    assert_eq!(&text[offset(start)..offset(end)], "\"blue\"");
    assert_eq!(start["line"], 4);
    let units = text[..offset(start)].encode_utf16().count();
    assert_eq!(start["utf16"], units);
    assert_eq!(start["column"], second.find("\"blue\"").expect("there") + 1);

    let human = folder.run(["check", "a.ndjson"]);
    assert!(human.stdout.contains("--> a.ndjson:4:"), "{}", human.stdout);
    assert!(human.stdout.contains("\n4 | "), "{}", human.stdout);
    assert!(
        human
            .stdout
            .contains("3 manifests checked: 1 ok, 2 blocked"),
        "{}",
        human.stdout
    );
}

#[test]
fn fixes_are_absolute_too() {
    let text = format!("\n{}\n{},\n", good("a"), good("b"));
    let folder = Folder::with([("a.ndjson", text.as_str())]);
    let (_, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!(each(&report, "ok"), [true, false]);
    let span = &report["files"][1]["findings"][0]["span"];
    assert_eq!(span["start"]["offset"], text.len() - 2);
    assert_eq!(span["start"]["line"], 3);
}

#[test]
fn a_byte_order_mark_belongs_to_the_first_line() {
    let text = format!("\u{feff}{}\n{}\n", good("a"), good("b"));
    let folder = Folder::with([("a.ndjson", text.as_str())]);
    let (code, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!(code, 0);
    assert_eq!(rules(&report, 0), ["json/byte-order-mark"]);
    assert!(rules(&report, 1).is_empty());
}

#[test]
fn a_bad_line_leaves_the_others_alone() {
    let mut bytes = good("a").into_bytes();
    bytes.extend_from_slice(b"\n\"\xff\xff\"\n");
    bytes.extend_from_slice(blocked("b").as_bytes());
    let folder = Folder::new();
    folder.write("a.ndjson", &bytes);
    let (_, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!(each(&report, "ok"), [true, false, false]);
    let start = &report["files"][2]["findings"][0]["span"]["start"];
    assert_eq!(start["line"], 3);
    let offset = start["offset"].as_u64().expect("a number");
    assert!(bytes[usize::try_from(offset).expect("small")..].starts_with(b"\"blue\""));
}

#[test]
fn the_size_limit_is_for_a_line() {
    let lines: Vec<String> = (0..9).map(|number| good(&format!("id{number}"))).collect();
    let padded: Vec<String> = lines
        .iter()
        .map(|line| format!("{line}{}", " ".repeat(200_000)))
        .collect();
    let folder = Folder::new();
    folder.write("a.ndjson", padded.join("\n"));
    let (code, report) = folder.check_json(&["a.ndjson"]);
    assert_eq!((code, paths(&report).len()), (0, 9));

    folder.write(
        "b.ndjson",
        format!("{}{}", good("b"), " ".repeat(1_048_576)),
    );
    let (_, report) = folder.check_json(&["b.ndjson"]);
    assert_eq!(rules(&report, 0), ["json/too-large"]);
}

#[test]
fn lines_are_compared_with_each_other() {
    let text = format!("{}\n\n{}\n", good("same"), good("same"));
    let folder = Folder::with([("a.ndjson", text.as_str()), ("b.json", &good("same"))]);
    let (code, report) = folder.check_json(&["a.ndjson", "b.json"]);
    assert_eq!(code, 1);
    assert!(rules(&report, 0).is_empty());
    assert!(rules(&report, 1).contains(&"set/repeated-id"));
    assert!(rules(&report, 2).contains(&"set/repeated-id"));
    let message = report["files"][2]["findings"][0]["message"].as_str();
    assert!(message.expect("text").contains("a.ndjson:1"), "{message:?}");
    assert_eq!(
        report["files"][1]["findings"][0]["span"]["start"]["line"],
        3
    );
}
