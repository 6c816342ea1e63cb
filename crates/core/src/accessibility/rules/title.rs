//! Pages have titles.

use super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::finding::declare::rules;

rules! {
    /// A page has a title.
    ///
    /// It is the first thing a screen reader says of a page, and how people tell their tabs apart. The first `title` element
    /// counts, wherever it stands; that of a drawing is another.
    ///
    /// Invalid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html lang="en"><head><title> </title></head><body><p>Hello</p></body></html>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html lang="en"><head><title>Chat</title></head><body><p>Hello</p></body></html>
    /// ```
    pub(crate) TITLE = "title/page", Error, Wcag,
        "The page has no title.";
}

pub(super) static CHECKS: &[Check] = &[Check {
    rule: &TITLE,
    criteria: criteria!["2.4.2" A],
    act: &["2779a5"],
    axe: &["document-title"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let Some(page) = html::page(context) else {
        return;
    };
    let title = document
        .descendants(page)
        .find(|id| document.html_name(*id) == Some("title"));
    let has_text = |id| html::has_text(&document.text_content(id));
    match title {
        Some(title) if has_text(title) => verdicts.pass(title),
        Some(title) => {
            verdicts.fail(
                title,
                "The title of the page is empty.",
                "Write what the page is about.",
            );
        }
        None => {
            verdicts.fail(
                page,
                "The page has no title.",
                "Put a title element into its head.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FAIL, NONE, PASS, judged, judged_page};

    #[test]
    fn pages_have_titles() {
        for (html, outcome) in [
            ("<html><title>Chat</title>", PASS),
            ("<p>a</p><title>Chat</title>", PASS),
            ("<title>Chat</title><body><title></title>", PASS),
            ("<title></title><body><title>Chat</title>", FAIL),
            ("<title> \u{2003}</title>", FAIL),
            ("<h1>a</h1>", FAIL),
            ("<p>a</p><svg><title>Chat</title></svg>", FAIL),
            ("<iframe srcdoc='<title>Chat</title>'></iframe>", FAIL),
            // A drawing is no page.
            ("<svg><title>Chat</title></svg>", NONE),
        ] {
            assert_eq!(judged_page("title/page", html), outcome, "{html}");
        }
        assert_eq!(judged("title/page", "<p>a</p>"), NONE);
    }
}
