//! Colours: as screens have them (sRGB, IEC 61966-2-1), and as the eye sees them (OKLCH).

use std::fmt;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

/// An opaque colour of eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Color {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::new(255, 255, 255);

    /// A colour by its channels.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#RRGGBB`, in either case; nothing else.
    ///
    /// ```
    /// use preflight_core::accessibility::color::Color;
    ///
    /// assert_eq!(Color::from_hex("#0056B3"), Some(Color::new(0, 86, 179)));
    /// assert_eq!(Color::from_hex("0056B3"), None);
    /// assert_eq!(Color::from_hex("#05b"), None);
    /// ```
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?.as_bytes();
        let channel = |pair: &[u8]| {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()
        };
        let mut channels = digits.chunks_exact(2).map(channel);
        let color = Self::new(channels.next()??, channels.next()??, channels.next()??);
        (digits.len() == 6).then_some(color)
    }

    /// The colour that is seen where this one, with an opacity from 0 to 1, lies on an opaque one: source over, in sRGB as
    /// browsers composite.
    #[must_use]
    pub fn over(self, opacity: f64, below: Self) -> Self {
        let opacity = opacity.clamp(0.0, 1.0);
        let mix = |above: u8, below: u8| {
            let (above, below) = (f64::from(above), f64::from(below));
            byte(above * opacity + below * (1.0 - opacity))
        };
        Self::new(
            mix(self.red, below.red),
            mix(self.green, below.green),
            mix(self.blue, below.blue),
        )
    }

    /// Each channel as a part of the light, 0 to 1.
    pub(super) fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| LIGHT[usize::from(channel)])
    }

    /// How the eye sees it.
    pub fn oklch(self) -> Oklch {
        Oklch::of(self.linear())
    }
}

impl fmt::Display for Color {
    /// `#RRGGBB` in lower case, as CSS serialises it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "#{:02x}{:02x}{:02x}",
            self.red, self.green, self.blue
        )
    }
}

impl Serialize for Color {
    /// As CSS serialises it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The light of every channel there is: each colour of each text is asked for it.
static LIGHT: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut light = [0.0; 256];
    for (channel, light) in (0..=u8::MAX).zip(&mut light) {
        *light = to_light(channel);
    }
    light
});

/// A colour as the eye sees it: Björn Ottosson's `OKLab`, in polar form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// Perceived lightness, 0 (black) to 1 (white).
    pub lightness: f64,
    /// Colourfulness, from 0 (grey); the most that screens show is about 0.32.
    pub chroma: f64,
    /// Hue in degrees, 0 to 360; of a grey it has no meaning.
    pub hue: f64,
}

