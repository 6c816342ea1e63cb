//! Mends any text. Mending must not panic, must make nothing worse, and must leave nothing to mend.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use preflight_core::finding::Safety;
use preflight_core::{Options, Policy, Report, check, fix};

static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fuzz_target!(|text: &str| {
    let options = Options::new(&POLICY);
    let before = check(text, options);
    for safety in [Safety::Safe, Safety::Unsafe] {
        let fixed = fix(text, options, safety);
        let after = fixed.checked().report();
        if before.report().omitted_findings == 0 {
            let had = tally(before.report());
            for (rule, count) in tally(after) {
                let had = had.get(rule).copied().unwrap_or(0);
                assert!(count <= had, "{rule}: {had} before, {count} after");
            }
        }
        let again = fix(fixed.text(), options, safety);
        assert_eq!(again.text(), fixed.text());
    }
});

fn tally(report: &Report) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}
