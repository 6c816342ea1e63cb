//! Checks any bytes, as a manifest and as a bare payload of every kind. Checking must not panic, must say the same
//! twice, may let pass only what can be sent, and must place every finding and fix inside the document.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use preflight_core::finding::{Edit, Finding};
use preflight_core::json::TextSpan;
use preflight_core::{
    Options, Policy, Report, Severity, VerifiedPayload, check, check_bytes, kinds,
};

static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fuzz_target!(|bytes: &[u8]| {
    judge(bytes, Options::new(&POLICY));
    for kind in kinds::ALL {
        let kind = Some(*kind);
        judge(
            bytes,
            Options {
                kind,
                ..Options::new(&POLICY)
            },
        );
    }
});

fn judge(bytes: &[u8], options: Options<'_>) {
    let checked = check_bytes(bytes, options);
    let again = check_bytes(bytes, options);
    assert_eq!(checked.report().to_json(), again.report().to_json());
    assert_eq!(checked.verified(), again.verified());

    let (report, verified) = checked.into_parts();
    verdict_follows_from_findings(&report, verified.as_ref());
    for finding in &report.findings {
        places_are_in_the_document(bytes, finding);
    }
    if let Some(payload) = verified {
        can_be_sent(&payload);
    }
}

fn verdict_follows_from_findings(report: &Report, verified: Option<&VerifiedPayload>) {
    assert_eq!(report.ok, verified.is_some(), "{report:?}");
    let error = |finding: &Finding| finding.severity == Severity::Error;
    if report.omitted_findings == 0 {
        assert_eq!(report.ok, !report.findings.iter().any(error), "{report:?}");
    }
}

fn places_are_in_the_document(bytes: &[u8], finding: &Finding) {
    assert!(is_place(bytes, &finding.span), "{finding:?}");
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let mut end = 0;
    for Edit { span, .. } in edits {
        assert!(is_place(bytes, span), "{finding:?}");
        assert!(end <= span.start.offset, "edits overlap: {finding:?}");
        end = span.end.offset;
    }
}

/// Whether a span is a range of the document that cuts no character in half.
fn is_place(bytes: &[u8], span: &TextSpan) -> bool {
    let range = span.start.offset..span.end.offset;
    match std::str::from_utf8(bytes) {
        Ok(text) => text.get(range).is_some(),
        Err(_) => bytes.get(range).is_some(),
    }
}

/// A payload that passed is JSON, and passes again when it is written directly.
fn can_be_sent(payload: &VerifiedPayload) {
    let json = payload.json();
    assert!(
        serde_json::from_str::<serde_json::Value>(json).is_ok(),
        "{json}"
    );
    assert!(serde_json::from_str::<serde_json::Value>(&payload.body()).is_ok());

    let options = Options {
        kind: Some(payload.kind()),
        ..Options::new(&POLICY)
    };
    let direct = check(json, options);
    let direct = direct.verified().map(VerifiedPayload::json);
    assert_eq!(direct, Some(json));
}
