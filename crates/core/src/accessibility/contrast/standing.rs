//! How a text stands against what it needs.

use super::text::TextContrast;
use super::{Threshold, is_large, ratio};
use crate::accessibility::color::Color;
use crate::dom::style::Why;

/// The thresholds that a text may have to reach: one, unless it is not known how large it is.
pub(crate) struct Thresholds {
    pub(crate) least: Threshold,
    pub(crate) most: Threshold,
}

impl Thresholds {
    /// Those of a text, where text and large text need this much.
    pub(crate) fn of(text: &TextContrast, normal: Threshold, large: Threshold) -> Self {
        /// Sizes are computed in 32 bits, in which 18.66 is a little less.
        const ROUNDING: f64 = 1e-4;
        let may = |(size, weight): (f64, u16)| {
            let size = text.size.map_or(size, |size| size + ROUNDING);
            if is_large(size, text.weight.unwrap_or(weight)) {
                large
            } else {
                normal
            }
        };
        Self {
            least: may((1000.0, 1000)),
            most: may((0.0, 1)),
        }
    }
}

/// How a text stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Standing {
    /// The colour behind it cannot be told.
    Untold(Why),
    /// It has the colour of what is behind it everywhere.
    Unseen,
    /// It has enough contrast everywhere.
    Enough,
    /// It has not.
    Weak(Weak),
}

/// Too little contrast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weak {
    /// The letters where they are read best.
    pub(crate) foreground: Color,
    /// What is behind them there.
    pub(crate) background: Color,
    /// The ratio there.
    pub(crate) best: f64,
    /// What is needed.
    pub(crate) needed: Threshold,
    /// Whether it is too little even there; otherwise it is too little somewhere.
    pub(crate) everywhere: bool,
}

impl Standing {
    /// How a text stands.
    pub(crate) fn of(text: &TextContrast, thresholds: &Thresholds) -> Self {
        let seen = match &text.seen {
            Ok(seen) => seen,
            Err(why) => return Self::Untold(*why),
        };
        let (pairs, best) = (&seen.all, seen.best);
        if pairs.iter().all(|(text, behind)| text == behind) {
            return Self::Unseen;
        }
        let first = pairs
            .iter()
            .find(|(text, behind)| ratio(*text, *behind) >= best);
        let Some((foreground, background)) = first.filter(|_| seen.worst < thresholds.most.ratio())
        else {
            return Self::Enough;
        };
        let needed = if best < thresholds.least.ratio() {
            thresholds.least
        } else {
            thresholds.most
        };
        // Between the colours of a gradient there are more than are looked at.
        let sure = pairs.len() == 1 || best < needed.ratio() - 0.05;
        Self::Weak(Weak {
            foreground: *foreground,
            background: *background,
            best,
            needed,
            everywhere: best < thresholds.least.ratio() && sure,
        })
    }
}
