//! Dialogs are modal where nothing else can be used.

use super::super::html;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A dialog that is told as modal is the only thing that can be used.
    ///
    /// `aria-modal="true"` makes a screen reader leave out all that stands outside the dialog. What can still have the focus
    /// there is said to nobody, so it has to be `inert` or hidden. A chat that floats over a page which people go on using
    /// is no modal dialog. The `dialog` element does this itself where a script opens it as modal, and a script may keep the
    /// focus in, so there a person has to look.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <button>Shop</button><div role="dialog" aria-modal="true" aria-label="Chat"><button>End</button></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div inert><button>Shop</button></div><div role="dialog" aria-modal="true" aria-label="Chat"><button>End</button></div>
    /// ```
    pub(crate) MODAL = "dialog/modal", Warning, BestPractice,
        "Something outside a modal dialog can have the focus.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &MODAL,
    criteria: &[],
    act: &[],
    axe: &[],
    impact: Impact::Moderate,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let is_modal = |id| {
        html::is_true(document, id, "aria-modal")
            && matches!(context.role(id), Role::Dialog | Role::AlertDialog)
            && context.is_exposed(id)
    };
    let dialogs: Vec<_> = context
        .with_aria()
        .iter()
        .copied()
        .filter(|id| is_modal(*id))
        .collect();
    if dialogs.is_empty() {
        return;
    }
    // A dialog over a dialog leaves the one below in use, as far as can be told.
    let mut inside = vec![false; document.len()];
    for dialog in &dialogs {
        inside[dialog.index()] = true;
    }
    let mut used = None;
    for id in context.elements().iter().copied() {
        let around = document
            .parent(id)
            .is_some_and(|parent| inside[parent.index()]);
        inside[id.index()] |= around;
        if !inside[id.index()] && used.is_none() && context.is_in_tab_order(id) {
            used = Some(id);
        }
    }
    // A script may keep the focus in the dialog.
    let is_scripted = context
        .telling()
        .iter()
        .any(|id| document.html_name(*id) == Some("script"));
    let message = "The dialog is told as modal, and something outside it can have the focus.";
    let help = "Make all outside it inert while it is open, or leave out aria-modal.";
    for dialog in dialogs {
        if used.is_none() {
            verdicts.pass(dialog);
        } else if is_scripted || document.html_name(dialog) == Some("dialog") {
            verdicts.review(dialog, message, help);
        } else {
            verdicts.fail(dialog, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn nothing_outside_a_modal_dialog_has_the_focus() {
        for (html, outcome) in [
            (
                "<div role=dialog aria-modal=true><button>a</button></div>",
                PASS,
            ),
            ("<p>a</p><div role=dialog aria-modal=true></div>", PASS),
            (
                "<div role=dialog aria-modal=true></div><a href=x>a</a>",
                FAIL,
            ),
            (
                "<div role=dialog aria-modal=true></div><a href=x tabindex=-1>a</a>",
                PASS,
            ),
            (
                "<div role=dialog aria-modal=true></div><a href=x hidden>a</a>",
                PASS,
            ),
            (
                "<div role=dialog aria-modal=true></div><div inert><a href=x>a</a></div>",
                PASS,
            ),
            (
                "<dialog open aria-modal=true>b</dialog><a href=x>a</a>",
                REVIEW,
            ),
            (
                "<div role=dialog aria-modal=true></div><a href=x>a</a><script>trap()</script>",
                REVIEW,
            ),
            (
                "<div role=dialog aria-modal=false></div><a href=x>a</a>",
                NONE,
            ),
            ("<div aria-modal=true></div><a href=x>a</a>", NONE),
            (
                "<div role=dialog aria-modal=true hidden></div><a href=x>a</a>",
                NONE,
            ),
        ] {
            assert_eq!(judged("dialog/modal", html), outcome, "{html}");
        }
    }
}
