//! What is hidden from assistive technology does not take the focus.

use super::super::criteria;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// An element with `aria-hidden="true"` holds nothing that the Tab key comes to.
    ///
    /// The focus would go to something of which a screen reader says nothing, and nobody knows where they are.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div aria-hidden="true"><button>Close</button></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div aria-hidden="true"><button tabindex="-1">Close</button></div>
    /// ```
    pub(crate) HIDDEN_FOCUS = "aria/hidden-focus", Error, Wcag,
        "An element with aria-hidden holds something that can have the focus.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &HIDDEN_FOCUS,
    criteria: criteria!["4.1.2" A],
    act: &["6cfa84"],
    axe: &["aria-hidden-focus"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let is_hidden = |id: NodeId| {
        document
            .attribute(id, "aria-hidden")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    };
    if !context.with_aria().iter().any(|id| is_hidden(*id)) {
        return;
    }
    // The outermost hidden element around each node, which is where people have to look.
    let mut outermost: Vec<Option<NodeId>> = vec![None; document.len()];
    let mut told: Vec<(NodeId, Option<NodeId>)> = Vec::new();
    let mut place: Vec<u32> = vec![0; document.len()];
    for id in context.elements() {
        let around = document
            .parent(*id)
            .and_then(|parent| outermost[parent.index()]);
        let hidden = around.or_else(|| is_hidden(*id).then_some(*id));
        outermost[id.index()] = hidden;
        let Some(hidden) = hidden else { continue };
        if hidden == *id {
            place[id.index()] = u32::try_from(told.len()).unwrap_or_default();
            told.push((*id, None));
        }
        let first = &mut told[place[hidden.index()] as usize].1;
        if first.is_none() && context.is_in_tab_order(*id) {
            *first = Some(*id);
        }
    }
    let moves_focus = told.iter().any(|(_, first)| first.is_some()) && moves_focus(document);
    for (id, first) in told {
        let Some(first) = first else {
            verdicts.pass(id);
            continue;
        };
        let name = document
            .element(first)
            .map_or("", |element| element.name.as_str());
        let message = if first == id {
            format!("The element {name} has aria-hidden and can have the focus.")
        } else {
            format!("An element with aria-hidden holds an element {name} that can have the focus.")
        };
        let help =
            "Take it out of the order of the focus with tabindex=\"-1\", or use inert or hidden.";
        // A script may send the focus on as soon as it comes, as at the ends of a dialog.
        if moves_focus || document.html_name(first) == Some("iframe") {
            verdicts.review(id, message, help);
        } else {
            verdicts.fail(id, message, help);
        }
    }
}

/// Whether a script in the document listens to where the focus goes.
fn moves_focus(document: &Document) -> bool {
    /// What scripts write that do so.
    const LISTENING: &[&str] = &["'focus'", "\"focus\"", "`focus`", "focusin", "onfocus"];
    document.elements().any(|id| {
        let is_told = |name: &str| document.attribute(id, name).is_some();
        is_told("onfocus")
            || is_told("onfocusin")
            || document.html_name(id) == Some("script") && {
                let text = document.text_content(id);
                LISTENING.iter().any(|word| text.contains(word))
            }
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn nothing_hidden_takes_the_focus() {
        for (html, outcome) in [
            ("<div aria-hidden=true><a href=x>a</a></div>", FAIL),
            ("<button aria-hidden=true>a</button>", FAIL),
            (
                "<div aria-hidden=true><b aria-hidden=false><button>a</button></b></div>",
                FAIL,
            ),
            (
                "<svg aria-hidden=true><a href=x><text>a</text></a></svg>",
                FAIL,
            ),
            ("<svg aria-hidden=true><path d=m1 /></svg>", PASS),
            ("<div aria-hidden=true><a>a</a></div>", PASS),
            ("<div aria-hidden=true inert><button>a</button></div>", PASS),
            (
                "<div aria-hidden=true><button disabled>a</button></div>",
                PASS,
            ),
            ("<div aria-hidden=true><iframe></iframe></div>", REVIEW),
            ("<b aria-hidden=true onfocus=go() tabindex=0>a</b>", REVIEW),
            ("<div aria-hidden=false><button>a</button></div>", NONE),
        ] {
            assert_eq!(judged("aria/hidden-focus", html), outcome, "{html}");
        }
    }
}
