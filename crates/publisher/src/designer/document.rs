//! The document that is edited: a file, what a share link holds, or nothing yet.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use preflight_core::{Kind, MAX_DOCUMENT_BYTES};

use super::{Error, etag};
use crate::input::{self, Problem, Reading, STDIN, SharedDocument, one_document};
use crate::replace::{create, replace};

/// What the page is opened with.
#[derive(Debug)]
pub(crate) enum Opened {
    /// Nothing: the page begins with its own.
    Nothing,
    /// A file, which may not be there yet.
    File(PathBuf),
    /// A document that came by a link; there is nowhere to save it.
    Shared(SharedDocument),
}

/// A text, as it is now.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    /// None where it cannot be saved.
    pub(super) tag: Option<String>,
}

/// Why a text was not read or saved.
#[derive(Debug)]
pub(super) enum Refusal {
    /// There is no file to save to.
    NoFile,
    /// The file is not any more what was seen.
    Changed,
    /// Something is in the way.
    Problem(Problem),
    /// It is not a text.
    NotText(&'static str),
}

impl Opened {
    /// What the command line names. That it can be edited is seen now, not when somebody wants to save.
    pub(crate) fn new(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else {
            return Ok(Self::Nothing);
        };
        if let Some(link) = input::share_link(path) {
            return Ok(Self::Shared(SharedDocument::from_link(link)?));
        }
        let refused = |reason: &str| Error::File {
            path: path.to_owned(),
            reason: reason.to_owned(),
        };
        if path.as_os_str() == STDIN {
            return Err(refused(
                "the standard input cannot be saved to; name a file, or none and paste the text into the page",
            ));
        }
        if path.to_str().is_some_and(input::is_one_a_line) {
            return Err(refused(
                "the designer edits one document, and an .ndjson file holds one a line; put the line into a file of its own",
            ));
        }
        if Reading::of_file(path) == Reading::Pages {
            return Err(refused(
                "the designer edits manifests and payloads, and this is a page; `preflight check` judges those",
            ));
        }
        let file = Self::File(path.to_owned());
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(refused(
                "this is a folder; name a file in it, which is made on the first save if it is not there",
            )),
            Ok(_) => match file.read() {
                Ok(_) => Ok(file),
                Err(Refusal::Problem(problem)) => Err(refused(&problem.to_string())),
                Err(Refusal::NotText(reason)) => Err(refused(reason)),
                Err(Refusal::NoFile | Refusal::Changed) => Err(refused("this cannot be read")),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(path).is_ok() {
                    return Err(refused(
                        "this is a link that leads nowhere; remove it first",
                    ));
                }
                let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
                if folder.is_some_and(|folder| !folder.is_dir()) {
                    return Err(refused("there is no such folder; make it first"));
                }
                Ok(file)
            }
            Err(error) => Err(refused(&format!("this cannot be read: {error}"))),
        }
    }

    /// The path as it was given.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Nothing | Self::Shared(_) => None,
        }
    }

    /// What it is called.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::File(path) => Some(path.file_name()?.to_string_lossy().into_owned()),
            Self::Shared(document) => document.name.clone(),
        }
    }

    /// The kind of a bare payload, where that is known.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Shared(document) => document.kind,
            Self::Nothing | Self::File(_) => None,
        }
    }

    /// The text as it is now; of a file that is not there yet, the empty one.
    pub(super) fn read(&self) -> Result<Text, Refusal> {
        let path = match self {
            Self::Nothing => {
                return Ok(Text {
                    text: String::new(),
                    tag: None,
                });
            }
            Self::Shared(document) => {
                return Ok(Text {
                    text: document.text.clone(),
                    tag: None,
                });
            }
            Self::File(path) => path,
        };
        let bytes = present(path)?.unwrap_or_default();
        if bytes.len() > MAX_DOCUMENT_BYTES {
            return Err(Refusal::NotText(
                "this is longer than 1 MiB, the most that is read; shorten it first",
            ));
        }
        let tag = Some(etag::of(&bytes));
        let text = String::from_utf8(bytes)
            .map_err(|_| Refusal::NotText("this is not UTF-8; save it as UTF-8 first"))?;
        Ok(Text { text, tag })
    }

    /// Saves a text where what is there is what `if_match` says, and gives the tag of the text.
    pub(super) fn save(&self, if_match: &str, text: &str) -> Result<String, Refusal> {
        let path = self.path().ok_or(Refusal::NoFile)?;
        let old = present(path)?;
        if !etag::matches(if_match, &etag::of(old.as_deref().unwrap_or_default())) {
            return Err(Refusal::Changed);
        }
        let saved = match old {
            Some(old) => replace(path, &old, text.as_bytes()),
            None => create(path, text.as_bytes()),
        };
        match saved {
            Ok(()) => Ok(etag::of(text.as_bytes())),
            Err(Problem::Changed) => Err(Refusal::Changed),
            Err(problem) => Err(Refusal::Problem(problem)),
        }
    }
}

/// The bytes of a file; none where there is none.
fn present(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    match one_document(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Problem::Missing) => Ok(None),
        Err(Problem::Special(_)) => Err(Refusal::Problem(Problem::NoFile)),
        Err(problem) => Err(Refusal::Problem(problem)),
    }
}
