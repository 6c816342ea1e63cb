//! Summaries have names.

use super::super::{criteria, html};
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A `summary` that opens something has an accessible name.
    ///
    /// Without one a screen reader says that something can be opened, and not what. Only the first `summary` of a `details`
    /// opens it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <details><summary></summary><p>Monday to Friday</p></details>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <details><summary>Opening times</summary><p>Monday to Friday</p></details>
    /// ```
    pub(crate) SUMMARY = "name/summary", Error, Wcag,
        "A summary has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &SUMMARY,
    criteria: criteria!["4.1.2" A],
    act: &["2t702h"],
    axe: &["summary-name"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Say in it what it opens.";
    judge(
        context,
        verdicts,
        ("The summary has no accessible name.", help),
        |id| {
            // It can have the focus, so no author can make it mean nothing.
            let role = || html::explicit_role(context.document(), id);
            context.is_summary(id) && role().is_none_or(|role| role == Role::None)
        },
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn summaries_that_open_something_have_names() {
        for (html, outcome) in [
            ("<details><summary>Times</summary></details>", PASS),
            (
                "<details><summary aria-label=Times></summary></details>",
                PASS,
            ),
            ("<details><p>a</p><summary>Times</summary></details>", PASS),
            (
                "<details><summary>Times</summary><summary></summary></details>",
                PASS,
            ),
            (
                "<details><summary></summary><summary>Times</summary></details>",
                FAIL,
            ),
            ("<details><summary role=none></summary></details>", FAIL),
            ("<details><summary role=button></summary></details>", NONE),
            ("<details><div><summary></summary></div></details>", NONE),
            ("<details hidden><summary></summary></details>", NONE),
            ("<summary></summary>", NONE),
        ] {
            assert_eq!(judged("name/summary", html), outcome, "{html}");
        }
    }
}
