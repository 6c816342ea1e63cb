//! The tokenizer against html5ever's and html5gum, and what neither of them knows.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;
use proptest::prelude::*;

use super::oracle::{self, Placed, corpus, soup};
use super::reference::{LONGEST_BARE_NAME, LONGEST_NAME};
use super::*;

fn agrees(text: &str) {
    for is_foreign in [false, true] {
        assert_eq!(
            oracle::ours(text, is_foreign),
            oracle::html5ever(text, is_foreign),
            "{text:?}"
        );
    }
    // It knows the element as noframe, and so reads both otherwise.
    if !text.to_ascii_lowercase().contains("noframe") {
        assert_eq!(
            oracle::ours_placed(text),
            oracle::html5gum(text),
            "{text:?}"
        );
    }
}

#[test]
fn corpora_read_as_others_read_them() {
    for (file, member) in [("sanitizer.jsonl", "payload"), ("act.jsonl", "html")] {
        for text in corpus(file, member) {
            agrees(&text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(4_096), ..ProptestConfig::default() })]
    #[test]
    fn soup_reads_as_others_read_it(text in soup()) {
        agrees(&text);
    }
}

#[test]
fn every_character_reference_reads_as_html5ever_reads_it() {
    for (name, _) in NAMED_ENTITIES.entries() {
        for text in [
            format!("&{name}"),
            format!("&{name};"),
            format!("&{name}x"),
            format!("<a b=&{name}><a b='&{name};'><a b=\"&{name}=\"><a b=&{name}1>"),
        ] {
            assert_eq!(
                oracle::ours(&text, false),
                oracle::html5ever(&text, false),
                "{text}"
            );
        }
    }
    let numbers = (0..0x300).chain(0xd7f0..0xe010).chain(0xfdc0..0xfe00);
    for number in numbers.chain(0x10_fff0..0x11_0010) {
        let text = format!("&#{number};&#x{number:x}&#X{number:X};");
        assert_eq!(
            oracle::ours(&text, false),
            oracle::html5ever(&text, false),
            "{text}"
        );
    }
}

#[test]
fn names_are_as_long_as_the_search_for_them_takes_them_to_be() {
    let names = NAMED_ENTITIES.entries().map(|(name, _)| name);
    let (closed, bare): (Vec<&str>, Vec<&str>) = names.partition(|name| name.ends_with(';'));
    let longest = |names: &[&str]| names.iter().map(|name| name.len()).max();
    assert!(longest(&closed) <= Some(LONGEST_NAME));
    assert_eq!(longest(&bare), Some(LONGEST_BARE_NAME));
}

fn attributes(text: &str) -> Vec<Attribute<'_>> {
    match Tokenizer::new(text).next(|| false).map(|token| token.kind) {
        Some(Kind::Start { attributes, .. }) => attributes,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn attributes_stand_where_they_are_written() {
    for (text, whole, value) in [
        ("<a b>", "b", ""),
        ("<a b >", "b", ""),
        ("<a b=c>", "b=c", "c"),
        ("<a b = c >", "b = c", "c"),
        ("<a b='c'>", "b='c'", "c"),
        ("<a b=\"\">", "b=\"\"", ""),
        ("<a B=\"&amp;\"/>", "B=\"&amp;\"", "&amp;"),
        ("<a b=/>", "b=/", "/"),
        ("<a b=>", "b=", ""),
        ("<a =b=c>", "=b=c", "c"),
        ("<a é='ü'>", "é='ü'", "ü"),
    ] {
        let attributes = attributes(text);
        assert_eq!(attributes.len(), 1, "{text}");
        assert_eq!(&text[attributes[0].range.clone()], whole, "{text}");
        assert_eq!(&text[attributes[0].value_range.clone()], value, "{text}");
    }
}

#[test]
fn of_attributes_with_one_name_the_first_counts() {
    let many = (0..100).map(|number| format!("a{number} "));
    let many = many.collect::<Vec<_>>().concat();
    for text in [
        "<a b c B=2 c>".to_owned(),
        format!("<a {many}b c B=2 {many}c>"),
    ] {
        let attributes = attributes(&text);
        for (index, attribute) in attributes.iter().enumerate() {
            let before = attributes[..index]
                .iter()
                .any(|other| other.name == attribute.name);
            assert_eq!(attribute.duplicate, before, "{} at {index}", attribute.name);
        }
    }
}

#[test]
fn what_needs_no_change_is_not_copied() {
    let text = "<p class=\"a\">plain & <b>text";
    let mut tokenizer = Tokenizer::new(text);
    while let Some(token) = tokenizer.next(|| false) {
        match token.kind {
            Kind::Start {
                name, attributes, ..
            } => {
                assert!(matches!(name, Cow::Borrowed(_)));
                for attribute in attributes {
                    assert!(matches!(attribute.name, Cow::Borrowed(_)));
                    assert!(matches!(attribute.value, Cow::Borrowed(_)));
                }
            }
            Kind::Text(run) if run.source == "text" => {
                assert!(matches!(run.decoded(), Cow::Borrowed(_)));
            }
            _ => {}
        }
    }
}

#[test]
fn ends_that_are_missing_are_told() {
    for (text, last) in [
        ("a<b", "<b"),
        ("a<b c", "<b c"),
        ("a<b c='>", "<b c='>"),
        ("a</b ", "</b "),
        ("<title>x</title ", "</title "),
    ] {
        let mut tokenizer = Tokenizer::new(text);
        let mut tokens = Vec::new();
        while let Some(token) = tokenizer.next(|| false) {
            if let Kind::Start { name, .. } = &token.kind {
                tokenizer.read_as(Content::of(name));
            }
            tokens.push(token);
        }
        let token = tokens.last().expect("tokens");
        assert_eq!(token.kind, Kind::Unfinished, "{text}");
        assert_eq!(&text[token.range.clone()], last, "{text}");
    }
}

#[test]
fn end_tags_without_a_name_are_tokens() {
    let text = "a</>b</></>";
    let mut tokenizer = Tokenizer::new(text);
    let mut pieces = Vec::new();
    while let Some(token) = tokenizer.next(|| false) {
        pieces.push((&text[token.range.clone()], token.kind == Kind::NamelessEnd));
    }
    assert_eq!(
        pieces,
        [
            ("a", false),
            ("</>", true),
            ("b", false),
            ("</>", true),
            ("</>", true)
        ]
    );
}

#[test]
fn frames_are_read_as_the_standard_says() {
    let tokens = oracle::ours_placed("<noframes><p></noframes><noframe><p>");
    let starts = tokens
        .iter()
        .filter(|token| matches!(token, Placed::Start(..)));
    assert_eq!(starts.count(), 3, "{tokens:?}");
}
