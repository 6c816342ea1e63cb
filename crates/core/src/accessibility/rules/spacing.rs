//! Spacing that people can change.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::style::keyword::{Display, WhiteSpace};
use crate::dom::style::value::{Length, LineHeight};
use crate::dom::style::{Spacing, Style};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// A `style` attribute does not hold the space between letters below 0.12 times the size of the font.
    ///
    /// People who read with difficulty set letters wider apart, with a style sheet of their own or a tool. What a `style`
    /// attribute sets with `!important` they cannot change.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p style="letter-spacing: 0.1em !important">How can we help?</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p style="letter-spacing: 0.1em">How can we help?</p>
    /// ```
    pub(crate) LETTER = "spacing/letter", Error, Wcag,
        "People cannot set letters wider apart.";

    /// A `style` attribute does not hold the space between words below 0.16 times the size of the font.
    ///
    /// People who read with difficulty set words wider apart, with a style sheet of their own or a tool. What a `style`
    /// attribute sets with `!important` they cannot change.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p style="word-spacing: 0 !important">How can we help?</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p style="word-spacing: 0.16em !important">How can we help?</p>
    /// ```
    pub(crate) WORD = "spacing/word", Error, Wcag,
        "People cannot set words wider apart.";

    /// A `style` attribute does not hold the height of lines below 1.5 times the size of the font, where text has more than
    /// one line.
    ///
    /// People who read with difficulty set lines wider apart, with a style sheet of their own or a tool. What a `style`
    /// attribute sets with `!important` they cannot change. Where a line may be the only one, a person has to look.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p style="line-height: 1.2 !important; max-width: 60px">How can we help you today?</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p style="line-height: 1.2; max-width: 60px">How can we help you today?</p>
    /// ```
    pub(crate) LINE = "spacing/line", Error, Wcag,
        "People cannot set lines wider apart.";
}

pub(super) static CHECKS: &[Check] = &[
    Check {
        rule: &LETTER,
        criteria: criteria!["1.4.12" AA],
        act: &["24afc2"],
        axe: &["avoid-inline-spacing"],
        impact: Impact::Serious,
        run: |context, verdicts| run(context, verdicts, &LETTERS),
    },
    Check {
        rule: &WORD,
        criteria: criteria!["1.4.12" AA],
        act: &["9e45ec"],
        axe: &["avoid-inline-spacing"],
        impact: Impact::Serious,
        run: |context, verdicts| run(context, verdicts, &WORDS),
    },
    Check {
        rule: &LINE,
        criteria: criteria!["1.4.12" AA],
        act: &["78fd32"],
        axe: &["avoid-inline-spacing"],
        impact: Impact::Serious,
        run: |context, verdicts| run(context, verdicts, &LINES),
    },
];

/// A spacing and what WCAG asks for, in parts of the size of the font.
struct Asked {
    spacing: Spacing,
    property: &'static str,
    least: f32,
}

const LETTERS: Asked = Asked {
    spacing: Spacing::Letters,
    property: "letter-spacing",
    least: 0.12,
};
const WORDS: Asked = Asked {
    spacing: Spacing::Words,
    property: "word-spacing",
    least: 0.16,
};
const LINES: Asked = Asked {
    spacing: Spacing::Lines,
    property: "line-height",
    least: 1.5,
};

const HELP: &str = "Leave out !important, or set it in a style sheet.";

fn run(context: &Context<'_>, verdicts: &mut Verdicts, asked: &Asked) {
    let styles = context.styles();
    if !styles.is_any_held(asked.spacing) {
        return;
    }
    let inherits = inheriting(context, asked.spacing);
    for seen in context.seen_text() {
        let id = seen.element;
        let is_held = styles.is_held(id, asked.spacing);
        if !is_held && !inherits[id.index()] {
            continue;
        }
        let style = styles.style(id);
        let breaks = if asked.spacing == Spacing::Lines {
            breaks(context, id)
        } else {
            Some(true)
        };
        if breaks == Some(false) {
            continue;
        }
        let (least, property) = (asked.least, asked.property);
        match parts(style, asked.spacing) {
            // Sizes are computed in 32 bits.
            Some(parts) if parts >= least - 1e-4 => verdicts.pass(id),
            // What is only inherited gives way to a sheet that sets it for every element.
            Some(_) if is_held && seen.certain && breaks == Some(true) && styles.is_complete() => {
                verdicts.fail(
                    id,
                    format!("The style attribute holds {property} below {least} times the size of the font."),
                    HELP,
                );
            }
            _ => {
                verdicts.review(
                    id,
                    format!("The style attribute holds {property}; look whether it is at least {least} times the size of the font."),
                    HELP,
                );
            }
        }
    }
}

