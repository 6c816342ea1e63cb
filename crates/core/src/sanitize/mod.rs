//! What a text may hold, by how it is read: as a label, HTML, Markdown, a URL or a CSS value.
//!
//! [`check`](crate::check) reports what would have to go and where; [`clean`] takes it out. Nothing is taken out by
//! pattern: a text is parsed as its readers parse it, and what is left is parsed again until nothing is left to take.

mod check;
mod clean;
mod css;
mod css_colors;
mod html;
mod markdown;
mod problem;
#[cfg(test)]
mod properties;
mod scripting;
mod text;
pub(crate) mod url;
pub(crate) mod url_spelling;

pub(crate) use check::{Walk, check};
pub use clean::{Cleaned, Removed, clean};
pub(crate) use css::{allowed_declarations, allowed_styles, property_names};
pub(crate) use html::{ALLOWED_ELEMENTS, escaped, goes_with_content};
pub(crate) use text::cut;

use std::ops::Range;

use self::problem::{Found, Problem};
use self::text::{Character, Purpose};
use crate::finding::{Page, Rule};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::TextMode;

/// The rules, area by area.
pub(crate) const RULES: &[&[&Rule]] = &[
    html::rules::RULES,
    css::RULES,
    url::RULES,
    markdown::rules::RULES,
    text::rules::RULES,
    scripting::RULES,
];

/// Their pages, in the same order.
pub(crate) const PAGES: &[&[Page]] = &[
    html::rules::PAGES,
    css::PAGES,
    url::PAGES,
    markdown::rules::PAGES,
    text::rules::PAGES,
    scripting::PAGES,
];

/// The rules that a text is judged by, by how it is read.
pub(crate) fn rules_of(mode: TextMode) -> impl Iterator<Item = &'static Rule> {
    let areas = match mode {
        TextMode::Plain => [text::rules::RULES, scripting::RULES, &[]],
        TextMode::Html => [html::rules::RULES, css::RULES, scripting::RULES],
        TextMode::Markdown => [markdown::rules::RULES, url::RULES, scripting::RULES],
        TextMode::Url | TextMode::Link => [url::RULES, &[], &[]],
        TextMode::Css => [css::RULES, &[], &[]],
        TextMode::Data => [html::rules::RULES, text::rules::RULES, scripting::RULES],
    };
    areas.into_iter().flatten().copied()
}

/// What a text may not hold, up to `most` problems.
pub(crate) fn find(text: &str, mode: TextMode, policy: &Policy, most: usize) -> Found {
    let mut found = Found::new(most);
    find_into(text, mode, policy, &mut found);
    found
}

/// Reports what a text may not hold.
fn find_into(text: &str, mode: TextMode, policy: &Policy, found: &mut Found) {
    match mode {
        TextMode::Plain => plain(text, policy, found),
        TextMode::Data => data(text, policy, found),
        TextMode::Html => as_html(text, policy, found),
        TextMode::Markdown => as_markdown(text, policy, found),
        TextMode::Url => hidden(text, Purpose::Address, found),
        TextMode::Link => {
            url::find(text, found);
            hidden(text, Purpose::Address, found);
        }
        TextMode::Css => {
            css::find_font_family(text, found);
            hidden(text, Purpose::Address, found);
        }
    }
}

fn plain(text: &str, policy: &Policy, found: &mut Found) {
    if text.contains('<') && small_enough(text, policy, found) {
        text::find_markup(text, found);
    }
    text::find_script_url(text, text, found);
    text::find_handlers(text, found);
    read(text, Purpose::Label, found);
}

/// Bytes in which a scheme has to end, every letter of it written as a reference.
const LONGEST_SCHEME: usize = 1_024;

/// Data of the author's own may end up anywhere, so it has to be harmless as a label, as HTML and as a URL.
fn data(text: &str, policy: &Policy, found: &mut Found) {
    if text.contains('<')
        && let Some(tokens) = judged_tokens(text, policy, found)
    {
        html::find(text, &tokens, html::Reading::Guessed, found);
    }
    // As HTML it is read with its references resolved; a scheme stands at the beginning.
    let beginning = text::cut(text, LONGEST_SCHEME);
    if beginning.contains('&') && !beginning.contains('<') {
        text::find_script_url(text, &html::visible_text(beginning), found);
    } else {
        text::find_script_url(text, text, found);
    }
    text::find_handlers(text, found);
    read(text, Purpose::Body, found);
}

