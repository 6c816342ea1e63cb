//! `preflight preview`.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::ValueHint;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use preflight_core::kinds::Kind;
use preflight_core::view::{FormState, Language, Scheme, Settings, View, preview};

use crate::cli;
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Piece, Reading};
use crate::report::{self, OutputOptions};

/// Draw a payload as a page of its own
#[derive(Debug, clap::Args)]
pub(crate) struct PreviewArgs {
    /// A manifest, or - for the standard input
    ///
    /// The page needs nothing but itself and runs no script. What is wrong with the manifest is drawn as it is.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Read a bare payload of this kind instead of a manifest
    #[arg(long, value_name = "KIND", value_parser = cli::kind_parser())]
    kind: Option<Kind>,
    /// Which manifest of an .ndjson file to draw, by its number
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    document: usize,
    /// Write the page to FILE instead of the standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// The colours
    #[arg(long, value_name = "SCHEME", default_value = "light", value_parser = scheme_parser())]
    scheme: Scheme,
    /// The language of what the messenger itself says; it also gives the direction
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language_parser())]
    language: Language,
    /// What the guest has done with the form
    #[arg(long, value_name = "STATE", default_value = "untouched", value_parser = form_parser())]
    form: FormState,
}

fn scheme_parser() -> impl TypedValueParser<Value = Scheme> {
    PossibleValuesParser::new(["light", "dark"]).map(|name| match name.as_str() {
        "dark" => Scheme::Dark,
        _ => Scheme::Light,
    })
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.iter().map(|language| language.tag()))
        .try_map(|tag| Language::from_tag(&tag).ok_or("there are no words in that language"))
}

fn form_parser() -> impl TypedValueParser<Value = FormState> {
    PossibleValuesParser::new(["untouched", "invalid"]).map(|name| match name.as_str() {
        "invalid" => FormState::Invalid,
        _ => FormState::Untouched,
    })
}

/// Draws the payload, and prints or writes the page.
pub(crate) fn run(
    args: &PreviewArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let reading = Reading::of(args.kind);
    let paths = std::slice::from_ref(&args.path);
    let (pieces, errors) = input::read(reading, paths, config)?;
    report::path_errors(&errors, output);
    if !errors.is_empty() {
        return Ok(Exit::Failure);
    }
    let piece = chosen(args, &pieces)?;
    let view = drawn(args, reading, config, piece)?;
    write(args, &view.page())?;
    Ok(Exit::Done)
}

/// The document that was asked for.
fn chosen<'p>(args: &PreviewArgs, pieces: &'p [Piece]) -> Result<&'p Piece, Error> {
    let piece = args
        .document
        .checked_sub(1)
        .and_then(|index| pieces.get(index));
    piece.ok_or_else(|| Error::Usage {
        command: Some("preview"),
        kind: ErrorKind::InvalidValue,
        message: format!(
            "--document {}: {} holds documents 1 to {}",
            args.document,
            args.path.display(),
            pieces.len()
        ),
    })
}

fn drawn(
    args: &PreviewArgs,
    reading: Reading,
    config: &Config,
    piece: &Piece,
) -> Result<View, Error> {
    let nothing = |reason: &str| Error::Text {
        path: args.path.clone(),
        reason: reason.to_owned(),
    };
    let text = std::str::from_utf8(piece.source()).map_err(|_| nothing("it is not UTF-8"))?;
    let text = if config.redact {
        Cow::Owned(input::redacted_payload(text))
    } else {
        Cow::Borrowed(text)
    };
    let today = date::today();
    let options = input::options(reading, config, &today);
    let settings = Settings {
        scheme: args.scheme,
        language: args.language,
        form: args.form,
    };
    preview(&text, options, settings).ok_or_else(|| {
        nothing("there is no payload to draw; `preflight check` says what is wrong with it")
    })
}

fn write(args: &PreviewArgs, page: &str) -> Result<(), Error> {
    match &args.output {
        Some(path) => fs::write(path, page).map_err(|source| Error::Output {
            path: path.clone(),
            source,
        }),
        None => io::stdout()
            .lock()
            .write_all(page.as_bytes())
            .map_err(Error::Stdout),
    }
}
