//! The commands, one file each.

pub(crate) mod apply;
pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod completions;
#[cfg(feature = "designer")]
pub(crate) mod designer;
pub(crate) mod drift;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod journal;
pub(crate) mod man;
pub(crate) mod plan;
pub(crate) mod preview;
pub(crate) mod publish;
pub(crate) mod reconcile;
pub(crate) mod resume;
pub(crate) mod rollback;
#[cfg(feature = "sandbox")]
pub(crate) mod sandbox;
pub(crate) mod sanitize;
pub(crate) mod schema;
pub(crate) mod share;
pub(crate) mod status;

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

use clap::ValueEnum;
use clap::error::ErrorKind;

use crate::cli::{Cli, Command, ProfileArgs};
use crate::config::{Config, Request, SettingFlags, ShowFormat, Shown, write_shown};
use crate::error::Error;
use crate::exit::Exit;
use crate::input;
use crate::report::{self, OutputOptions};

/// How a command prints that is read by people or by programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    Human,
    /// One JSON document
    Json,
}

/// Runs what the command line asks for.
pub(crate) fn run(cli: &Cli) -> Result<Exit, Error> {
    let output = OutputOptions {
        color: cli.global.color.into(),
        verbose: cli.global.verbose,
    };
    output.color.write_global();
    if let Some(format) = cli.global.show_config {
        return show_config(cli, format);
    }
    refuse_links(cli)?;
    let config = |publish| load(cli, publish).map(|(config, _)| config);
    // Of the commands that learn from a plan or a journal where the manifests are.
    let config_for =
        |publish, paths: &[PathBuf]| load_for(cli, Some(publish), paths).map(|(config, _)| config);
    // Of the commands that only read.
    let reading = || {
        let config = config(None)?;
        report::share_links(paths(cli).1, &config.policy, output);
        Ok::<_, Error>(config)
    };
    let outcome = match &cli.command {
        None => Err(Error::Usage {
            command: None,
            kind: ErrorKind::MissingSubcommand,
            message: "no command was given".to_owned(),
        }),
        Some(Command::Check(args)) => check::run(args, &reading()?, output),
        Some(Command::Build(args)) => build::run(args, &reading()?, output),
        Some(Command::Preview(args)) => preview::run(args, &reading()?, output),
        Some(Command::Sanitize(args)) => sanitize::run(args, &config(None)?),
        Some(Command::Fix(args)) => fix::run(args, &reading()?, output),
        Some(Command::Share(args)) => share::run(args, &config(None)?, output),
        Some(Command::Schema(args)) => schema::run(args, &config(None)?),
        Some(Command::Publish { args, settings, .. }) => {
            let mut config = config(Some(settings))?;
            if let Some(metrics) = &args.run.metrics {
                // Those of the run before are no manifest.
                config.exclude.leave_out(metrics);
            }
            publish::run(args, &config, output)
        }
        Some(Command::Plan { args, settings, .. }) => {
            let mut config = config(Some(settings))?;
            if let Some(plan) = &args.output {
                // That of the run before is no manifest.
                config.exclude.leave_out(plan);
            }
            plan::run(args, &config, output)
        }
        Some(Command::Diff { args, settings, .. }) => {
            plan::diff(args, &config(Some(settings))?, output)
        }
        Some(Command::Drift { args, settings, .. }) => {
            drift::run(args, |paths| config_for(settings, paths), output)
        }
        Some(Command::Apply { args, settings, .. }) => {
            apply::run(args, |paths| config_for(settings, paths), output)
        }
        Some(Command::Resume { args, settings, .. }) => {
            resume::run(args, |paths| config_for(settings, paths), output)
        }
        Some(Command::Reconcile { args, settings, .. }) => {
            reconcile::run(args, |paths| config_for(settings, paths), output)
        }
        Some(Command::Rollback { args, settings, .. }) => {
            rollback::run(args, &config(Some(settings))?, output)
        }
        Some(Command::Status { args, settings, .. }) => {
            status::run(args, &config(Some(settings))?, output)
        }
        Some(Command::Auth(auth::AuthCommand::Check { args, settings, .. })) => {
            auth::run(args, &config(Some(settings))?, output)
        }
        Some(Command::Audit(command)) => audit::run(command, output),
        #[cfg(feature = "designer")]
        Some(Command::Designer(args)) => designer::run(args, &reading()?, output),
        #[cfg(feature = "sandbox")]
        Some(Command::Sandbox(args)) => sandbox::run(args, output),
        // What these print must not depend on where they are run, so they read no configuration.
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Explain(args)) => explain::run(args, output),
        Some(Command::Man(args)) => man::run(args),
    };
    outcome.map_err(|error| match error {
        // Paths may be left out where only the configuration is shown, so the parser does not ask for them.
        Error::Input(input::Error::NoPaths) => Error::Usage {
            command: paths(cli).0,
            kind: ErrorKind::MissingRequiredArgument,
            message: error.to_string(),
        },
        other => other,
    })
}

