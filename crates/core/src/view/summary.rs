//! Summaries: headings, lists of facts and tables, for what a guest never sees.

use super::{Pen, Place, Word};
use crate::dom::NodeId;

/// Draws the panel of a summary.
pub(crate) fn panel(pen: &mut Pen) -> NodeId {
    let root = pen.root();
    pen.add(root, "div", "panel")
}

/// Draws the heading of a section.
pub(crate) fn section(pen: &mut Pen, parent: NodeId, title: Word) {
    pen.add_word(parent, "h2", "section-title", title);
}

/// Says that there is nothing.
pub(crate) fn empty(pen: &mut Pen, parent: NodeId) {
    pen.add_word(parent, "p", "text", Word::None);
}

/// A list of facts being drawn; without a fact there is no list.
#[derive(Debug)]
pub(crate) struct Facts {
    parent: NodeId,
    list: Option<NodeId>,
}

/// Begins a list of facts.
pub(crate) fn facts(parent: NodeId) -> Facts {
    Facts { parent, list: None }
}

impl Facts {
    /// Draws what stands at a place, if there is one; truth values in words.
    pub(crate) fn fact(&mut self, pen: &mut Pen, term: Word, place: Option<&Place<'_, '_>>) {
        let Some(place) = place else {
            return;
        };
        let list = *self
            .list
            .get_or_insert_with(|| pen.add(self.parent, "dl", "facts"));
        pen.add_word(list, "dt", "term", term);
        let value = pen.add(list, "dd", "value");
        pen.shows(value, place);
        match place.boolean() {
            Some(true) => pen.text(value, pen.word(Word::Yes)),
            Some(false) => pen.text(value, pen.word(Word::No)),
            None => {
                pen.foreign(value);
                pen.text(value, &place.shown());
            }
        }
    }
}

/// Draws the members of an object as a table of keys and values, which `label` names.
pub(crate) fn table(pen: &mut Pen, parent: NodeId, label: Word, object: &Place<'_, '_>) {
    table_without(pen, parent, label, object, &[]);
}

/// The same without the members under some keys.
pub(crate) fn table_without(
    pen: &mut Pen,
    parent: NodeId,
    label: Word,
    object: &Place<'_, '_>,
    without: &[&str],
) {
    let table = pen.add(parent, "table", "table");
    pen.set(table, "aria-label", pen.word(label));
    pen.shows(table, object);
    let head = pen.add(table, "thead", "");
    let row = pen.add(head, "tr", "");
    for title in [Word::Key, Word::Value] {
        let cell = pen.add_word(row, "th", "cell head", title);
        pen.set(cell, "scope", "col");
    }
    let body = pen.add(table, "tbody", "");
    let members = object.members();
    for (key, value) in members.filter(|(key, _)| !without.contains(key)) {
        if pen.is_full() {
            break;
        }
        let row = pen.add(body, "tr", "");
        pen.shows(row, &value);
        let cell = pen.add_with(row, "th", "cell", key);
        pen.set(cell, "scope", "row");
        pen.foreign(cell);
        let cell = pen.add_with(row, "td", "cell", &value.shown());
        pen.foreign(cell);
    }
}
