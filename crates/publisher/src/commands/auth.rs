//! `preflight auth check`.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum, ValueHint};
use preflight_core::{Kind, kinds};
use serde_json::json;

use crate::cli::ProfileArgs;
use crate::config::{Config, SettingFlags};
use crate::error::Error;
use crate::exit::Exit;
use crate::gather::Gather as _;
use crate::input;
use crate::publish::{self, Checkup, Item, Manner, Mode};
use crate::report::{self, OutputOptions, visible};

/// Look at the OAuth client that publishes
#[derive(Debug, Subcommand)]
pub(crate) enum AuthCommand {
    /// Tell who the client is, and which roles and scopes it lacks for these manifests
    Check {
        #[command(flatten)]
        args: CheckArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each scope and role
    Human,
    /// One JSON document
    Json,
}

/// What to look at.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Manifests that are to be published; without any, every kind is looked at
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print the answer
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Asks the platform.
pub(crate) fn run(args: &CheckArgs, config: &Config, output: OutputOptions) -> Result<Exit, Error> {
    report::log_to_stderr(output);
    let mut items = Vec::new();
    let mut kinds: BTreeSet<Kind> = kinds::ALL.iter().copied().gather();
    let mut unreadable = false;
    if !args.paths.is_empty() {
        let mut loaded = input::load(&args.paths, config)?;
        report::path_errors(&loaded.errors, output);
        unreadable = !loaded.errors.is_empty();
        kinds = loaded
            .documents
            .iter()
            .filter_map(|document| Kind::from_name(document.report.kind?))
            .gather();
        items = loaded.documents.iter_mut().map(Item::of).collect();
    }
    let settings = &config.publish;
    let manner = Manner {
        mode: Mode::default(),
        time_scale: 1.0,
    };
    let webhook = settings.design_system_webhook_url.is_some();
    let context = publish::context(&kinds, settings, &config.policy, manner)?;
    let found = publish::runtime()?.block_on(publish::checkup(&context, &kinds, &items, webhook));
    let mut stdout = BufWriter::new(output.stdout());
    let exit = match found {
        Ok(checkup) => {
            let shown = match args.format {
                Format::Human => show(&mut stdout, &checkup, settings.client_id.as_deref()),
                Format::Json => json(&mut stdout, &checkup),
            };
            shown.and_then(|()| stdout.flush()).map_err(Error::Stdout)?;
            checkup.exit()
        }
        Err(failed) => {
            let error = json!({
                "message": failed.message,
                "nextStep": failed.next_step,
            });
            match args.format {
                Format::Human => writeln!(
                    stdout,
                    "{}\nNext step: {}",
                    visible(&failed.message),
                    visible(&failed.next_step)
                ),
                Format::Json => writeln!(stdout, "{}", json!({"schemaVersion": 1, "error": error})),
            }
            .and_then(|()| stdout.flush())
            .map_err(Error::Stdout)?;
            failed.exit
        }
    };
    let read = if unreadable {
        Exit::Failure
    } else {
        Exit::Done
    };
    Ok(Exit::worst([exit, read]))
}

fn json(out: &mut impl Write, checkup: &Checkup) -> io::Result<()> {
    let mut document = serde_json::to_value(checkup)?;
    document["schemaVersion"] = json!(1);
    writeln!(out, "{document}")
}

fn show(out: &mut impl Write, checkup: &Checkup, client_id: Option<&str>) -> io::Result<()> {
    let client = checkup.name.as_deref().or(client_id).unwrap_or_default();
    writeln!(out, "Client {}: its credentials are good.", visible(client))?;
    if let Some(roles) = &checkup.roles {
        let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
        writeln!(out, "Roles: {}", visible(&roles.join(", ")))?;
    }
    writeln!(out)?;
    for check in &checkup.scopes {
        writeln!(
            out,
            "  {:8} scope {}  for {}",
            check.state.name(),
            check.scope,
            check.kinds.join(", ")
        )?;
    }
    for check in &checkup.needed_roles {
        writeln!(
            out,
            "  {:8} role {}  for {}",
            check.state.name(),
            check.any_of.join(" or "),
            check.kind
        )?;
    }
    for session in &checkup.sessions {
        writeln!(
            out,
            "  {:8} session {}",
            visible(session.status.as_deref().unwrap_or("unknown")),
            visible(&session.conversation_id)
        )?;
    }
    let next_step = match checkup.exit() {
        Exit::Authentication => {
            "Something is missing. Give it to the OAuth client in the admin console, then check again."
        }
        Exit::Partial => "A card's session is not active. Check the conversationId of its target.",
        _ => "Nothing that is needed is known to be missing.",
    };
    writeln!(out, "\n{next_step}")
}
