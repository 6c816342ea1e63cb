//! Error texts say what is wrong, and with which field.

use std::collections::{HashMap, HashSet};

use super::super::names::field::ROLES;
use super::super::{criteria, html};
use super::messages::{is_empty_phrase, is_message, words};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// What is wrong with a field is told to everybody, in words that say what it is.
    ///
    /// Judged are texts in a form that are marked as errors (by a class or an id such as `error`, by `role="alert"` or by
    /// `aria-errormessage`) and are shown. Sure are three faults: the text is hidden from assistive technology; no text in the
    /// form says more than that something is wrong; a text names a field by a label that fields of several groups have. A
    /// field that is told as invalid, with no text to it, is one to look at.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <form><label>Age <input></label><p class="error">Invalid value for age.</p></form>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <form><label>Age <input aria-invalid="true" aria-describedby="error"></label>
    /// <p class="error" id="error">Age must be a number from 18 to 120.</p></form>
    /// ```
    pub(crate) ERROR_TEXT = "form/error-text", Error, Wcag,
        "An error text does not tell everybody what is wrong.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &ERROR_TEXT,
    criteria: criteria!["3.3.1" A],
    act: &["36b590"],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

/// More messages or fields than this are not compared one by one: no person fills in such a form.
const MOST: usize = 200;

/// A form, or what stands in none.
#[derive(Debug, Default)]
struct Form {
    fields: Vec<NodeId>,
    /// The texts in it that are marked as errors and are shown.
    messages: Vec<NodeId>,
}

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let is_field = |id: &NodeId| {
        context.document().html_name(*id).is_some()
            && ROLES.contains(&context.role(*id))
            && context.is_exposed(*id)
    };
    if !context.telling().iter().any(is_field) {
        return;
    }
    let forms = forms(context);
    let described = described(context, &forms);
    for form in forms.iter().filter(|form| !form.fields.is_empty()) {
        judge(context, verdicts, form, &described);
    }
}

/// Every form with its fields and its messages, in the order of the document.
fn forms(context: &Context<'_>) -> Vec<Form> {
    let document = context.document();
    let mut forms = vec![Form::default()];
    // By node: the form that it stands in, and whether it stands in a message.
    let mut form_of = vec![0; document.len()];
    let mut in_message = vec![false; document.len()];
    let named: HashSet<NodeId> = context
        .with_aria()
        .iter()
        .flat_map(|id| context.references(*id, "aria-errormessage"))
        .collect();
    for id in context.elements().iter().copied() {
        let parent = document.parent(id).unwrap_or(Document::ROOT);
        let mut form = form_of[parent.index()];
        if document.html_name(id) == Some("form") {
            form = forms.len();
            forms.push(Form::default());
        }
        form_of[id.index()] = form;
        in_message[id.index()] = in_message[parent.index()];
        if document.html_name(id).is_some() && ROLES.contains(&context.role(id)) {
            if context.is_exposed(id) {
                forms[form].fields.push(id);
            }
        } else if !in_message[id.index()] && is_marked(context, id, form > 0, &named) {
            in_message[id.index()] = true;
            forms[form].messages.push(id);
        }
    }
    forms
}

/// Whether an element is marked as an error text that is shown, and holds no more than that.
fn is_marked(context: &Context<'_>, id: NodeId, in_form: bool, named: &HashSet<NodeId>) -> bool {
    let document = context.document();
    let says = |name| document.attribute(id, name).is_some_and(is_message);
    let is_marked = named.contains(&id)
        || (in_form && (says("class") || says("id") || context.role(id) == Role::Alert));
    let is_control = |id| {
        matches!(
            document.html_name(id),
            Some("input" | "select" | "textarea" | "button")
        )
    };
    is_marked
        && document.html_name(id) != Some("label")
        && context.is_shown(id)
        && html::has_text(&document.text_content(id))
        && !document.descendants(id).any(is_control)
}

/// By node: whether a field is described by it or by what it stands in.
fn described(context: &Context<'_>, forms: &[Form]) -> Vec<bool> {
    let document = context.document();
    let mut described = vec![false; document.len()];
    for field in forms.iter().flat_map(|form| &form.fields) {
        for name in ["aria-describedby", "aria-errormessage", "aria-labelledby"] {
            for id in context.references(*field, name) {
                described[id.index()] = true;
            }
        }
    }
    for id in context.order().iter().copied() {
        let around = document
            .parent(id)
            .is_some_and(|parent| described[parent.index()]);
        described[id.index()] |= around;
    }
    described
}

fn judge(context: &Context<'_>, verdicts: &mut Verdicts, form: &Form, described: &[bool]) {
    let document = context.document();
    let labels: Vec<Vec<String>> = form
        .fields
        .iter()
        .map(|field| words(context.name(*field)))
        .collect();
    let known: HashSet<&str> = labels.iter().flatten().map(String::as_str).collect();
    let is_told = |id: NodeId| context.is_exposed(id) || described[id.index()];
    let says_nothing = |id: NodeId| is_empty_phrase(&document.text_content(id), &known);
    let (told, hidden): (Vec<NodeId>, Vec<NodeId>) =
        form.messages.iter().copied().partition(|id| is_told(*id));
    for id in hidden.into_iter().take(MOST) {
        if is_said_elsewhere(context, id) {
            verdicts.pass(id);
        } else {
            verdicts.fail(
                id,
                "The error text is hidden from assistive technology.",
                "Take away aria-hidden, and describe the field by the text with aria-describedby.",
            );
        }
    }
    let is_empty = !told.is_empty() && told.iter().all(|id| says_nothing(*id));
    for (number, id) in told.iter().enumerate() {
        let unclear = || {
            let is_compared = number < MOST && form.fields.len() <= MOST;
            is_compared.then(|| ambiguous(context, form, &labels, *id, described))?
        };
        if is_empty {
            verdicts.fail(
                *id,
                "The error text says that something is wrong, and not what.",
                "Say what is wrong, or what to write instead.",
            );
        } else if let Some(label) = unclear() {
            verdicts.fail(
                *id,
                format!(
                    "The error text names {}, which fields of several groups are called.",
                    html::quoted(&label)
                ),
                "Name the group too, or put the text beside the field.",
            );
        } else {
            verdicts.pass(*id);
        }
    }
    for field in &form.fields {
        let is_invalid = html::is_true(document, *field, "aria-invalid");
        if is_invalid && form.messages.is_empty() && context.description(*field).is_empty() {
            verdicts.review(
                *field,
                "The field is told as invalid, and no text says why.",
                "Say beside it what is wrong, and describe the field by that with aria-describedby.",
            );
        } else if form.messages.is_empty() {
            verdicts.pass(*field);
        }
    }
}

