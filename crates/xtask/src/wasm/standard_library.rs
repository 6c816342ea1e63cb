//! The standard library for WebAssembly, built once from Debian's sources by Debian's compiler.
//!
//! It is no part of Debian's installation: a folder of ours holds it beside links to the rest, and a `rustc` that is
//! told to look there. So nothing that Debian's packages own is touched, and deleting the folder undoes all of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::say;
use crate::rust::{registry, version, without};
use crate::workspace::{self, at};

use super::toolchain::is_written;
use super::{TARGET, cache};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// Where Debian's compiler keeps its standard libraries, by target.
const INSTALLED: &str = "/usr/lib/rustlib";

/// The only feature is to be small; those it has by default are for backtraces, which nobody sees.
const BUILD: &str = "RUSTC_BOOTSTRAP=1 /usr/bin/cargo build --release \
                     -Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test \
                     -Zbuild-std-features=optimize_for_size";

/// Bitcode is for link-time optimisation, which would refuse a library without it.
const BITCODE: &str = "-Cembed-bitcode=yes";

/// A package that holds nothing, since it is its dependencies that are wanted.
const PACKAGE: &str = "\
[package]
name = \"nothing\"
edition = \"2024\"

[lib]
path = \"nothing.rs\"

[workspace]
";

/// The folder with `bin` and `sysroot`, where they were made; by which compiler stands beside them.
pub(crate) fn made() -> Option<PathBuf> {
    let folder = cache().ok()?.join("toolchain");
    is_written(&folder.join("made-by"), &identity().ok()?).then_some(folder)
}

/// Which compiler makes it, and how.
fn identity() -> Result<String, Error> {
    version(RUSTC).map(|version| format!("{version}{BUILD}\n"))
}

/// Makes it unless it is there. The text tells it apart from what another compiler made.
pub(crate) fn provide() -> Result<(PathBuf, String), Error> {
    let identity = identity()?;
    if let Some(folder) = made() {
        return Ok((folder, identity));
    }
    say("building the standard library for WebAssembly, once; it takes a few minutes");
    let folder = cache()?.join("toolchain");
    workspace::empty_directory(&folder)?;
    let build = folder.join("build");
    workspace::create_directory(&build)?;
    workspace::write(&build.join("Cargo.toml"), PACKAGE)?;
    workspace::write(&build.join("nothing.rs"), "")?;
    let target = build.join("target");
    let flags: Vec<String> = std::iter::once(BITCODE.to_owned())
        .chain(registry().map(|folder| without(&folder)))
        .collect();
    CommandLine::parse(BUILD)
        .env("PATH", "/usr/bin:/bin")
        .env("CARGO_ENCODED_RUSTFLAGS", &flags.join("\u{1f}"))
        .arg("--target")
        .arg(TARGET)
        .arg("--manifest-path")
        .arg(build.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .run()?;
    let libraries = folder.join("sysroot/lib/rustlib");
    let ours = libraries.join(TARGET).join("lib");
    workspace::create_directory(&ours)?;
    copy_libraries(&target.join(TARGET).join("release/deps"), &ours)?;
    link_others(&libraries)?;
    programs(&folder)?;
    fs::remove_dir_all(&build).map_err(at(&build))?;
    // Last, so that what was interrupted is made anew.
    workspace::write(&folder.join("made-by"), &identity)?;
    Ok((folder, identity))
}

fn copy_libraries(from: &Path, to: &Path) -> Result<(), Error> {
    for path in workspace::files(from)? {
        let is_library = path.extension().is_some_and(|ending| ending == "rlib");
        let name = path.file_name().unwrap_or_default();
        if is_library && !name.to_string_lossy().starts_with("libnothing-") {
            fs::copy(&path, to.join(name)).map_err(at(&path))?;
        }
    }
    Ok(())
}

/// The libraries of the machine itself, which macros and build scripts are compiled with.
fn link_others(libraries: &Path) -> Result<(), Error> {
    for installed in workspace::files(Path::new(INSTALLED))? {
        if let Some(name) = installed.file_name() {
            let link = libraries.join(name);
            if !link.exists() {
                symlink(&installed, &link)?;
            }
        }
    }
    Ok(())
}

fn programs(folder: &Path) -> Result<(), Error> {
    let bin = folder.join("bin");
    workspace::create_directory(&bin)?;
    for program in ["cargo", "cargo-clippy", "clippy-driver"] {
        symlink(
            &Path::new(CARGO).with_file_name(program),
            &bin.join(program),
        )?;
    }
    let rustc = bin.join("rustc");
    let sysroot = folder.join("sysroot");
    workspace::write(
        &rustc,
        &format!(
            "#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n",
            sysroot.display()
        ),
    )?;
    CommandLine::parse("chmod +x").arg(&rustc).run()
}

#[cfg(unix)]
fn symlink(to: &Path, link: &Path) -> Result<(), Error> {
    std::os::unix::fs::symlink(to, link).map_err(at(link))
}

#[cfg(not(unix))]
fn symlink(_: &Path, link: &Path) -> Result<(), Error> {
    // Debian's packages are never here.
    Err(at(link)(std::io::ErrorKind::Unsupported.into()))
}
