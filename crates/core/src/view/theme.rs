//! The theme: every colour of a view, worked out from the one that a payload gives.

use std::borrow::Cow;

use super::{Language, Place, Scheme, Settings, Token};
use crate::accessibility::color::{Color, Oklch};
use crate::accessibility::contrast::{Threshold, ratio};
use crate::accessibility::repair::text_on;
use crate::policy::Policy;
use crate::sanitize;
use crate::shape::TextMode;

/// The brand colour where a payload gives none: that of guide 000.
const DEFAULT_BRAND: Color = Color::new(0x00, 0x56, 0xb3);
const DEFAULT_FONT: &str = "system-ui, sans-serif";
const DEFAULT_RADIUS: f64 = 12.0;
/// More makes no difference to anything that is drawn.
const MOST_RADIUS: f64 = 100.0;
/// How much of the brand colour is left where a pointer rests on it.
const HOVER: f64 = 0.88;

/// What text of a payload stands on in a scheme, where it sets nothing behind itself.
pub(crate) fn surface(scheme: Scheme) -> Color {
    palette(scheme).surface
}

fn palette(scheme: Scheme) -> &'static Palette {
    match scheme {
        Scheme::Light => &LIGHT,
        Scheme::Dark => &DARK,
    }
}

/// The names of values in sheets.
pub(super) const NAMES: &[&str] = &[
    "accent",
    "border",
    "brand",
    "brand-edge",
    "brand-hover",
    "bubble-radius",
    "button-radius",
    "error",
    "field",
    "font",
    "header-radius",
    "input-radius",
    "line",
    "muted",
    "on-brand",
    "page",
    "radius",
    "raised",
    "scheme",
    "shadow",
    "start",
    "surface",
    "text",
];

/// The colours of a scheme. Text has at least 4.5:1 on each surface it stands on, borders of controls 3:1.
#[derive(Debug)]
struct Palette {
    page: Color,
    surface: Color,
    raised: Color,
    field: Color,
    text: Color,
    muted: Color,
    border: Color,
    line: Color,
    error: Color,
    shadow: &'static str,
}

impl Palette {
    /// The brand colour as text: itself where it is read on every surface of the scheme, else made darker or lighter
    /// until it is, with its hue kept.
    ///
    /// All surfaces of a scheme lie on one side, so the nearest such colour is found by halving on the other.
    fn accent(&self, brand: Color, scheme: Scheme) -> Color {
        /// Finer than eight bits.
        const HALVINGS: u32 = 9;
        let surfaces = [self.page, self.surface, self.raised, self.field];
        let is_read = |color| {
            surfaces
                .iter()
                .all(|below| Threshold::TEXT.is_met(color, *below))
        };
        if is_read(brand) {
            return brand;
        }
        let from = brand.oklch();
        let (mut failing, mut passing) = match scheme {
            Scheme::Light => (from.lightness, 0.0),
            Scheme::Dark => (from.lightness, 1.0),
        };
        let mut accent = self.text;
        for _ in 0..HALVINGS {
            let lightness = f64::midpoint(failing, passing);
            let color = Oklch { lightness, ..from }.to_color();
            if is_read(color) {
                (passing, accent) = (lightness, color);
            } else {
                failing = lightness;
            }
        }
        accent
    }
}

const fn grey(red: u8, green: u8, blue: u8) -> Color {
    Color::new(red, green, blue)
}

static LIGHT: Palette = Palette {
    page: grey(0xe9, 0xed, 0xf2),
    surface: Color::WHITE,
    raised: grey(0xf0, 0xf2, 0xf5),
    field: Color::WHITE,
    text: grey(0x1b, 0x1f, 0x24),
    muted: grey(0x50, 0x59, 0x63),
    border: grey(0x6b, 0x74, 0x7e),
    line: grey(0xd5, 0xda, 0xe0),
    error: grey(0xb3, 0x26, 0x1e),
    shadow: "rgb(15 23 42 / 18%)",
};