#[expect(
    clippy::many_single_char_names,
    reason = "the names of the article: l, m, s for the cones of the eye, a and b for the axes of colour"
)]
impl Oklch {
    fn of([red, green, blue]: [f64; 3]) -> Self {
        let l =
            libm::cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue);
        let m =
            libm::cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue);
        let s =
            libm::cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue);
        let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        let hue = libm::atan2(b, a).to_degrees();
        Self {
            lightness,
            chroma: libm::hypot(a, b),
            hue: if hue < 0.0 { hue + 360.0 } else { hue },
        }
    }

    /// Its parts of light, of which some are below 0 or above 1 where no screen shows it.
    /// `direction` is that of its hue, which colours that differ in chroma alone share.
    fn linear_in(self, (across, down): (f64, f64)) -> [f64; 3] {
        let (a, b) = (self.chroma * across, self.chroma * down);
        let cube = |value: f64| value * value * value;
        let l = cube(self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
        ]
    }

    fn ab(self) -> (f64, f64) {
        let (across, down) = self.direction();
        (self.chroma * across, self.chroma * down)
    }

    /// Where its hue lies: the cosine and the sine.
    fn direction(self) -> (f64, f64) {
        let hue = self.hue.to_radians();
        (libm::cos(hue), libm::sin(hue))
    }

    /// Whether screens show it.
    fn is_shown_in(self, direction: (f64, f64)) -> bool {
        const ROUNDING: f64 = 1e-6;
        self.linear_in(direction)
            .iter()
            .all(|part| (-ROUNDING..=1.0 + ROUNDING).contains(part))
    }

    /// The colour of eight bits a channel that is nearest to it, with the same lightness and hue and as much of its
    /// chroma as screens show.
    pub fn to_color(self) -> Color {
        // Forty halvings are finer than eight bits by far.
        const HALVINGS: u32 = 40;
        let direction = self.direction();
        let mut shown = self;
        if !self.is_shown_in(direction) {
            let (mut grey, mut full) = (0.0, self.chroma);
            for _ in 0..HALVINGS {
                let chroma = f64::midpoint(grey, full);
                if (Self { chroma, ..self }).is_shown_in(direction) {
                    grey = chroma;
                } else {
                    full = chroma;
                }
            }
            shown.chroma = grey;
        }
        let [red, green, blue] = shown
            .linear_in(direction)
            .map(|part| byte(to_signal(part) * 255.0));
        Color::new(red, green, blue)
    }

    /// How different two colours look (Euclidean distance in `OKLab`); 0.02 is just noticeable.
    pub fn distance(self, other: Self) -> f64 {
        let ((a, b), (c, d)) = (self.ab(), other.ab());
        libm::sqrt(square(self.lightness - other.lightness) + square(a - c) + square(b - d))
    }
}

fn square(value: f64) -> f64 {
    value * value
}

/// The light of a channel, by WCAG 2.2's definition of relative luminance.
fn to_light(channel: u8) -> f64 {
    let signal = f64::from(channel) / 255.0;
    if signal <= 0.04045 {
        signal / 12.92
    } else {
        libm::pow((signal + 0.055) / 1.055, 2.4)
    }
}

/// The inverse of [`to_light`].
fn to_signal(light: f64) -> f64 {
    if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * libm::pow(light, 1.0 / 2.4) - 0.055
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is rounded and within a byte"
)]
fn byte(value: f64) -> u8 {
    libm::round(value.clamp(0.0, 255.0)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_color_comes_back_from_oklch() {
        for red in (0..=255).step_by(17) {
            for green in (0..=255).step_by(17) {
                for blue in (0..=255).step_by(17) {
                    let color = Color::new(red, green, blue);
                    assert_eq!(color.oklch().to_color(), color);
                }
            }
        }
    }

    #[test]
    fn known_colors_have_their_known_coordinates() {
        // From the table in Ottosson's article, as CSS Color 4 prints it: red is oklch(62.8% 0.258 29.23).
        let red = Color::new(255, 0, 0).oklch();
        assert!((red.lightness - 0.628).abs() < 5e-4, "{red:?}");
        assert!((red.chroma - 0.2577).abs() < 5e-4, "{red:?}");
        assert!((red.hue - 29.23).abs() < 0.05, "{red:?}");
        let white = Color::WHITE.oklch();
        assert!((white.lightness - 1.0).abs() < 1e-6 && white.chroma < 1e-6);
    }

    #[test]
    fn what_no_screen_shows_loses_chroma_and_keeps_its_hue() {
        let wanted = Oklch {
            lightness: 0.5,
            chroma: 0.4,
            hue: 150.0,
        };
        let shown = wanted.to_color().oklch();
        assert!((shown.hue - 150.0).abs() < 1.0, "{shown:?}");
        assert!((shown.lightness - 0.5).abs() < 0.01, "{shown:?}");
        assert!(shown.chroma < 0.2, "{shown:?}");
    }

    #[test]
    fn a_translucent_color_shows_what_is_below() {
        let half = Color::BLACK.over(0.5, Color::WHITE);
        assert_eq!(half.to_string(), "#808080");
        assert_eq!(Color::BLACK.over(0.0, Color::WHITE), Color::WHITE);
        assert_eq!(Color::BLACK.over(7.0, Color::WHITE), Color::BLACK);
    }
}
