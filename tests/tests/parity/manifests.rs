//! Manifests and payloads that nobody wrote: good ones of every kind, changed at random places. The same seed gives the
//! same documents, so a difference can be looked at again.

use fastrand::Rng;
use preflight_core::kinds;
use preflight_tests::good_payload;
use serde_json::{Map, Value as Json, json};

use crate::corpus::{Document, committed};

/// Values that rules have something to say about.
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "Send <b>now</b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<p style=\"color:#777;background:url(//e)\">grey</p>",
    "[a](javascript:alert(1)) **b** `c`",
    "1. one\n2. two\n\n> quote\n\n| a |\n|---|",
    "java\tscript:alert(1)",
    "https://user:pw@xn--bcher-kva.example/\u{202e}",
    "https://b\u{fc}cher.example/",
    "http://[::1]:8080/a?b#c",
    "//evil.test",
    "mailto:a@b.example",
    "*.cloudfront.net",
    "#777777",
    "#0056B3",
    "rgb(1,2,3)",
    "Inter, sans-serif",
    "expression(alert(1))",
    "\u{0}\u{7}\u{200b}\u{feff}",
    "p\u{430}ypal",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "window.opener.postMessage(1)",
    "your data: 5 GB, month=May",
    "sys:admin",
    "link",
    "select",
    "true",
    "1e400",
    "-0.0",
];

/// As many documents as are asked for.
pub(crate) fn generated(count: usize) -> Vec<Document> {
    let mut rng = Rng::with_seed(6);
    let written = committed();
    (0..count)
        .map(|number| match number % 4 {
            0 | 1 => payload(&mut rng),
            2 => manifest(&mut rng),
            _ => damaged(&mut rng, &written),
        })
        .collect()
}

fn payload(rng: &mut Rng) -> Document {
    let kind = kinds::ALL[rng.usize(..kinds::ALL.len())];
    let mut payload = good_payload(kind);
    for _ in 0..rng.usize(1..6) {
        change(&mut payload, rng);
    }
    Document::payload(kind, written(&payload, rng))
}

fn manifest(rng: &mut Rng) -> Document {
    let kind = kinds::ALL[rng.usize(..kinds::ALL.len())];
    let mut manifest = json!({
        "kind": kind.name(),
        "id": format!("generated-{}", rng.u16(..)),
        "payload": good_payload(kind),
    });
    for _ in 0..rng.usize(1..8) {
        change(&mut manifest, rng);
    }
    Document::manifest(written(&manifest, rng))
}

/// A text with a few characters gone, doubled or put in: what stands in an editor while somebody types.
fn damaged(rng: &mut Rng, documents: &[Document]) -> Document {
    let mut document = documents[rng.usize(..documents.len())].clone();
    let mut characters: Vec<char> = document.text.chars().take(20_000).collect();
    for _ in 0..rng.usize(1..5) {
        let place = rng.usize(..=characters.len());
        match rng.u8(..4) {
            0 if place < characters.len() => {
                characters.remove(place);
            }
            1 if place < characters.len() => characters.insert(place, characters[place]),
            2 => characters.truncate(place.max(characters.len() / 2)),
            _ => characters.insert(
                place,
                *rng.choice(&[
                    '"',
                    '\'',
                    '{',
                    ']',
                    ',',
                    ':',
                    '\\',
                    '/',
                    '\u{1f600}',
                    '\u{202e}',
                    '<',
                    '\n',
                ])
                .expect("some characters"),
            ),
        }
    }
    document.text = characters.into_iter().collect();
    document
}

/// Changes one place, which may be deep inside.
fn change(value: &mut Json, rng: &mut Rng) {
    match value {
        Json::Object(entries) if !entries.is_empty() && rng.u8(..8) > 0 => {
            change_entry(entries, rng);
        }
        Json::Array(items) if !items.is_empty() && rng.u8(..8) > 0 => {
            let place = rng.usize(..items.len());
            match rng.u8(..6) {
                0 => {
                    items.remove(place);
                }
                1 => {
                    let item = items[place].clone();
                    let times = rng.usize(1..8);
                    items.extend(std::iter::repeat_n(item, times));
                }
                _ => change(&mut items[place], rng),
            }
        }
        _ => *value = any(rng),
    }
}

fn change_entry(entries: &mut Map<String, Json>, rng: &mut Rng) {
    let place = rng.usize(..entries.len());
    let key = entries.keys().nth(place).cloned().unwrap_or_default();
    match rng.u8(..8) {
        0 => {
            entries.remove(&key);
        }
        1 => {
            let misspelt = key.chars().rev().collect();
            if let Some(value) = entries.remove(&key) {
                entries.insert(misspelt, value);
            }
        }
        2 => {
            entries.insert(text(rng), any(rng));
        }
        _ => {
            if let Some(value) = entries.get_mut(&key) {
                change(value, rng);
            }
        }
    }
}

fn any(rng: &mut Rng) -> Json {
    match rng.u8(..9) {
        0 => Json::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i32(-5..2_000)),
        3 => json!(rng.f64() * 1e6),
        4 => json!([text(rng)]),
        5 => json!({"type": "body", "text": text(rng), "markdown": rng.bool()}),
        6 => json!(text(rng).repeat(rng.usize(1..200))),
        _ => json!(text(rng)),
    }
}

fn text(rng: &mut Rng) -> String {
    (*rng.choice(TEXTS).expect("some texts")).to_owned()
}

fn written(value: &Json, rng: &mut Rng) -> String {
    if rng.bool() {
        value.to_string()
    } else {
        serde_json::to_string_pretty(value).expect("JSON")
    }
}
