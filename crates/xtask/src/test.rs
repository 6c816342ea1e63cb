//! `cargo xtask test`: the full test, as a table.
//!
//! Cheap checks that fail often come first. The vulnerability database that `cargo deny check advisories` wants
//! is fetched from outside and changes without us, so it is no part of a test that must repeat.

use std::time::Instant;

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::{duration, say, step};
use crate::{designer, setup, shell_checks, wasm, workspace};

struct Step {
    name: &'static str,
    work: Work,
    /// What to do when it fails, as a sentence; may be empty where the failed command says it itself.
    hint: &'static str,
}

enum Work {
    /// Commands, run in order.
    Commands(&'static [&'static str]),
    /// What takes more than running a command.
    Function(fn() -> Result<(), Error>),
}

/// Where tests that lack what they need leave a notice each; a test harness knows only passed and failed.
const NOT_RUN: &str = "target/not-run";

const STEPS: &[Step] = &[
    Step {
        name: "set-up",
        work: Work::Function(setup::run),
        hint: "",
    },
    Step {
        name: "formatting",
        work: Work::Commands(&[
            "cargo fmt --all --check",
            "cargo fmt --manifest-path crates/core/fuzz/Cargo.toml --check",
        ]),
        hint: "`cargo fmt --all` corrects it.",
    },
    Step {
        name: "lints",
        work: Work::Commands(&[
            "cargo clippy --workspace --all-targets --locked -- -D warnings",
            "cargo clippy --package preflight --no-default-features --locked -- -D warnings",
            "cargo clippy --package preflight --features otel --all-targets --locked -- -D warnings",
        ]),
        hint: "",
    },
    Step {
        name: "tests",
        // The module they could be compared with is built by the next step, which does so. Those of publishing wait for
        // most of their time, so more of them run at once than there are cores.
        work: Work::Commands(&[
            "PREFLIGHT_NOT_RUN=target/not-run PREFLIGHT_WASM=later RUST_TEST_THREADS=8 \
             cargo test --workspace --locked",
        ]),
        hint: "",
    },
    Step {
        // What is built with it is another program, of which only this is tested.
        name: "telemetry",
        work: Work::Commands(&[
            "cargo test --package preflight --features otel --test otel --locked",
        ]),
        hint: "",
    },
    Step {
        name: "WebAssembly",
        work: Work::Function(wasm::test),
        hint: "",
    },
    Step {
        // It runs on the package that the step before has built.
        name: "designer",
        work: Work::Function(designer::test),
        hint: "",
    },
    Step {
        name: "documentation",
        work: Work::Commands(&["RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --locked"]),
        hint: "",
    },
    Step {
        // They are searched with by hand; here they only must not fall behind the code they search.
        name: "fuzz targets",
        work: Work::Commands(&[
            "cargo clippy --manifest-path crates/core/fuzz/Cargo.toml --locked -- -D warnings",
        ]),
        hint: "If its lock file is behind, `cargo xtask generate` brings it up to date.",
    },
    Step {
        name: "dependencies",
        work: Work::Commands(&["cargo deny --locked check licenses bans sources"]),
        hint: "What is allowed, and why, is in deny.toml.",
    },
    Step {
        name: "shells",
        work: Work::Function(shell_checks::run),
        hint: "",
    },
];

/// Runs every step, and stops at the first that fails.
pub(crate) fn run() -> Result<(), Error> {
    let start = Instant::now();
    let notices = workspace::root().join(NOT_RUN);
    workspace::empty_directory(&notices)?;
    for (number, Step { name, work, hint }) in (1..).zip(STEPS) {
        step(&format!("{number}/{} {name}", STEPS.len()), || match work {
            Work::Commands(commands) => commands
                .iter()
                .try_for_each(|command| CommandLine::parse(command).run()),
            Work::Function(function) => function(),
        })
        .map_err(|source| Error::Step {
            name,
            hint,
            source: Box::new(source),
        })?;
    }
    say(&format!(
        "All {} steps passed in {}.",
        STEPS.len(),
        duration(start.elapsed())
    ));
    for notice in workspace::files(&notices)? {
        say(workspace::read(&notice)?.trim_end());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_step_may_change_the_lock_file_unseen() {
        let commands = STEPS.iter().flat_map(|step| match step.work {
            Work::Commands(commands) => commands,
            Work::Function(_) => &[],
        });
        for command in commands.filter(|command| !command.contains("cargo fmt")) {
            assert!(command.contains("--locked"), "{command}");
        }
    }

    #[test]
    fn tests_leave_their_notices_where_they_are_looked_for() {
        let setting = format!("PREFLIGHT_NOT_RUN={NOT_RUN} ");
        let tests = STEPS.iter().find_map(|step| match step.work {
            Work::Commands([command]) if step.name == "tests" => Some(*command),
            _ => None,
        });
        assert!(tests.is_some_and(|command| command.starts_with(&setting)));
    }
}
