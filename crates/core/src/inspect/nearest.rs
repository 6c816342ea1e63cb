//! The nearest colours that can be read, in place of those of the payload that cannot.

use serde::Serialize;

use super::contrast::Sourced;
use crate::accessibility::color::Color;
use crate::accessibility::contrast::pairs::ContrastOutcome;
use crate::accessibility::contrast::{Threshold, ratio};
use crate::accessibility::repair::{Repair, nearest, text_on};
use crate::json::Pointer;
use crate::view::ColorSource;

/// A colour of the payload that cannot be read everywhere, and the nearest one that can.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearestColor {
    /// The place in the payload that gives the colour, or where the colour is missing.
    pub pointer: Pointer,
    /// The token's name, such as `primaryColor`; `color` of a text that colours its letters or what is behind them.
    pub name: &'static str,
    /// The colour as it is seen, `#rrggbb`.
    pub color: Color,
    /// The colour to write instead, with which all its pairs pass. Where there is one such pair and a finding with a fix, it
    /// is the colour that the fix writes.
    pub suggestion: Color,
    /// The least contrast ratio that it has with any of the colours it meets.
    pub ratio: f64,
}

/// Colours that are looked for at most: far more than a design has, and few enough for what a page may cost.
const MOST: usize = 50;

/// A colour that is to be replaced, and all that it meets.
struct Wanted<'v> {
    pointer: &'v Pointer,
    name: &'static str,
    color: Color,
    /// Whether the payload has it; otherwise one is to be added.
    is_given: bool,
    others: Vec<Color>,
    threshold: Threshold,
    fails: bool,
}

/// What to write in place of each colour of the payload of which a pair fails.
pub(super) fn colors(pairs: &[Sourced<'_>]) -> Vec<NearestColor> {
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    for sourced in pairs {
        let pair = &sourced.pair;
        let token = |source: Option<ColorSource<'_>>, color: Color| match source {
            // What is worked out from a token follows it by itself.
            Some(ColorSource::Token(token)) => token.color == color,
            _ => false,
        };
        let (foreground, background) = (pair.foreground, pair.background);
        let (source, name, color, other, is_given) = match (sourced.foreground, sourced.background)
        {
            (Some(ColorSource::Text(pointer)), _) => {
                (pointer, "color", foreground, background, true)
            }
            (source @ Some(ColorSource::Token(given)), _) if token(source, foreground) => {
                (&given.pointer, given.name, foreground, background, true)
            }
            (_, source @ Some(ColorSource::Token(given))) if token(source, background) => {
                (&given.pointer, given.name, background, foreground, true)
            }
            (_, Some(ColorSource::Text(pointer))) => {
                (pointer, "color", foreground, background, false)
            }
            _ => continue,
        };
        let fails = pair.outcome == ContrastOutcome::Fail;
        let is_same = |known: &&mut Wanted<'_>| {
            (known.pointer, known.name, known.color, known.is_given)
                == (source, name, color, is_given)
        };
        if let Some(known) = wanted.iter_mut().find(is_same) {
            known.others.push(other);
            known.fails |= fails;
            if pair.needed.ratio() > known.threshold.ratio() {
                known.threshold = pair.needed;
            }
        } else if wanted.len() < MOST {
            wanted.push(Wanted {
                pointer: source,
                name,
                color,
                is_given,
                others: vec![other],
                threshold: pair.needed,
                fails,
            });
        }
    }
    wanted
        .into_iter()
        .filter(|wanted| wanted.fails)
        .filter_map(suggestion)
        .collect()
}

fn suggestion(mut wanted: Wanted<'_>) -> Option<NearestColor> {
    wanted.others.sort_unstable();
    wanted.others.dedup();
    let (suggestion, ratio) = if wanted.is_given {
        let Repair { color, ratio, .. } = nearest(wanted.color, &wanted.others, wanted.threshold)?;
        (color, ratio)
    } else {
        let color = text_on(&wanted.others);
        let ratios = wanted.others.iter().map(|other| ratio(color, *other));
        (color, ratios.fold(f64::INFINITY, f64::min))
    };
    Some(NearestColor {
        pointer: wanted.pointer.clone(),
        name: wanted.name,
        color: wanted.color,
        suggestion,
        ratio,
    })
}
