//! What people write without meaning any harm: no reader of any field may object to it.
//!
//! A check that cries wolf is switched off, and then guards nothing. So every text here goes into every text field of
//! every kind, and not even a warning may come of it. Texts that a reader of HTML or Markdown would really lose or
//! redraw stand in a list of their own, with what is said about them there and nothing elsewhere.

mod business;
mod code;
mod scripts;
mod typography;

use std::collections::BTreeSet;

use preflight_core::{Checked, Kind, Options, Policy, PolicyFile, check};
use preflight_tests::good_payload;
use serde_json::{Value as Json, json};

/// Texts of one sort.
type Texts = (&'static str, &'static [&'static str]);

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        business::TEXTS,
        code::TEXTS,
        scripts::TEXTS,
        typography::TEXTS,
    ]
    .into_iter()
    .flatten()
    .flat_map(|(sort, texts)| texts.iter().map(move |text| (*sort, *text)))
}

/// A text that is innocent but for what one language makes of it.
struct Language {
    text: &'static str,
    /// What is said where it is read as HTML.
    html: &'static [&'static str],
    /// What is said where it is read as Markdown.
    markdown: &'static [&'static str],
}

const LOST_IN_HTML: &[&str] = &["html/lost-text"];
const LOST_IN_MARKDOWN: &[&str] = &["markdown/lost-text"];
const NOT_DRAWN: &[&str] = &["markdown/unsupported"];

/// What HTML or Markdown would not show as it was written. A browser drops `<String>` from `List<String>`; a messenger
/// that draws no headings drops the `#` from `# of items`: the author should know before the guest does.
const LANGUAGES: &[Language] = &[
    Language {
        text: "x<y",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "if (a<b && c>d)",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "John <john@example.com>",
        html: LOST_IN_HTML,
        // An address between angle brackets is a link in Markdown.
        markdown: &[],
    },
    Language {
        text: "Manual: <https://example.com/manual>",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "List<String>",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "Vec<u8>",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "Map<String, List<Integer>>",
        html: LOST_IN_HTML,
        // Nothing with a comma in its name is a tag to Markdown; what is inside of it is.
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "Dear <your name>,",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "Order <order-number> has shipped",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "<please choose>",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "<none>",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "a <b and c> d",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "if x<y and c=d>e then stop",
        html: LOST_IN_HTML,
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "if x<y and c=d",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "for (i=0; i<a; a=5)",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "# of items: 3",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: "</> Developers wanted",
        html: LOST_IN_HTML,
        markdown: &[],
    },
    Language {
        text: "[Note]: important",
        html: &[],
        markdown: LOST_IN_MARKDOWN,
    },
    Language {
        text: "Total\n-----",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        // The line above becomes a heading, and the hyphens go.
        text: "Kind regards\n--\nMaria",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: "> 3 years of experience",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: ">= 3 days",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: "Before\n\n***\n\nAfter",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: "    Indented by four",
        html: &[],
        markdown: NOT_DRAWN,
    },
    Language {
        text: "| Day | Hours |\n|---|---|\n| Mon | 9-5 |",
        html: &[],
        markdown: NOT_DRAWN,
    },
];

/// A policy under which variables of these keys are nothing to talk about.
fn policy(keys: &[&str]) -> Policy {
    let matrix: serde_json::Map<String, Json> = keys
        .iter()
        .map(|key| ((*key).to_owned(), json!("string")))
        .collect();
    PolicyFile::from_json(&json!({"key-matrix": matrix}).to_string())
        .and_then(PolicyFile::into_policy)
        .expect("a policy")
}

/// A document with the text in every text field of its kind.
fn documents(text: &str) -> Vec<Json> {
    let conversation = json!({"conversationId": "c"});
    let participant = json!({"participantId": "p"});
    let fields = json!({
        "title": text,
        "description": text,
        "own": [text],
        "actions": [{"label": text, "value": text}]
    });
    let directive = json!({"key": "note", "value": text, "type": "string"});
    vec![
        json!({"kind": "rich-card", "id": "i", "target": conversation, "payload": card(text)}),
        json!({"kind": "rich-card", "id": "i", "target": conversation, "spec": {"templateId": "t", "fields": fields}}),
        json!({"kind": "agent-widget", "id": "i", "payload": agent_widget(text)}),
        json!({"kind": "channel", "id": "i", "payload": channel(text)}),
        json!({"kind": "widget-configuration", "id": "i", "payload": widget(text)}),
        json!({"kind": "participant-variables", "id": "i", "target": participant, "payload": {"attributes": {key(text): text}}}),
        json!({"kind": "participant-variables", "id": "i", "target": participant, "spec": {"directives": [directive]}}),
    ]
}

