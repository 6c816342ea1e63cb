//! The language of a page, and of its parts.

pub(super) mod page;
pub(super) mod parts;
mod subtags;

/// Whether a language tag begins with the subtag of a registered language. What follows it does not matter: screen readers
/// choose a voice by the language alone.
fn is_known(tag: &str) -> bool {
    let language = tag.trim().split('-').next();
    language.is_some_and(subtags::is_registered)
}
