//! Documents made to be slow or deep.

use std::time::{Duration, Instant};

use preflight_core::editor::{complete, hover, symbols};
use preflight_core::view::{Settings, render};
use preflight_core::{MAX_DOCUMENT_BYTES, Options, Policy};

/// A text of a mebibyte that begins with one text and goes on with another.
fn flood(begin: &str, with: &str) -> String {
    let mut text = begin.to_owned();
    while text.len() + with.len() <= MAX_DOCUMENT_BYTES {
        text.push_str(with);
    }
    text
}

#[test]
fn a_mebibyte_of_anything_is_answered() {
    let card = r#"{"kind": "rich-card", "payload": {"components": "#;
    let variables = r#"{"kind": "participant-variables", "payload": {"attributes": {"#;
    let policy = Policy::default();
    let options = Options::new(&policy);
    for (name, text) in [
        ("arrays", flood(card, "[")),
        ("objects", flood(card, "{\"components\":[")),
        ("closers", flood(card, "[}")),
        ("strings", flood(card, "\"")),
        ("quotes", flood(card, "\"\\")),
        ("commas", flood(card, ",")),
        ("colons", flood(card, "\"a\":")),
        ("comments", flood(card, "/*")),
        ("lines", flood(card, "//\n")),
        ("spaces", flood(card, "\" \n")),
        ("members", flood(variables, "\"k\":\"\u{1f600}\",")),
        ("words", flood("", "a ")),
        ("characters", flood("\"", "\u{1f600}")),
        ("too large", flood("", "[").repeat(2)),
    ] {
        let length = text.encode_utf16().count();
        let began = Instant::now();
        for offset in [
            0,
            1,
            length / 2,
            length / 2 + 1,
            length - 1,
            length,
            usize::MAX,
        ] {
            complete(&text, offset, options);
            hover(&text, offset, options);
        }
        symbols(&text, options);
        render(&text, options, Settings::default());
        let took = began.elapsed();
        // Seconds would be a fault in how it grows; tenths are a busy machine without optimisation.
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
        println!("{name}: {took:?}");
    }
}
