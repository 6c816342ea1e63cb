//! The command line: one definition per command, from which parser, help, completions and man pages are made.

use std::fmt::Write as _;
use std::path::PathBuf;

use anstream::ColorChoice;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use preflight_core::{Kind, kinds};

use crate::audit::events;
use crate::audit::verify::PROBLEMS;
use crate::commands::apply::ApplyArgs;
use crate::commands::audit::AuditCommand;
use crate::commands::auth::AuthCommand;
use crate::commands::build::BuildArgs;
use crate::commands::check::CheckArgs;
use crate::commands::completions::CompletionsArgs;
#[cfg(feature = "designer")]
use crate::commands::designer::DesignerArgs;
use crate::commands::drift::DriftArgs;
use crate::commands::explain::ExplainArgs;
use crate::commands::fix::FixArgs;
use crate::commands::man::ManArgs;
use crate::commands::plan::{DiffArgs, PlanArgs};
use crate::commands::preview::PreviewArgs;
use crate::commands::publish::PublishArgs;
use crate::commands::reconcile::ReconcileArgs;
use crate::commands::resume::ResumeArgs;
use crate::commands::rollback::RollbackArgs;
#[cfg(feature = "sandbox")]
use crate::commands::sandbox::SandboxArgs;
use crate::commands::sanitize::SanitizeArgs;
use crate::commands::schema::SchemaArgs;
use crate::commands::share::ShareArgs;
use crate::commands::status::StatusArgs;
use crate::config::{self, SettingFlags, ShowFormat, env};
use crate::exit;
use crate::input::Reading;

/// Checks, builds and publishes Genesys Cloud Web Messaging payloads.
///
/// A manifest is a JSON file { "kind", "id", "target"?, "spec" } or { "kind", "id", "target"?, "payload" }. `check`
/// says what is wrong with it and where, `build` prints the payload it makes, `publish` sends that.
#[derive(Debug, Parser)]
#[command(name = NAME, version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The name of the program.
pub(crate) const NAME: &str = "preflight";

/// Flags of every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    // Help as an attribute: in a doc comment the name would need marks that help prints as they are.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        value_hint = clap::ValueHint::FilePath,
        help = "Read the configuration from FILE instead of looking for one [env: PREFLIGHT_CONFIG]"
    )]
    pub(crate) config: Option<PathBuf>,
    /// Print every setting, its value and where it came from, and do nothing else
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "human"
    )]
    pub(crate) show_config: Option<ShowFormat>,
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help = "Colour the output; auto does so on a terminal unless NO_COLOR is set"
    )]
    pub(crate) color: Color,
    /// Hide the values of variables in everything that is printed
    #[arg(long, global = true)]
    pub(crate) redact: bool,
    /// Tell more of what is done on the standard error; twice, every request
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

