//! The checks: a file for each, or for a few that are one idea.

mod aria;
mod button_name;
mod focus_order;

use super::check::Check;
use crate::finding::{Page, Rule};

/// Every check, by area.
pub(super) static CHECKS: &[&[Check]] = &[
    aria::role::CHECKS,
    aria::attribute::CHECKS,
    aria::value::CHECKS,
    aria::permitted::CHECKS,
    aria::required::CHECKS,
    aria::owned::CHECKS,
    aria::hidden_focus::CHECKS,
    aria::nested::CHECKS,
    aria::decorative::CHECKS,
    aria::ids::CHECKS,
    button_name::CHECKS,
    focus_order::CHECKS,
];

/// Their rules, in the same order.
pub(crate) static RULES: &[&[&Rule]] = &[
    aria::role::RULES,
    aria::attribute::RULES,
    aria::value::RULES,
    aria::permitted::RULES,
    aria::required::RULES,
    aria::owned::RULES,
    aria::hidden_focus::RULES,
    aria::nested::RULES,
    aria::decorative::RULES,
    aria::ids::RULES,
    button_name::RULES,
    focus_order::RULES,
];

/// Their pages, in the same order.
pub(crate) static PAGES: &[&[Page]] = &[
    aria::role::PAGES,
    aria::attribute::PAGES,
    aria::value::PAGES,
    aria::permitted::PAGES,
    aria::required::PAGES,
    aria::owned::PAGES,
    aria::hidden_focus::PAGES,
    aria::nested::PAGES,
    aria::decorative::PAGES,
    aria::ids::PAGES,
    button_name::PAGES,
    focus_order::PAGES,
];

/// Declares success criteria: `criteria!["1.4.3" AA]`.
macro_rules! criteria {
    ($($number:literal $level:ident),* $(,)?) => {
        &[$($crate::accessibility::check::Criterion {
            number: $number,
            level: stringify!($level),
        }),*]
    };
}
use criteria;
