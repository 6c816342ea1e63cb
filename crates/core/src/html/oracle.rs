//! What others say about a text: html5ever's tokenizer, which builds the documents of a browser engine, and html5gum,
//! which knows where each token stands.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Theirs, TokenSink, TokenSinkResult, Tokenizer as TheirTokenizer,
    TokenizerOpts,
};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{Content, Kind, Tokenizer};

/// A token as both know it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Start(String, Vec<(String, String)>, bool),
    End(String),
    Text(String),
    Comment(String),
    Doctype(Option<String>, Option<String>, Option<String>, bool),
}

/// Adds a token; text goes to the text before it.
fn push(tokens: &mut Vec<Plain>, token: Plain) {
    match (tokens.last_mut(), token) {
        (_, Plain::Text(text)) if text.is_empty() => {}
        (Some(Plain::Text(before)), Plain::Text(text)) => before.push_str(&text),
        (_, token) => tokens.push(token),
    }
}

/// The tokens of a text, as this crate reads them.
pub(crate) fn ours(text: &str, is_foreign: bool) -> Vec<Plain> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tokens = Vec::new();
    while let Some(token) = tokenizer.next(|| is_foreign) {
        let plain = match token.kind {
            Kind::Start {
                name,
                attributes,
                self_closing,
            } => {
                tokenizer.read_as(Content::of(&name));
                let attributes = attributes
                    .into_iter()
                    .filter(|attribute| !attribute.duplicate)
                    .map(|attribute| (attribute.name.into_owned(), attribute.value.into_owned()));
                Plain::Start(name.into_owned(), attributes.collect(), self_closing)
            }
            Kind::End { name } => Plain::End(name.into_owned()),
            Kind::Text(text) => Plain::Text(text.decoded().into_owned()),
            Kind::Comment(text) => Plain::Comment(text.decoded().into_owned()),
            Kind::Doctype(doctype) => Plain::Doctype(
                doctype.name,
                doctype.public_id,
                doctype.system_id,
                doctype.force_quirks,
            ),
            Kind::NamelessEnd | Kind::Unfinished => continue,
        };
        push(&mut tokens, plain);
    }
    tokens
}

struct Collected {
    tokens: RefCell<Vec<Plain>>,
    is_foreign: bool,
}

impl TokenSink for Collected {
    type Handle = ();

    fn process_token(&self, token: Theirs, _line: u64) -> TokenSinkResult<()> {
        let mut result = TokenSinkResult::Continue;
        let text = |text: StrTendril| text.to_string();
        let plain = match token {
            Theirs::TagToken(tag) if tag.kind == TagKind::EndTag => {
                Plain::End(tag.name.to_string())
            }
            Theirs::TagToken(tag) => {
                result = match Content::of(&tag.name) {
                    Content::Data => TokenSinkResult::Continue,
                    Content::Plaintext => TokenSinkResult::Plaintext,
                    Content::Rcdata => TokenSinkResult::RawData(RawKind::Rcdata),
                    Content::Rawtext => TokenSinkResult::RawData(RawKind::Rawtext),
                    Content::Script => TokenSinkResult::RawData(RawKind::ScriptData),
                };
                let attributes = tag
                    .attrs
                    .into_iter()
                    .map(|attribute| (attribute.name.local.to_string(), text(attribute.value)));
                Plain::Start(tag.name.to_string(), attributes.collect(), tag.self_closing)
            }
            Theirs::CharacterTokens(characters) => Plain::Text(text(characters)),
            Theirs::NullCharacterToken => Plain::Text("\0".to_owned()),
            Theirs::CommentToken(comment) => Plain::Comment(text(comment)),
            Theirs::DoctypeToken(doctype) => Plain::Doctype(
                doctype.name.map(text),
                doctype.public_id.map(text),
                doctype.system_id.map(text),
                doctype.force_quirks,
            ),
            Theirs::EOFToken | Theirs::ParseError(_) => return result,
        };
        push(&mut self.tokens.borrow_mut(), plain);
        result
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.is_foreign
    }
}

