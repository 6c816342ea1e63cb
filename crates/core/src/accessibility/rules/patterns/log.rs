//! Logs tell what is new, once.

use super::super::html;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A log has an accessible name.
    ///
    /// It is what a screen reader says before the messages in it, and how people find the way back to them.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="log"><p>Hello</p></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="log" aria-label="Messages"><p>Hello</p></div>
    /// ```
    pub(crate) NAME = "log/name", Warning, BestPractice,
        "A log has no accessible name.";
    /// A log is the only thing that tells of what is new in it.
    ///
    /// `role="log"` says new messages by itself. With a live region around it, or around all messages in it, each is said
    /// twice, or the whole conversation again with each of them.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div aria-live="polite"><div role="log" aria-label="Messages"><p>Hello</p></div></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div><div role="log" aria-label="Messages"><p>Hello</p></div></div>
    /// ```
    pub(crate) LIVE = "log/live", Warning, BestPractice,
        "A log and what is around it or in it are both live.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &NAME,
        criteria: &[],
        act: &[],
        axe: &[],
        impact: Impact::Moderate,
        run: name,
    },
    Check {
        rule: &LIVE,
        criteria: &[],
        act: &[],
        axe: &[],
        impact: Impact::Moderate,
        run: live,
    },
];

fn logs<'c>(context: &'c Context<'_>) -> impl Iterator<Item = NodeId> + 'c {
    context
        .telling()
        .iter()
        .copied()
        .filter(|id| context.role(*id) == Role::Log && context.is_exposed(*id))
}

fn name(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in logs(context) {
        if context.name(id).is_empty() {
            verdicts.fail(
                id,
                "The log has no accessible name.",
                "Say what it is, such as \"Messages\", by aria-label or aria-labelledby.",
            );
        } else {
            verdicts.pass(id);
        }
    }
}

fn live(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in logs(context) {
        let is_around = document
            .ancestors(id)
            .any(|around| is_live(context, around));
        if is_around || wraps(context, id).any(|inside| is_live(context, inside)) {
            verdicts.fail(
                id,
                "The log stands in or around another live region, so its messages are said twice.",
                "Take aria-live and live roles from all but the log.",
            );
        } else {
            verdicts.pass(id);
        }
    }
}

/// The elements in an element that hold all it holds.
fn wraps<'c>(context: &'c Context<'_>, id: NodeId) -> impl Iterator<Item = NodeId> + 'c {
    let document = context.document();
    let only = move |id: &NodeId| {
        let mut held = document.children(*id).iter().copied().filter(|child| {
            document.element(*child).is_some() || document.text(*child).is_some_and(html::has_text)
        });
        let first = held.next().filter(|_| held.next().is_none())?;
        // What holds text alone is a message, not what is around them all.
        let holds_elements = document
            .children(first)
            .iter()
            .any(|child| document.element(*child).is_some());
        holds_elements.then_some(first)
    };
    std::iter::successors(only(&id), only)
}

fn is_live(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    match document.attribute(id, "aria-live").map(str::trim) {
        Some("polite" | "assertive") => true,
        Some("off") => false,
        _ => {
            document.element(id).is_some()
                && matches!(context.role(id), Role::Alert | Role::Log | Role::Status)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn a_log_is_live_alone() {
        for (html, outcome) in [
            ("<div role=log><p>a</p><p>b</p></div>", PASS),
            ("<div role=log aria-live=polite><p>a</p></div>", PASS),
            (
                "<div aria-live=off><div role=log><p>a</p></div></div>",
                PASS,
            ),
            ("<div role=log><p>a</p><p role=status>b</p></div>", PASS),
            ("<div role=status><div role=log><p>a</p></div></div>", FAIL),
            (
                "<div aria-live=assertive><b><div role=log><p>a</p></div></b></div>",
                FAIL,
            ),
            (
                "<div role=log><div aria-live=polite><p>a</p><p>b</p></div></div>",
                FAIL,
            ),
            ("<div aria-live=polite><p>a</p></div>", NONE),
        ] {
            assert_eq!(judged("log/live", html), outcome, "{html}");
        }
    }
}
