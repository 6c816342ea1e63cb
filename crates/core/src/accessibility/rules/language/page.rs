//! Pages say what language they are in.

use super::super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::finding::declare::rules;

rules! {
    /// A page says what language it is in.
    ///
    /// Without it a screen reader reads the page with the voice of its owner's language, whatever language the page is in.
    /// What a `meta` element or a header of the response says is not told to it
    /// ([WCAG 2.2, 3.1.1](https://www.w3.org/TR/WCAG22/#language-of-page)).
    ///
    /// Invalid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html><head><title>Chat</title></head><body><p>Hello</p></body></html>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html lang="en"><head><title>Chat</title></head><body><p>Hello</p></body></html>
    /// ```
    pub(crate) PAGE = "language/page", Error, Wcag,
        "The page does not say what language it is in.";
    /// The language of a page is one that is registered.
    ///
    /// The tag begins with a subtag of the
    /// [IANA registry](https://www.iana.org/assignments/language-subtag-registry/language-subtag-registry), such as `en`; a
    /// language that has a code of two letters has none of three there (`eng`). What follows it, such as the country, may be
    /// anything.
    ///
    /// Invalid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html lang="english"><head><title>Chat</title></head><body><p>Hello</p></body></html>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html document
    /// <!DOCTYPE html><html lang="en-GB"><head><title>Chat</title></head><body><p>Hello</p></body></html>
    /// ```
    pub(crate) PAGE_TAG = "language/page-tag", Error, Wcag,
        "The page says to be in a language that is not registered.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &PAGE,
        criteria: criteria!["3.1.1" A],
        act: &["b5c3f8"],
        axe: &["html-has-lang"],
        impact: Impact::Serious,
        run: has_language,
    },
    Check {
        rule: &PAGE_TAG,
        criteria: criteria!["3.1.1" A],
        act: &["bf051a"],
        axe: &["html-lang-valid"],
        impact: Impact::Serious,
        run: is_registered,
    },
];

fn has_language(context: &Context<'_>, verdicts: &mut Verdicts) {
    let Some(page) = html::page(context) else {
        return;
    };
    if html::text_attribute(context.document(), page, "lang").is_some() {
        verdicts.pass(page);
    } else {
        verdicts.fail(
            page,
            "The page does not say what language it is in.",
            "Give its html element a lang attribute, such as lang=\"en\".",
        );
    }
}

fn is_registered(context: &Context<'_>, verdicts: &mut Verdicts) {
    let Some(page) = html::page(context) else {
        return;
    };
    let Some(tag) = html::text_attribute(context.document(), page, "lang") else {
        return;
    };
    if super::is_known(tag) {
        verdicts.pass(page);
    } else {
        verdicts.fail(
            page,
            format!(
                "The page says to be in {}, which is no registered language.",
                html::quoted(tag)
            ),
            "Begin the tag with the code of a language, such as \"en\" or \"fr-CA\".",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged, judged_page};

    #[test]
    fn pages_say_their_language() {
        for (html, has, is_known) in [
            ("<html lang=en>", PASS, PASS),
            ("<html lang=FR>", PASS, PASS),
            ("<html lang=en-US-GB>", PASS, PASS),
            ("<html lang=fil>", PASS, PASS),
            ("<html lang=em-US>", PASS, FAIL),
            ("<html lang=eng>", PASS, FAIL),
            ("<html lang=i-lux>", PASS, FAIL),
            ("<html lang='#1'>", PASS, FAIL),
            ("<html>", FAIL, NONE),
            ("<html lang=''>", FAIL, NONE),
            ("<html lang=' '>", FAIL, NONE),
            ("<html xml:lang=en>", FAIL, NONE),
            ("<p lang=en>a</p>", FAIL, NONE),
            ("<!doctype html><svg></svg>", FAIL, NONE),
            // A formula or a drawing is no page.
            ("<math></math>", NONE, NONE),
            (" <svg lang=x></svg>", NONE, NONE),
        ] {
            assert_eq!(judged_page("language/page", html), has, "{html}");
            assert_eq!(judged_page("language/page-tag", html), is_known, "{html}");
        }
        assert_eq!(judged("language/page", "<p>a</p>"), NONE);
    }
}
