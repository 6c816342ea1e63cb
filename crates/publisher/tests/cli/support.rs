//! A folder to run `preflight` in, and what came of it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for each test.
pub(crate) struct Folder {
    root: TempDir,
    variables: Vec<(String, String)>,
}

/// What a run of `preflight` ended with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        // The search for a configuration must not leave the folder.
        fs::create_dir(root.path().join(".git")).expect("writable");
        Self {
            root,
            variables: Vec::new(),
        }
    }

    /// A folder with these files.
    pub(crate) fn with<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let folder = Self::new();
        for (path, contents) in files {
            folder.write(path, contents);
        }
        folder
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        let parent = path.parent().expect("below the root");
        fs::create_dir_all(parent).expect("writable");
        fs::write(path, contents).expect("writable");
        self
    }

    /// Sets an environment variable for all runs from here on; there are no others.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn command<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_preflight"));
        command
            .args(arguments)
            .current_dir(self.root.path())
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        let output = self.command(arguments).output().expect("it starts");
        Run::from(output)
    }

    pub(crate) fn run_with_stdin(&self, arguments: &[&str], stdin: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut pipe = child.stdin.take().expect("piped");
        // It may stop reading before the end.
        let _ = pipe.write_all(stdin);
        drop(pipe);
        Run::from(child.wait_with_output().expect("it ends"))
    }

    /// `check --format json` of paths: the exit code and the document.
    pub(crate) fn check_json(&self, paths: &[&str]) -> (i32, Value) {
        let run = self.run(["check", "--format", "json"].iter().chain(paths));
        (run.code, run.json())
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("it prints UTF-8");
        let run = Self {
            code: output.status.code().expect("it ends by itself"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }
}

impl Run {
    pub(crate) fn json(&self) -> Value {
        assert!(self.stdout.ends_with('\n'), "{self:?}");
        assert_eq!(self.stdout.matches('\n').count(), 1, "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The values under a key of every file of a report.
pub(crate) fn each<'r>(report: &'r Value, key: &str) -> Vec<&'r Value> {
    let files = report["files"].as_array().expect("a list");
    files.iter().map(|file| &file[key]).collect()
}

/// The paths of a report, in its order.
pub(crate) fn paths(report: &Value) -> Vec<&str> {
    each(report, "path")
        .into_iter()
        .map(|path| path.as_str().expect("text"))
        .collect()
}

/// The rules of the findings of one file of a report.
pub(crate) fn rules(report: &Value, file: usize) -> Vec<&str> {
    let findings = report["files"][file]["findings"].as_array();
    findings
        .expect("a list")
        .iter()
        .map(|finding| finding["rule"].as_str().expect("text"))
        .collect()
}

/// A manifest nothing is wrong with.
pub(crate) fn good(id: &str) -> String {
    format!(
        r##"{{"kind": "widget-configuration", "id": "{id}", "spec": {{"widgetId": "{id}", "theme": {{"primaryColor": "#0056B3"}}, "fields": []}}}}"##
    )
}

/// The payload that [`good`] makes.
pub(crate) fn payload(id: &str) -> String {
    format!(
        r##"{{"name":"CustomWidget_{id}","widgetId":"{id}","uiTheme":{{"primaryColor":"#0056B3"}},"preChatForm":{{"fields":[],"maxElements":2}}}}"##
    )
}

/// A manifest with exactly one finding, `schema/pattern`.
pub(crate) fn blocked(id: &str) -> String {
    good(id).replace("#0056B3", "blue")
}
