//! Parts of a page that say what language they are in.

use super::super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
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
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "title",
];

/// Whether an element has text in the language it says to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    None,
    /// Only text below an empty `lang`: HTML says that nobody knows its language, the W3C's rule that it is still this one.
    Doubtful,
    Some,
}

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    if !context.tells_languages() {
        return;
    }
    let document = context.document();
    // By node: the nearest element around it that says a language, and whether an empty `lang` stands between them.
    let mut says: Vec<Option<(NodeId, bool)>> = vec![None; document.len()];
    let mut text = vec![Text::None; document.len()];
    for id in context.order().iter().copied() {
        let around = document.parent(id).and_then(|parent| says[parent.index()]);
        says[id.index()] = match document.attribute(id, "lang") {
            Some("") => around.map(|(says, _)| (says, true)),
            Some(_) => Some((id, false)),
            None => around,
        };
        if let Some((says, is_cut)) = says[id.index()] {
            let found = if is_cut { Text::Doubtful } else { Text::Some };
            if text[says.index()] < found && is_told(context, id) {
                text[says.index()] = found;
            }
        }
    }
    for id in context
        .elements()
        .iter()
        .copied()
        .filter(|id| text[id.index()] != Text::None)
    {
        let name = document.html_name(id);
        let tag = document.attribute(id, "lang").filter(|tag| !tag.is_empty());
        let Some(tag) = tag.filter(|_| name.is_some_and(|name| name != "html")) else {
            continue;
        };
        if super::is_known(tag) {
            verdicts.pass(id);
            continue;
        }
        let message = format!(
            "This says to be in {}, which is no registered language.",
            html::quoted(tag)
        );
        let help = "Begin the tag with the code of a language, such as \"en\" or \"fr-CA\".";
        if text[id.index()] == Text::Some {
            verdicts.fail(id, message, help);
        } else {
            verdicts.review(id, message, help);
        }
    }
}

/// Whether the node itself has text that is shown or told.
fn is_told(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    match document.text(id) {
        Some(text) => html::has_text(text) && context.styles().is_visible(id),
        None => context.is_exposed(id) && has_told_text(context, id),
    }
}

/// Whether an element that is told has text beside what it holds.
fn has_told_text(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let has = |name: &str| html::text_attribute(document, id, name).is_some();
    TEXTS.iter().any(|name| has(name))
        || has("alt") && matches!(document.html_name(id), Some("area" | "img" | "input"))
        || has("value") && html::is_input_of(document, id, &["button", "reset", "submit"])
        || has("aria-labelledby") && !context.name(id).is_empty()
        || has("aria-describedby") && !context.description(id).is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged, judged_page};

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
            ("<div lang=x><p lang=''>a</p></div>", REVIEW),
            ("<div lang=x><p lang=''>a</p>b</div>", FAIL),
            (
                "<div lang=x><img aria-labelledby=l></div><b id=l>a</b>",
                FAIL,
            ),
            (
                "<div lang=x><hr aria-describedby=l></div><b id=l>a</b>",
                FAIL,
            ),
            ("<div lang=x><hr aria-describedby=l></div>", NONE),
            ("<div lang=x><input type=submit value=a></div>", FAIL),
            ("<div lang=x><input type=hidden value=a></div>", NONE),
            ("<div lang=x><b alt=a></b></div>", NONE),
            ("<p>a</p>", NONE),
        ] {
            assert_eq!(judged("language/parts", html), outcome, "{html}");
        }
        assert_eq!(judged_page("language/parts", "<html lang=x><p>a</p>"), NONE);
    }
}
