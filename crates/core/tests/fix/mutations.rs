//! Manifests as people break them.

use std::fmt::Write as _;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

const EXAMPLES: &[&str] = &[
    include_str!("../../../../examples/agent-widget.json"),
    include_str!("../../../../examples/channel.json"),
    include_str!("../../../../examples/participant-variables.json"),
    include_str!("../../../../examples/rich-card.json"),
    include_str!("../../../../examples/widget-configuration.json"),
    include_str!("../../../../examples/blocked/limit_too-many.json"),
    include_str!("../../../../examples/blocked/text_markup.json"),
    include_str!("../../../../examples/blocked/schema_required.json"),
];

/// An example, with values that rules object to here and there.
pub(crate) fn document() -> impl Strategy<Value = Json> {
    let example = prop::sample::select(EXAMPLES)
        .prop_map(|text| serde_json::from_str(text).expect("examples are JSON"));
    let channel = json!({
        "kind": "channel", "id": "c",
        "payload": {
            "name": "Portal", "description": "d",
            "webMessagingWidgetConfiguration": {"widgetId": "w", "theme": "default", "customAttributes": {}},
            "securityPolicy": {"enabled": true, "requireConsent": true, "allowedOrigins": ["https://example.com"]},
            "routingConfiguration": {"queueId": "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"}
        }
    });
    let base = prop_oneof![4 => example, 1 => Just(channel)];
    (
        base,
        prop::collection::vec((any::<prop::sample::Index>(), 0..9_usize), 0..4),
    )
        .prop_map(|(mut document, changes)| {
            for (index, change) in changes {
                spoil(&mut document, index, change);
            }
            document
        })
}

fn spoil(document: &mut Json, index: prop::sample::Index, change: usize) {
    let mut strings = Vec::new();
    collect(document, &mut strings);
    let text = index.get::<&mut String>(&strings);
    let changed = match change {
        0 => format!("{text}\u{1}"),
        1 => format!("a\tb\r\n{text}"),
        2 => format!("<b>{text}</b>"),
        3 => format!("{text}<script>alert(1)</script>"),
        4 => format!("<i><script>x</script></i>{text}"),
        5 => format!("{text}<br/>{text}"),
        6 if text.starts_with("https://") => format!("{text}:443"),
        6 => "HTTPS://Example.com:443".to_owned(),
        7 => format!("{text}'\"\\\u{1f600}"),
        _ => format!("\u{200b}{text}"),
    };
    let position = strings.iter().position(|other| **other == **text);
    if let Some(position) = position {
        *strings[position] = changed;
    }
}

fn collect<'j>(value: &'j mut Json, strings: &mut Vec<&'j mut String>) {
    match value {
        Json::String(text) => strings.push(text),
        Json::Array(items) => items.iter_mut().for_each(|item| collect(item, strings)),
        Json::Object(members) => members
            .values_mut()
            .for_each(|member| collect(member, strings)),
        _ => {}
    }
}

/// The document in a notation that is nearly JSON and means the same: comments, trailing commas, single quotes, keys
/// without quotes, raw control characters, integers with a fraction, a byte order mark.
pub(crate) fn sloppy(document: &Json, choices: &[u8]) -> String {
    let mut writer = Writer {
        out: String::new(),
        choices: choices.iter().cycle(),
        line_end: if choices.len().is_multiple_of(2) {
            "\n"
        } else {
            "\r\n"
        },
    };
    if writer.choose(6) == 0 {
        writer.out.push('\u{feff}');
    }
    writer.space();
    writer.value(document);
    writer.space();
    writer.out
}

struct Writer<'c> {
    out: String,
    choices: std::iter::Cycle<std::slice::Iter<'c, u8>>,
    line_end: &'static str,
}

impl Writer<'_> {
    fn choose(&mut self, among: u8) -> u8 {
        self.choices.next().map_or(among - 1, |byte| byte % among)
    }

    fn space(&mut self) {
        match self.choose(16) {
            0 => self.out.push_str("/* note */"),
            1 => {
                let _ = write!(self.out, " // note, \"quoted\"{}", self.line_end);
            }
            2 => {
                let _ = write!(self.out, "{0}\t/* two{0} lines */ {0}", self.line_end);
            }
            3 => self.out.push_str(" /**/ /*'*/"),
            4..8 => {
                let _ = write!(self.out, "{}  ", self.line_end);
            }
            8 => self.out.push(' '),
            _ => {}
        }
    }

    fn value(&mut self, value: &Json) {
        match value {
            Json::String(text) => self.string(text),
            Json::Number(number) => {
                let _ = write!(self.out, "{number}");
                if number.is_u64() {
                    let ending = ["", ".0", "e0", ""][usize::from(self.choose(4))];
                    self.out.push_str(ending);
                }
            }
            Json::Array(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.comma(index);
                    self.value(item);
                    self.space();
                }
                self.end(items.is_empty(), ']');
            }
            Json::Object(members) => {
                self.out.push('{');
                for (index, (key, member)) in members.iter().enumerate() {
                    self.comma(index);
                    self.key(key);
                    self.space();
                    self.out.push(':');
                    self.space();
                    self.value(member);
                    self.space();
                }
                self.end(members.is_empty(), '}');
            }
            other => self.out.push_str(&other.to_string()),
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
        self.space();
    }

    fn end(&mut self, empty: bool, bracket: char) {
        if !empty && self.choose(4) == 0 {
            self.out.push(',');
        }
        self.space();
        self.out.push(bracket);
    }

    fn key(&mut self, key: &str) {
        let word = key.chars().all(|character| character.is_ascii_alphabetic());
        if word && self.choose(4) == 0 {
            self.out.push_str(key);
        } else {
            self.string(key);
        }
    }

    fn string(&mut self, text: &str) {
        let single = !text.contains(['\'', '"', '\\', '\n']) && self.choose(4) == 0;
        if single {
            let _ = write!(self.out, "'{text}'");
            return;
        }
        let mut quoted = Json::from(text).to_string();
        if self.choose(2) == 0 {
            for (escape, raw) in [("\\u0001", "\u{1}"), ("\\t", "\t"), ("\\r", "\r")] {
                quoted = quoted.replace(escape, raw);
            }
        }
        self.out.push_str(&quoted);
    }
}

/// Pieces that change what a text means, wherever they are put.
const PIECES: &[&str] = &[
    ",", ",,", "]", "}", "{", "[", "'", "\"", "\\", "//", "/*", "*/", "\u{1}", "\t", "8.0", "1e2",
    ":443", "<b>", "<!--", "\n", "\r\n", "\r", "\u{feff}", "é", ":", "x: 1,", "'y',", "\\u0001",
    " ", "-",
];

/// A text with pieces put in and taken out at random places.
pub(crate) fn broken() -> impl Strategy<Value = String> {
    let place = any::<prop::sample::Index>;
    let change = (place(), 0..6_usize, prop::sample::select(PIECES));
    (
        document(),
        prop::collection::vec(any::<u8>(), 0..40),
        prop::collection::vec(change, 0..6),
    )
        .prop_map(|(document, choices, changes)| {
            let mut text = sloppy(&document, &choices);
            for (place, removed, piece) in changes {
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let Some(nth) = (!starts.is_empty()).then(|| place.index(starts.len())) else {
                    continue;
                };
                let end = starts.get(nth + removed).copied().unwrap_or(text.len());
                text.replace_range(starts[nth]..end, piece);
            }
            text
        })
}
