//! HTML by a closed allow-list: what it holds that it may not, where, and what is left without it.
//!
//! The tokens are the standard's, so what is found is what a browser would find. A text whose tokens hold only allowed
//! elements and attributes is parsed by everybody alike: none of the allowed elements changes how the text after it is
//! read, and none brings others with it.

mod clean;
mod open;
pub(crate) mod rules;
mod tokens;
mod visible;
mod vocabulary;

use std::ops::Range;

pub(crate) use clean::{clean, escaped};
pub(crate) use open::OpenElements;
pub(crate) use tokens::{Attribute, Token, TokenKind, tokens};
pub(crate) use visible::{other_characters, visible_characters};
use vocabulary::{ALLOWED_ELEMENTS, STYLED_ELEMENTS, VOID_ELEMENTS};
pub(crate) use vocabulary::{goes_with_content, is_known};

use super::css::{self, Verdict};
use super::problem::{Found, Problem, Removal, TextEdit};
use super::url;
use crate::finding::{Rule, Safety};
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
                found.add(|| whole_element(text, name, range, whole_safety(name, last)));
            }
            TokenKind::Start { name, attributes } if vocabulary::is_allowed(name) => {
                for attribute in attributes {
                    judge_attribute(text, name, attribute, attributes, found);
                }
            }
            TokenKind::Start { name, attributes } => {
                if is_prose(name, attributes) {
                    if reading == Reading::Known {
                        found.add_some(|| lost_text(text, &token.range));
                    }
                    open.open(name, None);
                    continue;
                }
                let place = found.add(|| element(text, name, token));
                for attribute in attributes {
                    if let Some(problem) = danger(attribute, attributes) {
                        let edit = TextEdit::remove(attribute_range(text, attribute));
                        found.add(|| problem.with(removal(Safety::Safe, REMOVE_ATTRIBUTE, edit)));
                    }
                }
                if !VOID_ELEMENTS.contains(&name.as_str()) {
                    open.open(name, place);
                }
            }
            TokenKind::End { name } if vocabulary::is_allowed(name) => {}
            TokenKind::End { name } => close(text, name, token, reading, &mut open, found),
            TokenKind::Text(_) => {}
            TokenKind::Unseen => found.add_some(|| comment(text, &token.range)),
            TokenKind::Unfinished => {
                let begun = begun_element(&text[token.range.clone()]);
                if reading == Reading::Known || begun.is_some() {
                    found.add_some(|| unfinished(text, &token.range, begun));
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

/// Whether a tag was likely meant as text: it names no element, or none of its attributes does anything.
///
/// Never so where the element decides how all text after it is read: `<script ~~~>` runs.
pub(crate) fn is_prose(name: &str, attributes: &[Attribute]) -> bool {
    if vocabulary::goes_with_content(name) {
        return false;
    }
    // "<scr<script>" names no element, but what it ends with does.
    let known = name.split('<').any(vocabulary::is_known);
    // A page may have given meaning to a name with a hyphen.
    let has_attributes = known || name.contains('-');
    let idle = attributes.iter().all(|attribute| {
        let acts_with_value = has_attributes || vocabulary::acts_on_any_element(&attribute.name);
        !vocabulary::acts_without_value(&attribute.name)
            && (attribute.value.is_empty() || !acts_with_value)
    });
    idle && (!known || !attributes.is_empty())
}

/// Where `<` stands right before a range of plain text, it goes with the range: what remained after it could become a
/// tag.
pub(crate) fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    text[..range.start].trim_end_matches('<').len()..range.end
}

/// Cuts a range out of HTML or Markdown. A `<` before it that could make a tag with what stands after it is escaped,
/// so that it goes on being text.
pub(crate) fn cut(text: &str, range: Range<usize>) -> TextEdit {
    // No name of an element is longer.
    const LONGEST: usize = 40;
    let before = &text[..range.start];
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, character)| !matches!(character, '>' | '`'))
        .filter(|(at, character)| *character == '<' && !is_loose(&before[at + 1..]))
        .last()
        .map_or(range.start, |(at, _)| at);
    TextEdit {
        replacement: before[start..].replace('<', "&lt;"),
        range: start..range.end,
    }
}

