//! What is told as one thing holds nothing to act on.

use super::super::criteria;
use super::said;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A button, a checkbox, an image and whatever else is told as one thing holds nothing that takes the focus.
    ///
    /// Of what such a thing holds assistive technology is told the text alone. Something to act on within is there for the
    /// keyboard, and not for a screen reader.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="button" tabindex="0">Call <a href="tel:123">123</a></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <button>Call</button> <a href="tel:123">123</a>
    /// ```
    pub(crate) NESTED = "aria/nested-interactive", Error, Wcag,
        "Something to act on stands within something that is told as one thing.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &NESTED,
    criteria: criteria!["4.1.2" A],
    act: &["307n5z"],
    axe: &["nested-interactive"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let is_whole = |id: NodeId| {
        super::is_judged(context, id)
            && context.role(id).has_presentational_children()
            && context.is_exposed(id)
    };
    if !context.telling().iter().any(|id| is_whole(*id)) {
        return;
    }
    // The outermost such thing around each node; what stands in it follows it before the next one does.
    let mut outermost: Vec<Option<NodeId>> = vec![None; document.len()];
    let mut told: Vec<(NodeId, Option<NodeId>)> = Vec::new();
    for id in context.elements() {
        let around = document
            .parent(*id)
            .and_then(|parent| outermost[parent.index()]);
        if let Some(around) = around {
            outermost[id.index()] = Some(around);
            if let Some((_, first)) = told.last_mut()
                && first.is_none()
                && context.is_in_tab_order(*id)
            {
                *first = Some(*id);
            }
        } else if is_whole(*id) {
            outermost[id.index()] = Some(*id);
            told.push((*id, None));
        }
    }
    for (id, first) in told {
        let Some(first) = first else {
            verdicts.pass(id);
            continue;
        };
        let name = document
            .element(first)
            .map_or("", |element| element.name.as_str());
        verdicts.fail(
            id,
            format!(
                "An element with {} holds an element {name} that can have the focus.",
                said(context.role(id))
            ),
            "Put them beside each other.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn one_thing_holds_nothing_to_act_on() {
        for (html, outcome) in [
            ("<div role=button><a href=x>a</a></div>", FAIL),
            (
                "<svg role=img aria-label=a><a href=x><text>a</text></a></svg>",
                FAIL,
            ),
            // The focus comes to it, whatever is told of it.
            (
                "<button>a<b tabindex=0 aria-hidden=true>b</b></button>",
                FAIL,
            ),
            ("<button>a<b tabindex=-1>b</b></button>", PASS),
            ("<button>a<b tabindex=0 hidden>b</b></button>", PASS),
            ("<div role=tab><button disabled>a</button></div>", PASS),
            ("<div role=treeitem><a href=x>a</a></div>", NONE),
            ("<div role=button hidden><a href=x>a</a></div>", NONE),
        ] {
            assert_eq!(judged("aria/nested-interactive", html), outcome, "{html}");
        }
    }
}
