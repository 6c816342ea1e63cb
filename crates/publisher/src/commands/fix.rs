//! `preflight fix`.

mod diff;
mod summary;

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use clap::ValueHint;
use clap::error::ErrorKind;
use preflight_core::finding::Safety;
use preflight_core::{AppliedFix, Checked, Kind, MAX_DOCUMENT_BYTES, Options, check_bytes};

use crate::cli;
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Document, PathError, Piece, Reading, STDIN, parallel, share_link};
use crate::replace::replace;
use crate::report::{self, OutputOptions, Summary, human};

/// Mend what can be mended without guessing, and show or write the changes
///
/// A fix is made only if its finding is gone afterwards and no rule finds more than before. Without --write the changes
/// are printed as a diff that `git apply` and `patch -p1` take.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXIT_CODES)]
pub(crate) struct FixArgs {
    /// Files, folders, quoted globs, share links, or - for the standard input
    ///
    /// For - the mended document is printed on the standard output, with or without --write; it stands alone.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Mend bare payloads of this kind instead of manifests
    #[arg(long, value_name = "KIND", value_parser = cli::kind_parser())]
    pub(crate) kind: Option<Kind>,
    /// Write the changes to the files
    ///
    /// Each file is replaced at once or not at all, and only if it is still what was read.
    #[arg(short, long)]
    write: bool,
    /// Make unsafe fixes too; look at the result, which may say something else than before
    #[arg(long = "unsafe")]
    also_unsafe: bool,
    /// End with 10 where changes are pending
    #[arg(long, conflicts_with = "write")]
    exit_code: bool,
}

const EXIT_CODES: &str = "The exit code speaks of the documents as they are once mended: 1 where a finding still blocks \
one, else 0. Whether the files themselves are in order is what `check` tells, or --exit-code.";

/// A document and what became of it.
struct Mended {
    /// The new text; none where the document could not be read as one.
    text: Option<String>,
    applied: Vec<AppliedFix>,
    checked: Checked,
    complete: bool,
}

/// A file with everything that was done to its documents.
struct FixedFile {
    path: String,
    location: Option<Arc<Path>>,
    old: Arc<Vec<u8>>,
    new: Arc<Vec<u8>>,
    applied: Vec<AppliedFix>,
    complete: bool,
}

impl FixedFile {
    fn is_changed(&self) -> bool {
        self.old != self.new
    }
}

/// Mends, prints or writes the changes, and tells what remains.
pub(crate) fn run(args: &FixArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let from_stdin = args.paths.iter().any(|path| path.as_os_str() == STDIN);
    if from_stdin && args.paths.len() > 1 {
        return Err(Error::Usage {
            command: Some("fix"),
            kind: ErrorKind::ArgumentConflict,
            message: "- stands alone, because its mended document goes to the standard output; \
                      fix the other paths by a run of their own"
                .to_owned(),
        });
    }
    if args.write && args.paths.iter().any(|path| share_link(path).is_some()) {
        return Err(Error::Usage {
            command: Some("fix"),
            kind: ErrorKind::ArgumentConflict,
            message: "--write has no file to write to where a document came by a share link; leave it out for a diff, or \
                      save the document as a file first"
                .to_owned(),
        });
    }
    let (pieces, mut errors) = input::read(Reading::of(args.kind), &args.paths, config)?;
    let (files, documents) = mend_all(args, config, &pieces);
    let changed = || files.iter().filter(|file| file.is_changed());
    if from_stdin {
        print_whole(&files).map_err(Error::Stdout)?;
    } else if args.write {
        errors.extend(changed().filter_map(write_back));
    } else {
        print_diffs(changed(), output).map_err(Error::Stdout)?;
    }

    report::path_errors(&errors, output);
    let remaining = Summary::of(&documents);
    let told = summary::Told {
        files: &files,
        documents: &documents,
        remaining,
        failed: &errors,
        done: args.write || from_stdin,
    };
    let mut stderr = BufWriter::new(output.stderr());
    // Where the standard error is gone there is nobody left to tell; the exit code still does.
    let _ = human::print_findings(&mut stderr, documents.iter().filter(|it| is_untouched(it)))
        .and_then(|()| summary::write(&mut stderr, &told))
        .and_then(|()| stderr.flush());
    let pending = args.exit_code && changed().next().is_some();
    Ok(Exit::worst([
        report::exit_of(remaining, &errors),
        if pending {
            Exit::ChangesPending
        } else {
            Exit::Done
        },
    ]))
}

