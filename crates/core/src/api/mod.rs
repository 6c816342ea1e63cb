//! What other languages call: text and options in, small typed objects out.
//!
//! Bindings hand these functions through and decide nothing themselves. A payload may be as wrong as it likes, that is
//! what reports are for; only a call that asks for something which does not exist is refused, with a [`Misuse`] whose
//! code stays the same. Every result can be serialised, with keys in camel case.

mod catalog;
mod checks;
mod color;
mod editing;
mod misuse;
mod options;
mod preview;
mod sanitize;

pub use catalog::{
    LimitInfo, PolicyInfo, RuleInfo, VersionInfo, form, limits, policy, rules, schema, version,
};
pub use checks::{
    Built, CheckedDocument, Fixed, SetDocument, build, check, check_set, compare, fix, fix_id,
    fix_one,
};
pub use color::{Contrast, Suggestion, contrast, suggest_color};
pub use editing::{complete, hover, symbols};
pub use misuse::Misuse;
pub use options::{CheckOptions, PreviewOptions, SanitizeOptions};
pub use preview::{inspect, preview, stylesheet};
pub use sanitize::{Sanitized, sanitize};

#[cfg(test)]
mod tests;
