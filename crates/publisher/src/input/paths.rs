//! From the paths of a command line to the files behind them.

use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::exclude::Exclude;
use super::glob::Glob;
use super::problem::Excluded;
use super::{PathError, Problem, Reading, STDIN, STDIN_SHOWN, share_link};

/// Something that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// The standard input.
    Stdin,
    /// A share link.
    Link(String),
    /// A file, or something else that has to be looked at before it is opened.
    File {
        /// Where it is.
        path: PathBuf,
        /// The path as the user would write it.
        shown: String,
    },
}

impl Listed {
    /// The path as the user would write it.
    pub(super) fn shown(&self) -> &str {
        match self {
            Self::Stdin => STDIN_SHOWN,
            Self::Link(_) => share_link::shown_of_any(),
            Self::File { shown, .. } => shown,
        }
    }

    /// Where it is, if it is a file.
    pub(super) fn location(&self) -> Option<&Path> {
        match self {
            Self::Stdin | Self::Link(_) => None,
            Self::File { path, .. } => Some(path),
        }
    }
}

/// The files behind `paths`, in their order, each at its first place only.
pub(super) fn list(
    paths: &[PathBuf],
    reading: Reading,
    exclude: &Exclude,
) -> Vec<Result<Listed, PathError>> {
    let mut list = List {
        reading,
        exclude,
        seen: HashSet::new(),
        stdin: false,
        found: Vec::new(),
    };
    for path in paths {
        if let Err(problem) = list.add(path) {
            let shown = path.to_string_lossy();
            list.found.push(Err(problem.at(shown)));
        }
    }
    list.found
}

struct List<'e> {
    reading: Reading,
    exclude: &'e Exclude,
    /// Canonical paths, so that `a.json` and `./a.json` are one file.
    seen: HashSet<PathBuf>,
    stdin: bool,
    found: Vec<Result<Listed, PathError>>,
}

impl List<'_> {
    fn add(&mut self, path: &Path) -> Result<(), Problem> {
        if path.as_os_str() == STDIN {
            if !std::mem::replace(&mut self.stdin, true) {
                self.found.push(Ok(Listed::Stdin));
            }
            return Ok(());
        }
        if let Some(link) = share_link::of_path(path) {
            if self.seen.insert(path.to_owned()) {
                self.found.push(Ok(Listed::Link(link.to_owned())));
            }
            return Ok(());
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(path),
            Ok(_) => {
                self.add_file(path.to_owned());
                Ok(())
            }
            Err(error) => match path.to_str().filter(|text| looks_like_a_glob(text)) {
                Some(pattern) => self.add_glob(pattern),
                None => Err(error.into()),
            },
        }
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Problem> {
        let (files, excluded) = self.walk(folder, |_| true)?;
        if files.is_empty() {
            return Err(Problem::EmptyFolder(excluded, self.reading));
        }
        for file in files {
            self.add_file(file);
        }
        Ok(())
    }

    fn add_glob(&mut self, pattern: &str) -> Result<(), Problem> {
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let glob = Glob::new(pattern).map_err(Problem::BadGlob)?;
        let folder = literal_folder(pattern);
        if !folder.is_dir() {
            return Err(Problem::EmptyGlob(Excluded::default(), self.reading));
        }
        // The walk yields "./a.json" for a pattern that names no folder.
        let (files, excluded) = self.walk(&folder, |path| glob.is_match(plain(path)))?;
        if files.is_empty() {
            return Err(Problem::EmptyGlob(excluded, self.reading));
        }
        for file in files {
            self.add_file(file);
        }
        Ok(())
    }

    fn add_file(&mut self, path: PathBuf) {
        // What cannot be canonicalised cannot be opened either, and says so when it is read.
        let canonical = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(canonical) {
            let shown = plain(&path).to_string_lossy().into_owned();
            self.found.push(Ok(Listed::File { path, shown }));
        }
    }

    /// The documents below a folder, sorted; folders that begin with a dot are not entered, links to folders not
    /// followed.
    fn walk(
        &mut self,
        folder: &Path,
        wanted: impl Fn(&Path) -> bool,
    ) -> Result<(Vec<PathBuf>, Excluded), Problem> {
        let canonical_folder = fs::canonicalize(folder)?;
        let mut excluded = Excluded::default();
        let mut files = Vec::new();
        let entries = WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                if entry.depth() == 0 {
                    return true;
                }
                if is_dot_folder(entry) {
                    return false;
                }
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let covered = self.exclude.covers(&canonical_folder.join(below));
                excluded.0 |= covered;
                !covered
            });
        for entry in entries {
            match entry {
                Ok(entry) if self.takes(&entry) && wanted(entry.path()) => {
                    files.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => self.found.push(Err(unreadable(error, folder))),
            }
        }
        Ok((files, excluded))
    }

    /// By name alone; whether it is a file at all is looked at when it is read, and reported there.
    fn takes(&self, entry: &DirEntry) -> bool {
        let is_folder =
            entry.file_type().is_dir() || (entry.path_is_symlink() && entry.path().is_dir());
        self.reading.takes(entry.path()) && !is_folder
    }
}

/// A part of a walk that failed, such as a folder without permission; the rest goes on.
fn unreadable(error: walkdir::Error, folder: &Path) -> PathError {
    let shown = plain(error.path().unwrap_or(folder))
        .to_string_lossy()
        .into_owned();
    // The error inside does not name the path a second time.
    error
        .into_io_error()
        .map_or(Problem::Missing, Problem::from)
        .at(shown)
}

fn is_dot_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn looks_like_a_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// The folder a pattern names before its first wild part.
fn literal_folder(pattern: &str) -> PathBuf {
    let mut folder: PathBuf = Path::new(pattern)
        .components()
        .take_while(|component| {
            !component
                .as_os_str()
                .to_str()
                .is_some_and(looks_like_a_glob)
        })
        .collect();
    if folder.as_os_str().is_empty() {
        folder.push(Component::CurDir);
    }
    folder
}

/// Without a leading `./`, which only repeats that the path is relative.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".")
        .ok()
        .filter(|rest| !rest.as_os_str().is_empty())
        .unwrap_or(path)
}

/// The folder a path stands for: itself, the folder of a file, also of one that is to be made, or what a glob begins
/// with. Canonical; none where nothing is there.
pub(crate) fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => path.to_owned(),
        Ok(_) => Path::new(".").join(path).parent()?.to_owned(),
        Err(_) => literal_folder(path.to_str()?),
    };
    let above = || fs::canonicalize(Path::new(".").join(&folder).parent()?).ok();
    fs::canonicalize(&folder).ok().or_else(above)
}
