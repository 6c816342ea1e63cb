//! Running `tests/browser/facts.mjs`: one Node, one Chromium, one page.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::Case;
use super::facts::{Facts, Versions};
use crate::{not_run, repository};

/// A Chromium and what drives it.
#[derive(Debug)]
pub struct Browser {
    chromium: PathBuf,
    scripts: PathBuf,
}

impl Browser {
    /// The browser of this machine. None, with a notice, where it or what drives it is missing.
    ///
    /// # Panics
    /// In CI, where it has to be there.
    pub fn find() -> Option<Self> {
        match Self::look() {
            Ok(browser) => Some(browser),
            Err(missing) => {
                let why = format!("{missing}; `cargo xtask setup` installs it");
                assert!(
                    std::env::var_os("CI").is_none_or(|value| value != "true"),
                    "{why}"
                );
                not_run("accessibility in Chromium", &why);
                None
            }
        }
    }

    fn look() -> Result<Self, String> {
        let name = std::env::var("PREFLIGHT_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
        let chromium = on_path(&name).ok_or(format!("there is no `{name}` on PATH"))?;
        on_path("node").ok_or("there is no `node` on PATH")?;
        let scripts = repository().join("tests/browser");
        for package in ["playwright-core", "axe-core"] {
            if !scripts.join("node_modules").join(package).is_dir() {
                return Err(format!("tests/browser/node_modules holds no {package}"));
            }
        }
        Ok(Self { chromium, scripts })
    }

    /// What axe, by the rules of these ids, and Chromium say of some cases, in their order. Without ids all of axe's rules
    /// are asked.
    ///
    /// # Panics
    /// When the script fails, or what it writes is not what is asked for.
    pub fn facts(&self, cases: &[Case], rules: Option<&[&str]>) -> (Versions, Vec<Facts>) {
        let passing = tempfile::tempdir().expect("a folder for the cases");
        let folder = std::env::var_os("PREFLIGHT_BROWSER_KEEP")
            .map_or_else(|| passing.path().to_owned(), PathBuf::from);
        let [asked, told] = ["cases.jsonl", "facts.jsonl"].map(|name| folder.join(name));
        let mut lines = vec![json!({"rules": rules}).to_string()];
        lines.extend(cases.iter().map(|case| case.to_json().to_string()));
        write(&asked, &lines);
        let status = Command::new("node")
            .arg(self.scripts.join("facts.mjs"))
            .args([&self.chromium, &asked, &told])
            .status()
            .expect("node starts");
        assert!(status.success(), "tests/browser/facts.mjs fails ({status})");
        let text = std::fs::read_to_string(&told).expect("the facts");
        let mut lines = text.lines();
        let first = lines.next().expect("a line about the browser");
        let versions = serde_json::from_str(first).expect("versions");
        let facts: Vec<Facts> = lines
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect();
        let names = |ids: Vec<&str>| ids.join("\n");
        assert_eq!(
            names(facts.iter().map(|facts| facts.id.as_str()).collect()),
            names(cases.iter().map(|case| case.id.as_str()).collect()),
            "every case has its facts"
        );
        (versions, facts)
    }
}

fn write(path: &Path, lines: &[String]) {
    let mut file = std::fs::File::create(path).expect("a file for the cases");
    file.write_all(lines.join("\n").as_bytes())
        .expect("a file that can be written");
}

/// Where a program is.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
