//! Headings go down one level at a time.

use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A heading is at most one level below the heading before it.
    ///
    /// People who jump from heading to heading take a level that is left out for a part that they missed. Going up, any
    /// number of levels may be left out; the first heading may have any level.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <h2>Chat</h2><h4>Your order</h4>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <h2>Chat</h2><h3>Your order</h3>
    /// ```
    pub(crate) ORDER = "heading/order", Warning, BestPractice,
        "A heading leaves out a level.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &ORDER,
    criteria: &[],
    act: &[],
    axe: &["heading-order"],
    impact: Impact::Moderate,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let mut before = None;
    for id in context.telling().iter().copied() {
        if context.role(id) != Role::Heading || !context.is_exposed(id) {
            continue;
        }
        let level = level(context, id);
        match before {
            Some(before) if level > before + 1 => {
                verdicts.fail(
                    id,
                    format!(
                        "This heading is of level {level}, and the one before it of level {before}."
                    ),
                    format!("Make it a heading of level {}.", before + 1),
                );
            }
            _ => verdicts.pass(id),
        }
        before = Some(level);
    }
}

/// The level of a heading: what its author says, else that of its element, else the 2 of WAI-ARIA.
fn level(context: &Context<'_>, id: NodeId) -> u32 {
    let document = context.document();
    let said = document
        .attribute(id, "aria-level")
        .and_then(|level| level.trim().parse().ok())
        .filter(|level| (1..=1_000).contains(level));
    let own = document
        .html_name(id)
        .and_then(|name| name.strip_prefix('h')?.parse().ok())
        .filter(|level| (1..=6).contains(level));
    said.or(own).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn levels_are_not_left_out_on_the_way_down() {
        for (html, outcome) in [
            ("<h3>a</h3>", PASS),
            ("<h1>a</h1><h2>b</h2><h3>c</h3><h1>d</h1>", PASS),
            ("<h1>a</h1><h3>b</h3>", FAIL),
            ("<h1>a</h1><h2 hidden>b</h2><h3>c</h3>", FAIL),
            ("<h1>a</h1><div role=heading aria-level=3>b</div>", FAIL),
            ("<h1>a</h1><h4 aria-level=2>b</h4>", PASS),
            ("<h1>a</h1><h4 role=none>b</h4>", PASS),
            ("<p>a</p>", NONE),
        ] {
            assert_eq!(judged("heading/order", html), outcome, "{html}");
        }
    }
}
