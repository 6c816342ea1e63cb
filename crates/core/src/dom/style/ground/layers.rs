//! Every background up to the canvas, laid on each other element by element.

use std::collections::HashSet;

use super::{Ground, Why, through};
use crate::dom::style::keyword::{Display, Effect, Float, Overflow, Position};
use crate::dom::style::property::{Clip, Move, Style};
use crate::dom::style::special::Scheme;
use crate::dom::style::value::{Computed, Generated, Image, Length};
use crate::dom::style::{GeneratedBox, Styles};
use crate::dom::{Document, NodeId};

/// How many grounds of several colours a document may have.
const MOST_GROUNDS: usize = 10_000;

/// What is drawn elsewhere in a document that something may lie on.
#[derive(Debug, Clone, Copy, Default)]
struct Elsewhere {
    /// Some element but the page itself has a background, or is a picture.
    anything: bool,
    /// Some such element is placed out of the flow.
    placed: bool,
    /// Some such element is placed behind the flow.
    below: bool,
}

/// Works out what is behind every node: the distinct grounds, and the place of that of each node among them.
pub(in crate::dom::style) fn lay(
    document: &Document,
    order: &[NodeId],
    styles: &Styles,
) -> (Vec<Ground>, Vec<u32>) {
    let elsewhere = look(document, order, styles);
    let mut first = Ground::default();
    if elsewhere.below {
        first.unknown(Why::Overlap, false);
    }
    let mut grounds = vec![first];
    let mut of = vec![0_u32; document.len()];
    let pulled = if elsewhere.anything {
        holders_of_pulled(document, order, styles)
    } else {
        HashSet::new()
    };
    let plain: Vec<bool> = styles.distinct.iter().map(is_plain).collect();
    let is_plain = |id: NodeId| plain[styles.of[id.index()] as usize];
    for id in order {
        let parent = document.parent(*id);
        let around = parent.map_or(0, |parent| of[parent.index()]);
        of[id.index()] = around;
        // Most elements leave the ground as it is, and grounds are not copied for them.
        let leaves = is_plain(*id)
            && parent.is_some_and(|parent| {
                parent != Document::ROOT && is_plain(parent) && !pulled.contains(&parent)
            })
            && styles.before(*id).is_none()
            && styles.after(*id).is_none();
        if leaves {
            continue;
        }
        if document.element(*id).is_none() || styles.shown[id.index()].rendered == Some(false) {
            continue;
        }
        let Some(ground) = grounds.get(around as usize) else {
            continue;
        };
        let mut own = ground.clone();
        if parent.is_some_and(|parent| pulled.contains(&parent)) {
            own.unknown(Why::Overlap, false);
        }
        enter(document, *id, styles, elsewhere, &mut own);
        if grounds.len() > MOST_GROUNDS && own.color().is_none() {
            own.unknown(Why::Image, false);
        }
        if own != *ground {
            of[id.index()] = u32::try_from(grounds.len()).unwrap_or(0);
            grounds.push(own);
        }
    }
    (grounds, of)
}

/// What holds an element that a negative margin pulls over those beside it, or those beside it over the element.
fn holders_of_pulled(document: &Document, order: &[NodeId], styles: &Styles) -> HashSet<NodeId> {
    /// Through so many elements around it the margin of what stands first or last in them is followed.
    const FAR: usize = 16;
    let pulls: Vec<bool> = styles.distinct.iter().map(pulls_others).collect();
    let mut holders = HashSet::new();
    for id in order {
        if !pulls[styles.of[id.index()] as usize]
            || document.element(*id).is_none()
            || styles.shown[id.index()].rendered == Some(false)
        {
            continue;
        }
        let mut inside = *id;
        for around in document.ancestors(*id).take(FAR) {
            holders.insert(around);
            // The margin of what stands at its edge may be the margin of what is around it.
            let children = document.children(around);
            let is_element = |id: &&NodeId| document.element(**id).is_some();
            let is_first = children.iter().find(is_element) == Some(&inside);
            if !is_first && children.iter().rfind(is_element) != Some(&inside) {
                break;
            }
            inside = around;
        }
    }
    holders
}

/// Whether an element of a style has a negative margin that moves what stands beside it. One that only makes a block
/// wider, as the rows of grids have it, does not.
fn pulls_others(style: &Style) -> bool {
    let negative = |lengths: [Length; 2]| lengths.into_iter().any(is_negative);
    let is_block = style.display.is(Display::Block) && style.float.is(Float::None);
    let in_flow =
        style.position.may_be(Position::Static) || style.position.may_be(Position::Relative);
    let down =
        !style.display.is(Display::Inline) && negative([style.margin_top, style.margin_bottom]);
    let across = !is_block && negative([style.margin_left, style.margin_right]);
    in_flow && (down || across)
}

fn is_negative(length: Length) -> bool {
    matches!(length, Length::Px(value) | Length::Percent(value) if value < 0.0)
}

/// Whether an element of a style leaves the ground as it is, unless what it stands in or what it generates makes a
/// difference.
fn is_plain(style: &Style) -> bool {
    !paints(style)
        && style.position.is(Position::Static)
        && !is_displaced(style)
        && style.opacity.is(1.0)
        && style.animation.is(Effect::None)
        && effects(style).all(|effect| effect.is(Effect::None))
}

/// What changes how an element and what it lies on are mixed.
fn effects(style: &Style) -> impl Iterator<Item = Computed<Effect>> {
    [
        style.blend_mode,
        style.filter,
        style.backdrop_filter,
        style.mask,
    ]
    .into_iter()
}

