//! `preflight schema`.

use clap::ValueEnum;
use clap::error::ErrorKind;
use preflight_core::shape::{Shape, json_schema};
use preflight_core::{Kind, manifest_schema};

use super::print;
use crate::cli;
use crate::config::Config;
use crate::error::Error;
use crate::exit::Exit;

/// Print a JSON Schema under the policy in force
#[derive(Debug, clap::Args)]
pub(crate) struct SchemaArgs {
    /// The kind to describe; without it, manifests of every kind
    #[arg(value_name = "KIND", value_parser = cli::kind_parser())]
    kind: Option<Kind>,
    /// What of the kind to describe [default: payload]
    #[arg(long, value_name = "PART")]
    of: Option<Part>,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What is sent
    Payload,
    /// What a payload is built from
    Spec,
    /// The file around either, of every kind
    Manifest,
}

/// Prints the schema.
pub(crate) fn run(args: &SchemaArgs, config: &Config) -> Result<Exit, Error> {
    let policy = &config.policy;
    let schema = match (args.kind, args.of) {
        (None, None | Some(Part::Manifest)) => manifest_schema(policy),
        (Some(kind), None | Some(Part::Payload)) => json_schema(
            &format!("Preflight {kind} payload"),
            Shape::Object(kind.payload()),
            policy,
        ),
        (Some(kind), Some(Part::Spec)) => json_schema(
            &format!("Preflight {kind} spec"),
            Shape::Object(kind.spec()),
            policy,
        ),
        (None, Some(Part::Payload | Part::Spec)) => {
            return Err(usage(
                ErrorKind::MissingRequiredArgument,
                "--of payload and --of spec need a KIND: preflight schema rich-card --of spec",
            ));
        }
        (Some(_), Some(Part::Manifest)) => {
            return Err(usage(
                ErrorKind::ArgumentConflict,
                "one schema describes the manifests of every kind; leave KIND out",
            ));
        }
    };
    // `{:#}` of a JSON value is its pretty form.
    print(format!("{schema:#}\n").as_bytes())
}

fn usage(kind: ErrorKind, message: &str) -> Error {
    Error::Usage {
        command: Some("schema"),
        kind,
        message: message.to_owned(),
    }
}
