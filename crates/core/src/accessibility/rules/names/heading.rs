//! Headings have names.

use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A heading is not empty.
    ///
    /// People jump from heading to heading; one that says nothing leads them nowhere. No success criterion of WCAG asks for
    /// it.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <h2><br></h2>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <h2>Chat</h2>
    /// ```
    pub(crate) HEADING = "name/heading", Warning, BestPractice,
        "A heading is empty.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &HEADING,
    criteria: &[],
    act: &["ffd0e9"],
    axe: &["empty-heading"],
    impact: Impact::Minor,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Give it text, or make it no heading.";
    judge(context, verdicts, ("The heading is empty.", help), |id| {
        context.document().html_name(id).is_some() && context.role(id) == Role::Heading
    });
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn headings_are_not_empty() {
        for (html, outcome) in [
            ("<h1>Chat</h1>", PASS),
            ("<div role=heading aria-level=1>Chat</div>", PASS),
            ("<h1><img alt=Chat></h1>", PASS),
            (
                "<h1 style='position: absolute; top: -9999px'>Chat</h1>",
                PASS,
            ),
            ("<b id=l hidden>Chat</b><h1 aria-labelledby=l></h1>", PASS),
            ("<h1></h1>", FAIL),
            ("<h1><br></h1>", FAIL),
            ("<h1><img alt=''></h1>", FAIL),
            ("<h1><img alt=Chat role=presentation></h1>", FAIL),
            ("<h1 aria-label=''><b aria-hidden=true>Chat</b></h1>", FAIL),
            (
                "<h1 aria-label='' role=none><b aria-hidden=true>Chat</b></h1>",
                FAIL,
            ),
            ("<div role=heading aria-level=1></div>", FAIL),
            ("<h1 aria-hidden=true></h1>", NONE),
            ("<div></div>", NONE),
        ] {
            assert_eq!(judged("name/heading", html), outcome, "{html}");
        }
    }
}
