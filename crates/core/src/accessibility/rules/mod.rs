//! The checks: a file for each, or for a few that are one idea.

mod button_name;
mod seen_text;
mod text_contrast;

use super::check::Check;
use crate::finding::{Page, Rule};

/// Every check, by area.
pub(super) static CHECKS: &[&[Check]] = &[button_name::CHECKS, text_contrast::CHECKS];

/// Their rules, in the same order.
pub(crate) static RULES: &[&[&Rule]] = &[button_name::RULES, text_contrast::RULES];

/// Their pages, in the same order.
pub(crate) static PAGES: &[&[Page]] = &[button_name::PAGES, text_contrast::PAGES];

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
