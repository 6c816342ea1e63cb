//! Names say what people see.

use std::cell::OnceCell;

use super::super::{criteria, html};
use super::words::{Said, is_said};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::style::keyword::Display;
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// The name of what people act on says the text that they see on it.
    ///
    /// Who speaks to a computer says what is written on a button. Where its name is another, nothing happens. The words of the
    /// text stand in the name, one after the other; case, punctuation, signs and what stands in parentheses do not matter.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button aria-label="Submit form">Send</button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button aria-label="Send message">Send</button>
    /// ```
    pub(crate) IN_NAME = "label/in-name", Error, Wcag,
        "The accessible name does not say the text that is seen.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &IN_NAME,
    criteria: criteria!["2.5.3" A],
    act: &["2ee8b8"],
    axe: &["label-content-name-mismatch"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let has_icons = OnceCell::new();
    for id in context.with_aria().iter().copied() {
        let is_named = document.attribute(id, "aria-label").is_some()
            || document.attribute(id, "aria-labelledby").is_some();
        if !is_named || !context.is_exposed(id) {
            continue;
        }
        let role = context.role(id);
        if !role.is_widget() || !role.is_named_from_contents() {
            continue;
        }
        let seen = seen(context, id, None);
        if !html::has_text(&seen.apart) {
            continue;
        }
        let name = context.name(id);
        if name.len() > LONGEST {
            continue;
        }
        // What may stand apart or not is given a chance both ways.
        let said = match is_said(&seen.apart, name) {
            Said::No => is_said(&seen.together, name),
            said => said,
        };
        let may_be_icon =
            || is_ligature(&seen.apart) && *has_icons.get_or_init(|| uses_icons(document));
        match said {
            Said::Yes => verdicts.pass(id),
            Said::No if !seen.is_unsure && !may_be_icon() && !context.may_be_cut(name) => {
                verdicts.fail(
                    id,
                    format!(
                        "The name {} does not say {}, which is seen.",
                        html::quoted(name),
                        html::quoted(&seen.apart)
                    ),
                    "Begin the name with the text that is seen, or leave the name to it.",
                );
            }
            Said::Perhaps | Said::No => {
                verdicts.review(
                    id,
                    format!(
                        "The name {} may not say {}, which is seen.",
                        html::quoted(name),
                        html::quoted(&seen.apart)
                    ),
                    "Look whether people who speak to it would say something else than its name.",
                );
            }
        }
    }
}

/// More than this, in bytes, is a text and no label, and no name of one.
const LONGEST: usize = 10_000;

/// The text that is seen of an element.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// With a space around what may be a block.
    pub(super) apart: String,
    /// With a space only around what is one for sure.
    pub(super) together: String,
    /// Whether it cannot be told of a part whether it is seen.
    pub(super) is_unsure: bool,
}

impl Seen {
    fn push(&mut self, text: &str) {
        self.apart.push_str(text);
        self.together.push_str(text);
    }

    /// Puts a space before or after an element that makes a box of its own.
    fn space(&mut self, is_block: Option<bool>) {
        if is_block != Some(false) {
            self.apart.push(' ');
        }
        if is_block == Some(true) {
            self.together.push(' ');
        }
    }
}

