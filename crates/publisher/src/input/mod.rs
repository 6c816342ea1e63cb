//! From the paths of a command line to checked documents, in the order of the command line.

mod exclude;
mod glob;
mod lines;
pub(crate) mod parallel;
mod paths;
mod problem;
mod read;
mod reading;
mod redacted;
mod root;
mod share_link;
mod stream;

use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preflight_core::json::{Position, TextSpan};
use preflight_core::{
    Checked, Finding, Options, Policy, Report, Severity, VerifiedPayload, check_bytes, check_page,
    check_set,
};

pub(crate) use exclude::Exclude;
pub(crate) use paths::folder_of;
pub(crate) use problem::{PathError, Problem};
#[cfg(feature = "designer")]
pub(crate) use read::one_document;
pub(crate) use reading::Reading;
pub(crate) use redacted::{hide_messages, redacted_payload};
pub(crate) use root::Root;
pub(crate) use share_link::{ShareLinkError, SharedDocument, of_path as share_link};
pub(crate) use stream::{Again, Place, Rebuilt, Stream, Streamed};

use crate::config::Config;
use crate::date;

/// The name of the standard input on the command line.
pub(crate) const STDIN: &str = "-";

/// What stands for the path of the standard input.
pub(crate) const STDIN_SHOWN: &str = "<stdin>";

/// The path as it is given on the command line, of one that was written down as it is shown.
pub(crate) fn as_given(shown: &str) -> PathBuf {
    PathBuf::from(if shown == STDIN_SHOWN { STDIN } else { shown })
}

/// Why nothing could be loaded at all. What is wrong with one path stands in [`Loaded::errors`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No path was given.
    #[error("no PATH was given; name files, folders, quoted globs, or - for the standard input")]
    NoPaths,
}

/// Everything the paths led to.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The documents, in the order of the paths.
    pub(crate) documents: Vec<Document>,
    /// The paths that could not be read, in the same order; each makes the run a failure.
    pub(crate) errors: Vec<PathError>,
}

impl Loaded {
    /// What one of the documents is called, where they were asked for as `reading`.
    pub(crate) fn noun(&self, reading: Reading) -> &'static str {
        let mut readings = self.documents.iter().map(|document| document.reading);
        let first = readings.next().unwrap_or(reading).noun();
        if readings.all(|reading| reading.noun() == first) {
            first
        } else {
            reading.noun()
        }
    }
}

/// A checked document and where it came from.
#[derive(Debug)]
pub(crate) struct Document {
    /// The path as the user would write it; see [`is_no_file`] for what came from none.
    pub(crate) path: String,
    /// The number of the manifest in its file, from 1.
    pub(crate) ordinal: usize,
    /// Where the document begins in its file.
    pub(crate) base: Position,
    /// What was found; its spans count from the beginning of the file.
    pub(crate) report: Report,
    /// The payload, where nothing blocks it and nobody took it away to send it.
    pub(crate) payload: Option<VerifiedPayload>,
    /// For each finding whether a baseline knows it; empty without a baseline.
    pub(crate) baselined: Vec<bool>,
    file: Arc<Vec<u8>>,
    range: Range<usize>,
    /// Whether its file begins with a byte order mark.
    is_marked: bool,
    reading: Reading,
}

/// The text of a document, for those who want to find something in it again.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    file: Arc<Vec<u8>>,
    range: Range<usize>,
    base: Position,
    reading: Reading,
}

impl Source {
    /// The bytes of the document alone.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.file[self.range.clone()]
    }

    /// A place in the document alone, as a place in its file.
    pub(crate) fn placed(&self, span: TextSpan) -> TextSpan {
        span.after(self.base)
    }

    /// How it is read.
    pub(crate) fn options<'o>(&self, policy: &'o Policy, today: &'o str) -> Options<'o> {
        Options {
            policy,
            kind: self.reading.kind(),
            today: Some(today),
            results: false,
        }
    }
}

/// What a check says about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing blocks it.
    Ok,
    /// Only what the baseline knows blocks it.
    Baselined,
    /// Something blocks it.
    Blocked,
}

impl Document {
    /// The bytes of the document alone.
    pub(crate) fn source(&self) -> &[u8] {
        &self.file[self.range.clone()]
    }

    /// Its text, for those who want to find something in it again.
    pub(crate) fn text(&self) -> Source {
        Source {
            file: Arc::clone(&self.file),
            range: self.range.clone(),
            base: self.base,
            reading: self.reading,
        }
    }

    /// Whether the file it stands in begins with a byte order mark.
    pub(crate) fn is_marked(&self) -> bool {
        self.is_marked
    }

    fn of(piece: Piece, checked: Checked) -> Self {
        let (report, payload) = checked.into_parts();
        Self {
            path: piece.path,
            ordinal: piece.ordinal,
            base: piece.base,
            report,
            payload,
            baselined: Vec::new(),
            file: piece.file,
            range: piece.range,
            is_marked: piece.is_marked,
            reading: piece.reading,
        }
    }

    /// What people call it: the path, with the line where one file holds several.
    pub(crate) fn label(&self) -> String {
        label(&self.path, self.base.line)
    }

    /// The findings, each with whether a baseline knows it.
    pub(crate) fn all_findings(&self) -> impl Iterator<Item = (&Finding, bool)> {
        let known = self.baselined.iter().copied().chain(iter::repeat(false));
        self.report.findings.iter().zip(known)
    }

    /// The findings that no baseline knows.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.all_findings()
            .filter_map(|(finding, baselined)| (!baselined).then_some(finding))
    }

    /// What a check says about it.
    pub(crate) fn verdict(&self) -> Verdict {
        let knows_all = || {
            // Any of those that were left out may be an error.
            self.report.omitted_findings == 0
                && self.baselined.contains(&true)
                && self
                    .findings()
                    .all(|finding| finding.severity != Severity::Error)
        };
        match self.report.ok {
            true => Verdict::Ok,
            false if knows_all() => Verdict::Baselined,
            false => Verdict::Blocked,
        }
    }
}

