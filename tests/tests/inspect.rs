//! What is told of drawings beside what `check` says of them, and beside what Chromium tells a screen reader.

#[expect(dead_code, reason = "other tests read the rest of the corpus")]
#[path = "parity/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use corpus::Document;
use preflight_core::accessibility::Context;
use preflight_core::accessibility::check::Data;
use preflight_core::accessibility::tree::AccessibilityTree;
use preflight_core::finding::Outcome;
use preflight_core::inspect::{Announcement, ContrastOutcome, ContrastPair, Inspection, inspect};
use preflight_core::json::Pointer;
use preflight_core::view::{FormState, Scheme, Settings, preview};
use preflight_core::{Finding, Kind, Options, Policy, check};
use preflight_tests::browser::facts::Told;
use preflight_tests::browser::{Browser, Case};
use preflight_tests::good_payload;
use serde_json::{Value as Json, json};

fn options<'p>(policy: &'p Policy, document: &Document) -> Options<'p> {
    Options {
        kind: document.kind.and_then(Kind::from_name),
        ..Options::new(policy)
    }
}

fn inspected(document: &Document, settings: Settings) -> Option<Inspection> {
    let policy = Policy::default();
    inspect(&document.text, options(&policy, document), settings)
}

fn in_scheme(scheme: Scheme) -> Settings {
    Settings {
        scheme,
        ..Settings::default()
    }
}

fn everything() -> Vec<Document> {
    let mut documents = corpus::committed();
    documents.extend(corpus::rule_examples());
    documents.extend(coloured());
    documents
}

/// Cards whose texts colour themselves: letters, grounds and both, large and small, one inside the other.
fn coloured() -> Vec<Document> {
    const COLORS: &[&str] = &[
        "#999", "#767676", "#0056b3", "#1b1f24", "#ffd600", "#ffffff", "#b3261e", "navy",
    ];
    let mut bodies = Vec::new();
    for color in COLORS {
        bodies.push(format!(
            "<span style='color: {color}'>grey words</span> and more"
        ));
        bodies.push(format!(
            "<div style='background-color: {color}'>words <u>and more</u></div>"
        ));
        bodies.push(format!("<span style='color: {color}'>x</span>"));
        bodies.push(format!(
            "<div style='color: {color}'>twice <span style='background-color: #eeeeee'>the same</span></div>"
        ));
        for ground in COLORS {
            bodies.push(format!(
                "<div style='color: {color}; background-color: {ground}'>words <strong>again</strong></div>"
            ));
        }
    }
    let card = |body: &String| {
        let mut card = good_payload(Kind::RichCard);
        let header = json!({"type": "header", "text": body});
        card["components"] = json!([header, {"type": "body", "markdown": false, "text": body}]);
        Document::payload(Kind::RichCard, card.to_string())
    };
    bodies.iter().map(card).collect()
}

/// What `check` says about contrast, where all of it is kept.
fn findings(document: &Document) -> Option<Vec<Finding>> {
    let policy = Policy::default();
    let report = check(&document.text, options(&policy, document))
        .into_parts()
        .0;
    let is_about_contrast = |finding: &Finding| finding.rule.starts_with("contrast/");
    (report.omitted_findings == 0).then(|| {
        report
            .findings
            .into_iter()
            .filter(is_about_contrast)
            .collect()
    })
}

/// The two colours of a finding, its rule and its place.
fn colors(finding: &Finding) -> Option<(String, String)> {
    match finding.accessibility.as_ref()?.data.as_ref()? {
        Data::Contrast {
            foreground,
            background,
            ..
        } => Some((foreground.to_string(), background.to_string())),
        _ => None,
    }
}

fn colors_of(pair: &ContrastPair) -> (String, String) {
    (pair.foreground.to_string(), pair.background.to_string())
}

