//! The style sheet of a view: files of plain CSS in which `$name` stands for a value of the theme.

use std::sync::{Arc, OnceLock};

use super::Theme;
use crate::dom::style::ReadSheet;

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

/// A sheet, and what it says where that was read before.
pub(super) enum Sheet {
    /// A text that may be anybody's.
    Text(String),
    /// A text that every payload of a kind is drawn with.
    Read(&'static Known),
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

/// A sheet of these parts, and rules of one view's own.
pub(super) fn sheet(theme: &Theme, parts: &[Part], extra: &str) -> Sheet {
    let often = OFTEN.iter().position(|often| *often == parts);
    let known = often
        .zip(theme.plain_place())
        .filter(|_| extra.is_empty())
        .and_then(|(parts, theme)| READ.get(parts)?.get(theme));
    let Some(known) = known else {
        return Sheet::Text(text(theme, parts, extra));
    };
    Sheet::Read(known.get_or_init(|| {
        let text = text(theme, parts, extra);
        let sheet = Arc::new(ReadSheet::of(&text));
        (text, sheet)
    }))
}

/// The text of a sheet.
fn text(theme: &Theme, parts: &[Part], extra: &str) -> String {
    let mut sheet = String::with_capacity(8 * 1024);
    fill(BASE, theme, &mut sheet);
    for part in parts {
        fill(part.text(), theme, &mut sheet);
    }
    sheet.push_str(extra);
    sheet
}

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
