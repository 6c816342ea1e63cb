//! The contrast of text: which colours its letters have, and which are behind them.

use std::collections::HashMap;
use std::rc::Rc;

use super::ratio;
use crate::accessibility::Context;
use crate::accessibility::color::Color;
use crate::accessibility::context::seen_text::{SeenText, is_language, may_be_sign};
use crate::dom::style::color::Rgba;
use crate::dom::style::value::{Computed, Shadow, Shadows};
use crate::dom::style::{Ground, Style, Why};
use crate::dom::{Document, NodeId};

/// The colour of placeholders in Chromium; other browsers have others.
const PLACEHOLDER: Rgba = Rgba::opaque(Color::new(0x75, 0x75, 0x75));

/// A text, and how it stands out.
#[derive(Debug)]
pub(crate) struct TextContrast {
    /// The element that it stands in.
    pub(crate) node: NodeId,
    /// What it is.
    pub(crate) what: What,
    /// The size of its letters in CSS pixels, where it is known.
    pub(crate) size: Option<f64>,
    /// Their weight, where it is known.
    pub(crate) weight: Option<u16>,
    /// Their colour, before it is mixed with what is behind them.
    pub(crate) color: Computed<Rgba>,
    /// What is seen.
    pub(crate) seen: Seen,
    /// What keeps from being certain; none where nothing does.
    pub(crate) doubt: Option<&'static str>,
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// It is written there.
    Text,
    /// People type it, or choose it.
    Typed,
    /// It stands in a field until something is typed.
    Placeholder,
}

impl What {
    /// What messages call it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Text => "The text",
            Self::Typed => "The text in the field",
            Self::Placeholder => "The placeholder",
        }
    }
}

/// The colours that are seen, which texts that look alike share; or why they cannot be told.
pub(crate) type Seen = Result<Rc<Pairs>, Why>;

/// The colours of letters, each with what is behind it, and what comes of them.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// The colours, at least one pair.
    pub(crate) all: Vec<(Color, Color)>,
    /// The ratio where it is best.
    pub(crate) best: f64,
    /// The ratio where it is worst.
    pub(crate) worst: f64,
}

/// Measures every text that somebody may see.
pub(crate) fn measure(context: &Context<'_>) -> Vec<TextContrast> {
    let mut measured = Measured {
        context,
        texts: Vec::new(),
        known: HashMap::new(),
    };
    for seen in context.seen_text() {
        if !context.is_unusable(seen.element) && is_language(&seen.text) {
            measured.text(seen);
        }
    }
    for id in context.telling() {
        if !context.is_unusable(*id) {
            measured.field(*id);
        }
    }
    measured.texts
}

/// What was measured so far.
struct Measured<'c, 'd> {
    context: &'c Context<'d>,
    texts: Vec<TextContrast>,
    /// What is seen of text of a style on a ground.
    known: HashMap<(*const Style, *const Ground), Seen>,
}

impl Measured<'_, '_> {
    /// Text of an element's own.
    fn text(&mut self, seen: &SeenText<'_>) {
        let styles = self.context.styles();
        let style = styles.style(seen.element);
        self.add(
            seen.element,
            What::Text,
            style,
            doubt(self.context, seen, style),
        );
    }

    /// The texts in fields: what is typed, and what stands there before.
    fn field(&mut self, id: NodeId) {
        let (document, styles) = (self.context.document(), self.context.styles());
        let Some(kind) = text_kind(document, id) else {
            return;
        };
        let seen = styles.is_seen(id);
        if seen == Some(false) {
            return;
        }
        let style = styles.style(id);
        let doubt = if !styles.is_complete() {
            Some("some styles are not known")
        } else if seen.is_none() {
            Some("it is not certain that it is seen")
        } else {
            None
        };
        let what = match kind {
            Kind::Button => What::Text,
            Kind::Field => What::Typed,
        };
        self.add(id, what, style, doubt);
        let empty = document.attribute(id, "value").is_none_or(str::is_empty)
            && document.text_content(id).trim().is_empty();
        if kind == Kind::Field
            && empty
            && document
                .attribute(id, "placeholder")
                .is_some_and(is_language)
        {
            self.placeholder(id, doubt);
        }
    }

    fn placeholder(&mut self, id: NodeId, doubt: Option<&'static str>) {
        let styles = self.context.styles();
        let own = styles.placeholder(id);
        let color = match own {
            Some(own) => match (own.text_color(), own.opacity) {
                (Computed::Known(color), Computed::Known(opacity)) => Computed::Known(Rgba {
                    alpha: color.alpha * opacity,
                    ..color
                }),
                _ => Computed::Unknown,
            },
            None => Computed::Known(PLACEHOLDER),
        };
        let doubt = doubt.or(own
            .is_none()
            .then_some("browsers differ in the colour that they give it"));
        let style = own.unwrap_or_else(|| styles.style(id));
        let seen = pairs(color, style, styles.ground(id));
        self.push(id, What::Placeholder, style, color, seen, doubt);
    }