/// Whether what follows a `<` keeps it from beginning a tag.
fn is_loose(after: &str) -> bool {
    let begins =
        |first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?' | '<');
    after.chars().next().is_some_and(|first| !begins(first))
}

fn element(text: &str, name: &str, token: &Token) -> Problem {
    let removal = match vocabulary::twin(name) {
        Some(twin) => removal(
            tag_safety(name, &token.kind),
            "Write the element that is allowed and looks the same.",
            bare_twin(token, name, twin),
        ),
        None => removal(
            tag_safety(name, &token.kind),
            "Remove the tags.",
            cut(text, token.range.clone()),
        ),
    };
    let help = match vocabulary::twin(name) {
        Some(twin) => format!("Write <{twin}>."),
        None => format!(
            "Remove the tags; allowed are {}.",
            ALLOWED_ELEMENTS.join(", ")
        ),
    };
    Problem {
        rule: &rules::ELEMENT,
        range: token.range.clone(),
        predicate: format!(
            "holds the element <{}>, which messages may not hold",
            shown(name)
        ),
        help,
        removal: Some(removal),
    }
}

/// The edit that renames a start tag; its attributes, which the twin may not have either, go with the name.
fn bare_twin(token: &Token, name: &str, twin: &str) -> TextEdit {
    let mut edit = rename(&token.range, 1, name, twin);
    if let TokenKind::Start { attributes, .. } = &token.kind
        && let Some(last) = attributes.last()
    {
        edit.range.end = last.range.end;
    }
    edit
}

/// The edit that renames an element; `before` are the characters of the tag before its name.
fn rename(tag: &Range<usize>, before: usize, name: &str, twin: &str) -> TextEdit {
    let start = tag.start + before;
    TextEdit {
        range: start..start + name.len(),
        replacement: twin.to_owned(),
    }
}

/// A link or a styled piece means more than its text.
pub(crate) fn tag_safety(name: &str, kind: &TokenKind) -> Safety {
    let bare = match kind {
        TokenKind::Start { attributes, .. } => attributes
            .iter()
            .all(|attribute| vocabulary::attribute_is_unseen(&attribute.name)),
        _ => true,
    };
    safe_where(vocabulary::is_unseen(name) && bare)
}

/// Whether text reads the same without an element and all it holds; one that is never closed may have been meant to.
pub(crate) fn whole_safety(name: &str, last: &Token) -> Safety {
    let closed = matches!(&last.kind, TokenKind::End { name: end } if end == name);
    safe_where(vocabulary::is_unseen(name) && closed)
}

/// Whether text reads the same without an element.
pub(crate) fn element_safety(name: &str) -> Safety {
    safe_where(vocabulary::is_unseen(name))
}

fn whole_element(text: &str, name: &str, range: Range<usize>, safety: Safety) -> Problem {
    Problem {
        rule: &rules::ELEMENT,
        predicate: format!("holds the element <{name}>, which messages may not hold"),
        help: "Remove the element with what it holds.".to_owned(),
        removal: Some(removal(
            safety,
            "Remove the element with what it holds.",
            cut(text, range.clone()),
        )),
        range,
    }
}

fn close(
    text: &str,
    name: &str,
    token: &Token,
    reading: Reading,
    open: &mut OpenElements<Option<usize>>,
    found: &mut Found,
) {
    if let Some(place) = open.close(name) {
        let edit = match vocabulary::twin(name) {
            Some(twin) => rename(&token.range, 2, name, twin),
            None => cut(text, token.range.clone()),
        };
        if found.extend(place, edit, Safety::Safe) {
            return;
        }
    }
    if vocabulary::is_known(name) {
        found.add_some(|| Problem {
            help: "Remove the tag.".to_owned(),
            ..element(text, name, token)
        });
    } else if reading == Reading::Known {
        found.add_some(|| lost_text(text, &token.range));
    }
}

