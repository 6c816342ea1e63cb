//! HTML inside Markdown.

use std::ops::Range;

use super::rules::{LOST_TEXT, RAW_HTML};
use crate::finding::Safety;
use crate::json::shown_key;
use crate::sanitize::html::{self, OpenElements, TokenKind};
use crate::sanitize::problem::{Found, Problem, Removal, TextEdit};

/// One tag among text. An element that goes with its content is held back until its end.
pub(super) fn inline_html(
    text: &str,
    range: Range<usize>,
    unseen: &mut Option<(String, Range<usize>)>,
    open: &mut OpenElements<Option<usize>>,
    found: &mut Found,
) {
    let tokens = html::tokens(&text[range.clone()]);
    let kind = tokens.first().map(|token| &token.kind);
    match (kind, unseen.as_ref()) {
        (Some(TokenKind::End { name }), Some((open, begun))) if name == open => {
            let whole = begun.start..range.end;
            let name = name.clone();
            found.add_some(|| html_problem(text, &name, whole));
            *unseen = None;
        }
        (Some(TokenKind::Start { name, .. }), None) if html::goes_with_content(name) => {
            *unseen = Some((name.clone(), range));
        }
        _ => raw_html(text, range, open, found),
    }
}

/// The tags of a piece of HTML.
pub(super) fn raw_html(
    text: &str,
    range: Range<usize>,
    open: &mut OpenElements<Option<usize>>,
    found: &mut Found,
) {
    let tokens = html::tokens(&text[range.clone()]);
    let place = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        let here = place(&token.range);
        match &token.kind {
            TokenKind::Text(_) => {}
            TokenKind::Start { name, attributes } => {
                if html::is_prose(name, attributes) {
                    found.add_some(|| lost_text(text, here));
                    open.open(name, None);
                    continue;
                }
                let mut whole = here;
                let mut safety = html::tag_safety(name, &token.kind);
                if html::goes_with_content(name) {
                    index = html::content_end(&tokens, index, name);
                    let last = &tokens[index - 1];
                    whole.end = range.start + last.range.end;
                    safety = html::whole_safety(name, last);
                }
                let place = found.add(|| Problem {
                    removal: Some(cut(text, whole.clone(), safety)),
                    ..html_problem(text, name, whole)
                });
                if !html::goes_with_content(name) {
                    open.open(name, place);
                }
            }
            TokenKind::End { name }
                if open.close(name).is_some_and(|place| {
                    found.extend(place, html::cut(text, here.clone()), Safety::Safe)
                }) => {}
            TokenKind::End { name } if !html::is_known(name) => {
                found.add_some(|| lost_text(text, here));
            }
            TokenKind::End { name } => found.add_some(|| html_problem(text, name, here)),
            TokenKind::Unseen => found.add_some(|| {
                let source = &text[here.clone()];
                Problem {
                    rule: &RAW_HTML,
                    predicate: format!("holds {}, which is HTML and not shown", shown_key(source)),
                    help: "Remove it.".to_owned(),
                    removal: Some(cut(text, here.clone(), html::comment_safety(source))),
                    range: here,
                }
            }),
            // A page's own markup follows, and may end the tag.
            TokenKind::Unfinished => found.add_some(|| {
                let lost = lost_text(text, here.clone());
                match html::begun_element(&text[here.clone()]) {
                    Some(name) => Problem {
                        removal: lost.removal,
                        ..html_problem(text, &name, here)
                    },
                    None => lost,
                }
            }),
        }
    }
}

pub(super) fn html_problem(text: &str, name: &str, range: Range<usize>) -> Problem {
    let help = match name {
        "b" | "strong" => "Write **bold** in Markdown.",
        "i" | "em" => "Write *italic* in Markdown.",
        "a" => "Write [text](https://…) in Markdown.",
        "br" => "End the line with two spaces or a backslash.",
        "code" => "Write `code` in Markdown.",
        "ul" | "ol" | "li" => "Begin the lines with - or 1. in Markdown.",
        _ => "Remove it, or write < as &lt; where it is meant to be read.",
    };
    Problem {
        rule: &RAW_HTML,
        predicate: format!(
            "holds HTML, <{}>, where Markdown is read",
            crate::json::shown_bare(name)
        ),
        help: help.to_owned(),
        removal: Some(cut(text, range.clone(), html::element_safety(name))),
        range,
    }
}

pub(super) fn cut(text: &str, range: Range<usize>, safety: Safety) -> Removal {
    Removal {
        safety,
        description: "Remove the HTML.",
        edits: vec![html::cut(text, range)],
    }
}

fn lost_text(text: &str, range: Range<usize>) -> Problem {
    Problem {
        rule: &LOST_TEXT,
        predicate: format!(
            "holds {}, which Markdown reads as a tag",
            shown_key(&text[range.clone()])
        ),
        help: "Write < as &lt; where it is meant to be read.".to_owned(),
        removal: Some(Removal {
            safety: Safety::Unsafe,
            description: "Write < as &lt;.",
            edits: vec![TextEdit {
                range: range.start..range.start + 1,
                replacement: "&lt;".to_owned(),
            }],
        }),
        range,
    }
}
