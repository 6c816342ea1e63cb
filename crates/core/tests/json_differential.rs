//! The reader accepts exactly the texts `serde_json` accepts, and reads the same values from them.

use preflight_core::json::{NodeId, Parsed, Tree, Value, parse};
use proptest::prelude::*;
use serde_json::Value as Json;

/// Findings that do not make a text unreadable: `serde_json` keeps the last of two equal keys without a word.
const TOLERATED: &[&str] = &["json/duplicate-key"];

fn accepted(parsed: &Parsed<'_>) -> bool {
    parsed.uncounted == 0
        && parsed
            .errors
            .iter()
            .all(|error| TOLERATED.contains(&error.rule.id))
}

fn to_json(tree: &Tree<'_>, node: NodeId) -> Json {
    match tree.value(node) {
        Value::Invalid => panic!("an accepted text has no unreadable parts"),
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::String(text) => Json::String(text.to_string()),
        Value::Number(digits) => number(digits),
        Value::Array(items) => items.iter().map(|item| to_json(tree, *item)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|member| (member.key.to_string(), to_json(tree, member.value)))
            .collect(),
    }
}

/// The number as `serde_json` would hold it, but read by the standard library.
fn number(digits: &str) -> Json {
    let integral = !digits.contains(['.', 'e', 'E']) && digits != "-0";
    let integer = integral
        .then(|| {
            digits
                .parse::<u64>()
                .map(Json::from)
                .or_else(|_| digits.parse::<i64>().map(Json::from))
                .ok()
        })
        .flatten();
    integer.unwrap_or_else(|| Json::from(digits.parse::<f64>().expect("a JSON number")))
}

fn compare(text: &str) -> Result<(), TestCaseError> {
    let ours = parse(text);
    let theirs: Result<Json, _> = serde_json::from_str(text);
    prop_assert_eq!(
        accepted(&ours),
        theirs.is_ok(),
        "{:?}: {:?} against {:?}",
        text,
        ours.errors,
        theirs
    );
    if let Ok(theirs) = theirs {
        prop_assert_eq!(to_json(&ours.tree, ours.root), theirs);
    }
    Ok(())
}

/// Texts that are JSON, with white space and escapes of all sorts.
fn json_text() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has no infinities", |number| number.is_finite())
            .prop_map(|number| format!("{number:e}")),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        string_text(),
    ];
    scalar.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..6), space()).prop_map(
                |(items, space)| format!("[{space}{}]", items.join(&format!("{space},")))
            ),
            (prop::collection::vec((string_text(), inner), 0..6), space()).prop_map(
                |(members, space)| {
                    let members: Vec<String> = members
                        .into_iter()
                        .map(|(key, value)| format!("{key}{space}:{space}{value}"))
                        .collect();
                    format!("{{{}{space}}}", members.join(&format!(",{space}")))
                }
            ),
        ]
    })
}

fn string_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            "[a-zé\u{1f600} ]{0,4}",
            Just("\\n".to_owned()),
            Just("\\\"".to_owned()),
            Just("\\u00e9".to_owned()),
            Just("\\ud83d\\ude00".to_owned()),
            Just("\\/".to_owned()),
        ],
        0..4,
    )
    .prop_map(|parts| format!("\"{}\"", parts.concat()))
}

fn space() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,2}"
}

/// Pieces that make a JSON text wrong in telling ways.
const SPLINTERS: &[&str] = &[
    ",",
    ":",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud800",
    "\\udc00",
    "NaN",
    "Infinity",
    "//",
    "/*",
    "*/",
    "#",
    "\u{feff}",
    "\u{0}",
    "\t",
    "\n",
    "\r",
    "0",
    "1",
    "-",
    "+",
    ".",
    "e",
    "E5",
    "1e999",
    "truefalse",
    "nul",
    "a",
    "\u{e9}",
    "\u{1f600}",
    "\u{a0}",
    "=",
    "(",
    "\"a\":1",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn reads_what_serde_json_reads(text in json_text()) {
        compare(&text)?;
    }

    #[test]
    fn refuses_what_serde_json_refuses(
        text in json_text(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, 0..SPLINTERS.len()), 1..4),
    ) {
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        for (at, what, splinter) in changes {
            let at = at.index(characters.len() + 1);
            match what {
                0 => characters.insert(at, SPLINTERS[splinter].to_owned()),
                1 if at < characters.len() => { characters.remove(at); }
                _ if at < characters.len() => characters[at] = SPLINTERS[splinter].to_owned(),
                _ => {}
            }
        }
        compare(&characters.concat())?;
    }

    #[test]
    fn reads_any_text_without_panic(text in any::<String>()) {
        compare(&text)?;
    }

    /// Compact text reads back as the same tree: nothing is lost by writing it.
    #[test]
    fn writing_keeps_the_value(text in json_text()) {
        let parsed = parse(&text);
        prop_assume!(parsed.errors.is_empty());
        let compact = preflight_core::json::compact(&parsed.tree, parsed.root).expect("readable");
        let again: Json = serde_json::from_str(&compact).expect("JSON");
        prop_assert_eq!(again, serde_json::from_str::<Json>(&text).expect("JSON"));
    }
}

#[test]
fn edges() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    for text in [
        "",
        " ",
        "0",
        "-0",
        "-",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "1e308",
        "1e309",
        "-1e400",
        "0e9999999999",
        "1e-9999999999",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "[1 2]",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\\u12\"",
        "\"\\x41\"",
        "\"\t\"",
        "\"\n\"",
        "\"",
        "nul",
        "nulll",
        "true false",
        "[",
        "{",
        "]",
        "}",
        "[}",
        "{]",
        "// c\n1",
        "1 // c",
        "/* c */1",
        "NaN",
        "-Infinity",
        "\u{feff}1",
        "\u{a0}1",
        "{\"a\":1,\"a\":2}",
    ] {
        // A byte order mark is told apart below: serde_json refuses it, we warn.
        if !text.starts_with('\u{feff}') {
            compare(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        }
    }
    for levels in [126, 127, 128, 129] {
        compare(&nested(levels)).unwrap_or_else(|error| panic!("{levels} levels: {error}"));
    }
    let parsed = parse("\u{feff}1");
    assert_eq!(parsed.errors.len(), 1);
    assert_eq!(parsed.errors[0].rule.id, "json/byte-order-mark");
}

#[test]
fn hostile_texts_are_bounded() {
    for (text, rules) in [
        ("[".repeat(1 << 20), 2),
        ("{\"a\":".repeat(1 << 17), 2),
        ("]".repeat(1 << 20), 2),
        (",".repeat(1 << 20), 2),
    ] {
        let parsed = parse(&text);
        assert!(!accepted(&parsed));
        assert!(parsed.errors.len() <= 1_000);
        let distinct: std::collections::BTreeSet<_> =
            parsed.errors.iter().map(|error| error.rule.id).collect();
        assert!(distinct.len() <= rules, "{distinct:?}");
    }
}
