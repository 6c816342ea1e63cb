//! `preflight sanitize`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ValueEnum, ValueHint};
use preflight_core::sanitize::{Cleaned, Removed, clean};
use preflight_core::shape::TextMode;
use preflight_core::{MAX_DOCUMENT_BYTES, Policy};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;

/// Take out of a text what its readers must not meet, and print what is left
#[derive(Debug, clap::Args)]
pub(crate) struct SanitizeArgs {
    /// The text, or - for the standard input
    ///
    /// Where the first line is a JSON object with a string "payload", every line is one: each is cleaned by itself and
    /// printed as one line, with its other members as they are.
    #[arg(value_name = "PATH", default_value = "-", value_hint = ValueHint::FilePath)]
    path: PathBuf,
    /// How the text is read by those who show it
    #[arg(long, value_name = "MODE", default_value = "html", value_parser = mode_parser())]
    mode: TextMode,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The cleaned text and nothing else
    Text,
    /// The cleaned text with what was removed, where and why, as JSON
    Json,
}

fn mode_parser() -> impl TypedValueParser<Value = TextMode> {
    PossibleValuesParser::new(TextMode::NAMES.iter().map(|(name, _)| *name)).try_map(|name| {
        TextMode::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, mode)| *mode)
            .ok_or("there is no such mode")
    })
}

/// One line of input: the text, and whatever else its author wrote beside it.
#[derive(Deserialize)]
struct Line {
    payload: String,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// What is printed for one text.
#[derive(Serialize)]
struct Output<'c> {
    payload: &'c str,
    #[serde(flatten)]
    told: Option<Told<'c>>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Serialize)]
struct Told<'c> {
    changed: bool,
    removed: &'c [Removed],
    omitted: usize,
}

/// What is printed for a line that could not be read.
#[derive(Serialize)]
struct Unreadable {
    error: String,
}

/// Cleans, and prints what is left on the standard output.
pub(crate) fn run(args: &SanitizeArgs, config: &Config) -> Result<Exit, Error> {
    let mut input =
        open(&args.path).map_err(|source| unreadable(&args.path, source.to_string()))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut first = Vec::new();
    read_line(&mut input, &mut first, &args.path)?;
    let exit = if line(&first).is_ok() {
        lines(args, &config.policy, first, &mut input, &mut out)?
    } else {
        let text = rest(&args.path, first, &mut input)?;
        write_text(args, &config.policy, &text, &mut out).map_err(Error::Stdout)?;
        Exit::Done
    };
    out.flush().map_err(Error::Stdout)?;
    Ok(exit)
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

fn unreadable(path: &Path, reason: String) -> Error {
    Error::Text {
        path: path.to_owned(),
        reason,
    }
}

/// Reads one line, or as much of it as shows that it is too long.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>, path: &Path) -> Result<(), Error> {
    line.clear();
    input
        .take(LONGEST_LINE)
        .read_until(b'\n', line)
        .map_err(|source| unreadable(path, source.to_string()))?;
    Ok(())
}

/// A text of the longest length, every byte of it an escape, and something beside it.
const LONGEST_LINE: u64 = 8 * MAX_DOCUMENT_BYTES as u64;

fn line(bytes: &[u8]) -> Result<Line, String> {
    let line: Line = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if line.payload.len() > MAX_DOCUMENT_BYTES {
        return Err(too_long());
    }
    Ok(line)
}

fn too_long() -> String {
    format!("the text is longer than {MAX_DOCUMENT_BYTES} bytes (1 MiB), the most that is cleaned")
}

/// Cleans line by line; a line that cannot be read is answered all the same, so that lines in and out stay in step.
fn lines(
    args: &SanitizeArgs,
    policy: &Policy,
    first: Vec<u8>,
    input: &mut dyn BufRead,
    out: &mut impl Write,
) -> Result<Exit, Error> {
    let mut exit = Exit::Done;
    let mut bytes = first;
    while !bytes.is_empty() {
        if !bytes.trim_ascii().is_empty() {
            match line(&bytes) {
                Ok(line) => {
                    let cleaned = clean(&line.payload, args.mode, policy);
                    let output = output(args, &line.payload, &cleaned, line.others);
                    write_json(out, &output)
                }
                Err(error) => {
                    exit = Exit::Failure;
                    write_json(out, &Unreadable { error })
                }
            }
            .map_err(Error::Stdout)?;
        }
        read_line(input, &mut bytes, &args.path)?;
    }
    Ok(exit)
}

/// The whole input as one text.
fn rest(path: &Path, first: Vec<u8>, input: &mut dyn BufRead) -> Result<String, Error> {
    let mut bytes = first;
    input
        .take(MAX_DOCUMENT_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| unreadable(path, source.to_string()))?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(unreadable(path, too_long()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        unreadable(path, format!("byte {place} is not UTF-8; save it as UTF-8"))
    })
}

fn write_text(
    args: &SanitizeArgs,
    policy: &Policy,
    text: &str,
    out: &mut impl Write,
) -> io::Result<()> {
    let cleaned = clean(text, args.mode, policy);
    match args.format {
        Format::Text => out.write_all(cleaned.text.as_bytes()),
        Format::Json => write_json(out, &output(args, text, &cleaned, Map::new())),
    }
}

fn output<'c>(
    args: &SanitizeArgs,
    text: &str,
    cleaned: &'c Cleaned,
    mut others: Map<String, Value>,
) -> Output<'c> {
    let told = (args.format == Format::Json).then(|| Told {
        changed: cleaned.text != text,
        removed: &cleaned.removed,
        omitted: cleaned.omitted,
    });
    if told.is_some() {
        // The answer's own members win over any of the same name.
        for name in ["changed", "removed", "omitted"] {
            others.remove(name);
        }
    }
    Output {
        payload: &cleaned.text,
        told,
        others,
    }
}

fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}
