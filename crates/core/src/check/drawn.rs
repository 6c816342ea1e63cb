//! Payloads as people would see them: drawn, and judged like a page.

use std::collections::HashSet;

use super::Options;
use super::dark;
use super::judge::Payload;
use super::page::on_page;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Data, Verdict, checks};
use crate::accessibility::contrast::Threshold;
use crate::dom::{Document, Selectors};
use crate::finding::{Facts, Outcome, Place, RuleResult, Sink, built_from};
use crate::json::{Pointer, Tree};
use crate::kinds::{Contrast, Fault, PayloadInput, ViewInput};
use crate::shape::rules::EMPTY_TEXT;
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
        facts.set("elements", context.elements().len());
    }
    let blank = blank(sink);
    for check in checks().filter(|check| check.is_required()) {
        let mut checked = check.run(&context);
        if check.rule.id == dark::RULE {
            facts.set("contrastPairs", checked.passed.len() + checked.told.len());
            dark::judge(&view, &mut checked);
        }
        let is_about_names = check.rule.id.starts_with("name/");
        for verdict in &checked.told {
            // That its text says nothing has been said, and where.
            if is_about_names
                && !blank.is_empty()
                && place(tree, payload, document, verdict)
                    .payload
                    .is_some_and(|pointer| blank.contains(pointer.as_str()))
            {
                continue;
            }
            let selectors = selectors.get_or_insert_with(|| Selectors::of(document));
            sink.add(|| {
                let place = place(tree, payload, document, verdict);
                let fault = fault(check, verdict, &place);
                // Every fix is tried on the whole text, which costs more than a review of colours is worth.
                let is_mended = check.rule.id != dark::RULE || verdict.outcome == Outcome::Fail;
                let fix = fault
                    .filter(|_| is_mended)
                    .and_then(|fault| definition.repair(input, &fault));
                let advice = fault.and_then(|fault| definition.advice(&fault));
                let mut draft = on_page(document, selectors, check, verdict, place.clone());
                if let Some(advice) = advice {
                    draft.help = advice.into();
                }
                draft.with_fix(fix)
            });
        }
        if options.results {
            results.push(checked.result(!view.is_complete()));
        }
    }
    results
}

/// What has a label or a text that was found to say nothing, and so has no name, by its place in the payload.
fn blank(sink: &Sink) -> HashSet<String> {
    sink.places_of(&EMPTY_TEXT)
        .filter_map(|pointer| {
            let (owner, name) = pointer.as_str().rsplit_once('/')?;
            matches!(name, "label" | "text").then(|| owner.to_owned())
        })
        .collect()
}

/// What was found, for the kind to mend it or to say what its author does.
fn fault<'p>(check: &Check, verdict: &Verdict, place: &'p Place) -> Option<Fault<'p>> {
    Some(Fault {
        rule: check.rule.id,
        place: place.payload.as_ref()?,
        contrast: verdict.data.as_ref().and_then(contrast),
    })
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

#[cfg(test)]
mod tests {
    use crate::{Options, Policy, check};

    #[test]
    fn the_next_step_is_one_in_the_payload() {
        let form = |field: &str| {
            format!(
                r##"{{"kind": "widget-configuration", "id": "a", "spec": {{"widgetId": "a", "theme": {{"primaryColor": "#0056B3"}}, "fields": [{field}]}}}}"##
            )
        };
        let card = |component: &str| {
            format!(
                r#"{{"kind": "rich-card", "id": "a", "payload": {{"components": [{component}]}}}}"#
            )
        };
        for (text, rule, help) in [
            (
                form(r#"{"type": "text"}"#),
                "name/field",
                "Give the field a \"label\".",
            ),
            (
                form(r#"{"type": "radio", "options": ["A", "B"]}"#),
                "label/group",
                "Give the field a \"label\": the question that its options answer.",
            ),
            (
                form(r#"{"label": "Order", "ariaLabel": "Number"}"#),
                "label/field-in-name",
                "Begin \"ariaLabel\" with the label, or leave it out.",
            ),
            (
                card(
                    r#"{"type": "buttonGroup", "buttons": [{"action": "postback", "payload": "x"}]}"#,
                ),
                "name/button",
                "Give the button a \"label\".",
            ),
            (
                card(r#"{"type": "header", "text": " "}"#),
                "name/heading",
                "Give the header a text, or remove it.",
            ),
        ] {
            let policy = Policy::default();
            let checked = check(&text, Options::new(&policy));
            let mut findings = checked.report().findings.iter();
            let finding = findings.find(|finding| finding.rule == rule);
            assert_eq!(
                finding.map(|finding| finding.help.as_str()),
                Some(help),
                "{text}"
            );
        }
    }

    #[test]
    fn a_blank_label_is_one_finding() {
        for text in [
            r##"{"kind": "widget-configuration", "id": "a", "spec": {"widgetId": "a", "theme": {"primaryColor": "#0056B3"}, "fields": [{"label": " ", "type": "text"}]}}"##,
            r#"{"kind": "rich-card", "id": "a", "payload": {"messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
                "templateMatrix": {"templateId": "t", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly"},
                "components": [{"type": "buttonGroup", "buttons": [{"label": " ", "action": "postback", "payload": "x", "style": "primary"}]}]}}"#,
        ] {
            let policy = Policy::default();
            let checked = check(text, Options::new(&policy));
            let rules: Vec<&str> = checked
                .report()
                .findings
                .iter()
                .map(|finding| finding.rule)
                .filter(|rule| rule.starts_with("name/") || rule.starts_with("schema/"))
                .collect();
            assert_eq!(rules, ["schema/empty-text"], "{text}");
        }
    }
}
