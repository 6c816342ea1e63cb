//! A thousand manifests: all cores, one order, the same bytes.

use std::fmt::Write as _;

use crate::support::{Folder, blocked, good, paths};

/// A small generator of numbers, so that the documents are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

fn document(numbers: &mut Numbers, id: &str) -> String {
    match numbers.next(8) {
        0 => blocked(id),
        1 => good(id).replace('}', ""),
        2 => format!(
            r#"{{"kind": "channel", "id": "{id}", "payload": {{"name": "{id}", "extra": {}}}}}"#,
            numbers.next(100)
        ),
        3 => format!(r#"{{"kind": "rich-card", "id": "{id}", "spec": {{"templateId": "t"}}}}"#),
        4 => format!(
            r#"{{"kind": "participant-variables", "id": "{id}", "spec": {{"directives": [{}]}}}}"#,
            vec![
                r#"{"key": "sys:x", "value": 1}"#;
                usize::try_from(numbers.next(8)).expect("small")
            ]
            .join(", ")
        ),
        5 => format!(r#"{{"kind": "agent-widget", "id": "{id}", "payload": [NaN, '{id}',]}}"#),
        _ => good(id),
    }
}

#[test]
fn two_runs_agree_byte_for_byte() {
    let mut numbers = Numbers(42);
    let folder = Folder::new();
    let mut expected = Vec::new();
    for file in 0..900 {
        let path = format!("all/{:02}/{file:04}.json", file / 50);
        folder.write(&path, document(&mut numbers, &format!("id-{}", file % 890)));
        expected.push(path);
    }
    let mut lines = String::new();
    for line in 0..100 {
        writeln!(lines, "{}", document(&mut numbers, &format!("line-{line}"))).expect("to memory");
        expected.push("all/99.ndjson".to_owned());
    }
    folder.write("all/99.ndjson", lines.replace('\u{a}', "\r\n"));

    for format in ["json", "human"] {
        let arguments = ["check", "all", "--format", format];
        let first = folder.run(arguments);
        assert_eq!(first.code, 1);
        assert!(folder.run(arguments) == first, "{format} differs");
        if format == "json" {
            let report = first.json();
            assert_eq!(paths(&report), expected);
            assert_eq!(report["summary"]["documents"], 1_000);
        }
    }
}