// No doc comment: it would stand in place of the command's own description.
#[derive(Debug, clap::Args)]
pub(crate) struct ProfileArgs {
    // Help as an attribute: in a doc comment the names would need marks that help prints as they are.
    #[arg(
        id = "profile",
        long = "profile",
        value_name = "NAME",
        help = "Publish with the settings of [profiles.NAME] before those of [publish] [env: PREFLIGHT_PROFILE]"
    )]
    pub(crate) name: Option<String>,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArgs),
    Build(BuildArgs),
    Preview(PreviewArgs),
    Sanitize(SanitizeArgs),
    Fix(FixArgs),
    Share(ShareArgs),
    Schema(SchemaArgs),
    Publish {
        #[command(flatten)]
        args: PublishArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Plan {
        #[command(flatten)]
        args: PlanArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Apply {
        #[command(flatten)]
        args: ApplyArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Diff {
        #[command(flatten)]
        args: DiffArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Drift {
        #[command(flatten)]
        args: DriftArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Resume {
        #[command(flatten)]
        args: ResumeArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Reconcile {
        #[command(flatten)]
        args: ReconcileArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Rollback {
        #[command(flatten)]
        args: RollbackArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    Status {
        #[command(flatten)]
        args: StatusArgs,
        #[command(flatten)]
        profile: ProfileArgs,
        #[command(flatten)]
        settings: SettingFlags,
    },
    #[command(subcommand)]
    Auth(AuthCommand),
    #[command(subcommand)]
    Audit(AuditCommand),
    #[cfg(feature = "designer")]
    Designer(DesignerArgs),
    #[cfg(feature = "sandbox")]
    Sandbox(SandboxArgs),
    Explain(ExplainArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// What a command line lacks or has too much of, told with the usage of its command as the parser tells it.
pub(crate) fn usage_error(name: Option<&str>, kind: ErrorKind, message: &str) -> clap::Error {
    let mut command = command();
    command.build();
    match name.and_then(|name| command.find_subcommand_mut(name)) {
        Some(subcommand) => subcommand.error(kind, message),
        None => command.error(kind, message),
    }
}

/// The whole command line, with the tables that its help prints.
pub(crate) fn command() -> clap::Command {
    let codes = format!("Exit codes:\n{}", exit_codes());
    let tables = format!(
        "{codes}\nEnvironment:\n{}\nConfiguration:\n  {}",
        variables(),
        config::FILE_RULE
    );
    let events = format!(
        "Events, in the order in which they come:\n{}",
        audit_events()
    );
    let problems = format!("What it tells:\n{}", audit_problems());
    Cli::command()
        .after_help(codes)
        .after_long_help(tables)
        .mut_subcommand("audit", |audit| {
            audit
                .mut_subcommand("show", |show| show.after_long_help(events))
                .mut_subcommand("verify", |verify| verify.after_long_help(problems))
        })
}

/// Reads the command line; what cannot be read ends the program with an explanation.
pub(crate) fn parse() -> Cli {
    let matches = command().get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// A name of a kind.
pub(crate) fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(kinds::NAMES)
        .try_map(|name| Kind::from_name(&name).ok_or("there is no such kind"))
}

/// Reads the name of what documents are read as.
pub(crate) fn reading_parser() -> impl TypedValueParser<Value = Reading> {
    PossibleValuesParser::new(Reading::names())
        .try_map(|name| Reading::from_name(&name).ok_or("there is no such kind"))
}

fn exit_codes() -> String {
    exit::TABLE.iter().fold(String::new(), |mut lines, row| {
        // Writing to a String cannot fail.
        let _ = writeln!(
            lines,
            "  {:>3}  {:<15} {}",
            row.code(),
            row.name,
            row.meaning
        );
        lines
    })
}

fn audit_events() -> String {
    let mut lines = String::new();
    // Writing to a String cannot fail.
    for row in events::STEPS {
        let _ = writeln!(lines, "  {}", row.meaning);
        for name in row.names {
            let _ = writeln!(lines, "    {name}");
        }
    }
    lines.push_str("  What followed a publish.\n");
    for (_, _, name) in events::SIDE_EFFECTS {
        let _ = writeln!(lines, "    {name}");
    }
    let (name, meaning) = events::SEALED;
    let _ = writeln!(lines, "  {meaning}\n    {name}");
    lines
}

fn audit_problems() -> String {
    PROBLEMS.iter().fold(String::new(), |mut lines, row| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "  {:<9} {}", row.name, row.meaning);
        lines
    })
}

fn variables() -> String {
    env::ALL.iter().fold(String::new(), |mut lines, variable| {
        let _ = writeln!(lines, "  {:<26} {}", variable.name, variable.meaning);
        lines
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        command().debug_assert();
    }

    #[test]
    fn help_tells_every_exit_code_and_variable() {
        let help = command().render_long_help().to_string();
        for row in exit::TABLE {
            assert!(
                help.contains(&format!("{:>3}  {}", row.code(), row.name)),
                "{help}"
            );
        }
        for variable in env::ALL {
            assert!(help.contains(variable.name), "{help}");
        }
    }
}
