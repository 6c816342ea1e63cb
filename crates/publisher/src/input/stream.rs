//! Documents one after the other, for batches that need not fit into memory: each is judged, and its payload can be built
//! again from its place.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Take};
use std::path::PathBuf;
use std::sync::Arc;

use preflight_core::json::Position;
use preflight_core::{
    Checked, DocumentSet, Policy, Receipt, VerifiedPayload, check_for_receipt, rebuild,
};

use super::lines::Lines;
use super::paths::Listed;
use super::{
    Document, Error, PathError, Piece, Problem, Reading, Source, label, lines, parallel, paths,
    read, redacted,
};
use crate::config::Config;
use crate::date;

/// How many documents are judged together, on all cores.
const TOGETHER: usize = 64;
/// The most bytes of them, except where one document alone has more.
const BYTES_TOGETHER: usize = 1024 * 1024;

/// Where a document stands, as far as it takes to read it again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The number of its file, from 0.
    file: u32,
    ordinal: u32,
    /// Its bytes, as far as they are kept.
    len: u32,
    line: u32,
    offset: u64,
    utf16: u64,
}

/// A file of which documents are read again.
#[derive(Debug)]
struct StreamedFile {
    path: PathBuf,
    /// The path as the user would write it.
    shown: String,
    /// Whether it begins with a byte order mark.
    is_marked: bool,
}

/// A document that was judged.
#[derive(Debug)]
pub(crate) struct Streamed {
    pub(crate) document: Document,
    /// Where it can be read again; none where it cannot be, as from the standard input.
    pub(crate) place: Option<Place>,
    /// What its payload is built again with; none where something blocks it.
    pub(crate) receipt: Option<Receipt>,
}

/// Manifests in the order of the command line.
#[derive(Debug)]
pub(crate) struct Stream<'c> {
    config: &'c Config,
    listed: std::vec::IntoIter<Result<Listed, PathError>>,
    /// The file that is read line by line, with the number of its last line that held something.
    current: Option<(Lines<BufReader<Take<File>>>, u32)>,
    set: DocumentSet,
    /// File and line of each document so far, to name it by.
    names: Vec<(u32, u32)>,
    again: Again,
    errors: Vec<PathError>,
}

/// A document that was built again: its payload and its text, none where it is not what it was.
pub(crate) type Rebuilt = Result<Option<(VerifiedPayload, Source)>, PathError>;

/// What reads documents again.
#[derive(Debug)]
pub(crate) struct Again {
    files: Vec<StreamedFile>,
    policy: Policy,
    today: String,
    open: Option<(u32, File)>,
}

impl<'c> Stream<'c> {
    /// Those that the paths lead to.
    pub(crate) fn open(paths: &[PathBuf], config: &'c Config) -> Result<Self, Error> {
        if paths.is_empty() {
            return Err(Error::NoPaths);
        }
        Ok(Self {
            config,
            listed: paths::list(paths, Reading::Manifests, &config.exclude).into_iter(),
            current: None,
            set: DocumentSet::default(),
            names: Vec::new(),
            again: Again {
                files: Vec::new(),
                policy: config.policy.clone(),
                today: date::today(),
                open: None,
            },
            errors: Vec::new(),
        })
    }

    /// The next few of them, each with its verdict; none at the end.
    pub(crate) fn next(&mut self) -> Vec<Streamed> {
        let mut pieces = Vec::new();
        let mut places = Vec::new();
        let mut bytes = 0;
        while pieces.len() < TOGETHER && bytes < BYTES_TOGETHER {
            let Some((piece, place)) = self.piece() else {
                break;
            };
            bytes += piece.range.len();
            let file = place.map_or(u32::MAX, |place| place.file);
            self.names.push((file, number(piece.base.line)));
            pieces.push(piece);
            places.push(place);
        }
        let checked = self.judged(&pieces);
        let mut streamed = Vec::with_capacity(pieces.len());
        for ((piece, place), (mut checked, receipt)) in pieces.into_iter().zip(places).zip(checked)
        {
            let (names, files) = (&self.names, &self.again.files);
            self.set.add(&mut checked, &self.config.policy, |first| {
                let (file, line) = names.get(first).copied().unwrap_or_default();
                match files.get(file as usize) {
                    Some(file) => label(&file.shown, line as usize),
                    None => super::STDIN_SHOWN.to_owned(),
                }
            });
            streamed.push(Streamed {
                document: self.document(piece, checked),
                place,
                receipt,
            });
        }
        streamed
    }

    /// What reads the documents again, and the paths that could not be read.
    pub(crate) fn into_parts(self) -> (Again, Vec<PathError>) {
        (self.again, self.errors)
    }

    fn judged(&self, pieces: &[Piece]) -> Vec<(Checked, Option<Receipt>)> {
        parallel::map(pieces, |piece| {
            let options = super::options(piece.reading, self.config, &self.again.today);
            let (checked, receipt) = check_for_receipt(piece.source(), options);
            (piece.place(checked), receipt)
        })
    }

    fn document(&self, piece: Piece, checked: Checked) -> Document {
        let mut document = Document::of(piece, checked);
        // What blocks a manifest is written down, and told to others.
        redacted::hide_messages(&mut document);
        if self.config.redact {
            redacted::redact(std::slice::from_mut(&mut document));
        }
        document
    }

