//! Payloads as people would see them: drawn, and judged like a page.

use super::Options;
use super::judge::Payload;
use super::page::on_page;
use crate::accessibility::Context;
use crate::accessibility::check::{Verdict, checks};
use crate::dom::{Document, Selectors};
use crate::finding::{Facts, Place, RuleResult, Sink, built_from};
use crate::json::{Pointer, Tree};
use crate::kinds::ViewInput;
use crate::view::Settings;

/// Draws a payload and adds what the checks say of it; gives what each of them says of the whole, where that is asked for.
pub(super) fn judge(
    tree: &Tree<'_>,
    payload: &Payload,
    options: Options<'_>,
    facts: &mut Facts,
    sink: &mut Sink,
) -> Vec<RuleResult> {
    let view = payload.kind.definition().view(ViewInput {
        tree,
        payload: payload.node,
        policy: options.policy,
        settings: Settings::default(),
    });
    let document = view.document();
    let context = Context::of(document);
    let mut selectors = None;
    let mut results = Vec::new();
    facts.set("drawnElements", document.elements().count());
    for check in checks().filter(|check| check.is_required()) {
        let checked = check.run(&context);
        for verdict in &checked.told {
            let selectors = selectors.get_or_insert_with(|| Selectors::of(document));
            sink.add(|| {
                let place = place(tree, payload, document, verdict);
                on_page(document, selectors, check, verdict, place)
            });
        }
        if options.results {
            results.push(checked.result(!view.is_complete()));
        }
    }
    results
}

/// The place in the payload that a node shows.
fn place(tree: &Tree<'_>, payload: &Payload, document: &Document, verdict: &Verdict) -> Place {
    let origin = document.origin(verdict.node);
    let names = origin.into_iter().flat_map(Pointer::names);
    let (node, pointer) = tree.follow(payload.node, names);
    Place {
        span: tree.span(node),
        payload: Some(pointer),
        built_from: built_from(tree.origin(node)),
    }
}
