//! The elements of HTML: those that may not be there, and what only looks like one.

use std::ops::Range;

use super::cut::cut;
use super::rules;
use super::tokens::{Attribute, Token, TokenKind, tokens};
use super::vocabulary::{self, ALLOWED_ELEMENTS};
use super::words::{quoted, removal, safe_where, shown};
use super::{OpenElements, Reading};
use crate::finding::Safety;
use crate::sanitize::problem::{Found, Problem, TextEdit};

pub(super) fn element(text: &str, name: &str, token: &Token) -> Problem {
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

pub(super) fn whole_element(
    text: &str,
    name: &str,
    range: Range<usize>,
    safety: Safety,
) -> Problem {
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

pub(super) fn close(
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

pub(super) fn comment(text: &str, range: &Range<usize>) -> Problem {
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

/// The element that a tag which is cut off begins for certain: ended, it would be no prose.
///
/// Nobody sees it as long as nothing follows, but a page may put its own markup after the text.
pub(crate) fn begun_element(source: &str) -> Option<String> {
    // Whoever writes a longer one writes no prose, and means to keep us busy.
    const LONGEST: usize = 4_096;
    let source = source.get(..LONGEST).unwrap_or(source);
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

pub(super) fn lost_text(text: &str, range: &Range<usize>) -> Problem {
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

pub(super) fn unfinished(text: &str, range: &Range<usize>, begun: Option<String>) -> Problem {
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
