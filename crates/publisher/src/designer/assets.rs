//! The built page: where it is looked for, and what of it is served.
//!
//! Everything is read when the program starts. So one build is served from beginning to end, and what is asked for is
//! looked up in a list and never in the file system.
//!
//! The page sees every document and draft that is opened at its address, so it is taken from where the program lies, or
//! from where a person says, and never from the folder somebody happens to be in.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use serde::Deserialize;
use walkdir::WalkDir;

use super::media_types;
use crate::config;

/// What a finished build leaves in its folder.
const MARKER: &str = "designer.json";

/// The page itself.
const INDEX: &str = "/index.html";

/// Where a build stands in a checkout.
const IN_CHECKOUT: &str = "web/designer/dist";

/// Where an installation has it, seen from the folder of the program.
const INSTALLED: &str = "../share/preflight/designer";

/// The most that is served; a page of ours is a tenth of it.
const MAX_BYTES: u64 = 64 * 1_024 * 1_024;

/// Why there is no page to serve.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The variable is not text.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The folder that was named holds none.
    #[error("{}: this holds no {MARKER}, so it is no built page of the designer ({origin}); name a folder that does", folder.display())]
    NotThere {
        /// The folder.
        folder: PathBuf,
        /// Who named it.
        origin: &'static str,
    },
    /// There is none in any of the usual places.
    #[error(
        "there is no built page of the designer; it was looked for in {0}. In a checkout, `cargo xtask designer` builds and \
         opens it; elsewhere, name its folder with --assets or PREFLIGHT_DESIGNER"
    )]
    Nowhere(String),
    /// A folder that cannot be served.
    #[error("{}: {reason}", path.display())]
    Unusable {
        /// The folder or a file in it.
        path: PathBuf,
        /// Why not, and the next step.
        reason: String,
    },
}

/// One file of the page.
#[derive(Debug)]
pub(super) struct Asset {
    pub(super) media_type: &'static str,
    pub(super) bytes: Bytes,
}

/// The files of the page, by the path they are asked for with.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The version that the page was built as, where it says so.
    pub(crate) version: Option<String>,
    files: BTreeMap<String, Asset>,
}

/// What a build says of itself.
#[derive(Debug, Deserialize)]
struct Marker {
    version: Option<String>,
}

/// Finds the folder of the page: the one that is named, or else the first that holds one.
pub(crate) fn find(flag: Option<&Path>) -> Result<PathBuf, Error> {
    let variable = config::env::DESIGNER;
    let named = match flag {
        Some(folder) => Some((folder.to_owned(), "--assets")),
        None => config::env::read(variable)?.map(|folder| (folder.into(), variable.name)),
    };
    if let Some((folder, origin)) = named {
        return if folder.join(MARKER).is_file() {
            Ok(folder)
        } else {
            Err(Error::NotThere { folder, origin })
        };
    }
    // A link to the program leads to where it is installed.
    let program = env::current_exe().and_then(fs::canonicalize).ok();
    let folder_of_program = program.as_deref().and_then(Path::parent);
    places(folder_of_program)
        .find(|folder| folder.join(MARKER).is_file())
        .ok_or_else(|| Error::Nowhere(looked_for(folder_of_program)))
}

/// Where a page may be, in the order in which it is looked for.
fn places(folder_of_program: Option<&Path>) -> impl Iterator<Item = PathBuf> {
    let installed = folder_of_program.map(|folder| folder.join(INSTALLED));
    let above = folder_of_program.into_iter().flat_map(Path::ancestors);
    installed
        .into_iter()
        .chain(above.map(|folder| folder.join(IN_CHECKOUT)))
}

/// Where a page was looked for, as a person wants to read it: of the folders above one, that one says enough.
fn looked_for(folder_of_program: Option<&Path>) -> String {
    folder_of_program.map_or_else(
        || "no folder, as the system does not say where this program lies".to_owned(),
        |folder| {
            format!(
                "{} and in {} and the folders above",
                folder.join(INSTALLED).display(),
                folder.join(IN_CHECKOUT).display()
            )
        },
    )
}

