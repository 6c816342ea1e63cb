//! What is seen of a document: what is rendered, what is visible, what is in sight.

use super::keyword::{Display, Overflow, Position, Visibility};
use super::property::{Cut, Move, Skip, Style};
use super::value::{Computed, Length};
use super::{FAR_AWAY, Styles};
use crate::dom::{Content, Document, Namespace, NodeId};

/// What is seen of a node; none where it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// It takes part in the page.
    pub(super) rendered: Option<bool>,
    /// Its own `visibility` is `visible`.
    pub(super) visible: Option<bool>,
    /// It is not moved or cut away, nor transparent as a whole.
    pub(super) in_sight: Option<bool>,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            rendered: Some(true),
            visible: Some(true),
            in_sight: Some(true),
        }
    }
}

/// Tells of every node, of which `order` says the order of the document.
pub(super) fn tell(document: &Document, order: &[NodeId], styles: &mut Styles) {
    let in_sight: Vec<Option<bool>> = styles.distinct.iter().map(leaves_in_sight).collect();
    for id in order {
        let around = document
            .parent(*id)
            .map_or(Shown::default(), |parent| styles.shown[parent.index()]);
        let style = styles.style(*id);
        let shown = match &document.node(*id).content {
            Content::Element(drawn) => {
                let in_sight = match drawn.namespace {
                    Namespace::Svg => Some(true),
                    Namespace::Html if drawn.name == "canvas" => Some(false),
                    _ => in_sight[styles.of[id.index()] as usize],
                };
                element(document, *id, style, in_sight, around)
            }
            Content::Text(_) => text(document, *id, style, around),
            _ => Shown {
                rendered: Some(false),
                ..around
            },
        };
        styles.shown[id.index()] = shown;
    }
}

/// Both, where one of them may be unknown.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn element(
    document: &Document,
    id: NodeId,
    style: &Style,
    in_sight: Option<bool>,
    around: Shown,
) -> Shown {
    let own = style
        .display
        .known()
        .map(|display| display != Display::None);
    let rendered = if is_left_out(document, id) {
        Some(false)
    } else {
        both(around.rendered, own)
    };
    Shown {
        rendered,
        visible: style
            .visibility
            .known()
            .map(|visibility| visibility == Visibility::Visible),
        in_sight: both(around.in_sight, in_sight),
    }
}

/// Text has no box of its own; what matters is the element around it.
fn text(document: &Document, id: NodeId, style: &Style, around: Shown) -> Shown {
    let left_out = document
        .parent(id)
        .is_some_and(|parent| is_content_left_out(document, parent, id, style));
    Shown {
        rendered: if left_out {
            Some(false)
        } else {
            around.rendered
        },
        ..around
    }
}

/// Whether an element is not drawn because of what it stands in.
fn is_left_out(document: &Document, id: NodeId) -> bool {
    let Some(parent) = document.parent(id) else {
        return false;
    };
    match document.html_name(parent) {
        Some("details") => is_closed_away(document, parent, id),
        Some("video" | "audio" | "progress" | "meter" | "iframe") => true,
        _ => false,
    }
}

/// Whether text is not drawn because of what it stands in.
fn is_content_left_out(document: &Document, parent: NodeId, id: NodeId, style: &Style) -> bool {
    let skipped = style.content_visibility.is(Skip::Hidden);
    skipped
        || match document.html_name(parent) {
            Some("details") => is_closed_away(document, parent, id),
            Some(
                "video" | "audio" | "progress" | "meter" | "iframe" | "select" | "optgroup"
                | "datalist",
            ) => true,
            _ => false,
        }
}

/// Whether a closed `details` keeps it away: all but the first `summary`.
fn is_closed_away(document: &Document, details: NodeId, id: NodeId) -> bool {
    document.attribute(details, "open").is_none()
        && document
            .children(details)
            .iter()
            .find(|child| document.html_name(**child) == Some("summary"))
            != Some(&id)
}

