//! Every rule has a page, and every example on it is true.

use preflight_core::finding::{self, Example, Setting, Verdict};
use preflight_core::{
    Checked, Kind, Options, Policy, PolicyFile, Severity, check_bytes, check_page, check_set,
};
use preflight_tests::{good_payload, repository, rules_of};
use serde_json::{Value as Json, json};

#[test]
fn every_example_is_true() {
    let mut untrue = Vec::new();
    for page in finding::pages() {
        let rule = page.rule.id;
        let examples = page.examples();
        for wanted in [Verdict::Invalid, Verdict::Valid] {
            if !examples.iter().any(|example| example.verdict == wanted) {
                untrue.push(format!("{rule} has no example that is {wanted:?}"));
            }
        }
        for example in &examples {
            let found = findings(example);
            let (breaks_it, others): (Vec<&str>, Vec<&str>) = found
                .into_iter()
                .filter(|found| !example.also.contains(found))
                .partition(|found| *found == rule);
            let expected = example.verdict == Verdict::Invalid;
            if breaks_it.is_empty() == expected || !others.is_empty() {
                untrue.push(format!(
                    "{rule} {example:?}: {breaks_it:?}, also {others:?}"
                ));
            }
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

/// The rules an example breaks.
fn findings(example: &Example<'_>) -> Vec<&'static str> {
    let settings: toml::Table = example.policy.parse().expect("TOML");
    let today = settings.get("today").and_then(|today| today.as_str());
    let policy = policy(settings.clone());
    let options = Options {
        today,
        ..Options::new(&policy)
    };
    let text = repeated(&example.text);
    match example.setting {
        Setting::Page => rules_of(&check_page(&bytes(&text), options)),
        Setting::Document => rules_of(&check_bytes(&bytes(&text), options)),
        Setting::Set => set(&text, options),
        Setting::Payload { kind, pointer } => {
            let kind = Kind::from_name(kind).unwrap_or_else(|| panic!("no kind {kind}"));
            let text = with(good_payload(kind), pointer, &text);
            let options = Options {
                kind: Some(kind),
                ..options
            };
            let found = rules_of(&check_bytes(&bytes(&text), options));
            // The good variables come without a matrix unless the example is about it.
            let untested = "participant-variables/no-key-matrix";
            let concerns = pointer == "/attributes";
            found
                .into_iter()
                .filter(|rule| concerns || *rule != untested)
                .collect()
        }
        Setting::Manifest { kind, pointer } => {
            let path = repository().join(format!("examples/{kind}.json"));
            let good = std::fs::read_to_string(path).expect("an example of each kind");
            let good = serde_json::from_str(&good).expect("JSON");
            rules_of(&check_bytes(&bytes(&with(good, pointer, &text)), options))
        }
    }
}

fn policy(mut settings: toml::Table) -> Policy {
    settings.remove("today");
    let json = serde_json::to_string(&settings).expect("JSON");
    PolicyFile::from_json(&json)
        .and_then(PolicyFile::into_policy)
        .unwrap_or_else(|error| panic!("{settings}: {error}"))
}

fn set(lines: &str, options: Options<'_>) -> Vec<&'static str> {
    let mut documents: Vec<(String, Checked)> = lines
        .lines()
        .enumerate()
        .map(|(index, line)| {
            (
                format!("line {index}"),
                check_bytes(line.as_bytes(), options),
            )
        })
        .collect();
    check_set(&mut documents, options.policy);
    documents
        .iter()
        .flat_map(|(_, checked)| rules_of(checked))
        .collect()
}

/// `good` with a raw text in place of the value at `pointer`; the text need not be JSON.
fn with(mut good: Json, pointer: &str, text: &str) -> String {
    const HERE: &str = "the example stands here";
    if pointer.is_empty() {
        return text.to_owned();
    }
    if let Some(value) = good.pointer_mut(pointer) {
        *value = json!(HERE);
    } else {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        good.pointer_mut(parent)
            .unwrap_or_else(|| panic!("there is no {parent}"))[key] = json!(HERE);
    }
    let whole = good.to_string();
    assert_eq!(whole.matches(HERE).count(), 1, "{pointer}");
    whole.replace(&format!("\"{HERE}\""), text)
}

/// Writes out `⟨a × 3⟩`.
fn repeated(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟨') {
        let (inside, after) = after.split_once('⟩').expect("a closing bracket");
        let (what, times) = inside
            .rsplit_once(" × ")
            .unwrap_or((" ", inside.trim_start_matches(" × ")));
        written.push_str(before);
        written.push_str(&what.repeat(times.trim().parse().expect("a number")));
        rest = after;
    }
    written.push_str(rest);
    written
}

/// Writes out `\\xFF` and `\\u{FEFF}`, which JSON knows neither of.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\']) {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at..];
        let length = if let Some(digits) = escape.strip_prefix("\\x") {
            bytes.push(u8::from_str_radix(&digits[..2], 16).expect("two digits"));
            4
        } else if let Some(digits) = escape.strip_prefix("\\u{") {
            let (digits, _) = digits.split_once('}').expect("a closing brace");
            let code = u32::from_str_radix(digits, 16).expect("digits");
            let character = char::from_u32(code).expect("a character");
            bytes.extend_from_slice(character.to_string().as_bytes());
            4 + digits.len()
        } else {
            // Any other escape is JSON's own, of two characters at least.
            let next = escape[1..].chars().next().map_or(0, char::len_utf8);
            bytes.extend_from_slice(&escape.as_bytes()[..=next]);
            1 + next
        };
        rest = &escape[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

#[test]
fn severities_on_pages_are_those_of_the_rules() {
    for page in finding::pages() {
        let text = page.markdown();
        assert!(text.starts_with(&format!("# {}\n", page.rule.id)));
        let blocks = text.contains("error: blocks publishing |");
        assert_eq!(blocks, page.rule.severity == Severity::Error, "{text}");
    }
}
