//! Where things are, so that every command means the same from any directory of the workspace.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::error::Error;

/// The root of the workspace: the parent of `crates/xtask`'s parent.
///
/// `cargo run` says where this package is. What the compiler saw may be another clone that shares our target
/// directory, so that counts only when the binary is started by hand.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        package.ancestors().nth(2).unwrap_or(&package).to_owned()
    });
    &ROOT
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A directory for files that only one run needs; ignored by git, cleared by `cargo clean`.
pub(crate) fn scratch() -> PathBuf {
    target().join("xtask")
}

/// A directory for what takes minutes to make and is the same for every clone: `preflight` in the user's cache.
pub(crate) fn cache() -> Result<PathBuf, Error> {
    let of_user = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(std::env::home_dir()?.join(".cache")));
    of_user
        .map(|folder| folder.join("preflight"))
        .ok_or(Error::NoHome)
}

/// Makes a directory and its parents, where they are not there yet.
pub(crate) fn create_directory(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(at(path))
}

/// Makes a directory that holds nothing: what an earlier run left must not be taken for this one's.
pub(crate) fn empty_directory(path: &Path) -> Result<(), Error> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(at(path))?;
    }
    create_directory(path)
}

/// The files in a directory, sorted.
pub(crate) fn files(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(at(directory))? {
        files.push(entry.map_err(at(directory))?.path());
    }
    files.sort();
    Ok(files)
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(at(path))
}

/// Writes a file anew.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(at(path))
}

/// An error of the file system, with the path it is about.
pub(crate) fn at(path: &Path) -> impl Fn(io::Error) -> Error {
    move |source| Error::File {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_where_the_alias_of_this_command_is() {
        assert!(root().join(".cargo/config.toml").is_file());
    }
}
