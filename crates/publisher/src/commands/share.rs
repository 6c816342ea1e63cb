//! `preflight share`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use preflight_core::{Kind, MAX_DOCUMENT_BYTES, VERSION};
use url::Url;

use crate::cli;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;
use crate::input::{self, Reading, SharedDocument};
use crate::report::{self, OutputOptions};

/// The longest argument Linux hands to a program, without the zero at its end.
const LONGEST_ARGUMENT: usize = 131_071;

/// Print a link that holds a document, for the designer and for every command that reads one
///
/// The document is packed into the fragment of the address, which no server gets to see. The same document under the
/// same policy makes the same link.
#[derive(Debug, clap::Args)]
pub(crate) struct ShareArgs {
    /// A manifest, or - for the standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// The file holds a bare payload of this kind instead of a manifest
    #[arg(long, value_name = "KIND", value_parser = cli::kind_parser())]
    kind: Option<Kind>,
    /// Address of a designer's page; without one, what has to follow it is printed
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url, value_parser = base_parser())]
    base: Option<Url>,
}

fn base_parser() -> impl TypedValueParser<Value = Url> {
    clap::builder::NonEmptyStringValueParser::new().try_map(|text| {
        let url = Url::parse(&text)
            .map_err(|_| "it is no whole address, such as https://host/path".to_owned())?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("it has to begin with https:// or http://".to_owned());
        }
        if url.fragment().is_some() {
            return Err(
                "leave out the # and what follows it; the document takes its place".to_owned(),
            );
        }
        Ok(url)
    })
}

/// Reads the document, and prints the link on the standard output.
pub(crate) fn run(args: &ShareArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    let reading = Reading::of(args.kind);
    refuse_others(&args.path)?;
    let (pieces, errors) = input::read(reading, std::slice::from_ref(&args.path), config)?;
    report::path_errors(&errors, output);
    let ([piece], []) = (pieces.as_slice(), errors.as_slice()) else {
        if errors.is_empty() {
            return Err(usage("a link holds one document; name one file"));
        }
        return Ok(Exit::Failure);
    };
    let cannot = |reason: &str| Error::Text {
        path: piece.path.clone().into(),
        reason: reason.to_owned(),
    };
    if piece.source().len() > MAX_DOCUMENT_BYTES {
        return Err(cannot("it is longer than 1 MiB, the most that is read"));
    }
    let text = std::str::from_utf8(piece.source()).map_err(|_| cannot("it is not UTF-8"))?;
    let shared = SharedDocument {
        text: if config.redact {
            input::redacted_payload(text)
        } else {
            text.to_owned()
        },
        kind: args.kind,
        policy_digest: Some(config.policy.digest().to_owned()),
        core_version: Some(VERSION.to_owned()),
        name: piece.location.as_deref().and_then(name),
    };
    let fragment = shared
        .to_fragment()
        .map_err(|error| cannot(&error.to_string()))?;
    let link = match &args.base {
        Some(base) => format!("{base}{fragment}"),
        None => fragment,
    };
    writeln!(output.stdout(), "{link}").map_err(Error::Stdout)?;
    tell(&link, output);
    Ok(Exit::Done)
}

/// What other commands read by itself, and no link holds.
fn refuse_others(path: &Path) -> Result<(), Error> {
    if input::share_link(path).is_some() {
        return Err(usage("this is a share link already"));
    }
    if path.to_str().is_some_and(input::is_one_a_line) {
        return Err(usage(
            "an .ndjson file holds a manifest a line, and a link holds one document; put the line into a file of its own",
        ));
    }
    if Reading::of_file(path) == Reading::Pages {
        return Err(usage(
            "a link holds a manifest or a payload, and this is a page",
        ));
    }
    if path.is_dir() {
        return Err(usage(
            "a link holds one document, and this is a folder; name a file in it",
        ));
    }
    Ok(())
}

fn usage(message: &str) -> Error {
    Error::Usage {
        command: Some("share"),
        kind: ErrorKind::InvalidValue,
        message: message.to_owned(),
    }
}

fn name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// What a person has to know before they send it.
fn tell(link: &str, output: OutputOptions) {
    report::warning(
        "anyone who has the link can read the document; there is no key to it and no way to call it back",
        output,
    );
    if link.len() > LONGEST_ARGUMENT {
        report::note(
            &format!(
                "the link has {} characters, and on Linux no command line takes more than {LONGEST_ARGUMENT}; open it in a \
                 browser",
                link.len()
            ),
            output,
        );
    }
}
