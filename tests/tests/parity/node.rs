//! One Node process that answers calls to the module.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use preflight_tests::repository;
use serde_json::{Value as Json, json};

/// The process; it ends with its standard input.
#[derive(Debug)]
pub(crate) struct Node {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Node {
    /// Starts it with the module of a folder.
    pub(crate) fn start(folder: &OsStr) -> Self {
        let mut child = Command::new("node")
            .current_dir(repository())
            .arg("tests/wasm/serve.mjs")
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node starts");
        Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().expect("a piped output")),
            child,
        }
    }

    /// What a function answers.
    pub(crate) fn call(&mut self, name: &str, arguments: &[Json]) -> Json {
        let mut line = json!({"call": name, "arguments": arguments}).to_string();
        line.push('\n');
        let input = self.input.as_mut().expect("open until it is dropped");
        input
            .write_all(line.as_bytes())
            .expect("Node reads what it is asked");
        let mut reply = String::new();
        self.output
            .read_line(&mut reply)
            .expect("Node writes what it answers");
        let mut reply: Json = serde_json::from_str(&reply)
            .unwrap_or_else(|error| panic!("{name} was not answered: {error}"));
        assert!(reply["thrown"].is_null(), "{name}: {}", reply["thrown"]);
        reply["answer"].take()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.input = None;
        // It has nothing left to do, and what it ends with is not looked at.
        let _ = self.child.wait();
    }
}
