//! Fields have names.

use super::super::{criteria, html};
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A field has an accessible name.
    ///
    /// Without one a screen reader says that something can be filled in or chosen, and not what. A `label` names a field of
    /// HTML only, no element that is made one by its role; and what stands in a text field is its value, not its name. It
    /// is asked of disabled fields too, since screen readers list them.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <input type="email" autocomplete="email">
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label>Email <input type="email" autocomplete="email"></label>
    /// ```
    pub(crate) FIELD = "name/field", Error, Wcag,
        "A field has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &FIELD,
    criteria: criteria!["4.1.2" A],
    act: &["e086e5"],
    axe: &[
        "label",
        "select-name",
        "aria-input-field-name",
        "aria-toggle-field-name",
    ],
    impact: Impact::Critical,
    run,
}];

/// Roles that inherit from `input`, `menuitem` or `select` and are fields.
pub(in super::super) const ROLES: &[Role] = &[
    Role::Checkbox,
    Role::ComboBox,
    Role::ListBox,
    Role::MenuItemCheckbox,
    Role::MenuItemRadio,
    Role::Radio,
    Role::SearchBox,
    Role::Slider,
    Role::SpinButton,
    Role::Switch,
    Role::TextBox,
];

/// Types of `input` that WAI-ARIA has no role for.
const TYPES: &[&str] = &[
    "color",
    "date",
    "datetime-local",
    "file",
    "month",
    "password",
    "time",
    "week",
];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    let help = "Give it a label; where none can be seen, an aria-label.";
    judge(
        context,
        verdicts,
        ("The field has no accessible name.", help),
        |id| {
            let has_no_role = || {
                html::is_input_of(document, id, TYPES)
                    && html::explicit_role(document, id).is_none_or(|role| role == Role::None)
            };
            ROLES.contains(&context.role(id)) || has_no_role()
        },
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn fields_have_names() {
        for (html, outcome) in [
            ("<label>Name <input></label>", PASS),
            (
                "<label for=x>Name</label><select id=x><option>a</option></select>",
                PASS,
            ),
            ("<input placeholder=Name>", PASS),
            ("<textarea placeholder=Name></textarea>", PASS),
            ("<input type=name placeholder=Name>", PASS),
            ("<input type=date placeholder=Name>", FAIL),
            ("<select placeholder=Name></select>", FAIL),
            ("<input title=Name>", PASS),
            ("<input aria-label=' '>", FAIL),
            ("<input disabled>", FAIL),
            ("<label>Born</label><input type=date>", FAIL),
            ("<label>Color <input type=color></label>", PASS),
            ("<input type=file>", FAIL),
            (
                "<select aria-labelledby=l><option>a</option></select><b id=l></b>",
                FAIL,
            ),
            ("<label>Name <div role=textbox></div></label>", FAIL),
            (
                "<label for=x>Name</label><div role=textbox id=x></div>",
                FAIL,
            ),
            ("<div role=textbox>Name</div>", FAIL),
            ("<div role=checkbox aria-checked=true>Agree</div>", PASS),
            (
                "<input type=checkbox role=menuitemcheckbox><span aria-hidden=true>a</span>",
                FAIL,
            ),
            ("<div role=slider aria-valuenow=1></div>", FAIL),
            (
                "<select role=none disabled><option>a</option></select>",
                NONE,
            ),
            ("<input hidden>", NONE),
            ("<input type=hidden>", NONE),
            ("<input type=submit>", NONE),
            ("<p>a</p>", NONE),
        ] {
            assert_eq!(judged("name/field", html), outcome, "{html}");
        }
    }
}