fn as_html(text: &str, policy: &Policy, found: &mut Found) {
    if !text.contains(['<', '&']) {
        return read(text, Purpose::Body, found);
    }
    let Some(tokens) = judged_tokens(text, policy, found) else {
        return;
    };
    html::find(text, &tokens, html::Reading::Known, found);
    shown(text, &html::visible_characters(text, &tokens), found);
    if !text::is_simple(text) {
        let others = html::other_characters(text, &tokens);
        text::find(&others, Purpose::Body, found);
    }
}

fn as_markdown(text: &str, policy: &Policy, found: &mut Found) {
    if is_plainly_text(text) {
        return read(text, Purpose::Body, found);
    }
    if small_enough(text, policy, found) {
        let characters = markdown::find(text, found);
        shown(text, &characters, found);
    }
}

/// The values that styles in a text of HTML declare for a property, where they stand in it.
pub(crate) fn declared_values(text: &str, property: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    for token in html::tokens(text) {
        let html::TokenKind::Start { attributes, .. } = token.kind else {
            continue;
        };
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.name == "style")
        {
            // Where references spell it, its parts stand elsewhere.
            if text.get(attribute.value_range.clone()) != Some(&attribute.value) {
                continue;
            }
            for declaration in css::declarations(&attribute.value) {
                if declaration.property.eq_ignore_ascii_case(property) {
                    let end = attribute.value_range.start + declaration.range.end;
                    values.push(end - declaration.value.len()..end);
                }
            }
        }
    }
    values
}

/// Whether a text can hold nothing to report as a label or as data: words, numbers and simple signs.
///
/// Most strings are like this, so it decides before anything is set up for a closer look.
pub(crate) fn is_harmless(text: &str) -> bool {
    text.bytes().all(|byte| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b' ' | b',' | b'-' | b'_' | b'/' | b'!' | b'?' | b'#' | b'%' | b'+' | b'*' | b'@'
            )
    })
}

/// Whether Markdown reads a text as it stands: words, commas and periods on one line.
fn is_plainly_text(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b',' | b'.' | b'?' | b'\''))
        && !text.starts_with(' ')
}

/// Judges characters that are read otherwise than they are written.
fn shown(text: &str, characters: &[Character], found: &mut Found) {
    let simple = text::is_simple(text) && !text.contains('&');
    if !simple {
        text::find(characters, Purpose::Body, found);
    }
    if !simple || text.contains('\\') || scripting::may_hold(text) {
        scripting::find(characters, found);
    }
}

/// Judges characters that are read as they are written.
fn read(text: &str, purpose: Purpose, found: &mut Found) {
    let simple = text::is_simple(text);
    let may_script = scripting::may_hold(text);
    if simple && !may_script {
        return;
    }
    let characters: Vec<Character> = text::characters(text, 0).collect();
    if !simple {
        text::find(&characters, purpose, found);
    }
    if may_script {
        scripting::find(&characters, found);
    }
}

/// Judges only characters that hide or reorder.
fn hidden(text: &str, purpose: Purpose, found: &mut Found) {
    if !text::is_simple(text) {
        let characters: Vec<Character> = text::characters(text, 0).collect();
        text::find(&characters, purpose, found);
    }
}

/// The tokens of HTML that is small and shallow enough to be judged.
fn judged_tokens(text: &str, policy: &Policy, found: &mut Found) -> Option<Vec<html::Token>> {
    if !small_enough(text, policy, found) {
        return None;
    }
    let tokens = html::tokens(text);
    let depth = html::depth(&tokens) as u64;
    let most = policy.limit(Limit::MarkupDepth);
    if depth > most {
        found.add_some(|| Problem {
            rule: &html::rules::DEPTH,
            range: 0..text.len(),
            predicate: format!("nests elements {depth} levels deep; at most {most} are judged"),
            help: "Close the elements that are open, or remove some.".to_owned(),
            removal: None,
        });
        return None;
    }
    Some(tokens)
}

/// A text with markup is judged up to a size, so that a hostile one costs little.
fn small_enough(text: &str, policy: &Policy, found: &mut Found) -> bool {
    let most = policy.limit(Limit::MarkupBytes);
    let bytes = text.len() as u64;
    if bytes > most {
        found.add_some(|| Problem {
            rule: &html::rules::TOO_LARGE,
            range: 0..text.len(),
            predicate: format!("has markup and {bytes} bytes; at most {most} are judged"),
            help: "Shorten the text, or remove the markup.".to_owned(),
            removal: None,
        });
    }
    bytes <= most
}
