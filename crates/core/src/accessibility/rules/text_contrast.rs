//! Text stands out from what is behind it.

use std::collections::HashMap;

use super::criteria;
use super::seen_text::{SeenText, disabled, is_language, may_be_sign, seen_text};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::accessibility::color::Color;
use crate::accessibility::contrast::{Threshold, is_large, ratio};
use crate::accessibility::repair::nearest;
use crate::dom::style::color::Rgba;
use crate::dom::style::value::{Computed, Shadow, Shadows};
use crate::dom::style::{Ground, Style, Why};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// Text has a contrast of at least 4.5:1 with what is behind it; large text, from 24 px or from 18.66 px in bold, of at
    /// least 3:1.
    ///
    /// People with low sight, and everybody in the sun, cannot read text that hardly differs from its background in
    /// lightness. Exempt are controls that are disabled with their labels, and text that says nothing in words. What is seen
    /// is judged: colours let through what is behind them, up to the page itself. A picture behind a text is for a person to
    /// look at.
    ///
    /// What a card colours itself is judged in dark surroundings as well, and there it is for a person to look at: set `color`
    /// and `background-color` together, and neither is left to the messenger.
    ///
    /// The theme of guide 000's own sample puts black labels on `#0056B3`, which the guide says it has checked:
    ///
    /// Invalid:
    ///
    /// ```html fragment also=contrast/text-enhanced
    /// <div style="background: #0056b3"><p style="color: black">Full name</p></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div style="background: #0056b3"><p style="color: white">Full name</p></div>
    /// ```
    pub(crate) TEXT = "contrast/text", Error, Wcag,
        "Text does not stand out from what is behind it.";

    /// Text has a contrast of at least 7:1 with what is behind it; large text, from 24 px or from 18.66 px in bold, of at
    /// least 4.5:1.
    ///
    /// This is what level AAA asks for: enough for people whose sight is about 20/80, without glasses or a magnifier.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p style="color: #666; background: white">Full name</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p style="color: #444; background: white">Full name</p>
    /// ```
    pub(crate) TEXT_ENHANCED = "contrast/text-enhanced", Info, Wcag,
        "Text does not stand out enough for people with very low sight.";
}

pub(super) static CHECKS: &[Check] = &[
    Check {
        rule: &TEXT,
        criteria: criteria!["1.4.3" AA],
        act: &["afw4f7"],
        axe: &["color-contrast"],
        impact: Impact::Serious,
        run: |context, verdicts| run(context, verdicts, Threshold::TEXT, Threshold::LARGE_TEXT),
    },
    Check {
        rule: &TEXT_ENHANCED,
        criteria: criteria!["1.4.6" AAA],
        act: &["09o5cg"],
        axe: &["color-contrast-enhanced"],
        impact: Impact::Serious,
        run: |context, verdicts| {
            run(
                context,
                verdicts,
                Threshold::TEXT_ENHANCED,
                Threshold::LARGE_TEXT_ENHANCED,
            );
        },
    },
];

/// The colour of placeholders in Chromium; other browsers have others.
const PLACEHOLDER: Rgba = Rgba::opaque(Color::new(0x75, 0x75, 0x75));

fn run(context: &Context<'_>, verdicts: &mut Verdicts, normal: Threshold, large: Threshold) {
    let exempt = disabled(context);
    let mut told = Told {
        verdicts,
        advice: Advice::default(),
    };
    let styles = context.styles();
    for seen in seen_text(context) {
        if exempt[seen.element.index()] || !is_language(&seen.text) {
            continue;
        }
        let style = styles.style(seen.element);
        let threshold = Thresholds::of(style, normal, large);
        let text = Text {
            what: "The text",
            ground: styles.ground(seen.element),
            style,
            color: style.text_color(),
        };
        let certain = certainty(context, &seen, style);
        text.judge(seen.element, &threshold, certain, &mut told);
    }
    for id in context.document().elements() {
        if !exempt[id.index()] {
            field(context, id, &mut told, normal, large);
        }
    }
}

