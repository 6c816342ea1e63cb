//! Laws that hold for any text.

use std::collections::BTreeMap;

use preflight_core::finding::Safety;
use preflight_core::json::{NodeId, Tree, Value, parse};
use preflight_core::{Fixed, Options, Policy, Report, check, fix};
use proptest::prelude::*;
use regex::Regex;
use serde_json::Value as Json;
use url::Url;

use crate::mutations::{broken, document, sloppy};

fn mended(text: &str, safety: Safety) -> Fixed {
    let policy = Policy::default();
    fix(text, Options::new(&policy), safety)
}

/// How often each rule, and each severity, was met.
fn counts(report: &Report) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.rule.to_owned()).or_default() += 1;
        let outcome = format!("{:?} {:?}", finding.severity, finding.outcome);
        *counts.entry(outcome).or_default() += 1;
    }
    counts
}

/// What the generators hide in texts.
const HIDDEN: &str = "\u{200b}\u{2060}\u{feff}";

/// What a value says apart from what safe fixes may change: how an integer or an origin is written, and what nobody
/// sees of plain text, which is control and hidden characters, tags and scripts.
fn meaning(text: &str) -> String {
    let tags = r"(?is)<script\b[^>]*>.*?</script[^>]*>|<!--.*?-->|<[a-z/!?][^>]*>";
    let tags = Regex::new(tags).expect("a pattern");
    let without_tags = |text: &str| {
        let mut text = text.to_owned();
        loop {
            let without = tags.replace_all(&text, "").into_owned();
            if without == text {
                return text;
            }
            text = without;
        }
    };
    // As its readers see it first: a control character may keep them from seeing a tag, or be a part of one.
    let seen: String = without_tags(text)
        .chars()
        .filter(|character| !character.is_control() && !HIDDEN.contains(*character))
        .collect();
    let text = without_tags(&seen);
    match Url::parse(&text) {
        Ok(url) if url.scheme() == "https" => url.to_string(),
        _ => text,
    }
}

