//! A stand-in for the frame on the agent's desktop, and the facts of the widget. Nothing is loaded.

use super::super::definition::ViewInput;
use crate::view::{
    ClassStyle, Part, Pen, Place, Theme, View, Word, facts, panel, section, table_without,
};

/// The most that a stand-in is drawn with, in pixels.
const MOST: f64 = 4_000.0;

/// The settings that are drawn as facts; others are the widget's own.
const SHOWN: &[&str] = &["dimensions", "refresh_interval_ms"];

/// Draws the view.
pub(super) fn view(input: ViewInput<'_, '_>) -> View {
    const NAME: &str = "widget-name";
    let payload = Place::root(input.tree, input.payload);
    let settings = payload.get("settings");
    let size = settings
        .as_ref()
        .and_then(|settings| settings.get("dimensions"));
    let theme = Theme::plain(input.settings);
    let mut pen = Pen::new(input, &theme, &[Part::Summary], frame_size(size.as_ref()));
    let panel = panel(&mut pen);
    let frame = pen.add(panel, "section", "frame");
    if let Some(size) = &size {
        pen.shows(frame, size);
    }
    if let Some(text) = payload.words_at("name") {
        pen.set(frame, "aria-labelledby", NAME);
        let title = pen.add_with(frame, "h1", "frame-title", text);
        pen.set(title, "id", NAME);
        pen.shows_at(title, &payload, "name");
        pen.foreign(title);
    }
    pen.add_word(frame, "p", "frame-body", Word::Frame);
    section(&mut pen, panel, Word::Facts);
    if let Some(text) = payload.words_at("description") {
        let description = pen.add_with(panel, "p", "description", text);
        pen.shows_at(description, &payload, "description");
        pen.foreign(description);
    }
    let mut list = facts(panel);
    for (term, key) in [
        (Word::Type, "type"),
        (Word::Status, "status"),
        (Word::Manifest, "manifestUrl"),
    ] {
        list.fact(&mut pen, term, payload.get(key).as_ref());
    }
    if let Some(size) = &size {
        list.fact(&mut pen, Word::Width, size.get("width").as_ref());
        list.fact(&mut pen, Word::Height, size.get("height").as_ref());
    }
    if let Some(settings) = &settings {
        list.fact(
            &mut pen,
            Word::Refresh,
            settings.get("refresh_interval_ms").as_ref(),
        );
    }
    if let Some(settings) = settings
        .as_ref()
        .filter(|settings| settings.members().any(|(key, _)| !SHOWN.contains(&key)))
    {
        section(&mut pen, panel, Word::OwnSettings);
        table_without(&mut pen, panel, Word::OwnSettings, settings, SHOWN);
    }
    pen.finish(payload.words_at("name").unwrap_or(super::NAME))
}

/// The declared size, as styles of the frame. The width gives way on a narrow screen.
fn frame_size(size: Option<&Place<'_, '_>>) -> Vec<ClassStyle> {
    let length = |key| {
        let length = size.and_then(|size| size.number_at(key))?;
        Some(format!("{}px", length.clamp(1.0, MOST)))
    };
    let style = |property, value| ClassStyle {
        class: "frame",
        property,
        value,
    };
    let width =
        length("width").map(|width| [style("width", width), style("max-width", "100%".to_owned())]);
    let height = length("height").map(|height| style("min-height", height));
    width.into_iter().flatten().chain(height).collect()
}
