//! A table of the variables.

use super::super::definition::ViewInput;
use crate::view::{Part, Pen, Place, Theme, View, Word, empty, panel, table};

/// Draws the view.
pub(super) fn view(input: ViewInput<'_, '_>) -> View {
    let payload = Place::root(input.tree, input.payload);
    let theme = Theme::plain(input.settings);
    let mut pen = Pen::new(input, &theme, &[Part::Summary], Vec::new());
    let panel = panel(&mut pen);
    pen.add_word(panel, "h1", "panel-title", Word::Variables);
    match payload.get("attributes").filter(Place::has_members) {
        Some(attributes) => table(&mut pen, panel, Word::Variables, &attributes),
        None => empty(&mut pen, panel),
    }
    let title = pen.word(Word::Variables);
    pen.finish(title)
}
