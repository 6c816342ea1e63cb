//! The card in a conversation, and beside it the text that a client shows which cannot draw cards.

use std::borrow::Cow;

use url::Url;

use super::super::definition::ViewInput;
use crate::dom::{Document, NodeId};
use crate::json::Pointer;
use crate::view::{
    Content, Messenger, Part, Pen, Place, Theme, View, Word, composer, draw_html, draw_markdown,
    message, messenger,
};

/// The lowest heading that HTML has.
const LOWEST_HEADING: u8 = 6;
/// The elements of a text that begin no line.
const INLINE: &[&str] = &["strong", "em", "u", "span", "a", "code"];

/// Draws the view.
pub(super) fn view(input: ViewInput<'_, '_>) -> View {
    let payload = Place::root(input.tree, input.payload);
    let theme = Theme::plain(input.settings);
    let mut pen = Pen::new(input, &theme, &[Part::Messenger, Part::Card], Vec::new());
    let messenger = messenger(&mut pen, None);
    message(&mut pen, messenger.log, Word::Guest, Word::Question);
    let article = pen.add(messenger.log, "article", "card");
    pen.foreign(article);
    let mut card = Card {
        pen,
        title: None,
        lines: Vec::new(),
    };
    if let Some(components) = payload.get("components") {
        card.pen.shows(article, &components);
        card.components(article, &components, messenger.level + 1);
    }
    let Card {
        mut pen,
        title,
        lines,
        ..
    } = card;
    if title.is_some() {
        pen.set(article, "aria-labelledby", TITLE);
    }
    composer(&mut pen, messenger.dialog);
    messenger.launcher(&mut pen, None);
    fallback(&mut pen, messenger, &lines);
    pen.finish(title.as_deref().unwrap_or(super::NAME))
}

/// The id of the card's first heading.
const TITLE: &str = "card-title";

/// A card being drawn.
struct Card {
    pen: Pen,
    /// The words of the first heading.
    title: Option<String>,
    /// What is said in its place, line by line, and where the payload says it.
    lines: Vec<(String, Pointer)>,
}

impl Card {
    /// Draws components, with headings at `level`; those inside a container stand below a heading before it.
    fn components(&mut self, parent: NodeId, components: &Place<'_, '_>, level: u8) {
        let mut inner = level;
        for component in components.items() {
            if self.pen.is_full() {
                break;
            }
            match component.text_at("type") {
                Some("header") => {
                    self.header(parent, &component, level);
                    inner = (level + 1).min(LOWEST_HEADING);
                }
                Some("body") => self.body(parent, &component),
                Some("buttonGroup") => self.buttons(parent, &component),
                Some("container") => {
                    if let Some(components) = component.get("components").filter(Place::has_items) {
                        let group = self.pen.add(parent, "div", "group");
                        self.pen.shows(group, &component);
                        self.components(group, &components, inner);
                    }
                }
                // Messengers pass by what they do not know.
                _ => {}
            }
        }
    }

    fn header(&mut self, parent: NodeId, component: &Place<'_, '_>, level: u8) {
        let Some(text) = component.text_at("text") else {
            return;
        };
        let name = ["h3", "h4", "h5", "h6"][usize::from(level.clamp(3, LOWEST_HEADING) - 3)];
        let heading = self.pen.add(parent, name, "card-title");
        self.pen.shows_at(heading, component, "text");
        draw_html(&mut self.pen, heading, text, Content::Words);
        let words = self.pen.document.text_content(heading).trim().to_owned();
        if words.is_empty() {
            return;
        }
        self.lines
            .push((words.clone(), component.pointer_to("text")));
        if self.title.is_none() {
            self.pen.set(heading, "id", TITLE);
            self.title = Some(words);
        }
    }

