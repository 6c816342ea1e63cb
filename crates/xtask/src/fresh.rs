//! Whether something was built from what is here, by the contents of every file and not by their times.
//!
//! The mark lies in the folder that was built. Whoever builds it anew by other means empties that folder, so a mark never
//! speaks of something else than what lies beside it.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::workspace;

/// The name of the mark; hidden, so that no server of ours serves it.
const MARK: &str = ".built-from";

/// What something is built from.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// A digest of all that is in it; none where that is not known, so that nothing is taken for built.
    digest: Option<String>,
}

impl Inputs {
    /// All that git has or would take under these paths, and the compiler.
    pub(crate) fn read(paths: &[&str]) -> Self {
        Self {
            digest: digest(paths),
        }
    }

    /// What is given, and nothing else.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut digest = Digest::default();
        for part in parts {
            digest.add(part);
        }
        Self {
            digest: Some(digest.text()),
        }
    }

    /// Whether a folder was built from this.
    pub(crate) fn made(&self, folder: &Path) -> bool {
        let mark = fs::read_to_string(folder.join(MARK)).ok();
        self.digest.is_some() && mark == self.digest
    }

    /// Says of a folder that it was built from this.
    pub(crate) fn mark(&self, folder: &Path) -> Result<(), Error> {
        match &self.digest {
            Some(digest) => workspace::write(&folder.join(MARK), digest),
            None => Ok(()),
        }
    }
}

fn digest(paths: &[&str]) -> Option<String> {
    let list = CommandLine::parse("git ls-files -z --cached --others --exclude-standard --");
    let listed = paths.iter().fold(list, CommandLine::arg).capture().ok()?;
    let listed = String::from_utf8(listed).ok()?;
    let compiler = CommandLine::parse("rustc --version").capture().ok()?;
    let mut files: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    files.sort_unstable();
    files.dedup();
    let mut digest = Digest::default();
    digest.add(&compiler);
    for file in files {
        let path = workspace::root().join(file);
        digest.add(file.as_bytes());
        // One that was deleted is still listed; that it is gone is what counts.
        digest.add(&fs::read(path).unwrap_or_default());
    }
    Some(digest.text())
}

/// A digest of several texts.
#[derive(Default)]
struct Digest(DefaultHasher);

impl Digest {
    fn add(&mut self, bytes: &[u8]) {
        // With its length, so that no two lists run together to the same bytes.
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }

    fn text(&self) -> String {
        format!("{:016x}\n", self.0.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_built_from_what_it_was_marked_with_and_nothing_else() {
        let folder = workspace::scratch().join("fresh");
        workspace::empty_directory(&folder).expect("a folder");
        let inputs = Inputs::read(&["Cargo.toml", "crates/xtask"]);
        assert!(!inputs.made(&folder), "nothing is marked");
        inputs.mark(&folder).expect("writable");
        assert!(inputs.made(&folder));
        assert!(Inputs::read(&["Cargo.toml", "crates/xtask"]).made(&folder));
        assert!(!Inputs::read(&["Cargo.toml"]).made(&folder));
        workspace::empty_directory(&folder).expect("a folder");
        assert!(!inputs.made(&folder), "it was built anew");
    }

    #[test]
    fn what_is_given_is_told_apart_by_every_part_of_it() {
        let folder = workspace::scratch().join("parts");
        workspace::empty_directory(&folder).expect("a folder");
        Inputs::of(&[b"ab", b"c"]).mark(&folder).expect("writable");
        assert!(Inputs::of(&[b"ab", b"c"]).made(&folder));
        for other in [&[b"a".as_slice(), b"bc"][..], &[b"ab"], &[b"c", b"ab"]] {
            assert!(!Inputs::of(other).made(&folder), "{other:?}");
        }
    }

    #[test]
    fn what_cannot_be_listed_is_never_taken_for_built() {
        let folder = workspace::scratch().join("unknown");
        workspace::empty_directory(&folder).expect("a folder");
        let inputs = Inputs { digest: None };
        inputs.mark(&folder).expect("nothing to do");
        assert!(!inputs.made(&folder));
    }
}
