//! Fields about people say what they are for.

use super::super::{criteria, html};
use super::purposes::{self, Sort};
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// The value of `autocomplete` is one that HTML has.
    ///
    /// It is how a field says that it asks for a person's own name, address and the like; browsers fill such fields in, and
    /// tools put signs beside them that their users know. In this order: `section-` with a name, `shipping` or `billing`, for
    /// `tel`, `email` and `impp` also `home`, `work`, `mobile`, `fax` or `pager`, then one purpose such as `given-name`, and
    /// last `webauthn`; all but the purpose may be left out. `on` and `off` say nothing of what the field is for.
    ///
    /// A value that is right but unusual for the type of the field is one to look at, as is one that only means to turn
    /// filling in on or off.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <label>First name <input autocomplete="first-name"></label>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <label>First name <input autocomplete="given-name"></label>
    /// ```
    pub(crate) AUTOCOMPLETE = "form/autocomplete", Error, Wcag,
        "The value of autocomplete is none that HTML has.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &AUTOCOMPLETE,
    criteria: criteria!["1.3.5" AA],
    act: &["73f2c2"],
    axe: &["autocomplete-valid"],
    impact: Impact::Serious,
    run,
}];

/// What stands in the wild to turn filling in on or off, of which HTML knows only the first two.
const SWITCHES: &[&str] = &[
    "on",
    "off",
    "none",
    "false",
    "true",
    "disabled",
    "enabled",
    "undefined",
    "null",
    "xoff",
    "xon",
];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        let Some(value) = html::text_attribute(document, id, "autocomplete") else {
            continue;
        };
        if !applies(context, id) {
            continue;
        }
        let lower = value.to_ascii_lowercase();
        match lower.trim() {
            "on" | "off" => continue,
            switch if SWITCHES.contains(&switch) => {
                verdicts.review(
                    id,
                    format!(
                        "The autocomplete {} says nothing in HTML.",
                        html::quoted(value)
                    ),
                    "Write \"on\" or \"off\", or what the field is for.",
                );
                continue;
            }
            _ => {}
        }
        let input = html::input_type(document, id);
        match read(&lower) {
            Err(wrong) => {
                verdicts.fail(
                    id,
                    format!(
                        "The autocomplete {} is none that HTML has: {wrong}.",
                        html::quoted(value)
                    ),
                    "Write what the field is for, such as \"email\" or \"given-name\".",
                );
            }
            Ok(sort) if !sort.allows(input.as_deref().map(known_type)) => {
                verdicts.review(
                    id,
                    format!(
                        "The autocomplete {} is not meant for a field of this type.",
                        html::quoted(value)
                    ),
                    "Give the field the type that belongs to it.",
                );
            }
            Ok(_) => verdicts.pass(id),
        }
    }
}

/// Types of which people do not write the value, so that no browser can fill it in.
const FIXED: &[&str] = &[
    "button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit",
];

/// Whether the field asks a person for something.
fn applies(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let is_field = matches!(
        document.html_name(id),
        Some("input" | "select" | "textarea")
    );
    let is_fixed = || html::is_input_of(document, id, FIXED);
    let is_hidden = || !context.is_shown(id) && !context.is_exposed(id);
    let is_static = || !context.is_in_tab_order(id) && !is_widget(context, id);
    is_field && !context.is_told_disabled(id) && !is_fixed() && !is_hidden() && !is_static()
}

/// Whether it is told as something to act on. Types of `input` without a role in WAI-ARIA are.
fn is_widget(context: &Context<'_>, id: NodeId) -> bool {
    html::explicit_role(context.document(), id).is_none_or(|_| context.role(id).is_widget())
}

/// The type of an `input`, where HTML knows it.
fn known_type(written: &str) -> &str {
    const TYPES: &[&str] = &[
        "hidden",
        "search",
        "tel",
        "url",
        "email",
        "password",
        "date",
        "month",
        "week",
        "time",
        "datetime-local",
        "number",
        "range",
        "color",
        "checkbox",
        "radio",
        "file",
        "image",
    ];
    if TYPES.contains(&written) {
        written
    } else {
        "text"
    }
}

