//! What rules say, and the report that holds it.

pub(crate) mod declare;
mod draft;
mod edits;
mod fix;
mod offer;
mod page;
mod registry;
mod report;
mod rule;
mod tally;

pub(crate) use draft::{
    DEFAULT, Draft, Edit as DraftEdit, FixDraft, MAX_FINDING_BYTES, MAX_FINDINGS, Place, Sink,
    built_from,
};
pub(crate) use edits::{Taken, edited};
pub use fix::{Edit, Fix, Safety};
pub(crate) use offer::{tally, verified_fixes};
pub use page::{Example, Page, Part, Setting, Verdict, class_text};
pub use registry::{page, pages, rule, rules};
pub use report::{
    Accessibility, Facts, Finding, Report, RuleResult, SCHEMA_VERSION, Summary, Suppressed,
};
pub use rule::{Class, Outcome, Rule, Severity};
pub(crate) use tally::Tally;
