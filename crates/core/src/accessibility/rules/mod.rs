//! The checks: a file for each, or for a few that are one idea.

mod button_name;
mod focus_visible;
mod focusable;
mod link_contrast;
mod non_text_contrast;
mod scrollable;
mod seen_text;
mod spacing;
mod target_size;
mod text_contrast;

use super::check::Check;
use crate::finding::{Page, Rule};

/// Every check, by area.
pub(super) static CHECKS: &[&[Check]] = &[
    button_name::CHECKS,
    text_contrast::CHECKS,
    focus_visible::CHECKS,
    spacing::CHECKS,
    link_contrast::CHECKS,
    non_text_contrast::CHECKS,
    scrollable::CHECKS,
    target_size::CHECKS,
];

/// Their rules, in the same order.
pub(crate) static RULES: &[&[&Rule]] = &[
    button_name::RULES,
    text_contrast::RULES,
    focus_visible::RULES,
    spacing::RULES,
    link_contrast::RULES,
    non_text_contrast::RULES,
    scrollable::RULES,
    target_size::RULES,
];

/// Their pages, in the same order.
pub(crate) static PAGES: &[&[Page]] = &[
    button_name::PAGES,
    text_contrast::PAGES,
    focus_visible::PAGES,
    spacing::PAGES,
    link_contrast::PAGES,
    non_text_contrast::PAGES,
    scrollable::PAGES,
    target_size::PAGES,
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