/// Whether an element of a style leaves what it holds in sight.
fn leaves_in_sight(style: &Style) -> Option<bool> {
    let away = [
        match style.opacity {
            Computed::Known(opacity) => Some(opacity <= 0.0),
            Computed::Unknown => None,
        },
        is_placed_away(style),
        is_cut(style),
        is_moved_away(style),
        has_no_room(style),
        style.font_size.px.known().map(|size| size <= 0.0),
        match style.text_indent {
            Length::Px(indent) => Some(indent <= FAR_AWAY),
            Length::Percent(part) => {
                if part <= -1.0 {
                    None
                } else {
                    Some(false)
                }
            }
            _ => None,
        },
        style
            .content_visibility
            .known()
            .map(|skip| skip == Skip::Hidden),
        style.mask.known().map(|_| false),
    ];
    if away.contains(&Some(true)) {
        Some(false)
    } else if away.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// Whether it is placed above or left of everything, where nobody can scroll to.
fn is_placed_away(style: &Style) -> Option<bool> {
    if style.position.is(Position::Static) || style.position.is(Position::Sticky) {
        return Some(margins_away(style));
    }
    let position = style.position.known()?;
    let far =
        |length: Length| match length {
            Length::Px(value) if value <= FAR_AWAY => Some(true),
            Length::Px(value)
                if value < 0.0 && value > FAR_AWAY && position != Position::Relative =>
            {
                if value < -100.0 { None } else { Some(false) }
            }
            Length::Percent(value) if value <= -1.0 => None,
            Length::Px(_) | Length::Auto | Length::Percent(_) => Some(false),
            Length::Unknown => None,
        };
    let sides = [far(style.left), far(style.top), Some(margins_away(style))];
    // Far to the right or below is out of sight only where the window is its frame.
    let other = |length: Length| matches!(length, Length::Px(value) if value >= -FAR_AWAY);
    if sides.contains(&Some(true)) {
        return Some(true);
    }
    if position == Position::Fixed && (other(style.left) || other(style.top)) {
        return None;
    }
    let ends = [style.right, style.bottom];
    if ends.iter().any(|length| far(*length) != Some(false)) || sides.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn margins_away(style: &Style) -> bool {
    let far = |length: Length| matches!(length, Length::Px(value) if value <= FAR_AWAY);
    far(style.margin_left) || far(style.margin_top)
}

fn is_cut(style: &Style) -> Option<bool> {
    // The old `clip` cuts only what is placed.
    let placed =
        style.position.may_be(Position::Absolute) || style.position.may_be(Position::Fixed);
    let old = if placed {
        style.clip.known().map(|cut| cut == Cut::All)
    } else {
        Some(false)
    };
    let new = style.clip_path.known().map(|cut| cut == Cut::All);
    match (old, new) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, _) | (_, None) => None,
        _ => Some(false),
    }
}

fn is_moved_away(style: &Style) -> Option<bool> {
    match style.transform.known() {
        Some(Move::Away) => Some(true),
        Some(Move::None | Move::Little) => Some(false),
        None => None,
    }
}

/// Whether what it holds is cut to at most a pixel.
fn has_no_room(style: &Style) -> Option<bool> {
    let inline = style.display.is(Display::Inline) || style.display.is(Display::Contents);
    if inline {
        return Some(false);
    }
    let cuts = |overflow: Computed<Overflow>| {
        overflow
            .known()
            .map(|overflow| overflow != Overflow::Visible)
    };
    let small = |length: Length, most: Length| {
        let tiny = |length: Length| {
            matches!(length, Length::Px(value) if value <= 1.0) || length.is_zero()
        };
        tiny(length) || tiny(most)
    };
    let padded = |one: Length, other: Length| !one.is_zero() || !other.is_zero();
    let (wide, high) = (
        small(style.width, style.max_width),
        small(style.height, style.max_height),
    );
    let width = wide && !padded(style.padding_left, style.padding_right);
    let height = high && !padded(style.padding_top, style.padding_bottom);
    if !width && !height {
        return Some(false);
    }
    match (cuts(style.overflow_x), cuts(style.overflow_y)) {
        (Some(false), Some(false)) => Some(false),
        (Some(true), _) if width => Some(true),
        (_, Some(true)) if height => Some(true),
        _ => None,
    }
}
