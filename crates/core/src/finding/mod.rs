//! What rules say, and the report that holds it.

pub(crate) mod declare;
mod draft;
mod fix;
mod page;
mod registry;
mod report;
mod rule;

pub(crate) use draft::{
    DEFAULT, Draft, Edit as DraftEdit, FixDraft, MAX_FINDING_BYTES, MAX_FINDINGS, Place, Sink,
};
pub(crate) use fix::verified_fixes;
pub use fix::{Edit, Fix, Safety};
pub use page::{Example, Page, Part, Setting, Verdict, class_text};
pub use registry::{page, pages, rule, rules};
pub use report::{Facts, Finding, Report, SCHEMA_VERSION, Summary};
pub use rule::{Class, Outcome, Rule, Severity};
