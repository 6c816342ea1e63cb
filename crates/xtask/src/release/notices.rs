//! The licences of what others made and the archive holds: crates in the program, the C library it is linked with, npm
//! packages in the designer's page. Most licences ask for their text and the names of the authors to go along.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::rust;
use crate::workspace::{self, at};

use super::TARGET;

/// What is compiled into the program: a line each, of which the third part is where to find its sources.
const CRATES: &str = "cargo tree --locked --package preflight --edges normal,no-proc-macro --prefix none --format {p}|{l}|{r} --target";

/// What is compiled into the page: a line each, a path and a name with a version.
const PACKAGES: &str =
    "npm ls --prefix web --workspace designer --omit dev --all --parseable --long";

/// The C library comes with the Rust toolchain, which says nothing of it; Debian's compiler for it brings the text.
const MUSL: &str = "/usr/share/doc/musl/copyright";

/// How the names of files begin that hold a licence or a notice.
const NAMES: &[&str] = &[
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

const TITLE: &str = "# What others made\n\n\
    The program and the designer's page hold code of these crates and packages, as they were published under the version \
    that is given, and of the standard library of Rust (MIT OR Apache-2.0). Their sources are at the address beside them. \
    The texts that came with them follow; where none came, the licence that is named has one.\n";

/// One crate or package.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    licence: String,
    address: String,
    folder: PathBuf,
}

/// All of it, as one document.
pub(super) fn text() -> Result<String, Error> {
    let printed = CommandLine::parse(CRATES).arg(TARGET).capture()?;
    let mut parts = crates(&String::from_utf8_lossy(&printed), &sources()?);
    let printed = CommandLine::parse(PACKAGES).capture()?;
    parts.extend(packages(&String::from_utf8_lossy(&printed)));

    let mut list = String::from(TITLE);
    list.push('\n');
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in &parts {
        let Part {
            name,
            licence,
            address,
            folder,
        } = part;
        if !folder.is_dir() {
            return Err(Error::Unexpected {
                what: format!("the folder of {name}"),
                seen: "it is not there, so its licence would be missing".to_owned(),
            });
        }
        let _ = writeln!(list, "- {name}: {licence} <{address}>");
        for file in licences(folder)? {
            let text = fs::read(&file).map_err(at(&file))?;
            let text = String::from_utf8_lossy(&text).trim().to_owned();
            texts.entry(text).or_default().push(name);
        }
    }
    let musl = workspace::read(Path::new(MUSL))?;
    texts.insert(musl.trim().to_owned(), vec!["musl (the C library)"]);

    // A document as its names stand, not as its texts begin.
    let mut texts: Vec<(Vec<&str>, String)> = texts
        .into_iter()
        .map(|(text, mut names)| {
            names.dedup();
            (names, text)
        })
        .collect();
    texts.sort();
    for (names, text) in texts {
        let _ = write!(list, "\n## {}\n\n", names.join(", "));
        for line in text.lines() {
            let _ = writeln!(list, "{}", format!("    {line}").trim_end());
        }
    }
    Ok(list)
}

/// Where the sources of crates are, by name and version.
fn sources() -> Result<Vec<PathBuf>, Error> {
    let Some(registry) = rust::registry() else {
        return Err(Error::NoHome);
    };
    let mut folders = Vec::new();
    for registry in workspace::files(&registry)? {
        folders.extend(workspace::files(&registry)?);
    }
    Ok(folders)
}

/// The crates of others that `cargo tree` lists. Those with a path are in this repository: ours, or patched.
fn crates(printed: &str, sources: &[PathBuf]) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for line in printed.lines() {
        let mut fields = line.trim_end_matches(" (*)").split('|');
        let (Some(package), Some(licence), Some(address)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let mut words = package.splitn(3, ' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let path = words.next().map(|path| path.trim_matches(['(', ')']));
        if path.is_some_and(|path| Path::new(path).starts_with(workspace::root().join("crates"))) {
            continue;
        }
        let version = version.trim_start_matches('v');
        let directory = format!("{name}-{version}");
        let folder = path.map(PathBuf::from).or_else(|| {
            let found = sources.iter().find(|folder| folder.ends_with(&directory));
            found.cloned()
        });
        parts.insert(Part {
            name: format!("{name} {version}"),
            licence: licence.to_owned(),
            address: address.to_owned(),
            folder: folder.unwrap_or_default(),
        });
    }
    parts
}

/// The npm packages of others. What has a third field is a folder of this repository.
fn packages(printed: &str) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for line in printed.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let [folder, package] = fields.as_slice() else {
            continue;
        };
        let Some((name, version)) = package
            .rsplit_once('@')
            .filter(|(_, version)| !version.is_empty())
        else {
            continue;
        };
        parts.insert(Part {
            name: format!("{name} {version}"),
            licence: "as its text says".to_owned(),
            address: format!("https://www.npmjs.com/package/{name}/v/{version}"),
            folder: PathBuf::from(folder),
        });
    }
    parts
}

/// The files of a folder that hold licences or notices, also of code that was taken into it.
fn licences(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in workspace::files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_symlink() || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            found.extend(licences(&path)?);
        } else if names_a_licence(&name) {
            found.push(path);
        }
    }
    Ok(found)
}

fn names_a_licence(file: &str) -> bool {
    let name = file.to_lowercase();
    let is_code = [".rs", ".js", ".ts", ".py", ".c", ".h"]
        .iter()
        .any(|end| name.ends_with(end));
    !is_code && NAMES.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_read_from_the_tree_and_found_where_cargo_keeps_them() {
        let ours = workspace::root().join("crates/core").display().to_string();
        let printed = format!(
            "preflight-core v0.1.0 ({ours})|MIT|\n\
             axum v0.8.9|MIT|https://github.com/tokio-rs/axum\n\
             axum v0.8.9|MIT|https://github.com/tokio-rs/axum (*)\n\
             web_atoms v0.3.0 (/elsewhere/web_atoms)|MIT OR Apache-2.0|https://github.com/servo/html5ever\n\n"
        );
        let sources = ["/r/axum-0.8.90", "/r/axum-0.8.9", "/r/b-axum-0.8.9"].map(PathBuf::from);
        let found: Vec<_> = crates(&printed, &sources)
            .into_iter()
            .map(|part| (part.name, part.folder))
            .collect();
        assert_eq!(
            found,
            [
                ("axum 0.8.9".to_owned(), PathBuf::from("/r/axum-0.8.9")),
                (
                    "web_atoms 0.3.0".to_owned(),
                    PathBuf::from("/elsewhere/web_atoms")
                ),
            ]
        );
    }

    #[test]
    fn packages_of_others_are_read_from_what_npm_lists() {
        let printed = "/w/web:preflight-web@\n\
                       /w/web/node_modules/@preflight/core:@preflight/core@0.1.0:/w/web/package\n\
                       /w/web/node_modules/@codemirror/view:@codemirror/view@6.43.15\n";
        let found: Vec<String> = packages(printed)
            .into_iter()
            .map(|part| part.name)
            .collect();
        assert_eq!(found, ["@codemirror/view 6.43.15"]);
    }

    #[test]
    fn licences_are_known_by_their_names() {
        for name in [
            "LICENSE",
            "LICENSE-MIT",
            "License.txt",
            "COPYING",
            "NOTICE.md",
            "UNLICENSE",
        ] {
            assert!(names_a_licence(name), "{name}");
        }
        for name in ["README.md", "license.rs", "sublicense.txt"] {
            assert!(!names_a_licence(name), "{name}");
        }
    }
}