/// Whether the same text is told somewhere else.
fn is_said_elsewhere(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let text = document.text_content(id);
    let text = text.trim();
    document.descendants(Document::ROOT).any(|other| {
        document
            .text(other)
            .is_some_and(|other| other.contains(text))
            && context.is_exposed(other)
    })
}

/// A label in the text that fields of several groups have, where nothing says which of them is meant.
fn ambiguous(
    context: &Context<'_>,
    form: &Form,
    labels: &[Vec<String>],
    message: NodeId,
    described: &[bool],
) -> Option<String> {
    let document = context.document();
    let is_pointed_out = described[message.index()]
        || form
            .fields
            .iter()
            .any(|field| html::is_true(document, *field, "aria-invalid"));
    if is_pointed_out {
        return None;
    }
    let group_of = |id: NodeId| {
        let mut around = document.ancestors(id);
        around.find(|id| context.role(*id) == Role::Group && !context.name(*id).is_empty())
    };
    if group_of(message).is_some() {
        return None;
    }
    let said = words(&document.text_content(message));
    let is_said = |words: &[String]| {
        !words.is_empty() && said.windows(words.len()).any(|window| window == words)
    };
    let mut groups: HashMap<&[String], Vec<NodeId>> = HashMap::new();
    for (field, label) in form.fields.iter().zip(labels) {
        if let Some(group) = group_of(*field)
            && is_said(label)
        {
            let groups = groups.entry(label).or_default();
            if !groups.contains(&group) && groups.len() < 8 {
                groups.push(group);
            }
        }
    }
    let is_unclear = |groups: &[NodeId]| {
        groups.len() > 1
            && !groups
                .iter()
                .any(|group| is_said(&words(context.name(*group))))
    };
    labels
        .iter()
        .find(|label| {
            groups
                .get(label.as_slice())
                .is_some_and(|groups| is_unclear(groups))
        })
        .map(|label| label.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn error_texts_tell_everybody_what_is_wrong() {
        for (inside, outcome) in [
            ("<p>Leave it empty to see all.</p>", PASS),
            ("<p id=error>Age must be at least 18.</p>", PASS),
            (
                "<p class=form-error>Invalid age: it must be at least 18.</p>",
                PASS,
            ),
            ("<p class=error>Please fill in your age.</p>", PASS),
            ("<p class=error>Invalid value for age.</p>", FAIL),
            ("<p class=error>Please fill the field correctly.</p>", FAIL),
            (
                "<p class=error>Invalid age.</p><p class=error>Write a number.</p>",
                PASS,
            ),
            ("<p role=alert>Error!</p>", FAIL),
            ("<p class=error hidden>Error!</p>", PASS),
            ("<p class=error aria-hidden=true>Write a number.</p>", FAIL),
            (
                "<p class=error aria-hidden=true>Write a number.</p><p>Write a number.</p>",
                PASS,
            ),
            ("<p class=error-icon>Error</p>", PASS),
            ("<p class=error><input aria-label=b>Error</p>", PASS),
        ] {
            let html = format!("<form><label for=a>Age (years)</label><input id=a>{inside}</form>");
            assert_eq!(judged("form/error-text", &html), outcome, "{html}");
        }
        for (html, outcome) in [
            (
                "<form><p class=error>Please fill the field correctly.</p><label>Age<input></label>\
                 <label>Name<input></label></form>",
                FAIL,
            ),
            (
                "<form><label>Age<input aria-describedby=e></label>\
                 <span id=e>Invalid value for age. Age must be at least 1.</span></form>",
                PASS,
            ),
            ("<input aria-label=Age aria-invalid=true>", REVIEW),
            (
                "<input aria-label=Age aria-invalid=true aria-describedby=e><p id=e>Write a number.</p>",
                PASS,
            ),
            (
                "<input aria-label=Age aria-invalid=true aria-errormessage=e><p id=e>Invalid value.</p>",
                FAIL,
            ),
            ("<p class=error>Error</p>", NONE),
            ("<form><p class=error>Error</p></form>", NONE),
        ] {
            assert_eq!(judged("form/error-text", html), outcome, "{html}");
        }
    }

    #[test]
    fn a_label_of_several_groups_says_nothing() {
        const GROUPS: &str = "<fieldset><legend>Billing</legend><label>Name <input></label></fieldset>\
            <fieldset><legend>Shipping</legend><label>Name <input></label><label>Notes <input></label></fieldset>";
        for (message, outcome) in [
            ("<p class=error>Please fill in Name.</p>", FAIL),
            ("<p class=error>Please fill in Name (shipping).</p>", PASS),
            ("<p class=error>Please fill in Notes.</p>", PASS),
        ] {
            let html = format!("<form>{GROUPS}{message}</form>");
            assert_eq!(judged("form/error-text", &html), outcome, "{html}");
        }
    }
}
