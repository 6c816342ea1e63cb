//! Where links lead, and definitions that no link uses.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::push_shown;
use super::rules::LOST_TEXT;
use crate::finding::Safety;
use crate::json::shown_key;
use crate::sanitize::problem::{Found, Problem, Removal, TextEdit};
use crate::sanitize::text::{self, Purpose};
use crate::sanitize::url;

/// A link that is being read.
pub(super) struct Link {
    pub(super) range: Range<usize>,
    pub(super) destination: String,
    /// From the first to the last thing inside.
    pub(super) content: Option<Range<usize>>,
}

pub(super) fn link(link_type: LinkType, destination: &str, range: &Range<usize>) -> Link {
    let scheme = if link_type == LinkType::Email {
        "mailto:"
    } else {
        ""
    };
    Link {
        range: range.clone(),
        destination: format!("{scheme}{destination}"),
        content: None,
    }
}

pub(super) fn judge_link(text: &str, link: Link, found: &mut Found) {
    let source = &text[link.range.clone()];
    let range = match source.rfind(&link.destination) {
        Some(at) if !link.destination.is_empty() => {
            let start = link.range.start + at;
            start..start + link.destination.len()
        }
        _ => link.range.clone(),
    };
    if let Some((rule, predicate, help)) = url::problem(&link.destination) {
        found.add_some(|| {
            let content = link.content.unwrap_or(link.range.end..link.range.end);
            Problem {
                rule,
                range: range.clone(),
                predicate,
                help,
                removal: Some(Removal {
                    safety: Safety::Unsafe,
                    description: "Keep the text and remove the link.",
                    edits: vec![
                        TextEdit::remove(link.range.start..content.start),
                        TextEdit::remove(content.end..link.range.end),
                    ],
                })
                // A page without encryption is one a person may be sent to all the same.
                .filter(|_| rule.id != url::INSECURE.id),
            }
        });
    }
    if !text::is_simple(&link.destination) {
        let mut characters = Vec::new();
        push_shown(text, &link.destination, &range, &mut characters);
        text::find(&characters, Purpose::Address, found);
    }
}

/// A definition that no link refers to is not shown: "[Note]: important" vanishes.
pub(super) fn unused_definition(text: &str, span: Range<usize>) -> Problem {
    let bracket = span.start + text[span.clone()].find('[').unwrap_or_default();
    Problem {
        rule: &LOST_TEXT,
        predicate: format!(
            "holds {}, which Markdown reads as the definition of a link and does not show",
            shown_key(text[span.clone()].trim())
        ),
        help: "Write [ as \\[ where it is meant to be read.".to_owned(),
        removal: Some(Removal {
            safety: Safety::Unsafe,
            description: "Write [ as \\[.",
            edits: vec![TextEdit {
                range: bracket..bracket + 1,
                replacement: "\\[".to_owned(),
            }],
        }),
        range: span,
    }
}
