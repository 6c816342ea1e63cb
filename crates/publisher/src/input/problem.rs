//! What can be wrong with a path.

use std::io;
use std::sync::Arc;

use super::{Reading, ShareLinkError};
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

/// A path that could not be read; the others are read all the same.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{path}: {problem}")]
pub(crate) struct PathError {
    /// The path as the user would write it.
    pub(crate) path: String,
    /// What is wrong with it.
    pub(crate) problem: Problem,
}

/// What is wrong with a path, and the next step.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Problem {
    /// Nothing is there.
    #[error("there is no such file or folder; check the spelling")]
    Missing,
    /// Something is there that is neither file nor folder.
    #[error(
        "this is {0}, which is never opened; pipe what comes out of it into `preflight check -`"
    )]
    Special(&'static str),
    /// It cannot be read.
    #[error("this cannot be read: {0}")]
    Unreadable(Arc<io::Error>),
    /// It must not be written to.
    #[error("this is read-only, so nothing was written; `chmod u+w` it first")]
    ReadOnly,
    /// There is something else than a file, so nothing can take its place.
    #[error("this is no regular file, and only those are written to; move it away first")]
    NoFile,
    /// It is not any more what was read.
    #[error(
        "this was changed by something else in the meantime, so nothing was written; run the command again"
    )]
    Changed,
    /// It cannot be written.
    #[error(
        "this cannot be written, and is as it was: {0}; the new text is first written beside it, so its folder has to be \
         writable and have room"
    )]
    Unwritable(Arc<io::Error>),
    /// A folder without manifests.
    #[error("the folder holds no {} file{}", .1.endings(), excluded(*.0))]
    EmptyFolder(Excluded, Reading),
    /// A glob without manifests.
    #[error("the glob matches no {} file{}", .1.endings(), excluded(*.0))]
    EmptyGlob(Excluded, Reading),
    /// An NDJSON file with nothing but blank lines.
    #[error("the file holds no manifest; write one a line")]
    NoLines,
    /// A share link that cannot be understood.
    #[error(transparent)]
    ShareLink(#[from] ShareLinkError),
    /// A glob that cannot be understood.
    #[error("this is no file and no glob either: {0}")]
    BadGlob(&'static str),
}

/// Files that were left out by the configuration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Excluded(pub(crate) bool);

fn excluded(excluded: Excluded) -> &'static str {
    if excluded.0 {
        " except what \"exclude\" in preflight.toml leaves out; name such a file itself to read it"
    } else {
        "; name a folder that does, or a file of any name"
    }
}

impl Problem {
    /// This problem with a path.
    pub(crate) fn at(self, path: impl Into<String>) -> PathError {
        PathError {
            path: path.into(),
            problem: self,
        }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            Self::Missing
        } else {
            Self::Unreadable(Arc::new(error))
        }
    }
}

impl Serialize for PathError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("PathError", 2)?;
        error.serialize_field("path", &self.path)?;
        error.serialize_field("message", &self.problem.to_string())?;
        error.end()
    }
}
