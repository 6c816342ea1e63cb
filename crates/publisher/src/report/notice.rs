//! What a report says beside its findings.

use crate::baseline::{Matched, Name};

/// What a person is told about entries of a baseline that are found no more; nothing where all are found.
pub(crate) fn stale_words(matched: &Matched) -> Option<String> {
    const SHOWN: usize = 10;
    let count = matched.stale.len();
    if count == 0 {
        return None;
    }
    let (entries, they) = if count == 1 {
        ("1 entry is", "it")
    } else {
        (&*format!("{count} entries are"), "them")
    };
    let mut shown: Vec<String> = matched
        .stale
        .iter()
        .take(SHOWN)
        .map(|entry| {
            let document = match &entry.document {
                Name::Id(id) => id.clone(),
                Name::Ordinal(ordinal) => format!("document {ordinal}"),
            };
            let (path, rule, pointer) = (&entry.path, &entry.rule, &entry.pointer);
            format!("{path} ({document}) {rule} {pointer}")
                .trim_end()
                .to_owned()
        })
        .collect();
    if count > SHOWN {
        shown.push(format!("and {} more", count - SHOWN));
    }
    Some(format!(
        "{entries} found no more; --write-baseline removes {they}: {}",
        shown.join("; ")
    ))
}