fn card(text: &str) -> Json {
    let mut card = good_payload(Kind::RichCard);
    card["dynamicFields"] = json!({text: {"nested": [text]}});
    card["components"] = json!([
        {"type": "header", "text": text},
        {"type": "body", "text": text, "markdown": true},
        {"type": "body", "text": text, "markdown": false},
        {"type": "container", "components": [{"type": "body", "text": text}]},
        {"type": "buttonGroup", "buttons": [
            {"label": text, "action": "postback", "payload": text},
            {"label": text, "action": "webchat", "payload": text}
        ]}
    ]);
    card
}

fn agent_widget(text: &str) -> Json {
    let mut widget = good_payload(Kind::AgentWidget);
    widget["name"] = json!(text);
    widget["description"] = json!(text);
    widget["settings"] = json!({"own": {text: [text]}});
    widget
}

fn channel(text: &str) -> Json {
    let mut channel = good_payload(Kind::Channel);
    channel["name"] = json!(text);
    channel["description"] = json!(text);
    channel["webMessagingWidgetConfiguration"]["customAttributes"] = json!({text: text});
    channel
}

fn widget(text: &str) -> Json {
    let mut widget = good_payload(Kind::WidgetConfiguration);
    widget["name"] = json!(text);
    widget["preChatForm"]["fields"] = json!([
        {"label": text, "type": "text", "hint": text, "placeholder": text, "ariaLabel": text},
        {"label": text, "type": "select", "options": [text, {"label": text, "value": text}]},
        {"type": "hidden", "name": text}
    ]);
    widget
}

/// The longest beginning of a text that fits a variable's key.
fn key(text: &str) -> &str {
    let end = (0..=text.len().min(64))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

fn verdict(document: &Json, text: &str) -> Checked {
    let policy = policy(&[key(text), "note"]);
    check(&document.to_string(), Options::new(&policy))
}

/// Every finding about a text, as the field it stands in and the rule.
fn findings(text: &str) -> Vec<(String, &'static str)> {
    let mut all = Vec::new();
    for document in documents(text) {
        let checked = verdict(&document, text);
        let kind = document["kind"].as_str().unwrap_or_default().to_owned();
        all.extend(
            checked
                .report()
                .findings
                .iter()
                // What nobody can see or hear is a fault of its own.
                .filter(|finding| finding.accessibility.is_none())
                .map(|finding| (format!("{kind} {}", finding.pointer.as_str()), finding.rule)),
        );
    }
    all
}

#[test]
fn no_reader_objects_to_an_innocent_text() {
    let objections: Vec<String> = all()
        .flat_map(|(sort, text)| {
            findings(text)
                .into_iter()
                .map(move |(field, rule)| format!("{sort}: {text:?} in {field}: {rule}"))
        })
        .collect();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn a_text_that_one_language_would_lose_is_named_there_only() {
    for language in LANGUAGES {
        let text = language.text;
        let mut html = BTreeSet::new();
        let mut markdown = BTreeSet::new();
        for (field, rule) in findings(text) {
            // By the fields of `card` and of its spec.
            match field.as_str() {
                "rich-card /payload/components/1/text" | "rich-card /spec/fields/description" => {
                    markdown.insert(rule);
                }
                "rich-card /payload/components/0/text"
                | "rich-card /payload/components/2/text"
                | "rich-card /payload/components/3/components/0/text"
                | "rich-card /spec/fields/title" => {
                    html.insert(rule);
                }
                _ => panic!("{text:?} in {field}: {rule}"),
            }
        }
        assert_eq!(Vec::from_iter(html), language.html, "{text:?} as HTML");
        assert_eq!(
            Vec::from_iter(markdown),
            language.markdown,
            "{text:?} as Markdown"
        );
    }
}

/// None of the findings of the second list blocks a release: the text is sent as it was written.
#[test]
fn a_text_that_one_language_would_lose_is_published_all_the_same() {
    for language in LANGUAGES {
        for document in documents(language.text) {
            let checked = verdict(&document, language.text);
            assert!(checked.report().ok, "{:?} in {document}", language.text);
        }
    }
}

#[test]
fn the_texts_are_many_and_no_two_alike() {
    let texts: BTreeSet<&str> = all().map(|(_, text)| text).collect();
    assert_eq!(texts.len(), all().count());
    assert!(texts.len() >= 260, "{}", texts.len());
}
