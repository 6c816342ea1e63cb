//! Links in text are told from the text by more than a colour that looks like it.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Impact, Verdicts};
use crate::accessibility::color::Color;
use crate::accessibility::context::seen_text::is_language;
use crate::accessibility::contrast::ratio;
use crate::dom::style::Style;
use crate::dom::style::keyword::{BorderStyle, Display, TextLine};
use crate::dom::style::value::{Computed, Image, Length};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// A link in a text differs from the text around it by more than its colour, or by a colour of at least 3:1.
    ///
    /// People who see colours badly cannot find a link that is only blue. An underline is what everybody knows.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <style>a { text-decoration: none; color: #003 }</style><p>Please read our <a href="/terms">terms of use</a> first.</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <style>a { color: #003 }</style><p>Please read our <a href="/terms">terms of use</a> first.</p>
    /// ```
    pub(crate) LINK = "contrast/link", Error, Wcag,
        "A link looks like the text around it.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &LINK,
    criteria: criteria!["1.4.1" A],
    act: &[],
    axe: &["link-in-text-block"],
    impact: Impact::Serious,
    run,
}];

/// What WCAG's technique G183 asks for between a link and the text around it.
const NEEDED: f64 = 3.0;

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let (document, styles) = (context.document(), context.styles());
    let mut text = None;
    for id in context.telling().iter().copied() {
        if document.html_name(id) != Some("a")
            || document.attribute(id, "href").is_none()
            || styles.is_seen(id) == Some(false)
        {
            continue;
        }
        let Some(block) = block_around(context, id) else {
            continue;
        };
        let link_text = document.text_content(id);
        let text = text.get_or_insert_with(|| own_text(context));
        if !is_language(&link_text) || !text[block.index()] {
            continue;
        }
        let (link, around) = (styles.style(id), styles.style(block));
        if is_marked(document, context, id, around) {
            verdicts.pass(id);
            continue;
        }
        let colors = (color(context, id, link), color(context, block, around));
        let (Some(link_color), Some(text_color)) = colors else {
            verdicts.review(
                id,
                "The link has no underline; its colour has to be compared with the text around it.",
                HELP,
            );
            continue;
        };
        let found = ratio(link_color, text_color);
        let certain =
            styles.is_complete() && styles.is_seen(id) == Some(true) && link_color != text_color;
        if found >= NEEDED {
            verdicts.pass(id);
            continue;
        }
        let message = format!(
            "The link differs from the text around it by colour alone, with a contrast of {:.2}:1; it needs {NEEDED}:1.",
            (found * 100.0).floor() / 100.0
        );
        let verdict = if certain {
            verdicts.fail(id, message, HELP)
        } else {
            verdicts.review(id, message, HELP)
        };
        verdict.data = Some(Data::Contrast {
            foreground: link_color,
            background: text_color,
            ratio: found,
            needed: NEEDED,
        });
    }
}

const HELP: &str = "Underline it, or give it a colour that differs more in lightness.";

/// The block whose text a link stands in, where the link is a part of the line.
fn block_around(context: &Context<'_>, id: NodeId) -> Option<NodeId> {
    let styles = context.styles();
    if !styles.display(id).is(Display::Inline) {
        return None;
    }
    let block = context.document().ancestors(id).find(|around| {
        context.document().element(*around).is_some()
            && !styles.display(*around).is(Display::Inline)
    })?;
    let flows = matches!(
        styles.display(block).known(),
        Some(
            Display::Block
                | Display::ListItem
                | Display::TableCell
                | Display::InlineBlock
                | Display::FlowRoot
        )
    );
    flows.then_some(block)
}

/// The blocks with text of their own that is no link, by node.
fn own_text(context: &Context<'_>) -> Vec<bool> {
    let (document, styles) = (context.document(), context.styles());
    let mut has = vec![false; document.len()];
    // The block and the link that each element stands in.
    let mut block = vec![Document::ROOT; document.len()];
    let mut linked = vec![false; document.len()];
    for id in context.order().iter().copied() {
        let around = document.parent(id).unwrap_or(Document::ROOT);
        block[id.index()] = block[around.index()];
        linked[id.index()] = linked[around.index()];
        if document.element(id).is_some() {
            let interactive = matches!(
                document.html_name(id),
                Some("a" | "button" | "label" | "select" | "textarea" | "script" | "style")
            );
            linked[id.index()] |= interactive;
            if !styles.display(id).is(Display::Inline) {
                block[id.index()] = id;
            }
        } else if document.text(id).is_some_and(is_language)
            && !linked[id.index()]
            && styles.is_visible(id)
        {
            has[block[id.index()].index()] = true;
        }
    }
    has
}

/// Whether something other than a colour of letters sets a link apart.
fn is_marked(document: &Document, context: &Context<'_>, id: NodeId, around: &Style) -> bool {
    let styles = context.styles();
    let link = styles.style(id);
    let lined = |style: &Style| {
        style.text_decoration_line.may_be(TextLine::Underline)
            || style.text_decoration_line.is(TextLine::Other)
    };
    let border = |line: Computed<BorderStyle>, width: Length| {
        !line.is(BorderStyle::None) && !line.is(BorderStyle::Hidden) && !width.is_zero()
    };
    let differs = |style: &Style| {
        style.font_weight != around.font_weight
            || style.font_size != around.font_size
            || style.background_image != Image::None
            || style
                .background_color
                .known()
                .is_none_or(|color| color.alpha > 0.0)
            || style.text_transform != around.text_transform
            || style.font_family != around.font_family
            || border(style.border_bottom_style, style.border_bottom_width)
            || border(style.border_top_style, style.border_top_width)
            || border(style.border_left_style, style.border_left_width)
    };
    let inside = std::iter::once(id).chain(
        document
            .descendants(id)
            .filter(|inside| document.element(*inside).is_some()),
    );
    let mut any = false;
    for part in inside {
        let style = styles.style(part);
        let picture = document.element(part).is_some_and(|element| {
            matches!(element.name.as_str(), "img" | "svg" | "em" | "i" | "cite")
        });
        any |= lined(style) || differs(style) || picture;
    }
    let generated = styles.before(id).is_some() || styles.after(id).is_some();
    any || generated || !link.box_shadow.is(crate::dom::style::keyword::Effect::None)
}

/// The one colour that text is seen in.
fn color(context: &Context<'_>, id: NodeId, style: &Style) -> Option<Color> {
    let pairs = context
        .styles()
        .ground(id)
        .pairs(style.text_color().known()?)
        .ok()?;
    match pairs.as_slice() {
        [(color, _)] => Some(*color),
        _ => None,
    }
}
