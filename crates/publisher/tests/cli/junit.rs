//! `--format junit`, read back by a reader of XML.

use std::collections::HashSet;

use roxmltree::{Document, Node};

use crate::formats::{RICH, rich};
use crate::support::{Folder, blocked, good};

fn count(node: Node<'_, '_>, name: &str) -> usize {
    node.descendants()
        .filter(|node| node.has_tag_name(name))
        .count()
}

fn attribute<'d>(node: Node<'d, '_>, name: &str) -> &'d str {
    node.attribute(name)
        .unwrap_or_else(|| panic!("{name} in {node:?}"))
}

#[test]
fn the_counts_are_those_of_the_cases() {
    let folder = rich();
    let run = folder.run(RICH.iter().chain(&["--format", "junit"]));
    let document = Document::parse(&run.stdout).expect("XML");
    let root = document.root_element();
    assert!(root.has_tag_name("testsuites"));
    let suites: Vec<_> = root.children().filter(Node::is_element).collect();
    for node in suites.iter().chain([&root]) {
        for (name, element) in [
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
        ] {
            let counted = count(*node, element);
            assert_eq!(attribute(*node, name), counted.to_string(), "{node:?}");
        }
    }
    assert_eq!(
        suites.len(),
        8,
        "one for each file, and one for what could not be read"
    );
    let cases: Vec<_> = root
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .collect();
    assert_eq!(cases.len(), 10, "one for each document");
    let names: HashSet<_> = cases
        .iter()
        .map(|case| (attribute(*case, "classname"), attribute(*case, "name")))
        .collect();
    assert_eq!(
        names.len(),
        cases.len(),
        "GitLab drops cases that share a name"
    );
    for case in cases {
        let verdicts = count(case, "failure") + count(case, "error");
        assert!(verdicts <= 1, "{case:?}");
    }
}

#[test]
fn a_case_says_everything_about_its_document() {
    let folder = Folder::with([
        ("bad.json", blocked("b").replace("[]", "[,]").as_str()),
        ("warned.json", &format!("\u{feff}{}", good("a"))),
    ]);
    let run = folder.run(["check", ".", "--format", "junit"]);
    let document = Document::parse(&run.stdout).expect("XML");
    let find = |name: &str| {
        let found = document.descendants().find(|node| node.has_tag_name(name));
        found.unwrap_or_else(|| panic!("{name} in {}", run.stdout))
    };
    let failure = find("failure");
    assert!(attribute(failure, "message").ends_with("(and 1 more)"));
    let text = failure.text().expect("text");
    for words in [
        "bad.json:1:",
        "error[schema/pattern]: ",
        "error[json/",
        "\n  help: ",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let output = find("system-out").text().expect("text");
    assert!(
        output.contains("warned.json:1:1: warning[json/byte-order-mark]: "),
        "{output}"
    );
}

#[test]
fn whatever_stands_in_a_document_the_xml_can_be_read() {
    let hostile =
        "]]>&<failure>\"'\u{1}\u{b}\u{1b}\u{7f}\u{85}\u{fffe}\u{ffff}\r\n\t\u{2028}\u{10ffff}";
    let key = serde_json::to_string(hostile).expect("JSON");
    let folder = Folder::new();
    let name = "a<b>&\"c\"\u{1}\n.json";
    folder.write(
        name,
        good("a").replace("\"fields\"", &format!("{key}: 1, \"fields\"")),
    );
    let run = folder.run(["check", name, "gone\u{2}\n<.json", "--format", "junit"]);
    let document = Document::parse(&run.stdout).expect("XML");
    let case = document
        .descendants()
        .find(|node| node.has_tag_name("testcase"));
    assert_eq!(
        attribute(case.expect("a case"), "name"),
        "a<b>&\"c\"\u{2401}\n.json"
    );
}
