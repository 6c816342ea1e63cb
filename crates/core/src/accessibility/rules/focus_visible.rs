//! The focus is seen.

use super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::dom::style::keyword::{BorderStyle, Effect};
use crate::dom::style::value::{Computed, Length};
use crate::dom::style::{Style, Styles};
use crate::finding::declare::rules;

rules! {
    /// What has the focus looks different from what has not.
    ///
    /// People who use the keyboard have to see where they are. Browsers draw a ring; a style that takes it away has to put
    /// something in its place. A script may do so too, so an element with handlers of focus is for a person to look at.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <style>button:focus { outline: none }</style><button>Send</button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <style>button:focus { outline: 2px solid black }</style><button>Send</button>
    /// ```
    pub(crate) VISIBLE = "focus/visible", Error, Wcag,
        "Nothing shows which element has the focus.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &VISIBLE,
    criteria: criteria!["2.4.7" AA],
    act: &["oj04fd"],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

const HELP: &str = "Give it an outline on :focus-visible that stands out.";

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let (document, styles) = (context.document(), context.styles());
    let scripted = context
        .telling()
        .iter()
        .any(|id| document.html_name(*id) == Some("script"));
    for id in context.telling().iter().copied() {
        if !context.is_in_tab_order(id) || document.html_name(id) == Some("iframe") {
            continue;
        }
        match shows_focus(styles, id) {
            Some(true) if styles.is_complete() => verdicts.pass(id),
            Some(true) => {
                verdicts.review(
                    id,
                    "A style sheet that is not read may take away the ring of the focus.",
                    HELP,
                );
            }
            Some(false) if is_certain(context, id, scripted) => {
                verdicts.fail(
                    id,
                    "Nothing changes where the element gets the focus.",
                    HELP,
                );
            }
            _ => {
                verdicts.review(
                    id,
                    "The ring that browsers draw around the focus is taken away.",
                    HELP,
                );
            }
        }
    }
}

fn is_certain(context: &Context<'_>, id: NodeId, scripted: bool) -> bool {
    let handler = |name: &str| context.document().attribute(id, name).is_some();
    let styles = context.styles();
    styles.is_complete()
        && !styles.focus_changes_others()
        && !scripted
        && !handler("onfocus")
        && !handler("onfocusin")
        && styles.is_seen(id) == Some(true)
        && !is_typed_into(context, id)
}

/// Whether a caret blinks in it, which shows the focus by itself.
fn is_typed_into(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    match document.html_name(id) {
        Some("textarea") => true,
        Some("input") => !matches!(
            document
                .attribute(id, "type")
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str(),
            "button"
                | "submit"
                | "reset"
                | "checkbox"
                | "radio"
                | "image"
                | "range"
                | "color"
                | "file"
        ),
        _ => document.attribute(id, "contenteditable").is_some(),
    }
}

/// Whether an element shows by itself that it has the focus; none where that cannot be told.
fn shows_focus(styles: &Styles, id: NodeId) -> Option<bool> {
    let rest = styles.style(id);
    let focused = styles.on_focus(id).unwrap_or(rest);
    // The browser's ring is there unless an author says something about outlines; whether it is there in no colour or
    // without width, browsers do not agree.
    if !styles.is_outline_declared(id) {
        let color = focused.outline_color.beside(Computed::Unknown).known();
        let is_clear = color.is_some_and(|color| color.alpha == 0.0);
        return (!is_clear && !focused.outline_width.is_zero()).then_some(true);
    }
    let changes = [
        outline(styles, id, rest, focused),
        Some(
            rest.background_color != focused.background_color
                || rest.background_image != focused.background_image,
        ),
        Some(rest.text_color() != focused.text_color()),
        Some(borders(rest) != borders(focused)),
        Some(rest.text_decoration_line != focused.text_decoration_line),
        Some(
            rest.opacity != focused.opacity
                || rest.transform != focused.transform
                || rest.filter != focused.filter,
        ),
        Some(rest.font_size != focused.font_size || rest.font_weight != focused.font_weight),
        Some(sizes(rest) != sizes(focused)),
    ];
    // Any shadow or effect that is not known may be the difference.
    let effects = |style: &Style| {
        [
            style.box_shadow,
            style.animation,
            style.filter,
            style.backdrop_filter,
        ]
        .iter()
        .all(|effect| effect.is(Effect::None))
    };
    if rest.box_shadow.is(Effect::None) && focused.box_shadow == Computed::Unknown {
        return Some(true);
    }
    if changes.contains(&Some(true)) {
        Some(true)
    } else if changes.contains(&None)
        || !effects(focused)
        || rest.text_shadow != focused.text_shadow
    {
        None
    } else {
        Some(false)
    }
}

