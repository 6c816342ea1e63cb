//! What `preflight` generates for other programs, read by those programs: completions by the three shells, man
//! pages by mandoc.
//!
//! The generators are other people's libraries fed with our help texts. A quote or a leading dot in one text is
//! enough to break a whole script or page, and no Rust test sees it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::workspace;

/// Builds the program that the tests have run. By itself it would be built with fewer features of what it depends on, which
/// is all of it once more.
const BUILD: &str = "cargo test --quiet --workspace --locked --no-run";

/// Shells that `preflight completions` knows, each with its command that parses a script without running it.
const SHELLS: &[(&str, &str)] = &[
    ("bash", "bash -n"),
    ("zsh", "zsh -n"),
    ("fish", "fish --no-execute"),
];

/// The program that is built.
fn preflight() -> CommandLine {
    let name = format!("preflight{}", std::env::consts::EXE_SUFFIX);
    CommandLine::of(workspace::target().join("debug").join(name))
}

/// Builds the binary and checks what it generates.
pub(crate) fn run() -> Result<(), Error> {
    CommandLine::parse(BUILD).run()?;
    let scratch = workspace::scratch();
    completions(&scratch.join("completions"))?;
    man_pages(&scratch.join("man"))
}

fn completions(directory: &Path) -> Result<(), Error> {
    workspace::empty_directory(directory)?;
    for (shell, parser) in SHELLS {
        let generator = preflight().arg("completions").arg(shell);
        let script = generator.capture()?;
        if script.is_empty() {
            return Err(Error::Nothing {
                command: generator.to_string(),
                expected: "completion script",
            });
        }
        let path = directory.join(format!("preflight.{shell}"));
        fs::write(&path, script).map_err(|source| Error::File {
            path: path.clone(),
            source,
        })?;
        CommandLine::parse(parser).arg(&path).run()?;
    }
    Ok(())
}

fn man_pages(directory: &Path) -> Result<(), Error> {
    workspace::empty_directory(directory)?;
    let generator = preflight().arg("man").arg("--dir").arg(directory);
    generator.run()?;
    let pages = pages(directory)?;
    if pages.is_empty() {
        return Err(Error::Nothing {
            command: generator.to_string(),
            expected: "page ending in .1",
        });
    }
    // All pages in one go, so that one run shows all that is wrong. Text that reads as a macro, such as a line that
    // begins with a dot, is an error; the warnings are about the page frame, which our texts do not decide.
    pages
        .iter()
        .fold(
            CommandLine::parse("mandoc -T lint -W error"),
            CommandLine::arg,
        )
        .run()
}

/// The man pages in a directory, sorted.
fn pages(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut pages = workspace::files(directory)?;
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "1"));
    Ok(pages)
}
