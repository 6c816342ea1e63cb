//! Seals: lines that say what stands before them that is in no chain.
//!
//! A crash leaves a part of a line, an older version left lines without hashes. Nothing of it is taken out or mended: the
//! next line of the chain says how much it is and what its SHA-256 is, and with that it cannot be changed any more.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::chain::Hash;

/// Bytes between two lines of a chain, or before the first, as they are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Unchained {
    lines: usize,
    bytes: u64,
    hasher: Sha256,
    /// Whether the last line of them goes on.
    is_open: bool,
}

impl Unchained {
    /// Adds bytes, which may be part of a line.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.lines += usize::from(!self.is_open);
        self.bytes += bytes.len() as u64;
        self.hasher.update(bytes);
        self.is_open = !bytes.ends_with(b"\n");
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Whether the last line of them has no end.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// What a seal says of them.
    pub(super) fn seal(&self) -> Seal {
        Seal {
            lines: self.lines,
            bytes: self.bytes,
            sha256: Hash::from_hasher(self.hasher.clone()).to_string(),
        }
    }
}

/// What a seal says of the bytes between it and the line of the chain before it: whole lines, ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    pub(super) lines: usize,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_lines_are_counted_as_the_lines_they_make() {
        let whole = {
            let mut unchained = Unchained::default();
            unchained.add(b"one\ntwo\n");
            unchained.seal()
        };
        let mut unchained = Unchained::default();
        for (part, is_open) in [
            (&b"on"[..], true),
            (b"", true),
            (b"e", true),
            (b"\n", false),
            (b"two", true),
            (b"\n", false),
        ] {
            unchained.add(part);
            assert_eq!(unchained.is_open(), is_open, "{part:?}");
        }
        let seal = unchained.seal();
        assert_eq!((seal.lines, seal.bytes), (2, 8));
        // `printf 'one\ntwo\n' | sha256sum`
        assert_eq!(
            seal.sha256,
            "c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8"
        );
        assert_eq!(whole.sha256, seal.sha256);
    }
}
