//! What the oracles found, in the smallest form, so that it stays found where the corpora are absent.

use preflight_core::sanitize::{Cleaned, clean};
use preflight_core::shape::TextMode;
use preflight_core::{Policy, Severity};

fn cleaned(text: &str, mode: TextMode) -> Cleaned {
    clean(text, mode, &Policy::default())
}

#[test]
fn code_with_idle_attributes_is_no_prose() {
    for mode in [
        TextMode::Plain,
        TextMode::Data,
        TextMode::Markdown,
        TextMode::Html,
    ] {
        for text in [
            "<script ~~~>alert(1)</script ~~~>",
            "<ScRipT 5-0*3+9/3=>prompt(1)",
        ] {
            let cleaned = cleaned(text, mode);
            let mut severities = cleaned.removed.iter().map(|removed| removed.severity);
            assert!(
                severities.any(|severity| severity == Severity::Error),
                "{mode:?}: {text}"
            );
            assert_eq!(cleaned.text, "", "{mode:?}");
        }
    }
}

#[test]
fn data_in_which_nothing_is_found_stays_as_it_is() {
    for text in [
        "a > b & c",
        "List<String> <joe@example.org>",
        "<p>Hi</p>",
        "5 < 6 \r\n",
    ] {
        let cleaned = cleaned(text, TextMode::Data);
        if cleaned.removed.is_empty() {
            assert_eq!(cleaned.text, text);
        }
    }
    assert!(cleaned("a > b", TextMode::Data).removed.is_empty());
}