    /// The next document, not judged yet.
    fn piece(&mut self) -> Option<(Piece, Option<Place>)> {
        loop {
            if let Some(found) = self.line() {
                return Some(found);
            }
            let listed = match self.listed.next()? {
                Ok(listed) => listed,
                Err(error) => {
                    self.errors.push(error);
                    continue;
                }
            };
            match self.begin(&listed) {
                Ok(Some(found)) => return Some(found),
                Ok(None) => {}
                Err(error) => self.errors.push(error),
            }
        }
    }

    /// The document of a file, or none yet where it holds one a line.
    fn begin(&mut self, listed: &Listed) -> Result<Option<(Piece, Option<Place>)>, PathError> {
        let Listed::File { path, shown } = listed else {
            let mut pieces = read::pieces(listed, Reading::Manifests)?;
            return Ok(pieces.pop().map(|piece| (piece, None)));
        };
        let file = StreamedFile {
            path: path.clone(),
            shown: shown.clone(),
            is_marked: false,
        };
        if lines::is_one_a_line(shown) {
            let wrong = |problem: Problem| problem.at(shown);
            let reader = read::open(path).map_err(wrong)?;
            // As much as there is now: a file may grow while it is read, such as the audit of this run.
            let length = reader
                .metadata()
                .map_err(|error| wrong(error.into()))?
                .len();
            self.current = Some((Lines::of(BufReader::new(reader.take(length))), 0));
            self.again.files.push(file);
            return Ok(None);
        }
        let piece = read::pieces(listed, Reading::Manifests)?.pop();
        Ok(piece.map(|piece| {
            let place = Place {
                file: number(self.again.files.len()),
                ordinal: 1,
                len: number(piece.range.len()),
                line: 1,
                offset: 0,
                utf16: 0,
            };
            self.again.files.push(StreamedFile {
                is_marked: piece.file.starts_with(lines::BYTE_ORDER_MARK),
                ..file
            });
            (piece, Some(place))
        }))
    }

    /// The next line of the file that holds one document a line.
    fn line(&mut self) -> Option<(Piece, Option<Place>)> {
        let (lines, ordinal) = self.current.as_mut()?;
        let index = self.again.files.len().checked_sub(1)?;
        let file = self.again.files.get_mut(index)?;
        match lines.next() {
            Some(Ok((bytes, base))) => {
                *ordinal += 1;
                file.is_marked = lines.is_marked;
                let place = Place {
                    file: number(index),
                    ordinal: *ordinal,
                    len: number(bytes.len()),
                    line: number(base.line),
                    offset: base.offset as u64,
                    utf16: base.utf16 as u64,
                };
                Some((place.piece(file, bytes), Some(place)))
            }
            Some(Err(error)) => {
                self.errors.push(Problem::from(error).at(&file.shown));
                self.current = None;
                None
            }
            None => {
                if *ordinal == 0 {
                    self.errors.push(Problem::NoLines.at(&file.shown));
                }
                self.current = None;
                None
            }
        }
    }
}

impl Again {
    /// The payloads of documents that were judged before, built again, each with its text; none where the text is not what
    /// it was.
    pub(crate) fn rebuild(&mut self, documents: &[(Place, Receipt)]) -> Vec<Rebuilt> {
        let texts: Vec<Result<(Source, Receipt), PathError>> = documents
            .iter()
            .map(|(place, receipt)| Ok((self.source(*place)?, *receipt)))
            .collect();
        let (policy, today) = (&self.policy, self.today.as_str());
        parallel::map(&texts, |text| {
            let (source, receipt) = text.as_ref().map_err(Clone::clone)?;
            let payload = rebuild(source.bytes(), source.options(policy, today), *receipt);
            Ok(payload.map(|payload| (payload, source.clone())))
        })
    }

    /// The path of a document as the user would write it.
    pub(crate) fn shown(&self, place: Place) -> &str {
        self.files
            .get(place.file as usize)
            .map_or("", |file| &file.shown)
    }

    fn source(&mut self, place: Place) -> Result<Source, PathError> {
        let Some(file) = self.files.get(place.file as usize) else {
            return Err(Problem::Missing.at(""));
        };
        let wrong = |problem: Problem| problem.at(&file.shown);
        let mut reader = match self.open.take() {
            Some((number, reader)) if number == place.file => reader,
            _ => read::open(&file.path).map_err(wrong)?,
        };
        let mut bytes = Vec::with_capacity(place.len());
        let read = reader
            .seek(SeekFrom::Start(place.offset))
            .and_then(|_| (&reader).take(place.len.into()).read_to_end(&mut bytes));
        read.map_err(|error| wrong(error.into()))?;
        self.open = Some((place.file, reader));
        Ok(Source {
            range: 0..bytes.len(),
            file: Arc::new(bytes),
            base: place.base(),
            reading: Reading::Manifests,
        })
    }
}

impl Place {
    /// The number of the manifest in its file, from 1.
    pub(crate) fn ordinal(self) -> usize {
        self.ordinal as usize
    }

    /// Its bytes.
    pub(crate) fn len(self) -> usize {
        self.len as usize
    }

    /// The line it begins on.
    pub(crate) fn line(self) -> usize {
        self.line as usize
    }

    fn base(self) -> Position {
        Position {
            offset: length(self.offset),
            utf16: length(self.utf16),
            line: self.line(),
            column: 1,
        }
    }

    fn piece(self, file: &StreamedFile, bytes: Vec<u8>) -> Piece {
        Piece {
            path: file.shown.clone(),
            location: None,
            ordinal: self.ordinal(),
            base: self.base(),
            range: 0..bytes.len(),
            is_marked: file.is_marked,
            file: Arc::new(bytes),
            reading: Reading::Manifests,
        }
    }
}

/// No file has more lines or documents than that which anybody publishes at once.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