/// Whether a style draws a background.
fn paints(style: &Style) -> bool {
    style.background_image != Image::None
        || style
            .background_color
            .known()
            .is_none_or(|color| color.alpha > 0.0)
}

fn look(document: &Document, order: &[NodeId], styles: &Styles) -> Elsewhere {
    let mut found = Elsewhere::default();
    for id in order {
        if document.element(*id).is_none() || styles.shown[id.index()].rendered == Some(false) {
            continue;
        }
        let name = document.html_name(*id);
        if matches!(name, Some("html" | "body")) {
            continue;
        }
        let style = styles.style(*id);
        let picture = matches!(
            name,
            Some("img" | "video" | "iframe" | "canvas" | "object" | "embed")
        ) || document
            .element(*id)
            .is_some_and(|element| element.name == "svg");
        if paints(style) || picture {
            found.anything = true;
            let placed =
                !style.position.is(Position::Static) && !style.position.is(Position::Relative);
            found.placed |= placed;
            let below = style.z_index.known().is_some_and(|index| index < 0.0);
            found.below |= below && !style.position.is(Position::Static);
        }
        for generated in [styles.before(*id), styles.after(*id)]
            .into_iter()
            .flatten()
        {
            let style = styles.generated_style(generated);
            if generated.content != Generated::None && paints(style) {
                found.anything = true;
                found.placed |= is_out_of_flow(style);
            }
        }
    }
    found
}

fn is_out_of_flow(style: &Style) -> bool {
    style.position.may_be(Position::Absolute) || style.position.may_be(Position::Fixed)
}

/// Whether an element may be elsewhere than where it stands in the flow.
fn is_displaced(style: &Style) -> bool {
    let moved = |length: Length| !matches!(length, Length::Auto) && !length.is_zero();
    let insets = [style.top, style.right, style.bottom, style.left];
    let placed = match style.position {
        Computed::Known(Position::Static) => false,
        Computed::Known(Position::Relative) => insets.into_iter().any(moved),
        _ => true,
    };
    placed
        || style.float.known() != Some(Float::None)
        || [
            style.margin_top,
            style.margin_right,
            style.margin_bottom,
            style.margin_left,
        ]
        .into_iter()
        .any(is_negative)
        || !matches!(style.transform, Computed::Known(Move::None | Move::Little))
        || ![style.translate, style.scale, style.rotate]
            .into_iter()
            .all(|effect| effect.is(Effect::None))
}

fn enter(
    document: &Document,
    id: NodeId,
    styles: &Styles,
    elsewhere: Elsewhere,
    ground: &mut Ground,
) {
    let style = styles.style(id);
    if style.display.is(Display::Contents) {
        return;
    }
    if is_displaced(style) && elsewhere.anything
        || ground.canvas && elsewhere.placed && !style.position.is(Position::Static)
    {
        ground.unknown(Why::Overlap, false);
    }
    let around = document.parent(id).map(|parent| styles.style(parent));
    let in_line = around.is_some_and(|around| around.display.is(Display::Inline) && paints(around));
    if in_line && !style.display.is(Display::Inline) && !style.display.is(Display::InlineBlock) {
        ground.unknown(Why::Overlap, false);
    }
    // The canvas has the colour of the scheme of the page.
    if document.parent(id) == Some(Document::ROOT)
        && document.html_name(id) == Some("html")
        && !style.color_scheme.is(Scheme::Light)
    {
        ground.unknown(Why::Value, false);
    }
    if !effects(style).all(|effect| effect.is(Effect::None)) {
        ground.unknown(Why::Effect, true);
    }
    if !style.animation.is(Effect::None) {
        ground.unknown(Why::Animation, true);
    }
    match style.opacity {
        Computed::Known(opacity) if opacity < 1.0 => ground.group(f64::from(opacity.max(0.0))),
        Computed::Known(_) => {}
        Computed::Unknown => ground.unknown(Why::Value, true),
    }
    background(style, ground);
    if collapses(style) && paints(style) {
        ground.unknown(Why::Overlap, false);
    }
    let covers = |generated: &GeneratedBox| {
        let style = styles.generated_style(generated);
        generated.content != Generated::None && is_out_of_flow(style) && paints(style)
    };
    if [styles.before(id), styles.after(id)]
        .into_iter()
        .flatten()
        .any(covers)
    {
        ground.unknown(Why::Overlap, false);
    }
}

fn background(style: &Style, ground: &mut Ground) {
    if !paints(style) {
        return;
    }
    if !style.background_clip.is(Clip::Box) {
        ground.unknown(Why::Image, false);
        return;
    }
    match style.background_color {
        Computed::Known(color) => ground.draw(&[color]),
        Computed::Unknown => ground.unknown(Why::Value, false),
    }
    match &style.background_image {
        Image::None => {}
        Image::Gradient(stops) => ground.draw(&through(stops)),
        Image::Other => {
            ground.canvas = false;
            ground.unknown(Why::Image, false);
        }
    }
}

/// Whether what an element holds stands out of it for sure.
fn collapses(style: &Style) -> bool {
    let none = |length: Length, overflow: Computed<Overflow>| {
        length.is_zero() && overflow.may_be(Overflow::Visible)
    };
    !style.display.is(Display::Inline)
        && (none(style.height, style.overflow_y) || none(style.width, style.overflow_x))
}
