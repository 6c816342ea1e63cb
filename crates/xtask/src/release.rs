//! `cargo xtask release`: what people download, built, looked at and packed by one command.
//!
//! The program is static, so that it runs on every Linux of this architecture, whatever C library that has, and in an empty
//! container. The same sources on the same toolchain give the same bytes: nothing in the archive tells when, where or by
//! whom it was made. How a version is released is told in `docs/releasing.md`.

mod archive;
mod build;
mod changelog;
mod contents;
mod inspect;
mod notices;

use crate::error::Error;
use crate::progress::{say, step};
use crate::{designer, need, setup, workspace};

/// The target, as rustc names it.
const TARGET: &str = "x86_64-unknown-linux-musl";

/// The version of every crate of the workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the files go, below cargo's target directory.
const DIST: &str = "dist";

/// What an archive and the folder in it are called.
fn name() -> String {
    format!("preflight-{VERSION}-{TARGET}")
}

/// `cargo xtask release`.
pub(crate) fn run() -> Result<(), Error> {
    changelog::require(VERSION)?;
    setup::provide(need::RELEASE)?;
    designer::build()?;
    // Where the page was built before, its packages may be gone, and their licences with them.
    setup::provide(need::NPM_PACKAGE)?;
    let program = build::run()?;
    step("the program", || inspect::run(&program))?;

    let dist = workspace::target().join(DIST);
    workspace::empty_directory(&dist)?;
    let folder = dist.join(name());
    step("what goes with it", || contents::lay_out(&program, &folder))?;
    let archive = archive::pack(&dist, &name())?;
    say(&format!(
        "{}: {} bytes\nSHA-256: {}",
        archive.path.display(),
        archive.bytes,
        archive.digest
    ));
    if let Some(open) = changelog::open(VERSION)? {
        say(&open);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_npm_packages_have_the_version_of_the_crates() {
        for package in ["web/package/package.json", "web/designer/package.json"] {
            let text = workspace::read(&workspace::root().join(package)).expect("a package");
            let version = format!("\"version\": \"{VERSION}\"");
            assert!(text.contains(&version), "{package}: {version}");
        }
    }
}