/// What is seen of an element, apart from another that stands in it.
pub(super) fn seen(context: &Context<'_>, id: NodeId, except: Option<NodeId>) -> Seen {
    enum Step {
        Enter(NodeId),
        Leave(Option<bool>),
    }
    let (document, styles) = (context.document(), context.styles());
    let mut seen = Seen::default();
    let inside = |id: NodeId| {
        document
            .children(id)
            .iter()
            .rev()
            .map(|child| Step::Enter(*child))
    };
    let mut steps: Vec<Step> = inside(id).collect();
    let mut taken = 0;
    while let Some(step) = steps.pop() {
        taken += 1;
        if taken > LONGEST || seen.apart.len() > LONGEST {
            break;
        }
        let id = match step {
            Step::Enter(id) => id,
            Step::Leave(is_block) => {
                seen.space(is_block);
                continue;
            }
        };
        if !styles.is_rendered(id) || except == Some(id) {
            continue;
        }
        if let Some(text) = document.text(id) {
            match styles.is_seen(id) {
                // Text that is only moved away or cut off leaves its place.
                Some(false) => seen.push(" "),
                known => {
                    seen.push(text);
                    seen.is_unsure |= known.is_none() && html::has_text(text);
                }
            }
        } else if document.html_name(id) == Some("br") {
            seen.push(" ");
        } else {
            let is_block = styles
                .display(id)
                .known()
                .map(|display| !is_in_line(display));
            seen.space(is_block);
            steps.push(Step::Leave(is_block));
            steps.extend(inside(id));
        }
    }
    seen
}

/// Whether a box stands in a line of text.
fn is_in_line(display: Display) -> bool {
    matches!(
        display,
        Display::Inline
            | Display::Contents
            | Display::InlineBlock
            | Display::InlineFlex
            | Display::InlineGrid
            | Display::InlineTable
    )
}

/// Whether a text may be the name of a sign in a font of signs, which is drawn in its place.
fn is_ligature(text: &str) -> bool {
    let text = text.trim();
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a page may use a font of signs.
fn uses_icons(document: &Document) -> bool {
    const SIGNS: &[&str] = &["icon", "symbol", "awesome", "glyph"];
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        SIGNS.iter().any(|sign| text.contains(sign))
    };
    document.elements().any(|id| match document.html_name(id) {
        Some("style") => says(&document.text_content(id)),
        Some("link") => document.attribute(id, "href").is_some_and(says),
        _ => ["style", "class"]
            .iter()
            .filter_map(|name| document.attribute(id, name))
            .any(says),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn names_say_what_is_seen() {
        for (html, outcome) in [
            ("<a href=x aria-label='The store'>Shop</a>", FAIL),
            ("<a href=x aria-label='Our shop'>Shop</a>", PASS),
            (
                "<button aria-label='Hello world'><p>Hello</p><p>world</p></button>",
                PASS,
            ),
            (
                "<a href=x aria-label=ACT><div style='display: inline'>A</div><div style='display: inline'>CT</div></a>",
                PASS,
            ),
            (
                "<a href=x aria-label='A B'><b>A</b><i> </i><b>B</b></a>",
                PASS,
            ),
            ("<a href=x aria-label='A B'>A<br>B</a>", PASS),
            (
                "<a href=x aria-label='Get it'>Get <b style='display: none'>all of</b> it</a>",
                PASS,
            ),
            (
                "<a href=x aria-label='Get it'>Get <b aria-hidden=true>all of</b> it</a>",
                FAIL,
            ),
            (
                "<style>.h { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }</style>\
              <a href=x aria-label='Get it'>Get <b class=h>all of</b> it</a>",
                PASS,
            ),
            (
                "<a href=x aria-label='Get it'>Get <b style='visibility: hidden'>all of</b> it</a>",
                PASS,
            ),
            (
                "<a href=x style='position: absolute; left: -9999px' aria-label=Shop>Store</a>",
                NONE,
            ),
            (
                "<a href=x aria-label=ACT><div>A</div><div>CT</div></a>",
                FAIL,
            ),
            ("<button aria-label=close>X</button>", REVIEW),
            (
                "<i class=icon></i><button aria-label=Find>search</button>",
                REVIEW,
            ),
            ("<button aria-label=Find>search</button>", FAIL),
            ("<a href=x aria-label=Shop><img alt=Store></a>", NONE),
            ("<nav aria-label=Main>Shop</nav>", NONE),
            ("<input type=email aria-label=Email value=a>", NONE),
            ("<div role=tooltip aria-label=OK>Next</div>", NONE),
            ("<button>Shop</button>", NONE),
        ] {
            assert_eq!(judged("label/in-name", html), outcome, "{html}");
        }
    }
}
