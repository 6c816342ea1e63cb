//! The attributes of ARIA have values that they may have.

use super::super::criteria;
use crate::accessibility::Context;
use crate::accessibility::attribute::{Attribute, Values};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A state or property has a value that it may have.
    ///
    /// Where it has another, browsers take the value it has by default, which may be the contrary of what was meant.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="log" aria-label="Chat" aria-live="often">Hello</div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="log" aria-label="Chat" aria-live="polite">Hello</div>
    /// ```
    pub(crate) VALUE = "aria/value", Error, Wcag,
        "A state or property of ARIA has a value that it cannot have.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &VALUE,
    criteria: criteria!["4.1.2" A],
    act: &["6a7281"],
    axe: &["aria-valid-attr-value"],
    impact: Impact::Critical,
    run,
}];

/// What is to be said of a value.
enum Judged {
    Right,
    Wrong(String),
    /// It refers to something that is not there; a script may still put it there.
    Missing(String),
}

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    for id in context.with_aria() {
        if !super::is_judged(context, *id) {
            continue;
        }
        let mut is_about = false;
        let mut worst = Judged::Right;
        for (attribute, value) in super::attributes(context, *id) {
            // Empty is as good as absent.
            if value.trim_ascii().is_empty() {
                continue;
            }
            is_about = true;
            match judge(context, *id, attribute, value) {
                Judged::Right => {}
                missing @ Judged::Missing(_) => {
                    if matches!(worst, Judged::Right) {
                        worst = missing;
                    }
                }
                wrong @ Judged::Wrong(_) => {
                    worst = wrong;
                    break;
                }
            }
        }
        match worst {
            Judged::Wrong(help) => {
                verdicts.fail(*id, wrong(context, *id), help);
            }
            Judged::Missing(message) => {
                verdicts.review(*id, message, "Refer to an element that is there.");
            }
            Judged::Right if is_about => verdicts.pass(*id),
            Judged::Right => {}
        }
    }
}

/// Which attribute of an element has a wrong value.
fn wrong(context: &Context<'_>, id: NodeId) -> String {
    let first = super::attributes(context, id).find(|(attribute, value)| {
        !value.trim_ascii().is_empty()
            && matches!(judge(context, id, *attribute, value), Judged::Wrong(_))
    });
    first.map_or_else(String::new, |(attribute, value)| {
        let shown: String = value.chars().take(40).collect();
        format!("{} cannot be \"{shown}\".", attribute.name())
    })
}

fn judge(context: &Context<'_>, id: NodeId, attribute: Attribute, value: &str) -> Judged {
    let is_word =
        |words: &[&str], value: &str| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    let value = value.trim_ascii();
    let is_right = match attribute.values() {
        Values::Token(words) => is_word(words, value),
        Values::Tokens(words) => value
            .split_ascii_whitespace()
            .all(|part| is_word(words, part)),
        Values::Integer(least) => is_integer(value, least),
        Values::Number => is_number(value),
        Values::Text => true,
        Values::Id | Values::Ids => return refers(context, id, attribute, value),
    };
    if is_right {
        return Judged::Right;
    }
    Judged::Wrong(match attribute.values() {
        Values::Token(words) => format!("It can be {}.", super::any_of(words)),
        Values::Tokens(words) => format!("It can be some of {}.", super::any_of(words)),
        Values::Integer(least) => format!("It has to be a whole number, at least {least}."),
        _ => "It has to be a number.".to_owned(),
    })
}

fn is_integer(value: &str, least: i64) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A number of more digits than fit is a whole number, too.
    is_whole
        && value
            .parse::<i64>()
            .map_or(!value.starts_with('-'), |number| number >= least)
}

fn is_number(value: &str) -> bool {
    let starts =
        |character: char| character.is_ascii_digit() || matches!(character, '-' | '+' | '.');
    value.starts_with(starts) && value.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether an attribute refers to something. A script may still put it there, and where a role needs it to be there another
/// rule says so.
fn refers(context: &Context<'_>, id: NodeId, attribute: Attribute, value: &str) -> Judged {
    let is_closed = attribute == Attribute::Controls
        && ["aria-expanded", "aria-selected"]
            .iter()
            .any(|state| context.document().attribute(id, state) == Some("false"));
    // What a closed thing controls is often not there yet.
    if is_closed
        || !context.is_exposed(id)
        || super::reference::is_required(context, id, attribute)
        || super::reference::is_there(context, value)
    {
        return Judged::Right;
    }
    Judged::Missing(format!(
        "{} refers to nothing that is there.",
        attribute.name()
    ))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};
    use super::{is_integer, is_number};

    #[test]
    fn values_are_judged_wherever_they_stand() {
        for (html, outcome) in [
            ("<div aria-live=loud>a</div>", FAIL),
            // What is hidden now may be shown later, and is as wrong then.
            ("<div hidden aria-live=loud>a</div>", FAIL),
            ("<div aria-live=polite>a</div>", PASS),
            ("<div aria-live>a</div>", NONE),
            ("<input aria-describedby=x>", REVIEW),
            ("<input hidden aria-describedby=x>", PASS),
            (
                "<button aria-expanded=false aria-controls=x>a</button>",
                PASS,
            ),
            ("<math aria-hidden=no></math>", NONE),
        ] {
            assert_eq!(judged("aria/value", html), outcome, "{html}");
        }
    }

    #[test]
    fn numbers_are_what_aria_takes_for_numbers() {
        for (value, least, is) in [
            ("2", 1, true),
            ("0", 1, false),
            ("-1", -1, true),
            ("-2", -1, false),
            ("2.5", 1, false),
            ("two", 1, false),
            ("", 1, false),
            ("-", 1, false),
            ("99999999999999999999", 1, true),
        ] {
            assert_eq!(is_integer(value, least), is, "{value}");
        }
        for (value, is) in [
            ("2.5", true),
            ("-1", true),
            (".5", true),
            ("one", false),
            ("5%", false),
            ("inf", false),
            ("NaN", false),
        ] {
            assert_eq!(is_number(value), is, "{value}");
        }
    }
}
