//! A readable summary of a channel.

use super::super::definition::ViewInput;
use crate::view::{Part, Pen, Place, Theme, View, Word, empty, facts, panel, section, table};

/// Draws the view.
pub(super) fn view(input: ViewInput<'_, '_>) -> View {
    let payload = Place::root(input.tree, input.payload);
    let theme = Theme::plain(input.settings);
    let mut pen = Pen::new(input, &theme, &[Part::Summary], Vec::new());
    let panel = panel(&mut pen);
    for (key, name, class) in [
        ("name", "h1", "panel-title"),
        ("description", "p", "description"),
    ] {
        if let Some(text) = payload.words_at(key) {
            let drawn = pen.add_with(panel, name, class, text);
            pen.shows_at(drawn, &payload, key);
            pen.foreign(drawn);
        }
    }
    if let Some(widget) = payload.get("webMessagingWidgetConfiguration") {
        section(&mut pen, panel, Word::Widget);
        let mut list = facts(panel);
        list.fact(&mut pen, Word::WidgetId, widget.get("widgetId").as_ref());
        list.fact(&mut pen, Word::Theme, widget.get("theme").as_ref());
        if let Some(attributes) = widget.get("customAttributes").filter(Place::has_members) {
            pen.add_word(panel, "h3", "subsection-title", Word::CustomAttributes);
            table(&mut pen, panel, Word::CustomAttributes, &attributes);
        }
    }
    if let Some(security) = payload.get("securityPolicy") {
        section(&mut pen, panel, Word::Security);
        let mut list = facts(panel);
        list.fact(
            &mut pen,
            Word::PolicyEnabled,
            security.get("enabled").as_ref(),
        );
        list.fact(
            &mut pen,
            Word::Consent,
            security.get("requireConsent").as_ref(),
        );
        pen.add_word(panel, "h3", "subsection-title", Word::Origins);
        origins(&mut pen, panel, &security);
    }
    if let Some(routing) = payload.get("routingConfiguration") {
        section(&mut pen, panel, Word::Routing);
        facts(panel).fact(&mut pen, Word::Queue, routing.get("queueId").as_ref());
    }
    pen.finish(payload.words_at("name").unwrap_or(super::NAME))
}

fn origins(pen: &mut Pen, panel: crate::dom::NodeId, security: &Place<'_, '_>) {
    let Some(origins) = security.get("allowedOrigins").filter(Place::has_items) else {
        return empty(pen, panel);
    };
    let list = pen.add(panel, "ul", "origins");
    pen.shows(list, &origins);
    for origin in origins.items() {
        if pen.is_full() {
            break;
        }
        let item = pen.add(list, "li", "");
        pen.shows(item, &origin);
        // Inside, so that the marks of the list stay on the side where its lines begin.
        let words = pen.add_with(item, "span", "value", &origin.shown());
        pen.foreign(words);
    }
}