    /// A text in the colour that its style says.
    fn add(&mut self, id: NodeId, what: What, style: &Style, doubt: Option<&'static str>) {
        let ground = self.context.styles().ground(id);
        let color = style.text_color();
        let seen = self
            .known
            .entry((style, ground))
            .or_insert_with(|| pairs(color, style, ground))
            .clone();
        self.push(id, what, style, color, seen, doubt);
    }

    fn push(
        &mut self,
        node: NodeId,
        what: What,
        style: &Style,
        color: Computed<Rgba>,
        seen: Seen,
        doubt: Option<&'static str>,
    ) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "weights are 1 to 1000"
        )]
        let weight = style.font_weight.known().map(|weight| weight as u16);
        self.texts.push(TextContrast {
            node,
            what,
            size: style.font_size.px().map(f64::from),
            weight,
            color,
            seen,
            doubt,
        });
    }
}

/// What of a text keeps from being certain; none where nothing does.
fn doubt(context: &Context<'_>, seen: &SeenText<'_>, style: &Style) -> Option<&'static str> {
    if !context.styles().is_complete() {
        Some("some styles are not known")
    } else if !seen.certain {
        Some("it is not certain that it is seen")
    } else if seen.hidden_from_tools {
        Some("it is hidden from assistive technology, so it may be decoration")
    } else if may_be_sign(&seen.text) {
        Some("a single character may be a sign and no text")
    } else if !style.text_stroke.is_zero() {
        Some("a line is drawn around its letters")
    } else {
        None
    }
}

/// What the text of a control is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// People type it, or choose it.
    Field,
    /// It is written on the control.
    Button,
}

fn text_kind(document: &Document, id: NodeId) -> Option<Kind> {
    match document.html_name(id)? {
        "textarea" => Some(Kind::Field),
        "select" => document
            .descendants(id)
            .any(|inside| document.html_name(inside) == Some("option"))
            .then_some(Kind::Field),
        "input" => match document
            .attribute(id, "type")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "hidden" | "range" | "color" | "checkbox" | "radio" | "image" | "file" => None,
            "submit" | "reset" => Some(Kind::Button),
            "button" => document
                .attribute(id, "value")
                .is_some_and(is_language)
                .then_some(Kind::Button),
            _ => Some(Kind::Field),
        },
        _ => None,
    }
}

/// The colours of letters, each with what is behind it, and what comes of them.
fn pairs(color: Computed<Rgba>, style: &Style, ground: &Ground) -> Seen {
    let all = colors(color, style, ground)?;
    let ratios = || all.iter().map(|(text, behind)| ratio(*text, *behind));
    let (best, worst) = (ratios().fold(1.0, f64::max), ratios().fold(21.0, f64::min));
    Ok(Rc::new(Pairs { all, best, worst }))
}

/// The colours of letters, each with what is behind it.
fn colors(
    color: Computed<Rgba>,
    style: &Style,
    ground: &Ground,
) -> Result<Vec<(Color, Color)>, Why> {
    let color = color.known().ok_or(Why::Value)?;
    let plain = ground.pairs(color)?;
    let Shadows::Known(shadows) = &style.text_shadow else {
        return Err(Why::Effect);
    };
    let shadows: Vec<&Shadow> = shadows
        .iter()
        .filter(|shadow| shadow.color.alpha > 0.0)
        .collect();
    let Some(first) = shadows.first() else {
        return Ok(plain);
    };
    if color.alpha < 1.0 || shadows.iter().any(|shadow| shadow.color != first.color) {
        return Err(Why::Effect);
    }
    // A shadow is as strong as it is somewhere near a letter; one to every side leaves no place without.
    let strengths: &[f32] = if surrounds(&shadows) {
        &[0.5, 0.75, 1.0]
    } else {
        &[0.0, 0.25, 0.5, 0.75, 1.0]
    };
    let mut pairs = Vec::new();
    for strength in strengths {
        let shade = Rgba {
            alpha: first.color.alpha * strength,
            ..first.color
        };
        for ((text, _), (behind, _)) in plain.iter().zip(ground.pairs(shade)?) {
            pairs.push((*text, behind));
        }
    }
    Ok(pairs)
}

/// Whether shadows lie on all sides of the letters, close to them.
fn surrounds(shadows: &[&Shadow]) -> bool {
    /// No farther than letters are thick.
    const CLOSE: f32 = 3.0;
    let close = shadows
        .iter()
        .all(|shadow| shadow.offset.0.abs() <= CLOSE && shadow.offset.1.abs() <= CLOSE);
    let side = |right: f32, down: f32| {
        shadows
            .iter()
            .any(|shadow| shadow.offset.0 * right > 0.0 && shadow.offset.1 * down > 0.0)
    };
    close && side(1.0, 1.0) && side(1.0, -1.0) && side(-1.0, 1.0) && side(-1.0, -1.0)
}