/// The tokens of a text, as html5ever reads them.
pub(crate) fn html5ever(text: &str, is_foreign: bool) -> Vec<Plain> {
    let sink = Collected {
        tokens: RefCell::default(),
        is_foreign,
    };
    feed(sink, text).tokens.into_inner()
}

/// Gives html5ever's tokenizer a text, byte order mark included, and what it reads to the sink.
pub(crate) fn feed<S: TokenSink>(sink: S, text: &str) -> S {
    let options = TokenizerOpts {
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let tokenizer = TheirTokenizer::new(sink, options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // It pauses after a script, which a browser would run now.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink
}

/// A token with its place; an attribute is one too, and of a start tag only where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    Start(String, usize),
    Name(String, Range<usize>),
    /// A value that is not empty.
    Value(String, Range<usize>),
    StartEnds(usize),
    End(String, Range<usize>),
    Text(String, Range<usize>),
    Unseen(Range<usize>),
}

/// Adds a token; text goes to the text before it.
fn place(tokens: &mut Vec<Placed>, token: Placed) {
    match (tokens.last_mut(), token) {
        (Some(Placed::Text(before, range)), Placed::Text(text, more)) => {
            before.push_str(&text);
            range.end = more.end;
        }
        (_, token) => tokens.push(token),
    }
}

/// How much of an attribute is its name, which may begin with an equals sign.
fn name_length(attribute: &str) -> usize {
    let is_end =
        |character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>' | '=');
    let first = attribute.chars().next().map_or(0, char::len_utf8);
    let rest = &attribute[first..];
    first + rest.find(is_end).unwrap_or(rest.len())
}

/// The tokens of a text and their places, as this crate reads them.
pub(crate) fn ours_placed(text: &str) -> Vec<Placed> {
    let mut tokenizer = Tokenizer::new(text);
    let mut tokens = Vec::new();
    let mut end = 0;
    while let Some(token) = tokenizer.next(|| false) {
        assert_eq!(token.range.start, end, "nothing lies between tokens");
        end = token.range.end;
        match token.kind {
            Kind::Start {
                name, attributes, ..
            } => {
                tokenizer.read_as(Content::of(&name));
                tokens.push(Placed::Start(name.into_owned(), token.range.start));
                for attribute in attributes {
                    let written = name_length(&text[attribute.range.clone()]);
                    let start = attribute.range.start;
                    let name = attribute.name.into_owned();
                    tokens.push(Placed::Name(name, start..start + written));
                    if !attribute.value.is_empty() {
                        tokens.push(Placed::Value(
                            attribute.value.into_owned(),
                            attribute.value_range,
                        ));
                    }
                }
                tokens.push(Placed::StartEnds(end));
            }
            Kind::End { name } => tokens.push(Placed::End(name.into_owned(), token.range)),
            Kind::Text(text) => {
                let text = text.decoded().into_owned();
                place(&mut tokens, Placed::Text(text, token.range));
            }
            Kind::Comment(_) | Kind::Doctype(_) => tokens.push(Placed::Unseen(token.range)),
            Kind::NamelessEnd | Kind::Unfinished => {}
        }
    }
    assert_eq!(end, text.len(), "all of the text is in a token");
    tokens
}

/// The tokens of a text and their places, as html5gum reads them.
pub(crate) fn html5gum(text: &str) -> Vec<Placed> {
    let mut tokens = Vec::new();
    let mut is_open = false;
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut unfinished = None;
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            let range = span.start..span.end;
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    is_open = true;
                    unfinished = Some(tokens.len());
                    tokens.push(Placed::Start(lossy(name), range.start));
                }
                CallbackEvent::AttributeName { name } if is_open => {
                    tokens.push(Placed::Name(lossy(name), range));
                }
                CallbackEvent::AttributeValue { value } if is_open => {
                    tokens.push(Placed::Value(lossy(value), range));
                }
                CallbackEvent::CloseStartTag { .. } => {
                    is_open = false;
                    unfinished = None;
                    tokens.push(Placed::StartEnds(range.end));
                }
                CallbackEvent::EndTag { name } => tokens.push(Placed::End(lossy(name), range)),
                CallbackEvent::String { value } => {
                    place(&mut tokens, Placed::Text(lossy(value), range));
                }
                CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                    tokens.push(Placed::Unseen(range));
                }
                CallbackEvent::AttributeName { .. }
                | CallbackEvent::AttributeValue { .. }
                | CallbackEvent::Error(_) => {}
            }
            None
        },
    );
    emitter.naively_switch_states(true);
    let tokenizer = html5gum::Tokenizer::new_with_emitter(text, emitter);
    let Ok(()) = tokenizer.finish().map(drop);
    // It tells of a tag before it knows whether that ends.
    if let Some(index) = unfinished {
        tokens.truncate(index);
    }
    tokens
}

