//! What changed between two versions of a document, as people see it.
//!
//! - `values`: which values are equal; the order of keys and white space make no difference.
//! - `identity`: by what an item of a list is known.
//! - `lists`: which items stay, move, come and go.
//! - `walk`: goes through both versions at once.
//! - `label`: what a place is called.
//!
//! Payloads are compared as they are built, since that is what is sent. While one of the two cannot be built, the documents
//! are compared as they are written.

mod identity;
mod label;
mod lists;
mod values;
mod walk;

use serde::Serialize;

use self::values::Values;
use self::walk::{Part, Walk};
use crate::check::{self, MAX_DOCUMENT_BYTES, Options, ReadDocument};
use crate::editor::Range;
use crate::json::Pointer;

/// Changes that are told at most; the rest is counted.
pub const MAX_CHANGES: usize = 1_000;

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It is another.
    Changed,
    /// It is an item that stands elsewhere in its list. What changed in it is told beside that.
    Moved,
}

/// What was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeScope {
    /// The payload that is sent.
    Payload,
    /// The document as it is written.
    Document,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// What the pointers lead into.
    pub scope: ChangeScope,
    /// The place in the newer version; of what went, in the older one.
    pub pointer: Pointer,
    /// The place in the older version, where it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_pointer: Option<Pointer>,
    /// The place in the newer version, where it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_pointer: Option<Pointer>,
    /// What people call the place: `Button “Pay” in component 3: label`.
    pub label: String,
    /// What stood there, as compact JSON, cut at 200 characters; none of what only moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What stands there now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What it comes from in the text of the older version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_span: Option<Range>,
    /// What it comes from in the text of the newer version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_span: Option<Range>,
    /// Whether the value was worked out from others and is not written in either text, such as a built identifier.
    pub derived: bool,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Whether both send the same, to the byte; of documents of which one cannot be built, whether the texts are the same.
    pub same: bool,
    /// The changes, in the order of the newer version: first of the manifest, then of the payload. None where only the order
    /// of keys or white space differs.
    pub changes: Vec<Change>,
    /// Changes that were left out, because there are too many.
    pub omitted: usize,
}

/// The members of a manifest beside what is sent, by which it is addressed.
const ADDRESS: &[&str] = &["kind", "id", "target"];

/// Compares two versions of a document, each a manifest or, where the options name its kind, a bare payload.
///
/// ```
/// use preflight_core::compare::compare;
/// use preflight_core::{Options, Policy};
///
/// let card = |buttons: &str| {
///     format!(r#"{{"kind": "rich-card", "payload": {{"components": [{{"type": "buttonGroup", "buttons": [{buttons}]}}]}}}}"#)
/// };
/// let before = card(r#"{"label": "Pay", "action": "postback"}, {"label": "Help"}"#);
/// let after = card(r#"{"label": "Help"}, {"action": "link", "label": "Pay"}"#);
/// let policy = Policy::default();
/// let found = compare(&before, &after, Options::new(&policy));
/// let told: Vec<&str> = found.changes.iter().map(|change| change.label.as_str()).collect();
/// assert_eq!(told, ["Button “Pay” in component 1", "Button “Pay” in component 1: action"]);
/// ```
pub fn compare(before: &str, after: &str, options: Options<'_>) -> Comparison {
    if before.len().max(after.len()) > MAX_DOCUMENT_BYTES {
        return too_large(before == after);
    }
    let (older, newer) = (
        check::read_document(before, options),
        check::read_document(after, options),
    );
    let values = Values::of(&older.tree, &newer.tree);
    let mut walk = Walk::new(&older.tree, &newer.tree, &values);
    let same = if let (Some(sent), Some(now)) = (&older.compact, &newer.compact) {
        if options.kind.is_none() {
            walk.members(
                document(&older, options),
                document(&newer, options),
                ADDRESS,
            );
        }
        let payload = |read: &ReadDocument<'_>| Some(Part::payload(read.payload?, options));
        if let (Some(before), Some(after)) = (payload(&older), payload(&newer)) {
            walk.all(before, after, ChangeScope::Payload);
        }
        sent == now
    } else {
        walk.all(
            document(&older, options),
            document(&newer, options),
            ChangeScope::Document,
        );
        before == after
    };
    let (changes, omitted) = walk.finish();
    Comparison {
        same,
        changes,
        omitted,
    }
}

/// The document as it is written.
fn document(read: &ReadDocument<'_>, options: Options<'_>) -> Part {
    Part::document(read.root, read.kind, options)
}

/// What is said of documents that are too large to be read.
fn too_large(same: bool) -> Comparison {
    let change = Change {
        kind: ChangeKind::Changed,
        scope: ChangeScope::Document,
        pointer: Pointer::root(),
        before_pointer: Some(Pointer::root()),
        after_pointer: Some(Pointer::root()),
        label: "The document, which is too large to be read".to_owned(),
        before: None,
        after: None,
        before_span: None,
        after_span: None,
        derived: false,
    };
    Comparison {
        same,
        changes: (!same).then_some(change).into_iter().collect(),
        omitted: 0,
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
