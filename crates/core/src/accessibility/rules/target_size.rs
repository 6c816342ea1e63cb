//! Targets are large enough to be hit.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::dom::style::keyword::{
    BorderStyle, BoxSizing, Display, Effect, PointerEvents, Position,
};
use crate::dom::style::value::{Computed, Length};
use crate::dom::style::{Appearance, Style};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// What people press is at least 24 by 24 px.
    ///
    /// Small targets are missed by people whose hands shake, and by everybody in a train. Links in a line of text are exempt,
    /// and controls as browsers draw them, and small targets with room around them. Sizes are told from what styles declare;
    /// where that is not enough, a person has to look.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <style>button { width: 16px; height: 16px; padding: 0; border: 0; margin: 0 }</style>
    /// <div style="display: flex"><button>B</button><button>I</button></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <style>button { width: 32px; height: 32px }</style>
    /// <div style="display: flex"><button>B</button><button>I</button></div>
    /// ```
    pub(crate) SIZE = "target/size", Error, Wcag,
        "A target is too small to be hit well.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &SIZE,
    criteria: criteria!["2.5.8" AA],
    act: &[],
    axe: &["target-size"],
    impact: Impact::Serious,
    run,
}];

/// CSS pixels, WCAG 2.2, success criterion 2.5.8.
const NEEDED: f32 = 24.0;

const HELP: &str = "Give it min-width and min-height of 24 px, or as much room around it.";

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let styles = context.styles();
    for id in context.telling().iter().copied() {
        let style = styles.style(id);
        if !context.is_in_tab_order(id) || !is_target(context, id, style) {
            continue;
        }
        let (width, height) = (Extent::across(style), Extent::down(style));
        if width.least >= NEEDED && height.least >= NEEDED {
            verdicts.pass(id);
            continue;
        }
        let (Some(wide), Some(high)) = (width.exactly, height.exactly) else {
            // A size that text gives is not known; that it is too small is not said without a hint.
            if width.exactly.is_some_and(|wide| wide < NEEDED)
                || height.exactly.is_some_and(|high| high < NEEDED)
            {
                verdicts.review(id, "The target may be smaller than 24 by 24 px.", HELP);
            }
            continue;
        };
        let message =
            format!("The target is {wide} by {high} px; it needs 24 by 24 px, or room around it.");
        let certain = styles.is_complete()
            && styles.is_seen(id) == Some(true)
            && crowds(context, id, (wide, high));
        let verdict = if certain {
            verdicts.fail(id, message, HELP)
        } else {
            verdicts.review(id, message, HELP)
        };
        verdict.data = Some(Data::Size {
            width: f64::from(wide),
            height: f64::from(high),
            needed: f64::from(NEEDED),
        });
    }
}

/// Whether an element is pressed, and not exempt: in a line of text, or as the browser has it.
fn is_target(context: &Context<'_>, id: NodeId, style: &Style) -> bool {
    let document = context.document();
    let pressed = match document.html_name(id) {
        Some("a" | "button" | "input" | "select" | "textarea" | "summary") => true,
        Some(_) => document.attribute(id, "role").is_some(),
        None => false,
    };
    pressed
        && !style.display.is(Display::Inline)
        && !style.pointer_events.is(PointerEvents::None)
        && context.styles().is_seen(id) != Some(false)
        && !is_as_browsers_have_it(document, id, style)
}

/// Whether the size of a control is the browser's.
fn is_as_browsers_have_it(document: &Document, id: NodeId, style: &Style) -> bool {
    let small = matches!(document.attribute(id, "type"), Some("checkbox" | "radio"));
    if small && style.appearance.is(Appearance::Auto) {
        return style.width == Length::Px(13.0) && style.height == Length::Px(13.0);
    }
    let said = [style.width, style.height, style.max_width, style.max_height];
    style.appearance != Computed::Known(Appearance::None)
        && said.iter().all(|length| *length == Length::Auto)
}

/// How far an element reaches in one direction.
#[derive(Debug, Clone, Copy)]
struct Extent {
    /// It is at least this.
    least: f32,
    /// It is this, where that is declared.
    exactly: Option<f32>,
}

