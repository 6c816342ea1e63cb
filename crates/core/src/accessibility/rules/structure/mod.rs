//! How headings and lists are built.

pub(super) mod headings;
pub(super) mod lists;
