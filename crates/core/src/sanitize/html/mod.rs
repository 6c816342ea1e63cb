//! HTML by a closed allow-list: what it holds that it may not, where, and what is left without it.
//!
//! The tokens are the standard's, so what is found is what a browser would find. A text whose tokens hold only allowed
//! elements and attributes is parsed by everybody alike: none of the allowed elements changes how the text after it is
//! read, and none brings others with it.

mod attributes;
mod clean;
mod cut;
mod elements;
mod open;
pub(crate) mod rules;
mod tokens;
mod visible;
mod vocabulary;
mod words;

pub(crate) use clean::{clean, escaped};
pub(crate) use cut::{cut, widened};
pub(crate) use elements::{
    begun_element, comment_safety, element_safety, is_prose, tag_safety, whole_safety,
};
pub(crate) use open::OpenElements;
pub(crate) use tokens::{Attribute, Token, TokenKind, tokens};
pub(crate) use visible::{other_characters, visible_characters};
use vocabulary::VOID_ELEMENTS;
pub(crate) use vocabulary::{ALLOWED_ELEMENTS, goes_with_content, is_known};

use super::problem::{Found, TextEdit};
use crate::finding::Safety;
use crate::limits::Limit;
use crate::policy::Policy;

/// Whether a text is HTML for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is.
    Known,
    /// It may be; then what only a reader of HTML would lose is not lost.
    Guessed,
}

/// Reports what HTML holds beyond the allow-list.
pub(crate) fn find(text: &str, tokens: &[Token], reading: Reading, found: &mut Found) {
    // The disallowed elements, each with its place among the problems; what reads as text has none.
    let mut open = OpenElements::default();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        match &token.kind {
            TokenKind::Start { name, .. } if vocabulary::goes_with_content(name) => {
                index = content_end(tokens, index, name);
                let last = &tokens[index - 1];
                let range = token.range.start..last.range.end;
                found.add(|| elements::whole_element(text, name, range, whole_safety(name, last)));
            }
            TokenKind::Start { name, attributes } if vocabulary::is_allowed(name) => {
                for attribute in attributes {
                    attributes::judge(text, name, attribute, attributes, found);
                }
            }
            TokenKind::Start { name, attributes } => {
                if is_prose(name, attributes) {
                    if reading == Reading::Known {
                        found.add_some(|| elements::lost_text(text, &token.range));
                    }
                    open.open(name, None);
                    continue;
                }
                let place = found.add(|| elements::element(text, name, token));
                for attribute in attributes {
                    if let Some(problem) = attributes::danger(attribute, attributes) {
                        let edit = TextEdit::remove(attributes::attribute_range(text, attribute));
                        let removal =
                            words::removal(Safety::Safe, attributes::REMOVE_ATTRIBUTE, edit);
                        found.add(|| problem.with(removal));
                    }
                }
                if !VOID_ELEMENTS.contains(&name.as_str()) {
                    open.open(name, place);
                }
            }
            TokenKind::End { name } if vocabulary::is_allowed(name) => {}
            TokenKind::End { name } => {
                elements::close(text, name, token, reading, &mut open, found);
            }
            TokenKind::Text(_) => {}
            TokenKind::Unseen => found.add_some(|| elements::comment(text, &token.range)),
            TokenKind::Unfinished => {
                let begun = begun_element(&text[token.range.clone()]);
                if reading == Reading::Known || begun.is_some() {
                    found.add_some(|| elements::unfinished(text, &token.range, begun));
                }
            }
        }
    }
}

/// Whether a text is small and shallow enough to be judged.
pub(crate) fn is_judged(text: &str, policy: &Policy) -> bool {
    text.len() as u64 <= policy.limit(Limit::MarkupBytes)
        && depth(&tokens(text)) as u64 <= policy.limit(Limit::MarkupDepth)
}

/// How deep elements nest, from above: what a parser closes by itself counts as open.
pub(crate) fn depth(tokens: &[Token]) -> usize {
    let mut open: usize = 0;
    let mut deepest = 0;
    for token in tokens {
        match &token.kind {
            // A paragraph closes the one before it.
            TokenKind::Start { name, .. }
                if name != "p" && !VOID_ELEMENTS.contains(&name.as_str()) =>
            {
                open += 1;
                deepest = deepest.max(open);
            }
            TokenKind::End { name } if name != "p" => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The text a browser shows, without the content of elements that go with it.
pub(crate) fn visible_text(text: &str) -> String {
    let tokens = tokens(text);
    let mut visible = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        match &token.kind {
            TokenKind::Start { name, .. } if vocabulary::goes_with_content(name) => {
                index = content_end(&tokens, index, name);
            }
            TokenKind::Text(text) => visible.push_str(text),
            _ => {}
        }
    }
    visible
}

/// The index after the end tag of the element whose content begins at `index`; the end of the text where it has none.
pub(crate) fn content_end(tokens: &[Token], index: usize, element: &str) -> usize {
    let mut nested = 0;
    for (at, token) in tokens.iter().enumerate().skip(index) {
        match &token.kind {
            TokenKind::Start { name, .. } if name == element => nested += 1,
            TokenKind::End { name } if name == element && nested == 0 => return at + 1,
            TokenKind::End { name } if name == element => nested -= 1,
            _ => {}
        }
    }
    tokens.len()
}
