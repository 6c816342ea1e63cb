//! The style sheet of a view: files of plain CSS in which `$name` stands for a value of the theme.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::{Scheme, Theme, theme};
use crate::dom::Document;
use crate::dom::style::ReadSheet;

/// A style of every element of a class, in a view that gives it a value of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClassStyle {
    /// The class.
    pub(crate) class: &'static str,
    /// The property.
    pub(crate) property: &'static str,
    /// Its value.
    pub(crate) value: String,
}

/// The sheet of a view, to be written in the colours of any scheme.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) theme: Theme,
    parts: Vec<Part>,
    /// Styles that this view alone has.
    pub(super) styles: Vec<ClassStyle>,
}

impl Sheet {
    pub(super) fn new(theme: &Theme, parts: &[Part], styles: Vec<ClassStyle>) -> Self {
        Self {
            theme: theme.clone(),
            parts: parts.to_vec(),
            styles,
        }
    }

    /// The same sheet in the colours of a scheme.
    pub(super) fn in_scheme(&self, scheme: Scheme) -> Self {
        Self {
            theme: self.theme.in_scheme(scheme),
            parts: self.parts.clone(),
            styles: self.styles.clone(),
        }
    }

    /// Puts it at the end of a document.
    pub(super) fn add_to(&self, document: &mut Document) {
        if let Some((text, read)) = self.known() {
            document.add_read_style(Document::ROOT, text, read);
        } else {
            let style = document.add_element(Document::ROOT, "style");
            document.add_text(style, &self.text());
        }
    }

    /// Its text and what that says, where every payload of a kind is drawn with it.
    fn known(&self) -> Option<&'static Known> {
        let often = OFTEN.iter().position(|often| *often == self.parts)?;
        let theme = self.theme.plain_place()?;
        let known = READ.get(often)?.get(theme)?;
        self.styles.is_empty().then(|| {
            known.get_or_init(|| {
                let text = self.text();
                let sheet = Arc::new(ReadSheet::of(&text));
                (text, sheet)
            })
        })
    }

    /// The texts that it is made of, in order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(BASE).chain(self.parts.iter().map(|part| part.text()))
    }

    fn text(&self) -> String {
        let mut sheet = String::with_capacity(8 * 1024);
        let value = |name: &str| Cow::Owned(self.theme.value(name).unwrap_or_default());
        for text in self.texts() {
            fill(text, &value, &mut sheet);
        }
        for style in &self.styles {
            sheet.extend([".", style.class, " { ", style.property, ": "]);
            sheet.extend([style.value.as_str(), "; }\n"]);
        }
        sheet
    }
}

/// A part of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The messenger: dialog, log, launcher, buttons, inputs.
    Messenger,
    /// The pre-chat form.
    Form,
    /// A card, and the text in its place.
    Card,
    /// A summary.
    Summary,
}

const BASE: &str = include_str!("sheet/base.css");

impl Part {
    const ALL: &'static [Self] = &[Self::Messenger, Self::Form, Self::Card, Self::Summary];

    fn text(self) -> &'static str {
        match self {
            Self::Messenger => include_str!("sheet/messenger.css"),
            Self::Form => include_str!("sheet/form.css"),
            Self::Card => include_str!("sheet/card.css"),
            Self::Summary => include_str!("sheet/summary.css"),
        }
    }
}

/// A text, and what it says.
type Known = (String, Arc<ReadSheet>);

/// Parts that are drawn in the default theme, often one payload after the other.
const OFTEN: [&[Part]; 2] = [&[Part::Messenger, Part::Card], &[Part::Summary]];

/// How many default themes there are.
const PLAIN_THEMES: usize = 4;

/// The sheets of those parts in each default theme, read when the first payload asks for them.
static READ: [[OnceLock<Known>; PLAIN_THEMES]; OFTEN.len()] =
    [const { [const { OnceLock::new() }; PLAIN_THEMES] }; OFTEN.len()];

/// The sheet of every view, with custom properties where a theme has values: `--preflight-brand` and so on. A program that
/// builds a [`RenderTree`](super::RenderTree) sets them from its theme.
///
/// ```
/// use preflight_core::view::stylesheet;
///
/// assert!(stylesheet().contains("var(--preflight-on-brand)"));
/// assert!(!stylesheet().contains("url("));
/// ```
pub fn stylesheet() -> String {
    let mut sheet = String::with_capacity(8 * 1024);
    let value = |name: &str| {
        debug_assert!(theme::NAMES.contains(&name), "{name}");
        Cow::Owned(format!("var(--preflight-{name})"))
    };
    for text in std::iter::once(BASE).chain(Part::ALL.iter().map(|part| part.text())) {
        fill(text, &value, &mut sheet);
    }
    sheet
}

/// Writes a text with values in the places of their names.
fn fill<'v>(text: &str, value: &impl Fn(&str) -> Cow<'v, str>, sheet: &mut String) {
    let mut pieces = text.split('$');
    sheet.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let end = piece
            .find(|character: char| !character.is_ascii_lowercase() && character != '-')
            .unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        sheet.push_str(&value(name));
        sheet.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Settings;

    #[test]
    fn every_name_in_a_sheet_has_a_value() {
        let theme = Theme::plain(Settings::default());
        for name in theme::NAMES {
            assert!(theme.value(name).is_some(), "{name}");
        }
        for text in Part::ALL.iter().map(|part| part.text()).chain([BASE]) {
            for piece in text.split('$').skip(1) {
                let end = piece.find([';', ' ', ',']).expect("a value ends");
                assert!(theme::NAMES.contains(&&piece[..end]), "${}", &piece[..end]);
            }
            assert!(!text.contains("url(") && !text.contains('<'), "{text}");
        }
    }

    #[test]
    fn no_two_parts_style_one_thing() {
        let mut seen = std::collections::BTreeSet::new();
        for text in Part::ALL.iter().map(|part| part.text()).chain([BASE]) {
            for line in text.lines() {
                let selector = line.split(" {").next().unwrap_or_default();
                assert!(selector.is_empty() || seen.insert(selector), "{selector}");
            }
        }
    }
}
