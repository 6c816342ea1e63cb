//! Parts of a page that say what language they are in.

use super::super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// A part that says what language it is in names a registered one.
    ///
    /// A screen reader changes its voice there; it has none for a language that it does not know. Only what has text counts:
    /// text that is shown or told, and names such as that of an image. A part inside it that says its own language is none of
    /// its text.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p lang="french">Bonjour</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p lang="fr">Bonjour</p>
    /// ```
    pub(crate) PARTS = "language/parts", Error, Wcag,
        "A part says to be in a language that is not registered.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &PARTS,
    criteria: criteria!["3.1.2" AA],
    act: &["de46e4"],
    axe: &["valid-lang"],
    impact: Impact::Serious,
    run,
}];

/// Attributes that people hear or read.
const TEXTS: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "title",
];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    // By node: the nearest element around it that says a language, and whether that has text.
    let mut says: Vec<Option<NodeId>> = vec![None; document.len()];
    let mut has_text = vec![false; document.len()];
    for id in document.descendants(Document::ROOT) {
        let around = document.parent(id).and_then(|parent| says[parent.index()]);
        let own = document.attribute(id, "lang").map(|_| id);
        says[id.index()] = own.or(around);
        if let Some(says) = says[id.index()]
            && !has_text[says.index()]
        {
            has_text[says.index()] = is_told(context, id);
        }
    }
    for id in context
        .elements()
        .iter()
        .copied()
        .filter(|id| has_text[id.index()])
    {
        let name = document.html_name(id);
        let tag = document.attribute(id, "lang").filter(|tag| !tag.is_empty());
        let Some(tag) = tag.filter(|_| name.is_some_and(|name| name != "html")) else {
            continue;
        };
        if super::is_known(tag) {
            verdicts.pass(id);
        } else {
            verdicts.fail(
                id,
                format!(
                    "This says to be in {}, which is no registered language.",
                    html::quoted(tag)
                ),
                "Begin the tag with the code of a language, such as \"en\" or \"fr-CA\".",
            );
        }
    }
}

/// Whether the node itself has text that is shown or told.
fn is_told(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    match document.text(id) {
        Some(text) => html::has_text(text) && context.styles().is_visible(id),
        None => {
            context.is_exposed(id)
                && TEXTS
                    .iter()
                    .any(|name| html::text_attribute(document, id, name).is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged, judged_page};

    #[test]
    fn parts_with_text_are_in_known_languages() {
        for (html, outcome) in [
            ("<p lang=en>a</p>", PASS),
            ("<p lang=fr-CH>a</p>", PASS),
            ("<p lang=en-US-GB>a</p>", PASS),
            ("<div lang=x><p lang=en>a</p></div>", PASS),
            ("<div lang=en><p lang=x>a</p></div>", FAIL),
            ("<div lang=x><img alt=a></div>", FAIL),
            ("<div lang=x><img alt=''></div>", NONE),
            ("<p lang=dutch>a</p>", FAIL),
            ("<p lang='#!'>a</p>", FAIL),
            ("<p lang='  '>a</p>", FAIL),
            ("<p lang=x><b aria-hidden=true>a</b></p>", FAIL),
            (
                "<p lang=x><b style='position: absolute; top: -9999px'>a</b></p>",
                FAIL,
            ),
            ("<p lang=x><b style='display: none'>a</b></p>", NONE),
            ("<p lang=x></p>", NONE),
            ("<p lang=''>a</p>", NONE),
            ("<p>a</p>", NONE),
        ] {
            assert_eq!(judged("language/parts", html), outcome, "{html}");
        }
        assert_eq!(judged_page("language/parts", "<html lang=x><p>a</p>"), NONE);
    }
}
