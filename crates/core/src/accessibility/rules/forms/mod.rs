//! What forms say of their fields.

pub(super) mod autocomplete;
pub(super) mod error_text;
mod messages;
mod purposes;

pub(crate) use purposes::NAMES as AUTOCOMPLETE;
