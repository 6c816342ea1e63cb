//! From text to verdict.

mod conclude;
mod dark;
mod drawn;
mod fix;
mod judge;
mod locate;
mod page;
mod receipt;
mod refuse;
mod set;

use crate::finding::{self, Finding, Report};
use crate::json::{self, NodeId, Pointer, TextSpan, Tree, rules};
use crate::kinds::Kind;
use crate::policy::Policy;
use crate::verified::VerifiedPayload;

pub use fix::{AppliedFix, Fixed, fix};
pub(crate) use judge::ReadDocument;
pub use locate::{Located, locate};
pub use page::{PAGE, check_page, read_page};
pub(crate) use page::{PAGES as PAGE_PAGES, RULES as PAGE_RULES};
pub use receipt::{Receipt, check_for_receipt, rebuild};
pub use set::{DocumentSet, check_set};
pub(crate) use set::{PAGES as SET_PAGES, RULES as SET_RULES};

/// Bytes a document may have; a larger one is refused before it is read.
pub const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;

/// How to check a document.
#[derive(Debug, Clone, Copy)]
pub struct Options<'p> {
    /// The policy in force.
    pub policy: &'p Policy,
    /// The kind of a bare payload; `None` for a manifest, which names its own.
    pub kind: Option<Kind>,
    /// Today as YYYY-MM-DD, for suppressions with an expiry; without it none expires.
    pub today: Option<&'p str>,
    /// Whether the report says what every rule about pages says of the drawn payload; of a page it always does.
    pub results: bool,
}

impl<'p> Options<'p> {
    /// Checks manifests under a policy.
    pub fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            kind: None,
            today: None,
            results: false,
        }
    }
}

/// A name that must not be used twice, and where it stands.
#[derive(Debug, Clone)]
struct Name {
    text: String,
    pointer: Pointer,
    span: TextSpan,
}

/// A checked document.
#[derive(Debug)]
pub struct Checked {
    report: Report,
    verified: Option<VerifiedPayload>,
    id: Option<Name>,
    natural_key: Option<Name>,
    kind: Option<Kind>,
}

impl Checked {
    /// What was found.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The payload, where nothing that was found blocks it.
    pub fn verified(&self) -> Option<&VerifiedPayload> {
        self.verified.as_ref()
    }

    /// The report and the payload, each of its own.
    pub fn into_parts(self) -> (Report, Option<VerifiedPayload>) {
        (self.report, self.verified)
    }

    /// Moves every place to where the document stands in a longer text, as a line of an NDJSON file does.
    pub fn shift(&mut self, base: json::Position) {
        self.report.shift(base);
        for name in self.id.iter_mut().chain(&mut self.natural_key) {
            name.span = name.span.after(base);
        }
    }

    fn add(&mut self, finding: Finding) {
        self.report.add(finding);
        if !self.report.ok {
            self.verified = None;
        }
    }
}

/// Reads a text as far as its payload, and judges nothing.
pub(crate) fn read_payload<'s>(
    text: &'s str,
    options: Options<'_>,
) -> Option<(Tree<'s>, Kind, NodeId)> {
    if text.len() > MAX_DOCUMENT_BYTES {
        return None;
    }
    let read = judge::read(text, options);
    let (kind, payload) = read.payload?;
    Some((read.tree, kind, payload))
}

/// Reads a text as far as it can be read, and judges nothing. Texts that are too large are not for this.
pub(crate) fn read_document<'s>(text: &'s str, options: Options<'_>) -> ReadDocument<'s> {
    judge::read(text, options)
}

/// The payload that a text says or builds as compact JSON, faulty or not; none where part of it could not be read or built.
pub(crate) fn payload_json(text: &str, options: Options<'_>) -> Option<String> {
    let (tree, _, payload) = read_payload(text, options)?;
    json::compact(&tree, payload)
}

/// Checks a document given as bytes, which may not be text at all.
pub fn check_bytes(bytes: &[u8], options: Options<'_>) -> Checked {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return refuse::refused(refuse::too_large(&rules::TOO_LARGE), 0, options);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text, options)
    } else {
        let (findings, omitted) = refuse::invalid_utf8(bytes, &rules::INVALID_UTF8);
        refuse::refused(findings, omitted, options)
    }
}

/// Checks a document: every finding at once, and the payload if none of them blocks it.
///
/// ```
/// use preflight_core::{Options, Policy, check};
///
/// let policy = Policy::default();
/// let text = r##"{
///     "kind": "widget-configuration",
///     "id": "alpha",
///     "spec": {"widgetId": "alpha", "theme": {"primaryColor": "#0056B3"}, "fields": []}
/// }"##;
/// let checked = check(text, Options::new(&policy));
/// let payload = checked.verified().expect("nothing blocks it");
/// assert!(payload.json().starts_with(r#"{"name":"CustomWidget_alpha","widgetId":"alpha""#));
/// ```
pub fn check(text: &str, options: Options<'_>) -> Checked {
    if text.len() > MAX_DOCUMENT_BYTES {
        return refuse::refused(refuse::too_large(&rules::TOO_LARGE), 0, options);
    }
    let mut judged = judge::judge(text, options);
    finding::verified_fixes(text, &mut judged.drafts, judged.omitted, |fixed| {
        let again = judge::judge(fixed, options);
        (again.omitted == 0).then(|| finding::tally(&again.drafts))
    });
    conclude::conclude(text, judged, options)
}
