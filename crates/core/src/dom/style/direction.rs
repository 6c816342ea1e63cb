//! Which way the text of an element runs (HTML, section 3.2.6.4 The dir attribute), as `:dir()` asks.

use crate::dom::{Document, NodeId};

/// A direction of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
    /// As its letters are, or as no direction that there is: `auto`.
    Unknown,
}

impl Direction {
    /// The direction that `:dir()` names.
    pub(super) fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "ltr" => Self::Ltr,
            "rtl" => Self::Rtl,
            _ => Self::Unknown,
        }
    }

    /// The direction of an element, where that of what it stands in is `around`.
    pub(super) fn of(document: &Document, id: NodeId, around: Self) -> Self {
        let Some(name) = document.html_name(id) else {
            return around;
        };
        let written = document.attribute(id, "dir").map(str::to_ascii_lowercase);
        match written.as_deref() {
            Some("ltr") => Self::Ltr,
            Some("rtl") => Self::Rtl,
            Some("auto") => Self::Unknown,
            _ if name == "bdi" => Self::Unknown,
            _ if name == "input" && is_telephone(document, id) => Self::Ltr,
            _ => around,
        }
    }
}

/// Whether a field is for a telephone number, which is written from left to right in every language.
fn is_telephone(document: &Document, id: NodeId) -> bool {
    document
        .attribute(id, "type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("tel"))
}
