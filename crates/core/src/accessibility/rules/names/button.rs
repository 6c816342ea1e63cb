//! Buttons have names.

use super::super::{criteria, html};
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A button has an accessible name.
    ///
    /// Without one a screen reader says "button" and nothing of what it does. The `value` of a `button` element is no name.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button><svg aria-hidden="true"></svg></button>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button aria-label="Close"><svg aria-hidden="true"></svg></button>
    /// ```
    pub(crate) BUTTON = "name/button", Error, Wcag,
        "A button has no accessible name.";
    /// An item of a menu has an accessible name.
    ///
    /// Without one a screen reader says "menu item" and nothing of what it does.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="menu" aria-label="Chat"><button role="menuitem"></button></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="menu" aria-label="Chat"><button role="menuitem">End the chat</button></div>
    /// ```
    pub(crate) MENU_ITEM = "name/menuitem", Error, Wcag,
        "An item of a menu has no accessible name.";
    /// A button that is an image has an accessible name of its own.
    ///
    /// Where it has none, browsers call it "Submit", whatever it does. An empty `alt` makes it no decoration, since people act
    /// on it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <input type="image" src="search.png">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <input type="image" src="search.png" alt="Search">
    /// ```
    pub(crate) IMAGE_BUTTON = "name/image-button", Error, Wcag,
        "A button that is an image has no accessible name of its own.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &BUTTON,
        criteria: criteria!["4.1.2" A],
        act: &["97a4e1"],
        axe: &["button-name", "input-button-name"],
        impact: Impact::Critical,
        run: button,
    },
    Check {
        rule: &MENU_ITEM,
        criteria: criteria!["4.1.2" A],
        act: &["m6b1q3"],
        axe: &["aria-command-name"],
        impact: Impact::Serious,
        run: menu_item,
    },
    Check {
        rule: &IMAGE_BUTTON,
        criteria: criteria!["1.1.1" A, "4.1.2" A],
        act: &["59796f"],
        axe: &["input-image-alt"],
        impact: Impact::Critical,
        run: image_button,
    },
];

fn button(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let help = "Give it text, or an aria-label that says what it does.";
    judge(
        context,
        verdicts,
        ("The button has no accessible name.", help),
        |id| {
            // Browsers differ on whether a summary is a button; it has a rule of its own.
            let is_summary =
                || context.is_summary(id) && html::explicit_role(document, id).is_none();
            context.role(id) == Role::Button
                && !html::is_input_of(document, id, &["image"])
                && !is_summary()
        },
    );
}

fn menu_item(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Give it text, or an aria-label that says what it does.";
    judge(
        context,
        verdicts,
        ("The item of the menu has no accessible name.", help),
        |id| context.role(id) == Role::MenuItem,
    );
}

fn image_button(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        if !html::is_input_of(document, id, &["image"]) || !context.is_exposed(id) {
            continue;
        }
        let is_default =
            || DEFAULTS.contains(&context.name(id)) && !is_named_by_author(context, id);
        if context.name(id).is_empty() || is_default() {
            verdicts.fail(
                id,
                "The image button has no name of its own, so browsers call it \"Submit\".",
                "Give it an alt that says what it does.",
            );
        } else {
            verdicts.pass(id);
        }
    }
}

/// What browsers call an image button that has no name.
const DEFAULTS: &[&str] = &["Submit", "Submit Query"];

fn is_named_by_author(context: &Context<'_>, id: crate::dom::NodeId) -> bool {
    let document = context.document();
    let has = |name| html::text_attribute(document, id, name).is_some();
    has("alt")
        || has("title")
        || has("aria-label")
        || context
            .references(id, "aria-labelledby")
            .iter()
            .any(|label| html::has_text(&document.text_content(*label)))
        || !context.labels(id).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn buttons_have_names() {
        for (html, outcome) in [
            ("<button>Go</button>", PASS),
            ("<button value=Go></button>", FAIL),
            ("<input type=button>", FAIL),
            ("<input type=submit>", PASS),
            ("<input type=reset>", PASS),
            ("<button role=none></button>", FAIL),
            ("<button role=none disabled></button>", NONE),
            ("<button disabled></button>", FAIL),
            ("<button role=link>Go</button>", NONE),
            ("<button hidden></button>", NONE),
            ("<span role=button></span>", FAIL),
            ("<details><summary role=button></summary></details>", FAIL),
            ("<details><summary></summary></details>", NONE),
            ("<input type=image>", NONE),
        ] {
            assert_eq!(judged("name/button", html), outcome, "{html}");
        }
    }

    #[test]
    fn image_buttons_have_names_of_their_own() {
        for (html, outcome) in [
            ("<input type=image alt=Search>", PASS),
            ("<input type=image alt=Submit>", PASS),
            ("<input type=IMAGE title=Search>", PASS),
            (
                "<input type=image aria-labelledby=l><b id=l>Search</b>",
                PASS,
            ),
            ("<input type=image aria-labelledby=none>", FAIL),
            ("<input type=image name=search alt=''>", FAIL),
            ("<input type=image style='display: none'>", NONE),
            ("<button>Go</button>", NONE),
        ] {
            assert_eq!(judged("name/image-button", html), outcome, "{html}");
        }
    }
}
