//! What shows a field, and what shows the focus, stands out from what is around it.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::accessibility::color::Color;
use crate::accessibility::contrast::{Threshold, ratio};
use crate::dom::style::color::Rgba;
use crate::dom::style::keyword::{BorderStyle, Effect};
use crate::dom::style::value::{Computed, Image, Length};
use crate::dom::style::{Appearance, Style};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// The border or the surface of a field, and the ring of the focus, have a contrast of at least 3:1 with what is beside
    /// them.
    ///
    /// People with low sight have to see where a field is, and where they are. What browsers draw themselves is exempt. It is
    /// certain only where neither the border nor the surface of a field that a style draws can be told from what is around
    /// it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label>Name <input style="border: 1px solid #ddd; background: white"></label>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label>Name <input style="border: 1px solid #777; background: white"></label>
    /// ```
    pub(crate) NON_TEXT = "contrast/non-text", Error, Wcag,
        "What shows a field or the focus does not stand out.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &NON_TEXT,
    criteria: criteria!["1.4.11" AA],
    act: &[],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.elements().iter().copied() {
        if context.is_unusable(id) || context.styles().is_seen(id) == Some(false) {
            continue;
        }
        if is_field(document, id) {
            field(context, id, verdicts);
        }
        if context.is_in_tab_order(id) {
            ring(context, id, verdicts);
        }
    }
}

/// Whether an element is a field of which the border is what shows it.
fn is_field(document: &Document, id: NodeId) -> bool {
    match document.html_name(id) {
        Some("textarea" | "select") => true,
        Some("input") => !matches!(
            document
                .attribute(id, "type")
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str(),
            "hidden" | "range" | "color" | "image" | "file" | "button" | "submit" | "reset"
        ),
        _ => false,
    }
}

fn field(context: &Context<'_>, id: NodeId, verdicts: &mut Verdicts) {
    const HELP: &str = "Give its border a colour of at least 3:1 with what is around it.";
    let styles = context.styles();
    let style = styles.style(id);
    // What a style says about borders and surfaces is recognised by what it makes of them.
    if is_as_browsers_have_it(context.document(), id, style) {
        return;
    }
    let Some(around) = styles.ground_around(id).color() else {
        return;
    };
    let Some(surface) = styles.ground(id).color() else {
        return;
    };
    let Some(lines) = lines(style) else { return };
    let seen = |line: &Rgba| {
        styles
            .ground_around(id)
            .pairs(*line)
            .ok()
            .and_then(|pairs| Some(pairs.first()?.0))
    };
    let colors: Vec<Color> = lines.iter().filter_map(seen).collect();
    // The surface against what is around, and each border against both of its sides.
    let parts = colors
        .iter()
        .flat_map(|line| [(*line, around), (*line, surface)])
        .chain([(surface, around)])
        .map(|(one, other)| (ratio(one, other), one, other));
    let Some((best, foreground, background)) = parts.max_by(|one, other| one.0.total_cmp(&other.0))
    else {
        return;
    };
    if best >= Threshold::NON_TEXT.ratio() {
        verdicts.pass(id);
        return;
    }
    let certain = styles.is_complete()
        && styles.is_seen(id) == Some(true)
        && !colors.is_empty()
        && style.box_shadow.is(Effect::None)
        && style.background_image == Image::None
        && style.animation.is(Effect::None)
        && style.outline_style.is(BorderStyle::None);
    let best_text = (best * 100.0).floor() / 100.0;
    let message = format!(
        "What shows the field has a contrast of {best_text:.2}:1 with what is beside it, and needs 3:1."
    );
    let verdict = if certain {
        verdicts.fail(id, message, HELP)
    } else {
        verdicts.review(id, message, HELP)
    };
    verdict.data = Some(data(foreground, background, best));
}

fn data(foreground: Color, background: Color, ratio: f64) -> Data {
    Data::Contrast {
        foreground,
        background,
        ratio,
        needed: Threshold::NON_TEXT.ratio(),
    }
}