fn comment(text: &str, range: &Range<usize>) -> Problem {
    let source = &text[range.clone()];
    Problem {
        rule: &rules::COMMENT,
        range: range.clone(),
        predicate: format!("holds {}, which is sent and not shown", quoted(source)),
        help: "Remove it.".to_owned(),
        removal: Some(removal(
            comment_safety(source),
            "Remove what is not shown.",
            cut(text, range.clone()),
        )),
    }
}

/// What a browser reads as a comment although nobody wrote one may have been meant to be read.
pub(crate) fn comment_safety(source: &str) -> Safety {
    safe_where(source.starts_with("<!--") && source.ends_with("-->") && source.len() >= 7)
}

fn safe_where(nothing_seen_is_lost: bool) -> Safety {
    if nothing_seen_is_lost {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}

/// The element that a tag which is cut off begins for certain: ended, it would be no prose.
///
/// Nobody sees it as long as nothing follows, but a page may put its own markup after the text.
pub(crate) fn begun_element(source: &str) -> Option<String> {
    // Ended as it stands, or inside of the quotes that are open.
    let ended = [">", "x\">", "x'>"].iter().find_map(|end| {
        let token = tokens(&format!("{source}{end}")).into_iter().next()?;
        match token.kind {
            TokenKind::Start { name, attributes } => Some((name, attributes)),
            _ => None,
        }
    });
    let (name, attributes) = ended?;
    (!attributes.is_empty() && !is_prose(&name, &attributes)).then_some(name)
}

fn lost_text(text: &str, range: &Range<usize>) -> Problem {
    Problem {
        rule: &rules::LOST_TEXT,
        range: range.clone(),
        predicate: format!(
            "holds {}, which is read as a tag and not shown",
            quoted(&text[range.clone()])
        ),
        help: "Write < as &lt; where it is meant to be read.".to_owned(),
        removal: Some(removal(
            Safety::Unsafe,
            "Write < as &lt;.",
            TextEdit {
                range: range.start..range.start + 1,
                replacement: "&lt;".to_owned(),
            },
        )),
    }
}

fn unfinished(text: &str, range: &Range<usize>, begun: Option<String>) -> Problem {
    let lost = lost_text(text, range);
    match begun {
        Some(name) => Problem {
            rule: &rules::ELEMENT,
            predicate: format!(
                "holds the beginning of an element <{}>, which is never closed",
                shown(&name)
            ),
            help: "Remove it, or write < as &lt; where it is meant to be read.".to_owned(),
            ..lost
        },
        None => lost,
    }
}

const REMOVE_ATTRIBUTE: &str = "Remove the attribute.";

/// What is wrong with one attribute of an allowed element.
fn judge_attribute(
    text: &str,
    element: &str,
    attribute: &Attribute,
    all: &[Attribute],
    found: &mut Found,
) {
    if attribute.name == "style" && STYLED_ELEMENTS.contains(&element) {
        style(text, attribute, found);
        return;
    }
    let problem = danger(attribute, all).unwrap_or_else(|| Problem {
        rule: &rules::ATTRIBUTE,
        range: attribute.range.clone(),
        predicate: format!(
            "gives <{element}> the attribute {}, which messages may not hold",
            shown(&attribute.name)
        ),
        help: "Remove the attribute; span and div may have a style, nothing else has any."
            .to_owned(),
        removal: None,
    });
    let safety = safe_where(vocabulary::attribute_is_unseen(&attribute.name));
    let edit = TextEdit::remove(attribute_range(text, attribute));
    found.add_some(|| problem.with(removal(safety, REMOVE_ATTRIBUTE, edit)));
}

/// An attribute that does harm on whatever element it stands.
fn danger(attribute: &Attribute, all: &[Attribute]) -> Option<Problem> {
    let problem = |rule: &'static Rule, predicate: String, help: &str| Problem {
        rule,
        range: attribute.range.clone(),
        predicate,
        help: help.to_owned(),
        removal: None,
    };
    let name = shown(&attribute.name);
    if vocabulary::is_event_handler(&attribute.name) {
        return Some(problem(
            &rules::EVENT_HANDLER,
            format!("holds the event handler {name}, which runs as a script"),
            "Remove the attribute.",
        ));
    }
    if vocabulary::holds_url(&attribute.name)
        && let Some(scheme) = url::script_scheme(&attribute.value)
    {
        return Some(problem(
            &rules::SCRIPT_URL,
            format!("holds a {scheme} URL in {name}, which runs or opens as content of its own"),
            "Remove the attribute.",
        ));
    }
    if attribute.name == "target" && opens_reachable_window(&attribute.value, all) {
        return Some(problem(
            &rules::BLANK_TARGET,
            format!(
                "opens {} without rel=\"noopener\", so the page there can steer this one",
                quoted(&attribute.value)
            ),
            "Remove the target.",
        ));
    }
    None
}

