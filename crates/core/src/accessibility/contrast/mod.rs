//! WCAG's contrast ratio, exactly, and the ratios that its success criteria ask for.

pub(crate) mod non_text;
pub(crate) mod pairs;
pub(super) mod standing;
pub(crate) mod text;

use super::color::Color;

/// A success criterion about contrast, and what it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Threshold {
    /// The success criterion of WCAG 2.2.
    pub criterion: &'static str,
    /// Its level.
    pub level: &'static str,
    /// The least ratio, times ten: thresholds are compared as they are written.
    tenths: u32,
}

impl Threshold {
    /// Text.
    pub const TEXT: Self = Self::new("1.4.3", "AA", 45);
    /// Large text, as [`is_large`] tells it.
    pub const LARGE_TEXT: Self = Self::new("1.4.3", "AA", 30);
    /// Text, enhanced.
    pub const TEXT_ENHANCED: Self = Self::new("1.4.6", "AAA", 70);
    /// Large text, enhanced.
    pub const LARGE_TEXT_ENHANCED: Self = Self::new("1.4.6", "AAA", 45);
    /// What a control or a drawing needs to be recognised: borders, icons, states, the ring of the focus.
    pub const NON_TEXT: Self = Self::new("1.4.11", "AA", 30);

    const fn new(criterion: &'static str, level: &'static str, tenths: u32) -> Self {
        Self {
            criterion,
            level,
            tenths,
        }
    }

    /// The least ratio.
    pub fn ratio(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }

    /// Whether two colours reach it. The ratio is not rounded, in nobody's favour.
    ///
    /// ```
    /// use preflight_core::accessibility::color::Color;
    /// use preflight_core::accessibility::contrast::Threshold;
    ///
    /// let grey = |value| Color::new(value, value, value);
    /// assert!(Threshold::TEXT.is_met(grey(0x76), Color::WHITE));
    /// assert!(!Threshold::TEXT.is_met(grey(0x77), Color::WHITE)); // 4.478:1
    /// ```
    pub fn is_met(self, foreground: Color, background: Color) -> bool {
        ratio(foreground, background) >= self.ratio()
    }
}

/// Whether text counts as large: at least 18 pt (24 px), or 14 pt (18.66 px) and bold.
pub fn is_large(pixels: f64, weight: u16) -> bool {
    /// 14 pt at 96 px an inch, cut as WCAG's own techniques write it.
    const LARGE_BOLD: f64 = 18.66;
    pixels >= 24.0 || (pixels >= LARGE_BOLD && weight >= 700)
}

/// Relative luminance, 0 (black) to 1 (white).
pub fn luminance(color: Color) -> f64 {
    let [red, green, blue] = color.linear();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast ratio of two colours, 1 to 21; the order does not matter.
///
/// ```
/// use preflight_core::accessibility::color::Color;
/// use preflight_core::accessibility::contrast::ratio;
///
/// assert_eq!(ratio(Color::BLACK, Color::WHITE), 21.0);
/// // Black labels on the theme colour of guide 000's sample, which never computed this.
/// let brand = Color::from_hex("#0056B3").unwrap();
/// assert_eq!(format!("{:.2}", ratio(Color::BLACK, brand)), "2.98");
/// assert_eq!(format!("{:.2}", ratio(Color::WHITE, brand)), "7.04");
/// ```
pub fn ratio(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_text_is_large_in_points() {
        for (pixels, weight, large) in [
            (24.0, 400, true),
            (23.99, 400, false),
            (18.66, 700, true),
            (18.66, 600, false),
            (18.65, 700, false),
        ] {
            assert_eq!(is_large(pixels, weight), large, "{pixels} {weight}");
        }
    }

    #[test]
    fn black_or_white_is_readable_on_everything() {
        for red in (0..=255).step_by(5) {
            for green in (0..=255).step_by(5) {
                for blue in (0..=255).step_by(5) {
                    let color = Color::new(red, green, blue);
                    let best = ratio(color, Color::BLACK).max(ratio(color, Color::WHITE));
                    assert!(best >= 4.58, "{color}: {best}");
                }
            }
        }
    }
}
