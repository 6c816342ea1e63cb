//! Whether people can perceive and use what is drawn.
//!
//! - [`color`]: colours as screens have them, and the lightness of the eye (OKLCH).
//! - [`contrast`]: WCAG's contrast ratio, and the ratios that success criteria ask for.
//! - [`repair`]: the nearest colour that has enough of it.
//! - [`Context`]: what assistive technology gets to know of a document: roles, names, descriptions, states.
//! - [`role`], [`attribute`]: the vocabulary of WAI-ARIA.
//! - [`tree`]: the accessibility tree, as data and as text.
//! - [`check`]: what a check is, and what it says about a document.
//! - `rules`: the checks.
//! - [`wcag`]: the success criteria they speak of.

pub mod attribute;
pub mod check;
pub mod color;
mod context;
pub mod contrast;
mod name;
mod range;
pub mod repair;
pub mod role;
mod rules;
pub mod tree;
pub mod wcag;

pub use context::{Context, State, StateValue};
pub(crate) use name::flat;
pub use role::Role;
pub(crate) use rules::{AUTOCOMPLETE, PAGES, RULES};
