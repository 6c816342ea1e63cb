//! HTML into a document: the tokenizer reads, html5ever's tree builder says by the HTML standard's own algorithm what
//! stands where.

use html5ever::interface::TreeSink as _;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, create_element};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::sink::Sink;
use super::{Document, NodeId};
use crate::html::{self, Content, Kind, Tokenizer};
use crate::json::Span;

/// Reads a whole document, as far as it has so many nodes or a few more.
pub(super) fn document(text: &str, most: usize) -> Document {
    let builder = TreeBuilder::new(Sink::of(text), options());
    read(text, builder, most)
}

/// Reads a fragment inside a `div`, as far as it has so many nodes or a few more.
pub(super) fn fragment(text: &str, most: usize) -> Document {
    let sink = Sink::of(text);
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let context = create_element(&sink, context, Vec::new());
    let builder = TreeBuilder::new_for_fragment(sink, context, None, options());
    let mut document = read(text, builder, most);
    // The parser puts a fragment into an html element, which is no part of it.
    if let Some(html) = document.children(Document::ROOT).last().copied() {
        let inside = std::mem::take(&mut document.node_mut(html).children);
        for child in &inside {
            document.node_mut(*child).parent = Some(Document::ROOT);
        }
        document.node_mut(Document::ROOT).children = inside;
    }
    document
}

pub(super) fn options() -> TreeBuilderOpts {
    TreeBuilderOpts {
        // As in browsers, where scripts may run: what stands in `noscript` is text that nobody sees.
        scripting_enabled: true,
        ..TreeBuilderOpts::default()
    }
}

/// Reads a text, and gives the builder its tokens.
fn read(text: &str, builder: TreeBuilder<NodeId, Sink>, most: usize) -> Document {
    let mut tokenizer = Tokenizer::new(text).without_byte_order_mark();
    let is_foreign = || builder.adjusted_current_node_present_but_not_in_html_namespace();
    while let Some(token) = tokenizer.next(is_foreign) {
        let span = Span::new(token.range.start, token.range.end);
        if builder.sink.is_spent() || builder.sink.is_full(most, span) {
            break;
        }
        if let Some(content) = give(&builder, token) {
            tokenizer.read_as(content);
        }
    }
    let _ = builder.process_token(Token::EOFToken, LINE);
    builder.end();
    builder.sink.finish()
}

/// The builder wants the line of each token, which only its messages would tell.
const LINE: u64 = 1;

/// Gives the builder a token, which says how what follows is to be read.
fn give(builder: &TreeBuilder<NodeId, Sink>, token: html::Token<'_>) -> Option<Content> {
    let sink = &builder.sink;
    let span = Span::new(token.range.start, token.range.end);
    let token = match token.kind {
        Kind::Start {
            name,
            attributes,
            self_closing,
        } => {
            let name = LocalName::from(&*name);
            sink.begin_tag(name.clone(), span);
            if sink.is_too_deep() {
                return None;
            }
            sink.effort.start(&name, attributes.len());
            Token::TagToken(start_tag(name, attributes, self_closing))
        }
        Kind::End { name } => {
            let name = LocalName::from(&*name);
            sink.begin_tag(name.clone(), span);
            sink.effort.end(&name);
            Token::TagToken(Tag {
                kind: TagKind::EndTag,
                name,
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            })
        }
        Kind::NamelessEnd | Kind::Unfinished => return None,
        Kind::Text(text) => {
            sink.forget_tag();
            give_text(builder, &text.decoded(), text.reading.keeps_nul());
            return None;
        }
        Kind::Comment(text) => {
            sink.forget_tag();
            Token::CommentToken(tendril(&text.decoded()))
        }
        Kind::Doctype(doctype) => {
            sink.forget_tag();
            Token::DoctypeToken(Doctype {
                name: doctype.name.as_deref().map(tendril),
                public_id: doctype.public_id.as_deref().map(tendril),
                system_id: doctype.system_id.as_deref().map(tendril),
                force_quirks: doctype.force_quirks,
            })
        }
    };
    match builder.process_token(token, LINE) {
        TokenSinkResult::Plaintext => Some(Content::Plaintext),
        TokenSinkResult::RawData(RawKind::Rcdata) => Some(Content::Rcdata),
        TokenSinkResult::RawData(RawKind::Rawtext) => Some(Content::Rawtext),
        TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => {
            Some(Content::Script)
        }
        // Nothing runs a script here, and the text is read already.
        TokenSinkResult::Continue
        | TokenSinkResult::Script(_)
        | TokenSinkResult::EncodingIndicator(_) => None,
    }
}

/// A start tag as html5ever knows it, of attributes with the same name the first one only.
fn start_tag(name: LocalName, attributes: Vec<html::Attribute<'_>>, self_closing: bool) -> Tag {
    let had_duplicate_attributes = attributes.iter().any(|attribute| attribute.duplicate);
    let attrs = attributes
        .into_iter()
        .filter(|attribute| !attribute.duplicate)
        .map(|attribute| Attribute {
            name: QualName::new(None, ns!(), LocalName::from(&*attribute.name)),
            value: tendril(&attribute.value),
        })
        .collect();
    Tag {
        kind: TagKind::StartTag,
        name,
        self_closing,
        attrs,
        had_duplicate_attributes,
    }
}

/// Gives the builder a text; a NUL that stays one is a token of its own, which it drops or replaces.
fn give_text(builder: &TreeBuilder<NodeId, Sink>, text: &str, keeps_nul: bool) {
    for (index, piece) in text
        .split(|character| keeps_nul && character == '\0')
        .enumerate()
    {
        if index > 0 {
            let _ = builder.process_token(Token::NullCharacterToken, LINE);
        }
        if !piece.is_empty() {
            let _ = builder.process_token(Token::CharacterTokens(tendril(piece)), LINE);
        }
    }
}

fn tendril(text: &str) -> StrTendril {
    StrTendril::from_slice(text)
}