    fn body(&mut self, parent: NodeId, component: &Place<'_, '_>) {
        let Some(text) = component.text_at("text") else {
            return;
        };
        let body = self.pen.add(parent, "div", "card-text");
        self.pen.shows_at(body, component, "text");
        if component.is_true_at("markdown") {
            draw_markdown(&mut self.pen, body, text);
        } else {
            draw_html(&mut self.pen, body, text, Content::Blocks);
        }
        for line in lines_of(&self.pen.document, body) {
            self.lines.push((line, component.pointer_to("text")));
        }
    }

    fn buttons(&mut self, parent: NodeId, component: &Place<'_, '_>) {
        let Some(buttons) = component.get("buttons").filter(Place::has_items) else {
            return;
        };
        let row = self.pen.add(parent, "div", "buttons");
        self.pen.shows(row, &buttons);
        for button in buttons.items() {
            if self.pen.is_full() {
                break;
            }
            self.button(row, &button);
        }
    }

    fn button(&mut self, row: NodeId, button: &Place<'_, '_>) {
        let class = if button.text_at("style") == Some("secondary") {
            "button secondary"
        } else {
            "button"
        };
        let target = button
            .text_at("payload")
            .filter(|_| button.text_at("action") == Some("link"))
            .filter(|target| Url::parse(target).is_ok_and(|url| url.scheme() == "https"));
        let pen = &mut self.pen;
        let drawn = if let Some(target) = target {
            let link = pen.add(row, "a", class);
            pen.set(link, "href", target);
            link
        } else {
            let drawn = pen.add(row, "button", class);
            pen.set(drawn, "type", "button");
            drawn
        };
        pen.shows(drawn, button);
        let label = button.text_at("label").unwrap_or_default();
        pen.text(drawn, label);
        let line = match target {
            Some(target) => format!("{label}: {target}"),
            None => label.to_owned(),
        };
        self.lines.push((line, button.pointer_to("label")));
    }
}

/// The words inside an element, a line for each block and each line break; items of lists have a bullet or their number.
fn lines_of(document: &Document, id: NodeId) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for inner in document.descendants(id) {
        if document.html_name(inner) == Some("br") {
            last = None;
        }
        let Some(text) = document.text(inner) else {
            continue;
        };
        let block = document.ancestors(inner).find(
            |around| !matches!(document.html_name(*around), Some(name) if INLINE.contains(&name)),
        );
        match lines.last_mut() {
            Some(line) if last == block => line.push_str(text),
            _ => {
                let mark = block.map_or(Cow::Borrowed(""), |block| mark(document, block));
                lines.push(format!("{mark}{}", text.trim_start()));
            }
        }
        last = block;
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// What stands before an item of a list: its number, or a bullet.
fn mark(document: &Document, block: NodeId) -> Cow<'static, str> {
    if document.html_name(block) != Some("li") {
        return Cow::Borrowed("");
    }
    let list = document.parent(block).unwrap_or(Document::ROOT);
    let first = match document.html_name(list) {
        Some("ol") => document.attribute(list, "start").unwrap_or("1").parse(),
        _ => return Cow::Borrowed("• "),
    };
    let items = document.children(list).iter();
    let before = items.take_while(|item| **item != block).count();
    let number = first.unwrap_or(1_u64).saturating_add(before as u64);
    Cow::Owned(format!("{number}. "))
}

/// What a client shows that knows only text.
fn fallback(pen: &mut Pen, messenger: Messenger, lines: &[(String, Pointer)]) {
    const TITLE: &str = "fallback-title";
    if lines.is_empty() {
        return;
    }
    let aside = pen.add(messenger.stage, "section", "fallback");
    pen.set(aside, "aria-labelledby", TITLE);
    let title = pen.add_word(aside, "h2", "fallback-title", Word::TextOnly);
    pen.set(title, "id", TITLE);
    let text = pen.add(aside, "div", "");
    pen.foreign(text);
    for (line, pointer) in lines {
        if pen.is_full() {
            break;
        }
        let drawn = pen.add_with(text, "p", "text", line);
        pen.document.set_origin(drawn, pointer.clone());
    }
}
