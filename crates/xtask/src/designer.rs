//! The designer's page: built from the npm package, tested in Chromium, opened from a checkout by one command.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::fresh::Inputs;
use crate::progress::{say, step};
use crate::{need, setup, wasm, workspace};

/// Its own tools run where they are installed, so that no other version is taken for them.
const BUILD: &str = "node web/designer/scripts/build.mjs";

/// Where the page is put; what builds it empties the folder first.
pub(crate) const PAGE: &str = "web/designer/dist";

/// What the page is made of: the core, its bindings, what builds them, everything under `web`, and the pages of documentation
/// that the npm package takes its vocabulary, rules and schemas from.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "crates/core",
    "crates/wasm",
    "crates/xtask/src/wasm",
    "docs/drawing.md",
    "docs/rules",
    "docs/schemas",
    "third-party",
    "web",
];

/// The tests, in the order in which they fail soonest.
const TESTS: &[(&str, &str)] = &[
    (
        "its types",
        "node web/node_modules/typescript/lib/tsc.js --project web/designer",
    ),
    (
        "its unit tests",
        "node web/node_modules/vitest/vitest.mjs run --root web/designer",
    ),
    ("the page", BUILD),
    (
        "what people do with it",
        "node web/node_modules/@playwright/test/cli.js test --config web/designer/playwright.config.ts",
    ),
];

/// Writes the tables of `docs/benchmarks.md`.
const MEASURE: &str = "node web/designer/scripts/measure.mjs";

/// What shows it. Optimised, since the program that is used here is the one that is used elsewhere.
const SHOW: &str = "cargo run --release --locked --package preflight -- designer";

/// `cargo xtask designer [FILE]`: builds what is not built, and opens it.
pub(crate) fn run(file: Option<&str>) -> Result<(), Error> {
    build()?;
    let here = std::env::current_dir().map_err(workspace::at(Path::new(".")))?;
    let file = file.map(|file| from_root(file, &here, workspace::root()));
    // Wherever cargo puts the program, it shows the page of this checkout.
    let show = CommandLine::parse(SHOW).arg("--assets").arg(PAGE);
    file.into_iter().fold(show, CommandLine::arg).run()
}

/// `cargo xtask measure-designer`.
pub(crate) fn measure() -> Result<(), Error> {
    build()?;
    setup::provide(need::DESIGNER)?;
    CommandLine::parse(MEASURE).run()
}

/// Tests it; the npm package must be built.
pub(crate) fn test() -> Result<(), Error> {
    setup::provide(need::DESIGNER)?;
    TESTS
        .iter()
        .try_for_each(|(title, command)| step(title, || CommandLine::parse(command).run()))
}

/// Builds the module, the package and the page, unless this page was built from what is here.
pub(crate) fn build() -> Result<(), Error> {
    let page = workspace::root().join(PAGE);
    let inputs = Inputs::read(INPUTS);
    if inputs.made(&page) {
        say("The page is built from what is here.");
        return Ok(());
    }
    wasm::run()?;
    step("the page", || CommandLine::parse(BUILD).run())?;
    inputs.mark(&page)
}

/// A file as it is named from the root of the workspace, where commands run. A share link is the same everywhere.
fn from_root(file: &str, here: &Path, root: &Path) -> OsString {
    let is_link = ["#", "https://", "http://"]
        .iter()
        .any(|start| file.starts_with(start));
    if is_link {
        return file.into();
    }
    let path: PathBuf = here.join(file);
    path.strip_prefix(root).map_or_else(
        |_| path.clone().into_os_string(),
        |below| below.as_os_str().to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_where_the_person_is() {
        let root = Path::new("/home/me/preflight");
        for (file, here, expected) in [
            ("a.json", "/home/me/preflight", "a.json"),
            ("a.json", "/home/me/preflight/examples", "examples/a.json"),
            ("a.json", "/home/ann", "/home/ann/a.json"),
            ("/tmp/a.json", "/home/me/preflight", "/tmp/a.json"),
            ("#preflight1=AA", "/home/ann", "#preflight1=AA"),
            (
                "https://a.example/#preflight1=AA",
                "/home/ann",
                "https://a.example/#preflight1=AA",
            ),
        ] {
            assert_eq!(from_root(file, Path::new(here), root), expected, "{file}");
        }
    }

    #[test]
    fn every_input_is_there() {
        for input in INPUTS {
            assert!(workspace::root().join(input).exists(), "{input}");
        }
    }

    /// What is served is the page, so whatever is built into it has to be known.
    #[test]
    fn what_the_package_takes_from_elsewhere_is_an_input() {
        /// The module, which is made of inputs itself.
        const MODULE: &str = "crates/wasm/pkg";
        let path = workspace::root().join("web/package/scripts/build.mjs");
        let script = workspace::read(&path).expect("the script that builds the package");
        let taken = script.split("join(repository, \"").skip(1);
        let taken: Vec<&str> = taken
            .filter_map(|rest| Some(rest.split_once('"')?.0))
            .collect();
        assert!(taken.contains(&"docs/drawing.md"), "{taken:?}");
        for path in taken {
            assert!(path == MODULE || INPUTS.contains(&path), "{path}");
        }
    }
}