/// Whether a document of that path came from no file: from the standard input or by a share link.
pub(crate) fn is_no_file(path: &str) -> bool {
    path == STDIN_SHOWN || share_link::is_shown(path)
}

/// Whether a file of that name holds one document a line.
pub(crate) fn is_one_a_line(path: &str) -> bool {
    lines::is_one_a_line(path)
}

/// What people call the document on that line of a file.
pub(crate) fn label(path: &str, line: usize) -> String {
    if lines::is_one_a_line(path) {
        format!("{path}:{line}")
    } else {
        path.to_owned()
    }
}

/// A document that was read but not judged.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The path as the user would write it; `<stdin>` for the standard input, `<share link>` for what came by one.
    pub(crate) path: String,
    /// Where its file is; none where it came from no file.
    pub(crate) location: Option<Arc<Path>>,
    /// The bytes of the whole file.
    pub(crate) file: Arc<Vec<u8>>,
    /// What it is read as: what the run asked for, unless it came by a link that says what it holds.
    pub(crate) reading: Reading,
    ordinal: usize,
    base: Position,
    range: Range<usize>,
    is_marked: bool,
}

impl Piece {
    /// The bytes of the document alone.
    pub(crate) fn source(&self) -> &[u8] {
        &self.file[self.range.clone()]
    }

    /// Moves the places of a verdict on the document alone to where they are in its file.
    pub(crate) fn place(&self, mut checked: Checked) -> Checked {
        checked.shift(self.base);
        checked
    }
}

/// Reads and checks manifests, and compares them with each other.
pub(crate) fn load(paths: &[PathBuf], config: &Config) -> Result<Loaded, Error> {
    load_as(Reading::Manifests, false, paths, config)
}

/// Reads and checks documents of one sort; with `results` the reports say what every rule about pages says.
///
/// Files are read and checked on all cores, but every result keeps its place: the same input gives the same output.
pub(crate) fn load_as(
    reading: Reading,
    results: bool,
    paths: &[PathBuf],
    config: &Config,
) -> Result<Loaded, Error> {
    let (pieces, errors) = read(reading, paths, config)?;
    let today = date::today();
    let checked = parallel::map(&pieces, |piece| {
        let options = Options {
            results,
            ..options(piece.reading, config, &today)
        };
        piece.place(match piece.reading {
            Reading::Pages => check_page(piece.source(), options),
            Reading::Manifests | Reading::Payloads(_) => check_bytes(piece.source(), options),
        })
    });
    let mut documents = compared(reading, pieces, checked, config);
    if config.redact {
        redacted::redact(&mut documents);
    }
    Ok(Loaded { documents, errors })
}

/// Reads what the paths lead to, on all cores, but in their order.
pub(crate) fn read(
    reading: Reading,
    paths: &[PathBuf],
    config: &Config,
) -> Result<(Vec<Piece>, Vec<PathError>), Error> {
    if paths.is_empty() {
        return Err(Error::NoPaths);
    }
    let listed = paths::list(paths, reading, &config.exclude);
    let read = parallel::map(&listed, |entry| match entry {
        Ok(path) => read::pieces(path, reading),
        Err(error) => Err(error.clone()),
    });
    let mut pieces = Vec::new();
    let mut errors = Vec::new();
    for outcome in read {
        match outcome {
            Ok(found) => pieces.extend(found),
            Err(error) => errors.push(error),
        }
    }
    Ok((pieces, errors))
}

/// How documents are judged under a configuration, on a day.
pub(crate) fn options<'o>(reading: Reading, config: &'o Config, today: &'o str) -> Options<'o> {
    Options {
        policy: &config.policy,
        kind: reading.kind(),
        today: Some(today),
        results: false,
    }
}

/// The documents with their verdicts, and with what only a comparison of manifests can find.
pub(crate) fn compared(
    reading: Reading,
    pieces: Vec<Piece>,
    checked: Vec<Checked>,
    config: &Config,
) -> Vec<Document> {
    let mut set: Vec<(String, Checked)> = pieces
        .iter()
        .map(|piece| label(&piece.path, piece.base.line))
        .zip(checked)
        .collect();
    if reading == Reading::Manifests {
        check_set(&mut set, &config.policy);
    }
    pieces
        .into_iter()
        .zip(set)
        .map(|(piece, (_, checked))| Document::of(piece, checked))
        .collect()
}

/// The documents of one file with other texts in their places; what stands between them stays.
pub(crate) fn with_texts(pieces: &[Piece], texts: &[Option<String>]) -> Vec<Piece> {
    let Some(first) = pieces.first() else {
        return Vec::new();
    };
    let old = &first.file;
    let mut new = Vec::with_capacity(old.len());
    let mut places = Vec::with_capacity(pieces.len());
    let mut position = Position::START;
    let mut end = 0;
    for (piece, text) in pieces.iter().zip(texts) {
        let between = &old[end..piece.range.start];
        let text = text.as_ref().map_or(piece.source(), String::as_bytes);
        position = lines::after(position, between);
        new.extend_from_slice(between);
        places.push((position, new.len()..new.len() + text.len()));
        position = lines::after(position, text);
        new.extend_from_slice(text);
        end = piece.range.end;
    }
    new.extend_from_slice(&old[end..]);
    let file = Arc::new(new);
    pieces
        .iter()
        .zip(places)
        .map(|(piece, (base, range))| Piece {
            file: Arc::clone(&file),
            base,
            range,
            ..piece.clone()
        })
        .collect()
}
