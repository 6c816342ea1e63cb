//! The checks: a file for each, or for a few that are one idea.
//!
//! - `aria`: roles, states and properties are what WAI-ARIA says they are.
//! - `names`: what people act on or look at has a name.
//! - `labels`: what labels say, and what they belong to.
//! - `forms`: what forms say of their fields.
//! - `links`: where links lead.
//! - `structure`: how headings and lists are built.
//! - `language` and `title`: what a page says of itself.
//! - `patterns`: dialogs and logs.
//! - `focus_order`: in which order the focus moves.
//! - `text_contrast` and its neighbours: what can be seen.

mod aria;
mod focus_order;
mod focus_visible;
mod forms;
mod html;
mod labels;
mod language;
mod link_contrast;
mod links;
mod names;
mod non_text_contrast;
mod patterns;
mod scrollable;
mod spacing;
mod structure;
mod target_size;
#[cfg(test)]
mod testing;
mod text_contrast;
mod title;

pub(crate) use forms::AUTOCOMPLETE;

use super::check::Check;
use crate::finding::{Page, Rule};

/// Lists the modules that have checks; each brings its checks, their rules and the rules' pages, in the same order.
macro_rules! areas {
    ($($($module:ident)::+,)+) => {
        /// Every check, by area.
        pub(super) static CHECKS: &[&[Check]] = &[$($($module)::+::CHECKS,)+];

        /// Their rules, in the same order.
        pub(crate) static RULES: &[&[&Rule]] = &[$($($module)::+::RULES,)+];

        /// Their pages, in the same order.
        pub(crate) static PAGES: &[&[Page]] = &[$($($module)::+::PAGES,)+];
    };
}

areas! {
    names::button,
    names::field,
    names::summary,
    names::link,
    names::image,
    names::heading,
    names::dialog,
    names::other,
    labels::label_for,
    labels::title_only,
    labels::several,
    labels::in_name,
    labels::field_in_name,
    labels::group,
    forms::autocomplete,
    forms::error_text,
    links::same_text,
    structure::headings,
    structure::lists,
    language::page,
    language::parts,
    title,
    patterns::dialog,
    patterns::log,
    aria::role,
    aria::attribute,
    aria::value,
    aria::reference,
    aria::permitted,
    aria::required,
    aria::owned,
    aria::hidden_focus,
    aria::nested,
    aria::decorative,
    aria::ids,
    focus_order,
    text_contrast,
    link_contrast,
    non_text_contrast,
    focus_visible,
    scrollable,
    spacing,
    target_size,
}

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