#[test]
fn what_fails_is_what_check_says_fails() {
    let mut failed = 0;
    for document in everything() {
        let found = inspected(&document, Settings::default());
        let (Some(found), Some(findings)) = (found, findings(&document)) else {
            continue;
        };
        let failing = |pair: &&ContrastPair| pair.outcome == ContrastOutcome::Fail;
        let pairs: Vec<_> = found
            .contrast
            .iter()
            .filter(failing)
            .map(colors_of)
            .collect();
        let fails = |finding: &&Finding| finding.outcome == Outcome::Fail;
        let said: Vec<_> = findings
            .iter()
            .filter(fails)
            .map(|finding| colors(finding).expect("the colours that fail"))
            .collect();
        for finding in &said {
            assert!(pairs.contains(finding), "{finding:?}\n{}", document.text);
        }
        for pair in &pairs {
            assert!(said.contains(pair), "{pair:?}\n{}", document.text);
        }
        // Each finding is one of those that the pairs count.
        let counted = found.contrast.iter().filter(failing).map(|pair| pair.count);
        assert_eq!(counted.sum::<usize>(), said.len(), "{}", document.text);
        failed += said.len();
        for pair in &found.contrast {
            let passes = pair.ratio >= pair.needed;
            assert!(
                pair.outcome == ContrastOutcome::Review
                    || passes == (pair.outcome == ContrastOutcome::Pass),
                "{pair:?}"
            );
        }
    }
    assert!(failed >= 10, "{failed} failing pairs prove little");
}

#[test]
fn what_would_do_is_what_the_fix_writes() {
    let mut fixed = 0;
    for document in everything() {
        let found = inspected(&document, Settings::default());
        let (Some(found), Some(findings)) = (found, findings(&document)) else {
            continue;
        };
        for finding in findings.iter().filter(|one| one.outcome == Outcome::Fail) {
            let Some(fix) = &finding.fix else { continue };
            let place = finding.payload_pointer.as_ref();
            let (foreground, _) = colors(finding).expect("the colours that fail");
            // A fix is about one finding; of a colour on several grounds one is said that does for all.
            let grounds: BTreeSet<String> = found
                .contrast
                .iter()
                .filter(|pair| pair.foreground_pointer.as_ref() == place)
                .filter(|pair| pair.foreground.to_string() == foreground)
                .map(|pair| pair.background.to_string())
                .collect();
            if grounds.len() > 1 {
                continue;
            }
            let at_it = found.nearest.iter();
            let at_it = at_it.filter(|one| Some(&one.pointer) == place);
            let mut suggested = at_it.map(|one| one.suggestion.to_string());
            let writes = |color: String| fix.edits.iter().any(|edit| edit.text.contains(&color));
            assert!(
                suggested.any(writes),
                "{fix:?}\n{:?}\n{}",
                found.nearest,
                document.text
            );
            fixed += 1;
        }
    }
    assert!(fixed >= 5, "{fixed} fixes prove little");
}

#[test]
fn what_fails_in_the_dark_is_found_as_well() {
    let mut failed = 0;
    for document in everything() {
        let found = inspected(&document, in_scheme(Scheme::Dark));
        let (Some(found), Some(findings)) = (found, findings(&document)) else {
            continue;
        };
        for pair in &found.contrast {
            if pair.outcome == ContrastOutcome::Fail {
                let is_of_it =
                    |finding: &Finding| finding.payload_pointer.as_ref() == pair.pointer.as_ref();
                assert!(findings.iter().any(is_of_it), "{pair:?}\n{}", document.text);
                failed += 1;
            }
        }
    }
    assert!(failed >= 10, "{failed} failing pairs prove little");
}

#[test]
fn everything_that_assistive_technology_is_told_is_said() {
    let policy = Policy::default();
    let mut said = 0;
    for document in everything() {
        let options = options(&policy, &document);
        for form in [FormState::Untouched, FormState::Invalid] {
            let settings = Settings {
                form,
                ..Settings::default()
            };
            let Some(view) = preview(&document.text, options, settings) else {
                continue;
            };
            let found = inspected(&document, settings).expect("what is drawn is inspected");
            let tree = AccessibilityTree::of(&Context::of(view.document()));
            let lines: Vec<&str> = found
                .outline
                .iter()
                .map(|line| line.text.as_str())
                .collect();
            for node in tree.nodes.iter().filter(|node| !node.ignored) {
                let is_said = node.name.is_empty()
                    || lines.iter().any(|line| line.contains(&node.name))
                    || node
                        .name
                        .split(' ')
                        .all(|word| lines.iter().any(|line| line.contains(word)));
                assert!(is_said, "{:?} of {}\n{lines:#?}", node.name, document.text);
                said += 1;
            }
            let focusable = tree
                .nodes
                .iter()
                .filter(|node| node.states.iter().any(|state| state.name == "focusable"));
            let stops = found.outline.iter().filter(|line| line.focusable);
            assert_eq!(focusable.count(), stops.count(), "{}", document.text);
        }
    }
    assert!(said > 5_000, "{said}");
}

