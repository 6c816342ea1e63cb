//! Places in bytes that are no text.

use crate::finding::{Finding, Outcome};
use crate::json::{Pointer, Position, TextSpan, rules};

/// Invalid sequences that are reported; a file in another encoding has thousands.
const MOST: usize = 100;

/// A finding for each sequence of bytes that is not UTF-8.
///
/// Lines and columns count each such sequence as one character, as editors show it.
pub(super) fn invalid_utf8(bytes: &[u8]) -> Vec<Finding> {
    let rule = &rules::INVALID_UTF8.rule;
    let mut findings = Vec::new();
    let mut position = Position::START;
    for chunk in bytes.utf8_chunks() {
        position = position.advance(chunk.valid());
        let invalid = chunk.invalid();
        if invalid.is_empty() {
            continue;
        }
        let end = Position {
            offset: position.offset + invalid.len(),
            utf16: position.utf16 + 1,
            column: position.column + 1,
            ..position
        };
        let shown: Vec<String> = invalid.iter().map(|byte| format!("0x{byte:02X}")).collect();
        findings.push(Finding {
            rule: rule.id,
            severity: rule.severity,
            class: rule.class,
            outcome: Outcome::Fail,
            message: format!("The bytes {} are not UTF-8.", shown.join(" ")),
            help: "Save the file as UTF-8 (RFC 8259 allows no other encoding).".to_owned(),
            pointer: Pointer::root(),
            payload_pointer: None,
            span: TextSpan {
                start: position,
                end,
            },
            fix: None,
        });
        position = end;
        if findings.len() == MOST {
            break;
        }
    }
    findings
}
