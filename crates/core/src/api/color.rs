//! Colours: contrast, and the nearest colour that has enough.

use serde::Serialize;

use super::Misuse;
use super::misuse::Name;
use super::options::unknown;
use crate::accessibility::color::Color;
use crate::accessibility::contrast::{Threshold, ratio};
use crate::accessibility::repair;
use crate::dom::style::color::{ColorError, Rgba};

/// How two colours stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five answers to five independent questions of WCAG"
)]
pub struct Contrast {
    /// The contrast ratio of WCAG 2.2, 1 to 21, not rounded.
    pub ratio: f64,
    /// Whether text is read on it: 4.5 (1.4.3, AA).
    pub aa: bool,
    /// Whether large text is: 3 (1.4.3, AA).
    pub aa_large: bool,
    /// Whether text is read with ease: 7 (1.4.6, AAA).
    pub aaa: bool,
    /// Whether large text is: 4.5 (1.4.6, AAA).
    pub aaa_large: bool,
    /// Whether controls and drawings are told from it: 3 (1.4.11, AA).
    pub non_text: bool,
    /// The colour in front as it is seen, `#rrggbb`; a translucent one lies on the background.
    pub foreground: Color,
    /// The colour behind it, `#rrggbb`.
    pub background: Color,
}

/// Judges a colour on another; both as CSS writes them.
pub fn contrast(foreground: &str, background: &str) -> Result<Contrast, Misuse> {
    let below = opaque(background)?;
    let above = read(foreground)?;
    let above = above.color.over(f64::from(above.alpha), below);
    Ok(Contrast {
        ratio: ratio(above, below),
        aa: Threshold::TEXT.is_met(above, below),
        aa_large: Threshold::LARGE_TEXT.is_met(above, below),
        aaa: Threshold::TEXT_ENHANCED.is_met(above, below),
        aaa_large: Threshold::LARGE_TEXT_ENHANCED.is_met(above, below),
        non_text: Threshold::NON_TEXT.is_met(above, below),
        foreground: above,
        background: below,
    })
}

/// A colour in place of another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The colour, as `#rrggbb`.
    pub color: Color,
    /// The least contrast ratio it has with any of the backgrounds.
    pub ratio: f64,
    /// How different it looks from the old one (distance in `OKLab`); 0.02 is just noticeable, 0 is the same.
    pub distance: f64,
}

/// The thresholds by name.
const THRESHOLDS: [(&str, Threshold); 5] = [
    ("text", Threshold::TEXT),
    ("large-text", Threshold::LARGE_TEXT),
    ("text-enhanced", Threshold::TEXT_ENHANCED),
    ("large-text-enhanced", Threshold::LARGE_TEXT_ENHANCED),
    ("non-text", Threshold::NON_TEXT),
];

/// The colour nearest to one, its hue kept, that reaches a threshold on every background: `text` (the default),
/// `large-text`, `text-enhanced`, `large-text-enhanced` or `non-text`. The colour itself where it does; none where no
/// colour of its hue does.
pub fn suggest_color<B: AsRef<str>>(
    color: &str,
    backgrounds: &[B],
    threshold: Option<&str>,
) -> Result<Option<Suggestion>, Misuse> {
    let threshold = match threshold {
        None => Threshold::TEXT,
        Some(name) => {
            let found = THRESHOLDS.iter().find(|(known, _)| *known == name);
            let known = THRESHOLDS.map(|(known, _)| known);
            found
                .ok_or_else(|| unknown(Name::Threshold, name, &known))?
                .1
        }
    };
    let old = read(color)?;
    let backgrounds = backgrounds
        .iter()
        .map(|background| opaque(background.as_ref()))
        .collect::<Result<Vec<Color>, Misuse>>()?;
    let first = backgrounds.first().ok_or(Misuse::NoBackground)?;
    let old = old.color.over(f64::from(old.alpha), *first);
    Ok(
        repair::nearest(old, &backgrounds, threshold).map(|repair| Suggestion {
            color: repair.color,
            ratio: repair.ratio,
            distance: repair.distance,
        }),
    )
}

fn read(text: &str) -> Result<Rgba, Misuse> {
    Rgba::from_css(text).map_err(|error| {
        let text = text.to_owned();
        match error {
            ColorError::Invalid => Misuse::NotAColor { text },
            ColorError::Undecided => Misuse::UndecidedColor { text },
        }
    })
}

fn opaque(text: &str) -> Result<Color, Misuse> {
    let color = read(text)?;
    if color.alpha < 1.0 {
        return Err(Misuse::TranslucentBackground {
            text: text.to_owned(),
        });
    }
    Ok(color.color)
}
