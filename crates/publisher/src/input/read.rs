//! Reads one file.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use preflight_core::MAX_DOCUMENT_BYTES;
use preflight_core::json::Position;

use super::paths::Listed;
use super::{PathError, Piece, Problem, Reading, SharedDocument, lines};

/// The documents of a file.
pub(super) fn pieces(listed: &Listed, reading: Reading) -> Result<Vec<Piece>, PathError> {
    let file = match listed {
        Listed::Stdin => document(io::stdin().lock()),
        Listed::Link(link) => return shared(listed, link, reading).map(|piece| vec![piece]),
        Listed::File { path, shown } => open(path).and_then(|file| {
            if lines::is_one_a_line(shown) {
                whole(file)
            } else {
                document(file)
            }
        }),
    };
    let shown = listed.shown();
    let file = Arc::new(file.map_err(|problem| problem.at(shown))?);
    let ranges = if lines::is_one_a_line(shown) {
        lines::split(&file)
    } else {
        vec![(0..file.len(), Position::START)]
    };
    if ranges.is_empty() {
        return Err(Problem::NoLines.at(shown));
    }
    let location = listed.location().map(Arc::from);
    Ok((1..)
        .zip(ranges)
        .map(|(ordinal, (range, base))| Piece {
            path: shown.to_owned(),
            location: location.clone(),
            ordinal,
            base,
            file: Arc::clone(&file),
            range,
            is_marked: file.starts_with(lines::BYTE_ORDER_MARK),
            reading,
        })
        .collect())
}

/// The document of a share link. It is read as what the link says, unless the command line says what to read.
fn shared(listed: &Listed, link: &str, reading: Reading) -> Result<Piece, PathError> {
    let document =
        SharedDocument::from_link(link).map_err(|error| Problem::from(error).at(listed.shown()))?;
    let path = document.shown();
    let file = Arc::new(document.text.into_bytes());
    Ok(Piece {
        path,
        location: None,
        ordinal: 1,
        base: Position::START,
        range: 0..file.len(),
        is_marked: file.starts_with(lines::BYTE_ORDER_MARK),
        file,
        reading: match reading {
            Reading::Manifests => Reading::of(document.kind),
            asked => asked,
        },
    })
}

/// The bytes of a file that holds one document, or as many as show that it is too large.
#[cfg(feature = "designer")]
pub(crate) fn one_document(path: &Path) -> Result<Vec<u8>, Problem> {
    open(path).and_then(document)
}

/// Opens a regular file and nothing else: opening a FIFO waits for a writer, opening a device may do anything.
pub(super) fn open(path: &Path) -> Result<File, Problem> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(Problem::Special(special(metadata.file_type())));
    }
    Ok(File::open(path)?)
}

/// A document, or as much of it as shows that it is too large.
fn document(reader: impl Read) -> Result<Vec<u8>, Problem> {
    whole(reader.take(MAX_DOCUMENT_BYTES as u64 + 1))
}

fn whole(mut reader: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn special(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if file_type.is_fifo() {
        "a FIFO"
    } else if file_type.is_socket() {
        "a socket"
    } else if file_type.is_char_device() || file_type.is_block_device() {
        "a device"
    } else {
        "no regular file"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "no regular file"
}
