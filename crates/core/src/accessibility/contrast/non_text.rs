//! What shows a field, and what shows the focus: how it stands out from what is around it.

use super::{Threshold, ratio};
use crate::accessibility::Context;
use crate::accessibility::color::Color;
use crate::dom::style::color::Rgba;
use crate::dom::style::keyword::{BorderStyle, Effect};
use crate::dom::style::value::{Computed, Image, Length};
use crate::dom::style::{Appearance, Style};
use crate::dom::{Document, NodeId};

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Where a field is, by its border or its surface.
    Field,
    /// Where the focus is, by its ring.
    Ring,
}

/// What shows it, where it stands out best.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// What is shown.
    pub(crate) mark: Mark,
    /// The colour in front.
    pub(crate) foreground: Color,
    /// The colour beside it.
    pub(crate) background: Color,
    /// Their ratio.
    pub(crate) ratio: f64,
    /// Whether nothing else may show it.
    pub(crate) certain: bool,
}

impl Shown {
    /// Whether it stands out.
    pub(crate) fn is_enough(&self) -> bool {
        self.ratio >= Threshold::NON_TEXT.ratio()
    }
}

/// Measures an element: its field, its ring, both or none.
pub(crate) fn measure(context: &Context<'_>, id: NodeId) -> impl Iterator<Item = Shown> {
    let is_judged = !context.is_unusable(id) && context.styles().is_seen(id) != Some(false);
    let field = (is_judged && is_field(context.document(), id)).then(|| field(context, id));
    let ring = (is_judged && context.is_in_tab_order(id)).then(|| ring(context, id));
    [field, ring].into_iter().flatten().flatten()
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

fn field(context: &Context<'_>, id: NodeId) -> Option<Shown> {
    let styles = context.styles();
    let style = styles.style(id);
    // What a style says about borders and surfaces is recognised by what it makes of them.
    if is_as_browsers_have_it(context.document(), id, style) {
        return None;
    }
    let around = styles.ground_around(id).color()?;
    let surface = styles.ground(id).color()?;
    let lines = lines(style)?;
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
    let (best, foreground, background) = parts.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let certain = styles.is_complete()
        && styles.is_seen(id) == Some(true)
        && !colors.is_empty()
        && style.box_shadow.is(Effect::None)
        && style.background_image == Image::None
        && style.animation.is(Effect::None)
        && style.outline_style.is(BorderStyle::None);
    Some(Shown {
        mark: Mark::Field,
        foreground,
        background,
        ratio: best,
        certain,
    })
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
fn ring(context: &Context<'_>, id: NodeId) -> Option<Shown> {
    let styles = context.styles();
    let rest = styles.style(id);
    let focused = styles.on_focus(id)?;
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
        return None;
    }
    let ground = styles.ground_around(id);
    let around = ground.color()?;
    let color = focused.outline_color.beside(focused.color).known()?;
    let (foreground, _) = ground.pairs(color).ok()?.first().copied()?;
    let inside = styles.ground(id).color();
    let sides = [Some(around), inside].into_iter().flatten();
    let (ratio, background) = sides
        .map(|side| (ratio(foreground, side), side))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    let certain = styles.is_complete()
        && styles.is_seen(id) == Some(true)
        && inside.is_some()
        && !styles.focus_changes_others()
        && focused.box_shadow.is(Effect::None);
    Some(Shown {
        mark: Mark::Ring,
        foreground,
        background,
        ratio,
        certain,
    })
}
