//! What may be put where the cursor stands.

mod layout;
mod snippet;
mod values;

use self::layout::Layout;
use self::snippet::{Snippet, Writer};
use super::cursor::{Aim, Cursor, Frame, Role, replaced};
use super::place::{Expected, Place};
use super::range::Units;
use super::words::type_of;
use super::{Completion, CompletionKind, Range, TextEdit};
use crate::check::{MAX_DOCUMENT_BYTES, Options};
use crate::json::quote;
use crate::shape::{Field, Shape};

/// Tells what may be put at an offset, counted in UTF-16 code units; one beyond the end is the end.
///
/// Where a key belongs, these are the keys that the object does not have yet, each with a value that its table asks for;
/// where a value belongs, the values it may have; in an empty document a manifest of each kind. Nothing is offered in
/// comments, in places that no table knows, and in documents over 1 MiB.
///
/// ```
/// use preflight_core::editor::complete;
/// use preflight_core::{Options, Policy};
///
/// let policy = Policy::default();
/// let text = r#"{"kind": "channel", "id": "a", "spec": {"na"#;
/// let offered = complete(text, text.len(), Options::new(&policy));
/// let name = offered.iter().find(|completion| completion.label == "name").unwrap();
/// assert!(name.required);
/// assert_eq!(name.insert, r#""name": "name""#);
/// assert_eq!(&text[name.range.start..], r#""na"#);
/// ```
pub fn complete(text: &str, offset: usize, options: Options<'_>) -> Vec<Completion> {
    if text.len() > MAX_DOCUMENT_BYTES {
        return Vec::new();
    }
    let units = Units::new(text);
    let byte = units.byte(offset);
    let cursor = Cursor::at(text, byte, Aim::Write);
    if cursor.role == Role::Nothing {
        return Vec::new();
    }
    let edit = replaced(&cursor, byte);
    let layout = Layout::of(text, edit.start);
    let offers = Offers {
        cursor: &cursor,
        layout: &layout,
        options,
        offered: Vec::new(),
    };
    let offered = offers.collect(text, edit.clone());
    let range = units.range(edit.clone());
    let comma = Comma::of(text, &cursor, &edit);
    offered
        .into_iter()
        .map(|offer| offer.into_completion(range, comma, &units))
        .collect()
}

/// The commas that an insertion needs.
#[derive(Debug, Clone, Copy)]
struct Comma {
    /// Where one is missing before it, in bytes; none where it stands, or belongs to the insertion itself.
    elsewhere: Option<usize>,
    /// One at the beginning of the insertion.
    before: bool,
    /// One at its end.
    after: bool,
}

impl Comma {
    fn of(text: &str, cursor: &Cursor<'_>, edit: &std::ops::Range<usize>) -> Self {
        let touches = cursor.comma == Some(edit.start);
        let after = cursor.next.as_ref().is_some_and(|next| {
            cursor.role != Role::Document
                && next.begins_value()
                && (cursor.role == Role::Value || cursor.next_is_key || cursor.token.is_none())
        });
        debug_assert!(cursor.comma.is_none_or(|comma| comma <= text.len()));
        Self {
            elsewhere: cursor.comma.filter(|_| !touches),
            before: touches,
            after,
        }
    }
}

/// A completion before it has its place.
struct Offer {
    label: String,
    kind: CompletionKind,
    detail: String,
    documentation: String,
    required: bool,
    snippet: Snippet,
    /// Whether it replaces only the key of a member, whose colon stands already.
    only_key: bool,
}

impl Offer {
    fn into_completion(self, range: Range, comma: Comma, units: &Units<'_>) -> Completion {
        let Snippet {
            mut text,
            mut placeholders,
        } = self.snippet;
        if comma.before {
            text.insert_str(0, ", ");
            for place in &mut placeholders {
                *place = place.start + 2..place.end + 2;
            }
        }
        if comma.after && !self.only_key {
            text.push(',');
        }
        let inner = Units::new(&text);
        let placeholders = placeholders
            .into_iter()
            .map(|place| inner.range(place))
            .collect();
        let additional = comma.elsewhere.map(|place| TextEdit {
            range: units.range(place..place),
            text: ",".to_owned(),
        });
        Completion {
            label: self.label,
            kind: self.kind,
            detail: self.detail,
            documentation: self.documentation,
            required: self.required,
            range,
            insert: text,
            placeholders,
            additional: additional.into_iter().collect(),
        }
    }
}

