//! `preflight build`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueHint;
use preflight_core::{Kind, VerifiedPayload};

use crate::cli;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Document, Reading};
use crate::report::{self, OutputOptions, Summary, human};

/// Print the payloads that manifests make, byte for byte as they are sent
#[derive(Debug, clap::Args)]
pub(crate) struct BuildArgs {
    /// Files, folders, quoted globs, share links, or - for the standard input
    ///
    /// Each payload is printed as compact JSON on a line of its own, in the order of the paths. What a finding blocks
    /// is not printed; its findings are, on the standard error.
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read bare payloads of this kind instead of manifests
    #[arg(long, value_name = "KIND", value_parser = cli::kind_parser())]
    pub(crate) kind: Option<Kind>,
    /// Write each payload to DIR instead, to a file named by its id, without a line end
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,
}

/// Builds, and prints or writes what nothing blocks.
pub(crate) fn run(args: &BuildArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let loaded = input::load_as(Reading::of(args.kind), false, &args.paths, config)?;
    report::path_errors(&loaded.errors, output);
    report_blocked(&loaded.documents, output);
    let payloads: Vec<(&Document, &VerifiedPayload)> = loaded
        .documents
        .iter()
        .filter_map(|document| Some((document, document.payload.as_ref()?)))
        .collect();
    match &args.output {
        Some(folder) => write_files(folder, &payloads, config)?,
        None => print_lines(&payloads, config).map_err(Error::Stdout)?,
    }
    let summary = Summary::of(&loaded.documents);
    Ok(report::exit_of(summary, &loaded.errors))
}

fn report_blocked(documents: &[Document], output: OutputOptions) {
    let blocked = documents.iter().filter(|document| !document.report.ok);
    let mut stderr = BufWriter::new(output.stderr());
    // Where the standard error is gone there is nobody left to tell; the exit code still does.
    let _ = human::print_findings(&mut stderr, blocked).and_then(|()| stderr.flush());
}

/// The payload, without the values of variables where others are to read it.
fn shown<'p>(payload: &'p VerifiedPayload, config: &Config) -> Cow<'p, str> {
    if config.redact && payload.kind() == Kind::ParticipantVariables {
        Cow::Owned(input::redacted_payload(payload.json()))
    } else {
        Cow::Borrowed(payload.json())
    }
}

fn print_lines(payloads: &[(&Document, &VerifiedPayload)], config: &Config) -> io::Result<()> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    for (_, payload) in payloads {
        writeln!(stdout, "{}", shown(payload, config))?;
    }
    stdout.flush()
}

/// Writes all files or, where two would have one name, none.
fn write_files(
    folder: &Path,
    payloads: &[(&Document, &VerifiedPayload)],
    config: &Config,
) -> Result<(), Error> {
    let mut files: BTreeMap<String, (&Document, &VerifiedPayload)> = BTreeMap::new();
    for (document, payload) in payloads {
        // Names that differ only in case are one file on some systems.
        let name = file_name(document, payload);
        let same = files.insert(name.to_lowercase(), (document, payload));
        if let Some((other, _)) = same {
            return Err(Error::SameFile {
                name,
                first: other.label(),
                second: document.label(),
            });
        }
    }
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Output { path, source }
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    for (document, payload) in files.values() {
        let path = folder.join(file_name(document, payload));
        fs::write(&path, shown(payload, config).as_ref()).map_err(at(&path))?;
    }
    Ok(())
}

/// The id, or for a bare payload the name of its file, as a name every file system takes.
fn file_name(document: &Document, payload: &VerifiedPayload) -> String {
    let stem = || {
        let stem = Path::new(&document.path).file_stem().unwrap_or_default();
        if document.ordinal == 1 {
            stem.to_string_lossy().into_owned()
        } else {
            format!("{}-{}", stem.to_string_lossy(), document.ordinal)
        }
    };
    let name = payload.id().map_or_else(stem, str::to_owned);
    format!("{}.json", safe_name(&name))
}

fn safe_name(name: &str) -> String {
    /// Bytes; file systems take 255, and the ending has to fit as well.
    const LONGEST: usize = 200;
    let mut safe: String = name
        .chars()
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => character,
            _ => '_',
        })
        .take(LONGEST)
        .collect();
    // No hidden file, no parent folder, and none of the devices Windows finds in every folder.
    let device = safe.split('.').next().is_some_and(|stem| {
        let stem = stem.to_ascii_lowercase();
        matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
            || (stem.len() == 4
                && (stem.starts_with("com") || stem.starts_with("lpt"))
                && stem.ends_with(|last: char| last.is_ascii_digit()))
    });
    if safe.is_empty() || safe.starts_with('.') || device {
        safe.insert(0, '_');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        for (id, name) in [
            ("support-en", "support-en"),
            ("../../etc/passwd", "_.._.._etc_passwd"),
            ("..", "_.."),
            ("", "_"),
            (".hidden", "_.hidden"),
            ("a/b\\c:d", "a_b_c_d"),
            ("größe", "gr__e"),
            ("NUL", "_NUL"),
            ("com1.x", "_com1.x"),
            ("command", "command"),
        ] {
            assert_eq!(safe_name(id), name);
        }
        assert!(safe_name(&"x".repeat(5_000)).len() <= 201);
    }
}