static DARK: Palette = Palette {
    page: grey(0x0d, 0x10, 0x14),
    surface: grey(0x1a, 0x1f, 0x26),
    raised: grey(0x2a, 0x31, 0x3a),
    field: grey(0x12, 0x16, 0x1b),
    text: grey(0xec, 0xf0, 0xf4),
    muted: grey(0xb3, 0xbd, 0xc8),
    border: grey(0x9a, 0xa4, 0xaf),
    line: grey(0x38, 0x40, 0x4a),
    error: grey(0xff, 0xb4, 0xab),
    shadow: "rgb(0 0 0 / 45%)",
};

/// The look of a view.
#[derive(Debug, Clone)]
pub(crate) struct Theme {
    scheme: Scheme,
    language: Language,
    palette: &'static Palette,
    brand: Color,
    brand_hover: Color,
    on_brand: Color,
    /// What sets a surface of the brand apart from what is around it, where the brand colour does not.
    brand_edge: Color,
    /// The brand colour as text and as the ring of focus: itself where it can be read on every surface.
    accent: Color,
    font: Cow<'static, str>,
    radius: f64,
    tokens: Vec<Token>,
    /// Whether it is the default theme.
    plain: bool,
}

impl Theme {
    /// The default theme.
    pub(crate) fn plain(settings: Settings) -> Self {
        Self {
            plain: true,
            ..Self::of_brand(DEFAULT_BRAND, settings)
        }
    }

    /// Which of the default themes it is, 0 to 3; none where it is another.
    pub(super) fn plain_place(&self) -> Option<usize> {
        let dark = usize::from(self.scheme == Scheme::Dark);
        let from_right = usize::from(self.language.direction() == "rtl");
        self.plain.then_some(2 * dark + from_right)
    }

    /// The theme that a payload gives. A colour or font that cannot be read gives way to the default.
    pub(crate) fn of(theme: Option<&Place<'_, '_>>, settings: Settings, policy: &Policy) -> Self {
        let color = theme.and_then(|theme| Color::from_hex(theme.text_at("primaryColor")?));
        let mut made = Self::of_brand(color.unwrap_or(DEFAULT_BRAND), settings);
        let Some(theme) = theme else {
            return made;
        };
        made.tokens.extend(color.map(|color| Token {
            name: "primaryColor",
            color,
            pointer: theme.pointer_to("primaryColor"),
        }));
        if let Some(font) = theme
            .text_at("fontFamily")
            .filter(|font| is_font(font, policy))
        {
            made.font = Cow::Owned(font.to_owned());
        }
        if let Some(radius) = theme.number_at("borderRadius") {
            made.radius = radius.clamp(0.0, MOST_RADIUS);
        }
        made
    }

    /// The same theme in the colours of a scheme.
    pub(super) fn in_scheme(&self, scheme: Scheme) -> Self {
        let settings = Settings {
            scheme,
            language: self.language,
            ..Settings::default()
        };
        Self {
            font: self.font.clone(),
            radius: self.radius,
            tokens: self.tokens.clone(),
            plain: self.plain,
            ..Self::of_brand(self.brand, settings)
        }
    }

    fn of_brand(brand: Color, settings: Settings) -> Self {
        let palette = palette(settings.scheme);
        let on_brand = text_on(&[brand]);
        // Away from the text on it, so that it is read better still where a pointer rests.
        let away = if on_brand == Color::WHITE {
            Color::BLACK
        } else {
            Color::WHITE
        };
        let stands_out = [palette.page, palette.surface]
            .iter()
            .all(|below| ratio(brand, *below) >= 3.0);
        Self {
            scheme: settings.scheme,
            language: settings.language,
            palette,
            brand,
            brand_hover: brand.over(HOVER, away),
            on_brand,
            brand_edge: if stands_out { brand } else { palette.border },
            accent: palette.accent(brand, settings.scheme),
            font: Cow::Borrowed(DEFAULT_FONT),
            radius: DEFAULT_RADIUS,
            tokens: Vec::new(),
            plain: false,
        }
    }

