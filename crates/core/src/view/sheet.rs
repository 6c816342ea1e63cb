//! The style sheet of a view: files of plain CSS in which `$name` stands for a value of the theme.

use std::sync::{Arc, OnceLock};

use super::{Scheme, Theme};
use crate::dom::style::ReadSheet;

/// The sheet of a view, to be written in the colours of any scheme.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) theme: Theme,
    parts: Vec<Part>,
    /// Rules of one view's own.
    extra: String,
}

impl Sheet {
    pub(super) fn new(theme: &Theme, parts: &[Part], extra: &str) -> Self {
        Self {
            theme: theme.clone(),
            parts: parts.to_vec(),
            extra: extra.to_owned(),
        }
    }

    /// Its text and what that says, where every payload of a kind is drawn with it.
    pub(super) fn known(&self) -> Option<&'static Known> {
        let often = OFTEN.iter().position(|often| *often == self.parts)?;
        let theme = self.theme.plain_place()?;
        let known = READ.get(often)?.get(theme)?;
        self.extra.is_empty().then(|| {
            known.get_or_init(|| {
                let text = self.text();
                let sheet = Arc::new(ReadSheet::of(&text));
                (text, sheet)
            })
        })
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        self.text_of(&self.theme)
    }

    /// Its text in the colours of a scheme.
    pub(super) fn text_in(&self, scheme: Scheme) -> String {
        self.text_of(&self.theme.in_scheme(scheme))
    }

    fn text_of(&self, theme: &Theme) -> String {
        let mut sheet = String::with_capacity(8 * 1024);
        fill(BASE, theme, &mut sheet);
        for part in &self.parts {
            fill(part.text(), theme, &mut sheet);
        }
        sheet.push_str(&self.extra);
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
pub(super) type Known = (String, Arc<ReadSheet>);

/// Parts that are drawn in the default theme, often one payload after the other.
const OFTEN: [&[Part]; 2] = [&[Part::Messenger, Part::Card], &[Part::Summary]];

/// How many default themes there are.
const PLAIN_THEMES: usize = 4;

/// The sheets of those parts in each default theme, read when the first payload asks for them.
static READ: [[OnceLock<Known>; PLAIN_THEMES]; OFTEN.len()] =
    [const { [const { OnceLock::new() }; PLAIN_THEMES] }; OFTEN.len()];

/// Writes a text with the values of the theme in it.
fn fill(text: &str, theme: &Theme, sheet: &mut String) {
    let mut pieces = text.split('$');
    sheet.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let end = piece
            .find(|character: char| !character.is_ascii_lowercase() && character != '-')
            .unwrap_or(piece.len());
        let (name, rest) = piece.split_at(end);
        sheet.push_str(&theme.value(name).unwrap_or_default());
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
        let parts = [Part::Messenger, Part::Form, Part::Card, Part::Summary];
        for text in parts.map(Part::text).into_iter().chain([BASE]) {
            for piece in text.split('$').skip(1) {
                let end = piece.find([';', ' ', ',']).expect("a value ends");
                assert!(theme.value(&piece[..end]).is_some(), "${}", &piece[..end]);
            }
            assert!(!text.contains("url(") && !text.contains('<'), "{text}");
        }
    }
}