/// Whether the outline is another with the focus; none where that cannot be told.
fn outline(styles: &Styles, id: NodeId, rest: &Style, focused: &Style) -> Option<bool> {
    let drawn = |style: &Style| match (style.outline_style, style.outline_width) {
        (Computed::Known(BorderStyle::None | BorderStyle::Hidden), _) | (_, Length::Px(0.0)) => {
            Some(false)
        }
        (Computed::Known(_), Length::Px(_)) => {
            let color = style.outline_color.beside(style.color).known()?;
            Some(color.alpha > 0.0)
        }
        _ => None,
    };
    let with = drawn(focused)?;
    if !with {
        return drawn(rest);
    }
    if drawn(rest)?
        && rest.outline_color == focused.outline_color
        && rest.outline_style == focused.outline_style
        && rest.outline_width == focused.outline_width
    {
        return Some(false);
    }
    // An outline of the colour of what is around it is not seen.
    let around = styles.ground_around(id).color();
    let color = focused.outline_color.beside(focused.color).known()?;
    match around {
        Some(around) if color.alpha >= 1.0 => Some(color.color != around),
        _ => None,
    }
}

type Border = (
    Computed<BorderStyle>,
    Length,
    Computed<crate::dom::style::color::Rgba>,
);

fn borders(style: &Style) -> [Border; 4] {
    let text = style.color;
    [
        (
            style.border_top_style,
            style.border_top_width,
            style.border_top_color.beside(text),
        ),
        (
            style.border_right_style,
            style.border_right_width,
            style.border_right_color.beside(text),
        ),
        (
            style.border_bottom_style,
            style.border_bottom_width,
            style.border_bottom_color.beside(text),
        ),
        (
            style.border_left_style,
            style.border_left_width,
            style.border_left_color.beside(text),
        ),
    ]
}

fn sizes(style: &Style) -> [Length; 6] {
    [
        style.width,
        style.height,
        style.padding_top,
        style.padding_right,
        style.padding_bottom,
        style.padding_left,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn the_focus_is_seen() {
        for (style, outcome) in [
            ("", PASS),
            ("a { outline: none }", FAIL),
            ("a:focus { outline: none }", FAIL),
            ("a:focus { outline: none; background: #000 }", PASS),
            // No pixel changes, so nobody sees it (ACT rule oj04fd).
            ("a { outline: 2px solid transparent }", FAIL),
            ("a:focus { outline: 2px solid transparent }", FAIL),
            ("a:focus { outline: 2px solid rgb(0 0 0 / 0) }", FAIL),
            ("a:focus { outline: 0 solid red }", FAIL),
            (
                "a:focus { outline: 2px solid transparent; color: red }",
                PASS,
            ),
            ("a:focus { outline-color: transparent }", REVIEW),
            ("a:focus { outline-width: 0 }", REVIEW),
            ("a:focus { outline-color: red }", PASS),
            ("a { outline: none } a:focus { border: 1px solid }", PASS),
            // What changes may stand beside the element, or be drawn before or after it.
            ("a { outline: none } a:focus + b { color: red }", REVIEW),
            (
                "a { outline: none } a:focus::before { content: '>' }",
                REVIEW,
            ),
            ("a { outline: none } a:focus::marker { color: red }", REVIEW),
            ("a { outline: none } a::before { content: '>' }", FAIL),
        ] {
            let html = format!("<style>{style}</style><a href=x>a</a><b>b</b>");
            assert_eq!(judged("focus/visible", &html), outcome, "{style}");
        }
        let html = "<style>a { outline: none }</style><a href=x tabindex=-1>a</a>";
        assert_eq!(judged("focus/visible", html), NONE);
    }
}
