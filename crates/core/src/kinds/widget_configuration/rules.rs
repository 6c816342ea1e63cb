//! What only a widget configuration has to keep: how much its dialog draws, and that browsers can fill its form in.

use super::super::definition::PayloadInput;
use super::super::member;
use crate::finding::declare::rules;
use crate::finding::{Draft, Facts, FixDraft, Outcome, Safety, Sink};
use crate::json::{NodeId, Path, Tree, Value, shown_key};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::counted;
use crate::view::{View, dialog_size, purpose};

rules! {
    /// The dialog draws no more elements than it may: 100 (guide 000, which counts two for each field and so could never come
    /// near).
    ///
    /// Counted are the elements inside the drawn dialog: labels, marks, options, hints, buttons and what holds them. Sample
    /// messages and closed error messages are not. The report has the number as `elements`.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Country of purchase", "type": "select", "options": ["One"⟨, "Other" × 100⟩]}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Country of purchase", "type": "select", "options": ["One"⟨, "Other" × 50⟩]}]
    /// ```
    ELEMENTS = "widget-configuration/too-many-elements", Error, House,
        "The dialog draws more elements than it may.";
    /// The elements of the dialog nest no deeper than they may: 12 levels, the dialog being the first (guide 000, which means to
    /// check the depth and does not). The report has the number as `elementDepth`.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."widget-configuration.element-depth" = 4
    /// ```
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Order number", "required": true}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."widget-configuration.element-depth" = 5
    /// ```
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Order number", "required": true}]
    /// ```
    ELEMENT_DEPTH = "widget-configuration/element-depth", Error, House,
        "The elements of the dialog nest deeper than they may.";
    /// A field that asks guests for something about themselves says so in `autocomplete` (WCAG 2.2, 1.3.5 Identify Input
    /// Purpose, level AA).
    ///
    /// Browsers then fill it in, and assistive technology shows it in a way its user knows. What a field asks for is told by
    /// its type (`email`, `tel`), else by its whole label or its name, in the languages of the previews. Whether it asks for
    /// the guest's own, or for somebody else's, a person has to say.
    ///
    /// Invalid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Email Address", "type": "email"}]
    /// ```
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Vollständiger Name"}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json widget-configuration /preChatForm/fields
    /// [{"label": "Email Address", "type": "email", "autocomplete": "email"}, {"label": "Order number"}]
    /// ```
    AUTOCOMPLETE = "form/autocomplete-missing", Warning, Wcag,
        "A field that asks for the guest's own data has no autocomplete token.";
}

/// Judges the payload.
pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let keys = ["preChatForm", "fields"];
    let Some(fields) = input.tree.get_path(input.payload, &keys) else {
        return;
    };
    for (index, field) in input.tree.items(fields).iter().enumerate() {
        autocomplete(input.tree, *field, &Path::of(&keys).index(index), sink);
    }
}

/// Judges and measures what is drawn.
pub(super) fn check_view(
    input: PayloadInput<'_, '_>,
    view: &View,
    facts: &mut Facts,
    sink: &mut Sink,
) {
    let size = dialog_size(view.document());
    facts.set("elements", size.elements);
    facts.set("elementDepth", size.depth);
    let keys = ["preChatForm", "fields"];
    // Without fields there is nothing the author could draw less of.
    let Some(fields) = input.tree.get_path(input.payload, &keys) else {
        return;
    };
    let beyond = |count: usize, limit: Limit, policy: &Policy| {
        let most = policy.limit(limit);
        (count as u64 > most).then_some((count, most))
    };
    if let Some((count, most)) = beyond(size.elements, Limit::WidgetElements, input.policy) {
        let place = sink.place(input.tree, fields, &Path::of(&keys));
        let count = if view.is_complete() {
            format!("{count} elements")
        } else {
            format!("more than {count} elements")
        };
        sink.add(|| {
            Draft::new(
                &ELEMENTS,
                place,
                format!("The dialog draws {count}; at most {most} are accepted."),
                "Remove fields, options or hints.",
            )
        });
    }
    if let Some((count, most)) = beyond(size.depth, Limit::WidgetElementDepth, input.policy) {
        let place = sink.place(input.tree, fields, &Path::of(&keys));
        sink.add(|| {
            Draft::new(
                &ELEMENT_DEPTH,
                place,
                format!(
                    "The elements of the dialog nest {}; at most {most} are accepted.",
                    counted(count as u64, "level")
                ),
                "Use fields that draw less: a label without a mark, or a text in place of choices.",
            )
        });
    }
}

