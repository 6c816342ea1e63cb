//! Documents that are not read at all: too large, or no text.

use super::{Checked, MAX_DOCUMENT_BYTES, Options};
use crate::finding::{Facts, Finding, MAX_FINDINGS, Outcome, Report, Rule, SCHEMA_VERSION};
use crate::json::{Pointer, Position, TextSpan};
use crate::kinds::Kind;

/// The result for a document that was not read.
pub(super) fn refused(
    findings: Vec<Finding>,
    omitted_findings: usize,
    options: Options<'_>,
) -> Checked {
    Checked {
        report: Report {
            schema_version: SCHEMA_VERSION,
            kind: options.kind.map(Kind::name),
            id: None,
            ok: false,
            findings,
            omitted_findings,
            suppressed_findings: 0,
            suppressed: Vec::new(),
            rules: Vec::new(),
            facts: Facts::default(),
            policy_digest: options.policy.digest().to_owned(),
            core_version: crate::VERSION,
        },
        verified: None,
        id: None,
        natural_key: None,
        kind: options.kind,
    }
}

/// The length is not told: who reads files stops at the first byte too many.
pub(super) fn too_large(rule: &Rule) -> Vec<Finding> {
    let span = TextSpan {
        start: Position::START,
        end: Position::START,
    };
    vec![finding(
        rule,
        format!(
            "The document is longer than {MAX_DOCUMENT_BYTES} bytes (1 MiB), the most that is read."
        ),
        span,
    )]
}

/// A finding for each sequence of bytes that is not UTF-8, and how many more there are than are kept.
///
/// Lines and columns count each such sequence as one character, as editors show it.
pub(super) fn invalid_utf8(bytes: &[u8], rule: &Rule) -> (Vec<Finding>, usize) {
    let mut findings = Vec::new();
    let mut omitted = 0;
    let mut position = Position::START;
    for chunk in bytes.utf8_chunks() {
        let invalid = chunk.invalid();
        if invalid.is_empty() {
            continue;
        }
        if findings.len() == MAX_FINDINGS {
            omitted += 1;
            continue;
        }
        position = position.advance(chunk.valid());
        let end = Position {
            offset: position.offset + invalid.len(),
            utf16: position.utf16 + 1,
            column: position.column + 1,
            ..position
        };
        let shown: Vec<String> = invalid.iter().map(|byte| format!("0x{byte:02X}")).collect();
        findings.push(finding(
            rule,
            format!("Not UTF-8: {}.", shown.join(" ")),
            TextSpan {
                start: position,
                end,
            },
        ));
        position = end;
    }
    (findings, omitted)
}

fn finding(rule: &Rule, message: String, span: TextSpan) -> Finding {
    Finding {
        rule: rule.id,
        severity: rule.severity,
        class: rule.class,
        outcome: Outcome::Fail,
        message,
        help: rule.help.unwrap_or_default().to_owned(),
        pointer: Pointer::root(),
        payload_pointer: None,
        span,
        accessibility: None,
        fix: None,
    }
}
