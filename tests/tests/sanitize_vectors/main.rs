//! What hostile and unlucky texts come to: for each what is found, in order, and what is left of it when it is cleaned.
//!
//! The public corpora are read elsewhere; these tables fill their gaps: bad values of properties that are allowed,
//! characters nobody sees, links in Markdown, URLs that only look like others. One row is one case:
//! `name: text => [rules] => what is left`; where nothing stands at the end, the text stays as it is.

mod css;
mod html;
mod markdown;
mod plain;
mod scripting;
mod unicode;
mod urls;

use std::collections::BTreeSet;

use preflight_core::finding::Safety;
use preflight_core::sanitize::{Cleaned, clean};
use preflight_core::shape::TextMode;
use preflight_core::{Checked, Kind, Options, Policy, check};
use preflight_tests::{check_payload, good_payload, rules_of, rules_of_the_text};
use serde_json::{Value as Json, json};

/// What reads a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    Plain,
    Html,
    Markdown,
    Data,
    Link,
    Css,
    /// The style of a span.
    Style,
}

struct Vector {
    name: &'static str,
    reader: Reader,
    text: &'static str,
    rules: &'static [&'static str],
    cleaned: &'static str,
}

/// A table of vectors for one reader.
macro_rules! vectors {
    ($table:ident: $reader:ident, $($name:literal: $text:literal => [$($rule:literal),*] $(=> $cleaned:literal)?;)+) => {
        pub(crate) const $table: &[crate::Vector] = &[$(crate::Vector {
            name: $name,
            reader: crate::Reader::$reader,
            text: $text,
            rules: &[$($rule),*],
            cleaned: vectors!(@ $text $(, $cleaned)?),
        }),+];
    };
    (@ $text:literal) => { $text };
    (@ $text:literal, $cleaned:literal) => { $cleaned };
}
pub(crate) use vectors;

const TABLES: &[&[Vector]] = &[
    css::STYLES,
    css::FONTS,
    unicode::LABELS,
    unicode::HTML,
    unicode::MARKDOWN,
    unicode::DATA,
    unicode::LINKS,
    markdown::MARKDOWN,
    html::HTML,
    urls::LINKS,
    scripting::LABELS,
    scripting::DATA,
    scripting::HTML,
    scripting::MARKDOWN,
    plain::LABELS,
    plain::DATA,
];

fn all() -> impl Iterator<Item = &'static Vector> {
    TABLES.iter().copied().flatten()
}

impl Vector {
    fn mode(&self) -> TextMode {
        match self.reader {
            Reader::Plain => TextMode::Plain,
            Reader::Html | Reader::Style => TextMode::Html,
            Reader::Markdown => TextMode::Markdown,
            Reader::Data => TextMode::Data,
            Reader::Link => TextMode::Link,
            Reader::Css => TextMode::Css,
        }
    }

    /// The text as it stands in a field.
    fn written(&self, text: &str) -> String {
        match self.reader {
            Reader::Style => match text {
                "" => "<span>x</span>".to_owned(),
                style => format!("<span style=\"{}\">x</span>", style.replace('"', "&quot;")),
            },
            _ => text.to_owned(),
        }
    }

    fn clean(&self) -> Cleaned {
        clean(&self.written(self.text), self.mode(), &Policy::default())
    }

    /// A payload with the text in a field of its reader.
    fn check(&self) -> Checked {
        let text = self.written(self.text);
        let mut card = good_payload(Kind::RichCard);
        let header = &mut card["components"][0]["text"];
        match self.reader {
            Reader::Html | Reader::Style => *header = json!(text),
            Reader::Markdown => {
                card["components"][1]["components"][0]["text"] = json!(text);
            }
            Reader::Data => card["dynamicFields"]["own"] = json!([text]),
            Reader::Link => card["components"][2]["buttons"][0]["payload"] = json!(text),
            Reader::Plain => {
                let mut channel = good_payload(Kind::Channel);
                channel["description"] = json!(text);
                return check_payload(Kind::Channel, &channel);
            }
            Reader::Css => {
                let mut widget = good_payload(Kind::WidgetConfiguration);
                widget["uiTheme"]["fontFamily"] = json!(text);
                return check_payload(Kind::WidgetConfiguration, &widget);
            }
        }
        check_payload(Kind::RichCard, &card)
    }
}

fn rules(cleaned: &Cleaned) -> Vec<&'static str> {
    cleaned.removed.iter().map(|removed| removed.rule).collect()
}