fn autocomplete(tree: &Tree<'_>, field: NodeId, path: &Path<'_>, sink: &mut Sink) {
    if !matches!(tree.value(field), Value::Object(_)) || tree.get(field, "autocomplete").is_some() {
        return;
    }
    let kind = tree.text_at(field, "type").unwrap_or("text");
    let Some(token) = purpose(
        kind,
        tree.text_at(field, "label"),
        tree.text_at(field, "name"),
    ) else {
        return;
    };
    let place = sink.place(tree, field, path);
    sink.add(|| {
        let fix = member::added(tree, field, "autocomplete", token).map(|edit| FixDraft {
            // Even a field for an email address may ask for somebody else's.
            safety: Safety::Unsafe,
            description: format!("Add \"autocomplete\": {}.", shown_key(token)),
            edits: vec![edit],
        });
        Draft::new(
            &AUTOCOMPLETE,
            place,
            format!(
                "{path} asks for what browsers know as {}, and has no \"autocomplete\".",
                shown_key(token)
            ),
            format!(
                "Add \"autocomplete\": {}, unless it asks for somebody else's.",
                shown_key(token)
            ),
        )
        .with_outcome(Outcome::Review)
        .with_fix(fix)
    });
}

#[cfg(test)]
mod tests {
    use crate::finding::{Outcome, Safety};
    use crate::{Options, Policy, check, fix};

    fn manifest(fields: &str) -> String {
        format!(
            r##"{{"kind": "widget-configuration", "id": "a", "spec": {{"widgetId": "a", "theme": {{"primaryColor": "#0056B3"}}, "fields": {fields}}}}}"##
        )
    }

    #[test]
    fn fifteen_plain_fields_are_not_too_many_elements() {
        let policy = Policy::default();
        let plain = r#"{"label": "Order", "required": true}"#;
        let text = manifest(&format!("[{}]", [plain; 15].join(",")));
        let checked = check(&text, Options::new(&policy));
        assert!(
            checked.report().findings.is_empty(),
            "{:?}",
            checked.report().findings
        );
        // Each has a label, a mark, a control and what holds them; the dialog has its own.
        assert_eq!(checked.report().facts.get("elements"), Some(15 * 4 + 9));
        assert_eq!(checked.report().facts.get("elementDepth"), Some(5));
    }

    #[test]
    fn hints_count_and_closed_errors_do_not() {
        let policy = Policy::default();
        let elements = |field: &str| {
            let text = manifest(&format!("[{field}]"));
            check(&text, Options::new(&policy))
                .report()
                .facts
                .get("elements")
                .expect("it is measured")
        };
        let plain = elements(r#"{"label": "A"}"#);
        assert_eq!(elements(r#"{"label": "A", "type": "number"}"#), plain);
        assert_eq!(elements(r#"{"label": "A", "hint": "B"}"#), plain + 1);
        assert_eq!(elements(r#"{"label": "A", "required": true}"#), plain + 1);
    }

    #[test]
    fn a_token_is_added_as_the_members_around_it_are_written() {
        let policy = Policy::default();
        for (before, after) in [
            (
                r#"[{"type": "email", "label": "Work"}]"#,
                r#"[{"type": "email", "label": "Work", "autocomplete": "email"}]"#,
            ),
            (
                r#"[{"label":"Phone","type":"tel"}]"#,
                r#"[{"label":"Phone","type":"tel","autocomplete":"tel"}]"#,
            ),
            (
                "[\n  {\n    \"label\": \"Full Name\"\n  }\n]",
                "[\n  {\n    \"label\": \"Full Name\",\n    \"autocomplete\": \"name\"\n  }\n]",
            ),
            (
                r#"[{"label": "Name"}]"#,
                r#"[{"label": "Name", "autocomplete": "name"}]"#,
            ),
        ] {
            let text = manifest(before);
            let checked = check(&text, Options::new(&policy));
            let [finding] = checked.report().findings.as_slice() else {
                panic!("{before}: {:?}", checked.report().findings);
            };
            assert_eq!(
                (finding.rule, finding.outcome),
                ("form/autocomplete-missing", Outcome::Review)
            );
            assert!(checked.verified().is_some(), "a warning blocks nothing");
            let offered = finding.fix.as_ref().expect("a fix");
            assert_eq!(offered.safety, Safety::Unsafe, "{before}");
            let fixed = fix(&text, Options::new(&policy), Safety::Unsafe);
            assert_eq!(fixed.text(), manifest(after));
            assert!(fixed.checked().report().findings.is_empty());
        }
    }
}