    /// The colours that the payload gave.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The value of a name in a sheet; none of a name that no sheet has.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let palette = self.palette;
        let color = match name {
            "page" => palette.page,
            "surface" => palette.surface,
            "raised" => palette.raised,
            "field" => palette.field,
            "text" => palette.text,
            "muted" => palette.muted,
            "border" => palette.border,
            "line" => palette.line,
            "error" => palette.error,
            "brand" => self.brand,
            "brand-hover" => self.brand_hover,
            "on-brand" => self.on_brand,
            "brand-edge" => self.brand_edge,
            "accent" => self.accent,
            "shadow" => return Some(palette.shadow.to_owned()),
            // Where lines begin.
            "start" => {
                let start = match self.language.direction() {
                    "rtl" => "right",
                    _ => "left",
                };
                return Some(start.to_owned());
            }
            "font" => return Some(self.font.clone().into_owned()),
            "scheme" => {
                let scheme = match self.scheme {
                    Scheme::Light => "light",
                    Scheme::Dark => "dark",
                };
                return Some(scheme.to_owned());
            }
            "radius" => return Some(pixels(self.radius)),
            "header-radius" => return Some(pixels((self.radius - 1.0).max(0.0))),
            "bubble-radius" => return Some(pixels(self.radius.min(18.0))),
            "button-radius" => return Some(pixels(self.radius.min(24.0))),
            "input-radius" => return Some(pixels(self.radius.min(12.0))),
            _ => return None,
        };
        Some(color.to_string())
    }
}

fn pixels(length: f64) -> String {
    format!("{length}px")
}

/// Whether a text is a list of fonts and nothing else, so that it can stand in a sheet.
fn is_font(font: &str, policy: &Policy) -> bool {
    let plain = |character: char| {
        !character.is_control() && !matches!(character, '<' | '>' | '{' | '}' | ';' | '\\' | '@')
    };
    !font.trim().is_empty()
        && font.chars().all(plain)
        && sanitize::find(font, TextMode::Css, policy, 1)
            .into_problems()
            .is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(scheme: Scheme) -> Settings {
        Settings {
            scheme,
            ..Settings::default()
        }
    }

    #[test]
    fn whatever_the_brand_everything_can_be_read() {
        let steps = [0, 51, 102, 128, 153, 204, 255];
        for (red, green, blue) in steps
            .iter()
            .flat_map(|red| steps.iter().map(move |green| (red, green)))
            .flat_map(|(red, green)| steps.iter().map(move |blue| (*red, *green, *blue)))
        {
            let brand = Color::new(red, green, blue);
            for scheme in [Scheme::Light, Scheme::Dark] {
                let theme = Theme::of_brand(brand, settings(scheme));
                let Palette {
                    page,
                    surface,
                    raised,
                    field,
                    text,
                    muted,
                    border,
                    error,
                    ..
                } = *theme.palette;
                let readable = [
                    (theme.on_brand, theme.brand),
                    (theme.on_brand, theme.brand_hover),
                    (theme.accent, page),
                    (theme.accent, surface),
                    (theme.accent, raised),
                    (theme.accent, field),
                    (text, page),
                    (text, surface),
                    (text, raised),
                    (text, field),
                    (muted, surface),
                    (muted, raised),
                    (muted, field),
                    (error, surface),
                ];
                for (front, behind) in readable {
                    assert!(
                        Threshold::TEXT.is_met(front, behind),
                        "{brand} {scheme:?}: {front} on {behind}"
                    );
                }
                for (front, behind) in [
                    (border, surface),
                    (border, field),
                    (error, field),
                    (theme.brand_edge, page),
                    (theme.brand_edge, surface),
                ] {
                    assert!(
                        Threshold::NON_TEXT.is_met(front, behind),
                        "{brand} {scheme:?}: {front} beside {behind}"
                    );
                }
            }
        }
    }

    #[test]
    fn only_a_list_of_fonts_is_one() {
        let policy = Policy::default();
        for (font, is_one) in [
            ("Inter, sans-serif", true),
            ("\"Open Sans\", serif", true),
            ("", false),
            ("Inter}body{color:red", false),
            ("x</style><script>", false),
            ("url(https://example.com)", false),
        ] {
            assert_eq!(is_font(font, &policy), is_one, "{font}");
        }
    }
}
