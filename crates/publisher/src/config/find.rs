//! Which configuration file is in force.

use std::env;
use std::path::{Path, PathBuf};

use super::file::NAME;
use super::{Error, Origin, env as variables};
use crate::input;

/// The rule, as help tells it.
pub(crate) const RULE: &str = "\
preflight.toml is looked for in the current folder and the folders above it, then in the folder of the first PATH and \
the folders above that one; a folder that holds .git is the last one looked in. --config or PREFLIGHT_CONFIG name \
another file. Flags go before the environment, the environment before the file, the file before defaults.";

/// A configuration file that is in force, and why.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) origin: Origin,
}

/// The file that is named by a flag or the environment, or else found.
pub(super) fn find(flag: Option<&Path>, paths: &[PathBuf]) -> Result<Option<Chosen>, Error> {
    let named = |path: PathBuf, origin| {
        let shown = path.to_string_lossy().into_owned();
        Ok(Some(Chosen {
            path,
            shown,
            origin,
        }))
    };
    if let Some(path) = flag {
        return named(path.to_owned(), Origin::Flag("--config".to_owned()));
    }
    if let Some(path) = variables::read(variables::CONFIG)? {
        let origin = Origin::Environment(variables::CONFIG.name);
        return named(path.into(), origin);
    }
    let current = env::current_dir().and_then(std::fs::canonicalize).ok();
    let found = current.as_deref().and_then(upwards).or_else(|| {
        let first = paths
            .iter()
            .find(|path| path.as_os_str() != input::STDIN && input::share_link(path).is_none())?;
        upwards(&input::folder_of(first)?)
    });
    Ok(found.map(|path| {
        let near = current
            .and_then(|current| path.strip_prefix(current).map(PathBuf::from).ok())
            .unwrap_or_else(|| path.clone());
        Chosen {
            shown: near.to_string_lossy().into_owned(),
            path,
            origin: Origin::Found,
        }
    }))
}

/// The nearest file in `folder` (canonical) or above it.
fn upwards(folder: &Path) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let candidate = folder.join(NAME);
        if candidate.is_file() {
            return Some(candidate);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