/// Pieces of tags, comments, references and scripts in an order that nobody would write.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "<", "<", "<", ">", ">", "/", "</", "/>", "!", "<!", "--", "-", "<!--", "-->", "--!>", "->", "<!-->", "?", "<?",
        "=", "\"", "'", "=\"", "='", " ", "\t", "\n", "\r", "\r\n", "\x0c", "\0", "a", "b", "A", "x", "é", "\u{1f600}",
        "\u{feff}", "&", "&amp", "&amp;", "&AMP", "&#", "&#x", "&#0;", "&#x0;", "&#13;", "&#x80;", "&#xD800;", "&#65",
        "&#x1F600;", "&#99999999999;", "&#xFFFFFFFFF", "&notit;", "&notin;", "&not", "&copy=", "&lt", "&gt;", "&acE;",
        "&CounterClockwiseContourIntegral;", "&CounterClockwiseContourIntegra", "&plusmn", "&plusm", "&unknown;", ";",
        "1", "f", "<![CDATA[", "<![cdata[", "]", "]]", "]]>", "<!doctype", "<!DOCTYPE html", " PUBLIC", " system",
        " public \"a\" 'b'", " SYSTEM 'x\0y'", "html", "<script", "<script>", "</script", "</script>", "</SCRIPT ", "script",
        "<SCRIPT/", "<!--<script>", "<title>", "</title>", "</titl", "<textarea>", "</textarea ", "<style>", "</style/",
        "</STYLE>", "<xmp>", "</xmp>", "<iframe>", "</iframe>", "<noscript>", "</noscript>", "<plaintext>", "<p", "<p>",
        "</p", "</p>", "</>", "<P a=b ", "<a b c b='1' B>", "<br/>", "<br / >", "<a b=/>", "<i a=\"\">", "<table>", "<td>",
        "<b>", "</b>", "<svg>", "</svg>", "<math>", "<desc>", "<body x y=1>", "<html x>", "<pre>", "<select>", "<template>",
        "</table>", "<image>", "<font color>", "<form>", "<input type=hidden>", "</body>", "</html>", "<frameset>",
        "<svg viewbox=0 xlink:href=x>", "<nobr>", "<a>", "<tr>", "<option>", "<annotation-xml encoding=text/html>",
    ];
    let piece = prop_oneof![
        20 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z0-9;=]{1,8}",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Texts of a corpus that stands beside the repository, or in the folder that `PREFLIGHT_CORPORA` names; none, with a
/// notice that is seen, where it is absent.
pub(crate) fn corpus(file: &str, member: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = std::env::var_os("PREFLIGHT_CORPORA")
        .map_or_else(|| root.join("../shared/corpora"), PathBuf::from);
    let path = folder.join(file);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            let notice = format!("NOT RUN: corpus {file}: {}: {error}\n", path.display());
            let _ = std::io::stderr().lock().write_all(notice.as_bytes());
            if let Some(left) = std::env::var_os("PREFLIGHT_NOT_RUN") {
                let name = format!("tokenizer-{}", file.replace('.', "-"));
                std::fs::write(root.join(left).join(name), notice)
                    .expect("a notice that can be left");
            }
            return BTreeSet::new();
        }
    };
    text.lines()
        .filter_map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            row[member].as_str().map(str::to_owned)
        })
        .collect()
}
