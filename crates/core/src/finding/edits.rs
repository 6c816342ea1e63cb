//! Making several changes to one text at once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draft::Edit;
use crate::order::sort_by_place;

/// Ranges of a text that are taken by edits.
#[derive(Debug, Default)]
pub(crate) struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes the ranges of all `edits`, or none of them where one overlaps what is taken.
    ///
    /// Ranges may touch; two that begin at the same place overlap even if they are empty, since it would not be plain
    /// which comes first.
    pub(crate) fn take(&mut self, edits: &[Edit]) -> bool {
        let free = edits.iter().all(|edit| self.is_free(&edit.span.range()));
        if free {
            for edit in edits {
                let range = edit.span.range();
                self.0.insert(range.start, range.end);
            }
        }
        free
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        let before = self.0.range(..=range.start).next_back();
        let after = self.0.range(range.start..).next();
        before.is_none_or(|(start, end)| *start != range.start && *end <= range.start)
            && after.is_none_or(|(start, _)| *start != range.start && *start >= range.end)
    }
}

/// `source` with all edits made; they must not overlap. `None` where one is no range of the source.
pub(crate) fn edited<'e>(
    source: &str,
    edits: impl IntoIterator<Item = &'e Edit>,
) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    sort_by_place(&mut edits, |edit| edit.span.bounds());
    let mut text = String::with_capacity(source.len());
    let mut offset = 0;
    for edit in edits {
        let range = edit.span.range();
        text.push_str(source.get(offset..range.start)?);
        text.push_str(&edit.text);
        offset = range.end;
    }
    text.push_str(source.get(offset..)?);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Span;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn ranges_may_touch_but_not_overlap() {
        let mut taken = Taken::default();
        assert!(taken.take(&[edit(10, 20, ""), edit(30, 30, "x")]));
        for (start, end, free) in [
            (5, 10, true),
            (20, 25, true),
            (25, 30, true),
            (0, 40, false),
            (15, 16, false),
            (10, 10, false),
            (19, 21, false),
            (30, 30, false),
            (30, 31, false),
            (29, 31, false),
        ] {
            assert_eq!(taken.is_free(&(start..end)), free, "{start}..{end}");
        }
        assert!(!taken.take(&[edit(40, 41, ""), edit(12, 13, "")]));
        assert!(taken.is_free(&(40..41)), "all or nothing");
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let edits = [edit(4, 5, ""), edit(0, 1, "[["), edit(3, 3, "é")];
        assert_eq!(edited("[a\u{20}b]", &edits).as_deref(), Some("[[a éb"));
        assert_eq!(edited("é", &[edit(1, 2, "")]), None);
        assert_eq!(edited("abc", &[edit(0, 2, ""), edit(1, 3, "")]), None);
    }
}
