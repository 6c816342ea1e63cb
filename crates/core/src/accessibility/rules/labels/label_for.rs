//! Labels belong to fields.

use super::super::{criteria, html};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// The `for` of a label is the id of a field.
    ///
    /// Otherwise the label belongs to nothing: a click on it does nothing, and the field that it stands beside has lost its
    /// name. It names fields of HTML only, none that is made one by its role.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label for="mail">Email</label><input id="email" aria-label="Email">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label for="email">Email</label><input id="email">
    /// ```
    pub(crate) FOR = "label/for", Error, Wcag,
        "A label belongs to no field.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &FOR,
    criteria: criteria!["1.3.1" A],
    act: &[],
    axe: &[],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        let is_label = document.html_name(id) == Some("label") && context.styles().is_rendered(id);
        let Some(target) = document.attribute(id, "for").filter(|_| is_label) else {
            continue;
        };
        match context.by_id(target) {
            Some(field) if is_labelable(document, field) => verdicts.pass(id),
            Some(_) => {
                verdicts.fail(
                    id,
                    format!(
                        "The label is for {}, which is no field of HTML.",
                        html::quoted(target)
                    ),
                    "Name that element by aria-labelledby.",
                );
            }
            None => {
                verdicts.fail(
                    id,
                    format!(
                        "The label is for {}, and nothing has that id.",
                        html::quoted(target)
                    ),
                    "Write the id of the field it belongs to.",
                );
            }
        }
    }
}

/// Whether a label can belong to an element (HTML, 4.10.2); an element that a script defines may be made for it.
fn is_labelable(document: &Document, id: NodeId) -> bool {
    match document.html_name(id) {
        Some("button" | "meter" | "output" | "progress" | "select" | "textarea") => true,
        Some("input") => !html::is_input_of(document, id, &["hidden"]),
        Some(name) => name.contains('-'),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn labels_belong_to_fields() {
        for (html, outcome) in [
            ("<label for=x>a</label><input id=x>", PASS),
            ("<label for=x>a</label><progress id=x></progress>", PASS),
            ("<label for=x>a</label><my-field id=x></my-field>", PASS),
            ("<label for=x>a</label><input id=y>", FAIL),
            ("<label for=''>a</label><input id=y>", FAIL),
            ("<label for=x>a<input></label>", FAIL),
            ("<label for=x>a</label><input id=x type=hidden>", FAIL),
            ("<label for=x>a</label><div id=x role=textbox></div>", FAIL),
            ("<label>a<input></label>", NONE),
            ("<label for=x hidden>a</label>", NONE),
        ] {
            assert_eq!(judged("label/for", html), outcome, "{html}");
        }
    }
}
