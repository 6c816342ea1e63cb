//! Outlines.

use std::fmt::Write as _;

use super::*;
use crate::policy::Policy;

fn outline(text: &str) -> Outline {
    symbols(text, Options::new(&Policy::default()))
}

fn lines(symbols: &[Symbol], depth: usize, out: &mut String) {
    for symbol in symbols {
        let _ = writeln!(out, "{:depth$}{}: {}", "", symbol.name, symbol.detail);
        lines(&symbol.children, depth + 2, out);
    }
}

#[test]
fn an_outline_speaks_the_words_of_the_tables() {
    let text = r#"{"kind": "rich-card", "id": "a", "payload": {"components": [
        {"type": "header", "text": "Hello"},
        {"type": "buttonGroup", "buttons": [{"action": "link", "label": "Track it"}]}], "dynamicFields": {}}}"#;
    let mut told = String::new();
    lines(&outline(text).symbols, 0, &mut told);
    assert_eq!(
        told,
        "kind: rich-card
id: a
payload: \n  components: 2 components
    component 1: header
      type: header
      text: Hello
    component 2: buttonGroup
      type: buttonGroup
      buttons: 1 button
        button 1: Track it
          action: link
          label: Track it
  dynamicFields: \n"
    );
}

#[test]
fn ranges_hold_the_key_and_the_value() {
    let text = "{\"\u{1f600}\": [1, \"two\"], \"open\": {";
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: Range| String::from_utf16_lossy(&units[range.start..range.end]);
    let outline = outline(text);
    let first = &outline.symbols[0];
    assert_eq!(part(first.range), "\"\u{1f600}\": [1, \"two\"]");
    assert_eq!(part(first.selection_range), "\"\u{1f600}\"");
    assert_eq!(part(first.children[1].selection_range), "\"two\"");
    assert_eq!(part(outline.symbols[1].range), "\"open\": {");
}

fn told(symbols: &[Symbol]) -> usize {
    symbols
        .iter()
        .map(|symbol| 1 + told(&symbol.children))
        .sum()
}

#[test]
fn a_flood_is_counted() {
    let text = format!("[{}]", vec!["[0]"; 10_000].join(","));
    let outline = outline(&text);
    assert_eq!(told(&outline.symbols), MOST);
    assert_eq!(outline.omitted, 20_000 - MOST);
}

#[test]
fn a_value_alone_is_the_document() {
    let outline = outline("12");
    assert_eq!(
        (
            outline.symbols[0].name.as_str(),
            outline.symbols[0].detail.as_str()
        ),
        ("document", "12")
    );
    assert!(self::outline("").symbols[0].kind == SymbolKind::Invalid);
}
