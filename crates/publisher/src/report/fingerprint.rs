//! Fingerprints: by which a platform knows a finding again in the next run.

use std::collections::HashMap;
use std::fmt::Write as _;

use preflight_core::Finding;
use sha2::{Digest as _, Sha256};

use crate::baseline::Name;
use crate::input::Document;

/// Gives every finding of a run a fingerprint of its own.
///
/// Lines and messages are left out, so that a fingerprint outlives changes elsewhere in the file; what is the same in
/// all that is left is told apart by counting.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(HashMap<String, usize>);

impl Fingerprints {
    /// The fingerprint of a finding in the file that the platform knows by `path`.
    pub(super) fn of(&mut self, path: &str, document: &Document, finding: &Finding) -> String {
        let name = match Name::of(document) {
            Name::Ordinal(ordinal) => ordinal.to_string(),
            Name::Id(id) => format!("id {id}"),
        };
        self.unique([finding.rule, path, &name, finding.place()])
    }

    /// The fingerprint of something else that is about a file.
    pub(super) fn unique<const N: usize>(&mut self, parts: [&str; N]) -> String {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let same = self
            .0
            .entry(hexadecimal(&hash.clone().finalize()))
            .or_default();
        hash.update((*same as u64).to_le_bytes());
        *same += 1;
        hexadecimal(&hash.finalize())
    }
}

/// The first 16 bytes: no two findings of a run will ever share them.
fn hexadecimal(digest: &[u8]) -> String {
    digest
        .iter()
        .take(16)
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_twice_gets_two_fingerprints_and_again_the_same_two() {
        let run = || {
            let mut fingerprints = Fingerprints::default();
            let parts = [["a", "b"], ["a", "b"], ["ab", ""], ["", "ab"]];
            parts.map(|parts| fingerprints.unique(parts))
        };
        let mut first = run();
        assert_eq!(first, run());
        first.sort();
        assert!(first.windows(2).all(|pair| pair[0] != pair[1]), "{first:?}");
    }
}