/// The colours of the borders that are drawn; none where one is not known.
fn lines(style: &Style) -> Option<Vec<Rgba>> {
    let sides = [
        (
            style.border_top_style,
            style.border_top_width,
            style.border_top_color,
        ),
        (
            style.border_right_style,
            style.border_right_width,
            style.border_right_color,
        ),
        (
            style.border_bottom_style,
            style.border_bottom_width,
            style.border_bottom_color,
        ),
        (
            style.border_left_style,
            style.border_left_width,
            style.border_left_color,
        ),
    ];
    let mut lines = Vec::new();
    for (line, width, color) in sides {
        let drawn =
            !matches!(line.known()?, BorderStyle::None | BorderStyle::Hidden) && width.px()? > 0.0;
        if drawn {
            lines.push(color.beside(style.color).known()?);
        }
    }
    Some(lines)
}

/// The colour of borders in Chromium.
const GREY: Color = Color::new(0x76, 0x76, 0x76);

/// Whether the border and the surface of a field are the browser's: the look that it has without a style.
fn is_as_browsers_have_it(document: &Document, id: NodeId, style: &Style) -> bool {
    let small = matches!(document.attribute(id, "type"), Some("checkbox" | "radio"));
    if small {
        // A style changes its border only where it takes its look away first.
        return style.appearance != Computed::Known(Appearance::None);
    }
    let sides = [
        style.border_top_color,
        style.border_right_color,
        style.border_bottom_color,
        style.border_left_color,
    ];
    let grey = sides
        .iter()
        .all(|side| side.beside(style.color).is(Rgba::opaque(GREY)));
    let widths = [
        style.border_top_width,
        style.border_right_width,
        style.border_bottom_width,
        style.border_left_width,
    ];
    let wide = widths
        .iter()
        .all(|width| matches!(width, Length::Px(width) if *width > 0.0));
    grey && wide
}

/// The ring of the focus, where it is all that shows it.
fn ring(context: &Context<'_>, id: NodeId, verdicts: &mut Verdicts) {
    const HELP: &str = "Give the outline a colour of at least 3:1 with what is around it.";
    let styles = context.styles();
    let rest = styles.style(id);
    let Some(focused) = styles.on_focus(id) else {
        return;
    };
    let drawn = matches!(focused.outline_style, Computed::Known(line) if !matches!(line, BorderStyle::None | BorderStyle::Hidden | BorderStyle::Auto))
        && matches!(focused.outline_width, Length::Px(width) if width > 0.0);
    let only = {
        let mut other = focused.clone();
        other.outline_style = rest.outline_style;
        other.outline_width = rest.outline_width;
        other.outline_color = rest.outline_color;
        other == *rest
    };
    if !drawn || !only {
        return;
    }
    let ground = styles.ground_around(id);
    let (Some(around), Computed::Known(color)) =
        (ground.color(), focused.outline_color.beside(focused.color))
    else {
        return;
    };
    let Some((line, _)) = ground
        .pairs(color)
        .ok()
        .and_then(|pairs| pairs.first().copied())
    else {
        return;
    };
    let inside = styles.ground(id).color();
    let found = ratio(line, around).max(inside.map_or(1.0, |inside| ratio(line, inside)));
    if found >= Threshold::NON_TEXT.ratio() {
        verdicts.pass(id);
        return;
    }
    let shown = (found * 100.0).floor() / 100.0;
    let message = format!(
        "The ring of the focus has a contrast of {shown:.2}:1 with what is beside it, and needs 3:1."
    );
    let certain = styles.is_complete()
        && styles.is_seen(id) == Some(true)
        && inside.is_some()
        && !styles.focus_changes_others()
        && focused.box_shadow.is(Effect::None);
    let verdict = if certain {
        verdicts.fail(id, message, HELP)
    } else {
        verdicts.review(id, message, HELP)
    };
    verdict.data = Some(data(line, around, found));
}
