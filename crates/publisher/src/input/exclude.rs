//! What folders and globs leave out.

use std::fs;
use std::path::{Path, PathBuf};

use super::glob::Glob;

/// An `exclude` pattern that is no glob.
#[derive(Debug, thiserror::Error)]
#[error("exclude holds \"{pattern}\", which is no glob: {reason}")]
pub(crate) struct ExcludeError {
    /// The pattern.
    pub(crate) pattern: String,
    reason: &'static str,
}

/// The `exclude` globs of a configuration, relative to its folder.
///
/// They apply to what is found below a folder or by a glob; whoever names a path means it.
#[derive(Debug, Default)]
pub(crate) struct Exclude {
    root: PathBuf,
    globs: Vec<Glob>,
    /// Files that are no manifests, whatever their names.
    files: Vec<PathBuf>,
}

impl Exclude {
    /// Globs relative to `root`, which has to be canonical.
    pub(crate) fn new(root: PathBuf, patterns: &[String]) -> Result<Self, ExcludeError> {
        let globs = patterns
            .iter()
            .map(|pattern| {
                Glob::new(folder_itself(pattern)).map_err(|reason| ExcludeError {
                    pattern: pattern.clone(),
                    reason,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            root,
            globs,
            files: Vec::new(),
        })
    }

    /// Leaves out a file as well, even one that is made only later.
    pub(crate) fn leave_out(&mut self, file: &Path) {
        let in_its_folder = || {
            let folder = file
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty());
            let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
            Some(folder.join(file.file_name()?))
        };
        self.files
            .extend(fs::canonicalize(file).ok().or_else(in_its_folder));
    }

    /// Whether a canonical path is left out.
    pub(super) fn covers(&self, canonical: &Path) -> bool {
        if self.files.iter().any(|file| file == canonical) {
            return true;
        }
        let below = canonical.strip_prefix(&self.root);
        below.is_ok_and(|below| self.globs.iter().any(|glob| glob.is_match(below)))
    }
}

/// `drafts/` and `drafts/**` mean the folder, which then is not entered at all.
fn folder_itself(pattern: &str) -> &str {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let pattern = pattern.strip_suffix("/**").unwrap_or(pattern);
    pattern.strip_suffix('/').unwrap_or(pattern)
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
