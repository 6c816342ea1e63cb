//! Commands written as one would type them, so that tables of steps read like the README and errors can be
//! pasted into a terminal.
//!
//! There is no quoting: words are separated by spaces, and leading `NAME=value` words set the environment.
//! Arguments that may hold anything (paths) are added with [`CommandLine::arg`].

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::process::{Child, Command, Output, Stdio};

use crate::error::Error;
use crate::workspace;

/// One program with its arguments and environment, run from the root of the workspace without standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandLine {
    environment: Vec<(String, String)>,
    words: Vec<OsString>,
}

impl CommandLine {
    /// Reads a command as typed, such as `RUSTDOCFLAGS=-Dwarnings cargo doc`.
    pub(crate) fn parse(text: &str) -> Self {
        let mut environment = Vec::new();
        let mut words: Vec<OsString> = Vec::new();
        for word in text.split_whitespace() {
            match word.split_once('=') {
                Some((name, value)) if words.is_empty() => {
                    environment.push((name.to_owned(), value.to_owned()));
                }
                _ => words.push(word.into()),
            }
        }
        Self { environment, words }
    }

    /// A program that may be named by any path, still without arguments.
    pub(crate) fn of(program: impl AsRef<OsStr>) -> Self {
        Self {
            environment: Vec::new(),
            words: vec![program.as_ref().to_owned()],
        }
    }

    /// Adds one argument, exactly as it is.
    #[must_use]
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.words.push(argument.as_ref().to_owned());
        self
    }

    /// Sets a variable of the environment.
    #[must_use]
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Hands the whole command to another one, as its last arguments.
    #[must_use]
    pub(crate) fn under(mut self, mut wrapper: Self) -> Self {
        wrapper.environment.append(&mut self.environment);
        wrapper.words.append(&mut self.words);
        wrapper
    }

    /// Starts it, and leaves its standard error to be read; what it writes to its standard output is lost.
    pub(crate) fn start(&self) -> Result<Child, Error> {
        self.command()
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| self.not_started(source))
    }

    /// Runs it with its output going where ours goes.
    pub(crate) fn run(&self) -> Result<(), Error> {
        let status = self
            .command()
            .status()
            .map_err(|source| self.not_started(source))?;
        if status.success() {
            Ok(())
        } else {
            Err(Error::Failed {
                command: self.to_string(),
                status,
            })
        }
    }

    /// Runs it and returns what it wrote to standard output; its standard error goes where ours goes.
    pub(crate) fn capture(&self) -> Result<Vec<u8>, Error> {
        let Output { status, stdout, .. } = self
            .command()
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| self.not_started(source))?;
        if status.success() {
            Ok(stdout)
        } else {
            Err(Error::Failed {
                command: self.to_string(),
                status,
            })
        }
    }

    /// Whether it runs and succeeds; nothing is printed.
    pub(crate) fn succeeds(&self) -> bool {
        let status = self
            .command()
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }

    fn not_started(&self, source: std::io::Error) -> Error {
        Error::NotStarted {
            command: self.to_string(),
            source,
        }
    }

    fn command(&self) -> Command {
        let program = self
            .words
            .first()
            .map_or(OsStr::new(""), OsString::as_os_str);
        let mut command = Command::new(program);
        command
            .args(self.words.iter().skip(1))
            .current_dir(workspace::root())
            .stdin(Stdio::null());
        // `cargo run` describes this package in our environment. Build scripts of dependencies watch the same
        // names, so a build started here and one started by hand would each undo the other's work.
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(describes_a_package) {
                command.env_remove(name);
            }
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

fn describes_a_package(name: &str) -> bool {
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let environment = self
            .environment
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let words = self
            .words
            .iter()
            .map(|word| word.to_string_lossy().into_owned());
        f.write_str(&environment.chain(words).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_was_typed() {
        for text in [
            "cargo fmt --all --check",
            "RUSTDOCFLAGS=-Dwarnings cargo doc",
            "fuzz -- -max_total_time=60",
        ] {
            assert_eq!(CommandLine::parse(text).to_string(), text);
        }
    }

    #[test]
    fn only_leading_assignments_set_the_environment() {
        let line = CommandLine::parse("A=1 B=x=y cargo -max_total_time=60");
        assert_eq!(
            line.environment,
            [
                ("A".to_owned(), "1".to_owned()),
                ("B".to_owned(), "x=y".to_owned())
            ]
        );
        assert_eq!(line.words, ["cargo", "-max_total_time=60"]);
    }

    #[test]
    fn the_environment_reaches_the_program_and_its_output_comes_back() {
        let printed = CommandLine::parse("PREFLIGHT_PROBE=seen printenv PREFLIGHT_PROBE").capture();
        assert!(matches!(printed.as_deref(), Ok(b"seen\n")), "{printed:?}");
    }

    #[test]
    fn a_wrapped_command_keeps_its_environment() {
        let wrapped = CommandLine::of("printenv")
            .arg("PREFLIGHT_PROBE")
            .env("PREFLIGHT_PROBE", "a b")
            .under(CommandLine::parse("env OTHER=1"));
        let printed = wrapped.capture();
        assert!(matches!(printed.as_deref(), Ok(b"a b\n")), "{printed:?}");
    }

    #[test]
    fn failure_and_absence_are_told_apart() {
        assert!(matches!(
            CommandLine::parse("false").run(),
            Err(Error::Failed { .. })
        ));
        assert!(matches!(
            CommandLine::parse("preflight-no-such-program").run(),
            Err(Error::NotStarted { .. })
        ));
        assert!(!CommandLine::parse("preflight-no-such-program").succeeds());
    }

    #[test]
    fn children_do_not_see_which_package_we_are() {
        assert!(describes_a_package("CARGO_PKG_NAME"));
        assert!(describes_a_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_a_package("CARGO_TARGET_DIR"));
    }
}