/// The completions of one place, while they are collected.
struct Offers<'c, 't> {
    cursor: &'c Cursor<'t>,
    layout: &'c Layout<'c>,
    options: Options<'c>,
    offered: Vec<Offer>,
}

impl Offers<'_, '_> {
    fn collect(mut self, text: &str, edit: std::ops::Range<usize>) -> Vec<Offer> {
        let frames = &self.cursor.frames;
        match (self.cursor.role, frames.last()) {
            (Role::Document, _) => self.document(),
            (Role::Key, Some(frame)) => {
                if let Some(place) = Place::of_container(self.options, frames) {
                    let alone =
                        text[..edit.start].ends_with('{') && text[edit.end..].starts_with('}');
                    self.keys(&place, frame, alone);
                }
            }
            (Role::Value, Some(frame)) => {
                let container = Place::of_container(self.options, frames);
                if let Some(place) = container.and_then(|place| place.below(frame)) {
                    self.values(&place, frame);
                }
            }
            _ => {}
        }
        self.offered
    }

    fn writer(&self) -> Writer<'_> {
        Writer::new(self.layout, self.options.policy)
    }

    /// What a document may begin as.
    fn document(&mut self) {
        let place = Place::document(self.options, None);
        if let Some(kind) = self.options.kind {
            let mut writer = self.writer();
            writer.value(&place, kind.name());
            let snippet = writer.finish();
            self.offered.push(Offer {
                label: kind.name().to_owned(),
                kind: CompletionKind::Snippet,
                detail: "payload".to_owned(),
                documentation: kind.payload().doc.to_owned(),
                required: false,
                snippet,
                only_key: false,
            });
            return;
        }
        for kind in crate::kinds::ALL {
            let mut writer = self.writer();
            writer.manifest(*kind);
            let snippet = writer.finish();
            self.offered.push(Offer {
                label: kind.name().to_owned(),
                kind: CompletionKind::Manifest,
                detail: "manifest".to_owned(),
                documentation: kind.payload().doc.to_owned(),
                required: false,
                snippet,
                only_key: false,
            });
        }
    }

    /// The keys that an object may still have.
    fn keys(&mut self, place: &Place, frame: &Frame<'_>, alone: bool) {
        let own = self.cursor.token.as_ref().map(|token| token.range.start);
        let written: Vec<&str> = frame
            .members
            .iter()
            .filter(|member| Some(member.start) != own)
            .map(|member| member.key.as_ref())
            .collect();
        let scalar = |key: &str| frame.scalar(key);
        let mut fields: Vec<(Field, bool)> = place
            .fields(&scalar)
            .into_iter()
            .filter(|field| !written.contains(&field.name))
            .map(|field| (field, place.needs(&field, &scalar)))
            .collect();
        if let Expected::Manifest(_) = place.expected {
            // One of the two is needed, and only one may be there.
            let content = written.iter().any(|key| matches!(*key, "spec" | "payload"));
            fields.retain(|(field, _)| !(content && matches!(field.name, "spec" | "payload")));
            for (_, required) in fields.iter_mut().filter(|(field, _)| field.name == "spec") {
                *required = true;
            }
        }
        fields.sort_by_key(|(_, required)| !required);
        if self.cursor.token.is_none() {
            self.needed(place, frame, &fields, alone);
        }
        let has_colon = self
            .cursor
            .next
            .as_ref()
            .is_some_and(|next| next.kind == super::cursor::TokenKind::Sign(b':'));
        let has_value = self.cursor.token.is_some()
            && !self.cursor.next_is_key
            && self
                .cursor
                .next
                .as_ref()
                .is_some_and(super::cursor::Token::begins_value);
        for (field, required) in fields {
            let Some(inner) = place.member(field.name, &scalar) else {
                continue;
            };
            let mut writer = self.writer();
            if has_colon || has_value {
                writer.text(&quote(field.name));
                writer.text(if has_colon { "" } else { ":" });
            } else {
                writer.member(&field, &inner);
            }
            let snippet = writer.finish();
            self.offered.push(Offer {
                label: field.name.to_owned(),
                kind: CompletionKind::Property,
                detail: type_of(&inner),
                documentation: field.doc.to_owned(),
                required,
                snippet,
                only_key: has_colon || has_value,
            });
        }
    }

    /// All the members at once that an object needs and does not have.
    fn needed(&mut self, place: &Place, frame: &Frame<'_>, fields: &[(Field, bool)], alone: bool) {
        let needed: Vec<&Field> = fields
            .iter()
            .filter(|(_, required)| *required)
            .map(|(field, _)| field)
            .collect();
        if needed.len() < 2 {
            return;
        }
        let scalar = |key: &str| frame.scalar(key);
        let mut writer = self.writer();
        if !self.layout.at_line_start {
            writer = writer.inside();
        }
        if alone {
            writer.line();
        }
        for (index, field) in needed.iter().enumerate() {
            if index > 0 {
                writer.separator();
            }
            if let Some(inner) = place.member(field.name, &scalar) {
                writer.member(field, &inner);
            }
        }
        let mut snippet = writer.finish();
        if alone && !self.layout.one_line {
            snippet.text.push_str(self.layout.line_end);
            snippet.text.push_str(self.layout.indent);
        }
        let names: Vec<String> = needed
            .iter()
            .map(|field| format!("`{}`", field.name))
            .collect();
        self.offered.push(Offer {
            label: "all required".to_owned(),
            kind: CompletionKind::Snippet,
            detail: format!("{} members", needed.len()),
            documentation: format!("What is needed here: {}.", names.join(", ")),
            required: true,
            snippet,
            only_key: false,
        });
    }

    fn values(&mut self, place: &Place, frame: &Frame<'_>) {
        let name = place
            .field
            .map_or(place.noun.unwrap_or_default(), |field| field.name);
        let documentation = place.field.map_or("", |field| field.doc);
        match place.expected {
            Expected::Tag(tagged) => {
                for (value, object) in tagged.variants {
                    let snippet = self.literal(&quote(value));
                    self.value(
                        value,
                        CompletionKind::Value,
                        tagged.noun,
                        object.doc,
                        snippet,
                    );
                }
            }
            Expected::Manifest(_) => {}
            Expected::Shape(_) => {
                for shape in place.shapes() {
                    self.of_shape(*shape, place, name, documentation, frame);
                }
            }
        }
    }

    fn literal(&self, text: &str) -> Snippet {
        let mut writer = self.writer();
        writer.text(text);
        writer.finish()
    }

    fn value(
        &mut self,
        label: &str,
        kind: CompletionKind,
        detail: &str,
        documentation: &str,
        snippet: Snippet,
    ) {
        self.offered.push(Offer {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            documentation: documentation.to_owned(),
            required: false,
            snippet,
            only_key: false,
        });
    }

    /// Whether nothing is written yet, so that an empty value can be offered.
    fn is_blank(&self) -> bool {
        self.cursor.token.is_none()
    }

    /// A value of a shape with all that it needs.
    fn filled(
        &mut self,
        label: &str,
        shape: Shape,
        place: &Place,
        name: &str,
        detail: &str,
        documentation: &str,
    ) {
        let mut writer = self.writer();
        writer.shape(shape, place, name);
        let snippet = writer.finish();
        self.value(
            label,
            CompletionKind::Snippet,
            detail,
            documentation,
            snippet,
        );
    }
}

#[cfg(test)]
mod tests;