fn load(cli: &Cli, publish: Option<&SettingFlags>) -> Result<(Config, Vec<Shown>), Error> {
    load_for(cli, publish, paths(cli).1)
}

/// The configuration of manifests at these paths.
fn load_for(
    cli: &Cli,
    publish: Option<&SettingFlags>,
    paths: &[PathBuf],
) -> Result<(Config, Vec<Shown>), Error> {
    let request = Request {
        file: cli.global.config.as_deref(),
        paths,
        baseline: match &cli.command {
            Some(Command::Check(args)) => args.baseline.as_deref(),
            _ => None,
        },
        profile: of_publishing(cli).and_then(|(profile, _)| profile.name.as_deref()),
        redact: cli.global.redact,
        publish,
    };
    Ok(Config::load(request)?)
}

/// The flags of the commands that publish, or look at what was published.
fn of_publishing(cli: &Cli) -> Option<(&ProfileArgs, &SettingFlags)> {
    match cli.command.as_ref()? {
        Command::Publish {
            profile, settings, ..
        }
        | Command::Plan {
            profile, settings, ..
        }
        | Command::Diff {
            profile, settings, ..
        }
        | Command::Drift {
            profile, settings, ..
        }
        | Command::Apply {
            profile, settings, ..
        }
        | Command::Resume {
            profile, settings, ..
        }
        | Command::Reconcile {
            profile, settings, ..
        }
        | Command::Rollback {
            profile, settings, ..
        }
        | Command::Status {
            profile, settings, ..
        }
        | Command::Auth(auth::AuthCommand::Check {
            profile, settings, ..
        }) => Some((profile, settings)),
        _ => None,
    }
}

/// The paths a command was given, with its name.
fn paths(cli: &Cli) -> (Option<&'static str>, &[PathBuf]) {
    match &cli.command {
        Some(Command::Check(args)) => (Some("check"), &args.paths),
        Some(Command::Build(args)) => (Some("build"), &args.paths),
        Some(Command::Preview(args)) => (Some("preview"), std::slice::from_ref(&args.path)),
        Some(Command::Fix(args)) => (Some("fix"), &args.paths),
        Some(Command::Share(args)) => (Some("share"), std::slice::from_ref(&args.path)),
        #[cfg(feature = "designer")]
        Some(Command::Designer(args)) => (Some("designer"), args.file.as_slice()),
        Some(Command::Publish { args, .. }) => (Some("publish"), &args.paths),
        Some(Command::Plan { args, .. }) => (Some("plan"), &args.paths),
        Some(Command::Diff { args, .. }) => (Some("diff"), &args.paths),
        Some(Command::Auth(auth::AuthCommand::Check { args, .. })) => (Some("auth"), &args.paths),
        _ => (None, &[]),
    }
}

/// Nothing is published that somebody else may have put into a link.
fn refuse_links(cli: &Cli) -> Result<(), Error> {
    let (command @ Some("publish" | "plan" | "auth"), paths) = paths(cli) else {
        return Ok(());
    };
    if paths.iter().all(|path| input::share_link(path).is_none()) {
        return Ok(());
    }
    Err(Error::Usage {
        command,
        kind: ErrorKind::InvalidValue,
        message: "a share link is not published, because anybody can make one; look at its document with `preflight \
                  preview`, save it as a file and name that"
            .to_owned(),
    })
}

fn show_config(cli: &Cli, format: ShowFormat) -> Result<Exit, Error> {
    let no_flags = SettingFlags::default();
    let flags = of_publishing(cli).map_or(&no_flags, |(_, settings)| settings);
    let (_, shown) = load(cli, Some(flags))?;
    let mut stdout = BufWriter::new(io::stdout().lock());
    write_shown(&mut stdout, format, &shown)
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    Ok(Exit::Done)
}

/// Writes a document of a command that prints for people or for programs.
fn write_json(out: &mut impl io::Write, document: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

/// Writes generated text to the standard output as it is.
fn print(bytes: &[u8]) -> Result<Exit, Error> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    Ok(Exit::Done)
}