/// Reads a value in lower case: the sort of field that it is for, or what is wrong.
fn read(value: &str) -> Result<Sort, String> {
    let mut tokens = value.split_ascii_whitespace().peekable();
    let _ = tokens.next_if(|token| token.starts_with("section-"));
    let _ = tokens.next_if(|token| matches!(*token, "shipping" | "billing"));
    let place =
        tokens.next_if(|token| matches!(*token, "home" | "work" | "mobile" | "fax" | "pager"));
    let Some(name) = tokens.next() else {
        return Err("it names no purpose".to_owned());
    };
    let Some(purpose) = purposes::of_name(name) else {
        return Err(format!("{} is no purpose of a field", html::quoted(name)));
    };
    if let Some(place) = place
        && !purpose.is_contact
    {
        return Err(format!(
            "\"{place}\" stands only before tel, email and impp"
        ));
    }
    let _ = tokens.next_if_eq(&"webauthn");
    match tokens.next() {
        None => Ok(purpose.sort),
        Some(more) => Err(format!("{} is one too many", html::quoted(more))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn values_follow_the_grammar() {
        for (value, outcome) in [
            ("username", PASS),
            ("Given-Name", PASS),
            ("work email", PASS),
            ("section-a email", PASS),
            ("section-a billing address-line1", PASS),
            ("section-a shipping work email", PASS),
            ("  email  ", PASS),
            ("username webauthn", PASS),
            ("first-name", FAIL),
            ("work photo", FAIL),
            ("work shipping email", FAIL),
            ("work,email", FAIL),
            ("shipping", FAIL),
            ("work", FAIL),
            ("section-a", FAIL),
            ("webauthn", FAIL),
            ("address-line1 address-line2", FAIL),
            ("email x", FAIL),
            ("username webauthn x", FAIL),
            ("off email", FAIL),
            ("street-address", REVIEW),
            ("nope", FAIL),
            ("false", REVIEW),
            ("ON", NONE),
            ("off", NONE),
            (" ", NONE),
            ("", NONE),
        ] {
            let html = format!("<label>a<input autocomplete=\"{value}\"></label>");
            assert_eq!(judged("form/autocomplete", &html), outcome, "{value}");
        }
    }

    #[test]
    fn fields_that_ask_nobody_are_left_alone() {
        for (html, outcome) in [
            ("<select autocomplete=x><option>a</select>", FAIL),
            ("<textarea autocomplete=street-address></textarea>", PASS),
            ("<input type=tel autocomplete=bday-day>", REVIEW),
            (
                "<input type=password autocomplete='current-password webauthn'>",
                PASS,
            ),
            ("<input autocomplete=x tabindex=-1>", FAIL),
            ("<input autocomplete=x aria-hidden=true>", FAIL),
            ("<input autocomplete=x role=banner tabindex=0>", FAIL),
            ("<input autocomplete=x role=banner tabindex=-1>", NONE),
            ("<input autocomplete=x role=none disabled>", NONE),
            ("<input autocomplete=x disabled>", NONE),
            ("<input autocomplete=x aria-disabled=true>", NONE),
            ("<div aria-disabled=true><input autocomplete=x></div>", NONE),
            ("<fieldset disabled><input autocomplete=x></fieldset>", NONE),
            ("<input autocomplete=x style='display: none'>", NONE),
            ("<input type=submit autocomplete=x>", NONE),
            ("<input type=checkbox autocomplete=x>", NONE),
            ("<input type=radio autocomplete=x>", NONE),
            ("<input type=file autocomplete=x>", NONE),
            ("<input type=image autocomplete=x>", NONE),
            ("<input type=hidden autocomplete=x>", NONE),
            ("<form autocomplete=x></form>", NONE),
        ] {
            assert_eq!(judged("form/autocomplete", html), outcome, "{html}");
        }
    }
}
