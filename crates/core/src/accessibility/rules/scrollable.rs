//! What scrolls can be scrolled with the keyboard.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::dom::style::Style;
use crate::dom::style::keyword::{BoxSizing, Display, Overflow, WhiteSpace};
use crate::dom::style::value::{Computed, Length};
use crate::finding::declare::rules;

rules! {
    /// An element that scrolls can get the focus, or holds something that can.
    ///
    /// The arrow keys scroll what has the focus or is around it. Where nothing can get the focus, people without a mouse
    /// never see the rest in browsers that do not help out. It is certain only where the size is declared and what stands in
    /// it is larger by far.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div style="overflow: auto; width: 200px; height: 40px"><div style="height: 400px">Terms of use</div></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div style="overflow: auto; width: 200px; height: 40px" tabindex="0" role="region" aria-label="Terms">
    /// <div style="height: 400px">Terms of use</div></div>
    /// ```
    pub(crate) SCROLLABLE = "focus/scrollable", Error, Wcag,
        "An element that scrolls cannot be reached with the keyboard.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &SCROLLABLE,
    criteria: criteria!["2.1.1" A],
    act: &["0ssw9k"],
    axe: &["scrollable-region-focusable"],
    impact: Impact::Serious,
    run,
}];

const HELP: &str =
    "Give it tabindex=\"0\", a role and a name, or something in it that can get the focus.";

/// How many nodes, and pieces of text of so many bytes, are looked at for all elements that scroll, which may stand in each
/// other.
const MOST_LOOKS: usize = 300_000;
const PIECE: usize = 16;

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let (document, styles) = (context.document(), context.styles());
    let scrolls =
        |overflow: Computed<Overflow>| overflow.is(Overflow::Scroll) || overflow.is(Overflow::Auto);
    if !styles.any(|style| scrolls(style.overflow_x) || scrolls(style.overflow_y)) {
        return;
    }
    let reachable = holders_of_focus(context);
    let mut budget = MOST_LOOKS;
    for id in context.elements().iter().copied() {
        let style = styles.style(id);
        let (across, down) = (scrolls(style.overflow_x), scrolls(style.overflow_y));
        let own = matches!(
            document.html_name(id),
            None | Some(
                "textarea"
                    | "select"
                    | "input"
                    | "iframe"
                    | "html"
                    | "body"
                    | "img"
                    | "video"
                    | "object"
                    | "embed"
            )
        );
        if !(across || down) || own || !styles.is_visible(id) || style.display.is(Display::Inline) {
            continue;
        }
        match overflows(context, id, (across, down), &mut budget) {
            Some(false) => {}
            Some(true) if reachable[id.index()] => verdicts.pass(id),
            Some(true) if styles.is_complete() && styles.is_seen(id) == Some(true) => {
                verdicts.fail(
                    id,
                    "The element scrolls, but nothing in it can get the focus.",
                    HELP,
                );
            }
            _ if reachable[id.index()] => verdicts.pass(id),
            _ => {
                verdicts.review(
                    id,
                    "The element may scroll, and nothing in it can get the focus.",
                    HELP,
                );
            }
        }
    }
}

/// What can get the focus, and what holds such a thing.
fn holders_of_focus(context: &Context<'_>) -> Vec<bool> {
    let document = context.document();
    let order = context.order();
    let mut holds = vec![false; document.len()];
    for id in order.iter().rev().copied() {
        holds[id.index()] |= context.is_in_tab_order(id);
        if holds[id.index()]
            && let Some(parent) = document.parent(id)
        {
            holds[parent.index()] = true;
        }
    }
    holds
}

/// What a scrolling element holds, as far as sizes are known.
#[derive(Debug, Default)]
struct Content {
    /// The widest thing, and the highest, that is declared to be so.
    width: f32,
    height: f32,
    /// The least area that text covers, in square pixels.
    text: f32,
    /// The least length of all that stands in one line, where lines do not break.
    line: f32,
    /// Something is seen at all.
    anything: bool,
}