impl Extent {
    fn across(style: &Style) -> Self {
        Self::of(
            style,
            [style.width, style.min_width, style.max_width],
            [style.padding_left, style.padding_right],
            [
                (style.border_left_style, style.border_left_width),
                (style.border_right_style, style.border_right_width),
            ],
        )
    }

    fn down(style: &Style) -> Self {
        Self::of(
            style,
            [style.height, style.min_height, style.max_height],
            [style.padding_top, style.padding_bottom],
            [
                (style.border_top_style, style.border_top_width),
                (style.border_bottom_style, style.border_bottom_width),
            ],
        )
    }

    fn of(
        style: &Style,
        [size, min, max]: [Length; 3],
        padding: [Length; 2],
        border: [(Computed<BorderStyle>, Length); 2],
    ) -> Self {
        let line = |(line, width): (Computed<BorderStyle>, Length)| match line {
            Computed::Known(BorderStyle::None | BorderStyle::Hidden) => Some(0.0),
            Computed::Known(_) => width.px(),
            Computed::Unknown => None,
        };
        let parts = [
            padding[0].px(),
            padding[1].px(),
            line(border[0]),
            line(border[1]),
        ];
        let known: f32 = parts.iter().flatten().sum();
        let whole = parts.iter().all(Option::is_some);
        let inside = style.box_sizing.is(BoxSizing::BorderBox);
        let outer = |length: f32| {
            if inside {
                length.max(known)
            } else {
                length + known
            }
        };
        let least = [size, min]
            .into_iter()
            .filter_map(Length::px)
            .map(outer)
            .fold(known, f32::max);
        let fixed = match (size, min, max) {
            (Length::Px(size), Length::Px(min), Length::Px(max)) => Some(size.min(max).max(min)),
            (Length::Px(size), Length::Px(min), Length::Auto) => Some(size.max(min)),
            (Length::Px(size), Length::Auto, Length::Px(max)) => Some(size.min(max)),
            (Length::Px(size), Length::Auto, Length::Auto) => Some(size),
            _ => None,
        };
        let least = match max {
            Length::Auto => least,
            Length::Px(max) => least.min(outer(max)),
            _ => known,
        };
        Self {
            least,
            exactly: fixed
                .filter(|_| whole && style.box_sizing.known().is_some())
                .map(outer),
        }
    }
}

/// Whether another small target certainly stands right beside it, so that circles of 24 px around both would touch.
fn crowds(context: &Context<'_>, id: NodeId, (wide, high): (f32, f32)) -> bool {
    let (document, styles) = (context.document(), context.styles());
    let Some(parent) = document.parent(id) else {
        return false;
    };
    let around = styles.style(parent);
    // Only in a row or column of boxes without gaps is it known what stands beside what.
    if !matches!(
        around.display.known(),
        Some(Display::Flex | Display::InlineFlex)
    ) {
        return false;
    }
    let siblings: Vec<NodeId> = document
        .children(parent)
        .iter()
        .copied()
        .filter(|child| document.element(*child).is_some())
        .collect();
    let Some(place) = siblings.iter().position(|child| *child == id) else {
        return false;
    };
    let plain = |style: &Style| {
        style.position.is(Position::Static)
            && style.flex_grow.is(0.0)
            && [
                style.margin_left,
                style.margin_right,
                style.margin_top,
                style.margin_bottom,
            ]
            .into_iter()
            .all(Length::is_zero)
    };
    let touches = |other: Option<&NodeId>| {
        let Some(other) = other else { return false };
        let style = styles.style(*other);
        context.is_in_tab_order(*other)
            && is_target(context, *other, style)
            && plain(style)
            && Extent::across(style)
                .exactly
                .is_some_and(|other| f32::midpoint(other, wide) < NEEDED)
            && Extent::down(style)
                .exactly
                .is_some_and(|other| f32::midpoint(other, high) < NEEDED)
    };
    let gaps = around.column_gap != Length::Auto
        || around.row_gap != Length::Auto
        || !around.justify_content.is(Effect::None);
    plain(styles.style(id))
        && !gaps
        && (touches(siblings.get(place + 1))
            || place
                .checked_sub(1)
                .is_some_and(|before| touches(siblings.get(before))))
}
