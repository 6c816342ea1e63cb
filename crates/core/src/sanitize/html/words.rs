//! What the findings of HTML are made of.

use crate::finding::Safety;
use crate::sanitize::problem::{Removal, TextEdit};

pub(super) fn safe_where(nothing_seen_is_lost: bool) -> Safety {
    if nothing_seen_is_lost {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}

pub(super) fn removal(safety: Safety, description: &'static str, edit: TextEdit) -> Removal {
    Removal {
        safety,
        description,
        edits: vec![edit],
    }
}

pub(super) fn shown(name: &str) -> String {
    crate::json::shown_bare(name)
}

pub(super) fn quoted(text: &str) -> String {
    crate::json::shown_key(text)
}
