//! The checks: a file for each, or for a few that are one idea.
//!
//! - `aria`: roles, states and properties as WAI-ARIA has them.
//! - `focus_order`: the way of the Tab key.
//! - `names`: what people act on or look at has a name.
//! - `labels`: what labels say, and what they belong to.
//! - `forms`: what forms say of their fields.
//! - `links`: where links lead.
//! - `structure`: how headings and lists are built.
//! - `language` and `title`: what a page says of itself.
//! - `patterns`: dialogs and logs.

mod aria;
mod focus_order;
mod forms;
mod html;
mod labels;
mod language;
mod links;
mod names;
mod patterns;
mod structure;
#[cfg(test)]
mod testing;
mod title;

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
    focus_order::CHECKS,
    names::button::CHECKS,
    names::field::CHECKS,
    names::summary::CHECKS,
    names::link::CHECKS,
    names::image::CHECKS,
    names::heading::CHECKS,
    names::dialog::CHECKS,
    names::other::CHECKS,
    labels::label_for::CHECKS,
    labels::title_only::CHECKS,
    labels::several::CHECKS,
    labels::in_name::CHECKS,
    labels::group::CHECKS,
    forms::autocomplete::CHECKS,
    forms::error_text::CHECKS,
    links::same_text::CHECKS,
    structure::headings::CHECKS,
    structure::lists::CHECKS,
    language::page::CHECKS,
    language::parts::CHECKS,
    title::CHECKS,
    patterns::dialog::CHECKS,
    patterns::log::CHECKS,
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
    focus_order::RULES,
    names::button::RULES,
    names::field::RULES,
    names::summary::RULES,
    names::link::RULES,
    names::image::RULES,
    names::heading::RULES,
    names::dialog::RULES,
    names::other::RULES,
    labels::label_for::RULES,
    labels::title_only::RULES,
    labels::several::RULES,
    labels::in_name::RULES,
    labels::group::RULES,
    forms::autocomplete::RULES,
    forms::error_text::RULES,
    links::same_text::RULES,
    structure::headings::RULES,
    structure::lists::RULES,
    language::page::RULES,
    language::parts::RULES,
    title::RULES,
    patterns::dialog::RULES,
    patterns::log::RULES,
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
    focus_order::PAGES,
    names::button::PAGES,
    names::field::PAGES,
    names::summary::PAGES,
    names::link::PAGES,
    names::image::PAGES,
    names::heading::PAGES,
    names::dialog::PAGES,
    names::other::PAGES,
    labels::label_for::PAGES,
    labels::title_only::PAGES,
    labels::several::PAGES,
    labels::in_name::PAGES,
    labels::group::PAGES,
    forms::autocomplete::PAGES,
    forms::error_text::PAGES,
    links::same_text::PAGES,
    structure::headings::PAGES,
    structure::lists::PAGES,
    language::page::PAGES,
    language::parts::PAGES,
    title::PAGES,
    patterns::dialog::PAGES,
    patterns::log::PAGES,
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
