//! Markup in plain text: what a browser would read as tags, were the text put into a page as it is.

use std::ops::Range;

use super::rules::MARKUP;
use crate::finding::Safety;
use crate::sanitize::html::{self, TokenKind};
use crate::sanitize::problem::{Found, Problem, TextEdit};

/// Reports each element, with its tags or, where it is code, with all it holds.
///
/// A tag that names no element and does nothing (`List<String>`, `<joe@example.org>`) is text here: it is shown as it is.
pub(crate) fn find(text: &str, found: &mut Found) {
    let tokens = html::tokens(text);
    let mut open = html::OpenElements::default();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        let (end, safety) = match &token.kind {
            TokenKind::Text(_) => continue,
            TokenKind::Start { name, attributes } => {
                if html::is_prose(name, attributes) {
                    continue;
                }
                if html::goes_with_content(name) {
                    index = html::content_end(&tokens, index, name);
                    let last = &tokens[index - 1];
                    (last.range.end, html::whole_safety(name, last))
                } else {
                    (token.range.end, html::tag_safety(name, &token.kind))
                }
            }
            TokenKind::End { name } => {
                let cut = html::widened(text, token.range.clone());
                let safety = safety_of_cut(&cut, &token.range);
                let closes = open
                    .close(name)
                    .is_some_and(|place| found.extend(place, TextEdit::remove(cut), safety));
                if closes || !html::is_known(name) {
                    continue;
                }
                (token.range.end, html::tag_safety(name, &token.kind))
            }
            TokenKind::Unseen => {
                let source = &text[token.range.clone()];
                if !source.starts_with("<!") && !source.starts_with("<?") {
                    continue;
                }
                (token.range.end, html::comment_safety(source))
            }
            TokenKind::Unfinished => {
                if html::begun_element(&text[token.range.clone()]).is_none() {
                    continue;
                }
                (token.range.end, Safety::Unsafe)
            }
        };
        let range = token.range.start..end;
        let place = found.add(|| markup(text, range, safety));
        if let TokenKind::Start { name, .. } = &token.kind
            && !html::goes_with_content(name)
        {
            open.open(name, place);
        }
    }
}

/// A `<` that goes with the markup was read.
fn safety_of_cut(cut: &Range<usize>, markup: &Range<usize>) -> Safety {
    if cut == markup {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}

fn markup(text: &str, range: Range<usize>, safety: Safety) -> Problem {
    let cut = html::widened(text, range.clone());
    let mut problem = super::removable(
        &MARKUP,
        cut.clone(),
        format!(
            "holds markup, {}, but is plain text",
            crate::json::shown_key(&text[range.clone()])
        ),
        "Remove the markup.",
        safety.max(safety_of_cut(&cut, &range)),
        "Remove the markup.",
    );
    problem.range = range;
    problem
}
