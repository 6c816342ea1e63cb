//! Paths as a platform knows them: relative to one folder, however the user wrote them.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::is_no_file;

/// A folder that paths are told relative to.
#[derive(Debug)]
pub(crate) struct Root {
    folder: PathBuf,
    current: PathBuf,
}

impl Root {
    /// A folder, or the current one where it is empty.
    pub(crate) fn new(folder: &Path) -> Self {
        let current = current();
        Self {
            folder: fs::canonicalize(current.join(folder)).unwrap_or_else(|_| current.join(folder)),
            current,
        }
    }

    /// The repository around the current folder, or the current folder where there is none.
    ///
    /// Code hosts know files by their place in the repository, and a job may run in a folder of it.
    pub(crate) fn of_repository() -> Self {
        let current = current();
        let folder = current
            .ancestors()
            .find(|folder| folder.join(".git").exists())
            .unwrap_or(&current);
        Self {
            folder: folder.to_owned(),
            current: current.clone(),
        }
    }

    /// A path the way from this folder, with forward slashes; what is [no file](is_no_file) stays what it is.
    pub(crate) fn relative(&self, path: &str) -> String {
        if is_no_file(path) {
            return path.to_owned();
        }
        let absolute = self.absolute(path);
        let same = self
            .folder
            .components()
            .zip(absolute.components())
            .take_while(|(ours, theirs)| ours == theirs)
            .count();
        let up = self.folder.components().count() - same;
        let mut parts: Vec<String> = vec!["..".to_owned(); up];
        parts.extend(
            absolute
                .components()
                .skip(same)
                .map(|part| part.as_os_str().to_string_lossy().into_owned()),
        );
        parts.join("/")
    }

    /// Where a path leads, without asking what is there: links in the last part are not followed.
    pub(crate) fn absolute(&self, path: &str) -> PathBuf {
        let joined = self.current.join(path);
        let known = joined
            .parent()
            .zip(joined.file_name())
            .and_then(|(folder, name)| Some(fs::canonicalize(folder).ok()?.join(name)));
        known.unwrap_or_else(|| without_dots(&joined))
    }

    /// A path that [`Self::relative`] gave, as one that can be opened.
    pub(crate) fn open(&self, relative: &str) -> PathBuf {
        self.folder.join(relative)
    }
}

fn current() -> PathBuf {
    env::current_dir()
        .and_then(fs::canonicalize)
        .unwrap_or_default()
}

fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root_however_they_are_written() {
        let house = tempfile::tempdir().expect("a folder");
        let house = fs::canonicalize(house.path()).expect("a folder");
        fs::create_dir_all(house.join("job/cards")).expect("writable");
        let root = Root {
            folder: house.clone(),
            current: house.join("job"),
        };
        let absolute = house.join("job/cards/a.json");
        for (path, expected) in [
            ("cards/a.json", "job/cards/a.json"),
            ("./cards/../cards/a.json", "job/cards/a.json"),
            ("../a b#%é.json", "a b#%é.json"),
            ("../../a.json", "../a.json"),
            ("missing/../gone/a.json", "job/gone/a.json"),
            (absolute.to_str().expect("text"), "job/cards/a.json"),
            ("<stdin>", "<stdin>"),
            ("<share link: a.json>", "<share link: a.json>"),
        ] {
            assert_eq!(root.relative(path), expected, "{path}");
        }
        let away = Root {
            folder: house.join("job/cards"),
            current: house.clone(),
        };
        assert_eq!(away.relative("b.json"), "../../b.json");
    }
}
