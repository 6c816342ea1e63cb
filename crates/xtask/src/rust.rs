//! The Rust toolchain in use: what it has, and what rustup adds to it.

use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::need;
use crate::progress::say;

/// Where it is.
pub(crate) fn sysroot() -> Result<PathBuf, Error> {
    let printed = CommandLine::parse("rustc --print sysroot").capture()?;
    Ok(PathBuf::from(String::from_utf8_lossy(&printed).trim()))
}

/// Which compiler this is, to the commit.
pub(crate) fn version(rustc: &str) -> Result<String, Error> {
    let printed = CommandLine::of(rustc).arg("-vV").capture()?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// The programs that it brings for its own use, such as a linker.
pub(crate) fn programs() -> Result<PathBuf, Error> {
    let version = version("rustc")?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default();
    Ok(sysroot()?.join(format!("lib/rustlib/{host}/bin")))
}

/// Whether it has a standard library for a target.
pub(crate) fn has_target(target: &str) -> bool {
    sysroot().is_ok_and(|sysroot| sysroot.join("lib/rustlib").join(target).is_dir())
}

/// Asks rustup once, without a second try: where its server is out of reach, waiting does not bring it nearer.
pub(crate) fn add_target(target: &str, used_for: &str) -> bool {
    if !need::on_path("rustup") {
        return false;
    }
    say(&format!(
        "missing: the target {target}, used for {used_for}; asking rustup for it"
    ));
    let added = CommandLine::parse("RUSTUP_MAX_RETRIES=0 timeout 60 rustup target add")
        .arg(target)
        .succeeds();
    added && has_target(target)
}

/// The flag that leaves a folder out of the names of files: panics tell the file they came from, and the folders of this
/// machine are nobody's business.
pub(crate) fn without(folder: &Path) -> String {
    format!("--remap-path-prefix={}=", folder.display())
}

/// Where cargo keeps the sources of crates, in a folder for each registry.
pub(crate) fn registry() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .map(|cargo| cargo.join("registry/src"))
}