fn meaning_of(tree: &Tree<'_>, node: NodeId) -> String {
    match tree.value(node) {
        Value::Invalid => "?".to_owned(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        // A zero has no sign that means anything here: `-0.0` is the integer 0.
        Value::Number(digits) => format!("{:?}", digits.parse::<f64>().map(|value| value + 0.0)),
        Value::String(text) => format!("{:?}", meaning(text)),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| meaning_of(tree, *item)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| format!("{:?}:{}", member.key, meaning_of(tree, member.value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

fn meaning_of_json(value: &Json) -> Json {
    match value {
        Json::String(text) => Json::from(meaning(text)),
        Json::Number(number) => Json::from(number.as_f64()),
        Json::Array(items) => items.iter().map(meaning_of_json).collect(),
        Json::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), meaning_of_json(member)))
            .collect(),
        other => other.clone(),
    }
}

fn assert_laws(text: &str, safety: Safety) -> Fixed {
    let policy = Policy::default();
    let options = Options::new(&policy);
    let before = check(text, options);
    let fixed = fix(text, options, safety);
    let after = fixed.checked().report();
    assert!(fixed.is_complete());

    // Never worse, and better by as many findings as fixes were made.
    let (had, has) = (counts(before.report()), counts(after));
    for (what, count) in &has {
        let less = fixed
            .applied()
            .iter()
            .filter(|fix| fix.rule == what)
            .count();
        let had = had.get(what).copied().unwrap_or(0);
        assert!(count + less <= had, "{what}: {had} before, {count} after");
    }
    let total = |report: &Report| report.findings.len();
    assert!(total(after) + fixed.applied().len() <= total(before.report()));
    assert_eq!(fixed.applied().is_empty(), text == fixed.text());

    // The verdict is that on the new text, and mending it again changes nothing.
    assert_eq!(
        after.to_json(),
        check(fixed.text(), options).report().to_json()
    );
    let again = fix(fixed.text(), options, safety);
    assert_eq!(again.text(), fixed.text());
    assert!(again.applied().is_empty());
    for finding in &after.findings {
        let offered = finding.fix.as_ref().map(|fix| fix.safety);
        assert!(
            offered.is_none_or(|offered| offered > safety),
            "left over: {finding:?}"
        );
    }

    // Lines stay lines.
    if !text.contains('\n') {
        assert!(!fixed.text().contains('\n'));
    }
    let bare = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    assert!(bare(text) > 0 || bare(fixed.text()) == 0);
    fixed
}

proptest! {
    /// An independent reader finds in the mended text what was written, whatever notation it was written in.
    #[test]
    fn safe_fixes_make_json_of_the_same_meaning(
        document in document(),
        choices in prop::collection::vec(any::<u8>(), 1..60),
    ) {
        let text = sloppy(&document, &choices);
        let fixed = assert_laws(&text, Safety::Safe);
        let read: Json = match serde_json::from_str(fixed.text()) {
            Ok(read) => read,
            Err(error) => return Err(TestCaseError::fail(format!("{error}: {}", fixed.text()))),
        };
        prop_assert_eq!(meaning_of_json(&read), meaning_of_json(&document));
    }

    #[test]
    fn laws_hold_for_broken_texts(text in broken()) {
        let safe = assert_laws(&text, Safety::Safe);
        let (old, new) = (parse(&text), parse(safe.text()));
        prop_assert_eq!(
            meaning_of(&old.tree, old.root),
            meaning_of(&new.tree, new.root)
        );

        // Unsafe fixes come after the safe ones, not in their place.
        let both = assert_laws(&text, Safety::Unsafe);
        prop_assert!(safe.applied().iter().all(|fix| fix.safety == Safety::Safe));
        prop_assert_eq!(&both.applied()[..safe.applied().len()], safe.applied());
        let (safe, both) = (safe.checked().report(), both.checked().report());
        prop_assert!(both.findings.len() <= safe.findings.len());
    }

    #[test]
    fn a_text_without_findings_stays_as_it_is(document in document()) {
        let text = serde_json::to_string_pretty(&document).expect("JSON");
        let policy = Policy::default();
        if check(&text, Options::new(&policy)).report().findings.is_empty() {
            for safety in [Safety::Safe, Safety::Unsafe] {
                let fixed = mended(&text, safety);
                prop_assert_eq!(fixed.text(), &text);
            }
        }
    }
}

/// A form with what people forget: labels, tokens, words that are seen and not said.
fn forgetful_form() -> impl Strategy<Value = String> {
    let field = (
        prop::sample::select(vec!["text", "email", "tel", "radio", "checkbox", "select"]),
        prop::option::of(prop::sample::select(vec![
            "",
            " ",
            "Full name",
            "Phone",
            "Order",
        ])),
        prop::option::of(prop::sample::select(vec!["orderNumber", "email", "x"])),
        prop::option::of(prop::sample::select(vec![
            "emial", "email", "name tel", "off",
        ])),
        prop::option::of(prop::sample::select(vec!["Something else", "Phone number"])),
        any::<bool>(),
    );
    let field = field.prop_map(|(kind, label, name, token, aloud, required)| {
        let mut field = serde_json::json!({"type": kind, "required": required});
        if matches!(kind, "radio" | "select") {
            field["options"] = serde_json::json!(["A", "B"]);
        }
        let members = [
            ("label", label),
            ("name", name),
            ("autocomplete", token),
            ("ariaLabel", aloud),
        ];
        for (key, value) in members {
            if let Some(value) = value {
                field[key] = value.into();
            }
        }
        field
    });
    prop::collection::vec(field, 1..5).prop_map(|fields| {
        let manifest = serde_json::json!({"kind": "widget-configuration", "id": "a", "spec": {
            "widgetId": "a", "theme": {"primaryColor": "#0056B3"}, "fields": fields}});
        serde_json::to_string_pretty(&manifest).expect("JSON")
    })
}

/// A card with words in any colour, on a background of their own or not; so that some colours fail in light
/// surroundings, some in dark ones, and some in both.
fn coloured_card() -> impl Strategy<Value = String> {
    let color = || prop::option::weighted(0.7, any::<[u8; 3]>());
    prop::collection::vec((color(), color()), 1..4).prop_map(|colors| {
        let words: Vec<String> = colors
            .iter()
            .map(|(text, behind)| {
                let declared = |property: &str, color: &Option<[u8; 3]>| match color {
                    Some([red, green, blue]) => {
                        format!("{property}: #{red:02x}{green:02x}{blue:02x}; ")
                    }
                    None => String::new(),
                };
                let style = declared("color", text) + &declared("background-color", behind);
                format!("<span style=\"{}\">words</span>", style.trim_end())
            })
            .collect();
        let manifest = serde_json::json!({"kind": "rich-card", "id": "a", "target": {"conversationId": "c"},
            "payload": {"messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
                "templateMatrix": {"templateId": "t", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly"},
                "components": [{"type": "body", "text": words.join(" "), "markdown": false}]}});
        manifest.to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// What a repair of the drawn payload is for is gone afterwards, nothing else is newly wrong, and it is done once.
    #[test]
    fn repairs_of_what_is_drawn_keep_the_laws(text in prop_oneof![forgetful_form(), coloured_card()]) {
        let fixed = assert_laws(&text, Safety::Unsafe);
        let had = check(&text, Options::new(&Policy::default()));
        let contrast = |report: &Report| report.findings.iter().any(|finding| finding.rule == "contrast/text" && finding.fix.is_some());
        if contrast(had.report()) {
            prop_assert!(!contrast(fixed.checked().report()));
            prop_assert!(fixed.applied().iter().any(|fix| fix.rule == "contrast/text"));
        }
    }
}
