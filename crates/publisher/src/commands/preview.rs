//! `preflight preview`.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ValueEnum, ValueHint};
use preflight_core::accessibility::Context;
use preflight_core::accessibility::tree::AccessibilityTree;
use preflight_core::dom::Document;
use preflight_core::view::{FormState, Language, Scheme, Settings, View, preview};
use preflight_core::{MAX_DOCUMENT_BYTES, read_page};

use crate::cli;
use crate::config::Config;
use crate::date;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Piece, Reading};
use crate::report::{self, OutputOptions};

/// Draw a payload as a page of its own, or tell what assistive technology is told of it
#[derive(Debug, clap::Args)]
pub(crate) struct PreviewArgs {
    /// A manifest, a share link, or - for the standard input
    ///
    /// The page needs nothing but itself and runs no script. What is wrong with the manifest is drawn as it is. Of a page
    /// (--kind html, or a file that ends in .html or .htm) there is the tree alone.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Read a bare payload of this kind, or a page (html), instead of a manifest
    #[arg(long, value_name = "KIND", value_parser = cli::reading_parser())]
    kind: Option<Reading>,
    /// Print the accessibility tree instead: roles, names, descriptions and states
    #[arg(long)]
    tree: bool,
    /// How to print the tree
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "tree")]
    format: TreeFormat,
    /// Which manifest of an .ndjson file to draw, by its number
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    document: usize,
    /// Write to FILE instead of the standard output
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

/// How a tree is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TreeFormat {
    /// A line for each node, indented by its depth
    Text,
    /// An array of nodes with their selectors, for programs
    Json,
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

/// Draws the payload, and prints or writes the page or its tree.
pub(crate) fn run(
    args: &PreviewArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let reading = args.kind.unwrap_or_else(|| Reading::of_file(&args.path));
    if reading == Reading::Pages && !args.tree {
        return Err(Error::Usage {
            command: Some("preview"),
            kind: ErrorKind::MissingRequiredArgument,
            message: "of a page there is nothing to draw; say --tree for what assistive technology is told of it"
                .to_owned(),
        });
    }
    let paths = std::slice::from_ref(&args.path);
    let (pieces, errors) = input::read(reading, paths, config)?;
    report::path_errors(&errors, output);
    if !errors.is_empty() {
        return Ok(Exit::Failure);
    }
    let piece = chosen(args, &pieces)?;
    let text = text(args, config, piece)?;
    let written = match reading {
        Reading::Pages => tree(args, &read_page(&text)),
        _ if args.tree => tree(args, drawn(args, piece, config, &text)?.document()),
        _ => Ok(drawn(args, piece, config, &text)?.page()),
    };
    write(args, &written.map_err(Error::Stdout)?)?;
    Ok(Exit::Done)
}

/// The text of the document, without the values of variables where others are to see it.
fn text<'p>(args: &PreviewArgs, config: &Config, piece: &'p Piece) -> Result<Cow<'p, str>, Error> {
    let source = piece.source();
    if source.len() > MAX_DOCUMENT_BYTES {
        return Err(cannot(
            args,
            piece,
            "it is longer than 1 MiB, the most that is read",
        ));
    }
    let text = std::str::from_utf8(source).map_err(|_| cannot(args, piece, "it is not UTF-8"))?;
    Ok(if config.redact {
        Cow::Owned(input::redacted_payload(text))
    } else {
        Cow::Borrowed(text)
    })
}

/// The accessibility tree of a document.
fn tree(args: &PreviewArgs, document: &Document) -> io::Result<String> {
    let tree = AccessibilityTree::of(&Context::of(document));
    Ok(match args.format {
        TreeFormat::Text => tree.to_text(),
        TreeFormat::Json => serde_json::to_string(&tree)? + "\n",
    })
}

fn cannot(args: &PreviewArgs, piece: &Piece, reason: &str) -> Error {
    Error::Text {
        path: match input::share_link(&args.path) {
            Some(_) => piece.path.clone().into(),
            None => args.path.clone(),
        },
        reason: reason.to_owned(),
    }
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
            pieces
                .first()
                .map_or_else(String::new, |piece| piece.path.clone()),
            pieces.len()
        ),
    })
}

fn drawn(args: &PreviewArgs, piece: &Piece, config: &Config, text: &str) -> Result<View, Error> {
    let today = date::today();
    let options = input::options(piece.reading, config, &today);
    let settings = Settings {
        scheme: args.scheme,
        language: args.language,
        form: args.form,
    };
    preview(text, options, settings).ok_or_else(|| {
        let reason = "there is no payload to draw; `preflight check` says what is wrong with it";
        cannot(args, piece, reason)
    })
}

fn write(args: &PreviewArgs, written: &str) -> Result<(), Error> {
    match &args.output {
        Some(path) => fs::write(path, written).map_err(|source| Error::Output {
            path: path.clone(),
            source,
        }),
        None => io::stdout()
            .lock()
            .write_all(written.as_bytes())
            .map_err(Error::Stdout),
    }
}