/// Roles of which a person hears wherever they are.
const HEARD: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "heading",
    "link",
    "list",
    "log",
    "radio",
    "spinbutton",
    "table",
    "textbox",
];

#[test]
fn chromium_tells_screen_readers_the_same() {
    let Some(browser) = Browser::find() else {
        return;
    };
    let policy = Policy::default();
    let mut cases = Vec::new();
    let mut outlines = Vec::new();
    for (number, document) in corpus::committed().into_iter().enumerate() {
        let settings = Settings {
            form: FormState::Invalid,
            ..Settings::default()
        };
        let options = options(&policy, &document);
        let Some(view) = preview(&document.text, options, settings) else {
            continue;
        };
        cases.push(Case::drawn(number.to_string(), &view));
        outlines.push(inspected(&document, settings).expect("it is drawn").outline);
    }
    let (_, facts) = browser.facts(&cases, Some(&["color-contrast"]));
    let mut compared = 0;
    for (outline, facts) in outlines.iter().zip(&facts) {
        let told: BTreeMap<usize, &Told> =
            facts.tree.iter().map(|told| (told.node, told)).collect();
        for line in outline.iter().filter(|line| line.role != "text") {
            let told = told.get(&line.node).unwrap_or_else(|| panic!("{line:?}"));
            assert_same(line, told);
            compared += 1;
        }
        for told in facts.tree.iter().filter(|told| !told.ignored) {
            let lines = outline
                .iter()
                .filter(|line| line.node == told.node && line.role != "text");
            let heard = usize::from(HEARD.contains(&told.role.as_str()));
            assert!(lines.count() >= heard, "{told:?}");
        }
    }
    assert!(compared > 300, "{compared} lines prove little");
}

/// Holds a line to what Chromium tells of the element.
fn assert_same(line: &Announcement, told: &Told) {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat(&line.name), flat(&told.name), "{line:?}\n{told:?}");
    assert!(!told.ignored, "{line:?}");
    let description = line.description.as_deref().unwrap_or_default();
    if !description.is_empty() {
        assert_eq!(flat(description), flat(&told.description), "{line:?}");
    }
    let is = |state: &str| line.states.iter().any(|said| said == state);
    let has = |state: &str, value: &Json| told.states.get(state) == Some(value);
    let yes = &Json::Bool(true);
    // Chromium passes on what HTML requires of every field but of check boxes.
    if line.role != "checkbox" {
        assert_eq!(is("required"), has("required", yes), "{line:?}\n{told:?}");
    }
    assert_eq!(is("expanded"), has("expanded", yes), "{line:?}\n{told:?}");
    assert_eq!(
        is("invalid"),
        has("invalid", &Json::from("true")),
        "{line:?}\n{told:?}"
    );
    if line.focusable {
        assert!(has("focusable", yes), "{line:?}\n{told:?}");
    }
    if let Some(level) = told.states.get("level").and_then(Json::as_i64) {
        assert!(is(&format!("heading level {level}")), "{line:?}\n{told:?}");
    }
}

#[test]
fn a_line_of_a_place_leads_to_its_text() {
    for document in corpus::committed() {
        let Some(found) = inspected(&document, Settings::default()) else {
            continue;
        };
        let length = document.text.encode_utf16().count();
        for line in &found.outline {
            assert_eq!(line.pointer.is_some(), line.span.is_some(), "{line:?}");
            assert_ne!(line.pointer.as_ref().map(Pointer::as_str), Some(""));
            assert!(
                line.span
                    .is_none_or(|span| span.start < span.end && span.end <= length)
            );
        }
        assert_eq!(found.unmeasured, 0, "{}", document.text);
    }
}
