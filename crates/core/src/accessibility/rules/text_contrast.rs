//! Text stands out from what is behind it.

use std::collections::HashMap;

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::accessibility::color::Color;
use crate::accessibility::contrast::Threshold;
use crate::accessibility::contrast::standing::{Standing, Thresholds};
use crate::accessibility::contrast::text::TextContrast;
use crate::accessibility::repair::nearest;
use crate::dom::style::Why;
use crate::dom::style::color::Rgba;
use crate::dom::style::value::Computed;
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

fn run(context: &Context<'_>, verdicts: &mut Verdicts, normal: Threshold, large: Threshold) {
    let mut advice = Advice {
        is_asked: context.is_advised(),
        known: HashMap::new(),
    };
    for text in context.text_contrasts() {
        let thresholds = Thresholds::of(text, normal, large);
        judge(text, &thresholds, &mut advice, verdicts);
    }
}

/// Judges a text.
fn judge(
    text: &TextContrast,
    thresholds: &Thresholds,
    advice: &mut Advice,
    verdicts: &mut Verdicts,
) {
    let (id, what) = (text.node, text.what.words());
    let weak = match Standing::of(text, thresholds) {
        Standing::Enough => {
            verdicts.pass(id);
            return;
        }
        Standing::Untold(why) => {
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
        // Text of the colour of its background is no text for those who see; only its author knows whether that is meant.
        Standing::Unseen => {
            verdicts.review(
                id,
                format!("{what} has the colour of what is behind it, so nobody can see it."),
                "Give it a colour that can be read, or take it out.",
            );
            return;
        }
        Standing::Weak(weak) => weak,
    };
    let needed = weak.needed;
    let verdict = if weak.everywhere {
        let measured = format!(
            "{what} has a contrast of {:.2}:1 with what is behind it, and needs {}:1",
            (weak.best * 100.0).floor() / 100.0,
            needed.ratio()
        );
        let pairs = text.seen.as_ref().map_or(&[][..], |seen| &seen.all);
        let help = advice.on(text.color, pairs, needed);
        match text.doubt {
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
    verdict.data = Some(Data::Contrast {
        foreground: weak.foreground,
        background: weak.background,
        ratio: weak.best,
        needed: needed.ratio(),
    });
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

/// How many colours a document is advised on: far more than a design has, and few enough for what a page may cost.
const MOST_ADVISED: usize = 50;

/// What to do about colours, worked out once for each.
#[derive(Debug)]
struct Advice {
    is_asked: bool,
    known: HashMap<(Color, Vec<Color>, u64), String>,
}

impl Advice {
    /// The next step: the nearest colour of text that would do, where there is one.
    fn on(&mut self, color: Computed<Rgba>, pairs: &[(Color, Color)], needed: Threshold) -> String {
        const BEHIND: &str = "Make the text and what is behind it differ more in lightness.";
        let Computed::Known(color) = color else {
            return BEHIND.into();
        };
        if !self.is_asked {
            return BEHIND.into();
        }
        let backgrounds: Vec<Color> = pairs.iter().map(|(_, behind)| *behind).collect();
        let key = (color.color, backgrounds, needed.ratio().to_bits());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        if self.known.len() >= MOST_ADVISED {
            return BEHIND.into();
        }
        let advice = match nearest(color.color, &key.1, needed) {
            Some(repair) => format!("Text in {} would do, or another background.", repair.color),
            None => BEHIND.into(),
        };
        self.known.insert(key, advice.clone());
        advice
    }
}

#[cfg(test)]
#[path = "text_contrast_tests.rs"]
mod tests;
