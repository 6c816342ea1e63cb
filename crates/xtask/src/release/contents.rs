//! What is in an archive, and where: as it lies in `/usr/local` once it is unpacked there.

use std::fs;
use std::path::Path;

use crate::command_line::CommandLine;
use crate::designer;
use crate::error::Error;
use crate::workspace::{self, at};

use super::notices;

const PROGRAM: &str = "bin/preflight";
const MANUAL: &str = "share/man/man1";
/// Where `preflight designer` looks for its page, seen from the folder of the program: `../share/preflight/designer`.
const PAGE: &str = "share/preflight/designer";
const DOCUMENTS: &str = "share/doc/preflight";

/// What is taken as it is committed; links between these stay right.
const COMMITTED: &[&str] = &[
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "docs",
    "examples",
];

/// The notices of what others made.
const NOTICES: &str = "THIRD-PARTY.md";

/// Shells, and where each looks for completions.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "share/bash-completion/completions/preflight"),
    ("fish", "share/fish/vendor_completions.d/preflight.fish"),
    ("zsh", "share/zsh/site-functions/_preflight"),
];

/// Copies and makes all of it in a folder.
pub(super) fn lay_out(program: &Path, folder: &Path) -> Result<(), Error> {
    copy(program, &folder.join(PROGRAM))?;
    CommandLine::of(program)
        .arg("man")
        .arg("--dir")
        .arg(folder.join(MANUAL))
        .run()?;
    for (shell, place) in COMPLETIONS {
        let script = CommandLine::of(program).arg("completions").arg(shell);
        write(&folder.join(place), &script.capture()?)?;
    }
    copy_all(&workspace::root().join(designer::PAGE), &folder.join(PAGE))?;
    let documents = folder.join(DOCUMENTS);
    for file in committed()? {
        copy(&workspace::root().join(&file), &documents.join(&file))?;
    }
    write(&documents.join(NOTICES), notices::text()?.as_bytes())
}

/// The files that git has of them, so that nothing of this machine slips in.
fn committed() -> Result<Vec<String>, Error> {
    let list = COMMITTED
        .iter()
        .fold(CommandLine::parse("git ls-files -z --"), CommandLine::arg);
    let listed = list.capture()?;
    let files: Vec<String> = String::from_utf8_lossy(&listed)
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    let missing = COMMITTED.iter().find(|&&path| {
        let below = format!("{path}/");
        !files
            .iter()
            .any(|file| file == path || file.starts_with(&below))
    });
    match missing {
        Some(path) => Err(Error::Nothing {
            command: list.to_string(),
            expected: path,
        }),
        None => Ok(files),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    path.parent().map_or(Ok(()), workspace::create_directory)?;
    fs::write(path, bytes).map_err(at(path))
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    to.parent().map_or(Ok(()), workspace::create_directory)?;
    fs::copy(from, to).map(drop).map_err(at(from))
}

/// Copies a folder, without what is hidden in it: such files tell what it was built from.
fn copy_all(from: &Path, to: &Path) -> Result<(), Error> {
    for path in workspace::files(from)? {
        let Some(name) = path.file_name() else {
            continue;
        };
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            copy_all(&path, &to.join(name))?;
        } else {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_packed_as_it_is_is_committed() {
        let files = committed().expect("git has them");
        for file in ["CHANGELOG.md", "docs/releasing.md", "examples/channel.json"] {
            assert!(files.iter().any(|name| name == file), "{file}");
        }
        assert!(!files.iter().any(|name| name.starts_with("crates/")));
    }

    #[test]
    fn hidden_files_stay_behind() {
        let scratch = workspace::scratch().join("contents");
        let (from, to) = (scratch.join("from"), scratch.join("to"));
        workspace::empty_directory(&from.join("assets")).expect("a folder");
        workspace::empty_directory(&to).expect("a folder");
        for file in ["index.html", ".built-from", "assets/a.js", "assets/.b"] {
            workspace::write(&from.join(file), file).expect("writable");
        }
        copy_all(&from, &to).expect("it is all readable");
        let names = |folder: &Path| -> Vec<String> {
            let files = workspace::files(folder).expect("a folder");
            let names = files.iter().filter_map(|file| file.file_name());
            names
                .map(|name| name.to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(names(&to), ["assets", "index.html"]);
        assert_eq!(names(&to.join("assets")), ["a.js"]);
    }

    /// The program says where it looks; an archive with the page elsewhere would have none.
    #[test]
    fn the_page_is_where_the_program_looks_for_it() {
        let path = workspace::root().join("crates/publisher/src/designer/assets.rs");
        let code = workspace::read(&path).expect("the code that looks for it");
        assert!(code.contains(&format!("\"../{PAGE}\"")));
    }
}