/// Every row that does not hold, so that one run tells them all.
fn failures(holds: impl Fn(&Vector) -> Result<(), String>) {
    let failures: Vec<String> = all()
        .filter_map(|vector| {
            let problem = holds(vector).err()?;
            Some(format!(
                "{:?}, {}: {:?}: {problem}",
                vector.reader, vector.name, vector.text
            ))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_rules_are_those_of_the_table() {
    failures(|vector| {
        let found = rules(&vector.clean());
        (found == vector.rules)
            .then_some(())
            .ok_or(format!("{found:?}"))
    });
}

#[test]
fn what_is_left_is_that_of_the_table() {
    failures(|vector| {
        let cleaned = vector.clean().text;
        (cleaned == vector.written(vector.cleaned))
            .then_some(())
            .ok_or(format!("{cleaned:?}"))
    });
}

#[test]
fn a_document_with_the_text_is_judged_alike() {
    failures(|vector| {
        let mut expected = vector.rules.to_vec();
        expected.sort_unstable();
        let mut found = rules_of_the_text(&vector.check());
        found.sort_unstable();
        (found == expected)
            .then_some(())
            .ok_or(format!("{found:?}"))
    });
}

/// What is left is clean: only what its author has to reword stays, and a link or value that is none.
#[test]
fn cleaning_again_changes_nothing() {
    let policy = Policy::default();
    failures(|vector| {
        let once = vector.clean().text;
        let again = clean(&once, vector.mode(), &policy);
        if again.text != once {
            return Err(format!("{once:?} becomes {:?}", again.text));
        }
        let removable = again
            .removed
            .iter()
            .find(|removed| removed.safety.is_some());
        removable.map_or(Ok(()), |removed| Err(format!("{once:?}: {}", removed.rule)))
    });
}

/// A safe fix loses nothing a person sees: the letters and digits of the text a browser shows are all still there.
#[test]
fn a_safe_removal_of_hidden_characters_keeps_what_is_seen() {
    failures(|vector| {
        let cleaned = vector.clean();
        let only_hidden = cleaned.removed.iter().all(|removed| {
            removed.rule == "text/invisible-character" && removed.safety == Some(Safety::Safe)
        });
        let is_plain = matches!(vector.reader, Reader::Plain);
        let seen = |text: &str| -> String {
            let is_seen = |letter: &char| {
                letter.is_alphanumeric()
                    && !('\u{115f}'..='\u{1160}').contains(letter)
                    && !matches!(letter, '\u{3164}' | '\u{ffa0}')
            };
            text.chars().filter(is_seen).collect()
        };
        (!(only_hidden && is_plain) || seen(&cleaned.text) == seen(vector.text))
            .then_some(())
            .ok_or(format!("{:?}", cleaned.text))
    });
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for table in TABLES {
        names.clear();
        for vector in *table {
            assert!(names.insert(vector.name), "{}", vector.name);
        }
    }
}

fn found_in(text: &str, mode: TextMode) -> Vec<&'static str> {
    rules(&clean(text, mode, &Policy::default()))
}

#[test]
fn markup_is_judged_up_to_a_size() {
    for (mode, least) in [
        (TextMode::Html, "&"),
        (TextMode::Plain, "<"),
        (TextMode::Data, "<"),
        (TextMode::Markdown, "*"),
    ] {
        let most = 64 * 1024;
        let text = |bytes: usize| format!("{least}{}", " a".repeat(bytes))[..bytes].to_owned();
        assert_eq!(found_in(&text(most), mode), [""; 0], "{mode:?}");
        assert_eq!(
            found_in(&text(most + 1), mode),
            ["html/too-large"],
            "{mode:?}"
        );
    }
}

#[test]
fn elements_are_judged_up_to_a_depth() {
    for (depth, expected) in [(32, vec![]), (33, vec!["html/depth"])] {
        let text = format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(found_in(&text, TextMode::Html), expected, "{depth}");
        // What was nested too deeply is left as words.
        let cleaned = clean(&text, TextMode::Html, &Policy::default()).text;
        assert_eq!(cleaned == "x", depth == 33, "{depth}");
    }
}

#[test]
fn half_a_surrogate_pair_is_no_character() {
    for half in ["\\ud800", "\\udfff", "\\ud83d x", "\\ude00\\ud83d"] {
        let mut channel = good_payload(Kind::Channel);
        channel["description"] = json!("PLACE");
        let text = channel.to_string().replace("PLACE", half);
        let policy = Policy::default();
        let options = Options {
            kind: Some(Kind::Channel),
            ..Options::new(&policy)
        };
        let rules: BTreeSet<_> = rules_of(&check(&text, options)).into_iter().collect();
        assert_eq!(Vec::from_iter(rules), ["json/lone-surrogate"], "{half}");
    }
}

/// A value that is too long is cut between two characters as people see them, never inside of one.
#[test]
fn a_value_is_never_cut_inside_a_character() {
    for (name, character) in [
        ("a letter of two bytes", "é"),
        ("a letter with its accent", "e\u{301}"),
        ("a letter with many accents", "e\u{301}\u{323}\u{32d}"),
        ("an ideograph with its variant", "葛\u{e0100}"),
        ("a family", "👨\u{200d}👩\u{200d}👧\u{200d}👦"),
        ("a colour of skin", "👋🏾"),
        ("a flag", "🇩🇪"),
        (
            "the flag of a region",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ),
        ("a keycap", "1\u{fe0f}\u{20e3}"),
        ("a heart", "❤\u{fe0f}"),
        ("a syllable of Hindi", "क्षि"),
        (
            "a syllable of Korean by its parts",
            "\u{1112}\u{1161}\u{11ab}",
        ),
        ("a letter of Thai with its vowel and tone", "ที่"),
    ] {
        for shift in 0..character.len() {
            let start = "a".repeat(2048 - shift);
            let document = json!({"attributes": {"k": format!("{start}{character}")}});
            let checked = check_payload(Kind::ParticipantVariables, &document);
            let cut = fixed(&checked, "participant-variables/value-length", &document);
            let value = cut["attributes"]["k"]
                .as_str()
                .expect("a string")
                .to_owned();
            assert_eq!(value, start, "{name}, {shift} bytes of it too few");
        }
    }
}

/// The document after the fix of a rule.
fn fixed(checked: &Checked, rule: &str, document: &Json) -> Json {
    let finding = checked
        .report()
        .findings
        .iter()
        .find(|finding| finding.rule == rule)
        .expect("the finding");
    let mut text = document.to_string();
    for edit in finding.fix.as_ref().expect("a fix").edits.iter().rev() {
        text.replace_range(edit.span.start.offset..edit.span.end.offset, &edit.text);
    }
    serde_json::from_str(&text).expect("JSON")
}