/// A named window is one that the linked page can reach back from, as `_blank` is to older browsers.
fn opens_reachable_window(target: &str, all: &[Attribute]) -> bool {
    let own = ["_self", "_parent", "_top"]
        .iter()
        .any(|own| target.eq_ignore_ascii_case(own));
    let cut_off = all
        .iter()
        .find(|attribute| attribute.name == "rel")
        .is_some_and(|rel| {
            rel.value.split_ascii_whitespace().any(|word| {
                word.eq_ignore_ascii_case("noopener") || word.eq_ignore_ascii_case("noreferrer")
            })
        });
    !target.is_empty() && !own && !cut_off
}

/// The range to cut for an attribute: from the white space before it to the end of its value.
fn attribute_range(text: &str, attribute: &Attribute) -> Range<usize> {
    let before = text[..attribute.range.start]
        .trim_end_matches(|character: char| character.is_ascii_whitespace() || character == '/');
    before.len()..attribute.range.end
}

fn style(text: &str, attribute: &Attribute, found: &mut Found) {
    let as_written = text[attribute.value_range.clone()] == attribute.value;
    let kept = css::allowed_declarations(&attribute.value);
    let whole = if kept.is_empty() {
        TextEdit::remove(attribute_range(text, attribute))
    } else {
        TextEdit {
            range: attribute.range.clone(),
            replacement: format!("style=\"{kept}\""),
        }
    };
    for declaration in css::declarations(&attribute.value) {
        let (rule, predicate, help) = match declaration.verdict {
            Verdict::Allowed => continue,
            Verdict::UnknownProperty => (
                &css::PROPERTY,
                format!(
                    "sets the style property {}, which messages may not set",
                    quoted(declaration.property)
                ),
                format!(
                    "Remove it; allowed are {}.",
                    css::property_names().collect::<Vec<_>>().join(", ")
                ),
            ),
            Verdict::BadValue => (
                &css::VALUE,
                format!(
                    "sets {} to {}, which is no plain value",
                    shown(declaration.property),
                    quoted(declaration.value)
                ),
                css::VALUE_HELP.to_owned(),
            ),
        };
        let (range, edit) = if as_written {
            let start = attribute.value_range.start + declaration.range.start;
            let end = attribute.value_range.start + declaration.range.end;
            let rest = &text[end..attribute.value_range.end];
            let separator = rest.len() - rest.trim_start().trim_start_matches(';').len();
            let edit = if kept.is_empty() {
                whole.clone()
            } else {
                TextEdit::remove(start..end + separator)
            };
            (start..end, edit)
        } else {
            // Character references move the places, so the whole attribute is named.
            (attribute.range.clone(), whole.clone())
        };
        found.add_some(|| Problem {
            rule,
            range,
            predicate,
            help,
            removal: Some(removal(
                css::removal_safety(declaration.property),
                "Remove it from the style.",
                edit,
            )),
        });
    }
}

fn removal(safety: Safety, description: &'static str, edit: TextEdit) -> Removal {
    Removal {
        safety,
        description,
        edits: vec![edit],
    }
}

fn shown(name: &str) -> String {
    crate::json::shown_bare(name)
}

fn quoted(text: &str) -> String {
    crate::json::shown_key(text)
}
