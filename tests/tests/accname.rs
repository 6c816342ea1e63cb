//! Names, roles and descriptions against the web platform's tests of them.

use std::collections::BTreeMap;

use preflight_core::accessibility::Context;
use preflight_core::dom::{Document, NodeId};
use preflight_tests::corpus;
use serde_json::Value;

/// What a test asks of an element.
struct Asked<'t> {
    what: &'static str,
    expected: &'t str,
}

/// The elements that a selector of the tests finds: they are an id or a class.
fn selected(document: &Document, selector: &str) -> Vec<NodeId> {
    let has = |id: &NodeId| match selector.split_at(1) {
        ("#", name) => document.attribute(*id, "id") == Some(name),
        (".", name) => document
            .attribute(*id, "class")
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|other| other == name)),
        _ => panic!("a selector of another sort: {selector}"),
    };
    document.elements().filter(has).collect()
}

/// Whether an answer depends on what the corpus leaves out: the style sheets of a page that gives its elements content
/// or displays them otherwise.
fn needs_styles(html: &str, class: &str) -> bool {
    let sheet = html.contains(":before") || html.contains(":after");
    let classes = ["before", "after", "counter", "no-space", "block", "iblock"];
    sheet || classes.iter().any(|other| class.contains(other)) && !html.contains("<style>")
}

/// One name for what says nothing.
fn role_as_told(role: &str) -> &str {
    match role {
        "none" | "presentation" => "generic",
        "img" => "image",
        other => other,
    }
}

#[test]
fn the_tests_of_the_web_platform() {
    let Some(cases) = corpus("accname.jsonl") else {
        return;
    };
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut styled = (0, 0);
    let mut wrong = Vec::new();
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let text = |key: &str| case[key].as_str();
        let html = text("html").expect("a document");
        let document = Document::from_html_fragment(html);
        let context = Context::of(&document);
        for id in selected(&document, text("selector").expect("a selector")) {
            let attribute = |name: &str| document.attribute(id, name);
            let asked = [
                ("name", text("name").or(attribute("data-expectedlabel"))),
                ("role", text("role").or(attribute("data-expectedrole"))),
                ("description", text("description")),
            ];
            for Asked { what, expected } in asked.into_iter().filter_map(|(what, expected)| {
                Some(Asked {
                    what,
                    expected: expected?,
                })
            }) {
                let told = match what {
                    "name" => context.name(id).to_owned(),
                    "role" => role_as_told(context.role(id).name()).to_owned(),
                    _ => context.description(id),
                };
                let is_right = told == expected;
                if needs_styles(html, attribute("class").unwrap_or_default()) {
                    styled.0 += usize::from(is_right);
                    styled.1 += 1;
                    if !is_right {
                        println!("needs styles: {what}: {told:?}, expected {expected:?}");
                    }
                    continue;
                }
                let (good, all) = right.entry(what).or_default();
                *good += usize::from(is_right);
                *all += 1;
                if !is_right {
                    let about = attribute("data-testname").unwrap_or_default();
                    wrong.push(format!(
                        "{} {what} {about}: {told:?}, expected {expected:?}",
                        text("filename").unwrap_or_default()
                    ));
                }
            }
        }
    }
    println!("needing styles: {} of {}", styled.0, styled.1);
    println!("{right:?}\n{}", wrong.join("\n"));
    for (what, (good, all)) in right {
        assert!(
            good * 100 >= all * 95,
            "{what}: {good} of {all}\n{}",
            wrong.join("\n")
        );
    }
}
