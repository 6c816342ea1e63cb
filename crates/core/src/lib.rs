//! Decides whether a Genesys Cloud Web Messaging payload is right.
//!
//! A text goes in; a [`Report`] and, if nothing blocks it, a [`VerifiedPayload`] come out. The crate reads no files,
//! no clock and no network, so a browser page, an app and a release pipeline get the same verdict.
//!
//! ```text
//! text --json--> tree --manifest--> spec --kinds--> payload --shape, rules--> report --> verified payload
//! ```
#![deny(missing_docs)]

pub mod accessibility;
pub mod api;
mod check;
pub mod compare;
pub mod dom;
pub mod editor;
mod excerpt;
pub mod finding;
mod html;
pub mod inspect;
pub mod json;
pub mod kinds;
pub mod limits;
mod manifest;
mod order;
pub mod policy;
pub mod sanitize;
pub mod shape;
mod verified;
pub mod view;

pub use check::{
    AppliedFix, Checked, DocumentSet, Fixed, Located, MAX_DOCUMENT_BYTES, Options, PAGE, Receipt,
    check, check_bytes, check_for_receipt, check_page, check_set, fix, locate, read_page, rebuild,
};
pub use finding::{Finding, Report, Severity};
pub use kinds::Kind;
pub use manifest::json_schema as manifest_schema;
pub use policy::{Policy, PolicyFile};
pub use verified::{Target, VerifiedPayload};
pub use view::preview;

/// Version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
