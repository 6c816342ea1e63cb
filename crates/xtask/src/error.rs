//! Every way an xtask command can end badly, each naming the thing and the next step.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

#[derive(Debug)]
pub(crate) enum Error {
    /// The words after `cargo xtask` are no command.
    Usage(String),
    /// The argument of `cargo xtask fuzz` is not a number of seconds.
    Seconds(String),
    /// An option is not a number in its range.
    Number {
        option: String,
        value: String,
        most: usize,
    },
    /// A program could not be started at all.
    NotStarted { command: String, source: io::Error },
    /// A program ran and reported failure.
    Failed { command: String, status: ExitStatus },
    /// Debian packages are missing, and installing them takes rights this user lacks.
    NeedsRoot { packages: String, command: String },
    /// Packages are missing on a system whose package manager is unknown here.
    NoPackageManager { packages: String },
    /// An installation said it succeeded, yet the tool still does not answer.
    StillMissing { need: &'static str, probe: String },
    /// Fuzzing needs compiler options that only nightly has.
    NoNightly,
    /// The toolchain has no standard library for a target, and rustup added none.
    NoTarget(&'static str),
    /// There is no directory for what is kept between clones.
    NoHome,
    /// A file or directory could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// A command that must produce something produced nothing, so checking it would prove nothing.
    Nothing {
        command: String,
        expected: &'static str,
    },
    /// Something that others make is not as we know it, so nothing can be read from it.
    Unexpected { what: String, seen: String },
    /// What a client posted is not what arrived.
    Posts {
        client: &'static str,
        difference: String,
    },
    /// One step of a run failed.
    Step {
        name: &'static str,
        hint: &'static str,
        source: Box<Error>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(words) if words.is_empty() => {
                write!(
                    f,
                    "no command given. `cargo xtask help` lists the commands."
                )
            }
            Self::Usage(words) => {
                write!(
                    f,
                    "`{words}` is not an xtask command. `cargo xtask help` lists the commands."
                )
            }
            Self::Seconds(text) => write!(
                f,
                "`{text}` is not a number of seconds. Give a whole number from 1."
            ),
            Self::Number {
                option,
                value,
                most,
            } => write!(
                f,
                "`{option} {value}`: give a whole number from 1 to {most}."
            ),
            Self::NotStarted { command, source } => {
                write!(
                    f,
                    "`{command}` could not be started: {source}. Is the program installed and on PATH?"
                )
            }
            Self::Failed { command, status } => write!(f, "`{command}` failed ({status})."),
            Self::NeedsRoot { packages, command } => write!(
                f,
                "these Debian packages are missing and only root may install them: {packages}. Run `{command}`, \
                 then try again."
            ),
            Self::NoPackageManager { packages } => write!(
                f,
                "these programs are missing and there is no `apt-get` here: {packages}. Install them with this \
                 system's package manager, then try again."
            ),
            Self::StillMissing { need, probe } => {
                write!(
                    f,
                    "{need} was installed, but {probe} still fails. Is its directory on PATH?"
                )
            }
            Self::NoNightly => write!(
                f,
                "fuzzing needs a nightly Rust toolchain, and there is none here. Run `rustup toolchain install \
                 nightly --profile minimal`, then try again."
            ),
            Self::NoTarget(target) => write!(
                f,
                "the Rust toolchain cannot compile for {target}. Run `rustup target add {target}` where rustup's server can \
                 be reached, then try again."
            ),
            Self::NoHome => write!(
                f,
                "there is no home directory to keep built tools in. Set HOME or XDG_CACHE_HOME, then try again."
            ),
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Nothing { command, expected } => {
                write!(f, "`{command}` succeeded but wrote no {expected}.")
            }
            Self::Unexpected { what, seen } => {
                write!(f, "{what} is not as expected: {seen}.")
            }
            Self::Posts { client, difference } => {
                write!(
                    f,
                    "{client} did not post the cards as they are, each once, so its figures mean nothing: {difference}."
                )
            }
            Self::Step {
                name,
                hint: "",
                source,
            } => write!(f, "{name}: {source}"),
            Self::Step { name, hint, source } => write!(f, "{name}: {source} {hint}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotStarted { source, .. } | Self::File { source, .. } => Some(source),
            Self::Step { source, .. } => Some(source),
            _ => None,
        }
    }
}
