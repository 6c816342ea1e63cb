//! The document model against another one that the same parser fills (scraper), on texts that were written to break
//! parsers and on pages of the W3C.

use preflight_core::dom::{Content, Document};
use preflight_tests::corpus;
use scraper::{Html, Node};
use serde_json::Value;

/// A member of every row of a corpus.
fn texts(file: &str, member: &str) -> Vec<String> {
    corpus(file)
        .unwrap_or_default()
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            row[member].as_str().unwrap_or_default().to_owned()
        })
        .collect()
}

/// A document, line by line: how deep, and what.
fn ours(text: &str) -> Vec<String> {
    let document = Document::from_html(text);
    document
        .descendants(Document::ROOT)
        .map(|id| {
            let depth = document.ancestors(id).count();
            match &document.node(id).content {
                Content::Document => format!("{depth} document"),
                Content::Doctype(name) => format!("{depth} doctype {name}"),
                Content::Text(text) => format!("{depth} text {text}"),
                Content::Comment(text) => format!("{depth} comment {text}"),
                Content::Element(element) => {
                    let attributes = element.attributes().map(|(name, value)| {
                        let local = name.rsplit(':').next().unwrap_or(name);
                        format!("{local}={value}")
                    });
                    line(depth, &element.name, attributes)
                }
            }
        })
        .collect()
}

/// The same of scraper's model.
fn theirs(text: &str) -> Vec<String> {
    let document = Html::parse_document(text);
    document
        .tree
        .root()
        .descendants()
        .skip(1)
        .map(|node| {
            let depth = node.ancestors().count();
            match node.value() {
                Node::Doctype(doctype) => format!("{depth} doctype {}", doctype.name()),
                Node::Text(text) => format!("{depth} text {}", &**text),
                Node::Comment(text) => format!("{depth} comment {}", &**text),
                Node::Element(element) => {
                    let attributes = element.attrs().map(|(name, value)| {
                        let local = name.rsplit(':').next().unwrap_or(name);
                        format!("{local}={value}")
                    });
                    line(depth, element.name(), attributes)
                }
                other => format!("{depth} {other:?}"),
            }
        })
        .collect()
}

fn line(depth: usize, name: &str, attributes: impl Iterator<Item = String>) -> String {
    let mut attributes: Vec<String> = attributes.collect();
    attributes.sort();
    format!("{depth} <{name} {}>", attributes.join(" "))
}

#[test]
fn documents_are_those_of_another_model() {
    let mut compared = 0;
    for text in texts("act.jsonl", "html")
        .iter()
        .chain(&texts("sanitizer.jsonl", "payload"))
    {
        // Templates are left empty on purpose, as they show nothing; and what scraper does not know of MathML (that an
        // `annotation-xml` may hold HTML) the standard does.
        let lower = text.to_ascii_lowercase();
        if lower.contains("<template") || lower.contains("<annotation-xml") {
            continue;
        }
        assert_eq!(ours(text), theirs(text), "{text}");
        compared += 1;
    }
    println!("{compared} documents compared");
}

#[test]
fn what_is_written_reads_as_the_same() {
    for text in texts("act.jsonl", "html") {
        let once = Document::from_html(&text).to_html();
        let twice = Document::from_html(&once).to_html();
        assert_eq!(once, twice);
    }
}
