//! The nearest colour with enough contrast.
//!
//! A colour is made lighter or darker until it passes, with its hue kept and its chroma as far as screens show it: the way
//! the eye notices least. It has to pass against every background that it meets, since a token that is readable at rest
//! and not on hover is not readable.

use super::color::{Color, Oklch};
use super::contrast::{Threshold, ratio};

/// Chroma of rounding alone: a grey stays a grey.
const GREY: f64 = 0.002;

/// A colour in place of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// The colour to use.
    pub color: Color,
    /// The least contrast ratio it has with any of the backgrounds.
    pub ratio: f64,
    /// How different it looks from the old one; 0.02 is just noticeable.
    pub distance: f64,
}

/// The colour nearest to `color` that reaches a threshold against all of `backgrounds`; the colour itself where it does.
/// None where no colour of its hue does: backgrounds may be so far apart that nothing is readable on all of them.
///
/// ```
/// use preflight_core::accessibility::color::Color;
/// use preflight_core::accessibility::contrast::Threshold;
/// use preflight_core::accessibility::repair::nearest;
///
/// let pink = Color::from_hex("#ff5c8a").unwrap();
/// let repair = nearest(pink, &[Color::WHITE], Threshold::TEXT).unwrap();
/// assert!(Threshold::TEXT.is_met(repair.color, Color::WHITE));
/// assert!((repair.color.oklch().hue - pink.oklch().hue).abs() < 2.0);
/// ```
pub fn nearest(color: Color, backgrounds: &[Color], threshold: Threshold) -> Option<Repair> {
    let passes = |candidate: Color| {
        backgrounds
            .iter()
            .all(|background| threshold.is_met(candidate, *background))
    };
    if passes(color) {
        return Some(repaired(color, color, backgrounds));
    }
    let mut from = color.oklch();
    if from.chroma < GREY {
        from.chroma = 0.0;
    }
    // Against several backgrounds what passes need not be one stretch of lightness, so it is looked for in steps before
    // it is narrowed down.
    let lighter = stretch(from, 1.0, &passes);
    let darker = stretch(from, 0.0, &passes);
    [lighter, darker]
        .into_iter()
        .flatten()
        .map(|candidate| repaired(color, candidate, backgrounds))
        .min_by(|one, other| one.distance.total_cmp(&other.distance))
}

/// The text colour for some backgrounds that all share: black or white, whichever has more contrast at its worst.
pub fn text_on(backgrounds: &[Color]) -> Color {
    let worst = |color| {
        backgrounds
            .iter()
            .map(|background| ratio(color, *background))
            .fold(f64::INFINITY, f64::min)
    };
    if worst(Color::WHITE) >= worst(Color::BLACK) {
        Color::WHITE
    } else {
        Color::BLACK
    }
}

/// The first passing colour on the way from `from` to a lightness of 0 or 1.
fn stretch(from: Oklch, end: f64, passes: &impl Fn(Color) -> bool) -> Option<Color> {
    /// As many as there are levels of grey, so that what passes is not stepped over: between black and white, two do.
    const STEPS: u32 = 256;
    const HALVINGS: u32 = 20;
    let at = |part: f64| Oklch {
        lightness: from.lightness + (end - from.lightness) * part,
        ..from
    };
    let first = (1..=STEPS)
        .map(|step| f64::from(step) / f64::from(STEPS))
        .find(|part| passes(at(*part).to_color()))?;
    let (mut fails, mut passing) = (first - 1.0 / f64::from(STEPS), first);
    for _ in 0..HALVINGS {
        let part = f64::midpoint(fails, passing);
        if passes(at(part).to_color()) {
            passing = part;
        } else {
            fails = part;
        }
    }
    // Quantised to eight bits and judged as such, so it passes as it is written.
    Some(at(passing).to_color())
}

fn repaired(old: Color, color: Color, backgrounds: &[Color]) -> Repair {
    Repair {
        color,
        ratio: backgrounds
            .iter()
            .map(|background| ratio(color, *background))
            .fold(f64::INFINITY, f64::min),
        distance: old.oklch().distance(color.oklch()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sequence that looks random and is the same on every run (splitmix64).
    fn colors(count: usize) -> Vec<Color> {
        let mut state = 7_u64;
        std::iter::repeat_with(|| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let [red, green, blue, ..] = (mixed ^ (mixed >> 31)).to_le_bytes();
            Color::new(red, green, blue)
        })
        .take(count)
        .collect()
    }

    #[test]
    fn a_text_color_is_found_for_every_background() {
        let colors = colors(4_000);
        for pair in colors.chunks_exact(2) {
            let (text, background) = (pair[0], pair[1]);
            for threshold in [Threshold::TEXT, Threshold::NON_TEXT] {
                let repair = nearest(text, &[background], threshold)
                    .unwrap_or_else(|| panic!("{text} on {background}"));
                assert!(threshold.is_met(repair.color, background));
                let told = ratio(repair.color, background);
                assert!((repair.ratio - told).abs() < f64::EPSILON);
                // A second repair has nothing to do.
                let again = nearest(repair.color, &[background], threshold).expect("it passes");
                assert_eq!(again.color, repair.color);
            }
        }
    }

    #[test]
    fn the_hue_is_kept_where_there_is_one() {
        for pair in colors(2_000).chunks_exact(2) {
            let repair = nearest(pair[0], &[pair[1]], Threshold::TEXT).expect("there is one");
            let (old, new) = (pair[0].oklch(), repair.color.oklch());
            // Near black and white eight bits leave little hue to keep.
            if new.chroma > 0.04 && old.chroma > 0.04 {
                let turn = (old.hue - new.hue).abs();
                assert!(
                    turn.min(360.0 - turn) < 6.0,
                    "{} -> {}",
                    pair[0],
                    repair.color
                );
            }
        }
    }

    #[test]
    fn all_backgrounds_count() {
        let grey = |value| Color::new(value, value, value);
        let both = [Color::WHITE, grey(0xee)];
        let repair = nearest(grey(0x80), &both, Threshold::TEXT).expect("a darker grey");
        assert!(
            both.iter()
                .all(|below| Threshold::TEXT.is_met(repair.color, *below))
        );
        assert_eq!(
            nearest(
                grey(0x80),
                &[Color::WHITE, Color::BLACK],
                Threshold::TEXT_ENHANCED
            ),
            None
        );
        // Between black and white there is a grey that is read on both.
        let between =
            nearest(Color::WHITE, &[Color::WHITE, Color::BLACK], Threshold::TEXT).expect("a grey");
        let Color { red, green, blue } = between.color;
        assert_eq!((red, green), (green, blue), "{}", between.color);
    }

    #[test]
    fn text_is_black_or_white_whichever_is_read_better() {
        assert_eq!(text_on(&[Color::new(0, 86, 179)]), Color::WHITE);
        assert_eq!(text_on(&[Color::new(255, 214, 0)]), Color::BLACK);
        assert_eq!(text_on(&[]), Color::WHITE);
    }
}
