//! Fixes: edits on the source text, offered only after they were tried.

use std::collections::BTreeMap;

use serde::Serialize;

use super::draft::{Draft, FixDraft};
use crate::json::TextSpan;

/// Whether a fix keeps the meaning of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// What a person sees stays the same.
    Safe,
    /// A person should look at the result.
    Unsafe,
}

/// A change that makes a finding go away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Whether it keeps the meaning.
    pub safety: Safety,
    /// What it does, as an instruction.
    pub description: String,
    /// The edits, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of one range of the source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The range that is replaced.
    pub span: TextSpan,
    /// The text that takes its place.
    pub text: String,
}

/// Source text that may be checked again for the sake of fixes, in bytes, over all fixes of one document.
const RECHECK_BUDGET: usize = 1024 * 1024;

/// Keeps the fixes that do what they say: the finding is gone afterwards and no rule finds more than before.
///
/// Each is tried alone, as far as the budget allows; those beyond it are tried together. Fixes may overlap: a reader
/// applies one, or a set that does not. `recheck` returns the ids of all findings of a text.
///
/// Where findings were `omitted` there is nothing to compare with, so no fix is offered.
pub(crate) fn verified_fixes(
    source: &str,
    drafts: &mut [Draft],
    omitted: usize,
    recheck: impl Fn(&str) -> Vec<&'static str>,
) {
    let fixable: Vec<usize> = (0..drafts.len())
        .filter(|index| drafts[*index].fix.is_some())
        .collect();
    if fixable.is_empty() {
        return;
    }
    if omitted > 0 {
        for draft in drafts {
            draft.fix = None;
        }
        return;
    }
    let before = tally(drafts.iter().map(|draft| draft.rule.id));
    let improves = |chosen: &[usize]| {
        let fixes: Vec<&FixDraft> = chosen
            .iter()
            .filter_map(|index| drafts[*index].fix.as_ref())
            .collect();
        let Some(text) = applied(source, &fixes) else {
            return false;
        };
        let after = tally(recheck(&text).into_iter());
        let mended = tally(chosen.iter().map(|index| drafts[*index].rule.id));
        let nothing_worse = after
            .iter()
            .all(|(rule, count)| *count <= before.get(rule).copied().unwrap_or(0));
        nothing_worse
            && mended.iter().all(|(rule, count)| {
                after.get(rule).copied().unwrap_or(0) + count
                    <= before.get(rule).copied().unwrap_or(0)
            })
    };
    let affordable = (RECHECK_BUDGET / source.len().max(1)).min(fixable.len());
    let (alone, together) = fixable.split_at(affordable);
    let mut refused: Vec<usize> = alone
        .iter()
        .copied()
        .filter(|index| !improves(&[*index]))
        .collect();
    if !together.is_empty() && !improves(together) {
        refused.extend(together);
    }
    for index in refused {
        drafts[index].fix = None;
    }
}

fn tally(rules: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for rule in rules {
        *counts.entry(rule).or_default() += 1;
    }
    counts
}

/// `source` with all edits made; `None` where two of them overlap.
fn applied(source: &str, fixes: &[&FixDraft]) -> Option<String> {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(source.len());
    let mut offset = 0;
    for edit in edits {
        let range = edit.span.range();
        if range.start < offset {
            return None;
        }
        text.push_str(source.get(offset..range.start)?);
        text.push_str(&edit.text);
        offset = range.end;
    }
    text.push_str(source.get(offset..)?);
    Some(text)
}
