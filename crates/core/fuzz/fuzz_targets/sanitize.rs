//! Cleans any text, read in every way. Cleaning must not panic, must place what it finds inside the text, and must
//! leave a text in which it changes nothing the second time.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use preflight_core::Policy;
use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;

static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fuzz_target!(|text: &str| {
    for (name, mode) in TextMode::NAMES {
        let cleaned = clean(text, *mode, &POLICY);
        for removed in &cleaned.removed {
            let range = removed.span.start.offset..removed.span.end.offset;
            assert!(text.get(range).is_some(), "{name}: {removed:?}");
        }
        let again = clean(&cleaned.text, *mode, &POLICY);
        assert_eq!(again.text, cleaned.text, "{name}");
    }
});
