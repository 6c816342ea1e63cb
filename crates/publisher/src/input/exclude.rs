//! What folders and globs leave out.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// An `exclude` pattern that is no glob.
#[derive(Debug, thiserror::Error)]
#[error("exclude holds \"{pattern}\", which is no glob: {reason}")]
pub(crate) struct ExcludeError {
    /// The pattern.
    pub(crate) pattern: String,
    reason: String,
}

/// The `exclude` globs of a configuration, relative to its folder.
///
/// They apply to what is found below a folder or by a glob; whoever names a path means it.
#[derive(Debug, Default)]
pub(crate) struct Exclude {
    root: PathBuf,
    set: GlobSet,
    /// Files that are no manifests, whatever their names.
    files: Vec<PathBuf>,
}

impl Exclude {
    /// Globs relative to `root`, which has to be canonical.
    pub(crate) fn new(root: PathBuf, patterns: &[String]) -> Result<Self, ExcludeError> {
        let mut builder = GlobSetBuilder::new();
        for pattern in patterns {
            let glob = glob(folder_itself(pattern)).map_err(|error| ExcludeError {
                pattern: pattern.clone(),
                reason: error.kind().to_string(),
            })?;
            builder.add(glob);
        }
        let set = builder.build().map_err(|error| ExcludeError {
            pattern: patterns.join(", "),
            reason: error.kind().to_string(),
        })?;
        Ok(Self {
            root,
            set,
            files: Vec::new(),
        })
    }

    /// Leaves out a file as well; where there is none there is nothing to leave out.
    pub(crate) fn leave_out(&mut self, file: &Path) {
        self.files.extend(fs::canonicalize(file));
    }

    /// Whether a canonical path is left out.
    pub(super) fn covers(&self, canonical: &Path) -> bool {
        if self.files.iter().any(|file| file == canonical) {
            return true;
        }
        !self.set.is_empty()
            && canonical
                .strip_prefix(&self.root)
                .is_ok_and(|relative| self.set.is_match(relative))
    }
}

/// `drafts/` and `drafts/**` mean the folder, which then is not entered at all.
fn folder_itself(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let pattern = pattern.strip_suffix("/**").unwrap_or(pattern);
    pattern.strip_suffix('/').unwrap_or(pattern)
}

/// A glob in which `*` and `?` stay within one folder and `**` crosses folders.
pub(super) fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_relative_to_the_configuration() {
        let cases: &[(&str, &str, bool)] = &[
            ("blocked", "/house/blocked", true),
            ("blocked/", "/house/blocked", true),
            ("./blocked/**", "/house/blocked", true),
            ("blocked", "/house/deep/blocked", false),
            ("**/blocked", "/house/deep/blocked", true),
            ("*.draft.json", "/house/a.draft.json", true),
            ("*.draft.json", "/house/deep/a.draft.json", false),
            ("**/*.draft.json", "/house/deep/a.draft.json", true),
            ("blocked", "/elsewhere/blocked", false),
        ];
        for (pattern, path, expected) in cases {
            let exclude = Exclude::new("/house".into(), &[(*pattern).to_owned()]).expect("a glob");
            assert_eq!(
                exclude.covers(Path::new(path)),
                *expected,
                "{pattern} {path}"
            );
        }
    }

    #[test]
    fn a_bad_pattern_is_named() {
        let error = Exclude::new("/".into(), &["a[".to_owned()]).expect_err("no glob");
        assert!(error.to_string().contains("\"a[\""), "{error}");
    }
}