/// The elements that have their spacing from an element around them that holds it.
fn inheriting(context: &Context<'_>, spacing: Spacing) -> Vec<bool> {
    let (document, styles) = (context.document(), context.styles());
    let mut inherits = vec![false; document.len()];
    for id in context.elements().iter().copied() {
        let Some(parent) = document.parent(id) else {
            continue;
        };
        let (own, around) = (styles.style(id), styles.style(parent));
        let is_alike = match spacing {
            Spacing::Letters => own.letter_spacing == around.letter_spacing,
            Spacing::Words => own.word_spacing == around.word_spacing,
            Spacing::Lines => own.line_height == around.line_height,
        };
        let is_held = inherits[parent.index()] || styles.is_held(parent, spacing);
        inherits[id.index()] = is_alike && is_held;
    }
    inherits
}

/// A spacing in parts of the size of the font. What `normal` gives is less than is asked for: no space, and lines of about
/// 1.2 times the font.
fn parts(style: &Style, spacing: Spacing) -> Option<f32> {
    let size = style.font_size.px().filter(|size| *size > 0.0)?;
    let length = |length: Length| match length {
        Length::Auto => Some(0.0),
        Length::Px(value) => Some(value / size),
        Length::Percent(part) => Some(part),
        Length::Unknown => None,
    };
    match spacing {
        Spacing::Letters => length(style.letter_spacing),
        Spacing::Words => length(style.word_spacing),
        Spacing::Lines => match style.line_height {
            LineHeight::Normal => Some(1.2),
            LineHeight::Number(factor) => Some(factor),
            LineHeight::Px(value) => Some(value / size),
            LineHeight::Unknown => None,
        },
    }
}

/// Whether the text in an element has more than one line because it is too long for one; none where that cannot be told.
fn breaks(context: &Context<'_>, id: NodeId) -> Option<bool> {
    /// No text of words is narrower than this for each character, nor wider, in parts of the size of its font.
    const NARROWEST: f32 = 0.3;
    const WIDEST: f32 = 1.1;
    /// Wider than a window usually is.
    const WINDOW: f32 = 2000.0;
    let (document, styles) = (context.document(), context.styles());
    let style = styles.style(id);
    match style.white_space.known()? {
        WhiteSpace::NoWrap | WhiteSpace::Pre => return Some(false),
        _ => {}
    }
    let size = style.font_size.px()?;
    // Enough to be sure, of what may be nested as deeply as a document can be.
    let text: String = document
        .descendants(id)
        .take(1_000)
        .filter_map(|id| document.text(id))
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() < 2 {
        return Some(false);
    }
    let characters = words
        .iter()
        .map(|word| word.chars().count() + 1)
        .sum::<usize>();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a length is compared with a width"
    )]
    let characters = characters as f32;
    let (most, least) = width(document, context, id);
    if characters * NARROWEST * size > most.unwrap_or(WINDOW) {
        Some(true)
    } else if least.is_some_and(|least| characters * WIDEST * size < least) {
        Some(false)
    } else {
        None
    }
}

/// The most and the least width that the text in an element can have, where they are declared.
fn width(document: &Document, context: &Context<'_>, id: NodeId) -> (Option<f32>, Option<f32>) {
    let mut most: Option<f32> = None;
    let mut least = None;
    let mut first = true;
    for around in std::iter::once(id).chain(document.ancestors(id)).take(32) {
        let style = context.styles().style(around);
        if document.element(around).is_none() || style.display.is(Display::Inline) {
            continue;
        }
        let declared = [style.max_width.px(), style.width.px()];
        for width in declared.into_iter().flatten() {
            most = Some(most.map_or(width, |most| most.min(width)));
        }
        if first {
            least = style.width.px().filter(|_| style.max_width == Length::Auto);
            first = false;
        }
        // What a box holds may be wider than the box it is set in, but not than its own width.
        if style.width.px().is_some() || style.max_width.px().is_some() {
            break;
        }
    }
    (most, least)
}