/// Whether what an element holds is larger than itself; none where that cannot be told.
fn overflows(
    context: &Context<'_>,
    id: NodeId,
    (across, down): (bool, bool),
    budget: &mut usize,
) -> Option<bool> {
    let style = context.styles().style(id);
    let held = measure(context, id, style, budget);
    if *budget == 0 {
        return None;
    }
    if !held.anything {
        return Some(false);
    }
    let padding = |one: Length, other: Length| Some(one.px()? + other.px()?);
    let across_padding = padding(style.padding_left, style.padding_right);
    let down_padding = padding(style.padding_top, style.padding_bottom);
    let inner = |size: Length, most: Length, padding: Option<f32>| {
        let declared = match (size, most) {
            (Length::Px(size), Length::Px(most)) => size.min(most),
            (Length::Px(size), _) => size,
            (_, Length::Px(most)) => most,
            _ => return None,
        };
        let around = if style.box_sizing.is(BoxSizing::BorderBox) {
            0.0
        } else {
            padding?
        };
        Some(declared + around)
    };
    let width = inner(style.width, style.max_width, across_padding);
    let height = inner(style.height, style.max_height, down_padding);
    if across
        && let (Some(width), Some(padding)) = (width, across_padding)
        && (held.width > width + padding || held.line > width + padding)
    {
        return Some(true);
    }
    if down && let (Some(height), Some(padding)) = (height, down_padding) {
        if held.height > height + padding {
            return Some(true);
        }
        if let Some(width) = width
            && held.text > width * (height + padding)
        {
            return Some(true);
        }
    }
    None
}

fn measure(context: &Context<'_>, id: NodeId, style: &Style, budget: &mut usize) -> Content {
    /// No text of words covers less than this for each character: as wide as narrow letters, as high as its lines, in parts
    /// of the size of its font.
    const NARROWEST: f32 = 0.3;
    let (document, styles) = (context.document(), context.styles());
    let one_line =
        style.white_space.is(WhiteSpace::NoWrap) || style.white_space.is(WhiteSpace::Pre);
    let mut held = Content::default();
    for inside in document.descendants(id) {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            break;
        }
        if !styles.is_visible(inside) {
            continue;
        }
        let own = styles.style(inside);
        if let Some(text) = document.text(inside) {
            *budget = budget.saturating_sub(text.len() / PIECE);
            let characters = text
                .split_whitespace()
                .map(|word| word.chars().count() + 1)
                .sum::<usize>();
            if characters == 0 {
                continue;
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "a length is compared with a size"
            )]
            let characters = characters as f32;
            held.anything = true;
            if let Some(size) = own.font_size.px() {
                held.text += characters * NARROWEST * size * size;
                if document.parent(inside) == Some(id) && one_line {
                    held.line += characters * NARROWEST * size;
                }
            }
            continue;
        }
        let Some(name) = document.html_name(inside) else {
            continue;
        };
        let picture = matches!(
            name,
            "img"
                | "video"
                | "canvas"
                | "iframe"
                | "svg"
                | "input"
                | "button"
                | "select"
                | "textarea"
        );
        held.anything |= picture
            || own
                .background_color
                .known()
                .is_some_and(|color| color.alpha > 0.0);
        let in_flow = document.parent(inside) == Some(id)
            && own
                .position
                .is(crate::dom::style::keyword::Position::Static);
        if in_flow && (picture || !own.display.is(Display::Inline)) {
            let width = [own.width.px(), own.min_width.px()]
                .into_iter()
                .flatten()
                .fold(0.0, f32::max);
            let height = [own.height.px(), own.min_height.px()]
                .into_iter()
                .flatten()
                .fold(0.0, f32::max);
            held.width = held.width.max(width);
            held.height = held.height.max(height);
            if one_line && (picture || own.display.is(Display::InlineBlock)) {
                held.line += width;
            }
        }
    }
    held
}