impl Assets {
    /// Reads the page in a folder.
    pub(crate) fn load(folder: &Path) -> Result<Self, Error> {
        let unusable = |path: &Path, reason: String| Error::Unusable {
            path: path.to_owned(),
            reason,
        };
        let unreadable = |path: &Path, error: &io::Error| {
            unusable(path, format!("this cannot be read: {error}"))
        };
        let root = fs::canonicalize(folder).map_err(|error| unreadable(folder, &error))?;
        let mut files = BTreeMap::new();
        let mut total = 0;
        for entry in WalkDir::new(&root).follow_links(false) {
            let entry = entry.map_err(|error| unusable(folder, error.to_string()))?;
            let Some(name) = name(&root, entry.path()) else {
                continue;
            };
            // A link may lead to another file of the page, and nowhere else.
            let Ok(path) = fs::canonicalize(entry.path()) else {
                continue;
            };
            let Some(metadata) = fs::metadata(&path)
                .ok()
                .filter(|metadata| metadata.is_file() && path.starts_with(&root))
            else {
                continue;
            };
            total += metadata.len();
            if total > MAX_BYTES {
                let reason = "this holds more than 64 MiB, so it is no built page of the designer";
                return Err(unusable(folder, reason.to_owned()));
            }
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            files.insert(
                name.clone(),
                Asset {
                    media_type: media_types::of(&name),
                    bytes: bytes.into(),
                },
            );
        }
        if !files.contains_key(INDEX) {
            let reason =
                "this holds no index.html, so the page is not built to its end; build it again";
            return Err(unusable(folder, reason.to_owned()));
        }
        let marker = files.get(&format!("/{MARKER}"));
        let version = marker.and_then(|marker| {
            serde_json::from_slice::<Marker>(&marker.bytes)
                .ok()?
                .version
        });
        Ok(Self { version, files })
    }

    /// What is at a path, exactly as it is written in a request.
    pub(super) fn get(&self, path: &str) -> Option<&Asset> {
        self.files.get(if path == "/" { INDEX } else { path })
    }
}

/// The path a file is asked for with; none for folders on the way, hidden files, and names that would have to be encoded.
fn name(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let mut name = String::new();
    for part in below {
        let part = part.to_str()?;
        let is_plain = part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        if !is_plain || part.starts_with('.') {
            return None;
        }
        name.push('/');
        name.push_str(part);
    }
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("below")).expect("writable");
            fs::write(path, "{}").expect("writable");
        }
        folder
    }

    #[test]
    fn places_are_looked_at_from_the_nearest_to_the_program_on() {
        let places: Vec<PathBuf> = places(Some(Path::new("/opt/tools/bin"))).collect();
        let expected = [
            "/opt/tools/bin/../share/preflight/designer",
            "/opt/tools/bin/web/designer/dist",
            "/opt/tools/web/designer/dist",
            "/opt/web/designer/dist",
            "/web/designer/dist",
        ];
        assert_eq!(places, expected.map(PathBuf::from));
    }

    #[test]
    fn what_was_looked_for_is_told_without_every_folder_above() {
        let error = Error::Nowhere(looked_for(Some(Path::new("/opt/tools/bin"))));
        insta::assert_snapshot!(error, @"there is no built page of the designer; it was looked for in /opt/tools/bin/../share/preflight/designer and in /opt/tools/bin/web/designer/dist and the folders above. In a checkout, `cargo xtask designer` builds and opens it; elsewhere, name its folder with --assets or PREFLIGHT_DESIGNER");
    }

    #[test]
    fn plain_files_are_served_and_nothing_else() {
        let folder = folder(&[
            "index.html",
            "designer.json",
            "assets/a-B_1.js",
            ".env",
            ".git/config",
            "a b.txt",
            "100%.txt",
        ]);
        let assets = Assets::load(folder.path()).expect("a page");
        let names: Vec<&str> = assets.files.keys().map(String::as_str).collect();
        assert_eq!(names, ["/assets/a-B_1.js", "/designer.json", "/index.html"]);
        assert!(assets.get("/").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn links_that_leave_the_folder_are_not_followed() {
        use std::os::unix::fs::symlink;
        let outside = folder(&["secret.txt", "deep/secret.txt"]);
        let inside = folder(&["index.html", "designer.json", "assets/a.js"]);
        for (target, link) in [
            (outside.path().join("secret.txt"), "secret.txt"),
            (outside.path().join("deep"), "deep"),
            (inside.path().join("assets/a.js"), "same.js"),
            ("/nowhere".into(), "nowhere.txt"),
        ] {
            symlink(target, inside.path().join(link)).expect("a link");
        }
        let assets = Assets::load(inside.path()).expect("a page");
        let names: Vec<&str> = assets.files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            ["/assets/a.js", "/designer.json", "/index.html", "/same.js"]
        );
    }

    #[test]
    fn a_page_that_is_not_built_to_its_end_is_refused() {
        let folder = folder(&["designer.json"]);
        let error = Assets::load(folder.path()).expect_err("there is no index");
        assert!(error.to_string().contains("index.html"), "{error}");
    }
}
