//! Verdicts: check, build, fix; and what changed between two versions.

use serde::{Deserialize, Serialize};

use super::misuse::Name;
use super::options::unknown;
use super::{CheckOptions, Misuse};
use crate::check::{self as core, AppliedFix, MAX_DOCUMENT_BYTES, Options};
use crate::compare::{self, Comparison};
use crate::finding::{DraftEdit, Finding, Report, Safety, edited};
use crate::json::Span;

/// Judges a document.
pub fn check(text: &str, options: &CheckOptions) -> Result<Report, Misuse> {
    options.with(|options| core::check(text, options).into_parts().0)
}

/// One of several documents that are published together.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetDocument {
    /// The name a person knows it by, such as its file's.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// One of several documents, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedDocument {
    /// The name a person knows it by.
    pub name: String,
    /// What was found.
    pub report: Report,
}

/// Judges documents that are published together, each by itself and all by what must not stand in two of them.
pub fn check_set(
    documents: &[SetDocument],
    options: &CheckOptions,
) -> Result<Vec<CheckedDocument>, Misuse> {
    options.with(|options| {
        let checked =
            |document: &SetDocument| (document.name.clone(), core::check(&document.text, options));
        let mut all: Vec<_> = documents.iter().map(checked).collect();
        core::check_set(&mut all, options.policy);
        all.into_iter()
            .map(|(name, checked)| CheckedDocument {
                name,
                report: checked.into_parts().0,
            })
            .collect()
    })
}

/// Tells what changed between two versions of a document.
pub fn compare(before: &str, after: &str, options: &CheckOptions) -> Result<Comparison, Misuse> {
    options.with(|options| compare::compare(before, after, options))
}

/// What a document is sent as.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Built {
    /// The payload as compact JSON, faulty or not; none where part of it could not be read or built.
    pub payload: Option<String>,
    /// The body of the request that carries it; none where anything blocks it, since it is never sent then.
    pub body: Option<String>,
    /// What was found.
    pub report: Report,
}

/// Builds the payload of a document, and judges it.
pub fn build(text: &str, options: &CheckOptions) -> Result<Built, Misuse> {
    options.with(|options| {
        let (report, verified) = core::check(text, options).into_parts();
        let payload = match &verified {
            Some(verified) => Some(verified.json().to_owned()),
            None => core::payload_json(text, options),
        };
        Built {
            payload,
            body: verified.map(|verified| verified.body().into_owned()),
            report,
        }
    })
}

/// A mended document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fixed {
    /// The text, the fixes made.
    pub text: String,
    /// The fixes that were made, in order.
    pub applied: Vec<AppliedFix>,
    /// Whether every fix was made that helps; otherwise the work came to its bound first.
    pub complete: bool,
    /// The verdict on the new text; its places are places in the new text.
    pub report: Report,
}

/// Makes every fix that is `safe` (the default), or `unsafe` ones as well.
pub fn fix(text: &str, safety: Option<&str>, options: &CheckOptions) -> Result<Fixed, Misuse> {
    let safety = match safety {
        None | Some("safe") => Safety::Safe,
        Some("unsafe") => Safety::Unsafe,
        Some(other) => return Err(unknown(Name::Safety, other, &["safe", "unsafe"])),
    };
    options.with(|options| {
        let fixed = core::fix(text, options, safety);
        let complete = fixed.is_complete();
        let (text, applied, checked) = fixed.into_parts();
        Fixed {
            text,
            applied,
            complete,
            report: checked.into_parts().0,
        }
    })
}

/// The id of a finding's fix in its report: the rule, and where the finding begins in UTF-16 code units, as in
/// `json/comment@12`.
pub fn fix_id(finding: &Finding) -> String {
    format!("{}@{}", finding.rule, finding.span.start.utf16)
}

/// Makes one fix of the document's report, safe or not, by its [id](fix_id).
pub fn fix_one(text: &str, id: &str, options: &CheckOptions) -> Result<Fixed, Misuse> {
    options
        .with(|options| one(text, id, options))?
        .ok_or_else(|| Misuse::NoSuchFix { id: id.to_owned() })
}

fn one(text: &str, id: &str, options: Options<'_>) -> Option<Fixed> {
    let report = core::check(text, options).into_parts().0;
    let mut offered = report
        .findings
        .iter()
        .filter(|finding| fix_id(finding) == id);
    let (finding, fix) = offered.find_map(|finding| Some((finding, finding.fix.as_ref()?)))?;
    let edits: Vec<DraftEdit> = fix
        .edits
        .iter()
        .map(|edit| DraftEdit {
            span: Span::new(edit.span.start.offset, edit.span.end.offset),
            text: edit.text.clone(),
        })
        .collect();
    let mended = edited(text, &edits).filter(|text| text.len() <= MAX_DOCUMENT_BYTES)?;
    Some(Fixed {
        report: core::check(&mended, options).into_parts().0,
        text: mended,
        applied: vec![AppliedFix {
            rule: finding.rule,
            pointer: finding.pointer.clone(),
            description: fix.description.clone(),
            safety: fix.safety,
        }],
        complete: true,
    })
}
