//! Documents of the tokenizer here against documents of html5ever's own, which the same tree builder makes.

use html5ever::interface::TreeSink as _;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use proptest::prelude::*;

use super::sink::Sink;
use super::*;
use crate::html::oracle::{corpus, feed, soup};

/// The tree builder, without what the tokenizer says about errors: those messages would keep it from dropping a line
/// feed at the beginning of `pre`.
struct Builder(TreeBuilder<NodeId, Sink>);

impl TokenSink for Builder {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::ParseError(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag && self.0.sink.is_too_deep() => {
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        self.0.process_token(token, line)
    }

    fn end(&self) {
        self.0.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A document as html5ever reads it all by itself.
fn theirs(text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let builder = TreeBuilder::new(Sink::of(text), parse::options());
    feed(Builder(builder), text).0.sink.finish()
}

/// What a document consists of: how deep, and what.
fn content(document: &Document) -> Vec<(usize, Content)> {
    document
        .descendants(Document::ROOT)
        .map(|id| {
            let depth = document.ancestors(id).count();
            (depth, document.node(id).content.clone())
        })
        .collect()
}

fn agrees(text: &str) {
    let ours = Document::from_html(text);
    assert_eq!(content(&ours), content(&theirs(text)), "{text:?}");
    for id in ours.elements() {
        let Some(span) = ours.span(id) else {
            continue;
        };
        let tag = &text[span.range()];
        let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
        let element = ours
            .element(id)
            .expect("an element")
            .name
            .to_ascii_lowercase();
        let is_its = name
            .replace('\0', "\u{fffd}")
            .starts_with(if element == "img" { "im" } else { &element });
        assert!(
            is_its && tag.ends_with('>'),
            "{element}: {tag:?} in {text:?}"
        );
    }
}

#[test]
fn corpora_build_the_same_documents() {
    for (file, member) in [("sanitizer.jsonl", "payload"), ("act.jsonl", "html")] {
        for text in corpus(file, member) {
            agrees(&text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2_048), ..ProptestConfig::default() })]
    #[test]
    fn soup_builds_the_same_document(text in soup()) {
        agrees(&text);
    }
}

#[test]
fn only_the_first_byte_order_mark_is_none_of_the_text() {
    let document = Document::from_html_fragment("\u{feff}a\u{feff}<b>\u{feff}c</b>");
    assert_eq!(document.to_html(), "a\u{feff}<b>\u{feff}c</b>");
    let bold = document.elements().next().expect("an element");
    assert_eq!(document.span(bold), Some(Span::new(7, 10)));
}
