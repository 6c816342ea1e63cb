//! Images have names.

use super::super::{criteria, html};
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::Namespace;
use crate::finding::declare::rules;

rules! {
    /// An image has an accessible name, or is marked as decoration.
    ///
    /// Without either a screen reader says "image", or reads out the name of its file. Decoration has `alt=""`; a blank in
    /// it is none.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <img src="team.jpg">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <img src="team.jpg" alt="Our team"><img src="line.png" alt="">
    /// ```
    pub(crate) IMAGE = "name/image", Error, Wcag,
        "An image has no accessible name and is not marked as decoration.";
    /// A part of a drawing that is told as an image has an accessible name.
    ///
    /// An `svg`, or something in it, with the role `img`, `graphics-document` or `graphics-symbol` is meant to be told, so it
    /// has to say something: by a `title` element in it, or by an `aria-label`. The text that is drawn in it is no name.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <svg role="img"><circle r="9"></circle></svg>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <svg role="img"><title>Online</title><circle r="9"></circle></svg>
    /// ```
    pub(crate) SVG = "name/svg", Error, Wcag,
        "A drawing that is told as an image has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &IMAGE,
        criteria: criteria!["1.1.1" A],
        act: &["23a2a8"],
        axe: &["image-alt", "role-img-alt"],
        impact: Impact::Critical,
        run: image,
    },
    Check {
        rule: &SVG,
        criteria: criteria!["1.1.1" A],
        act: &["7d6734"],
        axe: &["svg-img-alt"],
        impact: Impact::Serious,
        run: svg,
    },
];

fn image(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        let Some(name) = document.html_name(id) else {
            continue;
        };
        let role = context.role(id);
        if (name != "img" && role != Role::Image) || !context.is_exposed(id) {
            continue;
        }
        if role == Role::None || !context.name(id).is_empty() {
            verdicts.pass(id);
        } else {
            verdicts.fail(
                id,
                "The image has no accessible name.",
                "Say in its alt what it shows; where it is decoration, write alt=\"\".",
            );
        }
    }
}

fn svg(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let help = "Put a title element first into it, or give it an aria-label.";
    judge(
        context,
        verdicts,
        ("The drawing has no accessible name.", help),
        |id| {
            let is_svg = document
                .element(id)
                .is_some_and(|element| element.namespace == Namespace::Svg);
            is_svg
                && matches!(
                    html::explicit_role(document, id),
                    Some(Role::Image | Role::GraphicsDocument | Role::GraphicsSymbol)
                )
        },
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn images_have_names_or_are_decoration() {
        for (html, outcome) in [
            ("<img alt=Logo>", PASS),
            ("<img title=Logo>", PASS),
            ("<img alt=''>", PASS),
            ("<img role=none>", PASS),
            ("<img role=presentation>", PASS),
            ("<img>", FAIL),
            ("<img alt=' '>", FAIL),
            ("<img role=none tabindex=0>", FAIL),
            ("<div role=img></div>", FAIL),
            ("<div role=img aria-label=Logo></div>", PASS),
            ("<div style='visibility: hidden'><img></div>", NONE),
            ("<img aria-hidden=true>", NONE),
            ("<svg><circle/></svg>", NONE),
        ] {
            assert_eq!(judged("name/image", html), outcome, "{html}");
        }
    }

    #[test]
    fn drawings_with_a_role_have_names() {
        for (html, outcome) in [
            ("<svg role=img><title>One</title></svg>", PASS),
            ("<svg role=graphics-document><title>One</title></svg>", PASS),
            (
                "<svg><circle role=graphics-symbol aria-label=One /></svg>",
                PASS,
            ),
            ("<svg><circle role=graphics-symbol /></svg>", FAIL),
            ("<svg role=img><title></title></svg>", FAIL),
            ("<svg role=img><text>One</text></svg>", FAIL),
            ("<svg><circle role=graphics-object /></svg>", NONE),
            ("<svg role=img aria-hidden=true></svg>", NONE),
            ("<svg></svg>", NONE),
        ] {
            assert_eq!(judged("name/svg", html), outcome, "{html}");
        }
    }
}
