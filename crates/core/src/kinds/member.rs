//! Edits on one member of an object that the author wrote.

use crate::finding::DraftEdit;
use crate::json::{self, NodeId, Span, Tree};

/// Writes one more member at the end of an object, spaced as the one before it. None where the author wrote no such object.
pub(super) fn added(tree: &Tree<'_>, object: NodeId, key: &str, text: &str) -> Option<DraftEdit> {
    tree.origin(object).source_span()?;
    let last = tree.members(object).last()?;
    let key_span = last.key_origin.source_span()?;
    let value_span = tree.origin(last.value).source_span()?;
    let source = tree.source();
    let colon = source
        .get(key_span.range().end..value_span.range().start)
        .filter(|colon| colon.trim() == ":")
        .unwrap_or(": ");
    let before = source.get(..key_span.range().start)?;
    let space = &before[before.trim_end().len()..];
    // An object of one member may have no space before it where others have.
    let space = if space.is_empty() && colon.len() > 1 {
        " "
    } else {
        space
    };
    let end = value_span.range().end;
    Some(DraftEdit {
        span: Span::new(end, end),
        text: format!(",{space}{}{colon}{}", json::quote(key), json::quote(text)),
    })
}

/// Writes another text in place of a value.
pub(super) fn replaced(tree: &Tree<'_>, value: NodeId, text: &str) -> Option<DraftEdit> {
    Some(DraftEdit {
        span: tree.origin(value).source_span()?,
        text: json::quote(text),
    })
}

/// Takes a member out of an object, with the comma that set it apart.
pub(super) fn removed(tree: &Tree<'_>, object: NodeId, key: &str) -> Option<DraftEdit> {
    tree.origin(object).source_span()?;
    let members = tree.members(object);
    let index = members.iter().position(|member| member.key == key)?;
    let key_of = |index: usize| members.get(index)?.key_origin.source_span();
    let value_of = |index: usize| tree.origin(members.get(index)?.value).source_span();
    let (own_key, own_value) = (key_of(index)?, value_of(index)?);
    let (start, end) = match index.checked_sub(1) {
        Some(before) => (value_of(before)?.range().end, own_value.range().end),
        None => match key_of(index + 1) {
            Some(next) => (own_key.range().start, next.range().start),
            None => (own_key.range().start, own_value.range().end),
        },
    };
    let span = Span::new(start, end);
    // What lies between may hold a comment or another mistake, which has a finding of its own.
    let around = tree.source().get(start..own_key.range().start)?;
    let plain = |text: &str| {
        text.chars()
            .all(|character| character == ',' || character.is_ascii_whitespace())
    };
    let after = tree
        .source()
        .get(own_value.range().end..end.max(own_value.range().end))?;
    (plain(around) && plain(after)).then(|| DraftEdit {
        span,
        text: String::new(),
    })
}
