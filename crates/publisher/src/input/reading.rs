//! What documents are read as.

use std::path::{Path, PathBuf};

use preflight_core::kinds::{self, Kind};

/// What documents are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Manifests, which name their kinds.
    Manifests,
    /// Bare payloads of one kind.
    Payloads(Kind),
    /// Pages, or parts of pages: HTML.
    Pages,
}

impl Reading {
    /// Bare payloads of a kind, or manifests where there is none.
    pub(crate) fn of(kind: Option<Kind>) -> Self {
        kind.map_or(Self::Manifests, Self::Payloads)
    }

    /// A page where the ending of the file says so, else a manifest.
    pub(crate) fn of_file(path: &Path) -> Self {
        if Self::Pages.takes(path) {
            Self::Pages
        } else {
            Self::Manifests
        }
    }

    /// Pages where all these paths end like files of pages, manifests where none does; the first path that differs from
    /// those before it where they are mixed.
    pub(crate) fn of_files(paths: &[PathBuf]) -> Result<Self, &Path> {
        let mut readings = paths.iter().map(|path| Self::of_file(path));
        let first = readings.next().unwrap_or(Self::Manifests);
        match readings.position(|reading| reading != first) {
            Some(before) => Err(&paths[before + 1]),
            None => Ok(first),
        }
    }

    /// The names that documents other than manifests are asked for by.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        kinds::NAMES.iter().copied().chain([preflight_core::PAGE])
    }

    /// What documents of that name are read as.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        if name == preflight_core::PAGE {
            return Some(Self::Pages);
        }
        Kind::from_name(name).map(Self::Payloads)
    }

    /// The kind of bare payloads.
    pub(crate) fn kind(self) -> Option<Kind> {
        match self {
            Self::Payloads(kind) => Some(kind),
            Self::Manifests | Self::Pages => None,
        }
    }

    /// What one of the documents is called.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Manifests => "manifest",
            Self::Payloads(_) => "payload",
            Self::Pages => "page",
        }
    }

    /// The endings of the files a folder means, for people.
    pub(super) fn endings(self) -> &'static str {
        match self {
            Self::Manifests | Self::Payloads(_) => ".json or .ndjson",
            Self::Pages => ".html or .htm",
        }
    }

    /// Whether a folder means a file of this name, by its ending alone.
    pub(super) fn takes(self, path: &Path) -> bool {
        let endings: &[&str] = match self {
            Self::Manifests | Self::Payloads(_) => &["json", "ndjson"],
            Self::Pages => &["html", "htm"],
        };
        path.extension()
            .is_some_and(|extension| endings.iter().any(|ending| extension == *ending))
    }
}