/// Mends every document, each on its own, and puts the files together again.
fn mend_all(args: &FixArgs, config: &Config, pieces: &[Piece]) -> (Vec<FixedFile>, Vec<Document>) {
    let safety = if args.also_unsafe {
        Safety::Unsafe
    } else {
        Safety::Safe
    };
    let today = date::today();
    let mended = parallel::map(pieces, |piece| {
        mend(piece, input::options(piece.reading, config, &today), safety)
    });
    let mut mended = mended.into_iter();
    let mut files = Vec::new();
    let mut new_pieces = Vec::with_capacity(pieces.len());
    let mut verdicts = Vec::with_capacity(pieces.len());
    for old in pieces.chunk_by(|one, next| Arc::ptr_eq(&one.file, &next.file)) {
        let mut texts = Vec::with_capacity(old.len());
        let mut checked = Vec::with_capacity(old.len());
        let mut applied = Vec::new();
        let mut complete = true;
        for document in mended.by_ref().take(old.len()) {
            texts.push(document.text);
            checked.push(document.checked);
            applied.extend(document.applied);
            complete &= document.complete;
        }
        let new = input::with_texts(old, &texts);
        verdicts.extend(new.iter().zip(checked).map(|(piece, it)| piece.place(it)));
        files.push(FixedFile {
            path: old[0].path.clone(),
            location: old[0].location.clone(),
            old: Arc::clone(&old[0].file),
            new: Arc::clone(&new[0].file),
            applied,
            complete,
        });
        new_pieces.extend(new);
    }
    let documents = input::compared(Reading::of(args.kind), new_pieces, verdicts, config);
    (files, documents)
}

fn mend(piece: &Piece, options: Options<'_>, safety: Safety) -> Mended {
    match std::str::from_utf8(piece.source()) {
        Ok(text) => {
            let fixed = preflight_core::fix(text, options, safety);
            let complete = fixed.is_complete();
            let (text, applied, checked) = fixed.into_parts();
            Mended {
                text: Some(text),
                applied,
                checked,
                complete,
            }
        }
        Err(_) => Mended {
            text: None,
            applied: Vec::new(),
            checked: check_bytes(piece.source(), options),
            complete: true,
        },
    }
}

/// Whether a document was not even looked into, so that it has to be told why.
fn is_untouched(document: &Document) -> bool {
    let source = document.source();
    source.len() > MAX_DOCUMENT_BYTES || std::str::from_utf8(source).is_err()
}

/// Prints the standard input as it is now. Of a document that is too large only the beginning was read, so nothing is
/// printed.
fn print_whole(files: &[FixedFile]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    for file in files {
        if file.new.len() <= MAX_DOCUMENT_BYTES {
            stdout.write_all(&file.new)?;
        }
    }
    stdout.flush()
}

fn print_diffs<'f>(
    files: impl Iterator<Item = &'f FixedFile>,
    output: OutputOptions,
) -> io::Result<()> {
    let colored = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
    if colored || io::stdout().is_terminal() {
        let mut stdout = BufWriter::new(output.stdout());
        for file in files {
            diff::write(&mut stdout, &diff_of(file), diff::Look::ForPeople)?;
        }
        stdout.flush()
    } else {
        // A stream that removes styles would also remove escape sequences that stand in a document.
        let mut stdout = BufWriter::new(io::stdout().lock());
        for file in files {
            diff::write(&mut stdout, &diff_of(file), diff::Look::Exact)?;
        }
        stdout.flush()
    }
}

fn diff_of(file: &FixedFile) -> diff::Diff<'_> {
    diff::Diff {
        name: match file.location.as_deref() {
            Some(location) => diff::name(location),
            None => file.path.clone().into_bytes(),
        },
        old: &file.old,
        new: &file.new,
    }
}

fn write_back(file: &FixedFile) -> Option<PathError> {
    let location = file.location.as_deref()?;
    let problem = replace(location, &file.old, &file.new).err()?;
    Some(problem.at(&file.path))
}
