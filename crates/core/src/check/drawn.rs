//! Payloads as people would see them: drawn, and judged like a page.

use super::Options;
use super::judge::Payload;
use super::page::on_page;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Verdict, checks};
use crate::accessibility::contrast::Threshold;
use crate::dom::{Document, Selectors};
use crate::finding::{Facts, FixDraft, Place, RuleResult, Sink, built_from};
use crate::json::{Pointer, Tree};
use crate::kinds::{Contrast, Fault, PayloadInput, ViewInput};
use crate::view::Settings;

/// Draws a payload (`input` is what its kind reads) and adds what the checks say of it; gives what each of them says of the whole, where that is asked for.
pub(super) fn judge(
    tree: &Tree<'_>,
    payload: &Payload,
    input: PayloadInput<'_, '_>,
    options: Options<'_>,
    facts: &mut Facts,
    sink: &mut Sink,
) -> Vec<RuleResult> {
    let definition = payload.kind.definition();
    let view = definition.view(ViewInput {
        tree,
        payload: payload.node,
        policy: options.policy,
        settings: Settings::default(),
    });
    sink.set_in_payload(true);
    definition.check_view(input, &view, facts, sink);
    sink.set_in_payload(false);
    let document = view.document();
    let context = Context::of(document);
    let mut selectors = None;
    let mut results = Vec::new();
    if facts.get("elements").is_none() {
        facts.set("elements", document.elements().count());
    }
    for check in checks().filter(|check| check.is_required()) {
        let checked = check.run(&context);
        if check.rule.id == "contrast/text" {
            facts.set("contrastPairs", checked.passed.len() + checked.told.len());
        }
        for verdict in &checked.told {
            let selectors = selectors.get_or_insert_with(|| Selectors::of(document));
            sink.add(|| {
                let place = place(tree, payload, document, verdict);
                let fix = fix(input, payload, check, verdict, &place);
                on_page(document, selectors, check, verdict, place).with_fix(fix)
            });
        }
        if options.results {
            results.push(checked.result(!view.is_complete()));
        }
    }
    results
}

/// What mends it in the text, where something does.
fn fix(
    input: PayloadInput<'_, '_>,
    payload: &Payload,
    check: &Check,
    verdict: &Verdict,
    place: &Place,
) -> Option<FixDraft> {
    let fault = Fault {
        rule: check.rule.id,
        place: place.payload.as_ref()?,
        contrast: verdict.data.as_ref().and_then(contrast),
    };
    payload.kind.definition().repair(input, &fault)
}

/// The colours that were measured.
fn contrast(data: &Data) -> Option<Contrast> {
    let Data::Contrast {
        foreground,
        background,
        needed,
        ..
    } = data
    else {
        return None;
    };
    let thresholds = [Threshold::TEXT, Threshold::LARGE_TEXT];
    Some(Contrast {
        foreground: *foreground,
        background: *background,
        threshold: thresholds
            .into_iter()
            .find(|threshold| (threshold.ratio() - needed).abs() < 0.01)?,
    })
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