/// What of a text keeps from being certain; none where nothing does.
fn certainty(context: &Context<'_>, seen: &SeenText, style: &Style) -> Option<&'static str> {
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

/// The texts in fields: what is typed, and what stands there before.
fn field(
    context: &Context<'_>,
    id: NodeId,
    told: &mut Told<'_>,
    normal: Threshold,
    large: Threshold,
) {
    let (document, styles) = (context.document(), context.styles());
    let Some(kind) = text_kind(document, id) else {
        return;
    };
    let seen = styles.is_seen(id);
    if seen == Some(false) {
        return;
    }
    let style = styles.style(id);
    let threshold = Thresholds::of(style, normal, large);
    let certain = if !styles.is_complete() {
        Some("some styles are not known")
    } else if seen.is_none() {
        Some("it is not certain that it is seen")
    } else {
        None
    };
    let ground = styles.ground(id);
    let what = if kind == Kind::Button {
        "The text"
    } else {
        "The text in the field"
    };
    Text {
        what,
        ground,
        style,
        color: style.text_color(),
    }
    .judge(id, &threshold, certain, told);
    let empty = document.attribute(id, "value").is_none_or(str::is_empty)
        && document.text_content(id).trim().is_empty();
    if kind == Kind::Field
        && empty
        && document
            .attribute(id, "placeholder")
            .is_some_and(is_language)
    {
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
        let certain = certain.or(own
            .is_none()
            .then_some("browsers differ in the colour that they give it"));
        let style = own.unwrap_or(style);
        Text {
            what: "The placeholder",
            ground,
            style,
            color,
        }
        .judge(id, &threshold, certain, told);
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

/// The thresholds that a text may have to reach: one, unless it is not known how large it is.
struct Thresholds {
    least: Threshold,
    most: Threshold,
}

impl Thresholds {
    fn of(style: &Style, normal: Threshold, large: Threshold) -> Self {
        /// Sizes are computed in 32 bits, in which 18.66 is a little less.
        const ROUNDING: f64 = 1e-4;
        let size = style.font_size.px().map(|size| f64::from(size) + ROUNDING);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "weights are 1 to 1000"
        )]
        let weight = style.font_weight.known().map(|weight| weight as u16);
        let may = |size: Option<f64>, weight: Option<u16>, otherwise: (f64, u16)| {
            is_large(size.unwrap_or(otherwise.0), weight.unwrap_or(otherwise.1))
        };
        Self {
            least: if may(size, weight, (1000.0, 1000)) {
                large
            } else {
                normal
            },
            most: if may(size, weight, (0.0, 1)) {
                large
            } else {
                normal
            },
        }
    }
}

/// A text with its colours.
struct Text<'s> {
    what: &'static str,
    ground: &'s Ground,
    style: &'s Style,
    color: Computed<Rgba>,
}

impl Text<'_> {
    /// Judges it, where `doubt` says what keeps from being certain.
    fn judge(
        &self,
        id: NodeId,
        thresholds: &Thresholds,
        doubt: Option<&str>,
        Told { verdicts, advice }: &mut Told<'_>,
    ) {
        let what = self.what;
        let pairs = match self.pairs() {
            Ok(pairs) => pairs,
            Err(why) => {
                verdicts.review(
                    id,
                    format!(
                        "{what} stands on something whose colour cannot be told: {}.",
                        reason(why)
                    ),
                    "Look whether it can be read everywhere.",
                );
                return;
            }
        };
        // Text of the colour of its background is no text for those who see; only its author knows whether that is meant.
        if pairs.iter().all(|(text, behind)| text == behind) {
            verdicts.review(
                id,
                format!("{what} has the colour of what is behind it, so nobody can see it."),
                "Give it a colour that can be read, or take it out.",
            );
            return;
        }
        let ratios = || pairs.iter().map(|(text, behind)| ratio(*text, *behind));
        let best = ratios().fold(1.0, f64::max);
        let worst = ratios().fold(21.0, f64::min);
        if worst >= thresholds.most.ratio() {
            verdicts.pass(id);
            return;
        }
        let Some((text, behind)) = pairs
            .iter()
            .copied()
            .find(|(text, behind)| ratio(*text, *behind) >= best)
        else {
            return;
        };
        let needed = if best < thresholds.least.ratio() {
            thresholds.least
        } else {
            thresholds.most
        };
        // Between the colours of a gradient there are more than are looked at.
        let sure = pairs.len() == 1 || best < needed.ratio() - 0.05;
        let help = advice.on(self.color, &pairs, needed);
        let data = Data::Contrast {
            foreground: text.to_string(),
            background: behind.to_string(),
            ratio: best,
            needed: needed.ratio(),
        };
        let measured = format!(
            "{what} has a contrast of {:.2}:1 with what is behind it, and needs {}:1",
            (best * 100.0).floor() / 100.0,
            needed.ratio()
        );
        let verdict = if best < thresholds.least.ratio() && sure {
            match doubt {
                None => verdicts.fail(id, format!("{measured}."), help),
                Some(doubt) => verdicts.review(id, format!("{measured}; {doubt}."), help),
            }
        } else {
            let message = format!(
                "{what} needs a contrast of {}:1, which it does not have everywhere.",
                needed.ratio()
            );
            verdicts.review(
                id,
                message,
                "Look whether it can be read where it is weakest.",
            )
        };
        verdict.data = Some(data);
    }

    /// The colours of its letters, each with what is behind it.
    fn pairs(&self) -> Result<Vec<(Color, Color)>, Why> {
        let color = self.color.known().ok_or(Why::Value)?;
        let plain = self.ground.pairs(color)?;
        let Shadows::Known(shadows) = &self.style.text_shadow else {
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
            for ((text, _), (behind, _)) in plain.iter().zip(self.ground.pairs(shade)?) {
                pairs.push((*text, behind));
            }
        }
        Ok(pairs)
    }
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

fn reason(why: Why) -> &'static str {
    match why {
        Why::Image => "there is a picture",
        Why::Overlap => "it may lie on another element",
        Why::Effect => "a shadow, filter or mask changes it",
        Why::Animation => "it changes by itself",
        Why::Value => "a colour is not known",
    }
}

/// What is told, and what was advised before.
struct Told<'v> {
    verdicts: &'v mut Verdicts,
    advice: Advice,
}

/// What to do about colours, worked out once for each.
#[derive(Debug, Default)]
struct Advice(HashMap<(Color, Vec<Color>, u64), String>);

impl Advice {
    /// The next step: the nearest colour of text that would do, where there is one.
    fn on(&mut self, color: Computed<Rgba>, pairs: &[(Color, Color)], needed: Threshold) -> String {
        const BEHIND: &str = "Make the text and what is behind it differ more in lightness.";
        let Computed::Known(color) = color else {
            return BEHIND.into();
        };
        let backgrounds: Vec<Color> = pairs.iter().map(|(_, behind)| *behind).collect();
        let key = (color.color, backgrounds, needed.ratio().to_bits());
        if let Some(known) = self.0.get(&key) {
            return known.clone();
        }
        let advice = match nearest(color.color, &key.1, needed) {
            Some(repair) => format!("Text in {} would do, or another background.", repair.color),
            None => BEHIND.into(),
        };
        self.0.insert(key, advice.clone());
        advice
    }
}

#[cfg(test)]
#[path = "text_contrast_tests.rs"]
mod tests;
